from __future__ import annotations

import re
from html import escape, unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.marginalia.marking import mark_passages


@pytest.mark.parametrize(
    ("html", "passage", "marked"),
    [
        ("<p>应当支付工资</p>", "支付", '<p>应当<mark class="passage">支付</mark>工资</p>'),
        ("<p>付，付</p>", "付", '<p><mark class="passage">付</mark>，<mark class="passage">付</mark></p>'),
        (
            '<p>依照<a href="/x/">本法第四条</a>执行</p>',
            "照本法",
            '<p>依<mark class="passage">照</mark><a href="/x/"><mark class="passage">本法</mark>第四条</a>执行</p>',
        ),
        ("<p>甲&amp;乙 &lt;丙&gt;</p>", "&乙 <", '<p>甲<mark class="passage">&amp;乙 &lt;</mark>丙&gt;</p>'),
        ('<a title="工资>">工资</a>', "工资", '<a title="工资>"><mark class="passage">工资</mark></a>'),
        ("<p>工资</p>", "奖金", "<p>工资</p>"),
    ],
)
def test_a_passage_is_marked_wherever_it_stands(html: str, passage: str, marked: str) -> None:
    assert mark_passages(html, [passage]) == marked


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=4), max_size=4))
def test_marking_changes_no_word_and_lets_no_html_in(text: str, passages: list[str]) -> None:
    html = mark_passages(f"<p>{escape(text)}</p>", passages)
    without = html.replace('<mark class="passage">', "").replace("</mark>", "")
    assert unescape(without) == unescape(f"<p>{escape(text)}</p>")
    assert set(re.findall("<[^>]*>", html)) <= {"<p>", "</p>", '<mark class="passage">', "</mark>"}
