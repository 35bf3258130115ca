"""Reading the law: what is in force on a day, and the article that a reference names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, Value, When
from django.utils import timezone
from taggit.models import Tag
from wagtail.models import ModelLogEntry, Revision

from base.queries import PublishedQuerySet
from library.enums import StatuteKind, StatuteStatus
from library.references import ArticleReference

if TYPE_CHECKING:
    from library.models import Article, GuidePage, Statute, StatuteVersion

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
    """Topics that a published statute or guide carries, by name."""
    from library.models import GuidePage, Statute

    on_statutes = Statute.topics.through.objects.filter(
        content_type=ContentType.objects.get_for_model(Statute), object_id__in=Statute.objects.published().values("pk")
    )
    on_guides = GuidePage.topics.through.objects.filter(content_object__in=GuidePage.objects.published())
    return Tag.objects.filter(Q(pk__in=on_statutes.values("tag")) | Q(pk__in=on_guides.values("tag"))).order_by("name")


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

    def with_versions_to_read(self, date: dt.date) -> Self:
        """Each with ``versions_to_read``: the one to show on a day first, with its number of articles."""
        from library.models import StatuteVersion

        versions = StatuteVersion.objects.to_read_on(date).with_article_count().defer("preamble", "history")
        return self.prefetch_related(Prefetch("versions", queryset=versions, to_attr="versions_to_read"))


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

    def newest_first(self) -> Self:
        """By the day from which they are in force, drafts among them."""
        return self.order_by("-effective_from", "-promulgated_on")

    def with_article_count(self) -> Self:
        """Each with ``article_count``: the articles of its body."""
        return self.annotate(article_count=Count("articles", filter=Q(articles__annex=0)))


class ArticleQuerySet(models.QuerySet["Article"]):
    def in_force_on(self, date: dt.date) -> Self:
        """Articles that are the law on a day."""
        return self.filter(
            Q(version__effective_until__isnull=True) | Q(version__effective_until__gte=date),
            Q(version__statute__repealed_on__isnull=True) | Q(version__statute__repealed_on__gt=date),
            version__live=True,
            version__effective_from__lte=date,
        )

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

    def named(self, references: Iterable[ArticleReference]) -> Self:
        """The body articles that any of the references names, in whatever version."""
        condition = Q(pk__in=[])
        for law, number, suffix, *_rest in references:
            condition |= Q(version__statute__short_title=law, number=number, suffix=suffix)
        return self.filter(condition, annex=0)


class GuideQuerySet(PublishedQuerySet):
    def latest_reviewed(self) -> Self:
        """Those checked last against the law first."""
        return self.order_by(F("reviewed_on").desc(nulls_last=True), "title")

    def on_topic(self, topic: Tag) -> Self:
        return self.filter(topics=topic)

    def citing(self, article: Article) -> Self:
        """Those that cite the article, in whatever version."""
        return self.filter(
            citations__law=article.version.statute.short_title,
            citations__number=article.number,
            citations__suffix=article.suffix,
        ).distinct()

    def related_to(self, guide: GuidePage) -> Self:
        """Others that share topics with a guide, those that share the most first."""
        return (
            self.exclude(pk=guide.pk)
            .filter(topics__in=guide.topics.all())
            .annotate(shared=Count("topics"))
            .order_by("-shared", "title")
        )


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
