"""What an editor does with the pages around the law, and what nobody else may."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from taggit.models import Tag
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from library.models import (
    CasePage,
    GuidePage,
    HandbookChapterPage,
    HandbookPage,
    NoticePage,
    QuestionAnswerPage,
    TopicIntro,
)
from tests.factories.law_content import LISTS, TYPES, chapter, list_of, make_page

pytestmark = pytest.mark.django_db
LISTINGS = {
    GuidePage: "guides",
    CasePage: "cases",
    QuestionAnswerPage: "answers",
    HandbookPage: "handbook",
    NoticePage: "notices",
}


def index_of(model: type[Page]) -> str:
    return reverse(f"{LISTINGS[model]}:index")


def test_an_editor_finds_every_type_in_the_menu(union, client_for):
    menu = client_for(union.editor).get("/cms/").content.decode()
    for label in ("办事指南", "典型案例", "问答", "工会工作手册", "公告", "久未核对"):
        assert json.dumps(label) in menu
    for model in TYPES:
        assert index_of(model) in menu


@pytest.mark.parametrize("model", TYPES)
def test_an_editor_lists_narrows_and_adds_pages_of_a_type(union, client_for, model):
    page = make_page(model, "停工的事", topics=["停工"])
    make_page(model, "工资的事", topics=["工资"])
    editor = client_for(union.editor)
    html = editor.get(index_of(model)).content.decode()
    assert "停工的事" in html
    assert "工资的事" in html
    only = editor.get(index_of(model), {"topics": page.topics.get().pk}).content.decode()
    assert "停工的事" in only
    assert "工资的事" not in only
    label = model._meta
    form = editor.get(reverse("wagtailadmin_pages:add", args=[label.app_label, label.model_name, page.get_parent().pk]))
    assert form.status_code == 200
    assert "尽量用已有的主题" in form.content.decode()


@pytest.mark.parametrize("who", [None, "worker", "leader", "outsider"])
def test_others_do_not_get_in(union, client_for, who):
    client = client_for(who and getattr(union, who))
    for address in (*map(index_of, TYPES), reverse("unreviewed_report"), reverse("topic_intros:index")):
        assert client.get(address).status_code in ({302, 403} if who else {302})


@pytest.mark.parametrize("model", TYPES)
def test_pages_stand_where_they_belong_and_nowhere_else(model):
    parent = HandbookChapterPage if model is HandbookPage else LISTS[model]
    assert model.allowed_parent_page_models() == [parent]
    assert model.allowed_subpage_models() == []
    assert LISTS[model].max_count == 1


@pytest.mark.parametrize("model", TYPES)
def test_a_draft_is_previewed_by_editors_and_by_nobody_else(union, client_for, model):
    page = make_page(model, "写好了", topics=["停工"])
    page.title = "还没定的标题"
    page.save_revision()
    draft = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    assert "还没定的标题" in client_for(union.editor).get(draft).content.decode()
    assert client_for(union.worker).get(draft).status_code in {302, 403}
    assert client_for(None).get(draft).status_code == 302
    for client in (client_for(union.worker), client_for(None)):
        for address in (page.url, list_of(model).url, "/library/"):
            assert "还没定的标题" not in client.get(address).content.decode()


# --- the report of what nobody has checked


def report(client: Client, **query: object) -> str:
    return str(client.get(reverse("unreviewed_report"), query).content.decode())


def test_the_report_names_what_was_not_checked_for_a_year_the_oldest_first(union, client_for):
    today = timezone.localdate()
    for title, days in (("刚核对", 10), ("一年前", 366), ("很久以前", 900)):
        make_page(GuidePage, title, reviewed_on=today - dt.timedelta(days=days))
    make_page(CasePage, "从没核对")
    make_page(HandbookPage, "草稿").unpublish()
    make_page(NoticePage, "公告不用核对")
    html = report(client_for(union.editor))
    assert [title for title in ("刚核对", "草稿", "公告不用核对") if title in html] == []
    places = [html.index(title) for title in ("从没核对", "很久以前", "一年前")]
    assert places == sorted(places)


def test_the_report_is_empty_when_all_is_checked(union, client_for):
    make_page(GuidePage, "刚核对", reviewed_on=timezone.localdate())
    assert "这一年里都核对过了" in report(client_for(union.editor))


def test_the_report_costs_the_same_however_long(union, client_for, django_assert_max_num_queries):
    editor = client_for(union.editor)
    make_page(GuidePage)
    report(editor)
    with django_assert_max_num_queries(60) as few:
        report(editor)
    for number in range(9):
        make_page(CasePage, f"案例{number}")
    with django_assert_max_num_queries(len(few)):
        report(editor)


def test_the_report_can_be_taken_along(union, client_for):
    make_page(CasePage, "从没核对")
    response = client_for(union.editor).get(reverse("unreviewed_report"), {"export": "csv"})
    assert "从没核对" in b"".join(response).decode()


# --- what is said of topics


def test_an_editor_says_what_is_in_a_topic(union, client_for):
    topic = make_page(GuidePage, topics=["停工"]).topics.get()
    add = reverse("topic_intros:add")
    assert client_for(union.editor).post(add, {"topic": topic.pk, "text": "下雨、断电。"}).status_code == 302
    assert TopicIntro.objects.get().text == "下雨、断电。"


def test_a_visitor_reads_a_changed_introduction_and_not_the_kept_page(
    union, client_for, django_capture_on_commit_callbacks
):
    topic = make_page(GuidePage, topics=["停工"]).topics.get()
    intro = TopicIntro.objects.create(topic=topic, text="从前的话。")
    visitor, editor = Client(), client_for(union.editor)
    assert "从前的话。" in visitor.get("/library/topics/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(reverse("topic_intros:edit", args=[intro.pk]), {"topic": topic.pk, "text": "现在的话。"})
    assert "现在的话。" in visitor.get("/library/topics/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(reverse("topic_intros:delete", args=[intro.pk]))
    assert "现在的话。" not in visitor.get("/library/topics/").content.decode()


def test_a_topic_is_introduced_once(union, client_for):
    topic = Tag.objects.create(name="停工", slug="停工")
    TopicIntro.objects.create(topic=topic, text="一次。")
    html = client_for(union.editor).post(reverse("topic_intros:add"), {"topic": topic.pk, "text": "两次。"}).content
    assert TopicIntro.objects.count() == 1
    assert "已经有一个这样的" in html.decode()


def test_a_chapter_is_made_in_the_handbook_only():
    assert HandbookChapterPage.allowed_parent_page_models() == [LISTS[HandbookPage]]
    assert chapter().get_parent().specific == list_of(HandbookPage)


def test_all_that_is_wrong_with_a_page_is_said_in_chinese(union, client_for):
    """An example with a case number, and no reasons: the one is about the page, the other about its blocks."""
    address = reverse("wagtailadmin_pages:add", args=["library", "casepage", list_of(CasePage).pk])
    sent = nested_form_data(
        {
            "title": "午休被扣钱",
            "slug": "noon",
            "origin": "example",
            "forum": "court",
            "case_number": "第1号",
            "facts": rich_text("<p>扣了。</p>"),
            "decision": rich_text("<p>退。</p>"),
            "takeaway": rich_text("<p>去问。</p>"),
            "reasons": streamfield([]),
            "topics": "",
            "comments": inline_formset([]),
            "action-publish": "1",
        }
    )
    html = client_for(union.administrator).post(address, sent).content.decode()
    assert "编写的示例没有案号" in html
    assert "里面标出的地方要改" in html
    assert "Validation error" not in html
