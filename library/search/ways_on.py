"""Where somebody goes on for whom nothing was found that holds what they typed."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from django.core.cache import caches
from django.http import HttpRequest

from base.visitor_pages import generation
from library.models import GuidePage, Statute
from library.queries import topics_in_use
from library.search.asked import Asked
from library.search.results import LibrarySearch

#: How alike two titles must be, from 0 to 1, for one to be a slip of the other; longer texts are no titles.
_ALIKE = 0.6
_LONGEST_TITLE = 40
_MOST = 4


@dataclass(frozen=True)
class WaysOn:
    """``without_facets`` counts what there would be if nothing narrowed the search."""

    statutes: list[Statute]
    guides: list[GuidePage]
    without_facets: int


def ways_on(asked: Asked, request: HttpRequest, *, is_empty: bool) -> WaysOn:
    """Titles that are nearly what was typed; where there is nothing at all, guides and the way back besides."""
    statutes = _alike(asked.text)
    if not is_empty:
        return WaysOn(statutes, [], 0)
    narrowed = asked.narrows or asked.on or asked.group or asked.is_near
    wider = LibrarySearch(Asked(text=asked.text), request) if narrowed else None
    guides = GuidePage.objects.published().latest_reviewed()[:_MOST]
    return WaysOn(statutes, list(guides), wider.total if wider else 0)


def topics_to_go_on_with() -> list[dict[str, str]]:
    """Name and slug of the topics in use; kept beside the visitors' pages, and forgotten when they are."""
    topics = caches["pages"].get_or_set(
        f"search-topics-{generation()}", lambda: list(topics_in_use().values("name", "slug"))
    )
    return list(topics or [])


def _alike(text: str) -> list[Statute]:
    """Statutes whose title is nearly what was typed: 劳动和同法."""
    if len(text) > _LONGEST_TITLE:
        return []
    titles = difflib.get_close_matches(text, Statute.objects.published().short_titles(), n=_MOST, cutoff=_ALIKE)
    by_title = (
        {statute.short_title: statute for statute in Statute.objects.published().called(titles)} if titles else {}
    )
    return [by_title[title] for title in titles]
