"""What the search page shows: law, guides and lessons, found by what a visitor typed.

First everything that holds all of it. Where nothing does, as when somebody writes a whole sentence, what comes nearest
by its words and pairs of characters; where there is none of these either, what holds each of its characters, as 年休假
those of 年假.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from modelsearch.backends import get_search_backend
from modelsearch.query import PlainText
from wagtail.models import Page

from library.models import Article, Statute
from library.queries import resolve_references
from library.search.analysis import pairs, query_terms
from library.search.direct import parse_direct
from library.search.highlight import highlight, passage
from library.search.sources import GUIDE, LAW, PageSource, page_sources
from library.search.synonyms import expansions

#: Characters of a word that people make of a longer one: 年假, 产假工资.
_SHORT = 4


@dataclass(frozen=True)
class Result:
    title: SafeString
    url: str
    passage: SafeString | str = ""
    note: str = ""


@dataclass
class Group:
    """Results under one heading, a part of ``total``."""

    key: str
    label: str
    results: list[Result]
    total: int


class Way(Enum):
    """How a text is looked for, the strictest first."""

    ALL = "all"
    NEAR = "near"
    CHARACTERS = "characters"


def _characters(text: str) -> list[str]:
    """Each character of a short word, once; nothing of what is longer, whose characters are found everywhere."""
    found = list(dict.fromkeys(text))
    return found if len(found) <= _SHORT and len(query_terms(text)) == 1 else []


class LibrarySearch:
    """One search by one visitor; nothing is asked of index or database before it is needed."""

    def __init__(self, text: str, *, today: dt.date, request: HttpRequest) -> None:
        self.text = text
        self.today = today
        self.request = request

    @cached_property
    def article(self) -> Article | None:
        """The article that the text names, if it names one and it is in force."""
        reference = parse_direct(self.text)
        return resolve_references([reference], on=self.today).get(reference) if reference else None

    @cached_property
    def is_near(self) -> bool:
        """Whether nothing holds all that was typed, so that what comes near is shown."""
        return not self.article and self._way != Way.ALL

    @cached_property
    def _way(self) -> Way:
        """The strictest of the ways that finds something."""
        return next((way for way in Way if any(found.count() for found in self._found(way).values())), Way.NEAR)

    @cached_property
    def terms(self) -> list[str]:
        if self._way == Way.CHARACTERS:
            return _characters(self.text)
        if not self.is_near:
            return query_terms(self.text)
        return [*pairs(self.text), *(term for term, _weight in expansions(self.text))]

    def groups(self, size: int) -> list[Group]:
        """The first results of each kind."""
        return [group for key in self._labels if (group := self.group(key, 0, size)) and group.total]

    def group(self, key: str, start: int, stop: int) -> Group | None:
        """Results ``start`` to ``stop`` of one kind; nothing where there is no such kind."""
        if key not in self._labels:
            return None
        found = self._found(self._way if self.is_near else Way.ALL)
        mine = [(source, found[source]) for source in found if self._group_of(source) == key]
        results: list[Result] = []
        passed = 0
        for source, rows in mine:
            count = rows.count()
            part = rows[max(0, start - passed) : max(0, stop - passed)]
            results += [self._result(source, row) for row in part]
            passed += count
        return Group(key, self._labels[key], results, passed)

    @cached_property
    def _labels(self) -> dict[str, str]:
        labels = {LAW: _("Law"), GUIDE: _("Guides")}
        for source in page_sources():
            labels.setdefault(source.group, str(source.label))
        return labels

    @staticmethod
    def _group_of(source: PageSource | type) -> str:
        return source.group if isinstance(source, PageSource) else LAW

    def _found(self, way: Way) -> dict[Any, Any]:
        """Search results, not yet asked for, of each kind of thing."""
        kept: dict[Way, dict[Any, Any]] = self.__dict__.setdefault("_kept", {})
        if way not in kept:
            query = self._query(way)
            search = get_search_backend().search
            articles = Article.objects.in_force_on(self.today).in_body().select_related("version__statute")
            if self.article:
                articles = articles.exclude(pk=self.article.pk)
            kept[way] = {
                Statute: search(query, Statute.objects.with_published_text()),
                Article: search(query, articles),
                **{
                    source: search(query, source.pages_for(self.request.user), fields=list(source.fields))
                    for source in page_sources()
                },
            }
        return kept[way]

    def _query(self, way: Way) -> PlainText:
        match way:
            case Way.NEAR:
                return PlainText(self.text, operator="or")
            case Way.CHARACTERS:
                return PlainText(" ".join(_characters(self.text)), operator="and")
            case _:
                return PlainText(self.text, operator="and")

    def _result(self, source: PageSource | type, row: Any) -> Result:
        if isinstance(source, PageSource):
            return self._page_result(source, row)
        if isinstance(row, Article):
            return Result(highlight(str(row), self.terms), row.get_absolute_url(), passage(row.text, self.terms))
        return Result(highlight(row.short_title, self.terms), row.get_absolute_url(), note=row.get_kind_display())

    def _page_result(self, source: PageSource, page: Page) -> Result:
        fields = {field.field_name: field for field in page.get_searchable_search_fields()}
        values = [fields[name].get_value(page) for name in source.fields if name != "title"]
        text = "\n".join("\n".join(map(str, value)) if isinstance(value, list) else str(value) for value in values)
        return Result(
            highlight(page.title, self.terms),
            page.get_url(self.request) or "",
            passage(text, self.terms),
            "" if source.label == self._labels[source.group] else str(source.label),
        )
