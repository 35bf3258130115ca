"""What a member does in a course. Each runs under a lock on the member's enrolment, so that two devices take turns."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import queries
from courses.completion import lesson_state
from courses.enums import ProgressState
from courses.events import course_completed, lesson_completed
from courses.models import CheckAnswer, CoursePage, Enrolment, LessonPage, LessonProgress
from quizzes.marking import is_right
from quizzes.presentation import check_choice

if TYPE_CHECKING:
    from accounts.models import Member
    from quizzes.models import Quiz


@transaction.atomic
def enrol(*, course: CoursePage, by: Member) -> Enrolment:
    """``by`` takes a course. A second time changes nothing."""
    Enrolment.objects.bulk_create([Enrolment(member=by, course=course)], ignore_conflicts=True)
    return Enrolment.objects.select_for_update().get(member=by, course=course)


def open_lesson(*, lesson: LessonPage, by: Member) -> None:
    """``by`` has a lesson before them: from now on it is the one last seen. The first time starts it and the course.

    A lesson opened before costs one statement, which needs no transaction around it.
    """
    seen = LessonProgress.objects.of(by).filter(lesson=lesson).update(last_seen_at=timezone.now())
    if not seen:
        _start_lesson(lesson, by)


@transaction.atomic
def keep_place(*, lesson: LessonPage, block_id: str, by: Member) -> None:
    """Remember the block at which ``by`` stands. Raises ``ValidationError`` when the lesson has no such block."""
    if block_id not in lesson.block_ids:
        raise ValidationError(_("This lesson has no such part."), code="unknown")
    open_lesson(lesson=lesson, by=by)
    LessonProgress.objects.of(by).filter(lesson=lesson).update(last_block=block_id)


@transaction.atomic
def answer_check(*, lesson: LessonPage, question_id: int, version_id: int, chosen: Collection[str], by: Member) -> bool:
    """Take an answer to a check question of a lesson and say whether the question is now answered right.

    ``version_id`` names the wording that was answered, ``chosen`` its options by id. Every try is kept until the right
    one; what is sent after that changes nothing. Raises ``ValidationError`` when the lesson does not ask the question,
    when it has been reworded since, or when the choice is not one that it allows.
    """
    progress, enrolment = _lock(lesson, by)
    check = queries.checks_of(lesson, by).filter(pk=question_id).first()
    if check is None:
        raise ValidationError(_("This lesson does not ask this question."), code="unknown")
    if check.passed:
        return True
    version = check.current
    if version is None or version.pk != version_id:
        raise ValidationError(_("This question has just been reworded. Read it once more."), code="reworded")
    picked = check_choice(version, chosen)
    right = is_right(version, picked)
    CheckAnswer.objects.create(member=by, lesson=lesson, question_version=version, chosen=picked, correct=right)
    progress.last_block = lesson.block_of_check(question_id)
    _settle(progress, enrolment)
    return right


@transaction.atomic
def recompute_lesson(*, lesson: LessonPage, by: Member) -> LessonProgress:
    """Bring the state of a lesson up to what ``by`` has answered and passed. A completed lesson stays completed."""
    progress, enrolment = _lock(lesson, by)
    _settle(progress, enrolment)
    return progress


@transaction.atomic
def recompute_lessons_with_quiz(*, quiz: Quiz, by: Member) -> None:
    """The same for the lessons that ``by`` has started and that ask for a quiz."""
    for progress in LessonProgress.objects.of(by).unfinished().asking_for(quiz):
        recompute_lesson(lesson=progress.lesson, by=by)


@transaction.atomic
def _start_lesson(lesson: LessonPage, member: Member) -> Enrolment:
    enrolment = enrol(course=CoursePage.objects.holding(lesson), by=member)
    LessonProgress.objects.bulk_create([LessonProgress(member=member, lesson=lesson)], ignore_conflicts=True)
    return enrolment


def _lock(lesson: LessonPage, member: Member) -> tuple[LessonProgress, Enrolment]:
    """The member's rows for a lesson and its course, made where they are missing, held until the transaction ends."""
    enrolment = _start_lesson(lesson, member)
    progress = LessonProgress.objects.select_related("lesson", "member").get(member=member, lesson=lesson)
    return progress, enrolment


def _settle(progress: LessonProgress, enrolment: Enrolment) -> None:
    """Write the state that a lesson has come to; tell once that the lesson, and then that the course, is completed."""
    before, now = progress.state, timezone.now()
    progress.last_seen_at = now
    if before != ProgressState.COMPLETED:
        progress.state = lesson_state(
            queries.checks_of(progress.lesson, progress.member), queries.quizzes_of(progress.lesson, progress.member)
        )
    newly_completed = progress.state == ProgressState.COMPLETED != before
    if newly_completed:
        progress.completed_at = now
    progress.save(update_fields=["state", "last_seen_at", "last_block", "completed_at"])
    if newly_completed:
        lesson_completed.send(sender=LessonProgress, progress=progress)
        _settle_course(progress, enrolment)


def _settle_course(progress: LessonProgress, enrolment: Enrolment) -> None:
    missing = LessonPage.objects.beside(progress.lesson).not_completed_by(progress.member)
    if enrolment.completed_at is None and not missing.exists():
        enrolment.completed_at = progress.completed_at
        enrolment.save(update_fields=["completed_at"])
        course_completed.send(sender=Enrolment, enrolment=enrolment)
