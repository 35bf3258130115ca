"""The law that was found is narrowed by links that say how much they leave, and widened again one by one."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape

import pytest
from django.test import Client

from library.enums import StatuteKind
from tests.factories.courses import GuidePageFactory
from tests.factories.library import ArticleFactory, StatuteFactory, StatuteVersionFactory
from tests.library.test_search_page import URL, hits, page

pytestmark = pytest.mark.django_db
WORD = "高温津贴"


@pytest.fixture
def law() -> None:
    """Three articles of a law, two of a rule, and one each of an old, a repealed and a future text."""
    law = StatuteVersionFactory(statute__short_title="防暑法", promulgated_on=dt.date(2020, 1, 1))
    law.statute.topics.add("安全")
    ArticleFactory.create_batch(3, version=law, text=f"{WORD}按月发。")
    rule = StatuteVersionFactory(statute__short_title="津贴规定", statute__kind=StatuteKind.RULE)
    rule.statute.topics.add("安全", "工资")
    ArticleFactory.create_batch(2, version=rule, text=f"{WORD}的标准。")
    old = StatuteVersionFactory(
        statute=law.statute, promulgated_on=dt.date(2010, 1, 1), effective_until=dt.date(2019, 12, 31)
    )
    ArticleFactory(version=old, number=7, text=f"从前的{WORD}。")
    ArticleFactory(
        version__statute=StatuteFactory(short_title="旧规定", repealed_on=dt.date(2022, 1, 1)), text=f"{WORD}旧。"
    )
    ArticleFactory(
        version__statute__short_title="新条例", version__promulgated_on=dt.date(2999, 1, 1), text=f"{WORD}新。"
    )
    GuidePageFactory(title=f"{WORD}怎么领")


def facets(html: str) -> dict[str, tuple[int, str]]:
    """Each choice with its count and its address, as they stand beside the results."""
    aside = html[html.index('id="aside"') :]
    links = re.findall(r'<li><a href="([^"]+)"[^>]*><span>(?:<svg.*?</svg>)?([^<]+)</span><span[^>]*>(\d+)', aside)
    return {label: (int(count), unescape(address)) for address, label, count in links}


def test_each_choice_says_what_it_leaves_and_leaves_it(client: Client, law: None) -> None:
    offered = facets(page(client, WORD))
    assert {label: count for label, (count, _address) in offered.items()} == {
        "防暑法": 3,
        "津贴规定": 2,
        "法律": 3,
        "部门规章": 2,
        "安全": 5,
        "工资": 2,
        "现行有效": 5,
        "已修改": 1,
        "已废止": 1,
        "尚未生效": 1,
    }
    for label, (count, address) in offered.items():
        html = client.get(address).content.decode()
        shown = len(hits(html)) + sum(map(int, re.findall(r"》还有 (\d+) 条", html)))
        assert shown == count, label
        assert f'value="{WORD}"' in html


def test_choices_are_removed_one_by_one_and_the_query_stays(client: Client, law: None) -> None:
    html = page(client, WORD, kind="law", topic="安全", on="2015-01-01")
    chosen = html[html.index("search-chosen") : html.index("search-summary")]
    addresses = [unescape(address) for address in re.findall(r'<a [^>]*href="([^"]+)"', chosen)]
    assert len(addresses) == 4  # kind, topic, day, and all at once
    for address in addresses:
        assert "q=%E9%AB%98" in address
    assert ["kind=" in address for address in addresses] == [False, True, True, False]
    assert ["topic=" in address for address in addresses] == [True, False, True, False]
    assert ["on=" in address for address in addresses] == [True, True, False, False]


def test_other_pages_step_back_while_the_law_is_narrowed(client: Client, law: None) -> None:
    assert "group-guide" in page(client, WORD)
    assert "group-guide" not in page(client, WORD, kind="law")


def test_on_another_day_the_law_of_that_day_is_found_and_linked(client: Client, law: None) -> None:
    html = page(client, WORD, on="2015-01-01")
    assert hits(html) == [hit for hit in hits(html) if hit.endswith("?on=2015-01-01")]
    assert "从前的" in html
    assert "按月发" not in html


def test_a_text_that_is_not_in_force_is_linked_on_a_day_on_which_it_was(client: Client, law: None) -> None:
    (link,) = hits(page(client, WORD, status="amended"))
    assert link.endswith("/article/7/?on=2010-01-01")


def test_where_narrowing_leaves_nothing_it_is_offered_to_widen(client: Client, law: None) -> None:
    html = page(client, "按月发", kind="local")
    assert "去掉筛选，有 3 条结果" in html
    assert f'href="{URL}?q=%E6%8C%89%E6%9C%88%E5%8F%91"' in html


def test_a_slip_in_a_title_is_answered_with_the_title(client: Client) -> None:
    ArticleFactory(version__statute__short_title="劳动争议调解仲裁法")
    StatuteVersionFactory(statute__short_title="劳动争议调解草案", live=False)
    html = page(client, "劳动争议调介仲栽法")
    assert "你要找的是不是" in html
    assert "《劳动争议调解仲裁法》" in html
    assert "草案" not in html


@pytest.mark.parametrize(
    "more",
    [
        {"kind": "nothing"},
        {"status": "nothing"},
        {"statute": "\0' OR 1=1 --"},
        {"topic": "x" * 10_000},
        {"on": "2023-02-30"},
        {"on": "9999-12-31"},
        {"on": "0001-01-01"},
        {"near": "1", "page": "499"},
    ],
)
def test_odd_narrowing_is_answered(client: Client, law: None, more: dict[str, str]) -> None:
    page(client, WORD, **more)


def test_what_is_too_long_is_said_to_be_cut(client: Client) -> None:
    assert "只查了前 200 个字" in page(client, "加" * 201)
    assert "只查了前" not in page(client, "加" * 200)
    assert len(page(client, "加班 " * 5000)) < 200_000, "its links hold what was looked for, not what was sent"


def test_a_page_of_results_says_what_it_is_and_stays_out_of_search_engines(client: Client, law: None) -> None:
    response = client.get(URL, {"q": WORD})
    html = response.content.decode()
    assert "<title>“高温津贴”的搜索结果" in html
    assert html.count("<h1") == 1
    assert "有 6 条写着全部这些字" in html
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in html
