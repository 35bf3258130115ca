"""Reading the law: what is in force on a day, and the article that a reference names."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Length
from django.utils import timezone
from taggit.models import Tag
from wagtail.models import ModelLogEntry, Revision

from base.queries import PublishedQuerySet
from library.enums import StatuteKind, StatuteStatus
from library.references import ArticleKey, ArticleReference

if TYPE_CHECKING:
    from accounts.models import Member
    from library.models import Article, Statute, StatuteVersion, Synonym

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


def topics_in_use() -> models.QuerySet[Tag]:
    """Topics that a published statute, or a page that readers find by topic, carries; by name."""
    from library.models import Statute
    from library.reading import reading_sources

    on_statutes = Statute.topics.through.objects.filter(
        content_type=ContentType.objects.get_for_model(Statute), object_id__in=Statute.objects.published().values("pk")
    )
    carried = Q(pk__in=on_statutes.values("tag"))
    for source in reading_sources():
        carried |= Q(pk__in=source.tagged().values("tag"))
    return Tag.objects.filter(carried).order_by("name")


def topics_of_statutes(pks: Iterable[int]) -> list[tuple[int, str, str]]:
    """Statute, slug and name of each topic that statutes carry, in one query."""
    from library.models import Statute

    tagged = Statute.topics.through.objects.filter(
        content_type=ContentType.objects.get_for_model(Statute), object_id__in=list(pks)
    )
    return list(tagged.order_by("tag__name").values_list("object_id", "tag__slug", "tag__name"))


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


class ArticleQuerySet(models.QuerySet["Article"]):
    def in_force_on(self, date: dt.date) -> Self:
        """Articles that are the law on a day."""
        return self.filter(
            Q(version__effective_until__isnull=True) | Q(version__effective_until__gte=date),
            Q(version__statute__repealed_on__isnull=True) | Q(version__statute__repealed_on__gt=date),
            version__live=True,
            version__effective_from__lte=date,
        )

    def published(self) -> Self:
        """Of every published version, whatever the day. Said in fields that any search engine can filter by."""
        return self.filter(version__live=True)

    def at(self, places: Iterable[tuple[StatuteVersion, int, int]]) -> Self:
        """The body articles with a number and suffix, each in a version."""
        condition = Q(pk__in=[])
        for version, number, suffix in places:
            condition |= Q(version=version, number=number, suffix=suffix)
        return self.filter(condition, annex=0)

    def most_cited_first(self) -> Self:
        """Those of the statutes that guides cite most, then by the statutes' rank."""
        from library.models import GuideCitation

        cited = GuideCitation.objects.filter(law=OuterRef("version__statute__short_title")).order_by()
        ranks = [When(version__statute__kind=kind, then=rank) for rank, kind in enumerate(StatuteKind)]
        return self.annotate(
            times_cited=Coalesce(Subquery(cited.values("law").annotate(n=Count("pk")).values("n")), 0)
        ).order_by("-times_cited", Case(*ranks, default=len(ranks)), "version__statute__title")

    def in_body(self) -> Self:
        """Without the annexes."""
        return self.filter(annex=0)

    def with_divisions(self) -> Self:
        """With the headings above them, in the same query."""
        return self.select_related("division__parent__parent__parent")

    def beside(self, article: Article) -> tuple[Article | None, Article | None]:
        """The articles before and after one, where there are any."""
        beside = self.filter(position__in=[article.position - 1, article.position + 1])
        found: dict[int, Article] = {other.position: other for other in beside}
        for other in found.values():
            other.version = article.version
        return found.get(article.position - 1), found.get(article.position + 1)

    def of_text(self, text: Statute | StatuteVersion) -> Self:
        """Those of one version, or of all versions of a statute."""
        return self.filter(version=text) if hasattr(text, "statute_id") else self.filter(version__statute=text)

    def of_law(self, short_title: str) -> Self:
        """Those of the law with this short title."""
        return self.filter(version__statute__short_title=short_title)

    def of_versions(self, versions: Iterable[int]) -> Self:
        """Those of the versions with these primary keys."""
        return self.filter(version__in=versions)

    def named(self, references: Iterable[ArticleReference]) -> Self:
        """The body articles that any of the references names, in whatever version."""
        condition = Q(pk__in=[])
        for law, number, suffix, *_rest in references:
            condition |= Q(version__statute__short_title=law, number=number, suffix=suffix)
        return self.filter(condition, annex=0)

    def around(self, version: StatuteVersion, key: ArticleKey, others: Mapping[StatuteVersion, ArticleKey]) -> Self:
        """An article with those beside it, and what it is in other versions, in one query."""
        from library.models import Article

        annex, number, suffix = key
        itself = Article.objects.filter(version=version, annex=annex, number=number, suffix=suffix)
        place = Subquery(itself.values("position")[:1])
        condition = Q(version=version, annex=annex, position__gte=place - 1, position__lte=place + 1)
        for other, (annex, number, suffix) in others.items():
            condition |= Q(version=other, annex=annex, number=number, suffix=suffix)
        return self.filter(condition)

    def numbered(self, key: ArticleKey, versions: Iterable[StatuteVersion]) -> Self:
        """The articles of that number in any of the versions, those of the last to begin first."""
        annex, number, suffix = key
        found = self.filter(version__in=[*versions], annex=annex, number=number, suffix=suffix)
        return found.order_by("-version__effective_from")


class AnnotationQuerySet(models.QuerySet):
    def of(self, member: Member) -> Self:
        """A member's own."""
        return self.filter(member=member)

    def on_statute(self, statute: Statute) -> Self:
        """On any version of a statute, each with its version."""
        return self.filter(version__statute=statute).select_related("version")

    def latest_first(self) -> Self:
        """Each with its version and statute."""
        return self.select_related("version__statute").order_by("-created_at", "-pk")


class SynonymQuerySet(models.QuerySet["Synonym"]):
    def pairs(self) -> list[tuple[str, str]]:
        """Each word with its legal terms."""
        return list(self.order_by().values_list("word", "legal_terms"))

    def leading_to(self, term: str) -> list[Synonym]:
        """Those that have this among their legal terms."""
        return [synonym for synonym in self.filter(legal_terms__contains=term) if term in synonym.legal_terms.split()]


class LawContentQuerySet(PublishedQuerySet):
    """Pages written around the law: guides, cases, answers, the handbook, notices."""

    def latest_reviewed(self) -> Self:
        """Those checked last against the law first."""
        return self.order_by(F("reviewed_on").desc(nulls_last=True), "title")

    def newest(self) -> Self:
        """Those published last first."""
        return self.order_by(F("first_published_at").desc(nulls_last=True), "title")

    def on_topic(self, topic: Tag) -> Self:
        return self.filter(topics=topic)

    def citing(self, article: Article) -> Self:
        """Those that cite the article, in whatever version."""
        return self.filter(
            citations__law=article.version.statute.short_title,
            citations__number=article.number,
            citations__suffix=article.suffix,
        ).distinct()

    def citing_any(self, articles: Iterable[Article]) -> Self:
        """Those that cite any of the articles, in whatever version."""
        condition = Q(pk__in=[])
        for article in articles:
            condition |= Q(
                citations__law=article.version.statute.short_title,
                citations__number=article.number,
                citations__suffix=article.suffix,
            )
        return self.filter(condition).distinct()


class NoticeQuerySet(LawContentQuerySet):
    def posted_on(self, date: dt.date) -> Self:
        """What hangs on the board on a day: pinned ones first, then the newest.

        A notice whose time is over is gone at once, even before the scheduler has come by.
        """
        pinned = Case(When(pinned_until__gte=date, then=0), default=1)
        over = Q(expire_at__isnull=False, expire_at__lte=timezone.now())
        return self.published().exclude(over).order_by(pinned, "-issued_on", "-pk")


class CitationQuerySet(models.QuerySet):
    def of_article(self, article: Article) -> Self:
        """What cites an article, in whatever version. Its version and statute must be at hand."""
        return self.filter(
            law=article.version.statute.short_title,
            annex=article.annex,
            number=article.number,
            suffix=article.suffix,
        )

    def within(self, source: str, object_ids: Iterable[int]) -> Self:
        """What objects of a model cite."""
        return self.filter(source=source, object_id__in=object_ids)


def resolve_references(
    references: Iterable[ArticleReference], *, on: dt.date | None = None
) -> dict[ArticleReference, Article]:
    """The article that each reference names on a day, in one query; those the library lacks are left out."""
    from library.models import Article

    wanted = set(references)
    if not wanted:
        return {}
    found = Article.objects.in_force_on(on or timezone.localdate()).named(wanted).select_related("version__statute")
    by_name = {(a.version.statute.short_title, a.number, a.suffix): a for a in found}
    return {
        reference: by_name[key]
        for reference in wanted
        if (key := (reference.law, reference.number, reference.suffix)) in by_name
    }
