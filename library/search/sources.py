"""Which pages the search page finds. Apps above this one register theirs in their ``AppConfig.ready``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.models import Page

from base.queries import PublishedQuerySet

#: A reader, who may be a visitor, to the published pages that are for them.
OpenTo = Callable[[Any], models.QuerySet[Any]]

#: The groups of results that come first on the page; others follow as they are registered.
LAW = "law"
GUIDE = "guide"

#: More parameters than this break SQLite.
_ASKED_AT_ONCE = 20_000


@dataclass(frozen=True)
class PageSource:
    """One type of page. ``fields`` are those of the model that are searched and quoted; name none that a visitor
    may not read. ``open_to`` names the published pages that a reader may know of, where not every one is for all;
    sources that share it are asked about together."""

    group: str
    label: str | Promise
    model: type[Page]
    fields: Sequence[str]
    open_to: OpenTo | None = None


_sources: dict[type[Page], PageSource] = {}


def register_page_source(
    *, group: str, label: str | Promise, model: type[Page], fields: Sequence[str], open_to: OpenTo | None = None
) -> None:
    """Find pages of this type, under the heading of their group; the group's first label is its heading."""
    _sources[model] = PageSource(group, label, model, tuple(fields), open_to)


def page_sources() -> list[PageSource]:
    return list(_sources.values())


def open_pages(found: dict[PageSource, list[int]], reader: Any) -> dict[PageSource, list[int]]:
    """Of pages of each source, by their primary keys, those that a reader may find, in the same order."""
    asked: dict[OpenTo | None, list[int]] = {}
    for source, pks in found.items():
        asked.setdefault(source.open_to, []).extend(pks)
    known = _published(asked.pop(None, []))
    for open_to, pks in asked.items():
        if open_to and pks:
            known.update(open_to(reader).filter(pk__in=pks).values_list("pk", flat=True))
    return {source: [pk for pk in pks if pk in known] for source, pks in found.items()}


def _published(pks: list[int]) -> set[int]:
    public: set[int] = set()
    for start in range(0, len(pks), _ASKED_AT_ONCE):
        pages = PublishedQuerySet(Page).filter(pk__in=pks[start : start + _ASKED_AT_ONCE])
        public.update(pages.published().values_list("pk", flat=True))
    return public


def group_labels() -> dict[str, str]:
    """The heading of each group of results, in the order of the page."""
    labels = {LAW: _("Law"), GUIDE: _("Guides")}
    for source in _sources.values():
        labels.setdefault(source.group, str(source.label))
    return labels
