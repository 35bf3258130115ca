"""Cases, answers, the handbook and notices: what a reader finds, and what they do not."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from library.enums import CaseOrigin
from library.models import CasePage, GuidePage, HandbookPage, NoticePage, QuestionAnswerPage, TopicIntro
from tests.factories.courses import block
from tests.factories.law_content import TYPES, chapter, list_of, make_page
from tests.factories.library import ArticleFactory, StatuteVersionFactory

pytestmark = pytest.mark.django_db
LAW = "停工法"
REVIEWED = [model for model in TYPES if model is not NoticePage]


@pytest.fixture
def article():
    return ArticleFactory(version__statute__short_title=LAW, number=2, text="停工照发工资。")


def past_the_cache() -> Client:
    client = Client()
    client.cookies["sessionid"] = "past the cache of visitors' pages"
    return client


def read(page, /, client=None, **query):
    return (client or past_the_cache()).get(page.url, query)


def text_of(page, /, **query) -> str:
    return str(read(page, **query).content.decode())


def costs(page) -> int:
    client = past_the_cache()
    read(page, client)
    with CaptureQueriesContext(connection) as queries:
        assert read(page, client).status_code == 200
    return len(queries)


@pytest.mark.parametrize("who", [None, "worker", "leader", "outsider", "editor"])
@pytest.mark.parametrize("model", TYPES)
def test_everybody_reads_every_type(article, union, client_for, model, who):
    page = make_page(model, "下雨怎么办", cites=[(LAW, "2")], topics=["停工"], author="法律工作部")
    html = read(page, client_for(who and getattr(union, who))).content.decode()
    for text in (
        "下雨怎么办",
        "停工照发工资。",
        "法律工作部",
        "依据",
        "引用的是2020年1月1日文本",
        'href="/library/topics/',
    ):
        assert text in html
    assert "下雨怎么办" in read(list_of(model), client_for(who and getattr(union, who))).content.decode()


#: Where the words of a type stand, beside its body.
ELSEWHERE = [
    (CasePage, "facts"),
    (CasePage, "decision"),
    (CasePage, "takeaway"),
    (CasePage, "summary"),
    (GuidePage, "summary"),
    (QuestionAnswerPage, "summary"),
    (HandbookPage, "summary"),
]


@pytest.mark.parametrize(("model", "field"), [*((model, None) for model in TYPES), *ELSEWHERE])
def test_a_citation_in_running_text_is_a_link(article, model, field):
    words = f"照《{LAW}》第二条办。"
    page = make_page(model, **({field: words} if field else {}))
    if field is None:
        setattr(page, model.citing_fields[0], [block("text", f"<p>{words}</p>")])
        page.save_revision().publish()
    assert f'<a class="law-link" href="{article.get_absolute_url()}">《{LAW}》第二条</a>' in text_of(page)
    on = article.get_absolute_url() + "?on=2021-03-04"
    assert f'<a class="law-link" href="{on}">' in text_of(page, on="2021-03-04")


@pytest.mark.parametrize("model", TYPES)
def test_a_draft_and_a_private_page_stay_unread(model):
    draft, private = (make_page(model, title) for title in ("还没写好", "给内部看"))
    both = text_of(list_of(model))
    assert "还没写好" in both
    assert "给内部看" in both
    draft.unpublish()
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    neither = text_of(list_of(model))
    assert "还没写好" not in neither
    assert "给内部看" not in neither
    assert read(draft).status_code == 404
    assert read(private).status_code == 302


@pytest.mark.parametrize("model", TYPES)
def test_what_an_editor_is_still_writing_is_not_shown(model):
    page = make_page(model, "写好了", summary="从前的摘要")
    assert "从前的摘要" in text_of(list_of(model))
    page.summary = "还没定的摘要"
    page.save_revision()
    assert "还没定的摘要" not in text_of(page) + text_of(list_of(model))


@pytest.mark.parametrize("model", TYPES)
def test_a_list_and_a_page_cost_the_same_however_many_there_are(article, model):
    page = make_page(model, "第一篇", cites=[(LAW, "2")], topics=["停工"])
    few = costs(list_of(model)), costs(page)
    for number in range(18):
        make_page(model, f"又一篇{number}", cites=[(LAW, "2")], topics=["停工", f"主题{number}"])
    assert (costs(list_of(model)), costs(page)) == few


@pytest.mark.parametrize("model", [model for model in TYPES if model is not HandbookPage])
def test_a_list_is_narrowed_by_topic(model):
    make_page(model, "停工的事", topics=["停工"])
    make_page(model, "工资的事", topics=["工资"])
    index = list_of(model)
    only = text_of(index, topic="停工")
    assert "停工的事" in only
    assert "工资的事" not in only
    for unknown in ("没有的主题", "\0", "长" * 10_000):
        assert "工资的事" in text_of(index, topic=unknown)


def test_cases_are_narrowed_by_who_decided_them():
    make_page(CasePage, "仲裁的案子", forum="arbitration")
    make_page(CasePage, "法院的案子", forum="court")
    only = text_of(list_of(CasePage), kind="court")
    assert "法院的案子" in only
    assert "仲裁的案子" not in only
    assert "这个条件下还没有内容" in text_of(list_of(CasePage), kind="mediation")
    assert "仲裁的案子" in text_of(list_of(CasePage), kind="unknown")


def test_a_long_list_goes_on_to_a_second_page():
    for number in range(21):
        make_page(CasePage, f"案例第{number}号")
    first, second = (text_of(list_of(CasePage), page=number) for number in (1, 2))
    assert ("案例第20号" in first, "案例第0号" in first) == (True, False)
    assert "案例第0号" in second
    for hostile in ("0", "-1", "9" * 100, "x"):
        assert read(list_of(CasePage), page=hostile).status_code == 200


@pytest.mark.parametrize("model", TYPES)
def test_an_empty_list_says_so_and_leads_on(model):
    html = text_of(list_of(model))
    assert 'class="empty"' in html
    assert "去法律库" in html


@pytest.mark.parametrize("model", REVIEWED)
def test_a_check_of_more_than_a_year_ago_is_said_to_be_old(model):
    today = timezone.localdate()
    page = make_page(model, reviewed_on=today - dt.timedelta(days=365))
    assert "对照法律核对过" in text_of(page)
    assert "核对已超过一年" not in text_of(page)
    model.objects.filter(pk=page.pk).update(reviewed_on=today - dt.timedelta(days=366))
    assert "核对已超过一年" in text_of(page)


@pytest.mark.parametrize("model", REVIEWED)
def test_a_check_cannot_lie_ahead(model):
    page = make_page(model)
    page.reviewed_on = timezone.localdate() + dt.timedelta(days=1)
    with pytest.raises(ValidationError, match="这一天还没有到"):
        page.full_clean()


def test_a_page_says_that_the_law_it_cites_has_a_newer_text(article):
    page = make_page(GuidePage, cites=[(LAW, "2")])
    assert "此后有新文本" not in text_of(page)
    old = article.version
    old.effective_until = dt.date(2021, 12, 31)
    old.save()
    newer = StatuteVersionFactory(statute=old.statute, promulgated_on=dt.date(2022, 1, 1))
    ArticleFactory(version=newer, number=2)
    html = text_of(page)
    assert "引用的是2020年1月1日文本" in html
    assert "此后有新文本" in html


def test_a_deadline_cites_its_article_like_a_citation(article):
    page = make_page(GuidePage)
    value = {"what": "申请复工", "within": "3 日", "counted_from": "停工那天", "law": LAW, "article": "2"}
    page.body = [block("deadline", value)]
    page.save_revision().publish()
    assert str(GuidePage.objects.get(pk=page.pk).citations.get()) == "《停工法》第二条"
    html = text_of(page)
    for text in ("3 日", "申请复工", "从停工那天算起", "停工照发工资。"):
        assert text in html


# --- cases


def test_an_example_is_marked_and_claims_no_source():
    assert "情节为讲解法律编写" in text_of(make_page(CasePage, origin=CaseOrigin.EXAMPLE))
    real = make_page(CasePage, "真的", case_number="（2025）某民终1号", source_name="某法院")
    html = text_of(real)
    assert "示例案例" not in html
    assert "（2025）某民终1号" in html
    with pytest.raises(IntegrityError):
        CasePage.objects.filter(pk=real.pk).update(origin=CaseOrigin.EXAMPLE)


def test_an_editor_who_gives_an_example_a_number_is_told():
    page = make_page(CasePage, origin=CaseOrigin.EXAMPLE)
    page.case_number = "（2025）某民终1号"
    with pytest.raises(ValidationError, match="没有案号、日期和来源"):
        page.full_clean()


# --- questions and answers


def test_the_short_answer_stands_before_the_whole_one():
    html = text_of(make_page(QuestionAnswerPage, "没签合同怎么办？", summary="可以要两倍工资。"))
    assert html.index("可以要两倍工资。", html.index("一句话")) < html.index("说明在这里。")


def test_a_question_is_not_published_without_a_short_answer():
    page = make_page(QuestionAnswerPage)
    page.summary = ""
    with pytest.raises(ValidationError):
        page.full_clean()


# --- the handbook


def test_the_handbook_is_read_from_cover_to_cover():
    first, second = chapter("第一章"), chapter("第二章")
    pages = [
        make_page(HandbookPage, title, parent=parent)
        for title, parent in (("甲", first), ("乙", first), ("丙", second))
    ]
    beside = [(read(page).context["before"], read(page).context["after"]) for page in pages]
    assert beside == [(None, pages[1]), (pages[0], pages[2]), (pages[1], None)]
    assert read(pages[2]).context["page"].get_parent().title == "第二章"


def test_a_page_that_is_no_longer_published_leaves_no_gap_in_the_book():
    pages = [make_page(HandbookPage, title) for title in ("甲", "乙", "丙")]
    pages[1].unpublish()
    assert read(pages[0]).context["after"] == pages[2]
    assert "乙" not in [page.title for page in read(list_of(HandbookPage)).context["chapters"][0].pages]


def test_a_chapter_lists_its_own_pages_only():
    first, second = chapter("第一章"), chapter("第二章")
    make_page(HandbookPage, "怎么入会", parent=first)
    make_page(HandbookPage, "怎么调解", parent=second)
    html = text_of(first)
    assert "怎么入会" in html
    assert "怎么调解" not in html


def test_whom_to_call_can_be_called():
    contact = block("contact", {"name": "工会", "phone": "0571-8888 6666", "hours": "", "address": "", "note": ""})
    assert 'href="tel:057188886666"' in text_of(make_page(HandbookPage, contacts=[contact]))


# --- the notice board


def titles_on_the_board() -> list[str]:
    return [notice.title for notice in read(list_of(NoticePage)).context["found"]]


def test_pinned_notices_hang_above_newer_ones_until_their_day():
    today = timezone.localdate()
    week_ago = today - dt.timedelta(days=7)
    make_page(NoticePage, "新的", issued_on=today)
    make_page(NoticePage, "置顶的", issued_on=week_ago, pinned_until=today)
    make_page(NoticePage, "从前置顶的", issued_on=week_ago - dt.timedelta(days=7), pinned_until=week_ago)
    assert titles_on_the_board() == ["置顶的", "新的", "从前置顶的"]


def test_a_notice_leaves_the_board_when_its_time_is_over():
    notice = make_page(NoticePage, "报名")
    assert titles_on_the_board() == ["报名"]
    NoticePage.objects.filter(pk=notice.pk).update(expire_at=timezone.now() - dt.timedelta(seconds=1))
    assert titles_on_the_board() == []


def test_a_notice_is_not_pinned_until_before_its_day():
    notice = make_page(NoticePage, issued_on=dt.date(2026, 11, 2))
    notice.pinned_until = dt.date(2026, 11, 1)
    with pytest.raises(ValidationError, match="不能早于公告日期"):
        notice.full_clean()
    with pytest.raises(IntegrityError):
        NoticePage.objects.filter(pk=notice.pk).update(pinned_until=dt.date(2026, 11, 1))


def test_the_first_notice_of_the_board_is_on_the_home_page_and_at_the_front_door(union, client_for):
    make_page(NoticePage, "旧的", issued_on=dt.date(2026, 1, 1))
    make_page(NoticePage, "年底排好年休假", issued_on=dt.date(2026, 11, 2))
    for client in (client_for(None), client_for(union.worker)):
        for address in ("/", "/library/"):
            html = client.get(address).content.decode()
            assert "年底排好年休假" in html
            assert "旧的" not in html


# --- topics


def test_topics_say_what_is_in_them_and_how_much():
    page = make_page(GuidePage, topics=["停工"])
    TopicIntro.objects.create(topic=page.topics.get(), text="下雨、断电，停工的时候。")
    make_page(CasePage, topics=["停工"])
    for address in ("/library/topics/", f"/library/topics/{page.topics.get().slug}/"):
        assert "下雨、断电，停工的时候。" in past_the_cache().get(address).content.decode()
    assert "2 篇可读" in past_the_cache().get("/library/topics/").content.decode()


def test_a_topic_of_drafts_alone_is_no_topic():
    page = make_page(CasePage, topics=["停工"])
    assert "停工" in past_the_cache().get("/library/topics/").content.decode()
    page.unpublish()
    assert "停工" not in past_the_cache().get("/library/topics/").content.decode()


@pytest.mark.parametrize("count", [1, 10])
def test_topics_cost_the_same_however_many(count, django_assert_max_num_queries):
    for number in range(count):
        make_page(CasePage, topics=[f"主题{number}"])
        make_page(GuidePage, topics=[f"主题{number}"])
    client = past_the_cache()
    client.get("/library/topics/")
    with django_assert_max_num_queries(4):
        client.get("/library/topics/")


# --- search


@pytest.mark.parametrize("model", TYPES)
def test_every_type_has_a_source_of_its_own_in_the_search(model):
    from library.search.sources import open_pages, page_sources

    (source,) = (source for source in page_sources() if source.model is model)
    page = make_page(model, "停工津贴")
    assert open_pages({source: [page.pk]}, AnonymousUser()) == {source: [page.pk]}
    names = {field.field_name for field in model.get_searchable_search_fields()}
    assert set(source.fields) <= names


@pytest.mark.parametrize("model", [GuidePage, QuestionAnswerPage, HandbookPage])
def test_what_explains_the_law_says_that_it_is_no_advice(model):
    page = make_page(model, title="看合同")
    assert "不是法律意见" in Client().get(page.url).content.decode()
