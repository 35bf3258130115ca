"""The public JSON, asked wrongly, too much or too often: a clear word for every mistake."""

from __future__ import annotations

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from tests.factories.library import ArticleFactory
from tests.library.api.asking import ARTICLES, STATUTES, ask

pytestmark = pytest.mark.django_db


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
