from decimal import Decimal

import pytest

from quizzes.enums import AttemptState, CountingRule
from quizzes.models import Attempt, Quiz
from quizzes.results import counted_result


def attempt(ordinal: int, mark: int, max_mark: int = 10, state: str = AttemptState.MARKED) -> Attempt:
    return Attempt(
        ordinal=ordinal,
        mark=Decimal(mark),
        max_mark=Decimal(max_mark),
        state=state,
        passed=mark * 100 >= max_mark * 60,
    )


@pytest.mark.parametrize(
    ("rule", "percent", "passed"),
    [
        (CountingRule.BEST, "90.0", True),
        (CountingRule.LAST, "30.0", False),
        (CountingRule.AVERAGE, "53.3", False),
    ],
)
def test_result_by_counting_rule(rule, percent, passed):
    quiz = Quiz(counting_rule=rule, pass_percent=60)
    assert counted_result(quiz, [attempt(3, 3), attempt(1, 4), attempt(2, 9)]) == (Decimal(percent), passed)


def test_papers_of_different_length_are_compared_by_share():
    quiz = Quiz(counting_rule=CountingRule.BEST, pass_percent=60)
    assert counted_result(quiz, [attempt(1, 9, 10), attempt(2, 50, 100)]).percent == 90


def test_only_marked_attempts_count():
    quiz = Quiz(counting_rule=CountingRule.BEST, pass_percent=60)
    others = [attempt(1, 9, state=AttemptState.VOID), attempt(2, 9, state=AttemptState.IN_PROGRESS)]
    assert counted_result(quiz, others) is None
