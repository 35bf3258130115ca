"""What pages of law offer to take away, and what they say of themselves to machines."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.library import ArticleFactory, StatuteVersionFactory

TODAY = timezone.localdate()


def html_of(name, *args, **query):
    response = Client().get(reverse(f"library:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def data_of(html):
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return json.loads(block)


def test_a_citation_stands_in_full_in_short_and_with_its_address(version):
    html = html_of("article", "停工法", "3-1")
    assert "《中华人民共和国停工法》第三条之一（2020年1月1日修正）" in html
    assert ">《停工法》第三条之一<" in html
    assert "（2020年1月1日修正） http://testserver/library/停工法/article/3-1/" in html


def test_an_article_is_printed_and_saved_alone(version):
    html = html_of("article", "停工法", "3")
    for name in ("statute_print", "statute_word"):
        assert f'href="{reverse(f"library:{name}", args=["停工法"])}?articles=3"' in html


def test_the_form_without_script_prints_or_saves_what_is_ticked(version):
    html = html_of("statute", "停工法")
    assert '<input type="checkbox" name="division" value="3">' in html
    assert f'action="{reverse("library:statute_print", args=["停工法"])}" method="get"' in html
    assert f'formaction="{reverse("library:statute_word", args=["停工法"])}"' in html


def test_a_print_holds_what_was_chosen_and_says_that_it_is_a_part(version):
    whole = html_of("statute_print", "停工法")
    assert "为停工，制定本法。" in whole
    assert "节选" not in whole
    part = html_of("statute_print", "停工法", articles="3", division="1")
    assert "第一节 条件" in part
    assert "甲。" in part
    assert "乙。" not in part
    assert "之一。" not in part
    assert "节选" in part
    assert "来源： http://testserver/library/停工法/" in part


@pytest.mark.parametrize("name", ["statute_print", "statute_word"])
@pytest.mark.parametrize(
    "query",
    [{"articles": "99"}, {"articles": "\0"}, {"articles": "1," * 9000}, {"division": "x"}, {"articles": "<script>"}],
)
def test_a_choice_that_cannot_be_made_is_said_and_kept(version, name, query):
    response = Client().get(reverse(f"library:{name}", args=["停工法"]), query)
    assert response.status_code == 400
    html = response.content.decode()
    assert 'class="field__error"' in html
    assert "<script>" not in html.split("<main")[1]
    if query == {"articles": "99"}:
        assert 'value="99"' in html


@pytest.mark.parametrize("name", ["statute_print", "statute_word", "statute_akn", "statute_feed"])
def test_a_draft_leaves_the_library_in_no_form(version, name):
    client = Client()
    client.cookies["sessionid"] = "past the cache of visitors' pages"
    address = reverse(f"library:{name}", args=["停工法"])
    assert client.get(address).status_code == 200
    version.live = False
    version.save()
    assert client.get(address).status_code == 404


def test_a_draft_beside_a_published_text_is_in_no_form(version):
    draft = StatuteVersionFactory(statute=version.statute, promulgated_on=TODAY, effective_from=TODAY, live=False)
    ArticleFactory(version=draft, number=1, text="草案的内容。")
    assert "草案的内容。" not in html_of("statute_print", "停工法")
    assert "草案的内容。" not in html_of("statute_akn", "停工法")
    draft.live = True
    draft.save()
    assert "草案的内容。" in html_of("statute_print", "停工法", on=TODAY.isoformat())


@pytest.mark.parametrize("name", ["statute_print", "statute_word", "statute_akn"])
@pytest.mark.parametrize("on", ["rubbish", "2019-02-30", "\0", "9" * 5000, "0000-00-00", "2019-05-01x"])
def test_a_day_that_is_none_is_today(version, name, on):
    assert Client().get(reverse(f"library:{name}", args=["停工法"]), {"on": on}).status_code == 200


def test_copies_are_not_for_search_engines(version):
    for name in ("statute_print", "statute_word", "statute_akn"):
        assert Client().get(reverse(f"library:{name}", args=["停工法"]))["X-Robots-Tag"] == "noindex"


# --- schema.org ---------------------------------------------------------------------------------------------------


def test_a_statute_says_what_it_is_to_machines(version):
    data = data_of(html_of("statute", "停工法"))
    assert data["@type"] == "Legislation"
    assert data["name"] == "中华人民共和国停工法"
    assert data["alternateName"] == "停工法"
    assert data["legislationIdentifier"] == "/akn/cn/act/law/2001-05-06/停工法"
    assert data["legislationDate"] == "2001-05-06"
    assert data["legislationDateVersion"] == "2020-01-01"
    assert data["legislationLegalForce"] == "https://schema.org/InForce"
    assert data["legislationPassedBy"]["name"] == "全国人民代表大会常务委员会"
    assert data["temporalCoverage"] == "2020-03-01/.."
    assert data["inLanguage"] == "zh-Hans"


def test_an_article_is_a_part_of_its_statute(version):
    data = data_of(html_of("article", "停工法", "3-1"))
    assert data["name"] == "《停工法》第三条之一"
    assert data["text"] == "之一。"
    assert data["isPartOf"]["name"] == "中华人民共和国停工法"
    assert data["legislationIdentifier"].endswith("/zho@2020-01-01/~art_3-1")


@pytest.mark.parametrize(
    ("begins", "repealed", "force"),
    [(1, None, "NotInForce"), (-9, -1, "NotInForce"), (-9, 1, "InForce"), (0, None, "InForce")],
)
def test_machines_are_told_whether_it_is_in_force(version, begins, repealed, force):
    version.effective_from = TODAY + dt.timedelta(days=begins)
    version.save()
    version.statute.repealed_on = None if repealed is None else TODAY + dt.timedelta(days=repealed)
    version.statute.save()
    assert data_of(html_of("statute", "停工法"))["legislationLegalForce"] == f"https://schema.org/{force}"


def test_no_text_of_a_law_ends_the_block_that_it_stands_in(version):
    text = "</script><!--<script>alert(1)</script>&amp;\u2028"
    version.articles.filter(number=1, annex=0).update(text=text, paragraphs=[{"text": text}])
    html = html_of("article", "停工法", "1")
    assert data_of(html)["text"] == text
    assert "<script>alert" not in html


def test_the_plain_address_is_the_one_for_search_engines(version):
    plain = f'<link rel="canonical" href="http://testserver{reverse("library:article", args=["停工法", "1"])}">'
    assert plain in html_of("article", "停工法", "1")
    assert plain in html_of("article", "停工法", "1", on="2024-05-01")
    assert 'property="og:image"' not in html_of("article", "停工法", "1")


def test_the_open_data_are_explained_in_words(db):
    html = html_of("api")
    assert "/api/v2/statutes/" in html
    assert "只读" in html
