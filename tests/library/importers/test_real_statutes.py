"""The statutes of ../shared/laws, against what a reader counts and what was checked by hand."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from library.importers.files import read_text
from library.importers.parsed import ParsedStatute
from library.importers.reading import read_statute
from library.numerals import to_chinese

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

#: File, article: the 项 in each 款, and the first words of the last 款 or 项.
CHECKED_BY_HAND = {
    ("劳动合同法(2012-12-28)", 4): ([0, 0, 0, 0], "用人单位应当将直接涉及"),
    ("劳动合同法(2012-12-28)", 14): ([0, 3, 0], "用人单位自用工之日起满一年"),
    ("劳动合同法(2012-12-28)", 17): ([9, 0], "劳动合同除前款规定"),
    ("劳动合同法(2012-12-28)", 39): ([6], "被依法追究刑事责任"),
    ("劳动合同法(2012-12-28)", 41): ([4, 3, 0], "用人单位依照本条第一款"),
    ("劳动法(2018-12-29)", 44): ([3], "法定休假日安排劳动者"),
    ("全国年节及纪念日放假办法(2024-11-10)", 2): ([7], "国庆节，放假3天"),
    ("女职工劳动保护特别规定(2012-04-28)", 7): ([0, 0], "女职工怀孕未满4个月"),
    ("工伤保险条例(2010-12-20)", 14): ([7], "法律、行政法规规定应当"),
    ("工伤保险条例(2010-12-20)", 15): ([3, 0], "职工有前款第(一)项"),
    ("最高人民法院关于审理劳动争议案件适用法律问题的解释（一）(2020-12-29)", 1): ([9], "因企业自主进行改制"),
    ("社会保险法(2018-12-29)", 30): ([4, 0], "医疗费用依法应当由第三人"),
}

#: A file of another shape: the file of the same version in the plain shape, whose words are the same throughout.
OTHER_SOURCES = {
    "flk-text/中华人民共和国劳动合同法_20121228.txt": "劳动合同法(2012-12-28)",
    "flk-text/中华人民共和国社会保险法_20181229.txt": "社会保险法(2018-12-29)",
    "front-matter/劳动法(2018-12-29).md": "劳动法(2018-12-29)",
    "just-laws/trade-unions-law.md": "工会法(2021-12-24)",
}


@cache
def parsed(name: str) -> ParsedStatute:
    return read_statute(LAWS / (name if "." in name else f"{name}.md"))


def test_no_file_is_left_out():
    assert {path.stem for path in LAWS.glob("*.md")} == set(COUNTED)
    below = {str(path.relative_to(LAWS)) for path in LAWS.glob("*/*")}
    assert below == set(OTHER_SOURCES)


@pytest.mark.parametrize("name", OTHER_SOURCES)
def test_the_same_version_from_another_source_is_the_same_text(name):
    other, plain = parsed(name), parsed(OTHER_SOURCES[name])
    assert other.digest == plain.digest
    assert (other.title, other.kind, other.issuer) == (plain.title, plain.kind, plain.issuer)
    assert (other.promulgated_on, other.effective_from) == (plain.promulgated_on, plain.effective_from)
    assert [re.sub(r"\s|^根据", "", line) for line in other.history] == [
        re.sub(r"\s", "", line).translate(str.maketrans("<>", "〈〉")) for line in plain.history
    ]
    assert other.problems == []


@pytest.mark.parametrize("name", [*COUNTED, *OTHER_SOURCES])
def test_as_many_articles_as_lines_begin_with_the_next_number(name):
    """Counted from the raw file by other means: a line that begins with the number that comes next."""
    text = read_text(LAWS / (name if "." in name else f"{name}.md")).replace("**", "")
    expected = 0
    for line in text.splitlines():
        expected += re.match(rf"第{to_chinese(expected + 1)}条[ \u3000]", line) is not None
    chapters = {
        match[1] for match in re.finditer(r"^(?:## )?第([一二三四五六七八九十]+)章[ \u3000]", text, re.MULTILINE)
    }
    assert (len(parsed(name).body), parsed(name).chapters) == (expected, len(chapters))


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
    items, last_words = CHECKED_BY_HAND[name, number]
    assert [len(p.get("items", [])) for p in article.paragraphs] == items
    last = article.paragraphs[-1]
    assert last.get("items", [last])[-1]["text"].startswith(last_words)


def test_the_annex_of_the_women_workers_provisions():
    annex = [a for a in parsed("女职工劳动保护特别规定(2012-04-28)").articles if a.annex]
    assert [(a.number, len(a.paragraphs[0]["items"])) for a in annex] == [(1, 3), (2, 4), (3, 10), (4, 2)]
