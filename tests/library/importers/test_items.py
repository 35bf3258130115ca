"""Items, their marks and tables in real files, each in the smallest text that does it."""

from __future__ import annotations

import pytest

from tests.library.importers.parsing import labels, raw, read


@pytest.mark.parametrize(("one", "two"), [("1.", "2."), ("1、", "2、"), ("（1）", "（2）"), ("(1)", "(2)"), ("①", "②")])
def test_subitems_in_their_ways_to_be_counted(one, two):
    parsed = raw(f"第一条　包括：\n（一）甲：\n{one}子；\n{two}丑；\n（二）乙。\n")
    first = parsed.body[0].paragraphs[0]["items"][0]
    assert [(sub["number"], sub["text"]) for sub in first["subitems"]] == [(1, "子；"), (2, "丑；")]
    assert parsed.problems == []


@pytest.mark.parametrize(("one", "two"), [("1.", "2."), ("（1）", "（2）"), ("①", "②"), ("一、", "二、")])
def test_items_that_are_counted_otherwise_keep_their_marks(one, two):
    parsed = raw(f"第一条　包括：\n{one}甲；\n{two}乙。\n另有规定的除外。\n第二条　二。\n")
    assert [item["mark"] for item in parsed.body[0].paragraphs[0]["items"]] == [one, two]
    assert parsed.body[0].text == f"包括：\n{one}甲；\n{two}乙。\n另有规定的除外。"


def test_half_width_brackets_and_a_further_line_of_an_item():
    parsed = raw("第一条　下列机构：\n(一)甲；\n(二)乙；\n丙委员会；\n（三）丁。\n各自负责。\n")
    items = parsed.body[0].paragraphs[0]["items"]
    assert [item["text"] for item in items] == ["甲；", "乙；\n丙委员会；", "丁。"]
    assert len(parsed.body[0].paragraphs) == 2
    assert parsed.problems == []


def test_tables_are_kept():
    parsed = read(
        "# 样例办法\n\n第一条 按下表收费：\n\n| 金额 | 费用 |\n|---|:--:|\n| 一千 | 十 |\n| a\\|b | |\n\n"
        '第二条 另表：\n\n<table>\n<tr><th colspan="2">甲</th></tr>\n'
        "<tr><td>乙&nbsp;丙</td><td>丁<br>戊</td></tr>\n</table>\n\n"
        "第三条 三。\n"
    )
    assert parsed.body[0].paragraphs[1] == {"text": "", "table": [["金额", "费用"], ["一千", "十"], ["a|b", ""]]}
    assert parsed.body[1].paragraphs[1]["table"] == [["甲", ""], ["乙 丙", "丁 戊"]]
    assert parsed.body[0].text == "按下表收费：\n金额　费用\n一千　十\na|b"
    assert labels(parsed) == ["第一条", "第二条", "第三条"]
