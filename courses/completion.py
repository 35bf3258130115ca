"""When a lesson is done and when somebody should offer help; when a course is."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from courses.enums import FAILED_ATTEMPTS_BEFORE_HELP, WRONG_ANSWERS_BEFORE_HELP, ProgressState

if TYPE_CHECKING:
    from quizzes.models import Question, Quiz


def lesson_state(checks: Collection[Question], quizzes: Collection[Quiz]) -> ProgressState:
    """The state of a started lesson, from what ``queries.checks_of`` and ``queries.quizzes_of`` found.

    A lesson that asks nothing is never completed: reading alone earns nothing.
    """
    open_checks = [check for check in checks if not check.passed]
    open_quizzes = [quiz for quiz in quizzes if not quiz.passed]
    if (checks or quizzes) and not open_checks and not open_quizzes:
        return ProgressState.COMPLETED
    stuck = any(check.wrong_tries >= WRONG_ANSWERS_BEFORE_HELP for check in open_checks) or any(
        quiz.failed_attempts >= FAILED_ATTEMPTS_BEFORE_HELP for quiz in open_quizzes
    )
    return ProgressState.NEEDS_HELP if stuck else ProgressState.STARTED


def course_state(*, lessons: int, completed: int, needing_help: int, begun: bool) -> ProgressState:
    """The state of a course out of the states of its lessons; ``begun`` is whether the member takes it at all."""
    if lessons and completed >= lessons:
        return ProgressState.COMPLETED
    if needing_help:
        return ProgressState.NEEDS_HELP
    return ProgressState.STARTED if begun or completed else ProgressState.NOT_STARTED
