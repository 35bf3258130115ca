"""What real files say before their first article, each in the smallest text that does it."""

from __future__ import annotations

import datetime as dt

import pytest

from library.enums import StatuteKind
from library.importers.parsed import UnreadableStatuteError
from library.importers.reading import read_statute
from tests.library.importers.parsing import headings, labels, read, texts


def test_the_national_database_s_text():
    parsed = read(
        "\ufeff\n\n中华人民共和国样例法\n\n"
        "（1994年7月5日第八届全国人民代表大会常务委员会第八次会议通过　根据2009年8月27日第十一届全国人民代表大会"
        "常务委员会第十次会议《关于修改部分法律的决定》第一次修正　根据2018年12月29日第十三届全国人民代表大会常务委员会"
        "第七次会议《关于修改〈中华人民共和国样例法〉等七部法律的决定》第二次修正）\n\n"
        "目　　录\n第一章　总　　则\n第二章　甲　　事\n　　第一节　子　　事\n第三章　附　　则\n\n"
        "第一章　总　　则\n\n第一条　为了试一试，制定本法。\n样例不收费。\n\n第二章　甲　　事\n第一节　子　　事\n"
        "第二条　样例分为：\n（一）甲；\n（二）乙。\n第三章　附　　则\n第三条　本法自1995年1月1日起施行。\n",
        name="中华人民共和国样例法_20181229.txt",
    )
    assert (parsed.title, parsed.short_title) == ("中华人民共和国样例法", "样例法")
    assert [line[:13] for line in parsed.history] == [
        "1994年7月5日第八届全",
        "根据2009年8月27日第",
        "根据2018年12月29日",
    ]
    assert parsed.history[2].endswith("第二次修正")
    assert (parsed.promulgated_on, parsed.effective_from) == (dt.date(2018, 12, 29), dt.date(2018, 12, 29))
    assert headings(parsed) == ["第一章总则", "第二章甲事", "第一节子事", "第三章附则"]
    assert [article.division for article in parsed.body] == [0, 2, 3]
    assert [len(article.paragraphs) for article in parsed.body] == [2, 1, 1]
    assert parsed.problems == []


@pytest.mark.parametrize(
    "bracket",
    [
        "（2003年4月27日国务院令第375号公布　根据2010年12月20日《国务院关于修改〈样例条例〉的决定》修订）",
        "（2003年4月27日国务院令第375号公布 根据2010年12月20日《国务院关于修改〈样例条例〉的决定》修订）",
        "(2003年4月27日国务院令第375号公布，根据2010年12月20日《国务院关于修改〈样例条例〉的决定》修订)",
        "（2003年4月27日国务院令第375号公布根据2010年12月20日《国务院关于修改〈样例条例〉的决定》修订）",
        "（2003年4月27日国务院令第375号公布；2010年12月20日《国务院关于修改〈样例条例〉的决定》修订）",
        "（2003年4月27日国务院令第375号公布\n根据2010年12月20日《国务院关于修改〈样例条例〉的决定》修订）",
        "（２００３年４月２７日国务院令第375号公布　根据二○一○年十二月二十日《国务院关于修改〈样例条例〉的决定》修订）",
        "（2003 年 4 月 27 日国务院令第375号公布　根据2010 年 12 月 20 日《国务院关于修改〈样例条例〉的决定》修订）",
        "2003年4月27日国务院令第375号公布\n2010年12月20日《国务院关于修改〈样例条例〉的决定》修订）",
    ],
)
def test_a_history_of_two_acts(bracket):
    parsed = read(f"样例条例\n{bracket}\n第一条　一。\n第二条　本条例自2004年1月1日起施行。\n", name="样例条例.txt")
    assert len(parsed.history) == 2
    assert parsed.history[1].endswith("修订")
    assert parsed.promulgated_on == dt.date(2010, 12, 20)
    assert (parsed.kind, parsed.issuer) == (StatuteKind.REGULATION, "国务院")
    assert parsed.problems == []


def test_the_title_of_several_lines_and_the_passing_line_of_an_interpretation():
    parsed = read(
        "最高人民法院\n关于审理样例案件适用法律问题的解释（二）\n"
        "（2020年12月25日最高人民法院审判委员会第1825次会议通过，自2021年1月1日起施行）\n法释〔2020〕26号\n"
        "为正确审理样例案件，制定本解释。\n第一条　应予受理。\n第二条　不予受理。\n",
        name="解释.txt",
    )
    assert parsed.title == "最高人民法院关于审理样例案件适用法律问题的解释（二）"
    assert (parsed.kind, parsed.issuer) == (StatuteKind.INTERPRETATION, "最高人民法院")
    assert (parsed.promulgated_on, parsed.effective_from) == (dt.date(2020, 12, 25), dt.date(2021, 1, 1))
    assert parsed.history[-1] == "法释〔2020〕26号"
    assert parsed.preamble == "为正确审理样例案件，制定本解释。"
    assert labels(parsed) == ["第一条", "第二条"]
    assert parsed.problems == []


def test_the_order_that_promulgates_stands_above_the_title():
    parsed = read(
        "中华人民共和国国务院令\n第619号\n"
        "《女工样例规定》已经2012年4月18日国务院第200次常务会议通过，现予公布，自公布之日起施行。\n"
        "总理　张三\n2012年4月28日\n女工样例规定\n第一条　一。\n第二条　二。\n",
        name="下载.txt",
    )
    assert parsed.title == "女工样例规定"
    assert (parsed.promulgated_on, parsed.effective_from) == (dt.date(2012, 4, 28), dt.date(2012, 4, 28))
    assert parsed.kind == StatuteKind.REGULATION
    assert "总理　张三" in parsed.history
    assert labels(parsed) == ["第一条", "第二条"]


def test_a_ministry_s_rule():
    parsed = read(
        "# 样例管理办法\n\n2008年7月17日 人力资源和社会保障部令第1号公布\n\n<!-- INFO END -->\n\n"
        "第一条 一。\n\n第二条 本办法自公布之日起30日后施行。\n",
        name="样例管理办法.md",
    )
    assert (parsed.kind, parsed.issuer) == (StatuteKind.RULE, "人力资源和社会保障部")
    assert parsed.effective_from == dt.date(2008, 8, 16)


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("行政法规", "regulation"),
        ("部门规章/公安部", "rule"),
        ("地方性法规/上海", "local"),
        ("司法解释", "interpretation"),
        ("规范性文件", "normative"),
        ("无", "rule"),
    ],
)
def test_where_a_file_lies_says_its_kind(folder, kind):
    assert read("# 样例规定\n\n2020年1月1日 公布\n\n第一条 一。\n", name=f"laws/{folder}/样例规定.md").kind == kind


def test_the_category_of_front_matter():
    text = (
        "---\ntitle: 样例守则\ncategory: {}\npublish_date: 2001-02-03\ntags:\n  - 甲\n---\n# 样例守则\n\n第一条 一。\n"
    )
    parsed = read(text.format("部门规章"), name="样例守则.md")
    assert parsed.kind == StatuteKind.RULE
    assert parsed.promulgated_on == dt.date(2001, 2, 3)
    assert [problem.line for problem in parsed.problems] == [1]
    dated = read(text.format("社会法"), name="样例守则(2018-12-29).md")
    assert (dated.promulgated_on, dated.problems) == (dt.date(2018, 12, 29), [])


def test_comments_marks_and_links_are_no_text():
    parsed = read(
        "<!-- 转自\n某处 -->\n# 样例法 #\n\n> 2020年1月1日 公布\n\n***\n\n"
        "**第一条** 依照[《某法》](http://a.b/c)<br>办理。<!-- 注 -->\n\n"
        "- （一）甲&lt;乙&gt;；\n- （二）<font color=red>丙</font>《〈丁〉》<戊法>。\n\n![图样](x.png)\n"
    )
    assert texts(parsed) == ["依照《某法》\n办理。\n（一）甲<乙>；\n（二）丙《〈丁〉》<戊法>。"]
    assert [(problem.line, "图样" in problem.reason) for problem in parsed.problems] == [(14, True)]


def test_front_matter_and_crlf_and_a_windows_name():
    parsed = read_statute(
        "---\r\nsidebar: auto\r\n---\r\n\r\n# 样例法\r\n\r\n第一条　一。\r\n".encode("utf-8-sig"),
        name="C:\\法律\\样例法 (2020-01-02).md",
    )
    assert (parsed.title, parsed.promulgated_on) == ("样例法", dt.date(2020, 1, 2))
    assert parsed.problems == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding):
    assert labels(read_statute("# 样例法\n\n第一条　一。\n".encode(encoding), name="样例法(2020-01-02).md")) == [
        "第一条"
    ]


def test_the_name_stands_for_a_missing_title_and_is_said():
    parsed = read("第一条　一。\n第二条　二。\n", name="中华人民共和国样例法_20200102.txt")
    assert parsed.title == "中华人民共和国样例法"
    assert [problem.line for problem in parsed.problems] == [0]


def test_two_courts_that_are_set_apart_are_named_as_usual():
    assert read("# 最高人民法院　最高人民检察院关于样例的解释\n\n第一条 一。\n").title == (
        "最高人民法院、最高人民检察院关于样例的解释"
    )


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 x",
        b"{\\rtf1 x}",
        b"<!doctype html><p>x",
        b"\x00\x01\x02",
        b"",
        b"   \n",
        "# 样例法\n\n2020年1月1日 公布\n".encode(),
    ],
)
def test_what_is_no_statute_is_refused_in_a_sentence(data):
    with pytest.raises(UnreadableStatuteError) as error:
        read_statute(data, name="样例法(2020-01-01).md")
    assert len(str(error.value)) > 5
