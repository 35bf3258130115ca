"""What to read next: the nearer in law, the higher; nothing that a visitor may not read."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from taggit.models import Tag
from wagtail.models import PageViewRestriction

from accounts.enums import Audience
from library.models import CasePage, GuidePage, HandbookPage, NoticePage, QuestionAnswerPage
from library.reading import laws_most_cited, reading_on, related_to
from tests.factories.accounts import UnitFactory
from tests.factories.courses import CoursePageFactory
from tests.factories.law_content import TYPES, make_page

pytestmark = pytest.mark.django_db
LAW = "劳动法"


@pytest.fixture
def guide():
    return make_page(GuidePage, "加班费怎么算", cites=[(LAW, "44"), (LAW, "41")], topics=["工资工时"])


def titles(links):
    return [link.title for link in links]


def test_a_shared_article_is_nearer_than_a_law_and_a_law_nearer_than_a_topic(guide):
    make_page(NoticePage, "只有主题相同", topics=["工资工时"])
    make_page(CasePage, "同一部法", cites=[(LAW, "3")])
    make_page(QuestionAnswerPage, "同一条", cites=[(LAW, "44")])
    make_page(HandbookPage, "毫不相干", cites=[("工会法", "2")], topics=["工会权利"])
    assert titles(related_to(guide)) == ["同一条", "同一部法", "只有主题相同"]


def test_what_shares_more_comes_first(guide):
    make_page(CasePage, "一条", cites=[(LAW, "44")])
    make_page(CasePage, "一条和主题", cites=[(LAW, "44")], topics=["工资工时"])
    make_page(CasePage, "两条", cites=[(LAW, "44"), (LAW, "41")])
    assert titles(related_to(guide)) == ["两条", "一条和主题", "一条"]


def test_an_article_cited_twice_counts_once(guide):
    page = make_page(CasePage, "一条的两款", cites=[(LAW, "44")])
    row = page.citations.get()
    type(row).objects.create(page=page, law=LAW, number=44, paragraph=2)
    make_page(CasePage, "两条", cites=[(LAW, "44"), (LAW, "41")])
    assert titles(related_to(guide)) == ["两条", "一条的两款"]


def test_courses_for_everybody_are_read_on_and_others_are_not_named(guide):
    course = CoursePageFactory(title="工资、工时和休假")
    closed = CoursePageFactory(title="班组长的课")
    for page in (course, closed):
        page.topics.add("工资工时")
        page.save()
    assert {"工资、工时和休假", "班组长的课"} == set(titles(related_to(guide)))
    closed.audience, closed.audience_unit = Audience.UNIT, UnitFactory()
    closed.save()
    (link,) = related_to(guide)
    assert (link.title, link.url) == ("工资、工时和休假", f"/courses/{course.slug}/")


@pytest.mark.parametrize("model", TYPES)
def test_a_draft_and_a_private_page_are_not_read_on(guide, model):
    draft = make_page(model, "还没写好", cites=[(LAW, "44")])
    private = make_page(model, "给内部看", cites=[(LAW, "44")])
    assert len(related_to(guide)) == 2
    draft.unpublish()
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    assert related_to(guide) == []


def test_a_notice_whose_time_is_over_is_not_read_on(guide):
    notice = make_page(NoticePage, "报名开始了", topics=["工资工时"])
    assert titles(related_to(guide)) == ["报名开始了"]
    NoticePage.objects.filter(pk=notice.pk).update(expire_at=timezone.now() - dt.timedelta(minutes=1))
    assert related_to(guide) == []


def test_a_page_without_law_and_topic_has_nothing_to_read_on(guide):
    assert related_to(make_page(GuidePage, "杂事")) == []


@pytest.mark.parametrize("count", [1, 30])
def test_related_reading_is_six_pages_at_most_and_two_queries(guide, count):
    for number in range(count):
        make_page(TYPES[number % len(TYPES)], f"第{number}篇", cites=[(LAW, "44")], topics=["工资工时"])
    page = GuidePage.objects.get(pk=guide.pk)
    with CaptureQueriesContext(connection) as queries:
        found = related_to(page)
    assert len(found) == min(6, count)
    assert len(queries) == 2  # the page's topics, and everything else


def test_a_topic_gathers_every_type(guide):
    for model in TYPES[1:]:
        make_page(model, "一页", topics=["工资工时"])
    make_page(CasePage, "别的", topics=["工会权利"])
    groups = reading_on(Tag.objects.get(name="工资工时"))
    assert [(group.label, titles(group.links)) for group in groups] == [
        ("办事指南", ["加班费怎么算"]),
        ("问答", ["一页"]),
        ("典型案例", ["一页"]),
        ("工会工作手册", ["一页"]),
        ("公告", ["一页"]),
    ]


def test_a_topic_with_many_pages_leads_to_the_list():
    for number in range(9):
        make_page(CasePage, f"案例{number}", topics=["工伤保护"])
    (group,) = reading_on(Tag.objects.get())
    assert (len(group.links), group.more) == (8, True)


def test_the_laws_that_most_pages_cite_come_first(guide):
    make_page(CasePage, "一", cites=[("工会法", "22")])
    make_page(NoticePage, "二", cites=[("工会法", "21"), ("工会法", "22")])
    make_page(QuestionAnswerPage, "三", cites=[("劳动合同法", "39")]).unpublish()
    assert laws_most_cited() == ["工会法", LAW]
