"""What the search page shows of things found, ready for its template."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from library.enums import StatuteStatus
from library.models import Statute, StatuteVersion


@dataclass(frozen=True)
class PageHit:
    """``kind`` is what the source of the page is called."""

    pk: int
    title: SafeString
    url: str
    passage: SafeString
    kind: str


@dataclass(frozen=True)
class ArticleHit:
    """``place`` are the headings above the article."""

    label: str
    place: str
    url: str
    passage: SafeString


@dataclass
class StatuteHits:
    """What was found in one version of a statute; ``more`` articles stand on a page of their own."""

    title: SafeString
    statute: Statute
    version: StatuteVersion
    status: StatuteStatus
    url: str
    hits: list[ArticleHit] = field(default_factory=list)
    more: int = 0
    more_url: str = ""


@dataclass
class Group:
    """Results under one heading: the law by statutes, or pages. ``total`` counts articles or pages; ``more_url`` is
    where the rest stands, if there is any."""

    key: str
    label: str
    total: int
    statutes: list[StatuteHits] = field(default_factory=list)
    pages: list[PageHit] = field(default_factory=list)
    more_url: str = ""
    previous_url: str = ""
    next_url: str = ""

    def __bool__(self) -> bool:
        return bool(self.statutes or self.pages)
