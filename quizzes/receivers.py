"""What "download my data" says of quizzes: attempts and marks, never a question's right answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.events import member_data_requested
from quizzes.models import Attempt, DailyAnswer

if TYPE_CHECKING:
    import datetime as dt

    from accounts.models import Member

Section = tuple[str, list[dict[str, Any]]]


@receiver(member_data_requested)
def attempts_of_member(member: Member, **kwargs: object) -> Section:
    """Every attempt, open ones too."""
    rows = [
        {
            _("Title of the quiz"): attempt.quiz.title,
            _("Try"): attempt.ordinal,
            _("Started"): _time(attempt.started_at),
            _("Handed in"): _time(attempt.submitted_at),
            _("State"): attempt.get_state_display(),
            _("Mark"): attempt.mark,
            _("Full mark"): attempt.max_mark,
            _("Passed"): {True: _("yes"), False: _("no"), None: ""}[attempt.passed],
        }
        for attempt in Attempt.objects.of(member).select_related("quiz").order_by("started_at")
    ]
    return _("My quizzes"), rows


@receiver(member_data_requested)
def daily_answers_of_member(member: Member, **kwargs: object) -> Section:
    """Every question of the day that was answered."""
    rows = [
        {
            _("Day"): answer.date.isoformat(),
            _("Question"): answer.question_version.stem,
            _("Answered right"): _("yes") if answer.correct else _("no"),
        }
        for answer in DailyAnswer.objects.of(member).select_related("question_version").order_by("date")
    ]
    return _("Question of the day"), rows


def _time(moment: dt.datetime | None) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M:%S") if moment else ""
