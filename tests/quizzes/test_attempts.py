import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.enums import Audience, Role
from quizzes.enums import AttemptState, QuestionStatus, QuestionType, QuestionUse
from quizzes.events import attempt_marked
from quizzes.models import Answer, Attempt, Question, Quiz
from quizzes.services import (
    AttemptOver,
    SentAnswer,
    StartRefused,
    save_answer,
    save_answers,
    start_attempt,
    submit_attempt,
    submit_overdue_attempts,
)
from tests.factories.accounts import MemberFactory, MembershipFactory, UnitFactory
from tests.factories.quizzes import QuestionBankFactory, QuestionFactory, QuizFactory, quiz_with_questions
from tests.factories.quizzes import QuizSectionFactory as SectionFactory
from tests.quizzes.clock import let_time_run_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return MemberFactory()


@pytest.fixture
def attempt(member) -> Attempt:
    return start_attempt(quiz=quiz_with_questions(3), by=member)


def save(attempt: Attempt, chosen: list[str], sequence: int, position: int = 1) -> Answer:
    return save_answer(attempt_id=attempt.pk, position=position, chosen=chosen, sequence=sequence, by=attempt.member)


def kept(attempt: Attempt, position: int = 1) -> Answer:
    return Answer.objects.get(attempt=attempt, position=position)


# --- Start ------------------------------------------------------------------------------------------------------


def test_start_draws_each_question_once_in_the_order_of_sections(member):
    bank = QuestionBankFactory()
    QuestionFactory.create_batch(6, bank=bank)
    quiz = QuizFactory()
    SectionFactory(quiz=quiz, bank=bank, count=2, mark=5, title="一", sort_order=0)
    SectionFactory(quiz=quiz, bank=bank, count=4, mark=10, title="二", sort_order=1)
    attempt = start_attempt(quiz=quiz, by=member)
    answers = list(attempt.answers.all())
    assert [(answer.position, answer.section_title) for answer in answers] == [
        *[(position, "一") for position in (1, 2)],
        *[(position, "二") for position in (3, 4, 5, 6)],
    ]
    assert len({answer.question_version_id for answer in answers}) == 6
    assert attempt.max_mark == 50


def test_retired_reviewed_and_lesson_questions_are_never_drawn(member):
    bank = QuestionBankFactory()
    good = QuestionFactory(bank=bank)
    QuestionFactory(bank=bank, status=QuestionStatus.RETIRED)
    QuestionFactory(bank=bank, status=QuestionStatus.UNDER_REVIEW)
    QuestionFactory(bank=bank, use=QuestionUse.CHECK)
    assert list(Question.objects.drawable()) == [good]


def test_options_are_shuffled_for_good_but_true_or_false_never(member):
    bank = QuestionBankFactory()
    many = [{"id": str(number), "text": str(number)} for number in range(20)]
    QuestionFactory(bank=bank, version__options=many, version__key=["1"])
    two = [{"id": "true", "text": "正确"}, {"id": "false", "text": "错误"}]
    QuestionFactory(bank=bank, version__type=QuestionType.TRUE_FALSE, version__options=two, version__key=["true"])
    quiz = QuizFactory()
    SectionFactory(quiz=quiz, bank=bank, type=QuestionType.SINGLE)
    SectionFactory(quiz=quiz, bank=bank, type=QuestionType.TRUE_FALSE)
    shuffled, kept_order = start_attempt(quiz=quiz, by=member).answers.values_list("option_order", flat=True)
    assert sorted(shuffled, key=int) == [str(number) for number in range(20)] != shuffled
    assert kept_order == ["true", "false"]


def test_starting_again_leads_to_the_open_attempt(attempt):
    again = start_attempt(quiz=attempt.quiz, by=attempt.member)
    assert again == attempt
    assert Answer.objects.count() == 3


def test_deadline_is_the_end_of_the_duration_or_of_the_window_whichever_is_first(member):
    closes_at = timezone.now() + dt.timedelta(minutes=5)
    short = start_attempt(quiz=quiz_with_questions(1, closes_at=closes_at, duration_minutes=20), by=member)
    assert short.deadline == closes_at
    long = start_attempt(quiz=quiz_with_questions(1, duration_minutes=20), by=member)
    assert long.deadline - long.started_at == dt.timedelta(minutes=20)


def test_attempts_are_limited_and_void_ones_do_not_count(member):
    quiz = quiz_with_questions(1, attempts_allowed=1)
    submit_attempt(attempt=start_attempt(quiz=quiz, by=member), by=member)
    with pytest.raises(StartRefused):
        start_attempt(quiz=quiz, by=member)
    Attempt.objects.update(state=AttemptState.VOID)
    assert start_attempt(quiz=quiz, by=member).ordinal == 2


@pytest.mark.parametrize("window", [{"opens_at": 1}, {"closes_at": -1}, {"published": False}])
def test_quiz_outside_its_window_cannot_be_started(member, window):
    hours = {
        field: timezone.now() + dt.timedelta(hours=value) if field != "published" else value
        for field, value in window.items()
    }
    with pytest.raises(StartRefused):
        start_attempt(quiz=quiz_with_questions(1, **hours), by=member)
    assert not Attempt.objects.exists()


def test_start_with_too_few_questions_is_refused_and_leaves_nothing(member):
    quiz = quiz_with_questions(2)
    Question.objects.update(status=QuestionStatus.RETIRED)
    with pytest.raises(StartRefused):
        start_attempt(quiz=quiz, by=member)
    assert not Attempt.objects.exists()


def test_refusal_to_start_does_not_undo_the_handing_in_of_what_ran_out(member):
    quiz = quiz_with_questions(1, attempts_allowed=1)
    attempt = start_attempt(quiz=quiz, by=member)
    let_time_run_out(attempt)
    with pytest.raises(StartRefused):
        start_attempt(quiz=quiz, by=member)
    attempt.refresh_from_db()
    assert attempt.state == AttemptState.MARKED


def test_new_wording_is_not_seen_by_an_attempt_under_way(attempt):
    before = list(attempt.answers.values_list("question_version__stem", flat=True))
    for question in Question.objects.all():
        question.current = None
        question.save()
    assert list(attempt.answers.values_list("question_version__stem", flat=True)) == before


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        (Audience.ALL, {"worker", "leader", "officer", "below"}),
        (Audience.LEADERS, {"leader"}),
        (Audience.UNION_OFFICERS, {"officer"}),
        (Audience.UNIT, {"worker", "leader", "officer", "below"} - {"worker"}),
    ],
)
def test_quiz_is_meant_for_its_audience(audience, expected):
    elsewhere, unit = UnitFactory(), UnitFactory()
    below = UnitFactory(parent=unit)
    people = {name: MemberFactory() for name in ("worker", "leader", "officer", "below")}
    MembershipFactory(member=people["worker"], unit=elsewhere)
    MembershipFactory(member=people["leader"], unit=unit, role=Role.LEADER)
    MembershipFactory(member=people["officer"], unit=unit, role=Role.UNION_OFFICER)
    MembershipFactory(member=people["below"], unit=below)
    QuizFactory(audience=audience, audience_unit=unit if audience == Audience.UNIT else None)
    assert {name for name, person in people.items() if Quiz.objects.meant_for(person).exists()} == expected


# --- Save -------------------------------------------------------------------------------------------------------


def test_stale_save_never_beats_a_newer_one(attempt):
    save(attempt, ["a"], sequence=5)
    answer = save(attempt, ["b"], sequence=4)
    assert (answer.chosen, answer.sequence) == (["a"], 5)
    assert kept(attempt).chosen == ["a"]


def test_repeated_save_has_the_effect_of_one(attempt):
    first = save(attempt, ["a"], sequence=1)
    second = save(attempt, ["a"], sequence=1)
    assert (second.sequence, second.saved_at) == (1, first.saved_at)


def test_answer_can_be_cleared(attempt):
    save(attempt, ["a"], sequence=1)
    save(attempt, [], sequence=2)
    assert kept(attempt).chosen == []


@pytest.mark.parametrize("chosen", [["z"], ["a", "b"]])
def test_option_that_cannot_be_chosen_is_refused(attempt, chosen):
    with pytest.raises(ValidationError):
        save(attempt, chosen, sequence=1)
    assert kept(attempt).sequence == 0


def test_late_answer_is_refused_after_the_server_deadline(attempt):
    save(attempt, ["a"], sequence=1)
    let_time_run_out(attempt)
    with pytest.raises(AttemptOver):
        save(attempt, ["b"], sequence=2)
    assert kept(attempt).chosen == ["a"]


def test_answer_is_refused_after_handing_in(attempt):
    submit_attempt(attempt=attempt, by=attempt.member)
    with pytest.raises(AttemptOver):
        save(attempt, ["b"], sequence=1)
    assert kept(attempt).chosen == []


def test_nobody_saves_into_somebody_elses_attempt(attempt):
    with pytest.raises(Answer.DoesNotExist):
        save_answer(attempt_id=attempt.pk, position=1, chosen=["a"], sequence=1, by=MemberFactory())


def test_save_takes_at_most_four_statements(attempt, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        save(attempt, ["a"], sequence=1)
    with django_assert_max_num_queries(4):
        save(attempt, ["b"], sequence=1)


def test_form_keeps_all_answers_and_reports_those_changed_elsewhere(attempt):
    save(attempt, ["a"], sequence=1, position=2)
    sent = {1: SentAnswer(["c"], 1), 2: SentAnswer(["b"], 1), 3: SentAnswer([], 1)}
    stale = save_answers(attempt_id=attempt.pk, sent=sent, by=attempt.member)
    assert stale == [2]
    assert list(attempt.answers.values_list("chosen", "sequence")) == [(["c"], 1), (["a"], 1), ([], 0)]


def test_form_with_one_impossible_answer_keeps_nothing(attempt):
    with pytest.raises(ValidationError):
        save_answers(attempt_id=attempt.pk, sent={1: SentAnswer(["a"], 1), 2: SentAnswer(["z"], 1)}, by=attempt.member)
    assert not attempt.answers.exclude(sequence=0).exists()


# --- Hand in ----------------------------------------------------------------------------------------------------


@pytest.fixture
def marked_events():
    heard = []

    def hear(sender, attempt, **kwargs):
        heard.append(attempt)

    attempt_marked.connect(hear)
    yield heard
    attempt_marked.disconnect(hear)


@pytest.mark.parametrize(("right", "passed"), [(1, False), (2, True), (3, True)])
def test_mark_is_the_sum_and_passing_goes_by_per_cent(attempt, marked_events, right, passed):
    for position in range(1, right + 1):
        save(attempt, ["b"], sequence=1, position=position)
    result = submit_attempt(attempt=attempt, by=attempt.member)
    assert (result.state, result.mark, result.passed) == (AttemptState.MARKED, right * 5, passed)
    assert [answer.mark for answer in result.answers.all()] == [5] * right + [0] * (3 - right)
    assert marked_events == [attempt]


def test_handing_in_again_changes_nothing(attempt, marked_events):
    first = submit_attempt(attempt=attempt, by=attempt.member)
    second = submit_attempt(attempt=attempt, by=attempt.member)
    assert second.submitted_at == first.submitted_at
    assert len(marked_events) == 1


def test_handing_in_is_undone_when_a_listener_fails(attempt):
    def fail(sender, attempt, **kwargs):
        raise RuntimeError

    attempt_marked.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            submit_attempt(attempt=attempt, by=attempt.member)
    finally:
        attempt_marked.disconnect(fail)
    attempt.refresh_from_db()
    assert attempt.state == AttemptState.IN_PROGRESS
    assert not attempt.answers.filter(mark__isnull=False).exists()


def test_nobody_hands_in_for_somebody_else(attempt):
    with pytest.raises(Attempt.DoesNotExist):
        submit_attempt(attempt=attempt, by=MemberFactory())


def test_time_up_hands_in_what_was_saved(attempt, marked_events, capsys):
    other = start_attempt(quiz=attempt.quiz, by=MemberFactory())
    save(attempt, ["b"], sequence=1)
    let_time_run_out(attempt)
    call_command("submit_overdue_attempts")
    attempt.refresh_from_db()
    other.refresh_from_db()
    assert (attempt.state, attempt.mark) == (AttemptState.MARKED, 5)
    assert attempt.submitted_at == attempt.deadline
    assert other.state == AttemptState.IN_PROGRESS
    assert marked_events == [attempt]
    assert "1" in capsys.readouterr().out
    assert submit_overdue_attempts() == 0


def test_one_that_cannot_be_handed_in_keeps_nobody_else_waiting(attempt, caplog):
    waiting = start_attempt(quiz=attempt.quiz, by=MemberFactory())
    for one in (attempt, waiting):
        let_time_run_out(one)

    def fail(sender, attempt, **kwargs):
        if attempt.pk == broken:
            raise RuntimeError

    broken = Attempt.objects.overdue().values_list("pk", flat=True)[0]
    attempt_marked.connect(fail)
    try:
        assert submit_overdue_attempts() == 1
    finally:
        attempt_marked.disconnect(fail)
    assert str(broken) in caplog.text
    assert list(Attempt.objects.overdue().values_list("pk", flat=True)) == [broken]
    assert submit_overdue_attempts() == 1


def test_the_pass_mark_is_the_one_of_the_start(attempt):
    Quiz.objects.update(pass_percent=100)
    for position in (1, 2):
        save(attempt, ["b"], sequence=1, position=position)
    assert submit_attempt(attempt=attempt, by=attempt.member).passed


# --- The database holds the rules on its own ------------------------------------------------------------------------


def test_database_refuses_a_second_open_attempt(attempt):
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.create(
            quiz=attempt.quiz,
            member=attempt.member,
            ordinal=2,
            deadline=attempt.deadline,
            pass_percent=60,
            max_mark=1,
        )


def test_database_refuses_a_marked_attempt_without_a_mark(attempt):
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.filter(pk=attempt.pk).update(state=AttemptState.MARKED, submitted_at=timezone.now())


@pytest.mark.parametrize("field", ["missed_mark", "credit_hours"])
def test_database_refuses_a_negative_mark_or_hours(field):
    with pytest.raises(IntegrityError), transaction.atomic():
        QuizFactory(**{field: -1})


def test_database_refuses_a_mark_above_the_full_mark(attempt):
    with pytest.raises(IntegrityError), transaction.atomic():
        attempt.answers.update(mark=99)
