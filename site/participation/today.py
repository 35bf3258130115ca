"""The home page: what a visitor finds here, and what a member does today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from wagtail.models import Page

from accounts.models import Member
from courses.models import CoursePage, LessonPage
from courses.overview import continue_for
from library.enums import StatuteKind
from library.models import GuidePage, NoticePage, Statute
from library.reading import ReadingLink, first_of_each
from participation.periods import Month
from participation.queries import Hours, Numbers, numbers_of
from participation.teams import UnitFigure, figures_led_by
from quizzes.daily import DailyCard, daily_card
from quizzes.models import Quiz

#: How far ahead a quiz that closes is due.
DUE_WITHIN = dt.timedelta(days=14)
COURSES_SHOWN = 6
GUIDES_SHOWN = 3
QUIZZES_SHOWN = 3
TEAMS_SHOWN = 5


class Today:
    """What one member finds on their home page. What a template does not show is not asked of the database."""

    def __init__(self, member: Member) -> None:
        self.member = member
        self.month = Month.current()

    @cached_property
    def lesson(self) -> LessonPage | None:
        """The lesson to go on with."""
        return continue_for(self.member)

    @cached_property
    def daily(self) -> DailyCard:
        return daily_card(self.member)

    @cached_property
    def _calling(self) -> list[Quiz]:
        return list(Quiz.objects.calling(self.member, by=timezone.now() + DUE_WITHIN)[: QUIZZES_SHOWN + 1])

    @property
    def under_way(self) -> list[Quiz]:
        """Those whose paper the member is answering, with the clock running."""
        return [quiz for quiz in self._calling if quiz.attempt]

    @property
    def due(self) -> list[Quiz]:
        """Quizzes that close soon and are still to be passed."""
        return [quiz for quiz in self._calling if not quiz.attempt][:QUIZZES_SHOWN]

    @cached_property
    def _numbers(self) -> Numbers:
        return numbers_of(self.member, timezone.localdate())

    @property
    def hours(self) -> Hours:
        return self._numbers.hours

    @property
    def law_changes(self) -> int:
        """How many articles are others now than when the member learned them."""
        return self._numbers.law_changes

    @cached_property
    def _reading(self) -> dict[type[Page], list[ReadingLink]]:
        return first_of_each({GuidePage: GUIDES_SHOWN, NoticePage: 1})

    @property
    def guides(self) -> list[ReadingLink]:
        """The guides last checked against the law."""
        return self._reading[GuidePage]

    @property
    def notices(self) -> list[ReadingLink]:
        """What hangs on top of the notice board."""
        return self._reading[NoticePage]

    @cached_property
    def teams(self) -> list[UnitFigure]:
        """The units in which the member holds an office, with this month's participation."""
        return figures_led_by(self.member, self.month)[:TEAMS_SHOWN]


@dataclass(frozen=True)
class Welcome:
    """What a visitor is shown of the site beside its front page's own words."""

    kinds: list[StatuteKind]
    guides: list[ReadingLink]
    notices: list[ReadingLink]
    courses: Iterable[CoursePage]


def welcome() -> Welcome:
    """Read once for all visitors: the page is kept whole."""
    courses = CoursePage.objects.open_to(AnonymousUser()).order_by("path")[:COURSES_SHOWN]
    reading = first_of_each({GuidePage: GUIDES_SHOWN, NoticePage: 1})
    return Welcome(Statute.objects.published().kinds(), reading[GuidePage], reading[NoticePage], courses)
