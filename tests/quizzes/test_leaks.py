"""Nothing that a member can fetch holds a right answer before it may be shown."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.events import member_data_requested
from quizzes.enums import AnswersShown, QuestionType
from quizzes.models import Question, Quiz
from quizzes.services import start_attempt, submit_attempt
from tests.factories.quizzes import QuestionBankFactory, QuestionFactory, QuizFactory, QuizSectionFactory

pytestmark = pytest.mark.django_db

WHY = "kanarienvogel"
IN_AN_HOUR = dt.timedelta(hours=1)


def quiz_with_canaries(shown: AnswersShown) -> Quiz:
    """Each explanation is a canary."""
    bank = QuestionBankFactory()
    options = [{"id": letter, "text": f"选项{letter}"} for letter in "abcd"]
    for kind in (QuestionType.SINGLE, QuestionType.MULTIPLE):
        QuestionFactory(
            bank=bank,
            version__type=kind,
            version__options=options,
            version__key=["b"],
            version__explanation=WHY,
        )
    quiz = QuizFactory(
        answers_shown=shown, closes_at=timezone.now() + IN_AN_HOUR, shuffle_options=False, attempts_allowed=3
    )
    QuizSectionFactory(quiz=quiz, bank=bank, count=2)
    return quiz


def everything(client, attempt) -> str:
    """Each response about an attempt that its member can fetch, with its headers."""
    answer = reverse("quizzes:answer", args=[attempt.pk])
    responses = [
        client.get(reverse("quizzes:index")),
        client.get(attempt.quiz.get_absolute_url()),
        *(client.get(reverse(f"quizzes:{name}", args=[attempt.pk])) for name in ("attempt", "submit", "result")),
        client.post(answer, {"position": 1, "sequence": 1, "chosen": "a"}),
        client.post(answer, {"position": 1, "sequence": 1, "chosen": "zzz"}),
    ]
    told = "".join(f"{response.headers}{response.content.decode()}" for response in responses)
    return told + str(member_data_requested.send(sender=None, member=attempt.member))


@pytest.mark.parametrize("shown", AnswersShown)
def test_open_attempt_tells_no_right_answer(union, client_for, shown):
    attempt = start_attempt(quiz=quiz_with_canaries(shown), by=union.worker)
    told = everything(client_for(union.worker), attempt)
    assert "选项b" in told
    assert WHY not in told
    assert "正确答案</dt>" not in told


@pytest.mark.parametrize("shown", [AnswersShown.AFTER_WINDOW, AnswersShown.NEVER])
def test_handed_in_attempt_tells_no_right_answer_before_it_may(union, client_for, shown):
    attempt = submit_attempt(attempt=start_attempt(quiz=quiz_with_canaries(shown), by=union.worker), by=union.worker)
    told = everything(client_for(union.worker), attempt)
    assert WHY not in told
    assert "正确答案</dt>" not in told
    assert "答对了" not in told


def test_right_answers_stand_at_once_where_the_quiz_says_so(union, client_for):
    quiz = quiz_with_canaries(AnswersShown.AT_ONCE)
    attempt = submit_attempt(attempt=start_attempt(quiz=quiz, by=union.worker), by=union.worker)
    told = everything(client_for(union.worker), attempt)
    assert told.count(WHY) == 2
    assert "正确答案</dt>" in told


def test_right_answers_stand_after_the_window_and_not_before(union, client_for):
    quiz = quiz_with_canaries(AnswersShown.AFTER_WINDOW)
    attempt = submit_attempt(attempt=start_attempt(quiz=quiz, by=union.worker), by=union.worker)
    Quiz.objects.update(closes_at=timezone.now())
    assert WHY in client_for(union.worker).get(reverse("quizzes:result", args=[attempt.pk])).content.decode()


@pytest.mark.parametrize("kind", QuestionType)
def test_page_is_the_same_whatever_the_key_is(union, client_for, kind):
    """Two questions that differ in nothing but the key look alike, byte for byte."""
    bodies = []
    ids = ("true", "false") if kind == QuestionType.TRUE_FALSE else ("a", "b")
    for key in ids:
        bank = QuestionBankFactory()
        options = [{"id": identity, "text": f"选项{identity}"} for identity in ids]
        question = QuestionFactory(
            bank=bank, version__stem="同一题", version__type=kind, version__options=options, version__key=[key]
        )
        quiz = QuizFactory(shuffle_options=False)
        QuizSectionFactory(quiz=quiz, bank=bank)
        attempt = start_attempt(quiz=quiz, by=union.worker)
        page = client_for(union.worker).get(attempt.get_absolute_url()).content.decode()
        assert question.current.stem in page
        bodies.append(page.split("<fieldset")[1].split("</fieldset>")[0])
    assert bodies[0] == bodies[1]


@pytest.mark.parametrize("shown", [AnswersShown.AFTER_WINDOW, AnswersShown.NEVER])
def test_result_of_one_quiz_tells_nothing_that_another_keeps_back(union, client_for, shown):
    exam = quiz_with_canaries(shown)
    practice = QuizFactory()
    QuizSectionFactory(quiz=practice, bank=exam.sections.get().bank, count=2)
    practised = start_attempt(quiz=practice, by=union.worker)
    submit_attempt(attempt=practised, by=union.worker)
    result = reverse("quizzes:result", args=[practised.pk])
    assert WHY in client_for(union.worker).get(result).content.decode(), "there is something to leak"
    start_attempt(quiz=exam, by=union.worker)
    told = client_for(union.worker).get(result).content.decode()
    assert "选项b" in told
    assert WHY not in told
    assert "正确答案</dt>" not in told


def test_question_of_the_day_tells_nothing_before_it_is_answered(union, client_for):
    QuestionFactory(version__explanation=WHY)
    client = client_for(union.worker)
    for address in (reverse("quizzes:daily"), reverse("quizzes:index")):
        page = client.get(address).content.decode()
        assert "选项b" in page
        assert WHY not in page


@pytest.mark.parametrize("shown", AnswersShown)
def test_question_of_the_day_tells_none_of_an_open_attempt(union, shown):
    """The card tells the right answer at once, and every question of the bank may come up in it."""
    quiz = quiz_with_canaries(shown)
    assert Question.objects.of_the_day(union.worker, timezone.localdate()), "there is something to leak"
    start_attempt(quiz=quiz, by=union.worker)
    assert Question.objects.of_the_day(union.worker, timezone.localdate()) is None
    assert Question.objects.of_the_day(union.teammate, timezone.localdate())


@pytest.mark.parametrize("shown", AnswersShown)
def test_question_of_the_day_waits_until_the_quiz_tells_its_answers(union, shown):
    attempt = start_attempt(quiz=quiz_with_canaries(shown), by=union.worker)
    submit_attempt(attempt=attempt, by=union.worker)
    asked = Question.objects.of_the_day(union.worker, timezone.localdate())
    assert bool(asked) == (shown == AnswersShown.AT_ONCE)
    Quiz.objects.update(closes_at=timezone.now())
    asked = Question.objects.of_the_day(union.worker, timezone.localdate())
    assert bool(asked) == (shown != AnswersShown.NEVER)
