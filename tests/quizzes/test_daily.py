import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from quizzes.daily import daily_card
from quizzes.models import DailyAnswer, Question
from quizzes.services import answer_daily_question
from tests.factories.accounts import MemberFactory
from tests.factories.quizzes import QuestionFactory

pytestmark = pytest.mark.django_db

URL = "/quizzes/daily/"
TODAY = dt.date(2026, 11, 22)


def test_pick_is_the_same_all_day_and_differs_between_days_and_members():
    QuestionFactory.create_batch(30)
    member, other = MemberFactory(), MemberFactory()
    days = [TODAY + dt.timedelta(days=number) for number in range(30)]
    mine = [Question.objects.of_the_day(member, day) for day in days]
    assert mine == [Question.objects.of_the_day(member, day) for day in days]
    assert len(set(mine)) > 10
    assert mine != [Question.objects.of_the_day(other, day) for day in days]


def test_question_that_is_added_during_the_day_changes_the_pick_of_few():
    QuestionFactory.create_batch(20)
    members = MemberFactory.create_batch(20)
    before = [Question.objects.of_the_day(member, TODAY) for member in members]
    QuestionFactory()
    after = [Question.objects.of_the_day(member, TODAY) for member in members]
    assert sum(one != other for one, other in zip(before, after, strict=True)) < 8


def test_no_question_while_none_may_be_drawn(union, client_for):
    assert Question.objects.of_the_day(union.worker, TODAY) is None
    assert "今天没有题目" in client_for(union.worker).get(URL).content.decode()


def test_first_answer_of_a_day_stands():
    member, version = MemberFactory(), QuestionFactory().current
    first = answer_daily_question(version=version, chosen=["a"], by=member)
    second = answer_daily_question(version=version, chosen=["b"], by=member)
    assert (second, second.chosen, second.correct) == (first, ["a"], False)


def test_answer_that_cannot_be_is_refused():
    with pytest.raises(ValidationError):
        answer_daily_question(version=QuestionFactory().current, chosen=["z"], by=MemberFactory())


def test_plain_form_answers_and_shows_why(union, client_for):
    version = QuestionFactory(version__explanation="因为这样").current
    response = client_for(union.worker).post(URL, {f"daily-{version.pk}": "b"}, follow=True)
    assert response.redirect_chain == [(URL, 302)]
    page = response.content.decode()
    assert "答对了" in page
    assert "因为这样" in page
    assert "已连续答题 1 天" in page


def test_htmx_gets_the_card_alone(union, client_for):
    version = QuestionFactory().current
    page = client_for(union.worker).post(URL, {f"daily-{version.pk}": "a"}, headers={"HX-Request": "true"})
    text = page.content.decode()
    assert text.strip().startswith("<div")
    assert "没答对" in text


def test_answer_to_another_question_than_todays_is_not_taken(union, client_for):
    version = QuestionFactory().current
    response = client_for(union.worker).post(URL, {f"daily-{version.pk + 1}": "b"})
    assert "请先选一个答案" in response.content.decode()
    assert not DailyAnswer.objects.exists()


def answered(member, question, *days_ago):
    for days in days_ago:
        DailyAnswer.objects.create(
            member=member,
            date=timezone.localdate() - dt.timedelta(days=days),
            question_version=question.current,
            chosen=["b"],
            correct=True,
        )


@pytest.mark.parametrize(
    ("days_ago", "length"),
    [([], 0), ([0], 1), ([1], 1), ([2], 0), ([0, 1, 2], 3), ([1, 2, 4], 2), ([0, 2], 1), (range(1, 31), 30)],
)
def test_a_streak_lasts_until_a_whole_day_is_missed(days_ago, length):
    member, question = MemberFactory(), QuestionFactory()
    answered(member, question, *days_ago)
    answered(MemberFactory(), question, *range(6))
    assert daily_card(member).streak == length


def test_a_streak_outlives_the_last_question():
    member, question = MemberFactory(), QuestionFactory()
    answered(member, question, 0, 1)
    Question.objects.update(status="retired")
    card = daily_card(member)
    assert (card.streak, card.answered, card.correct, card.question) == (2, True, True, None)


def test_the_card_takes_one_query_before_and_after_the_answer(django_assert_num_queries):
    member, question = MemberFactory(), QuestionFactory()
    answered(member, question, *range(1, 31))
    with django_assert_num_queries(1):
        assert daily_card(member).question
    answer_daily_question(version=question.current, chosen=["b"], by=member)
    with django_assert_num_queries(1):
        assert daily_card(member).answered
