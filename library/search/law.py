"""The law that a search finds: articles by rank, gathered under their statutes so that no one of them floods a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from functools import cached_property

from modelsearch.query import PlainText

from library.enums import StatuteStatus
from library.models import Article, Statute, StatuteVersion
from library.search.asked import Asked
from library.search.facets import Versions
from library.search.finding import find_each
from library.search.highlight import highlight, passage
from library.search.hits import ArticleHit, StatuteHits
from library.search.links import on_the_day

#: Of what a search finds, so many articles are ranked; a page that has more says "at least".
MOST_RANKED = 1000
#: Of what comes near, so many.
MOST_NEAR = 100
#: Articles of one statute among others; statutes, or articles of one alone, on the first page and on one of law alone.
ARTICLES_BESIDE, FIRST, A_PAGE, ARTICLES_A_PAGE = 3, 5, 10, 20
#: Of articles that only come near, so many on the first page.
FIRST_NEAR = 10
#: Statutes that are shown for their titles.
_MOST_TITLED = 10


class LawFound:
    """Everything that one query finds among the articles, narrowed as was asked; read from the index once."""

    def __init__(self, asked: Asked, query: PlainText, *, terms: list[str], without: Collection[int] = ()) -> None:
        self.asked = asked
        self.terms = terms
        self.is_near = query.operator == "or"
        articles = Article.objects.published().in_body()
        if self.is_near and asked.wanted_status == StatuteStatus.IN_FORCE:
            articles = Article.objects.in_force_on(asked.day).in_body()
        (found,) = find_each(query, [(articles, None)])
        versions = dict(articles.filter(pk__in=found).values_list("pk", "version_id")) if found else {}
        best = [pk for pk in found if pk in versions][: MOST_NEAR if self.is_near else MOST_RANKED]
        self._ranked = [(pk, versions[pk]) for pk in best if pk not in without]

    @cached_property
    def versions(self) -> Versions:
        return Versions(self.asked, Counter(version for _article, version in self._ranked))

    @cached_property
    def rows(self) -> list[tuple[int, int]]:
        """Article and version of everything that fits, best first."""
        fitting = self.versions.fitting()
        return [row for row in self._ranked if row[1] in fitting]

    @property
    def is_bounded(self) -> bool:
        return len(self._ranked) >= MOST_RANKED

    @cached_property
    def pks(self) -> set[int]:
        return {article for article, _version in self.rows}

    @cached_property
    def by_version(self) -> dict[int, list[int]]:
        gathered: dict[int, list[int]] = {}
        for article, version in self.rows:
            gathered.setdefault(version, []).append(article)
        return gathered

    @property
    def is_flat(self) -> bool:
        """Whether articles follow each other one by one: those of one statute, and those that only come near."""
        return self.is_near or bool(self.asked.statute) or len(self.by_version) == 1

    def page(self, number: int, *, is_first: bool = False) -> tuple[list[StatuteHits], bool]:
        """One page of statutes with their articles, and whether more follows; a shorter one beside other kinds."""
        size = ARTICLES_A_PAGE if self.is_flat else A_PAGE
        if is_first:
            size = FIRST_NEAR if self.is_near else FIRST
        start = (number - 1) * size
        if self.is_flat:
            shown: dict[int, list[int]] = {}
            for article, version in self.rows[start : start + size]:
                shown.setdefault(version, []).append(article)
            return self._hits(shown), len(self.rows) > start + size
        part = list(self.by_version.items())[start : start + size]
        shown = {version: articles[:ARTICLES_BESIDE] for version, articles in part}
        return self._hits(shown), len(self.by_version) > start + size

    def _hits(self, shown: dict[int, list[int]]) -> list[StatuteHits]:
        pks = [pk for articles in shown.values() for pk in articles]
        articles = Article.objects.with_divisions().in_bulk(pks)
        gathered = []
        for version_pk, article_pks in shown.items():
            version = self.versions.by_pk[version_pk]
            hits = [self._hit(articles[pk], version) for pk in article_pks if pk in articles]
            statute = self.statute(version, hits)
            if not self.is_flat:
                statute.more = len(self.by_version[version_pk]) - len(hits)
                statute.more_url = self.asked.address(statute=version.statute.slug, group="law")
            gathered.append(statute)
        return gathered

    def statute(self, version: StatuteVersion, hits: list[ArticleHit] | None = None) -> StatuteHits:
        statute, status = version.statute, version.status_on(self.asked.day)
        url = on_the_day(statute.get_absolute_url(), version, status, self.asked.day)
        return StatuteHits(highlight(statute.short_title, self.terms), statute, version, status, url, hits or [])

    def _hit(self, article: Article, version: StatuteVersion) -> ArticleHit:
        article.version = version
        url = on_the_day(article.get_absolute_url(), version, self.versions.status[version.pk], self.asked.day)
        place = " · ".join(map(str, article.divisions))
        return ArticleHit(article.label, place, url, passage(article.text, self.terms))

    def titled(self, words: list[str], exact: Statute | None) -> list[StatuteHits]:
        """Statutes by their titles: the one that was named whatever its status, others as was asked."""
        others = Statute.objects.published().titled(words).by_rank().with_versions_to_read(self.asked.day)
        found = [exact] if exact else []
        if words and not self.asked.topic:
            found += [statute for statute in others[:_MOST_TITLED] if statute != exact]
        listed = []
        for statute in found:
            version = statute.versions_to_read[0]
            version.statute = statute
            if statute == exact or self._is_asked_for(version):
                listed.append(self.statute(version))
        return listed

    def _is_asked_for(self, version: StatuteVersion) -> bool:
        asked = self.asked
        return (
            version.status_on(asked.day) == asked.wanted_status
            and asked.kind in {"", version.statute.kind}
            and asked.statute in {"", version.statute.slug}
        )
