"""Differences that rebuild both texts to the letter, and that a person can read."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.comparison import TextSpan, compare_texts
from library.comparison.layout import END_OF_LINE, inline_lines, new_lines, old_lines
from library.comparison.typography import fold
from library.enums import SpanKind

LAW = st.text(alphabet="工会职应当0123一二三十百条，。；（）()\n ", max_size=80)


def side(spans: list[TextSpan], kind: SpanKind) -> str:
    return "".join(span.text for span in spans if span.kind in {SpanKind.SAME, kind})


def written(old: str, new: str) -> str:
    """``[-removed-]`` and ``{+added+}``, as a person reads it."""
    signs = {SpanKind.SAME: ("", ""), SpanKind.REMOVED: ("[-", "-]"), SpanKind.ADDED: ("{+", "+}")}
    parts = [(span.kind, span.text) for span in compare_texts(old, new)]
    return "".join(signs[kind][0] + text + signs[kind][1] for kind, text in parts)


@given(LAW | st.text(max_size=80), LAW | st.text(max_size=80))
def test_the_spans_rebuild_both_texts(old, new):
    spans = compare_texts(old, new)
    assert side(spans, SpanKind.ADDED) == new
    assert fold(side(spans, SpanKind.REMOVED)) == fold(old)
    assert all(span.text for span in spans)


@given(LAW, LAW, LAW)
def test_they_rebuild_a_text_into_which_another_was_put(before, put, after):
    spans = compare_texts(before + after, before + put + after)
    assert side(spans, SpanKind.ADDED) == before + put + after
    assert fold(side(spans, SpanKind.REMOVED)) == fold(before + after)


@given(LAW)
def test_equal_texts_have_no_difference(text):
    assert compare_texts(text, text) == ([TextSpan(SpanKind.SAME, text)] if text else [])


@given(LAW, LAW)
def test_no_two_stretches_of_one_fate_follow_one_another(old, new):
    kinds = [span.kind for span in compare_texts(old, new)]
    assert all(first != second for first, second in pairwise(kinds))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # A whole clause that came stands between its commas.
        ("保护权益，制定本法。", "保护权益，促进就业，制定本法。", "保护权益，{+促进就业，+}制定本法。"),
        ("甲、乙。\n丙丁。", "甲、乙。\n戊己。\n丙丁。", "甲、乙。\n{+戊己。\n+}丙丁。"),
        # A number is read whole.
        ("自1992年10月1日起施行。", "自2023年1月1日起施行。", "自[-1992年10-]{+2023年1+}月1日起施行。"),
        ("违反本法第三十九条规定的", "违反本法第三十八条规定的", "违反本法第[-三十九-]{+三十八+}条规定的"),
        ("放假1天", "放假11天", "放假[-1-]{+11+}天"),
        # What both have by accident between two changes is part of the change.
        ("应当在三日内告知本人", "应当于七天内书面通知本人", "应当[-在三日内告-]{+于七天内书面通+}知本人"),
        # Writings of one character are the same; the new text's is shown.
        ("新年(1月1日)", "新年（1月1日）", "新年（1月1日）"),
        ("甲:乙", "甲：丙", "甲：[-乙-]{+丙+}"),
        ("全部删去", "", "[-全部删去-]"),
        ("", "全部新增", "{+全部新增+}"),
    ],
)
def test_a_difference_reads_well(old, new, expected):
    assert written(old, new) == expected


@pytest.mark.parametrize("old", ["工会应当，" * 2_000, "工" * 3_000, "一二三四五六七八九十" * 1_000])
def test_long_texts_of_few_characters_are_compared_in_a_second_or_two(old):
    began = time.process_time()
    compare_texts(old, old.replace(old[3], "可", 50) + old[: len(old) // 3])
    assert time.process_time() - began < 2


def test_the_lines_of_either_side_are_those_of_its_text():
    old, new = "第一款。\n第二款。\n第三款。", "第一款。\n全新的一款。\n第三款改了。"
    spans = compare_texts(old, new)
    text_of = ["".join(span.text for span in line) for line in old_lines(spans)]
    assert text_of == old.split("\n")
    assert ["".join(span.text for span in line) for line in new_lines(spans)] == new.split("\n")


def test_two_lines_that_became_one_show_where_the_first_ended():
    lines = inline_lines(compare_texts("禁止嫖娼的行为。\n禁止组织卖淫。", "禁止嫖娼的行为；禁止组织卖淫。"))
    assert ["".join(span.text for span in line) for line in lines] == [f"禁止嫖娼的行为。{END_OF_LINE}；禁止组织卖淫。"]
