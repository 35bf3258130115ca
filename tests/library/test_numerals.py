from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.numerals import article_label, division_label, from_chinese, to_chinese


@given(st.integers(1, 9999))
def test_every_numeral_reads_back(number):
    assert from_chinese(to_chinese(number)) == number
    assert from_chinese(str(number)) == number


@given(st.text())
def test_any_text_is_a_number_or_refused(text):
    with suppress(ValueError):
        assert from_chinese(text) >= 0


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十", 10),
        ("一十", 10),
        ("十五", 15),
        ("二十", 20),
        ("一百零五", 105),
        ("一百〇五", 105),
        ("一百一十", 110),
        ("一百二十", 120),
        ("一千零一十", 1010),
        ("一千零十", 1010),
        ("两千", 2000),
        ("二〇二六", 2026),
        ("二○○八", 2008),
        ("１２０", 120),
    ],
)
def test_the_ways_of_writing_a_number(text, number):
    assert from_chinese(text) == number


@pytest.mark.parametrize(
    "text", ["", "百二十", "二三十", "一百五", "十十", "一百零二十", "零百", "第三", "-1", "1.5", "三 十"]
)
def test_what_no_statute_writes_is_refused(text):
    with pytest.raises(ValueError, match="numeral"):
        from_chinese(text)


def test_labels():
    assert article_label(120, 1) == "第一百二十条之一"
    assert division_label("chapter", 3) == "第三章"
    assert (division_label("annex", 1), division_label("annex", 2)) == ("附录", "附录二")
