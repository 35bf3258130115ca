"""每日一题."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from quizzes.marking import is_right
from quizzes.models import DailyAnswer, QuestionVersion
from quizzes.presentation import check_choice

if TYPE_CHECKING:
    from accounts.models import Member


@transaction.atomic
def answer_daily_question(*, version: QuestionVersion, chosen: Sequence[str], by: Member) -> DailyAnswer:
    """Keep the member's answer of today. The first stands: a second one changes nothing and gets the first back.

    ``version`` is the one drawn for the member today. Raises ``ValidationError``.
    """
    chosen = check_choice(version, chosen)
    answer, _made = DailyAnswer.objects.get_or_create(
        member=by,
        date=timezone.localdate(),
        defaults={"question_version": version, "chosen": chosen, "correct": is_right(version, chosen)},
    )
    return answer
