"""The pages that a search finds: guides, cases, courses and whatever else registered as a source."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from modelsearch.backends import get_search_backend
from modelsearch.query import PlainText
from wagtail.models import Page

from library.search.highlight import highlight, passage
from library.search.hits import PageHit
from library.search.sources import PageSource


class PagesFound:
    """What one query finds among the pages that a reader may know of. Each source is asked when it is needed."""

    def __init__(
        self,
        query: PlainText,
        pages: dict[PageSource, models.QuerySet[Any]],
        *,
        terms: list[str],
        request: HttpRequest,
    ) -> None:
        search = get_search_backend().search
        self.terms = terms
        self.request = request
        self._found = {source: search(query, rows, fields=list(source.fields)) for source, rows in pages.items()}
        self._counts: dict[PageSource, int] = {}

    def total(self, key: str) -> int:
        return sum(self._count(source) for source in self._of(key))

    def page(self, key: str, start: int, stop: int, *, without: frozenset[int] = frozenset()) -> list[PageHit]:
        """Results ``start`` to ``stop`` of one group, without those that are shown already."""
        hits: list[PageHit] = []
        passed = 0
        for source in self._of(key):
            count = self._count(source)
            if passed < stop and passed + count > start:
                part = self._found[source][max(0, start - passed) : stop - passed]
                hits += [self._hit(source, page) for page in part if page.pk not in without]
            passed += count
        return hits

    def _of(self, key: str) -> list[PageSource]:
        return [source for source in self._found if source.group == key]

    def _count(self, source: PageSource) -> int:
        if source not in self._counts:
            self._counts[source] = self._found[source].count()
        return self._counts[source]

    def _hit(self, source: PageSource, page: Page) -> PageHit:
        fields = {field.field_name: field for field in page.get_searchable_search_fields()}
        values = [fields[name].get_value(page) for name in source.fields if name != "title"]
        text = "\n".join(_plain(value) for value in values)
        url = page.get_url(self.request) or ""
        return PageHit(page.pk, highlight(page.title, self.terms), url, passage(text, self.terms), str(source.label))


def _plain(value: Any) -> str:
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)
