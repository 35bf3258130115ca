"""The attempt under requests that come late, twice and out of order, against a model of five lines."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from quizzes.enums import AttemptState
from quizzes.events import attempt_marked
from quizzes.models import Attempt
from quizzes.services import AttemptOver, save_answer, start_attempt, submit_attempt, submit_overdue_attempts
from tests.factories.accounts import MemberFactory
from tests.factories.quizzes import quiz_with_questions
from tests.quizzes.clock import let_time_run_out

POSITIONS = st.integers(1, 3)


class AttemptMachine(RuleBasedStateMachine):
    @initialize()
    def start(self):
        self.member = MemberFactory()
        self.quiz = quiz_with_questions(3)
        self.attempt = start_attempt(quiz=self.quiz, by=self.member)
        self.expected = dict.fromkeys(range(1, 4), ([], 0))
        self.over = self.time_is_up = False
        self.marked = 0
        attempt_marked.connect(self.hear)

    def hear(self, sender, attempt, **kwargs):
        self.marked += attempt == self.attempt

    @rule(position=POSITIONS, chosen=st.sampled_from([[], ["a"], ["b"], ["c"]]), sequence=st.integers(1, 6))
    def save(self, position, chosen, sequence):
        try:
            save_answer(attempt_id=self.attempt.pk, position=position, chosen=chosen, sequence=sequence, by=self.member)
        except AttemptOver:
            assert self.over or self.time_is_up
        else:
            assert not self.over
            assert not self.time_is_up
            if sequence > self.expected[position][1]:
                self.expected[position] = (chosen, sequence)

    @rule()
    def submit(self):
        submit_attempt(attempt=self.attempt, by=self.member)
        self.over = True

    @rule()
    def run_out(self):
        if not self.over:
            let_time_run_out(self.attempt)
            self.time_is_up = True

    @rule()
    def worker(self):
        submit_overdue_attempts()
        self.over = self.over or self.time_is_up

    @rule()
    def start_again(self):
        """While the attempt is open it is found again; afterwards another one starts, and is done with."""
        again = start_attempt(quiz=self.quiz, by=self.member) if self.tries_left() else self.attempt
        self.over = self.over or self.time_is_up
        if self.over and again != self.attempt:
            submit_attempt(attempt=again, by=self.member)
        else:
            assert again == self.attempt

    def tries_left(self):
        return Attempt.objects.of(self.member).count() < self.quiz.attempts_allowed

    @invariant()
    def what_is_kept_is_what_was_acknowledged(self):
        self.attempt.refresh_from_db()
        rows = self.attempt.answers.all()
        assert {row.position: (row.chosen, row.sequence) for row in rows} == self.expected
        assert (self.attempt.state == AttemptState.MARKED) == self.over
        assert self.marked == self.over
        if self.over:
            assert self.attempt.mark == sum(5 for chosen, _sequence in self.expected.values() if chosen == ["b"])

    def teardown(self):
        attempt_marked.disconnect(self.hear)


@pytest.mark.django_db
def test_attempt_machine():
    run_state_machine_as_test(
        AttemptMachine,
        settings=settings(
            max_examples=25, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
