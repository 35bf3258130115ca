"""The library's front door: a few of each thing, and the way to the rest."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from taggit.models import Tag

from library.models import GuidePage, NoticePage, QuestionAnswerPage, Statute
from library.queries import topics_in_use
from library.reading import laws_most_cited
from library.sections import Section, sections

STATUTES_SHOWN = 6
PAGES_SHOWN = 4


@dataclass(frozen=True)
class FrontDoor:
    """What a reader finds at the library's front door."""

    notice: NoticePage | None
    sections: list[Section]
    topics: QuerySet[Tag]
    statutes: QuerySet[Any]
    guides: QuerySet[Any]
    answers: QuerySet[Any]


def front_door(today: dt.date) -> FrontDoor:
    most_cited = laws_most_cited()[:STATUTES_SHOWN]
    return FrontDoor(
        notice=NoticePage.objects.posted_on(today).first(),
        sections=sections(),
        topics=topics_in_use(),
        statutes=Statute.objects.published().most_cited_first(most_cited).with_versions_to_read(today)[:STATUTES_SHOWN],
        guides=GuidePage.objects.published().latest_reviewed()[:PAGES_SHOWN],
        answers=QuestionAnswerPage.objects.published().order_by("-first_published_at", "title")[:PAGES_SHOWN],
    )
