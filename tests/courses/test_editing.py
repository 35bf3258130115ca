"""What editors meet: panels, the refusal of lessons that ask nothing, preview, order and copies."""

import json

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.models import Page
from wagtail.search.index import get_indexed_models
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from accounts.enums import Audience
from courses.enums import ProgressState
from courses.models import CoursePage, LessonPage, LessonProgress
from courses.services import open_lesson
from quizzes.enums import QuestionUse
from tests.factories.courses import CoursePageFactory, block, course_index, lesson_asking
from tests.factories.quizzes import QuestionFactory, QuizFactory

pytestmark = pytest.mark.django_db

KEY_TEXT, EXPLANATION = "三个月以上不满一年", "第十九条这样写。"


@pytest.fixture
def publisher(union, client_for):
    return client_for(union.administrator)


def lesson_form(*blocks, **fields):
    return nested_form_data(
        {
            "title": "试用期",
            "slug": "shiyongqi",
            "summary": "试用期有多长。",
            "minutes": 8,
            "credit_hours": "0.5",
            "body": streamfield([("text", rich_text("<p>正文。</p>")), *blocks]),
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000},
            **fields,
        }
    )


def add_lesson(client, course, *blocks, publish, **fields):
    data = lesson_form(*blocks, **fields)
    if publish:
        data["action-publish"] = "1"
    return client.post(reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", course.pk]), data)


def says(response, words):
    """Whether the form says so; what is wrong with a StreamField travels as JSON."""
    page = response.content.decode()
    return words in page or json.dumps(words).strip('"') in page


def check_question(**kwargs):
    return QuestionFactory(use=QuestionUse.CHECK, **kwargs)


# --- Publishing -------------------------------------------------------------------------------------------------------


def test_a_lesson_that_asks_nothing_is_kept_as_a_draft_but_not_published(publisher):
    course = CoursePageFactory()
    refused = add_lesson(publisher, course, publish=True)
    assert says(refused, "光读不算")
    assert not LessonPage.objects.exists()
    assert add_lesson(publisher, course, publish=False).status_code == 302
    assert not LessonPage.objects.get().live


@pytest.mark.parametrize("kind", ["check", "quiz"])
def test_a_lesson_with_a_check_or_a_quiz_is_published(publisher, kind):
    asked = check_question() if kind == "check" else QuizFactory()
    assert add_lesson(publisher, CoursePageFactory(), (kind, str(asked.pk)), publish=True).status_code == 302
    assert LessonPage.objects.get().live


def document(name):
    return Document.objects.create(title=name, file=ContentFile(b"x", name=name))


@pytest.mark.parametrize(
    ("file", "captions", "words"),
    [
        ("讲义.pdf", "字幕.vtt", "不是手机能放的视频"),
        ("讲解.mp4", "字幕.txt", "不是字幕文件"),
        ("讲解.MP4", "字幕.vtt", ""),
    ],
)
def test_a_video_is_a_video_and_its_captions_are_captions(publisher, settings, tmp_path, file, captions, words):
    settings.MEDIA_ROOT = str(tmp_path)
    video = {
        "file": str(document(file).pk),
        "captions": str(document(captions).pk),
        "title": "讲解",
        "transcript": rich_text("<p>说了什么。</p>"),
    }
    check = ("check", str(check_question().pk))
    response = add_lesson(publisher, CoursePageFactory(), ("video", video), check, publish=True)
    if words:
        assert says(response, words)
    assert LessonPage.objects.exists() is not bool(words)


def test_a_question_that_quizzes_draw_is_not_given_away_in_a_lesson(publisher):
    question = QuestionFactory(use=QuestionUse.DRAW)
    refused = add_lesson(publisher, CoursePageFactory(), ("check", str(question.pk)), publish=True)
    assert says(refused, "可能被测验抽到")
    assert not LessonPage.objects.exists()


def test_a_quiz_that_nobody_could_take_is_refused(publisher):
    quiz = QuizFactory(published=False)
    refused = add_lesson(publisher, CoursePageFactory(), ("quiz", str(quiz.pk)), publish=True)
    assert says(refused, "还没有发布")


def test_a_question_may_not_stand_twice_in_a_lesson(publisher):
    twice = [("check", str(check_question().pk))] * 2
    refused = add_lesson(publisher, CoursePageFactory(), *twice, publish=True)
    assert says(refused, "放了两次")


def test_an_address_that_the_site_needs_is_refused(publisher):
    question = ("check", str(check_question().pk))
    refused = add_lesson(publisher, CoursePageFactory(), question, publish=True, slug="enrol")
    assert says(refused, "网站自己要用")


@pytest.mark.parametrize("through_the_course", [False, True])
def test_publishing_from_the_list_refuses_it_too(publisher, through_the_course):
    course = CoursePageFactory()
    add_lesson(publisher, course, publish=False)
    draft = LessonPage.objects.get()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    chosen = course if through_the_course else draft
    data = {"include_descendants": "on"} if through_the_course else {}
    response = publisher.post(f"{url}?id={chosen.pk}&next=/cms/", data, follow=True)
    assert draft.title in response.content.decode()
    assert not LessonPage.objects.get().live


def test_publishing_from_the_list_goes_through_for_a_lesson_that_asks(publisher):
    add_lesson(publisher, CoursePageFactory(), ("check", str(check_question().pk)), publish=False)
    draft = LessonPage.objects.get()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    publisher.post(f"{url}?id={draft.pk}&next=/cms/")
    assert LessonPage.objects.get().live


@pytest.mark.parametrize(
    ("quiz_is_for", "course_is_for", "published"),
    [
        ("all", "leaders", True),
        ("leaders", "leaders", True),
        ("leaders", "all", False),
        ("officers", "leaders", False),
        ("branch", "team", True),
        ("team", "team", True),
        ("team", "branch", False),
        ("team", "all", False),
    ],
)
def test_a_lesson_asks_for_no_quiz_that_its_readers_may_not_take(
    publisher, union, quiz_is_for, course_is_for, published
):
    def meant_for(who):
        unit = getattr(union, who, None)
        return {"audience": Audience.UNIT, "audience_unit": unit} if unit else {"audience": who}

    quiz = QuizFactory(title="班组长测验", **meant_for(quiz_is_for))
    course = CoursePageFactory(**meant_for(course_is_for))
    response = add_lesson(publisher, course, ("quiz", str(quiz.pk)), publish=True)
    assert LessonPage.objects.exists() == published
    if not published:
        assert says(response, "班组长测验")
        add_lesson(publisher, course, ("quiz", str(quiz.pk)), publish=False)
        assert LessonPage.objects.get().get_latest_revision_as_object().quiz_ids == [quiz.pk]


def test_whoever_publishes_a_lesson_of_a_draft_course_hears_that_nobody_sees_it(publisher):
    course = CoursePageFactory(live=False, title="安全")
    check = ("check", str(check_question().pk))
    page = publisher.get(add_lesson(publisher, course, check, publish=True).url)
    assert "会员现在还看不到这一课" in page.content.decode()
    CoursePage.objects.update(live=True)
    page = publisher.get(add_lesson(publisher, course, check, publish=True, slug="second").url)
    assert "会员现在还看不到这一课" not in page.content.decode()


@pytest.mark.parametrize("page", ["course", "lesson", "index"])
def test_a_page_that_somebody_learnt_from_is_not_deleted(publisher, union, page):
    lesson = lesson_asking()
    other = lesson_asking()
    open_lesson(lesson=lesson, by=union.worker)
    chosen = {"lesson": lesson, "course": lesson.get_parent(), "index": course_index()}[page]
    delete = reverse("wagtailadmin_pages:delete", args=[chosen.pk])
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id={chosen.pk}&next=/cms/"
    for address in (delete, bulk):
        assert "撤下" in publisher.post(address, follow=True).content.decode()
    assert LessonProgress.objects.get().lesson == lesson
    with pytest.raises(ProtectedError), transaction.atomic():
        lesson.get_parent().delete()
    publisher.post(reverse("wagtailadmin_pages:delete", args=[other.pk]))
    assert list(LessonPage.objects.all()) == [lesson]


def test_a_course_names_its_unit_exactly_when_its_audience_is_one(publisher, union):
    form = {
        "title": "给一分会",
        "slug": "yifenhui",
        "summary": "",
        "picture": "",
        "topics": "",
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000},
        "action-publish": "1",
    }
    url = reverse("wagtailadmin_pages:add", args=["courses", "coursepage", course_index().pk])
    for audience, unit in ((Audience.UNIT, ""), (Audience.ALL, union.branch.pk)):
        refused = publisher.post(url, nested_form_data({**form, "audience": audience, "audience_unit": unit}))
        assert says(refused, "要指定单位")
    publisher.post(url, nested_form_data({**form, "audience": Audience.UNIT, "audience_unit": union.branch.pk}))
    assert CoursePage.objects.get().audience_unit == union.branch


def test_units_are_offered_each_as_far_in_as_it_is_deep(publisher, union):
    page = publisher.get(reverse("wagtailadmin_pages:add", args=["courses", "coursepage", course_index().pk]))
    assert f">{'　' * (union.team.depth - 1)}{union.team.name}<" in page.content.decode()


# --- Preview ----------------------------------------------------------------------------------------------------------


def test_a_draft_lesson_is_previewed_with_its_own_template(publisher):
    question = check_question(version__stem="预览里也要看到这道题")
    lesson = lesson_asking(question, quizzes=[QuizFactory(title="结业测验")], live=False, title="还没发布的课")
    lesson.save_revision()
    preview = publisher.get(reverse("wagtailadmin_pages:view_draft", args=[lesson.pk]))
    page = preview.content.decode()
    assert preview.status_code == 200
    assert "还没发布的课" in page
    assert "预览里也要看到这道题" in page
    assert "结业测验" in page
    assert "hx-post" not in page
    assert not LessonProgress.objects.exists()


def test_an_unsaved_lesson_is_previewed_as_it_is_typed(publisher):
    course = CoursePageFactory()
    url = reverse("wagtailadmin_pages:preview_on_add", args=["courses", "lessonpage", course.pk])
    question = check_question(version__stem="边写边看的题")
    sent = publisher.post(url, lesson_form(("check", str(question.pk)), title="边写边看的课"))
    assert sent.json()["is_valid"], sent.json()
    page = publisher.get(url).content.decode()
    assert "边写边看的课" in page
    assert "边写边看的题" in page


def test_a_course_and_the_catalogue_are_previewed(publisher):
    course = CoursePageFactory(title="草稿课程", live=False)
    lesson_asking(parent=course, title="里面的课")
    course.save_revision()
    course_page = publisher.get(reverse("wagtailadmin_pages:view_draft", args=[course.pk])).content.decode()
    assert "草稿课程" in course_page
    assert "里面的课" in course_page
    index = course_index()
    index.save_revision()
    assert publisher.get(reverse("wagtailadmin_pages:view_draft", args=[index.pk])).status_code == 200


def test_members_cannot_preview(union, client_for):
    lesson = lesson_asking(live=False)
    lesson.save_revision()
    response = client_for(union.worker).get(reverse("wagtailadmin_pages:view_draft", args=[lesson.pk]))
    assert response.status_code in {302, 403}


# --- Order and copies -------------------------------------------------------------------------------------------------


def test_lessons_are_listed_in_their_order_for_editors_and_members_alike(publisher):
    course = CoursePageFactory()
    first, second, third = (lesson_asking(parent=course) for _ in range(3))
    third.save_revision().publish()
    third.move(first, pos="left")
    listed = publisher.get(reverse("wagtailadmin_explore", args=[course.pk])).context["pages"]
    expected = [third.pk, first.pk, second.pk]
    assert [page.pk for page in listed] == expected
    assert [lesson.pk for lesson in LessonPage.objects.of_course(course)] == expected


def test_a_copied_course_asks_the_same_and_starts_with_nobodys_progress(union):
    course = CoursePageFactory(slug="one")
    question = check_question()
    lesson = lesson_asking(question, parent=course)
    LessonProgress.objects.create(member=union.worker, lesson=lesson, state=ProgressState.STARTED)
    copy = course.copy(recursive=True, update_attrs={"slug": "two", "title": "副本"})
    copied = LessonPage.objects.of_course(copy).get()
    assert copied.check_ids == [question.pk]
    assert copied.address == reverse("courses:lesson", args=["two", lesson.slug])
    assert not copied.progress.exists()


# --- Search -----------------------------------------------------------------------------------------------------------


def test_the_index_of_a_lesson_holds_its_text_but_nothing_of_its_questions():
    options = [{"id": "a", "text": "一个月"}, {"id": "b", "text": KEY_TEXT}]
    question = check_question(version__options=options, version__explanation=EXPLANATION)
    lesson = lesson_asking(question, prose=[block("text", "<p>书面合同</p>")])
    fields = [field.get_value(lesson) for field in LessonPage.get_search_fields() if field.field_name == "body"]
    indexed = str(fields)
    assert "书面合同" in indexed
    assert not any(secret in indexed for secret in (KEY_TEXT, EXPLANATION, question.current.stem))
    assert LessonPage in get_indexed_models()
    assert Page in LessonPage.__mro__
