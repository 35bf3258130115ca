"""Courses for whom, lessons in order, progress of whom."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Count, Exists, F, FilteredRelation, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Length, Substr
from wagtail.models import Page, PageManager

from accounts.queries import audience_of
from base.queries import PublishedQuerySet
from courses.enums import ProgressState
from library.amendments.notices import law_has_changed
from quizzes.enums import AttemptState

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.contrib.auth.models import AnonymousUser

    from accounts.models import Member
    from courses.models import CoursePage, LessonPage, LessonProgress
    from quizzes.models import Question, Quiz
    from quizzes.queries import QuizQuerySet


def parent_path(path: F | OuterRef) -> Substr:
    """The path of the page above the one with this path."""
    return Substr(path, 1, Length(path) - Page.steplen)


class CourseQuerySet(PublishedQuerySet):
    def open_to(self, user: Member | AnonymousUser) -> Self:
        """Published courses whose audience the user belongs to today; those for all members, where nobody signed in."""
        return self.published().filter(audience_of(user))

    def holding(self, lesson: LessonPage) -> CoursePage:
        """The course of a lesson, whatever its state."""
        return self.get(path=lesson.path[: -Page.steplen])

    def with_enrolment_of(self, user: Member | AnonymousUser) -> Self:
        """Each with ``enrolled``: whether the user takes it."""
        from courses.models import Enrolment

        return self.annotate(enrolled=Exists(Enrolment.objects.filter(member=user.pk, course=OuterRef("pk"))))

    def with_what_a_card_shows(self) -> Self:
        """Each with its picture and topics, in a number of queries that does not grow."""
        return self.select_related("picture").prefetch_related("picture__renditions", "tagged_topics__tag")


class LessonQuerySet(PublishedQuerySet):
    def of_course(self, course: CoursePage) -> Self:
        """The published lessons of a course in their order."""
        return self.published().child_of(course).order_by("path")

    def of_courses(self, courses: Collection[CoursePage]) -> Self:
        """The published lessons of several courses, each course's in their order."""
        return (
            self.published()
            .alias(course_path=parent_path(F("path")))
            .filter(course_path__in=[course.path for course in courses])
            .order_by("path")
        )

    def beside(self, lesson: LessonPage) -> Self:
        """The published lessons of the same course, itself among them, in their order."""
        return self.published().sibling_of(lesson).order_by("path")

    def open_to(self, user: Member | AnonymousUser) -> Self:
        """Published lessons of courses open to the user, each with ``course_id``, ``course_title``, ``course_slug``."""
        from courses.models import CoursePage

        above = Page.objects.filter(path=parent_path(OuterRef("path"))).order_by()
        is_open = CoursePage.objects.open_to(user).filter(path=parent_path(OuterRef("path")))
        return (
            self.published()
            .filter(Exists(is_open))
            .annotate(
                course_id=Subquery(above.values("pk")[:1]),
                course_title=Subquery(above.values("title")[:1]),
                course_slug=Subquery(above.values("slug")[:1]),
            )
        )

    def enrolled(self, member: Member) -> Self:
        """Those of courses that the member takes."""
        from courses.models import Enrolment

        return self.filter(Exists(Enrolment.objects.of(member).filter(course__path=parent_path(OuterRef("path")))))

    def not_completed_by(self, member: Member) -> Self:
        """Those that the member has still to complete."""
        from courses.models import LessonProgress

        return self.exclude(Exists(LessonProgress.objects.of(member).completed().filter(lesson=OuterRef("pk"))))

    def with_progress_of(self, user: Member | AnonymousUser) -> Self:
        """Each with the user's ``learner_state``, ``seen_at``, ``completed_at`` (or ``None``) and ``place``
        (id of a block, or empty)."""
        return self.annotate(
            mine=FilteredRelation("progress", condition=Q(progress__member=user.pk or 0)),
            learner_state=Coalesce(F("mine__state"), Value(ProgressState.NOT_STARTED.value)),
            seen_at=F("mine__last_seen_at"),
            completed_at=F("mine__completed_at"),
            place=Coalesce(F("mine__last_block"), Value("")),
        )

    def with_law_changed(self) -> Self:
        """Each with ``law_changed``: whether readers are to be told that its law is another by now."""
        return self.annotate(law_changed=law_has_changed(self.model))


def course_and_lesson_pages_open_to(user: Member | AnonymousUser) -> PublishedQuerySet:
    """Published pages that are a course open to the user, or stand below one; of both kinds in one query."""
    from courses.models import CoursePage

    itself_or_above = [OuterRef("path"), parent_path(OuterRef("path"))]
    course = CoursePage.objects.open_to(user).filter(path__in=itself_or_above)
    return PublishedQuerySet(Page).published().filter(Exists(course))


CourseManager = PageManager.from_queryset(CourseQuerySet)
LessonManager = PageManager.from_queryset(LessonQuerySet)


class EnrolmentQuerySet(models.QuerySet):
    def of(self, member: Member) -> Self:
        """The member's own."""
        return self.filter(member=member)

    def at_or_below(self, page: Page) -> Self:
        """In a course that is the page or stands under it."""
        return self.filter(course__path__startswith=page.path)


class LessonProgressQuerySet(models.QuerySet["LessonProgress"]):
    def of(self, member: Member) -> Self:
        """The member's own."""
        return self.filter(member=member)

    def at_or_below(self, page: Page) -> Self:
        """In a lesson that is the page or stands under it."""
        return self.filter(lesson__path__startswith=page.path)

    def completed(self) -> Self:
        """Done."""
        return self.filter(state=ProgressState.COMPLETED)

    def unfinished(self) -> Self:
        """Started and not done."""
        return self.exclude(state=ProgressState.COMPLETED)

    def needing_help(self) -> Self:
        """Stuck at a check or a quiz."""
        return self.filter(state=ProgressState.NEEDS_HELP)

    def asking_for(self, quiz: Quiz) -> list[LessonProgress]:
        """Those of lessons that ask for a quiz to be passed, in the order of the lessons."""
        text = Cast("lesson__body", models.TextField())  # the column's type differs between databases
        some_quiz = (
            self.alias(text=text).filter(text__contains='"quiz"').select_related("lesson").order_by("lesson__path")
        )
        return [progress for progress in some_quiz if quiz.pk in progress.lesson.quiz_ids]

    def stuck_by(self, day: dt.date) -> Self:
        """Stuck now, at a lesson that had been started by a day."""
        return self.needing_help().filter(started_at__date__lte=day)

    def underway(self, start: dt.date, end: dt.date) -> Self:
        """Worked on between two days, both included: started by then, seen since, and not completed before."""
        return self.filter(
            Q(completed_at__isnull=True) | Q(completed_at__date__gte=start),
            started_at__date__lte=end,
            last_seen_at__date__gte=start,
        )

    def of_any(self, members: models.QuerySet) -> Self:
        """Those of several members, given as a query of their ids."""
        return self.filter(member__in=members)

    def member_ids(self) -> set[int]:
        """Whose they are."""
        return set(self.order_by().values_list("member", flat=True).distinct())


class CheckAnswerQuerySet(models.QuerySet):
    def of(self, member: Member) -> Self:
        """The member's own."""
        return self.filter(member=member)


def _counted(rows: models.QuerySet, by: str) -> Coalesce:
    """How many of the rows there are, as a subquery; ``by`` is the column that ties them to the outer row."""
    counted = rows.order_by().values(by).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


def checks_of(lesson: LessonPage, user: Member | AnonymousUser) -> models.QuerySet[Question]:
    """The questions that a lesson asks, each with what the user made of it.

    ``passed`` is whether it was ever answered right, ``wrong_tries`` how often wrong, ``last_choice`` the option ids
    chosen last in its current wording (or ``None``). A question without a wording is not asked.
    """
    from courses.models import CheckAnswer
    from quizzes.models import Question

    answers = CheckAnswer.objects.filter(member=user.pk, lesson=lesson.pk, question_version__question=OuterRef("pk"))
    last = answers.filter(question_version=OuterRef("current")).order_by("-answered_at", "-pk")
    return (
        Question.objects.filter(pk__in=lesson.check_ids, current__isnull=False)
        .select_related("current")
        .annotate(
            passed=Exists(answers.filter(correct=True)),
            wrong_tries=_counted(answers.filter(correct=False), "question_version__question"),
            last_choice=Subquery(last.values("chosen")[:1]),
        )
    )


def quizzes_of(lesson: LessonPage, user: Member | AnonymousUser) -> QuizQuerySet:
    """The quizzes that a lesson asks to be passed, each with what the user made of it.

    ``passed`` is whether what counts of the attempts is a pass, ``failed_attempts`` how many were none,
    ``in_progress`` whether one is open, ``for_me`` whether the user belongs to the quiz's audience.
    """
    from quizzes.models import Attempt, Quiz

    attempts = Attempt.objects.filter(member=user.pk, quiz=OuterRef("pk"))
    marked = attempts.filter(state=AttemptState.MARKED)
    return (
        Quiz.objects.filter(pk__in=lesson.quiz_ids)
        .with_outcome_of(user)
        .annotate(
            failed_attempts=_counted(marked.filter(passed=False), "quiz"),
            in_progress=Exists(attempts.in_progress()),
            for_me=Case(When(audience_of(user), then=True), default=False),
        )
    )
