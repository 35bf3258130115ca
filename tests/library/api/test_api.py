"""The public JSON: what is published, as of the day that is asked, and a clear word for every mistake."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from library.citing.records import record_citations
from library.models import Article, Division, QuestionAnswerPage
from tests.factories.law_content import make_page
from tests.factories.library import ArticleFactory, StatuteFactory, StatuteVersionFactory, make_guide
from tests.factories.quizzes import QuestionFactory

pytestmark = pytest.mark.django_db
STATUTES, ARTICLES = "/api/v2/statutes/", "/api/v2/articles/"
TODAY = timezone.localdate()


@pytest.fixture
def version():
    version = StatuteVersionFactory(
        statute__short_title="停工法", preamble="为停工，制定本法。", history=["2020年1月1日 公布"]
    )
    chapter = Division.objects.create(version=version, kind="chapter", number=1, title="总则", position=1)
    Division.objects.create(version=version, kind="section", number=1, title="一般", position=2, parent=chapter)
    ArticleFactory(version=version, number=1, division=chapter, text="下雨停工。")
    ArticleFactory(version=version, number=2, text="下雪停工。")
    ArticleFactory(version=version, number=2, suffix=1, position=3, text="刮风停工。")
    return version


def ask(address, expected=200, /, **parameters):
    client = Client(headers={"cookie": "sessionid=past-the-cache"})
    response = client.get(address, parameters)
    assert response.status_code == expected, response.content.decode()
    assert response["Content-Type"] == "application/json"
    assert response["Access-Control-Allow-Origin"] == "*"
    return response.json()


def keys(**parameters):
    return [item["key"] for item in ask(ARTICLES, **parameters)["items"]]


def slugs(**parameters):
    return [item["slug"] for item in ask(STATUTES, **parameters)["items"]]


# --- what it says -------------------------------------------------------------------------------------------------


def test_a_list_of_statutes_says_what_each_is(version):
    (item,) = ask(STATUTES)["items"]
    assert item["title"] == "中华人民共和国停工法"
    assert item["status"] == "in_force"
    assert item["version"]["name"] == "2020年1月1日公布"
    assert item["version"]["article_count"] == 3
    assert item["meta"]["detail_url"] == f"http://testserver{STATUTES}{version.statute.pk}/"
    assert item["meta"]["html_url"] == f"http://testserver{version.statute.get_absolute_url()}"
    assert "preamble" not in item


@pytest.mark.parametrize("by", ["pk", "slug"])
def test_a_statute_is_found_by_number_and_by_address(version, by):
    data = ask(f"{STATUTES}{getattr(version.statute, by)}/")
    assert data["preamble"] == "为停工，制定本法。"
    assert data["history"] == ["2020年1月1日 公布"]
    assert [(d["label"], d["parent"]) for d in data["divisions"]] == [("第一章", None), ("第一节", 1)]
    for link in data["links"].values():
        assert Client().get(link).status_code == 200, link


def test_an_article_says_its_text_its_place_and_how_to_cite_it(version):
    make_guide("下雨怎么办", slug="rain", body=[{"law": "停工法", "article": "1"}])
    make_guide("还没写好", slug="draft", live=False, body=[{"law": "停工法", "article": "1"}])
    article = version.articles.get(number=1)
    data = ask(f"{ARTICLES}{article.pk}/")
    assert data["paragraphs"] == [{"text": "下雨停工。"}]
    assert data["divisions"] == ["第一章 总则"]
    assert data["citation"]["full"] == "《中华人民共和国停工法》第一条（2020年1月1日公布）"
    assert data["statute"]["slug"] == "停工法"
    assert data["version"]["effective_from"] == "2020-01-01"
    guide = {"kind": "library.guidepage", "label": "办事指南", "title": "下雨怎么办"}
    assert data["cited_by"] == [{**guide, "html_url": "http://testserver/guides/rain/"}]


def test_an_article_names_all_that_cites_it_and_that_a_visitor_may_read(version, union, client_for):
    article = version.articles.get(number=1)
    make_guide("下雨怎么办", body=[{"law": "停工法", "article": "1"}])
    make_page(QuestionAnswerPage, "下雨要上班吗", cites=[("停工法", "1")])
    other = ArticleFactory(version=version, number=3, position=4, paragraphs=[{"text": "本法第一条另有规定的除外。"}])
    record_citations(model=Article, objects=[other])
    QuestionFactory(version__stem="停工法第一条怎么说？")
    page = client_for(union.editor).get(article.get_absolute_url()).content.decode()
    assert "停工法第一条怎么说" in page  # what a visitor must not learn of is there
    for client in (Client(headers={"cookie": "sessionid=past-the-cache"}), client_for(union.editor)):
        found = client.get(f"{ARTICLES}{article.pk}/").json()["cited_by"]
        assert [(one["kind"], one["title"]) for one in found] == [
            ("library.guidepage", "下雨怎么办"),
            ("library.questionanswerpage", "下雨要上班吗"),
            ("library.article", "《停工法》第三条"),
        ]
        assert all(one["html_url"].startswith("http://testserver/") for one in found)


def test_find_leads_to_the_article_that_people_mean(version):
    article = version.articles.get(suffix=1)
    response = Client().get(f"{ARTICLES}find/", {"statute": "停工法", "key": "2-1", "fields": "text"})
    assert response.status_code == 302
    assert response["Location"] == f"{ARTICLES}{article.pk}/?fields=text"
    assert Client().get(f"{STATUTES}find/", {"name": "停工法"})["Location"] == f"{STATUTES}{version.statute.pk}/"
    ask(f"{ARTICLES}find/", 404, statute="停工法", key="9")
    ask(f"{ARTICLES}find/", 400, statute="没有的法", key="1")
    ask(f"{ARTICLES}find/", 400)


# --- narrowing ----------------------------------------------------------------------------------------------------


def test_statutes_are_narrowed_by_kind_topic_and_search(version):
    other = ArticleFactory(version__statute__short_title="假期条例", version__statute__kind="regulation", number=1)
    other.version.statute.topics.add("休假")
    assert slugs() == ["停工法", "假期条例"] or slugs() == ["假期条例", "停工法"]
    assert slugs(kind="regulation") == ["假期条例"]
    assert slugs(topic="休假") == ["假期条例"]
    assert slugs(search="停工") == ["停工法"]
    assert slugs(search="停工", kind="regulation") == []


def test_articles_are_narrowed_by_statute_number_key_kind_and_topic(version):
    other = ArticleFactory(version__statute__short_title="假期条例", version__statute__kind="regulation", number=2)
    other.version.statute.topics.add("休假")
    assert keys(statute="停工法") == keys(statute=str(version.statute.pk)) == ["1", "2", "2-1"]
    assert keys(number="2", statute="停工法") == ["2", "2-1"]
    assert keys(key="2-1") == ["2-1"]
    assert keys(kind="regulation") == ["2"]
    assert keys(topic="休假") == ["2"]


def test_articles_are_searched_within_a_statute_and_within_all(version):
    ArticleFactory(version__statute__short_title="假期条例", number=9, text="下雨放假。")
    assert set(keys(search="下雨")) == {"1", "9"}
    assert keys(search="下雨", statute="停工法") == ["1"]
    assert ask(ARTICLES, search="下雨 下雪", search_operator="or", statute="停工法")["meta"]["total_count"] == 2


def test_order_and_pages(version):
    assert keys(order="-number") == ["2-1", "2", "1"]
    assert keys(order="number", limit="1", offset="1") == ["2"]
    assert ask(ARTICLES, limit="0")["meta"]["total_count"] == 3
    assert keys(offset="100000") == []


def test_fields_are_added_and_left_out(version):
    assert set(ask(STATUTES, fields="_,title")["items"][0]) == {"title"}
    assert ask(ARTICLES, fields="paragraphs")["items"][0]["paragraphs"]
    assert ask(STATUTES, fields="*")["items"][0]["links"]["akoma_ntoso"]


# --- time ---------------------------------------------------------------------------------------------------------


def test_the_law_of_another_day_is_asked_for(version):
    old = StatuteVersionFactory(
        statute=version.statute, promulgated_on=dt.date(2001, 5, 6), effective_until=dt.date(2019, 12, 31)
    )
    ArticleFactory(version=old, number=1, text="从前不停工。")
    assert [item["text"] for item in ask(ARTICLES, on="2019-05-01")["items"]] == ["从前不停工。"]
    assert len(ask(ARTICLES)["items"]) == 3
    assert ask(ARTICLES, search="从前", on="2019-05-01")["meta"]["total_count"] == 1
    assert ask(ARTICLES, search="从前")["meta"]["total_count"] == 0
    data = ask(f"{STATUTES}停工法/", on="2019-05-01")
    assert data["version"]["promulgated_on"] == "2001-05-06"
    assert data["links"]["print"].endswith("?on=2019-05-01")
    assert [each["promulgated_on"] for each in data["versions"]] == ["2020-01-01", "2001-05-06"]


@pytest.mark.parametrize(("begins", "repealed", "status"), [(1, None, "not_yet"), (-9, -1, "repealed")])
def test_what_is_not_in_force_is_there_for_whoever_asks_for_any(begins, repealed, status):
    statute = StatuteFactory(
        short_title="某法", repealed_on=None if repealed is None else TODAY + dt.timedelta(days=repealed)
    )
    ArticleFactory(version__statute=statute, version__effective_from=TODAY + dt.timedelta(days=begins), number=1)
    assert slugs() == []
    assert keys() == []
    assert [item["status"] for item in ask(STATUTES, status="any")["items"]] == [status]


# --- nothing leaks ------------------------------------------------------------------------------------------------


def test_a_draft_is_in_no_answer(version):
    article = version.articles.get(number=1)
    addresses = [f"{STATUTES}{version.statute.pk}/", f"{STATUTES}停工法/", f"{ARTICLES}{article.pk}/"]
    assert [ask(address) and address for address in addresses] == addresses
    assert keys(search="下雨") == ["1"]
    version.live = False
    version.save()
    for address in addresses:
        ask(address, 404)
    assert slugs() == slugs(status="any") == slugs(search="停工", status="any") == []
    assert keys() == keys(search="下雨") == []
    ask(ARTICLES, 400, statute="停工法")
    ask(f"{STATUTES}find/", 400, name="停工法")


def test_a_draft_beside_a_published_text_is_in_no_answer(version):
    draft = StatuteVersionFactory(statute=version.statute, promulgated_on=TODAY, effective_from=TODAY, live=False)
    hidden = ArticleFactory(version=draft, number=9, text="草案。")
    ask(f"{ARTICLES}{hidden.pk}/", 404)
    assert keys(number="9") == []
    assert len(ask(f"{STATUTES}停工法/")["versions"]) == 1
    draft.live = True
    draft.save()
    assert ask(f"{ARTICLES}{hidden.pk}/")["text"] == "草案。"
    assert len(ask(f"{STATUTES}停工法/")["versions"]) == 2


# --- mistakes and attacks -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [STATUTES, ARTICLES])
@pytest.mark.parametrize(
    "parameters",
    [
        {"limit": "-1"},
        {"limit": "1000000000"},
        {"limit": "x"},
        {"limit": "１"},
        {"limit": "9" * 5000},
        {"offset": "-1"},
        {"offset": "9" * 40},
        {"offset": ""},
        {"on": "rubbish"},
        {"on": "2019-02-30"},
        {"on": ""},
        {"on": "2019-05-01\0"},
        {"fields": "secret"},
        {"fields": "version(statute)"},
        {"fields": "version(statute(versions(articles(*))))"},
        {"fields": "a(" * 240},
        {"fields": "a(" * 5000},
        {"fields": ")("},
        {"fields": "\0"},
        {"order": "random"},
        {"order": "first_published_at"},
        {"order": "version__live"},
        {"order": "?"},
        {"search": ""},
        {"search": "字" * 10000},
        {"search": "a", "search_operator": "xor"},
        {"search": "a", "order": "id"},
        {"search": "\0"},
        {"kind": "x"},
        {"kind": "\0"},
        {"digest": "0"},
        {"version__live": ""},
        {"format": "api"},
        {"x" * 5000: "1"},
    ],
    ids=str,
)
def test_a_mistake_is_a_400_that_says_what_is_wrong(version, address, parameters):
    assert ask(address, 400, **parameters)["message"]


@pytest.mark.parametrize(
    "search", ["*", '"', "'", "(((((", "NOT " * 100, "a AND OR", "\\", "%", "下雨\ud7ff", "[", "a*b?"]
)
def test_no_search_breaks_it(version, search):
    ask(ARTICLES, search=search[:200])
    ask(STATUTES, search=search[:200])


@pytest.mark.parametrize(
    "parameters",
    [
        {"statute": "没有"},
        {"statute": "9" * 5000},
        {"statute": "9" * 18},
        {"key": "0"},
        {"key": "1-"},
        {"number": "-1"},
        {"number": "9" * 40},
    ],
    ids=str,
)
def test_an_article_that_cannot_be_meant_is_a_400(version, parameters):
    assert ask(ARTICLES, 400, **parameters)["message"]


def test_fields_star_costs_no_more_than_it_should(version):
    assert ask(ARTICLES, fields="*,-text", limit="100")["items"]
    ask(f"{STATUTES}停工法/", fields="*")


@pytest.mark.parametrize(
    "address",
    [f"{STATUTES}0/", f"{STATUTES}{'9' * 40}/", f"{STATUTES}没有的法/", f"{ARTICLES}0/", f"{ARTICLES}{'9' * 40}/"],
)
def test_what_is_not_there_is_a_404_in_json(version, address):
    assert ask(address, 404)["message"] == "这里没有内容。"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", [STATUTES, f"{STATUTES}停工法/", ARTICLES])
def test_it_is_read_only(version, method, address):
    response = getattr(Client(), method)(address)
    assert response.status_code == 405
    assert response.json()["message"]


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "rubbish"])
def test_it_is_json_whatever_is_accepted(version, accept):
    assert Client().get(STATUTES, headers={"accept": accept})["Content-Type"] == "application/json"


# --- how often, and how much --------------------------------------------------------------------------------------


def test_whoever_asks_too_often_is_told_how_long_to_wait(version, settings):
    settings.API_RATE = "3/min"
    client = Client()
    answers = [client.get(ARTICLES, {"offset": number}) for number in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert 0 < int(answers[3]["Retry-After"]) <= 60
    assert "请求太频繁" in answers[3].json()["message"]
    assert answers[3]["Access-Control-Allow-Origin"] == "*"
    other = Client(REMOTE_ADDR="203.0.113.9")
    assert other.get(ARTICLES, {"offset": 9}).status_code == 200


def test_what_is_kept_does_not_count(version, settings):
    settings.API_RATE = "1/min"
    client = Client()
    assert [client.get(ARTICLES).status_code for _ in range(5)] == [200] * 5


def test_a_cache_that_cannot_be_written_lets_everybody_in(version, settings, monkeypatch):
    settings.API_RATE = "1/min"

    def full(*args, **kwargs):
        raise OSError("no space left on device")

    monkeypatch.setattr(type(caches["pages"]), "set", full)
    client = Client(headers={"cookie": "sessionid=past-the-cache"})
    assert [client.get(ARTICLES).status_code for _ in range(3)] == [200] * 3


def test_who_has_an_answer_already_gets_none_again(version):
    client = Client()
    first = client.get(ARTICLES)
    assert "max-age" in first["Cache-Control"]
    again = client.get(ARTICLES, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_a_new_text_is_in_the_next_answer(version):
    client = Client(headers={"cookie": "sessionid=past-the-cache"})
    first = client.get(f"{STATUTES}停工法/")
    ArticleFactory(version=version, number=7)
    assert client.get(f"{STATUTES}停工法/", headers={"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize(
    ("address", "parameters", "most"),
    [
        (STATUTES, {"fields": "*", "limit": "100"}, 6),
        (ARTICLES, {"fields": "*", "limit": "100"}, 4),
        (f"{STATUTES}法0/", {}, 6),
        (ARTICLES, {"search": "内容", "limit": "100"}, 8),
    ],
)
def test_answers_cost_the_same_however_long(count, address, parameters, most, django_assert_max_num_queries):
    for number in range(count):
        article = ArticleFactory(version__statute__short_title=f"法{number}", number=1)
        ArticleFactory(version=article.version, number=2)
        article.version.statute.topics.add("停工")
    ask(address, **parameters)
    with django_assert_max_num_queries(most):
        ask(address, **parameters)


def test_the_root_leads_to_the_explanation(db):
    assert reverse("library:api") == "/library/api/"
