"""Where somebody goes on for whom nothing was found."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from django.http import HttpRequest

from library.models import GuidePage, Statute
from library.search.asked import Asked
from library.search.results import LibrarySearch

#: How alike two titles must be, from 0 to 1, for one to be a slip of the other; longer texts are no titles.
_ALIKE = 0.5
_LONGEST_TITLE = 40
_MOST = 4


@dataclass(frozen=True)
class WaysOn:
    """``without_facets`` counts what there would be if nothing narrowed the search."""

    statutes: list[Statute]
    guides: list[GuidePage]
    without_facets: int


def ways_on(asked: Asked, request: HttpRequest) -> WaysOn:
    narrowed = asked.narrows or asked.on or asked.group or asked.is_near
    wider = LibrarySearch(Asked(text=asked.text), request) if narrowed else None
    guides = GuidePage.objects.published().latest_reviewed()[:_MOST]
    return WaysOn(_alike(asked.text), list(guides), wider.total if wider else 0)


def _alike(text: str) -> list[Statute]:
    """Statutes whose title is nearly what was typed: 劳动和同法."""
    if len(text) > _LONGEST_TITLE:
        return []
    by_title = {statute.short_title: statute for statute in Statute.objects.published()}
    return [by_title[title] for title in difflib.get_close_matches(text, by_title, n=_MOST, cutoff=_ALIKE)]
