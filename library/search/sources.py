"""Which pages the search page finds. Apps above this one register theirs in their ``AppConfig.ready``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
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

    def pages_for(self, reader: Any, private: models.Q) -> models.QuerySet[Any]:
        """The published pages that a reader may find. Said in fields that any search engine can filter by."""
        pages = self.model.objects.live().exclude(private)
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


def pages_open_to(reader: Any) -> dict[PageSource, models.QuerySet[Any]]:
    """What each source may show a reader. What is private is asked once for all of them."""
    private = Page.objects.all().private_q()
    return {source: source.pages_for(reader, private) for source in _sources.values()}


def group_labels() -> dict[str, str]:
    """The heading of each group of results, in the order of the page."""
    labels = {LAW: _("Law"), GUIDE: _("Guides")}
    for source in _sources.values():
        labels.setdefault(source.group, str(source.label))
    return labels
