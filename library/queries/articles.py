"""Articles: by number and place, and the one that a reference names on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Count, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from library.enums import StatuteKind
from library.references import ArticleKey, ArticleReference

if TYPE_CHECKING:
    from library.models import Article, Statute, StatuteVersion


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

    def keyed(self, wanted: Mapping[int, Collection[ArticleKey]]) -> Self:
        """Those that keys name in versions, given by primary key, each with its version and statute."""
        condition = Q(pk__in=[])
        for version, keys in wanted.items():
            for annex, number, suffix in keys:
                condition |= Q(version=version, annex=annex, number=number, suffix=suffix)
        return self.filter(condition).select_related("version__statute")

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
