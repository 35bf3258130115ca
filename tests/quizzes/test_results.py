from decimal import Decimal

import pytest

from accounts.models import Member
from quizzes.enums import AttemptState, CountingRule
from quizzes.models import Attempt, Quiz
from quizzes.results import counted_result
from tests.factories.accounts import MemberFactory
from tests.factories.quizzes import AttemptFactory, QuizFactory


def attempt(ordinal: int, mark: int, max_mark: int = 10, state: str = AttemptState.MARKED) -> Attempt:
    return Attempt(
        ordinal=ordinal,
        mark=Decimal(mark),
        max_mark=Decimal(max_mark),
        state=state,
        pass_percent=60,
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


@pytest.mark.django_db
@pytest.mark.parametrize("rule", CountingRule)
@pytest.mark.parametrize("marks", [[6], [5.9], [9, 3], [3, 9], [5, 7], [5, 6.9], [0, 0, 10], [3.3, 6.7, 8]])
def test_the_database_knows_by_the_same_rule_who_passed(rule: str, marks: list[float]) -> None:
    quiz, member = QuizFactory(counting_rule=rule, attempts_allowed=9), MemberFactory()
    for mark in marks:
        AttemptFactory(quiz=quiz, member=member, mark=Decimal(str(mark)), passed=mark >= 6)
    AttemptFactory(quiz=quiz, member=member, state=AttemptState.VOID, mark=10)
    AttemptFactory(quiz=quiz, passed=marks[0] < 6)  # somebody else's
    result = counted_result(quiz, Attempt.objects.filter(quiz=quiz, member=member))
    assert (quiz in Quiz.objects.passed_by(member)) == result.passed
    assert (quiz in Quiz.objects.still_to_pass(member)) == (not result.passed)


@pytest.mark.django_db
@pytest.mark.parametrize("rule", CountingRule)
def test_nobody_passed_what_they_never_took(rule: str) -> None:
    quiz = QuizFactory(counting_rule=rule)
    assert quiz not in Quiz.objects.passed_by(Member())
    assert quiz not in Quiz.objects.passed_by(MemberFactory())
