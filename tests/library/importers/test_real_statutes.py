"""The statutes of ../shared/laws, against what a reader counts and what was checked by hand."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from library.importers.files import read_text, statute_files
from library.importers.markdown import parse_markdown

LAWS = Path(__file__).resolve().parents[4] / "shared" / "laws"
pytestmark = pytest.mark.skipif(not LAWS.is_dir(), reason="../shared/laws is not there")

#: File: articles, chapters, headings in all, first day in force as the text alone says it.
COUNTED = {
    "企业职工带薪年休假实施办法(2008-07-17)": (19, 0, 0, "2008-07-17"),
    "全国年节及纪念日放假办法(2013-12-11)": (7, 0, 0, "2014-01-01"),
    "全国年节及纪念日放假办法(2024-11-10)": (8, 0, 0, "2025-01-01"),
    "劳动争议调解仲裁法(2007-12-29)": (54, 4, 7, "2008-05-01"),
    "劳动合同法(2012-12-28)": (98, 8, 11, "2013-07-01"),
    "劳动法(2018-12-29)": (107, 13, 13, "2018-12-29"),
    "国务院关于职工工作时间的规定(1995-03-25)": (9, 0, 0, "1995-05-01"),
    "女职工劳动保护特别规定(2012-04-28)": (16, 0, 1, "2012-04-28"),
    "妇女权益保障法(2018-10-26)": (61, 9, 9, "2018-10-26"),
    "妇女权益保障法(2022-10-30)": (86, 10, 10, "2023-01-01"),
    "工会法(2021-12-24)": (58, 7, 7, "2022-01-01"),
    "工伤保险条例(2010-12-20)": (67, 8, 8, "2011-01-01"),
    "最高人民法院关于审理劳动争议案件适用法律问题的解释（一）(2020-12-29)": (54, 0, 0, "2021-01-01"),
    "社会保险法(2018-12-29)": (98, 12, 12, "2018-12-29"),
}

#: File, article: the number of 项 in each 款.
CHECKED_BY_HAND = {
    ("劳动合同法(2012-12-28)", 4): [0, 0, 0, 0],
    ("劳动合同法(2012-12-28)", 14): [0, 3, 0],
    ("劳动合同法(2012-12-28)", 17): [9, 0],
    ("劳动合同法(2012-12-28)", 39): [6],
    ("劳动合同法(2012-12-28)", 41): [4, 3, 0],
    ("劳动法(2018-12-29)", 44): [3],
    ("全国年节及纪念日放假办法(2024-11-10)", 2): [7],
    ("女职工劳动保护特别规定(2012-04-28)", 7): [0, 0],
    ("工伤保险条例(2010-12-20)", 14): [7],
    ("工伤保险条例(2010-12-20)", 15): [3, 0],
    ("最高人民法院关于审理劳动争议案件适用法律问题的解释（一）(2020-12-29)", 1): [9],
}


def parsed(name: str):
    day = re.search(r"\((\d{4}-\d\d-\d\d)\)$", name)
    return parse_markdown(read_text(LAWS / f"{name}.md"), version_date=dt.date.fromisoformat(day[1]))


def test_no_file_is_left_out():
    assert {path.stem for path in statute_files([LAWS])} == set(COUNTED)


@pytest.mark.parametrize("name", COUNTED)
def test_counts_are_those_of_a_reader(name):
    articles, chapters, headings, effective = COUNTED[name]
    statute = parsed(name)
    assert len(statute.body) == articles
    assert [article.number for article in statute.body] == list(range(1, articles + 1))
    assert (statute.chapters, len(statute.divisions)) == (chapters, headings)
    assert statute.effective_from.isoformat() == effective
    assert statute.problems == []


@pytest.mark.parametrize("name", COUNTED)
def test_no_word_of_the_text_is_lost(name):
    """Every line below the head is found again, by its characters, in what was understood."""
    statute = parsed(name)
    understood = [
        statute.preamble,
        *(f"{division.label}{division.title}" for division in statute.divisions),
        *(article.text if article.annex else f"{article.label}{article.text}" for article in statute.articles),
    ]
    kept = letters("".join(understood))
    body = read_text(LAWS / f"{name}.md").partition("<!-- INFO END -->")[2]
    for line in body.splitlines():
        bare = re.sub(r"^[一二三四]、", "", line) if line[:2] in {"一、", "二、", "三、", "四、"} else line
        assert letters(bare) in kept, line


def letters(text: str) -> str:
    return re.sub(r"[\s#（）():：]", "", text)


@pytest.mark.parametrize(("name", "number"), CHECKED_BY_HAND)
def test_paragraphs_and_items_are_as_checked_by_hand(name, number):
    article = parsed(name).body[number - 1]
    assert [len(p.get("items", [])) for p in article.paragraphs] == CHECKED_BY_HAND[name, number]


def test_the_annex_of_the_women_workers_provisions():
    annex = [a for a in parsed("女职工劳动保护特别规定(2012-04-28)").articles if a.annex]
    assert [(a.number, len(a.paragraphs[0]["items"])) for a in annex] == [(1, 3), (2, 4), (3, 10), (4, 2)]
