"""The home page as each kind of person finds it."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import Enrolment, LessonProgress
from quizzes.models import Quiz
from quizzes.services import start_attempt, submit_attempt
from tests.factories.accounts import MemberFactory
from tests.factories.courses import CoursePageFactory, GuidePageFactory, LessonPageFactory, home_page
from tests.factories.participation import StudyRecordFactory
from tests.factories.quizzes import AttemptFactory, QuizFactory, quiz_with_questions

pytestmark = pytest.mark.django_db
HOME = "/"


def page(client):
    response = client.get(HOME)
    assert response.status_code == 200
    return response.content.decode()


# --- A visitor --------------------------------------------------------------------------------------------------------


def test_a_visitor_sees_the_front_page_with_guides_and_courses(client):
    home_page()
    GuidePageFactory(title="被辞退了怎么办")
    CoursePageFactory(title="劳动合同")
    CoursePageFactory(title="班组长的课", audience="leaders")
    text = page(client)
    assert "被辞退了怎么办" in text
    assert "劳动合同" in text
    assert "班组长的课" not in text


def test_a_second_visitor_is_served_without_a_query_and_without_a_cookie(client, django_assert_num_queries):
    home_page()
    first = client.get(HOME)
    assert not first.cookies
    with django_assert_num_queries(0):
        second = client.get(HOME)
    assert second.headers["X-Page-Cache"] == "hit"
    assert second.content == first.content


def test_a_site_without_content_still_has_a_front_page(client):
    assert "学法" in page(client)


def test_nothing_of_a_member_is_kept_for_visitors(client, client_for, union):
    home_page()
    response = client_for(union.worker).get(HOME)
    assert "工人" in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]
    assert "工人" not in page(client)


def test_the_front_page_is_only_read(client):
    assert client.post(HOME).status_code == 405


# --- A worker ---------------------------------------------------------------------------------------------------------


def lesson_in(course, **fields):
    return LessonPageFactory(parent=course, live=True, **fields)


def take(member, course, *done):
    Enrolment.objects.create(member=member, course=course)
    for lesson in done:
        moment = timezone.now()
        LessonProgress.objects.create(member=member, lesson=lesson, state="completed", completed_at=moment)
        StudyRecordFactory(member=member, source_id=str(lesson.pk), title=lesson.title)


def test_a_worker_goes_on_with_one_button(union, client_for):
    course = CoursePageFactory(title="劳动合同")
    first, second = lesson_in(course, title="签合同"), lesson_in(course, title="试用期")
    take(union.worker, course, first)
    text = page(client_for(union.worker))
    assert reverse("courses:lesson", args=[course.slug, second.slug]) in text
    assert text.count("button--primary") == 1


def test_on_the_first_day_the_button_leads_to_the_courses(union, client_for):
    text = page(client_for(union.worker))
    assert "十分钟，学完第一课" in text
    assert text.count("button--primary") == 1


def test_when_all_is_done_the_page_says_so(union, client_for):
    course = CoursePageFactory()
    take(union.worker, course, lesson_in(course))
    assert "手上的课都学完了" in page(client_for(union.worker))


def test_a_member_without_any_unit_has_a_day_too(client_for):
    assert "十分钟，学完第一课" in page(client_for(MemberFactory()))


def test_hours_of_this_month_in_one_sentence(union, client_for):
    StudyRecordFactory(member=union.worker, hours=Decimal("1.5"))
    assert "本月记了 1.5 学时" in page(client_for(union.worker))


def closing_in(days, **fields):
    return QuizFactory(closes_at=timezone.now() + dt.timedelta(days=days), **fields)


def test_quizzes_that_close_soon_and_are_still_to_pass_are_due(union, client_for):
    due = closing_in(3, title="还没考的测验")
    tried = closing_in(2, title="再考一次的测验")
    AttemptFactory(quiz=tried, member=union.worker, passed=False)
    AttemptFactory(quiz=closing_in(3, title="已经通过的测验"), member=union.worker)
    AttemptFactory(quiz=closing_in(3, title="次数用完的测验", attempts_allowed=1), member=union.worker, passed=False)
    closing_in(60, title="还早的测验")
    closing_in(-1, title="已经结束的测验")
    closing_in(3, title="没发布的测验", published=False)
    closing_in(3, title="班组长的测验", audience="leaders")
    response = client_for(union.worker).get(HOME)
    assert response.context["today"].due == [tried, due]
    assert "还没考的测验" in response.content.decode()


# --- Offices ----------------------------------------------------------------------------------------------------------


def test_a_leader_sees_their_teams_and_a_worker_does_not(union, client_for):
    StudyRecordFactory(member=union.worker)
    assert "本月 3 人中 1 人学过" in page(client_for(union.leader))
    assert "人学过" not in page(client_for(union.worker))


def test_an_editor_has_a_way_into_the_cms_and_a_leader_has_none(union, client_for):
    assert reverse("wagtailadmin_home") in page(client_for(union.editor))
    assert reverse("wagtailadmin_home") not in page(client_for(union.leader))


def test_a_quiz_under_way_comes_first_and_is_gone_when_it_is_handed_in(union, client_for):
    quiz = quiz_with_questions(2, title="正在答的测验", closes_at=timezone.now() + dt.timedelta(days=1))
    attempt = start_attempt(quiz=quiz, by=union.worker)
    html = page(client_for(union.worker))
    assert attempt.get_absolute_url() in html
    assert html.count("正在答的测验") == 1, "it is not said to close soon besides"
    assert attempt.get_absolute_url() not in page(client_for(union.teammate))
    submit_attempt(attempt=attempt, by=union.worker)
    assert attempt.get_absolute_url() not in page(client_for(union.worker))


def test_a_quiz_under_way_is_shown_even_when_it_was_taken_back(union, client_for):
    attempt = start_attempt(quiz=quiz_with_questions(2), by=union.worker)
    Quiz.objects.update(published=False)
    assert attempt.get_absolute_url() in page(client_for(union.worker))
