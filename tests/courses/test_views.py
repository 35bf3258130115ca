from urllib.parse import urlencode

import pytest
from django.core.cache import caches
from django.urls import reverse

from accounts.enums import Audience
from courses import services
from courses.enums import ProgressState
from courses.models import CheckAnswer, CoursePage, Enrolment, LessonPage, LessonProgress
from quizzes.models import QuestionCitation
from tests.factories.courses import CoursePageFactory, block, course_index, lesson_asking
from tests.factories.library import ArticleFactory, StatuteVersionFactory
from tests.factories.quizzes import QuestionFactory, QuizFactory

pytestmark = pytest.mark.django_db

KEY, EXPLANATION = "三个月以上不满一年", "第十九条这样写。"


@pytest.fixture
def course(union):
    """Open to the worker's team alone: its outsiders are from the other one."""
    return CoursePageFactory(title="劳动合同", slug="hetong", audience=Audience.UNIT, audience_unit=union.team)


@pytest.fixture
def question():
    options = [{"id": "a", "text": "一个月"}, {"id": "b", "text": KEY}]
    question = QuestionFactory(version__options=options, version__explanation=EXPLANATION, version__stem="期限是多长？")
    QuestionCitation.objects.create(question_version=question.current, law="劳动合同法", number=19)
    return question


@pytest.fixture
def lesson(course, question):
    return lesson_asking(question, parent=course, title="试用期", slug="试用期")


def address(name, lesson, **kwargs):
    return reverse(f"courses:{name}", kwargs={"course_slug": "hetong", "lesson_slug": lesson.slug, **kwargs})


def answer(client, lesson, question, *chosen, **headers):
    data = {"version": question.current_id, f"check-{question.pk}": list(chosen)}
    return client.post(address("check", lesson, question_id=question.pk), data, headers=headers)


# --- Who sees what ----------------------------------------------------------------------------------------------------


def test_the_catalogue_shows_each_reader_the_courses_open_to_them(union, client_for, course):
    CoursePageFactory(title="人人都能学")
    CoursePageFactory(title="还没写完", live=False)
    expected = {
        union.worker: True,
        union.teammate: True,
        union.outsider: False,
        union.editor: False,
        None: False,
    }
    for person, sees in expected.items():
        page = client_for(person).get(reverse("courses:index")).content.decode()
        assert "人人都能学" in page
        assert "还没写完" not in page
        assert ("hetong" in page) is sees, person


@pytest.mark.parametrize(
    ("who", "status"),
    [("worker", 200), ("teammate", 200), ("outsider", 404), ("other_leader", 404), ("editor", 404), (None, 404)],
)
def test_a_course_outside_the_audience_does_not_exist(union, client_for, course, who, status):
    client = client_for(who and getattr(union, who))
    assert client.get(reverse("courses:course", args=["hetong"])).status_code == status


@pytest.mark.parametrize(
    ("who", "status"),
    [("worker", 200), ("teammate", 200), ("outsider", 404), ("other_leader", 404), ("editor", 404), (None, 302)],
)
def test_a_lesson_outside_the_audience_does_not_exist(union, client_for, lesson, who, status):
    client = client_for(who and getattr(union, who))
    assert client.get(address("lesson", lesson)).status_code == status
    if status != 200:
        assert not LessonProgress.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"), [("worker", 302), ("teammate", 302), ("outsider", 404), ("other_leader", 404), ("editor", 404)]
)
def test_only_the_audience_may_enrol(union, client_for, lesson, who, status):
    response = client_for(getattr(union, who)).post(reverse("courses:enrol", args=["hetong"]))
    assert response.status_code == status
    assert Enrolment.objects.exists() is (status == 302)


@pytest.mark.parametrize(
    ("who", "status"), [("worker", 302), ("teammate", 302), ("outsider", 404), ("other_leader", 404), ("editor", 404)]
)
def test_only_the_audience_may_answer(union, client_for, lesson, question, who, status):
    assert answer(client_for(getattr(union, who)), lesson, question, "a").status_code == status
    assert CheckAnswer.objects.exists() is (status == 302)


@pytest.mark.parametrize(
    ("who", "status"), [("worker", 204), ("teammate", 204), ("outsider", 404), ("other_leader", 404), ("editor", 404)]
)
def test_only_the_audience_may_leave_a_mark(union, client_for, lesson, who, status):
    response = client_for(getattr(union, who)).post(address("place", lesson), {"block": lesson.block_ids[1]})
    assert response.status_code == status
    assert LessonProgress.objects.exists() is (status == 204)


def test_visitors_are_sent_to_sign_in_and_come_back_to_the_lesson(client_for, lesson, question):
    visitor = client_for(None)
    course_address, lesson_address = reverse("courses:course", args=["hetong"]), address("lesson", lesson)

    def back(page):
        return f"{reverse('account_login')}?{urlencode({'next': page}, safe='/')}"

    sent = [
        visitor.get(lesson_address),
        answer(visitor, lesson, question, "a"),
        visitor.post(address("place", lesson)),
    ]
    assert {response.url for response in sent} == {back(lesson_address)}
    assert visitor.post(reverse("courses:enrol", args=["hetong"])).url == back(course_address)
    by_htmx = answer(visitor, lesson, question, "a", HX_Request="true")
    assert by_htmx["HX-Redirect"] == back(lesson_address)
    assert not CheckAnswer.objects.exists()


def test_the_wrong_method_is_refused_whoever_asks(union, client_for, lesson, question):
    course = reverse("courses:course", args=["hetong"])
    for client in (client_for(union.worker), client_for(None)):
        for url in (reverse("courses:index"), course, address("lesson", lesson)):
            assert client.post(url).status_code == 405
        for url in (
            reverse("courses:enrol", args=["hetong"]),
            address("check", lesson, question_id=question.pk),
            address("place", lesson),
        ):
            assert client.get(url).status_code == 405


def test_drafts_do_not_exist_even_for_editors(union, client_for, course):
    draft = lesson_asking(parent=course, live=False, slug="draft")
    for person in (union.worker, union.editor, union.administrator):
        assert client_for(person).get(address("lesson", draft)).status_code == 404
    course.unpublish()
    assert client_for(union.worker).get(reverse("courses:course", args=["hetong"])).status_code == 404


def test_the_lesson_of_one_course_does_not_exist_under_another(union, client_for, lesson):
    CoursePageFactory(slug="other")
    url = reverse("courses:lesson", args=["other", lesson.slug])
    assert client_for(union.worker).get(url).status_code == 404


# --- Visitors ---------------------------------------------------------------------------------------------------------


def test_visitors_read_what_public_courses_are_about_and_are_asked_to_sign_in(client):
    course = CoursePageFactory(title="工资", slug="gongzi", summary="看懂工资条。")
    lesson_asking(parent=course, title="加班费")
    catalogue = client.get(reverse("courses:index")).content.decode()
    page = client.get(reverse("courses:course", args=["gongzi"])).content.decode()
    assert "看懂工资条。" in catalogue
    assert "看懂工资条。" in page
    assert "加班费" in page
    assert reverse("account_login") + "?next=/courses/gongzi/" in page
    assert reverse("courses:enrol", args=["gongzi"]) not in page


def test_a_visitors_catalogue_is_kept_and_then_costs_no_query(client, django_assert_num_queries):
    lesson_asking()
    urls = [reverse("courses:index"), CoursePage.objects.get().address]
    for url in urls:
        assert not client.get(url).cookies
    with django_assert_num_queries(0):
        for url in urls:
            assert client.get(url).status_code == 200
    caches["pages"].clear()


# --- The course page --------------------------------------------------------------------------------------------------


def test_the_course_page_has_one_main_button_that_fits_the_state(union, client_for, course, lesson, question):
    client, url = client_for(union.worker), reverse("courses:course", args=["hetong"])

    def main_buttons():
        return client.get(url).content.decode().count("button--primary")

    enrol = reverse("courses:enrol", args=["hetong"])
    assert enrol in client.get(url).content.decode()
    assert main_buttons() == 1
    assert client.post(enrol).url == address("lesson", lesson)
    assert enrol not in client.get(url).content.decode()
    assert main_buttons() == 1
    answer(client, lesson, question, "b")
    page = client.get(url)
    assert page.context["overview"].state == ProgressState.COMPLETED
    assert main_buttons() == 0


def test_a_course_without_lessons_says_so(union, client_for, course):
    client = client_for(union.worker)
    assert client.get(reverse("courses:course", args=["hetong"])).status_code == 200
    assert client.post(reverse("courses:enrol", args=["hetong"])).url == reverse("courses:course", args=["hetong"])


# --- Answering --------------------------------------------------------------------------------------------------------


def test_the_right_answer_is_in_nothing_that_is_sent_before_it_was_given(union, client_for, lesson, question):
    law = StatuteVersionFactory(statute__short_title="劳动合同法")
    ArticleFactory(version=law, number=19, paragraphs=[{"text": "同一用人单位只能约定一次。"}])
    client = client_for(union.worker)
    before = client.get(address("lesson", lesson)).content.decode()
    answer(client, lesson, question, "a")
    wrong = client.get(address("lesson", lesson)).content.decode()
    answer(client, lesson, question, "b")
    right = client.get(address("lesson", lesson)).content.decode()
    assert [EXPLANATION in page for page in (before, wrong, right)] == [False, False, True]
    assert ["只能约定一次" in page for page in (before, wrong, right)] == [False, True, True]
    assert all(KEY in page for page in (before, wrong, right))  # as one option among others


def test_an_answer_comes_back_to_its_question(union, client_for, lesson, question):
    response = answer(client_for(union.worker), lesson, question, "a")
    assert response.status_code == 302
    url, _hash, anchor = response.url.partition("#")
    page = client_for(union.worker).get(url).content.decode()
    assert f'id="{anchor}"' in page


def test_htmx_gets_the_question_and_the_end_of_the_lesson_alone(union, client_for, lesson, question):
    client = client_for(union.worker)
    wrong = answer(client, lesson, question, "a", HX_Request="true").content.decode()
    assert "<html" not in wrong
    assert f'id="check-{question.pk}"' in wrong
    assert 'hx-swap-oob="true"' in wrong
    right = answer(client, lesson, question, "b", HX_Request="true").content.decode()
    assert EXPLANATION in right
    assert "<form" not in right


def test_the_list_of_lessons_follows_the_answer(union, client_for, lesson, question):
    lesson_asking(parent=lesson.get_parent(), title="第二课")
    page = answer(client_for(union.worker), lesson, question, "b", HX_Request="true").content.decode()
    lessons = page[page.index('id="lesson-list"') :]
    assert "已学完" in lessons[: lessons.index("第二课")]


@pytest.mark.parametrize("held", [True, False])
def test_a_wrong_answer_is_sent_to_the_article_only_where_the_library_holds_it(
    union, client_for, lesson, question, held
):
    QuestionCitation.objects.create(question_version=question.current, law="停工法", number=3)
    if held:
        ArticleFactory(version__statute__short_title="停工法", number=3)
    page = answer(client_for(union.worker), lesson, question, "a", HX_Request="true").content.decode()
    assert "《停工法》第三条" in page
    assert ("答案在下面的法条里" in page) == held


@pytest.mark.parametrize("chosen", [(), ("z",), ("a", "b")])
def test_an_answer_that_is_none_is_told_beside_its_question(union, client_for, lesson, question, chosen):
    client = client_for(union.worker)
    plain = answer(client, lesson, question, *chosen)
    assert plain.status_code == 422
    assert 'role="alert"' in plain.content.decode()
    assert 'role="alert"' in answer(client, lesson, question, *chosen, HX_Request="true").content.decode()
    assert not CheckAnswer.objects.exists()


@pytest.mark.parametrize("wording", ["9" * 5000, "-1", "1e99", "²", "", "x"])
def test_a_wording_that_is_no_number_is_told_so_too(union, client_for, lesson, question, wording):
    data = {"version": wording, f"check-{question.pk}": ["a"]}
    response = client_for(union.worker).post(address("check", lesson, question_id=question.pk), data)
    assert response.status_code == 422
    assert not CheckAnswer.objects.exists()


@pytest.mark.parametrize("version", ["", "x", "0", "9" * 30])
def test_an_answer_to_another_wording_is_told_so(union, client_for, lesson, question, version):
    data = {"version": version, f"check-{question.pk}": "b"}
    url = address("check", lesson, question_id=question.pk)
    assert client_for(union.worker).post(url, data).status_code == 422
    assert not CheckAnswer.objects.exists()


def test_a_question_that_the_lesson_does_not_ask_does_not_exist_there(union, client_for, lesson):
    assert answer(client_for(union.worker), lesson, QuestionFactory(), "b").status_code == 404


def test_a_part_that_the_lesson_does_not_have_is_refused(union, client_for, lesson):
    response = client_for(union.worker).post(address("place", lesson), {"block": "x" * 500})
    assert response.status_code == 400


# --- Place, rest and completion ---------------------------------------------------------------------------------------


def test_the_way_back_to_where_one_stood_is_at_the_top(union, client_for, lesson):
    client, link = client_for(union.worker), f'href="#part-{lesson.block_ids[1]}"'
    assert link not in client.get(address("lesson", lesson)).content.decode()
    client.post(address("place", lesson), {"block": lesson.block_ids[1]})
    assert link in client.get(address("lesson", lesson)).content.decode()


def test_what_is_missing_is_said_in_plain_words(union, client_for, course, question):
    lesson = lesson_asking(question, quizzes=[QuizFactory()], parent=course)
    client = client_for(union.worker)
    before = client.get(address("lesson", lesson)).content.decode()
    answer(client, lesson, question, "b")
    after = client.get(address("lesson", lesson)).content.decode()
    assert "还差 1 道检查题没答对" in before
    assert "还差 1 个测验没及格" in before
    assert "检查题没答对" not in after
    assert "还差 1 个测验没及格" in after


def test_completion_names_the_hours_and_leads_on(union, client_for, course, question):
    lesson = lesson_asking(question, parent=course, credit_hours=1.5)
    following = lesson_asking(parent=course, title="下一步去这里")
    client = client_for(union.worker)
    answer(client, lesson, question, "b")
    page = client.get(address("lesson", lesson)).content.decode()
    assert "1.5 学时" in page
    assert address("lesson", following) in page
    assert page.count("button--primary") == 1


def test_a_lesson_whose_open_check_was_taken_out_is_completed_when_it_is_opened(union, client_for, course, question):
    lesson = lesson_asking(question, QuestionFactory(), parent=course)
    client = client_for(union.worker)
    answer(client, lesson, question, "b")
    assert LessonProgress.objects.get().state == ProgressState.STARTED
    lesson.body = [block("check", question.pk)]
    lesson.save()
    client.get(address("lesson", lesson))
    assert LessonProgress.objects.get().state == ProgressState.COMPLETED


def test_a_deleted_question_or_quiz_leaves_a_lesson_readable(union, client_for, course, question):
    gone, quiz = QuestionFactory(), QuizFactory()
    lesson = lesson_asking(question, gone, quizzes=[quiz], parent=course)
    quiz.delete()
    gone.current = None
    gone.save()
    response = client_for(union.worker).get(address("lesson", lesson))
    assert response.status_code == 200
    assert response.context["reading"].checks_left == 1


# --- Wagtail ----------------------------------------------------------------------------------------------------------


def test_pages_know_the_addresses_of_their_views(lesson, course):
    assert course_index().get_url() == reverse("courses:index")
    assert course.get_url() == reverse("courses:course", args=["hetong"])
    assert LessonPage.objects.get().get_url() == address("lesson", lesson)


def test_wagtails_own_route_leads_to_the_view_and_shows_nothing(client, lesson):
    index = course_index()
    index.slug = "elsewhere"
    index.save()
    fresh = LessonPage.objects.get()
    response = client.get("/elsewhere/hetong/试用期/")
    assert response.status_code == 302
    assert response.url == fresh.address == address("lesson", lesson)


def test_an_answer_read_by_services_is_what_the_page_shows(union, client_for, lesson, question):
    services.answer_check(
        lesson=lesson, question_id=question.pk, version_id=question.current_id, chosen=["b"], by=union.worker
    )
    assert client_for(union.worker).get(address("lesson", lesson)).context["reading"].completed


def test_a_lessons_prose_leads_to_the_articles_that_it_speaks_of(union, client_for, course, question):
    article = ArticleFactory(version__statute__short_title="停工法", number=2)
    prose = [block("text", "<p>先看《停工法》第二条。</p>")]
    texts = {"title": "停工", "slug": "tinggong", "summary": "讲《停工法》第二条。"}
    lesson = lesson_asking(question, prose=prose, parent=course, **texts)
    html = client_for(union.worker).get(address("lesson", lesson)).content.decode()
    assert html.count(f'<a class="law-link" href="{article.get_absolute_url()}">《停工法》第二条</a>') == 2
