"""Publishing, writing and deciding at the same moment, on a database that runs them side by side."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from library.enums import ReviewState
from library.models import AmendmentReview
from library.services import decide_reviews
from quizzes.models import Question
from tests.factories.accounts import MemberFactory
from tests.factories.amendments import FIRST, amended_text, first_text, publish
from tests.factories.quizzes import QuestionFactory

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

WRITERS = 6


@pytest.fixture(autouse=True)
def _real_concurrency() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: set TEST_DATABASE_URL")


def test_what_is_written_while_a_text_is_published_is_not_missed(at_once):
    first_text()
    tomorrow = timezone.localdate() + dt.timedelta(days=1)

    def write() -> Question:
        return QuestionFactory(version__explanation="停工办法第二条说八成。")

    done = at_once([lambda: amended_text(tomorrow), *[write] * WRITERS])
    assert not [error for error in done if isinstance(error, Exception)]
    assert AmendmentReview.objects.count() == Question.objects.count() == WRITERS


def test_a_decision_and_a_further_text_at_the_same_moment_both_stand(at_once):
    first_text()
    questions = [QuestionFactory(version__explanation="停工办法第二条。") for _ in range(WRITERS)]
    today = timezone.localdate()
    amended_text(today - dt.timedelta(days=1))
    by = MemberFactory(is_superuser=True)
    pks = list(AmendmentReview.objects.values_list("pk", flat=True))

    def decide(pk: int) -> int:
        return decide_reviews(pks=[pk], decision=ReviewState.STILL_RIGHT, by=by)

    further = {**FIRST, 2: FIRST[2].replace("八十", "六十")}
    calls = [lambda pk=pk: decide(pk) for pk in pks]
    done = at_once([lambda: publish(today, further, effective_from=today), *calls])
    assert not [error for error in done if isinstance(error, Exception)]
    states = AmendmentReview.objects.filter(pk__in=pks).values_list("state", flat=True)
    assert set(states) == {ReviewState.STILL_RIGHT}
    assert AmendmentReview.objects.filter(state=ReviewState.OPEN).count() == len(questions)
