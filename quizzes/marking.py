"""What an answer is worth. Marking goes by option id, so that the order in which options were shown never matters."""

from __future__ import annotations

from collections.abc import Collection
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from quizzes.enums import MultiplePolicy, QuestionType

if TYPE_CHECKING:
    from quizzes.models import QuestionVersion

ZERO = Decimal("0.0")
#: Marks are kept to one decimal place.
TENTH = Decimal("0.1")


def is_right(version: QuestionVersion, chosen: Collection[str]) -> bool:
    """All the right options and no other."""
    return bool(chosen) and set(chosen) == set(version.key)


def is_incomplete(version: QuestionVersion, chosen: Collection[str]) -> bool:
    """Some of the right options and no wrong one, of a 多选."""
    return bool(chosen) and set(chosen) < set(version.key)


def mark_choice(
    *,
    type: str,  # noqa: A002  the field's word, and keyword-only
    key: Collection[str],
    chosen: Collection[str],
    max_mark: Decimal,
    policy: str,
    missed_mark: Decimal | None = None,
) -> Decimal:
    """The mark of one answer, from 0 to ``max_mark``, to one decimal.

    Nothing chosen or any wrong option is 0, all the right options are ``max_mark``. In between stands only an
    incomplete 多选 answer, and ``policy`` (a MultiplePolicy) says what it earns.
    """
    right, picked = set(key), set(chosen)
    if not picked or not picked <= right:
        return ZERO
    if picked == right:
        return max_mark
    if type != QuestionType.MULTIPLE:
        return ZERO
    match policy:
        case MultiplePolicy.MISSED_HALF:
            earned = max_mark / 2
        case MultiplePolicy.MISSED_FIXED:
            earned = min(missed_mark or ZERO, max_mark)
        case MultiplePolicy.PER_OPTION:
            earned = max_mark * len(picked) / len(right)
        case _:
            earned = ZERO
    return earned.quantize(TENTH, ROUND_HALF_UP)
