from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.factories.library import ArticleFactory, StatuteFactory, StatuteVersionFactory

pytestmark = pytest.mark.django_db

COMPENSATION = "/library/calculators/compensation/"
OVERTIME = "/library/calculators/overtime/"
FIGURES = {"ground": "employer_proposed", "first_day": "2020-03-01", "last_day": "2026-02-28", "wage": "6,000"}


def test_the_result_shows_the_sum_the_working_and_links_to_the_article(client: Client) -> None:
    law = StatuteFactory(title="中华人民共和国劳动合同法", short_title="劳动合同法")
    article = ArticleFactory(version=StatuteVersionFactory(statute=law), number=47)
    page = client.post(COMPENSATION, FIGURES).content.decode()
    assert "36,000.00" in page
    assert "6,000.00 × 6" in page
    assert article.get_absolute_url() in page


def test_figures_are_never_in_an_address_nor_kept(client: Client) -> None:
    page = client.get(COMPENSATION, FIGURES)
    assert "36,000.00" not in page.content.decode()
    assert "no-store" in client.post(COMPENSATION, FIGURES)["Cache-Control"]


def test_no_token_is_asked_and_no_cookie_set() -> None:
    response = Client(enforce_csrf_checks=True).post(OVERTIME, {"working_time": "standard", "wage": "4350"})
    assert response.status_code == 200
    assert not response.cookies


@pytest.mark.parametrize(
    "wrong",
    [
        {"wage": "many"},
        {"wage": "-1"},
        {"wage": "NaN"},
        {"wage": "1e400"},
        {"wage": "9" * 10_000},
        {"wage": "6000\0"},
        {"ground": "none"},
        {"first_day": "0001-01-01"},
        {"first_day": "2023-02-30"},
        {"last_day": "9999-12-31"},
        {"last_day": "2019-01-01"},
        {"first_day": "2000-01-01", "last_day": "2007-12-31"},
        {"first_day": ""},
        {"local_average": "0"},
    ],
)
def test_wrong_figures_are_named_and_what_was_typed_stays(client: Client, wrong: dict[str, Any]) -> None:
    response = client.post(COMPENSATION, {**FIGURES, **wrong})
    assert response.status_code == 200
    page = response.content.decode()
    assert "field__error" in page
    assert 'value="2026-02-28"' in page or "last_day" in wrong
    assert "stat__number" not in page


def test_hours_beyond_a_month_are_refused(client: Client) -> None:
    page = client.post(OVERTIME, {"working_time": "standard", "wage": "4350", "workday_hours": "745"}).content.decode()
    assert "field__error" in page


def test_an_empty_form_is_no_error_and_a_form_sent_empty_is(client: Client) -> None:
    assert "field__error" not in client.get(OVERTIME).content.decode()
    assert "field__error" in client.post(OVERTIME).content.decode()


def test_the_library_leads_to_the_calculators_and_they_to_each_other(client: Client) -> None:
    assert "/library/calculators/" in client.get("/library/").content.decode()
    page = client.get("/library/calculators/").content.decode()
    assert COMPENSATION in page
    assert OVERTIME in page


def test_each_page_says_what_it_computes(client: Client) -> None:
    assert "<h1>经济补偿</h1>" in client.get(COMPENSATION).content.decode()
    assert "<h1>加班费</h1>" in client.get(OVERTIME).content.decode()
