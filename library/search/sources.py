"""Which pages the search page finds. Apps above this one register theirs in their ``AppConfig.ready``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise
from wagtail.models import Page

#: A reader, who may be a visitor, to the pages that are for them.
OpenTo = Callable[[Any], models.QuerySet[Any]]

#: The groups of results that come first on the page; others follow as they are registered.
LAW = "law"
GUIDE = "guide"


@dataclass(frozen=True)
class PageSource:
    """One type of page. ``fields`` are the search fields that are searched and quoted; name none that a visitor
    may not read. ``open_to`` names the pages that a reader may know of, where not every published one is for all."""

    group: str
    label: str | Promise
    model: type[Page]
    fields: Sequence[str]
    open_to: OpenTo | None = None

    def pages_for(self, reader: Any) -> models.QuerySet[Any]:
        """The published pages that a reader may find. Said in fields that any search engine can filter by."""
        pages = self.model.objects.live().public()
        if self.open_to is None:
            return pages
        return pages.filter(id__in=list(self.open_to(reader).values_list("id", flat=True)))


_sources: dict[type[Page], PageSource] = {}


def register_page_source(
    *, group: str, label: str | Promise, model: type[Page], fields: Sequence[str], open_to: OpenTo | None = None
) -> None:
    """Find pages of this type, under the heading of their group; the group's first label is its heading."""
    _sources[model] = PageSource(group, label, model, tuple(fields), open_to)


def page_sources() -> list[PageSource]:
    return list(_sources.values())
