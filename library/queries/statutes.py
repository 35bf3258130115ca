"""Statutes and their versions: what is in force on a day, by what names, and what editors did to a text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Length
from taggit.models import Tag
from wagtail.models import ModelLogEntry, Revision

from library.enums import UNDECIDED, ReviewState, StatuteKind, StatuteStatus

if TYPE_CHECKING:
    from library.models import Statute, StatuteVersion


#: The entries of the log that say what was done to a version's text.
EDITS = (
    "library.draft_version",
    "library.import_differing",
    "library.edit_article",
    "library.add_article",
    "library.remove_article",
    "library.edit_headings",
    "library.correct_text",
    "library.discard_draft",
)


class StatuteQuerySet(models.QuerySet):
    def published(self) -> Self:
        """Those with at least one published version."""
        from library.models import StatuteVersion

        return self.filter(Exists(StatuteVersion.objects.published().filter(statute=OuterRef("pk"))))

    def called(self, names: Iterable[str], abbreviations: Iterable[str] = ()) -> Self:
        """Those with one of the names as their title, short title or alias, or whose short title holds the characters
        of an abbreviation in their order and ends with its last: 社保法 is 社会保险法.

        Each with ``alias``: the longest of the names that is one."""
        from library.models import StatuteAlias

        names = list(names)
        aliases = StatuteAlias.objects.filter(statute=OuterRef("pk"), name__in=names).order_by(Length("name").desc())
        condition = Q(short_title__in=names) | Q(title__in=names) | Q(alias__isnull=False)
        for abbreviation in abbreviations:
            condition |= Q(short_title__regex=".*".join(map(re.escape, abbreviation)) + "[）)]?$")
        return self.annotate(alias=Subquery(aliases.values("name")[:1])).filter(condition)

    def titled(self, words: Iterable[str]) -> Self:
        """Those whose title holds every one of the words."""
        return self.filter(*(Q(title__icontains=word) | Q(short_title__icontains=word) for word in words))

    def with_published_text(self) -> Self:
        """The same for a search: said in fields, and with a row for each version."""
        return self.filter(versions__live=True)

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def on_topic(self, topic: Tag) -> Self:
        return self.filter(topics=topic)

    def by_rank(self) -> Self:
        """From the constitution down, then by title."""
        ranks = [When(kind=kind, then=rank) for rank, kind in enumerate(StatuteKind)]
        return self.order_by(Case(*ranks, default=len(ranks)), "title")

    def most_cited_first(self, short_titles: Sequence[str]) -> Self:
        """Those with these short titles in their order, then the others by rank."""
        if not short_titles:  # PostgreSQL takes the number that alone would be left for a column
            return self.by_rank()
        places = [When(short_title=title, then=place) for place, title in enumerate(short_titles)]
        place = Case(*places, default=len(places), output_field=models.IntegerField())
        return self.by_rank().order_by(place, *self.by_rank().query.order_by)

    def for_editors(self, date: dt.date) -> Self:
        """All of them by rank, each with its versions and ``version_count``."""
        from library.models import StatuteVersion

        versions = StatuteVersion.objects.to_read_on(date)
        return (
            self.by_rank()
            .annotate(
                version_count=Count("versions", distinct=True),
                draft_count=Count(
                    "versions",
                    filter=Q(versions__has_unpublished_changes=True) | Q(versions__live=False),
                    distinct=True,
                ),
            )
            .prefetch_related(Prefetch("versions", queryset=versions, to_attr="versions_to_read"))
        )

    def having_status(self, status: str, date: dt.date) -> Self:
        """Those that are in force, repealed or not yet in force on a day, as ``status_on`` says of their text."""
        from library.models import StatuteVersion

        repealed = Q(repealed_on__lte=date)
        begun = Exists(StatuteVersion.objects.published().filter(statute=OuterRef("pk"), effective_from__lte=date))
        published = self.published()
        match status:
            case StatuteStatus.REPEALED:
                return published.filter(repealed, begun)
            case StatuteStatus.NOT_YET:
                return published.exclude(begun)
            case _:
                return published.filter(begun).exclude(repealed)

    def with_drafts(self) -> Self:
        """Those with a version that has something unpublished."""
        from library.models import StatuteVersion

        drafts = StatuteVersion.objects.filter(Q(has_unpublished_changes=True) | Q(live=False))
        return self.filter(Exists(drafts.filter(statute=OuterRef("pk"))))

    def locked(self) -> Self:
        """Locked until the transaction ends, always in the same order: whoever changes what follows from them waits."""
        return self.order_by("pk").select_for_update(no_key=True)

    def short_titles(self) -> list[str]:
        """By which citations name them."""
        return list(self.values_list("short_title", flat=True))

    def kinds(self) -> list[StatuteKind]:
        """The kinds that occur, highest rank first."""
        held = set(self.order_by().values_list("kind", flat=True).distinct())
        return [kind for kind in StatuteKind if kind in held]

    def with_topics(self) -> Self:
        """Each with its topics, in one query for all."""
        return self.prefetch_related("topics")

    def with_versions_to_read(self, date: dt.date, *, whole: bool = False) -> Self:
        """Each with ``versions_to_read``: the one to show on a day first, with its number of articles.

        Not ``whole``, a version leaves its long texts in the database.
        """
        from library.models import StatuteVersion

        versions = StatuteVersion.objects.to_read_on(date).with_article_count()
        versions = versions if whole else versions.defer("preamble")
        return self.prefetch_related(Prefetch("versions", queryset=versions, to_attr="versions_to_read"))

    def in_force_on(self, date: dt.date) -> Self:
        """Those of which a published version is the law on a day."""
        from library.models import StatuteVersion

        return self.filter(Exists(StatuteVersion.objects.in_force_on(date).filter(statute=OuterRef("pk"))))


class StatuteVersionQuerySet(models.QuerySet):
    def published(self) -> Self:
        """No drafts."""
        return self.filter(live=True)

    def in_force_on(self, date: dt.date) -> Self:
        """Published versions whose text is the law on a day; at most one for each statute."""
        return self.published().filter(
            Q(effective_until__isnull=True) | Q(effective_until__gte=date),
            Q(statute__repealed_on__isnull=True) | Q(statute__repealed_on__gt=date),
            effective_from__lte=date,
        )

    def to_read_on(self, date: dt.date) -> Self:
        """Published versions, the one to show on a day first: the last begun, else the next to begin."""
        begun_on = Case(When(effective_from__lte=date, then=F("effective_from")))
        return self.published().order_by(begun_on.desc(nulls_last=True), "effective_from", "-promulgated_on")

    def announced(self) -> Self:
        """Published versions, each with ``announced_at``: the moment since when readers have it."""
        return self.published().annotate(announced_at=F("first_published_at"))

    def begun_since_announced(self, date: dt.date) -> Self:
        """Those that readers had before they came into force, which has happened by the day."""
        return self.announced().filter(announced_at__date__lt=F("effective_from"), effective_from__lte=date)

    def repealed_since_announced(self, date: dt.date) -> Self:
        """The last texts of statutes repealed by the day, where readers had them before."""
        return self.announced().filter(
            Q(effective_until__isnull=True) | Q(effective_until__gte=F("statute__repealed_on")),
            announced_at__date__lt=F("statute__repealed_on"),
            effective_from__lt=F("statute__repealed_on"),
            statute__repealed_on__lte=date,
        )

    def of_statute(self, statute: Statute) -> Self:
        return self.filter(statute=statute)

    def on_topic(self, topic: Tag) -> Self:
        return self.filter(statute__topics=topic)

    def current_of(self, statutes: Iterable[int], date: dt.date) -> dict[int, StatuteVersion]:
        """By the statutes' primary keys, the version of each that is to be read on a day."""
        found: dict[int, StatuteVersion] = {}
        versions: Any = self.to_read_on(date).filter(statute__in=statutes).select_related("statute")
        for version in versions:
            found.setdefault(version.statute_id, version)
        return found

    def with_places_to_check(self) -> Self:
        """Those whose changes something cites, each with ``places``, and of them ``to_decide``, ``to_rewrite`` and
        ``settled``: how many. Those with most to do first, then the latest."""
        reviews = "amendments__reviews"
        counted = self.published().annotate(
            places=Count(reviews),
            to_decide=Count(reviews, filter=Q(**{f"{reviews}__state": ReviewState.OPEN})),
            to_rewrite=Count(reviews, filter=Q(**{f"{reviews}__state": ReviewState.REWRITE})),
            settled=Count(reviews, filter=~Q(**{f"{reviews}__state__in": UNDECIDED})),
        )
        return counted.filter(places__gt=0).order_by("-to_decide", "-to_rewrite", "-effective_from")

    def with_has_places(self) -> Self:
        """Each with ``has_places``: whether anything cites what it changed."""
        from library.models import AmendmentReview

        places = AmendmentReview.objects.filter(amendment__version=OuterRef("pk")).order_by()
        return self.annotate(has_places=Exists(places))

    def unsettled(self) -> Self:
        """Of those with places to check, the ones where something is still to be done."""
        return self.filter(settled__lt=F("places"))

    def newest_first(self) -> Self:
        """By the day from which they are in force, drafts among them."""
        return self.order_by("-effective_from", "-promulgated_on")

    def with_article_count(self) -> Self:
        """Each with ``article_count``: the articles of its body."""
        return self.annotate(article_count=Count("articles", filter=Q(articles__annex=0)))

    def of_slug(self, slug: str) -> Self:
        """The published texts of one statute, the first to begin first, with the statute."""
        versions = self.published().filter(statute__slug=slug).select_related("statute")
        return versions.order_by("effective_from", "promulgated_on")


def edits_of(version: StatuteVersion) -> models.QuerySet[ModelLogEntry]:
    """What editors did to the text of a version, the latest first; each with ``previous_revision_id`` to compare with
    and ``is_published``: whether readers have it."""
    published = version.live_revision.created_at if version.live_revision else None
    return (
        ModelLogEntry.objects.for_instance(version)
        .filter(action__in=EDITS)
        .select_related("user")
        .annotate(
            previous_revision_id=Revision.objects.previous_revision_id_subquery(),
            is_published=Exists(Revision.objects.filter(pk=OuterRef("revision"), created_at__lte=published))
            if published
            else Value(False),
        )
        .order_by("-timestamp", "-pk")
    )
