from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.enums import MultiplePolicy, QuestionType
from quizzes.marking import is_incomplete, is_right, mark_choice
from quizzes.models import QuestionVersion

OPTIONS = ("a", "b", "c", "d", "e")
MARKS = st.decimals(min_value="0.1", max_value="100", places=1)
POLICIES = st.sampled_from(MultiplePolicy.values)


@st.composite
def multiple_answers(draw: st.DrawFn) -> dict[str, object]:
    """A 多选 question, an answer to it, and the rules it is marked by."""
    return {
        "type": QuestionType.MULTIPLE,
        "key": draw(st.lists(st.sampled_from(OPTIONS), min_size=1, unique=True)),
        "chosen": draw(st.lists(st.sampled_from(OPTIONS), unique=True)),
        "max_mark": draw(MARKS),
        "policy": draw(POLICIES),
        "missed_mark": draw(st.none() | MARKS),
    }


@given(multiple_answers(), st.randoms())
def test_order_of_options_never_matters(answer, random):
    shuffled = {**answer, "key": list(answer["key"]), "chosen": list(answer["chosen"])}
    random.shuffle(shuffled["key"])
    random.shuffle(shuffled["chosen"])
    assert mark_choice(**shuffled) == mark_choice(**answer)


@given(multiple_answers())
def test_a_mark_is_within_bounds_and_has_one_decimal(answer):
    mark = mark_choice(**answer)
    assert 0 <= mark <= answer["max_mark"]
    assert mark == mark.quantize(Decimal("0.1"))


@given(multiple_answers(), st.data())
def test_one_more_right_option_never_earns_less(answer, data):
    chosen = [option for option in answer["chosen"] if option in answer["key"]]
    more = [*chosen, data.draw(st.sampled_from(answer["key"]))]
    assert mark_choice(**{**answer, "chosen": more}) >= mark_choice(**{**answer, "chosen": chosen})


@given(multiple_answers())
def test_nothing_chosen_or_any_wrong_option_is_zero_under_every_policy(answer):
    if not answer["chosen"] or not set(answer["chosen"]) <= set(answer["key"]):
        assert mark_choice(**answer) == 0


@given(multiple_answers())
def test_full_mark_is_earned_by_just_the_right_options(answer):
    assert mark_choice(**{**answer, "chosen": answer["key"]}) == answer["max_mark"]


@given(st.sampled_from([QuestionType.SINGLE, QuestionType.TRUE_FALSE]), st.sampled_from(OPTIONS), MARKS, POLICIES)
def test_single_choice_is_exact_or_zero(kind, chosen, max_mark, policy):
    mark = mark_choice(type=kind, key=["a"], chosen=[chosen], max_mark=max_mark, policy=policy, missed_mark=max_mark)
    assert mark == (max_mark if chosen == "a" else 0)


@pytest.mark.parametrize(
    ("policy", "missed_mark", "expected"),
    [
        (MultiplePolicy.ALL_OR_NOTHING, None, "0"),
        (MultiplePolicy.MISSED_HALF, None, "5.0"),
        (MultiplePolicy.MISSED_FIXED, Decimal(2), "2.0"),
        (MultiplePolicy.MISSED_FIXED, Decimal(99), "10.0"),
        (MultiplePolicy.MISSED_FIXED, None, "0"),
        (MultiplePolicy.PER_OPTION, None, "6.7"),
    ],
)
def test_what_two_of_three_right_options_earn_out_of_ten(policy, missed_mark, expected):
    mark = mark_choice(
        type=QuestionType.MULTIPLE,
        key=["a", "b", "c"],
        chosen=["a", "c"],
        max_mark=Decimal(10),
        policy=policy,
        missed_mark=missed_mark,
    )
    assert mark == Decimal(expected)


def test_an_answer_is_right_only_when_complete_and_incomplete_only_when_nothing_in_it_is_wrong():
    version = QuestionVersion(type=QuestionType.MULTIPLE, key=["a", "c"])
    assert is_right(version, ["c", "a"])
    assert not is_right(version, ["a"])
    assert not is_right(version, [])
    assert is_incomplete(version, ["a"])
    assert not is_incomplete(version, ["a", "b"])
    assert not is_incomplete(version, [])
