"""The library's front door: a few of each thing, and the way to the rest."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from taggit.models import Tag

from library.models import GuidePage, NoticePage, QuestionAnswerPage, Statute
from library.queries import topics_in_use
from library.reading import ReadingLink, first_of_each, laws_most_cited
from library.sections import Section, sections

STATUTES_SHOWN = 6
PAGES_SHOWN = 4


@dataclass(frozen=True)
class FrontDoor:
    """What a reader finds at the library's front door."""

    notices: list[ReadingLink]
    sections: list[Section]
    topics: QuerySet[Tag]
    statutes: QuerySet[Any]
    guides: list[ReadingLink]
    answers: list[ReadingLink]

    @property
    def lists(self) -> dict[str, str]:
        """Where the whole list of a kind stands."""
        return {section.kind: section.url for section in self.sections}


def front_door(today: dt.date) -> FrontDoor:
    first = first_of_each({NoticePage: 1, GuidePage: PAGES_SHOWN, QuestionAnswerPage: PAGES_SHOWN})
    most_cited = laws_most_cited()[:STATUTES_SHOWN]
    return FrontDoor(
        notices=first[NoticePage],
        sections=sections(),
        topics=topics_in_use(),
        statutes=Statute.objects.published().most_cited_first(most_cited).with_versions_to_read(today)[:STATUTES_SHOWN],
        guides=first[GuidePage],
        answers=first[QuestionAnswerPage],
    )
