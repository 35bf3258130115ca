"""The pages that a search finds: guides, cases, courses and whatever else registered as a source."""

from __future__ import annotations

import json
from functools import cached_property, lru_cache
from typing import Any

from django.apps import apps
from django.http import HttpRequest
from modelsearch.query import PlainText
from wagtail.blocks import StreamValue
from wagtail.models import Page

from library.search.finding import find_each
from library.search.highlight import highlight, passage
from library.search.hits import PageHit
from library.search.sources import PageSource, open_pages, page_sources


class PagesFound:
    """What one query finds among the pages that a reader may know of: asked for all sources together, when the first
    of them is needed."""

    def __init__(self, query: PlainText, *, terms: list[str], request: HttpRequest) -> None:
        self.query = query
        self.terms = terms
        self.request = request

    def total(self, key: str) -> int:
        return sum(len(pks) for source, pks in self._pks.items() if source.group == key)

    def page(self, key: str, start: int, stop: int, *, without: frozenset[int] = frozenset()) -> list[PageHit]:
        """Results ``start`` to ``stop`` of one group, without those that are shown already."""
        hits: list[PageHit] = []
        passed = 0
        for source, pks in self._pks.items():
            if source.group == key:
                shown = pks[max(0, start - passed) : max(0, stop - passed)]
                hits += self._hits(source, [pk for pk in shown if pk not in without])
                passed += len(pks)
        return hits

    @cached_property
    def _pks(self) -> dict[PageSource, list[int]]:
        sources = page_sources()
        found = find_each(self.query, [(source.model.objects.all(), source.fields) for source in sources])
        return open_pages(dict(zip(sources, found, strict=True)), self.request.user)

    def _hits(self, source: PageSource, pks: list[int]) -> list[PageHit]:
        pages = source.model.objects.only("title", "slug", "url_path", *source.fields).in_bulk(pks) if pks else {}
        return [self._hit(source, pages[pk]) for pk in pks if pk in pages]

    def _hit(self, source: PageSource, page: Page) -> PageHit:
        text = "\n".join(_text(page, name) for name in source.fields if name != "title")
        url = page.get_url(self.request) or ""
        return PageHit(page.pk, highlight(page.title, self.terms), url, passage(text, self.terms), str(source.label))


def _text(page: Page, name: str) -> str:
    value = getattr(page, name)
    if isinstance(value, StreamValue):
        return _blocks_text(page._meta.label, name, json.dumps(list(value.raw_data)))
    fields = {field.field_name: field for field in page.get_searchable_search_fields()}
    return _plain(fields[name].get_value(page))


@lru_cache(maxsize=1024)
def _blocks_text(model: str, name: str, raw: str) -> str:
    """What a reader finds in a body. Taking it apart costs more than everything else that is done for a result."""
    field: Any = apps.get_model(model)._meta.get_field(name)
    block = field.stream_block
    return _plain(block.get_searchable_content(block.to_python(json.loads(raw))))


def _plain(value: Any) -> str:
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)
