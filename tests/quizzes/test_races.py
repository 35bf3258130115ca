"""Many requests at the same moment, on a database that runs them side by side."""

from __future__ import annotations

import pytest
from django.db import connection
from django.urls import reverse

from quizzes.enums import AttemptState
from quizzes.events import attempt_marked
from quizzes.models import Answer, Attempt, DailyAnswer
from quizzes.services import save_answer, start_attempt
from tests.factories.accounts import MemberFactory
from tests.factories.quizzes import QuestionFactory, quiz_with_questions

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

AT_ONCE = 20


@pytest.fixture(autouse=True)
def _real_concurrency():
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: set TEST_DATABASE_URL")


def test_twenty_starts_give_one_attempt_and_all_lead_to_it(client_for, at_once):
    member, quiz = MemberFactory(), quiz_with_questions(5)
    clients = [client_for(member) for _ in range(AT_ONCE)]
    responses = at_once([lambda c=client: c.post(reverse("quizzes:start", args=[quiz.slug])) for client in clients])
    attempt = Attempt.objects.get()
    assert {(response.status_code, response.url) for response in responses} == {(302, attempt.get_absolute_url())}
    assert attempt.answers.count() == 5


def test_twenty_submits_give_one_result_and_tell_it_once(client_for, at_once):
    member = MemberFactory()
    attempt = start_attempt(quiz=quiz_with_questions(5), by=member)
    heard = []

    def hear(sender, attempt, **kwargs):
        heard.append(attempt.pk)

    attempt_marked.connect(hear)
    clients = [client_for(member) for _ in range(AT_ONCE)]
    address = reverse("quizzes:submit", args=[attempt.pk])
    responses = at_once([lambda c=client: c.post(address) for client in clients])
    attempt_marked.disconnect(hear)
    assert {response.status_code for response in responses} == {302}
    assert heard == [attempt.pk]
    attempt.refresh_from_db()
    assert attempt.state == AttemptState.MARKED


def test_of_twenty_saves_the_one_with_the_highest_number_stays(at_once):
    member = MemberFactory()
    attempt = start_attempt(quiz=quiz_with_questions(1), by=member)
    for turn in range(5):
        numbers = range(turn * AT_ONCE + 1, (turn + 1) * AT_ONCE + 1)
        at_once(
            [
                lambda n=number: save_answer(
                    attempt_id=attempt.pk, position=1, chosen=["abcd"[n % 4]], sequence=n, by=member
                )
                for number in numbers
            ]
        )
        answer = Answer.objects.get()
        assert (answer.sequence, answer.chosen) == (numbers[-1], ["abcd"[numbers[-1] % 4]])


def test_saves_and_submits_at_once_never_lock_each_other_out_nor_change_a_marked_answer(client_for, at_once):
    member = MemberFactory()
    attempt = start_attempt(quiz=quiz_with_questions(5), by=member)
    save, submit = (reverse(f"quizzes:{name}", args=[attempt.pk]) for name in ("answer", "submit"))
    clients = [client_for(member) for _ in range(AT_ONCE)]
    calls = [
        lambda c=client, n=number: (
            c.post(submit) if n % 5 == 0 else c.post(save, {"position": n % 5, "sequence": n, "chosen": "b"})
        )
        for number, client in enumerate(clients, start=1)
    ]
    assert {response.status_code for response in at_once(calls)} <= {200, 302, 409}
    attempt.refresh_from_db()
    assert attempt.mark == sum(answer.mark for answer in attempt.answers.all())
    assert all((answer.mark == 5) == (answer.chosen == ["b"]) for answer in attempt.answers.all())


def test_twenty_answers_to_the_question_of_the_day_are_one(client_for, at_once):
    version = QuestionFactory().current
    member = MemberFactory()
    clients = [client_for(member) for _ in range(AT_ONCE)]
    data = {f"daily-{version.pk}": "b"}
    responses = at_once([lambda c=client: c.post(reverse("quizzes:daily"), data) for client in clients])
    assert {response.status_code for response in responses} == {302}
    assert DailyAnswer.objects.count() == 1
