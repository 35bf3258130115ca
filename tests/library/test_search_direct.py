"""An article that is named by law and number stands first, whatever became of it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from library.models import Article
from library.search.direct import read_mentions
from library.search.named import resolve
from tests.factories.library import ArticleFactory, StatuteVersionFactory, make_guide
from tests.library.test_search_page import page

DISPUTES = "最高人民法院关于审理劳动争议案件适用法律问题的解释（一）"


def named(text: str, day: dt.date = dt.date(2024, 5, 1)) -> list[str]:
    return [str(one.reference) for one in resolve(read_mentions(text).mentions, day)]


@pytest.fixture
def library(db: None) -> None:
    for title, numbers in {
        "劳动合同法": [1, 38, 39, 40, 98],
        "劳动法": [36, 39, 44],
        "工伤保险条例": [14, 39],
        "社会保险法": [58],
        DISPUTES: [1, 3],
        "刑法": [1, 120],
    }.items():
        version = StatuteVersionFactory(statute__short_title=title)
        for position, number in enumerate(numbers, start=1):
            ArticleFactory(version=version, number=number, position=position)
        if title == "刑法":
            ArticleFactory(version=version, number=120, suffix=1, position=9)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("劳动合同法 39", "《劳动合同法》第三十九条"),
        ("劳动合同法39", "《劳动合同法》第三十九条"),
        ("劳动合同法39条", "《劳动合同法》第三十九条"),
        ("劳动合同法　３９条", "《劳动合同法》第三十九条"),
        ("劳动合同法第三十九条", "《劳动合同法》第三十九条"),
        ("《中华人民共和国劳动合同法》第三十九条", "《劳动合同法》第三十九条"),
        ("中华人民共和国劳动合同法 第 39 条", "《劳动合同法》第三十九条"),
        ("中华人民共和国劳动合同法第39条第2款", "《劳动合同法》第三十九条第二款"),
        ("《劳动合同法》三十九", "《劳动合同法》第三十九条"),
        ("劳动合同法第三十九条第（二）项", "《劳动合同法》第三十九条第（二）项"),
        ("劳动合同法39条1款2项", "《劳动合同法》第三十九条第一款第（二）项"),
        ("劳动合同法的第39条是什么", "《劳动合同法》第三十九条"),
        ("根据劳动合同法第三十九条", "《劳动合同法》第三十九条"),
        ("刑法第一百二十条之一", "《刑法》第一百二十条之一"),
        ("刑法一百二十条之一", "《刑法》第一百二十条之一"),
        ("刑法120条之1", "《刑法》第一百二十条之一"),
        ("刑法120条之一", "《刑法》第一百二十条之一"),
        ("刑法 120-1", "《刑法》第一百二十条之一"),
        ("刑法 120－1", "《刑法》第一百二十条之一"),
        ("刑法第120-1条", "《刑法》第一百二十条之一"),
        ("刑法 120之1", "《刑法》第一百二十条之一"),
        (f"{DISPUTES}第3条", f"《{DISPUTES}》第三条"),
        (f"《{DISPUTES}》 3", f"《{DISPUTES}》第三条"),
        (DISPUTES.replace("（", "(").replace("）", ")") + "第三条", f"《{DISPUTES}》第三条"),
        ("劳动争议解释一 3", f"《{DISPUTES}》第三条"),
        ("工伤条例14", "《工伤保险条例》第十四条"),
        ("社保法58条", "《社会保险法》第五十八条"),
    ],
)
def test_an_article_is_named_in_short_or_in_full(library: None, text: str, expected: str) -> None:
    assert named(text) == [expected]


@pytest.mark.parametrize(
    "text", ["劳动法36 44", "劳动法36、44条", "劳动法第36条、第44条", "劳动法 三十六 四十四", "劳动法36条和44条"]
)
def test_several_articles_of_one_law(library: None, text: str) -> None:
    assert named(text) == ["《劳动法》第三十六条", "《劳动法》第四十四条"]


@pytest.mark.parametrize(
    "text", ["劳动法36 劳动合同法39", "劳动法36条，劳动合同法39", "《劳动法》36、《劳动合同法》39"]
)
def test_articles_of_several_laws(library: None, text: str) -> None:
    assert named(text) == ["《劳动法》第三十六条", "《劳动合同法》第三十九条"]


@pytest.mark.parametrize(
    "text",
    [
        "劳动合同法",
        "39",
        "加班 3 倍",
        "加班3倍工资",
        "三八妇女节放假",
        "十一放假几天",
        "劳动合同法 0",
        "",
        "没有的法 3",
    ],
)
def test_what_names_no_article(library: None, text: str) -> None:
    assert named(text) == []


def test_the_article_that_was_named_is_shown_with_its_place_and_the_guides_that_rest_on_it(
    library: None, client: Client
) -> None:
    make_guide("被辞退怎么办", body=[{"law": "劳动合同法", "article": "39"}])
    make_guide("还没写好", body=[{"law": "劳动合同法", "article": "39"}], live=False)
    html = page(client, "劳动合同法39")
    assert Article.objects.get(number=39, version__statute__short_title="劳动合同法").text in html
    assert "被辞退怎么办" in html
    assert "还没写好" not in html


def test_a_paragraph_or_item_is_shown_alone_and_one_that_is_missing_is_said_to_be(db: None, client: Client) -> None:
    ArticleFactory(
        version__statute__short_title="工资法",
        number=3,
        text="甲款。\n乙款。",
        paragraphs=[{"text": "甲款。"}, {"text": "乙款。", "items": [{"number": 1, "text": "子项。"}]}],
    )
    html = page(client, "工资法3条2款")
    assert "乙款。" in html
    assert "甲款。" not in html
    assert "子项。" in page(client, "工资法3条2款1项")
    html = page(client, "工资法3条5款")
    assert "这一条里没有你写的那一款或那一项" in html
    assert "甲款。" in html


@pytest.mark.parametrize("number", ["120", "99999", "9" * 20])
def test_a_number_beyond_the_last_is_said_to_be_beyond_and_the_law_is_linked(
    db: None, client: Client, number: str
) -> None:
    version = StatuteVersionFactory(statute__short_title="工资法")
    ArticleFactory.create_batch(3, version=version)
    html = page(client, f"工资法{number}条")
    assert "《工资法》只有 3 条。" in html
    assert f'href="{version.statute.get_absolute_url()}"' in html


def test_a_number_between_that_does_not_exist_is_said_not_to(db: None, client: Client) -> None:
    version = StatuteVersionFactory(statute__short_title="工资法")
    for number in (1, 2, 3):
        ArticleFactory(version=version, number=number)
    assert "《工资法》没有第二条之一。" in page(client, "工资法2-1")


def test_it_stands_first_whatever_became_of_its_statute_and_that_is_said(db: None, client: Client) -> None:
    for title, fields, say in (
        ("旧办法", {"version__statute__repealed_on": dt.date(2021, 1, 1)}, "2021年1月1日废止"),
        ("新条例", {"version__promulgated_on": dt.date(2999, 1, 1)}, "2999年1月1日起施行"),
    ):
        ArticleFactory(version__statute__short_title=title, number=7, text=f"{title}的内容。", **fields)
        html = page(client, f"{title}7条")
        assert f"{title}的内容。" in html
        assert say in html
    ArticleFactory(version__statute__short_title="草案", version__live=False, number=7, text="草案的内容。")
    assert "草案的内容。" not in page(client, "草案7条")


def test_on_another_day_the_text_of_that_day_stands_first(db: None, client: Client) -> None:
    first = StatuteVersionFactory(
        statute__short_title="工资法", promulgated_on=dt.date(2010, 1, 1), effective_until=dt.date(2019, 12, 31)
    )
    second = StatuteVersionFactory(statute=first.statute, promulgated_on=dt.date(2020, 1, 1))
    ArticleFactory(version=first, number=5, text="从前的写法。")
    ArticleFactory(version=second, number=5, text="如今的写法。")
    assert "如今的写法。" in page(client, "工资法5")
    html = page(client, "工资法5", on="2015-06-01")
    assert "从前的写法。" in html
    assert "如今的写法。" not in html
    assert "/article/5/?on=2015-06-01" in html


def test_a_number_without_a_law_lists_it_in_the_laws_that_are_cited_most(library: None, client: Client) -> None:
    make_guide(body=[{"law": "工伤保险条例", "article": "14"}])
    html = page(client, "第三十九条")
    places = [html.index(f"《{title}》第三十九条") for title in ("工伤保险条例", "劳动合同法", "劳动法")]
    assert places == sorted(places)


def test_the_title_of_a_statute_puts_it_first_even_when_repealed(db: None, client: Client) -> None:
    ArticleFactory(version__statute__short_title="工资法解释", text="依照工资法的规定。")
    ArticleFactory(version__statute__short_title="工资法", version__statute__repealed_on=dt.date(2021, 1, 1))
    for text in ("工资法", "《工资法》", "中华人民共和国工资法"):
        html = page(client, text)
        first = html[html.index('class="search-statute"') :]
        assert "已废止" in first[: first.index("</header>")]


@pytest.mark.parametrize("text", ["一" * 200, "第" * 200, "一条" * 100, "1-" * 100, "法1 " * 66, "劳动法" + "1、" * 90])
def test_reading_a_reference_is_quick_whatever_is_typed(text: str) -> None:
    assert len(read_mentions(text).mentions) <= 5
