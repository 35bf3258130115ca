"""Turns what happened in courses and quizzes into rows of the ledger, in the transaction of the event."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.events import member_data_requested
from accounts.models import Member
from courses.events import lesson_completed
from courses.models import LessonProgress
from participation.enums import StudySource
from participation.models import StudyRecord
from participation.services import record_study
from quizzes.events import attempt_marked
from quizzes.models import Attempt, Quiz


@receiver(lesson_completed, dispatch_uid="participation.lesson_completed")
def record_completed_lesson(progress: LessonProgress, **kwargs: object) -> None:
    """A lesson earns its hours on the day it was completed."""
    record_study(
        member=progress.member,
        source=StudySource.LESSON,
        source_id=progress.lesson_id,
        title=progress.lesson.title,
        hours=progress.lesson.credit_hours,
        studied_on=timezone.localdate(progress.completed_at),
    )


@receiver(attempt_marked, dispatch_uid="participation.attempt_marked")
def record_passed_quiz(attempt: Attempt, **kwargs: object) -> None:
    """A quiz earns its hours once, on the day of the attempt with which it was first passed, by what counts there."""
    if Quiz.objects.passed_by(attempt.member).filter(pk=attempt.quiz_id).exists():
        record_study(
            member=attempt.member,
            source=StudySource.QUIZ,
            source_id=attempt.quiz_id,
            title=attempt.quiz.title,
            hours=attempt.quiz.credit_hours,
            studied_on=timezone.localdate(attempt.submitted_at),
        )


@receiver(member_data_requested, dispatch_uid="participation.member_data_requested")
def study_records_of_member(member: Member, **kwargs: object) -> tuple[str, list[dict[str, Any]]]:
    """Every row of the ledger that is the member's, for "download my data"."""
    rows = [
        {
            _("Studied on"): record.studied_on.isoformat(),
            _("What was studied"): record.title,
            _("Source"): record.get_source_display(),
            _("Study hours"): record.hours,
            _("Counts"): record.standing,
        }
        for record in StudyRecord.objects.with_names().of(member)
    ]
    return _("Study records"), rows
