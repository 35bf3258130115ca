from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.importers.parsed import UnreadableStatuteError
from library.importers.reading import read_statute
from library.plain_text import read_paragraphs, write_paragraphs

LAWS = Path(__file__).parents[3] / "shared" / "laws"


@pytest.mark.parametrize(
    "text",
    [
        "下雨停工。",
        "第一款。\n第二款。",
        "下列情形：\n（一）大雨；\n（二）大雪。\n照发工资。",
        "下列情形：\n（一）雨：\n1.大雨；\n2.暴雨。\n（二）雪。",
        "假期如下：\n| 工龄 | 天数 |\n| 一年 | 5 |\n| 十年 | 10 |",
        "| 甲\\|乙 | 丙 |\n| 丁 | 戊 |",
        "（一）没有开头的项。",
    ],
)
def test_what_was_read_is_written_as_it_was(text):
    assert write_paragraphs(read_paragraphs(text)) == text


def test_blank_lines_and_the_spaces_around_a_line_are_passed_over():
    assert read_paragraphs("\n　　第一款。\n\n 第二款。 \n") == [{"text": "第一款。"}, {"text": "第二款。"}]


@given(st.text())
def test_nothing_makes_it_fail(text):
    write_paragraphs(read_paragraphs(text))


@pytest.mark.skipif(not LAWS.is_dir(), reason="the statutes for trying the importer are not beside the project")
def test_every_article_of_the_statutes_survives_being_opened_and_saved():
    seen = 0
    for path in sorted(LAWS.rglob("*.*")):
        try:
            parsed = read_statute(path)
        except UnreadableStatuteError:
            continue
        for article in parsed.articles:
            assert read_paragraphs(write_paragraphs(article.paragraphs)) == article.paragraphs, (path, article.label)
            seen += 1
    assert seen > 500
