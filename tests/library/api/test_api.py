"""The public JSON: what is published, as of the day that is asked."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from library.citing.records import record_citations
from library.models import Article, QuestionAnswerPage
from tests.factories.law_content import make_page
from tests.factories.library import ArticleFactory, StatuteFactory, StatuteVersionFactory, make_guide
from tests.factories.quizzes import QuestionFactory
from tests.library.api.asking import ARTICLES, STATUTES, ask, keys, slugs

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


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
