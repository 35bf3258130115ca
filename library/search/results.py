"""What the search page shows for what a visitor asked.

First the articles that were named, always. Then everything that holds all that was typed, the law and the pages each
under their heading. Where that is little, as when somebody writes a whole sentence, what comes nearest follows, and
is said to be that. Where there is none of these either, what holds each character of a short word, as 年休假 those of
年假.
"""

from __future__ import annotations

from enum import Enum
from functools import cached_property

from django.http import HttpRequest
from modelsearch.query import PlainText

from library.models import Article, GuidePage, Statute
from library.search.analysis import query_terms
from library.search.asked import Asked
from library.search.direct import Reading, read_mentions
from library.search.facets import Chosen, Facet, chosen_facets
from library.search.highlight import telling_terms
from library.search.hits import Group, StatuteHits
from library.search.law import LawFound
from library.search.named import NamedArticle, everywhere, readable_statutes, resolve, statutes_called
from library.search.pages import PagesFound
from library.search.sources import LAW, group_labels
from library.search.synonyms import expansions

#: Pages of each kind on the first page of results, and on those of one kind.
FIRST, A_PAGE = 5, 20
#: Fewer results than this, and what comes near is shown below them.
_FEW = 5
#: Of what comes near, so many pages of each kind.
_NEAR_PAGES = 4
#: Characters of a word that people make of a longer one: 年假, 产假工资.
_SHORT = 4


class Way(Enum):
    """How a text is looked for, the strictest first."""

    ALL = "all"
    NEAR = "near"
    CHARACTERS = "characters"


class LibrarySearch:
    """One search by one visitor; nothing is asked of index or database before it is needed, and nothing twice."""

    def __init__(self, asked: Asked, request: HttpRequest) -> None:
        self.asked = asked
        self.request = request
        self._law: dict[Way, LawFound] = {}
        self._pages: dict[Way, PagesFound] = {}

    # --- what was named

    @cached_property
    def _reading(self) -> Reading:
        return read_mentions(self.asked.text)

    @cached_property
    def _text(self) -> str:
        """What is looked for: all that was typed, or what was typed besides the articles that it names."""
        rest = self._reading.rest
        return (rest if len(rest) > 1 else "") if self.named or self.anywhere else self.asked.text

    @cached_property
    def named(self) -> list[NamedArticle]:
        """The articles that the text names by law and number."""
        return resolve(self._reading.mentions, self.asked.day)

    @cached_property
    def anywhere(self) -> list[Article]:
        """For a number without a law, the articles that have it."""
        first = self._reading.mentions[0] if self._reading.mentions else None
        return everywhere(first, self.asked.day) if first and not first.law else []

    @property
    def names_nothing(self) -> bool:
        """Whether an article is named that the library has not."""
        return bool(self._reading.mentions) and not self.named and not self.anywhere

    @cached_property
    def guides(self) -> list[GuidePage]:
        """The guides that rest on the articles that were named."""
        articles = [one.article for one in self.named if one.article]
        return list(GuidePage.objects.published().citing_any(articles)[:FIRST]) if articles else []

    @cached_property
    def exact_statute(self) -> Statute | None:
        """The statute that the whole text is the name of."""
        if self._reading.mentions:
            return None
        name = self.asked.text.strip("《》 ")
        return statutes_called([name], readable_statutes(self.asked.day)).get(name)

    # --- what was found

    @cached_property
    def _labels(self) -> dict[str, str]:
        return group_labels()

    @property
    def is_one_group(self) -> bool:
        """Whether the page holds one kind alone, page by page."""
        return self.asked.group in self._labels

    @cached_property
    def groups(self) -> list[Group]:
        """What holds all that was typed."""
        if self.asked.is_near or not self._text:
            return []
        return [group for key in self._keys if (group := self._group(Way.ALL, key))]

    @cached_property
    def total(self) -> int:
        """How much holds all that was typed: articles and pages, and statutes that have it in their title alone."""
        titles = sum(not hits.hits for group in self.groups for hits in group.statutes)
        return sum(group.total for group in self.groups) + titles

    @cached_property
    def near_groups(self) -> list[Group]:
        """What comes nearest, where little holds everything."""
        if not self.asked.is_near and not self._is_little:
            return []
        for way in [Way.NEAR] if self.total else [Way.NEAR, Way.CHARACTERS]:
            if self._query(way) and (found := [group for key in self._keys if (group := self._group(way, key))]):
                return found
        return []

    @property
    def holds_all(self) -> bool:
        """Whether the page answers what was typed, and not only something like it."""
        return bool(self.named or self.anywhere or self.total or self.asked.is_near)

    @property
    def may_be_a_slip(self) -> bool:
        """Whether so little holds what was typed that it may have been meant for a title."""
        named = self.named or self.anywhere or self.is_one_group or self.asked.is_near
        return not named and self.total < _FEW and not self.exact_statute

    @property
    def _is_little(self) -> bool:
        """Whether what holds everything leaves room for what comes near: a single word that was found does not."""
        if self.is_one_group or self.named or self.anywhere:
            return False
        return self.total < _FEW and (not self.total or len(query_terms(self._text)) > 1)

    @property
    def is_empty(self) -> bool:
        return not (self.named or self.anywhere or self.groups or self.near_groups)

    @property
    def is_bounded(self) -> bool:
        """Whether there is more than is counted."""
        return bool(self._text) and LAW in self._keys and self._law_found(Way.ALL).is_bounded

    @cached_property
    def facets(self) -> list[Facet]:
        if self.asked.is_near or not self._text:
            return []
        law = self._law_found(Way.ALL)
        if not law.rows and not self.asked.narrows and self.near_groups and Way.NEAR in self._law:
            law = self._law_found(Way.NEAR)
        return law.versions.facets()

    @cached_property
    def chosen(self) -> list[Chosen]:
        made = [(facet.name, choice) for facet in self.facets for choice in facet.choices if choice.is_chosen]
        return chosen_facets(self.asked, {name: choice.label for name, choice in made})

    @cached_property
    def _keys(self) -> list[str]:
        """The kinds that the page is to show."""
        if self.is_one_group:
            return [self.asked.group]
        return [LAW] if self.asked.narrows else list(self._labels)

    def _group(self, way: Way, key: str) -> Group:
        return self._law_group(way) if key == LAW else self._page_group(way, key)

    def _law_group(self, way: Way) -> Group:
        asked, law = self.asked, self._law_found(way)
        statutes, follows = law.page(asked.page, is_first=not self.is_one_group)
        if way == Way.ALL and asked.page == 1:
            statutes = self._titled_first(law, statutes)
        group = Group(LAW, self._labels[LAW], len(law.rows), statutes=statutes)
        return self._with_ways(group, way, follows or (not self.is_one_group and any(one.more for one in statutes)))

    def _titled_first(self, law: LawFound, statutes: list[StatuteHits]) -> list[StatuteHits]:
        titled = law.titled([] if self.named else law.terms, self.exact_statute)
        with_hits = {one.version.pk: one for one in statutes}
        first = [with_hits.pop(one.version.pk, one) for one in titled]
        return first + list(with_hits.values())

    def _page_group(self, way: Way, key: str) -> Group:
        found, asked = self._pages_found(way), self.asked
        total = found.total(key)
        size = A_PAGE if self.is_one_group else FIRST if way == Way.ALL else _NEAR_PAGES
        start = (asked.page - 1) * size if self.is_one_group else 0
        shown = frozenset(hit.pk for group in self.groups for hit in group.pages) if way != Way.ALL else frozenset()
        pages = found.page(key, start, start + size, without=shown) if total > start else []
        group = Group(key, self._labels[key], total, pages=pages)
        return self._with_ways(group, way, way == Way.ALL and total > start + size)

    def _with_ways(self, group: Group, way: Way, follows: bool) -> Group:
        """Where the rest of a group stands: on a page of its own, or on the pages before and after."""
        asked, is_near = self.asked, way != Way.ALL
        if not self.is_one_group:
            group.more_url = asked.address(group=group.key, is_near=is_near) if follows else ""
            return group
        group.next_url = asked.address(page=asked.page + 1) if follows else ""
        group.previous_url = asked.address(page=asked.page - 1) if asked.page > 1 else ""
        return group

    # --- how it is looked for

    def _law_found(self, way: Way) -> LawFound:
        if way not in self._law:
            shown = {one.article.pk for one in self.named if one.article}
            if way != Way.ALL and not self.asked.is_near:
                shown |= self._law_found(Way.ALL).pks
            self._law[way] = LawFound(self.asked, self._query(way), terms=self._terms(way), without=shown)
        return self._law[way]

    def _pages_found(self, way: Way) -> PagesFound:
        if way not in self._pages:
            # A page speaks as people do: what a question is asked with stands in all of them.
            query = PlainText(" ".join(self._terms(way)), operator="or") if way == Way.NEAR else self._query(way)
            self._pages[way] = PagesFound(query, terms=self._terms(way), request=self.request)
        return self._pages[way]

    def _terms(self, way: Way) -> list[str]:
        """What is marked in the results."""
        match way:
            case Way.ALL:
                return query_terms(self._text)
            case Way.NEAR:
                return [*telling_terms(self._text), *(term for term, _weight in expansions(self._text))]
            case Way.CHARACTERS:
                return self._characters

    def _query(self, way: Way) -> PlainText | None:
        match way:
            case Way.ALL:
                return PlainText(self._text, operator="and")
            case Way.NEAR:
                return PlainText(self._text, operator="or")
            case Way.CHARACTERS:
                return PlainText(" ".join(self._characters), operator="and") if self._characters else None

    @cached_property
    def _characters(self) -> list[str]:
        """Each character of a short word, once; nothing of what is longer, whose characters are found everywhere."""
        found = list(dict.fromkeys(self._text))
        return found if len(found) <= _SHORT and len(query_terms(self._text)) == 1 else []
