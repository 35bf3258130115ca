import pytest

from accounts.events import member_data_requested
from quizzes.services import answer_daily_question, start_attempt, submit_attempt
from tests.factories.accounts import MemberFactory
from tests.factories.quizzes import QuestionFactory, quiz_with_questions

pytestmark = pytest.mark.django_db


def test_download_holds_my_attempts_and_daily_answers_and_nobody_elses():
    member, other = MemberFactory(), MemberFactory()
    quiz = quiz_with_questions(2)
    for person in (member, other):
        submit_attempt(attempt=start_attempt(quiz=quiz, by=person), by=person)
        answer_daily_question(version=QuestionFactory().current, chosen=["b"], by=person)
    sections = dict(answer for _receiver, answer in member_data_requested.send(sender=None, member=member))
    attempts = next(rows for rows in sections.values() if rows and quiz.title in rows[0].values())
    assert [(row["得分"], row["满分"], row["及格"]) for row in attempts] == [(0, 10, "否")]
    assert [row["答对了"] for row in sections["每日一题"]] == ["是"]
