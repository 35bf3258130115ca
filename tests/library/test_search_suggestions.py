"""What the search box offers while somebody types."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import Group
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import PageViewRestriction

from accounts.enums import Audience
from accounts.models import Member
from courses.models import CoursePage
from library.search.suggestions import MOST
from tests.conftest import Union
from tests.factories.courses import CoursePageFactory, GuidePageFactory
from tests.factories.library import ArticleFactory, StatuteVersionFactory
from tests.library.test_search_analysis import HOSTILE

pytestmark = pytest.mark.django_db
URL = "/library/search/suggest/"


def offered(text: str, client: Client | None = None) -> list[str]:
    client = client or Client()
    response = client.get(URL, {"q": text, "again": str(id(client))})
    assert response.status_code == 200
    return [one["label"] for one in response.json()["suggestions"]]


def test_articles_by_reference_statutes_and_pages_by_title() -> None:
    article = ArticleFactory(version__statute__short_title="劳动合同法", number=39)
    ArticleFactory(version__statute__short_title="劳动合同法实施条例", number=1)
    GuidePageFactory(title="劳动合同怎么看")
    CoursePageFactory(title="劳动合同课")
    assert offered("劳动合同法 39")[0] == str(article)
    assert offered("劳动合同") == ["劳动合同法", "劳动合同法实施条例", "劳动合同怎么看", "劳动合同课"]
    assert offered("合同 怎么") == ["劳动合同怎么看"]
    one = Client().get(URL, {"q": "劳动合同法 39"}).json()["suggestions"][0]
    assert one["url"] == article.get_absolute_url()
    assert set(one) == {"kind", "label", "note", "url"}


def test_nothing_is_offered_for_nothing_or_for_a_whole_speech() -> None:
    ArticleFactory(version__statute__short_title="劳动合同法")
    assert offered("") == offered(" \t") == offered("劳动合同法" * 20) == []


def test_what_not_every_visitor_may_read_is_offered_to_nobody(client_for: object, union: object) -> None:
    word = "内部口径"
    private = GuidePageFactory(title=f"{word}甲")
    PageViewRestriction.objects.create(page=private, restriction_type="groups").groups.add(
        Group.objects.get(name="Editors")
    )
    GuidePageFactory(title=f"{word}乙", live=False)
    CoursePageFactory(title=f"{word}丙", audience=Audience.LEADERS)
    StatuteVersionFactory(statute__short_title=f"{word}丁", live=False)
    assert CoursePage.objects.open_to(union.leader).exists()  # type: ignore[attr-defined]  there is something to leak
    GuidePageFactory(title=f"{word}公开")
    for reader in (None, union.leader, union.administrator):  # type: ignore[attr-defined]
        assert offered(word, client_for(reader)) == [f"{word}公开"]  # type: ignore[operator]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_input_is_answered(client: Client, text: str) -> None:
    assert client.get(URL, {"q": text.encode("utf-8", "surrogatepass")}).status_code == 200


def test_an_answer_is_short_and_costs_the_same_however_much_there_is(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 30):
        for number in range(count):
            ArticleFactory(version__statute__short_title=f"工资规定{count}第{number}号")
            GuidePageFactory(title=f"工资怎么算{number}")
        for text in ("工资", "工资规定"):
            with django_assert_max_num_queries(4):
                assert len(offered(text)) <= MOST


def test_an_answer_may_be_kept_and_is_the_same_for_everybody(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = client.get(URL, {"q": "工资"})
    assert "max-age=300" in first["Cache-Control"]
    assert first["X-Robots-Tag"] == "noindex"
    with django_assert_num_queries(0):
        assert client.get(URL, {"q": "工资"})["X-Page-Cache"] == "hit"


def test_one_address_cannot_flood_it_and_another_is_not_held_up(
    client_for: Callable[[Member], Client], union: Union, settings: LazySettings
) -> None:
    """An answer that comes too late is an empty one: the box then offers nothing, and searching goes on."""
    settings.SUGGEST_RATE = "2/min"
    settings.API_RATE = "1/min"
    typing = client_for(union.worker)
    answers = [typing.get(URL, {"q": text}) for text in ("工", "工资", "工资条")]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].json() == {"suggestions": []}
    assert 0 < int(answers[2]["Retry-After"]) <= 61
    assert answers[2]["Cache-Control"] == "no-store"
    assert client_for(union.leader).get(URL, {"q": "工"}).status_code == 429, "the address counts, not the member"
    assert Client(REMOTE_ADDR="203.0.113.9").get(URL, {"q": "工"}).status_code == 200
    assert typing.get("/library/search/", {"q": "工资"}).status_code == 200
    assert Client().get("/api/v2/articles/").status_code != 429, "the JSON of the law is counted by itself"
