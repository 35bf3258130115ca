"""A course as a whole: its lessons, what they come to, and how far somebody is; as cheap for 30 courses as for one."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING

from courses.completion import course_state
from courses.enums import UNFINISHED_STATES, ProgressState
from courses.models import CoursePage, LessonPage
from courses.queries import CourseQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import Member

#: What a card or a row shows of a lesson (and its type, which Wagtail asks of every page that it makes).
SHOWN_OF_A_LESSON = ("path", "slug", "url_path", "title", "summary", "minutes", "credit_hours", "content_type")

_seen_at = attrgetter("seen_at")
_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)


@dataclass(frozen=True)
class Contents:
    """The lessons of a course in their order, each with the reader's ``learner_state``."""

    lessons: list[LessonPage]

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons)

    @property
    def hours(self) -> Decimal:
        """学时 of all lessons."""
        return sum((lesson.credit_hours for lesson in self.lessons), Decimal(0))

    @property
    def completed(self) -> int:
        """How many lessons the reader has completed."""
        return self.count(ProgressState.COMPLETED)

    @property
    def all_completed(self) -> bool:
        return bool(self.lessons) and self.completed == len(self.lessons)

    @property
    def next_lesson(self) -> LessonPage | None:
        """The lesson to go on with: the first that is not completed; none when all are."""
        return next((lesson for lesson in self.lessons if lesson.learner_state != ProgressState.COMPLETED), None)

    def count(self, state: ProgressState) -> int:
        return sum(lesson.learner_state == state for lesson in self.lessons)

    def state_once(self, *, begun: bool) -> ProgressState:
        """The state of the course for a reader who has begun it, or has not."""
        return course_state(
            lessons=len(self.lessons),
            completed=self.completed,
            needing_help=self.count(ProgressState.NEEDS_HELP),
            begun=begun,
        )


@dataclass(frozen=True)
class CourseOverview(Contents):
    """A course as a card or its own page shows it; ``enrolled`` is whether the reader takes it."""

    course: CoursePage
    enrolled: bool = False

    @property
    def topics(self) -> list[str]:
        return [topic.tag.name for topic in self.course.tagged_topics.all()]

    @property
    def state(self) -> ProgressState:
        return self.state_once(begun=self.enrolled)


@dataclass(frozen=True)
class CourseTaken(Contents):
    """A course that somebody takes, as a row of a list shows it."""

    title: str

    @property
    def state(self) -> ProgressState:
        return self.state_once(begun=True)


def overviews(courses: CourseQuerySet, user: Member | AnonymousUser) -> list[CourseOverview]:
    """Each course in its order with the user's progress, in four queries whatever their number (five with pictures)."""
    found = list(courses.with_enrolment_of(user).with_what_a_card_shows().order_by("path"))
    lessons: dict[str, list[LessonPage]] = defaultdict(list)
    for lesson in LessonPage.objects.of_courses(found).with_progress_of(user).defer("body"):
        lessons[lesson.path[: -LessonPage.steplen]].append(lesson)
    return [CourseOverview(lessons[course.path], course, course.enrolled) for course in found]


def continue_for(member: Member) -> LessonPage | None:
    """The lesson to go on with, in one query: the unfinished one last seen, else the next one of the course last seen.

    It carries ``course_title`` and ``course_slug``. ``None`` when the member takes no course or is through with all.
    """
    mine = LessonPage.objects.open_to(member).enrolled(member).with_progress_of(member).order_by("path")
    lessons = list(mine.only(*SHOWN_OF_A_LESSON))
    begun = [lesson for lesson in lessons if lesson.learner_state in UNFINISHED_STATES]
    if begun:
        return max(begun, key=lambda lesson: lesson.seen_at)
    last_seen = {lesson.course_id: lesson.seen_at for lesson in sorted(filter(_seen_at, lessons), key=_seen_at)}
    not_begun = [lesson for lesson in lessons if lesson.learner_state == ProgressState.NOT_STARTED]
    not_begun.sort(key=lambda lesson: last_seen.get(lesson.course_id, _NEVER), reverse=True)
    return next(iter(not_begun), None)


def courses_taken_by(member: Member) -> list[CourseTaken]:
    """The courses that a member takes, in their order and in one query. One that has no lesson yet is left out."""
    lessons = LessonPage.objects.open_to(member).enrolled(member).with_progress_of(member).order_by("path")
    by_course: dict[int, list[LessonPage]] = defaultdict(list)
    for lesson in lessons.only(*SHOWN_OF_A_LESSON):
        by_course[lesson.course_id].append(lesson)
    return [CourseTaken(held, held[0].course_title) for held in by_course.values()]
