from __future__ import annotations

import datetime as dt

import pytest

from library.outputs.selection import SelectionError, select
from tests.factories.library import ArticleFactory

DAY = dt.date(2026, 1, 1)


def chosen(version, articles="", divisions=()):
    return [article.label for article in select(version, day=DAY, articles=articles, divisions=divisions).articles]


def headings(version, articles="", divisions=()):
    sections = select(version, day=DAY, articles=articles, divisions=divisions).sections
    return [str(section.division) for section in sections]


def test_nothing_chosen_is_the_whole_text(version):
    assert chosen(version) == ["第一条", "第二条", "第三条", "第三条之一", "附录第一条"]
    assert select(version, day=DAY).is_whole


@pytest.mark.parametrize(
    ("written", "articles"),
    [
        ("1,3", ["第一条", "第三条"]),
        ("3、1", ["第一条", "第三条"]),
        ("第一条 第三条之一", ["第一条", "第三条之一"]),
        ("3-1", ["第三条之一"]),
        ("1-2", ["第一条", "第二条"]),
        ("1—3", ["第一条", "第二条", "第三条"]),
        ("第二条至第三条之一", ["第二条", "第三条", "第三条之一"]),
        ("２", ["第二条"]),
        ("2~99", ["第二条", "第三条", "第三条之一"]),
    ],
)
def test_articles_are_named_as_people_write_them(version, written, articles):
    assert chosen(version, written) == articles


def test_a_heading_brings_what_stands_under_it(version):
    assert chosen(version, divisions=["2"]) == ["第二条", "第三条", "第三条之一"]
    assert chosen(version, divisions=["3"]) == ["第三条", "第三条之一"]
    assert chosen(version, divisions=["4"]) == ["附录第一条"]
    assert chosen(version, "1", divisions=["3"]) == ["第一条", "第三条", "第三条之一"]


def test_headings_stay_above_what_was_chosen(version):
    assert headings(version, "3") == ["第二章 停工", "第一节 条件"]
    assert headings(version, "1") == ["第一章 总则"]
    assert headings(version, divisions=["3"]) == ["第二章 停工", "第一节 条件"]


@pytest.mark.parametrize(
    "written", ["9", "9-12", "9—12", "三十九", "abc", "0", "-", "1--", "1" * 30, "1" * 5000, "<b>"]
)
def test_what_is_not_there_is_said(version, written):
    with pytest.raises(SelectionError, match="条"):
        select(version, day=DAY, articles=written)


@pytest.mark.parametrize("divisions", [["9"], ["x"], ["-1"], ["\0"], ["9" * 5000]])
def test_a_heading_that_is_not_there_is_said(version, divisions):
    with pytest.raises(SelectionError, match="章"):
        select(version, day=DAY, divisions=divisions)


def test_an_endless_list_is_refused(version):
    with pytest.raises(SelectionError, match="太长"):
        select(version, day=DAY, articles="1," * 5000)


@pytest.mark.parametrize("count", [5, 60])
def test_choosing_costs_two_queries_however_long_the_text(version, count, django_assert_num_queries):
    for number in range(10, 10 + count):
        ArticleFactory(version=version, number=number, position=number)
    with django_assert_num_queries(2):
        assert len(chosen(version, "1—9999")) == 4 + count
