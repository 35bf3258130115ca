"""Readers are told of what cites an amended article, from the day of effect until somebody has decided."""

from __future__ import annotations

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from library.enums import ReviewState
from library.models import AmendmentReview, GuidePage, Statute
from library.services import decide_reviews, repeal_statute
from tests.factories.accounts import MemberFactory
from tests.factories.amendments import TITLE
from tests.factories.courses import block, lesson_asking
from tests.factories.law_content import TYPES, make_page

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def notice(browser, address: str) -> list[str]:
    response = browser.get(address)
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "html.parser")
    return [link["href"] for link in page.select(".notice--warning a")]


@pytest.mark.parametrize("model", TYPES)
def test_a_page_says_that_it_is_being_checked_and_leads_to_both_texts(model, amend, today, union, client_for):
    client = client_for(union.worker)  # the pages of visitors are kept
    page = make_page(model, cites=[(TITLE, "2"), (TITLE, "4")])
    address = page.get_url()
    assert notice(client, address) == []
    amend(today)
    links = notice(client, address)
    assert [link.rpartition("#")[2] for link in links] == ["article-2", "removed-article-4"]
    for link in links:
        compared = BeautifulSoup(client.get(link).content, "html.parser")
        assert compared.find(id=link.rpartition("#")[2])


def test_before_the_day_of_effect_and_after_the_decision_nothing_is_said(amend, today, union, client_for):
    client = client_for(union.worker)
    page = make_page(GuidePage, cites=[(TITLE, "2")])
    amend(today + DAY)
    assert notice(client, page.get_url()) == []
    pks = AmendmentReview.objects.values_list("pk", flat=True)
    decide_reviews(pks=list(pks), decision=ReviewState.STILL_RIGHT, by=MemberFactory(is_superuser=True))
    assert notice(client, page.get_url()) == []


def test_an_article_amended_and_then_repealed_is_not_named_twice_alike(amend, today, union, client_for):
    page = make_page(GuidePage, cites=[(TITLE, "2")])
    amend(today)
    repeal_statute(
        statute=Statute.objects.get(short_title=TITLE),
        on=today,
        reason="新法施行",
        by=MemberFactory(is_superuser=True),
    )
    html = BeautifulSoup(client_for(union.worker).get(page.get_url()).content, "html.parser")
    names = [link.text for link in html.select(".notice--warning a")]
    assert len(names) == len(set(names)) == 2
    assert "废止" in names[1]


def test_a_lesson_says_so_too(amend, today, union, client_for):
    lesson = lesson_asking(prose=[block("citation", {"law": TITLE, "article": "2"})])
    browser = client_for(union.worker)
    assert notice(browser, lesson.address) == []
    amend(today)
    (link,) = notice(browser, lesson.address)
    assert link.startswith(reverse("library:compare", args=[TITLE]))
