"""Whatever a file holds, it is read without a crash, and no word of it is lost in silence."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from library.importers.parsed import ParsedStatute, UnreadableStatuteError
from library.importers.reading import read_statute
from tests.library.importers.odd_files import OddFile

MANY = 320
SECONDS = 10
LINES = [
    "# 样例法", "样例办法", "（2001年2月3日公布　根据2002年3月4日修正）", "2001年2月3日 公布", "2001年13月40日 公布",
    "---", "目录", "序言", "第一编 甲", "第一分编 乙", "第一章 总则", "第一章", "第二章　丙", "第一节 丁", "## 戊",
    "第一条 一。", "第一条",
    "第二条　二：", "第二条之一 又。", "第三条规定的。", "第五条 五。", "第九千九百九十九条 末。", "一、甲。",
    "二、乙。", "（一）甲；", "（二）乙；", "（九）丙。", "1.子", "2.丑", "（1）寅", "①卯", "| 甲 | 乙 |",
    "|---|", "<table><tr><td>表", "</td></tr></table>", "附件：", "附录一", "附：己", "第一条 附。",
    "<!--", "-->", "![图](x)", "[字](y)", "二〇〇一年二月三日", "某部", "法释〔2001〕3号",
    "《样例》已经2001年2月3日会议通过，现予公布。", "说明。第二章 庚第三条　辛。", "　　",
]  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(LINES), max_size=40).map("\n".join),
    st.text(
        alphabet="# \n\r\t（）()一二十百第条之章节款项目录附件自起施行年月日12|*-:：。、；<!>《》甲　①", max_size=300
    ),
    st.text(max_size=200),
)


def everything(parsed: ParsedStatute) -> str:
    return "\n".join(
        [
            parsed.title,
            *parsed.history,
            parsed.preamble,
            *(division.title for division in parsed.divisions),
            *(article.text for article in parsed.articles),
            *(problem.reason for problem in parsed.problems),
        ]
    )


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.sampled_from(["样例法(2020-01-02).md", "样例法_20200102.txt", "", "README.md", "x" * 300, "法/.md"]))
def test_no_text_makes_it_fail(text, name):
    with suppress(UnreadableStatuteError):
        parsed = read_statute(text.encode("utf-8", "ignore"), name=name)
        keys = [(article.annex, article.number, article.suffix) for article in parsed.articles]
        assert len(set(keys)) == len(keys)
        assert all(1 <= number <= 9999 and suffix <= 99 for _annex, number, suffix in keys)
        assert all(article.division is None or article.division < len(parsed.divisions) for article in parsed.articles)
        assert all(
            division.parent is None or division.parent < place for place, division in enumerate(parsed.divisions)
        )
        assert all(problem.reason and problem.line >= 0 for problem in parsed.problems)
        assert "\0" not in everything(parsed)
        assert parsed.digest


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_make_it_fail(data):
    with suppress(UnreadableStatuteError):
        read_statute(data, name="样例法(2020-01-02).md")


@pytest.mark.parametrize("seed", range(1, MANY + 1))
def test_every_word_is_found_again_or_named_in_a_problem(seed):
    file = OddFile(seed)
    found = everything(read_statute(file.data, name=file.name))
    missing = [word for word in file.words if word not in found]
    assert missing == [], file.data.decode("utf-8", "replace")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=30))
def test_reading_twice_gives_the_same(lines):
    data = "\n".join(["# 样例法", "2001年2月3日 公布", *lines]).encode()
    with suppress(UnreadableStatuteError):
        assert read_statute(data, name="样例法.md") == read_statute(data, name="样例法.md")


@pytest.mark.parametrize(
    "text",
    [
        "（" * 50_000,
        "第一条　一。" * 20_000,
        "一、" * 30_000,
        "# 样例法\n2001年2月3日 公布\n" + "第一章 总则\n" * 20_000,
        "# 样例法\n2001年2月3日 公布\n" + "2001年2月3日公布" * 20_000,
        "# 样例法\n" + "2001年2月3日" * 30_000,
        "# 样例法\n2001年2月3日 公布\n第一条 一：\n" + "（一）甲；\n乙\n" * 10_000,
        "<table>" + "<td>" * 50_000,
        "目录\n" + "第一章 甲\n第二章 乙\n" * 10_000,
        "\\" * 100_000 + "|" * 100_000,
        "[" * 50_000 + "](" * 20_000,
        "<!--" * 50_000,
        "<p " * 60_000,
        "# 样例法\n" + "“第一条 " * 40_000,
    ],
)
def test_a_text_made_to_take_long_does_not(text):
    begun = time.process_time()
    with suppress(UnreadableStatuteError):
        read_statute(f"{text}\n".encode(), name="样例法(2020-01-02).md")
    assert time.process_time() - begun < SECONDS


def test_the_odd_files_are_odd():
    files = [OddFile(seed) for seed in range(1, MANY + 1)]
    assert len({file.data for file in files}) == MANY
    assert sum(b"\r\n" in file.data for file in files) > 20
    assert len({re.sub(r"\d", "", Path(file.name).suffix) for file in files}) > 2


LENGTH = 100_000
HEAD = "# 样例办法\n\n2001年2月3日 公布\n\n第一条 一。\n\n"


@pytest.mark.parametrize("head", ["", HEAD], ids=["alone", "in a statute"])
@pytest.mark.parametrize(
    "text",
    [
        "甲\n乙\n" * (LENGTH // 8),
        "第一章" + " " * LENGTH + "总则",
        "甲" + "　" * LENGTH + "乙",
        "附件" + " " * LENGTH + "甲",
        "#" * LENGTH + "甲",
        "---\ntitle: 甲" + " " * LENGTH + "乙\n---\n",
        "<table " * (LENGTH // 7),
        "<table " * (LENGTH // 7) + "</table 甲",
    ],
    ids=["short lines", "chapter", "spaces", "annex", "marks", "field", "tables", "ends of tables"],
)
def test_the_time_a_text_takes_grows_no_faster_than_its_length(head: str, text: str) -> None:
    """The square of it would be minutes."""
    start = time.process_time()
    with suppress(UnreadableStatuteError):
        read_statute((head + text).encode(), name="样例办法.md")
    assert time.process_time() - start < 2
