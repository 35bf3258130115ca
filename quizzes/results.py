"""What a member's attempts at a quiz come to, and how many days in a row they answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, NamedTuple

from quizzes.enums import AttemptState, CountingRule
from quizzes.marking import TENTH

if TYPE_CHECKING:
    from quizzes.models import Attempt, Quiz

ONE_DAY = dt.timedelta(days=1)


class CountedResult(NamedTuple):
    """``percent`` of the full mark, to one decimal."""

    percent: Decimal
    passed: bool


def counted_result(quiz: Quiz, attempts: Iterable[Attempt]) -> CountedResult | None:
    """What counts of one member's attempts, by the quiz's counting rule; nothing before the first mark.

    Shares of the full mark are compared, since the papers of two attempts may add up to different marks.
    ``QuizQuerySet.with_outcome_of`` tells the same of many quizzes in the database.
    """
    marked = sorted((a for a in attempts if a.state == AttemptState.MARKED), key=lambda attempt: attempt.ordinal)
    if not marked:
        return None
    shares = [_share(attempt) for attempt in marked]
    match quiz.counting_rule:
        case CountingRule.LAST:
            return CountedResult(_percent(shares[-1]), bool(marked[-1].passed))
        case CountingRule.AVERAGE:
            average = sum(shares, Decimal(0)) / len(shares)
            return CountedResult(_percent(average), average * 100 >= marked[-1].pass_percent)
        case _:
            return CountedResult(_percent(max(shares)), any(attempt.passed for attempt in marked))


def _share(attempt: Attempt) -> Decimal:
    return (attempt.mark or Decimal(0)) / attempt.max_mark


def _percent(share: Decimal) -> Decimal:
    return (share * 100).quantize(TENTH, ROUND_HALF_UP)


def streak(first: dt.date | None, last: dt.date | None, today: dt.date) -> int:
    """Days in a row with an answer, ``first`` to ``last``: it goes on until a whole day has passed without one."""
    if first is None or last is None or last < today - ONE_DAY:
        return 0
    return (last - first).days + 1
