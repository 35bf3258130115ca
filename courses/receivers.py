"""What courses do, and what they say, when the apps below tell or ask."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.events import member_data_requested
from courses import services
from courses.models import CheckAnswer, Enrolment, LessonProgress
from quizzes.events import attempt_marked, places_requested
from quizzes.models import Attempt, Quiz

if TYPE_CHECKING:
    from accounts.models import Member

Section = tuple[str, list[dict[str, Any]]]


@receiver(attempt_marked, dispatch_uid="courses.attempt_marked")
def recompute_lessons_of_attempt(attempt: Attempt, **kwargs: object) -> None:
    """A quiz that is passed, or failed again, changes the lessons that ask for it."""
    services.recompute_lessons_with_quiz(quiz=attempt.quiz, by=attempt.member)


@receiver(places_requested, dispatch_uid="courses.places_requested")
def lessons_of_quiz(quiz: Quiz, member: Member, **kwargs: object) -> list[tuple[str, str]]:
    """The lessons that the member has opened and that ask for the quiz: the way back."""
    return [
        (progress.lesson.title, progress.lesson.address)
        for progress in LessonProgress.objects.of(member).asking_for(quiz)
    ]


@receiver(member_data_requested, dispatch_uid="courses.enrolments")
def enrolments_of_member(member: Member, **kwargs: object) -> Section:
    rows = [
        {
            _("Course"): enrolment.course.title,
            _("Enrolled at"): _time(enrolment.enrolled_at),
            pgettext("study", "Completed at"): _time(enrolment.completed_at),
        }
        for enrolment in Enrolment.objects.of(member).select_related("course").order_by("enrolled_at")
    ]
    return _("Courses"), rows


@receiver(member_data_requested, dispatch_uid="courses.lesson_progress")
def progress_of_member(member: Member, **kwargs: object) -> Section:
    rows = [
        {
            _("Lesson"): progress.lesson.title,
            _("State"): progress.get_state_display(),
            _("Started"): _time(progress.started_at),
            _("Last seen"): _time(progress.last_seen_at),
            pgettext("study", "Completed at"): _time(progress.completed_at),
        }
        for progress in LessonProgress.objects.of(member).select_related("lesson").order_by("started_at")
    ]
    return _("Lessons"), rows


@receiver(member_data_requested, dispatch_uid="courses.check_answers")
def check_answers_of_member(member: Member, **kwargs: object) -> Section:
    """Every try with what was chosen; never a right answer that was not given."""
    rows = [
        {
            _("Lesson"): answer.lesson.title,
            _("Question"): answer.question_version.stem,
            _("My answer"): "；".join(answer.chosen_texts),
            _("Answered right"): _("yes") if answer.correct else _("no"),
            _("Answered at"): _time(answer.answered_at),
        }
        for answer in CheckAnswer.objects.of(member)
        .select_related("lesson", "question_version")
        .order_by("answered_at")
    ]
    return _("Check questions in lessons"), rows


def _time(moment: dt.datetime | None) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M:%S") if moment else ""
