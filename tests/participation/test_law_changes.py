"""“The law has changed since you learned this”: told to who was taught the old rule, and to nobody else."""

from __future__ import annotations

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from courses.enums import ProgressState
from courses.models import CheckAnswer, LessonProgress
from library.enums import ReviewState
from library.models import AmendmentReview, StatuteVersion
from library.services import decide_reviews
from participation.models import SeenAmendment
from quizzes.models import Attempt, DailyAnswer
from quizzes.services import start_attempt, submit_attempt
from tests.factories.accounts import MemberFactory
from tests.factories.amendments import FIRST, TITLE, amended_text, first_text, publish
from tests.factories.courses import block, lesson_asking
from tests.factories.quizzes import QuestionFactory, QuizFactory, QuizSectionFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
ADDRESS = "/me/law-changes/"


@pytest.fixture(autouse=True)
def first(db: None) -> StatuteVersion:
    return first_text()


@pytest.fixture
def today() -> dt.date:
    return timezone.localdate()


def shown(browser, address: str = ADDRESS) -> BeautifulSoup:
    response = browser.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def is_told(browser) -> bool:
    """On the home page, and by an entry of its own."""
    link = shown(browser, "/").select_one(f'.notice a[href="{ADDRESS}"]')
    entries = shown(browser).select(".law-change")
    assert bool(link) == bool(entries)
    return bool(entries)


def lesson_about(article: str):
    return lesson_asking(prose=[block("citation", {"law": TITLE, "article": article})])


def complete(lesson, member, *, ago: int) -> None:
    moment = timezone.now() - ago * DAY
    LessonProgress.objects.create(
        lesson=lesson, member=member, state=ProgressState.COMPLETED, completed_at=moment, started_at=moment
    )


def test_who_completed_a_lesson_by_the_old_law_sees_what_is_different(today, union, client_for):
    lesson = lesson_about("2")
    complete(lesson, union.worker, ago=3)
    amended_text(today)
    browser = client_for(union.worker)
    assert is_told(browser)
    entry = shown(browser).select_one(".law-change")
    assert entry.select_one("del").text.endswith("八十")
    assert entry.select_one("ins").text.endswith("百")
    assert entry.select_one(f'a[href="{lesson.address}"]')
    assert not is_told(client_for(union.teammate))


@pytest.mark.parametrize(("article", "ago", "starts"), [("3", 3, 0), ("2", 0, 0), ("2", 3, 1)])
def test_who_learned_what_is_still_so_is_told_nothing(today, union, client_for, article, ago, starts):
    """Another article; learned on the day of effect; not in effect yet."""
    complete(lesson_about(article), union.worker, ago=ago)
    amended_text(today + starts * DAY)
    assert not is_told(client_for(union.worker))


def test_a_lesson_only_begun_taught_nothing_yet(today, union, client_for):
    LessonProgress.objects.create(lesson=lesson_about("2"), member=union.worker, started_at=timezone.now() - 3 * DAY)
    amended_text(today)
    assert not is_told(client_for(union.worker))


def _by_quiz(question, member, moment) -> None:
    quiz = QuizFactory()
    QuizSectionFactory(quiz=quiz, bank=question.bank)
    attempt = start_attempt(quiz=quiz, by=member)
    submit_attempt(attempt=attempt, by=member)
    Attempt.objects.filter(pk=attempt.pk).update(submitted_at=moment)


def _by_day(question, member, moment) -> None:
    DailyAnswer.objects.create(
        member=member, question_version=question.current, chosen=["a"], correct=False, answered_at=moment
    )


def _by_check(question, member, moment) -> None:
    CheckAnswer.objects.create(
        member=member,
        lesson=lesson_asking(question),
        question_version=question.current,
        chosen=["b"],
        correct=True,
        answered_at=moment,
    )


@pytest.mark.parametrize("learn", [_by_quiz, _by_day, _by_check])
def test_who_answered_a_question_by_the_old_law_is_told(today, union, client_for, learn):
    question = QuestionFactory(version__explanation="停工办法第二条。")
    learn(question, union.worker, timezone.now() - 3 * DAY)
    amended_text(today)
    assert is_told(client_for(union.worker))
    assert "回答过的 1 道题" in shown(client_for(union.worker)).select_one(".law-change").text


def test_what_was_found_to_be_right_all_the_same_is_not_told(today, union, client_for):
    complete(lesson_about("2"), union.worker, ago=3)
    amended_text(today)
    pks = list(AmendmentReview.objects.values_list("pk", flat=True))
    decide_reviews(pks=pks, decision=ReviewState.STILL_RIGHT, by=MemberFactory(is_superuser=True))
    assert not is_told(client_for(union.worker))


def test_what_was_rewritten_is_told_to_who_learned_the_old(today, union, client_for):
    lesson = lesson_about("2")
    complete(lesson, union.worker, ago=3)
    amended_text(today)
    pks = list(AmendmentReview.objects.values_list("pk", flat=True))
    decide_reviews(pks=pks, decision=ReviewState.REWRITE, by=MemberFactory(is_superuser=True))
    lesson.summary = "已按新法改写。"
    lesson.save_revision().publish()
    assert AmendmentReview.objects.get().state == ReviewState.REWRITTEN
    assert is_told(client_for(union.worker))


def test_a_lesson_that_is_gone_is_not_named(today, union, client_for):
    lesson = lesson_about("2")
    complete(lesson, union.worker, ago=3)
    amended_text(today)
    lesson.unpublish()
    entry = shown(client_for(union.worker)).select_one(".law-change")
    assert "百分之" in entry.text
    assert "你当时是这样学到的" not in entry.text
    assert not entry.select("ul")


def test_an_article_that_only_has_another_number_is_not_told(today, union, client_for):
    complete(lesson_about("4"), union.worker, ago=3)
    moved = {1: FIRST[1], 2: FIRST[2], 3: FIRST[3], 4: "雷雨时不得在高处作业，违者由工会要求改正。", 5: FIRST[4]}
    publish(today, moved, effective_from=today)
    assert AmendmentReview.objects.exists()
    assert not is_told(client_for(union.worker))


def test_an_article_that_is_gone_is_shown_as_it_read(today, union, client_for):
    complete(lesson_about("4"), union.worker, ago=3)
    amended_text(today)
    assert "防暑降温" in shown(client_for(union.worker)).select_one(".law-change .law-text").text


def test_what_was_read_is_told_no_more_and_only_my_own_can_be_read(today, union, client_for):
    complete(lesson_about("2"), union.worker, ago=3)
    amended_text(today)
    pk = AmendmentReview.objects.get().amendment_id
    sent = {"amendment": [pk, pk + 1, "x", "9" * 40]}
    client_for(union.teammate).post(ADDRESS, sent)
    assert not SeenAmendment.objects.exists()
    for _ in range(2):
        assert client_for(union.worker).post(ADDRESS, sent).status_code == 302
    assert SeenAmendment.objects.get().member == union.worker
    assert not is_told(client_for(union.worker))


def test_the_lesson_itself_and_the_result_say_so(today, union, client_for):
    question = QuestionFactory(version__explanation="停工办法第二条。")
    lesson = lesson_about("2")
    complete(lesson, union.worker, ago=3)
    _by_quiz(question, union.worker, timezone.now() - 3 * DAY)
    amended_text(today)
    browser = client_for(union.worker)
    result = reverse("quizzes:result", args=[Attempt.objects.get().pk])
    for address in (lesson.address, result):
        assert "学过之后，法律改了" in shown(browser, address).select_one(".notice--warning").text


def test_the_number_of_queries_is_the_same_for_one_change_and_for_many(today, union, client_for):
    def learn_and_amend(articles: dict[int, str], day: dt.date) -> int:
        publish(day, articles, effective_from=day)
        with CaptureQueriesContext(connection) as queries:
            shown(browser)
        return len(queries)

    browser = client_for(union.worker)
    for number in FIRST:
        complete(lesson_about(str(number)), union.worker, ago=9)
    one = learn_and_amend({**FIRST, 2: FIRST[2].replace("八十", "九十")}, today - DAY)
    worded = {number: text.replace("劳动者", "职工") + "另行公布细则。" for number, text in FIRST.items()}
    many = learn_and_amend(worded, today)
    assert len(shown(browser).select(".law-change")) == 5
    assert many == one
