"""What the main pages may cost in queries, with 1 row and with 30, cold and warm.

Cold is a process that has just started on a site whose caches are empty. The shared cache is a table here, as where
nothing is configured: there each look into it is a query too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.conf import LazySettings, settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Member
from courses.enums import ProgressState
from courses.models import CheckAnswer, Enrolment, LessonPage, LessonProgress
from library.citing.records import record_citations
from library.marginalia.services import add_bookmark, annotate
from library.models import Article
from quizzes.models import QuestionCitation
from quizzes.services import start_attempt
from tests.conftest import Union
from tests.factories.accounts import LeaveFactory, MembershipFactory, UnitFactory
from tests.factories.courses import CoursePageFactory, GuidePageFactory, block, lesson_asking
from tests.factories.library import ArticleFactory, StatuteFactory, StatuteVersionFactory, make_guide
from tests.factories.participation import StudyRecordFactory
from tests.factories.quizzes import QuestionFactory, QuizFactory, quiz_with_questions

pytestmark = pytest.mark.django_db
LAW = "劳动合同法"


@pytest.fixture(params=[1, 30])
def size(request: pytest.FixtureRequest) -> int:
    """How many there are of everything."""
    return int(request.param)


@pytest.fixture(autouse=True)
def _embedded_cache(db: None, settings: LazySettings) -> None:
    table = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "base_cache"}
    settings.CACHES = {**settings.CACHES, "default": table}
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.db"  # what goes with it
    call_command("createcachetable", verbosity=0)


def costs(browse: Callable[[], object]) -> dict[str, int]:
    """What something costs a process that has just started, and what it costs the second time."""
    for alias in settings.CACHES:
        caches[alias].clear()
    ContentType.objects.clear_cache()
    counted = {}
    for state in ("cold", "warm"):
        with CaptureQueriesContext(connection) as queries:
            browse()
        counted[state] = len(queries)
    return counted


def get(browser: Client, address: str) -> Callable[[], object]:
    def ask() -> None:
        assert browser.get(address).status_code == 200

    return ask


def study(member: Member, size: int) -> LessonPage:
    """Courses begun, lessons completed, records, quizzes and guides, so many of each; gives one open lesson."""
    now = timezone.now()
    questions = QuestionFactory.create_batch(size)
    for _ in range(size):
        course = CoursePageFactory()
        Enrolment.objects.create(member=member, course=course)
        done = LessonProgress(lesson=lesson_asking(parent=course), member=member, state=ProgressState.COMPLETED)
        done.completed_at = now
        done.save()
        StudyRecordFactory(member=member, source_id=str(done.lesson_id))
        QuizFactory(closes_at=now + dt.timedelta(days=3))
        GuidePageFactory()
    version = StatuteVersionFactory(statute__short_title=LAW)
    numbers = [ArticleFactory(version=version, number=number).number for number in range(1, size + 1)]
    for question, number in zip(questions, numbers, strict=True):
        QuestionCitation.objects.create(question_version=question.current, law=LAW, number=number)
    prose = [block("citation", {"law": LAW, "article": str(number)}) for number in numbers]
    lesson = lesson_asking(*questions, quizzes=QuizFactory.create_batch(size), prose=prose, parent=course)
    tries = [
        CheckAnswer(lesson=lesson, question_version=question.current, member=member, chosen=["a"], correct=False)
        for question in questions
    ]
    CheckAnswer.objects.bulk_create(tries)
    return lesson


def people(union: Union, leader: Member, size: int) -> None:
    """Teams in which the member holds an office, with units below, members, leave and records."""
    today = timezone.localdate()
    for _ in range(size):
        led = MembershipFactory(member=leader, role=Role.LEADER).unit
        led.refresh_from_db()
        for unit in (union.team, UnitFactory(parent=led)):
            member = MembershipFactory(unit=unit).member
            LeaveFactory(member=member, from_date=today, until=today)
            StudyRecordFactory.create_batch(2, member=member)
        StudyRecordFactory(member=union.worker)


@pytest.mark.parametrize("who", ["worker", "leader", "editor", "administrator"])
def test_the_home_of_somebody_signed_in_costs_eight_at_most(who, size, union, client_for):
    member = getattr(union, who)
    study(member, size)
    if who != "worker":
        people(union, member, size)
    assert max(costs(get(client_for(member), "/")).values()) <= 8


def test_a_lesson_with_its_progress_saved_costs_ten_at_most(size, union, client_for):
    lesson = study(union.worker, size)
    browser = client_for(union.worker)
    browser.get(lesson.address)
    with CaptureQueriesContext(connection) as queries:
        page = browser.get(lesson.address).content.decode()
    assert page.count("/article/") >= 2 * size  # each cited by the text and by the question got wrong
    assert any(query["sql"].startswith("UPDATE") for query in queries.captured_queries)
    assert max(costs(get(browser, lesson.address)).values()) <= 10


def test_saving_one_answer_costs_six_at_most(size, union, client_for):
    attempt = start_attempt(quiz=quiz_with_questions(size), by=union.worker)
    browser, sequence = client_for(union.worker), iter(range(1, 9))

    def save() -> None:
        answer = {"position": 1, "sequence": next(sequence), "chosen": "b"}
        assert browser.post(reverse("quizzes:answer", args=[attempt.pk]), answer).status_code == 200

    assert max(costs(save).values()) <= 6


@pytest.mark.parametrize("who", ["leader", "administrator"])
def test_the_leaders_pages_cost_twelve_at_most(who, size, union, client_for):
    leader = getattr(union, who)
    study(union.worker, size)
    people(union, leader, size)
    unit = union.team if who == "leader" else union.branch
    addresses = {
        "teams": reverse("participation:teams"),
        "team": reverse("participation:team", args=[unit.pk]),
        "member": reverse("participation:team_member", args=[unit.pk, union.worker.pk]),
    }
    browser = client_for(leader)
    for page, address in addresses.items():
        assert max(costs(get(browser, address)).values()) <= 12, page


def test_a_visitors_page_costs_nothing_once_it_is_kept(size, union, client_for):
    study(union.worker, size)
    for address in ("/", "/library/", "/courses/"):
        assert costs(get(client_for(None), address))["warm"] == 0, address


def test_an_article_with_a_history_marks_and_many_that_cite_it_costs_six_at_most(size, union, client_for):
    """Its law has so many older texts, and so many guides, lessons, questions and articles cite it."""
    statute = StatuteFactory(short_title=LAW)
    for year in range(2020 - size, 2021):
        until = dt.date(year + 1, 1, 1) if year < 2020 else None
        version = StatuteVersionFactory(statute=statute, promulgated_on=dt.date(year, 1, 1), effective_until=until)
        for number in (38, 39, 40):
            text = f"停工{number}天，{year}年起施行，依照本法第三十九条。"
            ArticleFactory(version=version, number=number, position=number, text=text)
    article = version.articles.get(number=39)
    add_bookmark(article=article, by=union.worker)
    course = CoursePageFactory()
    for number in range(size):
        annotate(article=article, quote="停工39天", text=f"记住这条{number}。", by=union.worker)
        make_guide(body=[{"law": LAW, "article": "39"}])
        lesson_asking(prose=[block("citation", {"law": LAW, "article": "39"})], parent=course)
        QuestionFactory(version__stem=f"{LAW}第三十九条怎么说？")
    record_citations(model=Article, objects=Article.objects.all())
    address = article.get_absolute_url()
    for who, allowed in (("worker", 6), ("editor", 8)):  # what an editor may do is two queries on every page
        browser = client_for(getattr(union, who))
        page = browser.get(address).content.decode()
        assert page.count("history__stage") > size
        assert page.count("/guides/") >= size
        assert ("记住这条" in page) is (who == "worker")
        assert (f"{LAW}第三十九条怎么说" in page) is (who == "editor")
        counted = costs(get(browser, address))
        assert counted["warm"] <= allowed
        assert counted["cold"] <= allowed + 4  # which articles continue which, and the names of the laws, are read anew
    assert costs(get(client_for(None), address))["warm"] == 0
