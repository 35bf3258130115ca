"""The page that shows two texts beside each other."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from library.models import Division, Statute, StatuteVersion
from tests.factories.library import ArticleFactory, StatuteFactory, StatuteVersionFactory

pytestmark = pytest.mark.django_db
OLD = {
    1: "为了保护停工时的职工，制定本法。",
    2: "停工期间，用人单位应当支付生活费。",
    3: "工会有权监督。",
    4: "集体合同另有约定的，从其约定，并报送备案。",
    5: "本法自公布之日起施行。",
}
NEW = {
    1: "为了保护停工时的职工，制定本法。",
    2: "高温天气应当停止露天作业，具体办法由国务院规定。",
    3: "停工期间，用人单位应当依法支付工资。",
    4: "工会有权监督，单位应当配合。",
    5: "本法自公布之日起施行。",
}


def text_of(statute: Statute, year: int, articles: dict[int, str], *, chapter: str = "") -> StatuteVersion:
    version = StatuteVersionFactory(
        statute=statute,
        promulgated_on=dt.date(year, 1, 1),
        effective_until=None if year == 2020 else dt.date(2019, 12, 31),
    )
    division = None
    if chapter:
        division = Division.objects.create(version=version, kind="chapter", number=1, title=chapter, position=1)
    for number, text in articles.items():
        ArticleFactory(version=version, number=number, text=text, division=division)
    return version


@pytest.fixture
def statute() -> Statute:
    statute = StatuteFactory(short_title="停工法")
    text_of(statute, 2010, OLD, chapter="停工待遇")
    text_of(statute, 2020, NEW, chapter="停工保护")
    return statute


def page(client: Client | None = None, **query: object) -> str:
    parameters = {name.removesuffix("_"): value for name, value in query.items()}
    response = (client or Client()).get(reverse("library:compare", args=["停工法"]), parameters)
    assert response.status_code == 200
    return response.content.decode()


def row(html: str, anchor: str) -> str:
    """What stands in the comparison of one article."""
    found = re.search(rf'<section class="[^"]*" id="{anchor}".*?</section>', html, re.DOTALL)
    assert found is not None, anchor
    return found[0]


def test_the_text_of_today_stands_beside_the_one_before(statute):
    html = page()
    assert "新文本共 5 条，旧文本共 5 条：没有变化 2 条，改号并修改 2 条，新增 1 条，删去 1 条。" in html
    assert row(html, "article-3") == row(page(from_="2010-01-01", to="2020-01-01"), "article-3")


def test_what_happened_is_said_in_words_and_marked(statute):
    html = page()
    assert "新增" in row(html, "article-2")
    moved = row(html, "article-3")
    assert "改号并修改" in moved
    assert "原第二条" in moved
    assert '<del><span class="spoken">删去：</span>支付生活费</del>' in moved
    assert '<ins><span class="spoken">新增：</span>依法支付工资</ins>' in moved
    gone = row(html, "removed-article-4")
    assert "删去" in gone
    assert "原第四条" in gone


def test_only_what_changed_is_shown_unless_all_is_asked_for(statute):
    assert "article-5" not in page()
    everything = page(show="all")
    assert "没有变化" in row(everything, "article-5")
    assert 'href="#division-1"' in everything


def test_a_heading_that_changed_says_what_it_was(statute):
    html = page()
    assert "停工保护" in html
    assert "原第一章 停工待遇" in html


def test_side_by_side_each_text_stands_whole(statute):
    moved = row(page(layout="beside"), "article-3")
    old, new = moved.split('class="compare__side"')[1:]
    assert "第二条" in old
    assert "第三条" in new
    assert "<ins>" not in old
    assert "<del>" not in new
    assert "这个文本里没有这一条" in row(page(layout="beside"), "article-2")


def test_the_switches_are_links_that_keep_the_choice(statute):
    html = page(from_="2010-01-01", to="2020-01-01", layout="beside")
    assert re.search(r'href="\?from=2010-01-01&amp;to=2020-01-01&amp;layout=beside&amp;show=all"', html)
    assert re.search(r'href="\?from=2010-01-01&amp;to=2020-01-01"', html)
    assert '<input type="hidden" name="layout" value="beside">' in html


def test_the_older_text_stands_first_whatever_the_order_asked_for(statute):
    assert "原第二条" in row(page(from_="2020-01-01", to="2010-01-01"), "article-3")


@pytest.mark.parametrize("day", ["2015-01-01", "abc", "2019-02-30", "9" * 10_000, "\x00", "二〇二〇"])
@pytest.mark.parametrize("name", ["from_", "to"])
def test_a_day_without_a_text_is_said_to_be_none(statute, name, day):
    html = page(**{name: day})
    assert "库里没有你要的那天的文本" in html
    assert html.count("库里没有你要的那天的文本") == 1
    assert "原第二条" in row(html, "article-3")


def test_the_same_text_twice_stands_beside_another(statute):
    for day in ("2010-01-01", "2020-01-01"):
        html = page(from_=day, to=day)
        assert "你选了两次同一个文本" in html
        assert "原第二条" in html
    assert "你选了两次" not in page(to="2010-01-01")


def test_one_text_alone_cannot_be_compared():
    text_of(StatuteFactory(short_title="停工法"), 2020, NEW)
    html = page()
    assert "只有一个文本" in html
    assert "读法律全文" in html


def test_two_equal_texts_differ_in_nothing(statute):
    statute.versions.all().delete()
    text_of(statute, 2010, OLD)
    text_of(statute, 2020, OLD)
    assert "没有任何改动" in page()


def test_what_changed_before_the_first_article_is_shown(statute):
    statute.versions.update(preamble="旧的说明文字。")
    statute.versions.filter(promulgated_on__year=2020).update(preamble="新的说明文字。")
    assert "第一条之前的文字" in page()


def test_a_draft_is_in_no_comparison(statute):
    draft = text_of(statute, 2015, OLD | {6: "草稿的内容。"})
    visited = Client(headers={"cookie": "sessionid=x"})
    assert "草稿的内容" in page(visited, from_="2010-01-01", to="2015-01-01")  # published, it would be there
    draft.published_at = None
    draft.save()
    html = page(visited, from_="2010-01-01", to="2015-01-01")
    assert "草稿的内容" not in html
    assert "2015年1月1日" not in html


def test_an_unknown_law_and_a_draft_alone_are_not_found(statute):
    assert Client().get(reverse("library:compare", args=["没有的法"])).status_code == 404
    statute.versions.update(published_at=None)
    assert Client().get(reverse("library:compare", args=["停工法"])).status_code == 404


@pytest.mark.parametrize("who", [None, "worker", "leader", "outsider", "editor"])
def test_everybody_may_compare_and_nobody_may_post(statute, union, client_for, who):
    client = client_for(who and getattr(union, who))
    assert "原第二条" in page(client)
    assert client.post(reverse("library:compare", args=["停工法"])).status_code == 405


def test_text_is_shown_and_never_run():
    statute = StatuteFactory(short_title="停工法")
    text_of(statute, 2010, {1: "甲乙丙丁<b>戊</b>。"})
    text_of(statute, 2020, {1: "甲乙丙丁<script>己</script>。"})
    assert "<script>己" not in page()
    assert "&lt;" in page()


@pytest.mark.parametrize("count", [1, 30])
def test_a_comparison_costs_the_same_however_long(count, django_assert_max_num_queries):
    statute = StatuteFactory(short_title="停工法")
    text_of(statute, 2010, {n: f"第{n}件事的规定。" for n in range(1, count + 1)}, chapter="总则")
    text_of(statute, 2020, {n: f"第{n}件事的新规定。" for n in range(1, count + 1)}, chapter="总则")
    with django_assert_max_num_queries(6):
        page()


def test_the_statute_the_article_and_the_bar_lead_here(statute):
    compare = reverse("library:compare", args=["停工法"])
    for name, args, query in (
        ("statute", ["停工法"], {}),
        ("article", ["停工法", "3"], {}),
        ("article", ["停工法", "2"], {"on": "2015-01-01"}),
    ):
        assert compare in Client().get(reverse(f"library:{name}", args=args), query).content.decode()
