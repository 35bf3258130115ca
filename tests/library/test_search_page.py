from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import NoneType
from unittest.mock import patch

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.urls import reverse
from modelsearch.backends import get_search_backend
from modelsearch.query import PlainText
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page, PageViewRestriction

from accounts.enums import Audience
from courses.models import CoursePage, LessonPage
from library.enums import StatuteStatus
from library.models import Article, GuidePage
from library.search import finding
from library.search.finding import find_each
from library.search.outbox import drain
from library.search.pages import PagesFound
from library.search.sources import open_pages, page_sources
from tests.conftest import Union
from tests.factories.courses import CoursePageFactory, GuidePageFactory, LessonPageFactory
from tests.factories.library import ArticleFactory, StatuteFactory, StatuteVersionFactory
from tests.factories.quizzes import QuestionFactory
from tests.library.test_search_analysis import HOSTILE

pytestmark = pytest.mark.django_db
URL = "/library/search/"
GUIDE_GROUP = 'id="group-guide"'


def page(client: Client, text: str, **more: str) -> str:
    response = client.get(URL, {"q": text, **more})
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def law() -> Article:
    version = StatuteVersionFactory(statute__short_title="劳动合同法", promulgated_on=dt.date(2012, 12, 28))
    ArticleFactory(version=version, number=38, text="用人单位未及时足额支付劳动报酬的，劳动者可以解除劳动合同。")
    ArticleFactory(
        version=version, number=40, text="依照本法第三十九条解除的，适用劳动合同法第三十九条，不提前三十日。"
    )
    return ArticleFactory(version=version, number=39, text="严重违反用人单位的规章制度的，用人单位可以解除劳动合同。")


def test_the_address_has_its_name() -> None:
    assert reverse("library:search") == URL


def test_results_are_grouped_and_the_passage_is_marked(client: Client, law: Article) -> None:
    GuidePageFactory(title="被辞退怎么办", body=[{"type": "text", "value": "<p>先看<b>规章</b>制度写了什么。</p>"}])
    CoursePageFactory(title="规章制度课")
    LessonPageFactory(title="第一课", summary="单位的规章制度从哪里来")
    html = page(client, "规章制度")
    assert "严重违反用人单位的<mark>规章制度</mark>的" in html
    places = [html.index(f'id="group-{key}"') for key in ("law", "guide", "course")]
    assert places == sorted(places)
    assert "<mark>规章制度</mark>课" in html
    assert "单位的<mark>规章制度</mark>从哪里来" in html
    assert law.get_absolute_url() in html


@pytest.mark.parametrize("text", ["劳动合同法 39", "劳动合同法第三十九条", "《中华人民共和国劳动合同法》第39条"])
def test_an_article_named_by_law_and_number_comes_first_and_once(client: Client, law: Article, text: str) -> None:
    html = page(client, text)
    main = html[html.index('id="main"') :]
    links = [line for line in main.split('href="') if line.startswith("/library/") and "/article/" in line]
    assert links[0].startswith(reverse("library:article", args=["劳动合同法", "39"]))
    assert main.count(f'href="{reverse("library:article", args=["劳动合同法", "39"])}"') == 1
    assert law.text in main


def test_a_whole_question_finds_what_comes_nearest_and_says_so(client: Client, law: Article) -> None:
    html = page(client, "老板不及时支付劳动报酬我能解除吗")
    assert "notice--info" in html
    assert html.index("article/38") < html.index("article/39")
    assert "notice--info" not in page(client, "劳动报酬")


def test_drafts_future_and_repealed_law_do_not_appear(client: Client) -> None:
    word = "高温津贴"
    hidden = [
        ArticleFactory(version__live=False, text=word),
        ArticleFactory(version__promulgated_on=dt.date(2999, 1, 1), text=word),
        ArticleFactory(version__effective_until=dt.date(2021, 1, 1), text=word),
        ArticleFactory(version__statute__repealed_on=dt.date(2021, 1, 1), text=word),
        ArticleFactory(annex=1, text=word),
    ]
    StatuteVersionFactory(statute__short_title=f"{word}办法", live=False)
    StatuteFactory(short_title=f"{word}条例")
    assert set(get_search_backend().search(word, Article)) == set(hidden)  # there is something to leak
    html = page(client, word)
    assert "group-" not in html
    shown = ArticleFactory(text=f"这里也说到{word}，不过说得很长。" * 5)
    assert hits(page(client, word, again="1")) == [shown.get_absolute_url()]  # not from the visitors' cache
    for status in StatuteStatus:
        html = page(client, word, status=status)
        assert hidden[0].version.statute.short_title not in html
        assert hidden[4].version.statute.short_title not in html


def test_private_draft_and_unpublished_pages_do_not_appear(client: Client) -> None:
    word = "内部口径"
    private = GuidePageFactory(title=f"{word}甲")
    below = CoursePageFactory(title=f"{word}乙")
    lesson = LessonPageFactory(title=f"{word}丙", parent=below)
    restriction = PageViewRestriction.objects.create(page=private, restriction_type="groups")
    restriction.groups.add(Group.objects.get(name="Editors"))
    PageViewRestriction.objects.create(page=below, restriction_type="login")
    draft = GuidePageFactory(title=f"{word}丁", live=False)
    public = GuidePageFactory(title="公开的", summary=f"说到{word}")
    public.summary = f"{word}改写稿"
    public.save_revision()
    backend = get_search_backend()
    assert {page.pk for page in backend.search(word, Page.objects.all())} >= {  # there is something to leak
        page.pk for page in (private, below, lesson, draft, public)
    }
    assert backend.search(word, GuidePage)[0].pk != public.pk
    html = page(client, word)
    assert "公开的" in html
    for mark in "甲乙丙丁":
        assert f"</mark>{mark}" not in html
    assert "改写稿" not in html


def test_neither_a_lesson_s_text_nor_a_question_s_key_is_found(client: Client) -> None:
    LessonPageFactory(title="第一课", body=[{"type": "text", "value": "<p>正文里的谜底二字</p>"}])
    QuestionFactory(version__stem="谜底是什么", version__explanation="谜底在这里")
    assert list(get_search_backend().search("谜底", LessonPage))  # there is something to leak
    html = page(client, "谜底")
    assert "group-" not in html
    assert "第一课" not in html


def test_a_course_for_some_is_found_by_them_alone(client: Client, client_for: object, union: Union) -> None:
    course = CoursePageFactory(title="怎样带好班组", audience=Audience.LEADERS)
    LessonPageFactory(title="班组里的安全账", summary="班组长自己的课", parent=course)
    for reader, finds in (
        (client, False),
        (client_for(union.worker), False),  # type: ignore[operator]
        (client_for(union.leader), True),  # type: ignore[operator]
    ):
        html = page(reader, "班组").replace("<mark>", "").replace("</mark>", "")
        assert ("怎样带好班组" in html) == finds
        assert ("班组里的安全账" in html) == finds


def test_all_kinds_of_pages_are_found_together_as_each_by_itself(union: Union, rf: RequestFactory) -> None:
    """Our own index is asked once for all of them; a server, which has no such way, source by source."""
    GuidePageFactory(title="取暖补贴怎么领", summary="冬天的补贴")
    GuidePageFactory(title="冬天", body=[{"type": "text", "value": "<p>取暖补贴</p>"}])
    course = CoursePageFactory(title="取暖补贴课", audience=Audience.LEADERS)
    LessonPageFactory(title="第一课", summary="谁有取暖补贴", parent=course)
    LessonPageFactory(title="第二课", body=[{"type": "text", "value": "<p>取暖补贴</p>"}], parent=course)
    sources = page_sources()
    wanted = [(source.model.objects.all(), source.fields) for source in sources]

    def found(query: PlainText) -> list[list[int]]:
        return list(open_pages(dict(zip(sources, find_each(query, wanted), strict=True)), union.leader).values())

    for query in (PlainText("取暖补贴", operator="and"), PlainText("取暖补贴怎么发", operator="or")):
        together = found(query)
        assert sum(map(len, together)) == 4
        with patch.object(finding, "WhooshBackend", NoneType):
            assert found(query) == together
        request = rf.get(URL)
        for reader, shown in ((union.worker, 0), (union.leader, 2)):
            request.user = reader
            assert PagesFound(query, terms=[], request=request).total("course") == shown


def test_an_empty_search_is_a_calm_beginning(client: Client) -> None:
    for address in (URL, f"{URL}?q=", f"{URL}?q=%20%00"):
        response = client.get(address)
        assert response.status_code == 200
        assert b"<mark>" not in response.content
        assert b"12351" not in response.content


def test_a_short_word_is_found_in_the_longer_one_that_it_stands_for(client: Client) -> None:
    GuidePageFactory(title="年休假怎么休")
    GuidePageFactory(title="放假通知")
    html = page(client, "年假")
    assert "<mark>年休假</mark>怎么休" in html
    assert "通知" not in html, "it has one of the characters only"
    assert "notice--info" in html
    html = page(client, "年底放长假去哪里")
    assert "怎么休" not in html[: html.index('class="empty"')], "a sentence is not taken apart into characters"


def test_nothing_found_gives_ways_on(client: Client, law: Article) -> None:
    law.version.statute.topics.add("劳动合同")
    html = page(client, "zzzz")
    assert "“zzzz”" in html
    assert "tel:12351" in html
    assert reverse("library:index") in html
    assert ">劳动合同</a>" in html


def test_a_slip_in_a_title_is_offered_above_what_happens_to_hold_it(client: Client) -> None:
    StatuteVersionFactory(statute__short_title="劳动合同法")
    ArticleFactory(text="因终止劳动合同发生的争议。", number=2)
    html = page(client, "劳动合同发")
    assert html.index("《劳动合同法》") < html.index('class="search-hit"')
    assert 'id="near-titles"' not in page(client, "劳动合同法"), "no slip at all"


def test_an_article_that_the_library_lacks_is_said_to_be_missing(client: Client, law: Article) -> None:
    said = "法律库里没有这一条"
    assert said in page(client, "刑法第一百二十条之一")
    assert said in page(client, "第一百二十条之一")
    assert said not in page(client, f"{law.version.statute.short_title} {law.number}")
    assert said not in page(client, "加班费")


def hits(html: str) -> list[str]:
    """The addresses of the articles on a page of results, in their order."""
    return [part.split('"')[0] for part in html.split('class="search-hit" href="')[1:]]


def test_more_of_one_kind_goes_page_by_page_without_gaps_or_repeats(client: Client) -> None:
    version = StatuteVersionFactory(statute__short_title="放假条例")
    for number in range(1, 48):
        ArticleFactory(version=version, number=number, text="年休假的天数。")
    html = page(client, "年休假")
    assert len(hits(html)) == 5
    assert "in=law" in html
    seen: list[str] = []
    for number in ("1", "2", "3", "4"):
        seen += hits(page(client, "年休假", **{"in": "law", "page": number}))
    assert len(seen) == len(set(seen)) == 47
    guides = [GuidePageFactory(title=f"年休假{number}").title for number in range(23)]
    assert page(client, "年休假", again="1").count("</mark>") - 5 == 5
    titles = "".join(page(client, "年休假", **{"in": "guide", "page": number}) for number in ("1", "2"))
    assert all(f"<mark>年休假</mark>{title.removeprefix('年休假')}<" in titles for title in guides)


def test_no_statute_floods_the_page_and_the_rest_of_it_is_one_link_away(client: Client) -> None:
    for title, count in (("放假条例", 9), ("工时规定", 2)):
        version = StatuteVersionFactory(statute__short_title=title)
        for number in range(1, count + 1):
            ArticleFactory(version=version, number=number, text="年休假的天数。")
    html = page(client, "年休假")
    assert len(hits(html)) == 3 + 2
    assert "《放假条例》还有 6 条" in html
    assert len(hits(page(client, "年休假", statute="放假条例", **{"in": "law"}))) == 9


@pytest.mark.parametrize("more", [{"in": "nothing"}, {"page": "-1"}, {"page": "9" * 99}, {"in": "law", "page": "９"}])
def test_odd_parameters_are_answered(client: Client, law: Article, more: dict[str, str]) -> None:
    page(client, "劳动合同", **more)


def test_what_a_visitor_types_is_shown_and_never_run(client: Client) -> None:
    html = page(client, "<script>alert(1)</script>\"'")
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_input_is_answered_within_half_a_second(client: Client, law: Article, text: str) -> None:
    page(client, "热身")
    began = time.process_time()
    response = client.get(URL, {"q": text.encode("utf-8", "surrogatepass")})
    assert response.status_code == 200
    assert time.process_time() - began < 0.5


def test_the_number_of_queries_does_not_grow_with_the_results(
    client: Client, settings: LazySettings, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 30):
        version = StatuteVersionFactory(statute__short_title=f"工资规定{count}")
        ArticleFactory.create_batch(count, version=version, text="按月支付工资")
        for _ in range(count):
            GuidePageFactory(title="拖欠工资怎么办")
            LessonPageFactory(
                title="工资怎么算", parent=CoursePage.objects.first() or CoursePageFactory(title="工资课")
            )
        while drain():
            pass
        settings.SEARCH_INDEX_AT_ONCE = False
        for text in ("工资", "老板一直不发工资给我"):
            with django_assert_max_num_queries(24):
                page(client, text, count=str(count))


def test_everybody_gets_the_same_page_and_visitors_from_the_cache(
    client: Client, client_for: object, union: Union, law: Article, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for member in (union.worker, union.leader, union.outsider, union.editor, union.administrator):
        html = client_for(member).get(URL, {"q": "规章制度"}).content.decode()  # type: ignore[operator]
        assert hits(html) == [law.get_absolute_url()]
    page(client, "规章制度")
    with django_assert_num_queries(0):
        assert client.get(URL, {"q": "规章制度"})["X-Page-Cache"] == "hit"


@pytest.mark.parametrize(
    ("word", "follow"), [("清凉贴片", drain), ("防暑饮料", lambda: call_command("update_index", verbosity=0))]
)
def test_a_visitors_page_made_before_the_index_followed_is_forgotten_once_it_has(
    client: Client,
    law: Article,
    settings: LazySettings,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager],
    word: str,
    follow: Callable[[], object],
) -> None:
    settings.SEARCH_INDEX_AT_ONCE = False
    while drain():
        pass
    GuidePageFactory(title=f"{word}怎么领")
    assert GUIDE_GROUP not in page(client, word)
    assert client.get(URL, {"q": word})["X-Page-Cache"] == "hit"
    with django_capture_on_commit_callbacks(execute=True):
        follow()
    assert GUIDE_GROUP in page(client, word)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_only_reading_is_allowed(client: Client, method: str) -> None:
    assert getattr(client, method)(URL).status_code == 405
