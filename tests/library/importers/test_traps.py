"""What real files do, each in the smallest text that does it."""

from __future__ import annotations

import datetime as dt

import pytest

from library.enums import DivisionKind, StatuteKind
from library.importers.parsed import ParsedStatute, UnreadableStatuteError
from library.importers.reading import read_statute


def read(text: str, name: str = "样例法(2020-01-01).md") -> ParsedStatute:
    return read_statute(text.encode(), name=name)


def raw(body: str, head: str = "某市样例条例\n（2020年1月2日某市人民代表大会通过）\n") -> ParsedStatute:
    return read(head + body, name="某市样例条例_20200102.txt")


def labels(parsed: ParsedStatute) -> list[str]:
    return [article.label for article in parsed.body]


def headings(parsed: ParsedStatute) -> list[str]:
    return [f"{division.label}{division.title}" for division in parsed.divisions]


def texts(parsed: ParsedStatute) -> list[str]:
    return [article.text for article in parsed.articles]


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


def test_a_heading_sticks_to_the_article_before_it():
    parsed = raw("第一章 总则\n第一条　依照规定执行。第二章 合同的订立\n第二条　二。第三章　附则第三条　三。\n")
    assert headings(parsed) == ["第一章总则", "第二章合同的订立", "第三章附则"]
    assert texts(parsed) == ["依照规定执行。", "二。", "三。"]
    assert [article.division for article in parsed.body] == [0, 1, 2]


def test_articles_stick_to_the_line_before_them():
    parsed = raw("第一章　总则　第一条　一。第二条　二。第三条　依照第二条。第四条　四。\n第五条　五。\n")
    assert texts(parsed) == ["一。", "二。", "依照第二条。", "四。", "五。"]
    assert headings(parsed) == ["第一章总则"]


def test_items_stick_to_one_another():
    parsed = raw("第一条　下列人员：（一）甲；（二）乙。\n第二条　第（一）、（二）项；（三）不是。\n")
    assert [len(paragraph.get("items", [])) for paragraph in parsed.body[0].paragraphs] == [2]
    assert texts(parsed)[1] == "第（一）、（二）项；（三）不是。"


def test_a_mention_with_a_space_after_it_is_no_article():
    parsed = raw("第一条　一。\n第三条 规定的除外。\n第二条　二。\n第二条 所称样例。\n第三条　三。\n")
    assert labels(parsed) == ["第一条", "第二条", "第三条"]
    assert [len(article.paragraphs) for article in parsed.body] == [2, 2, 1]


def test_no_space_after_the_number():
    parsed = read(
        "# 样例法\n**第一条**为了样例。\n**第二条**中国公民。\n**第二条之一**第三人。\n**第三条**规定办法。\n"
    )
    assert labels(parsed) == ["第一条", "第二条", "第二条之一", "第三条"]
    assert texts(parsed)[1:3] == ["中国公民。", "第三人。"]


@pytest.mark.parametrize("number", ["第１条", "第 一 条", "第1条", "第一条："])
def test_ways_to_write_a_number(number):
    parsed = raw(f"{number}　甲。\n第二条　乙。\n")
    assert labels(parsed) == ["第一条", "第二条"]
    assert texts(parsed) == ["甲。", "乙。"]


def test_a_number_with_chinese_hundreds_and_a_suffix():
    parsed = raw("第一百二十条　甲。\n第一百二十条之一　乙。\n第一百二十条之二　丙。\n第一百二十一条　丁。\n")
    assert [(a.number, a.suffix) for a in parsed.body] == [(120, 0), (120, 1), (120, 2), (121, 0)]
    assert [problem.line for problem in parsed.problems] == [3]


def test_four_levels_of_headings():
    parsed = read(
        "# 样例法典\n\n# 第一编　总则\n\n## 第一分编　通则\n\n### 第一章　甲\n\n#### 第一节　子\n\n第一条 一。\n\n"
        "# 第二编　物\n\n第二条 二。\n"
    )
    assert [(d.kind, d.parent) for d in parsed.divisions] == [
        (DivisionKind.PART, None),
        (DivisionKind.SUBPART, 0),
        (DivisionKind.CHAPTER, 1),
        (DivisionKind.SECTION, 2),
        (DivisionKind.PART, None),
    ]
    assert [article.division for article in parsed.body] == [3, 4]


def test_a_heading_on_two_lines():
    parsed = raw("第一章\n总　则\n第一条　一。\n第二章\n附则\n第二条　二。\n")
    assert headings(parsed) == ["第一章总则", "第二章附则"]
    assert texts(parsed) == ["一。", "二。"]


@pytest.mark.parametrize(
    "contents",
    [
        "目录\n第一章 总则\n第二章 附则\n",
        "目　　次\n第一章　总　则……………1\n第二章　附　则……………12\n",
        "第一章 总则\n第二章 附则\n",
        "目录 第一章 总则 第二章 附则\n",
        "[TOC]\n- [第一章 总则](#一)\n- [第二章 附则](#二)\n",
        "目录\n序言\n第一章 总则\n第二章 附则\n附件\n",
    ],
)
def test_tables_of_contents(contents):
    prologue = "序言\n" if "序言" in contents else ""
    parsed = raw(f"{contents}{prologue}第一章 总则\n第一条　一。\n第二章 附则\n第二条　二。\n")
    assert headings(parsed) == ["第一章总则", "第二章附则"]
    assert labels(parsed) == ["第一条", "第二条"]
    assert [article.division for article in parsed.body] == [0, 1]


def test_contents_that_are_the_headings_themselves():
    parsed = raw("目录\n第一章 总则\n第一条　一。\n第二章 附则\n第二条　二。\n")
    assert headings(parsed) == ["第一章总则", "第二章附则"]


def test_a_preamble_under_its_heading():
    parsed = read("# 样例宪章\n\n## 序　言\n\n样例历史悠久。\n\n## 第一章　总纲\n\n第一条 一。\n")
    assert parsed.preamble == "序言\n样例历史悠久。"
    assert headings(parsed) == ["第一章总纲"]
    assert parsed.problems == []


def test_a_decision_counts_by_points_and_quotes_articles():
    parsed = read(
        "# 某委员会关于修改《样例法》的决定\n\n2020年1月1日 某委员会通过\n\n某委员会决定对《样例法》作如下修改：\n\n"
        "一、将第三条修改为：“第三条 样例分为：\n\n“（一）甲；\n\n“（二）乙。”\n\n第四条 删去。\n\n"
        "二、删去第五条。\n\n三、本决定自2020年3月1日起施行。\n"
    )
    assert [article.number for article in parsed.body] == [1, 2, 3]
    assert parsed.preamble == "某委员会决定对《样例法》作如下修改："
    assert [paragraph["text"] for paragraph in parsed.body[0].paragraphs] == [
        "将第三条修改为：“第三条 样例分为：",
        "“（一）甲；",
        "“（二）乙。”",
        "第四条 删去。",
    ]
    assert parsed.effective_from == dt.date(2020, 3, 1)


def test_a_notice_whose_points_are_headings():
    parsed = read(
        "# 关于样例的通知\n\n样例部发〔2008〕3号\n\n<!-- INFO END -->\n\n各单位：\n\n"
        "## 一、时间\n\n八点。\n\n## 二\n九点。\n"
    )
    assert parsed.history == ["样例部发〔2008〕3号"]
    assert parsed.preamble == "各单位："
    assert texts(parsed) == ["时间\n八点。", "九点。"]


def test_a_reply_has_no_articles_and_is_kept_whole():
    parsed = read("# 关于样例问题的批复\n\n2000年1月1日 公布\n\n## 问题\n\n某省高级人民法院：\n\n可以。\n\n此复。\n")
    assert parsed.articles == []
    assert parsed.preamble == "问题\n某省高级人民法院：\n可以。\n此复。"
    assert [problem.line for problem in parsed.problems] == [0]


def test_the_signature_below_a_text_dates_it():
    parsed = read("# 关于样例的通知\n\n一、甲。\n\n二、乙。\n\n样例部\n\n二〇〇九年三月二十九日\n", name="通知.md")
    assert parsed.promulgated_on == dt.date(2009, 3, 29)
    assert texts(parsed) == ["甲。", "乙。"]
    assert "样例部 二〇〇九年三月二十九日" in parsed.problems[0].reason


@pytest.mark.parametrize("heading", ["附件：", "附录", "附表1", "附件一　清单", "附　件：清单", "附：", "附件2："])
def test_an_annex_counts_by_itself(heading):
    parsed = raw(f"第一条　一。\n第二条　二。\n{heading}\n清单\n一、甲：\n（一）笔；\n二、乙。\n")
    annex = [article for article in parsed.articles if article.annex]
    assert [(a.number, a.annex) for a in annex] == [(1, 1), (2, 1)]
    assert headings(parsed) == ["附录清单"] or "清单" in annex[0].text
    assert len(parsed.body) == 2


def test_several_annexes():
    parsed = raw("第一条　一。\n附件1\n甲表\n甲文。\n附件2\n乙表\n第一条　乙一。\n第二条　乙二。\n")
    assert [(a.annex, a.number) for a in parsed.articles] == [(0, 1), (1, 1), (2, 1), (2, 2)]
    assert [division.title for division in parsed.divisions] == ["甲表", "乙表"]


def test_an_annexed_text_with_a_preamble_and_no_heading_of_its_own():
    parsed = raw("第一条　一。\n第二条　二。\n第三条　三。\n样例细则\n第一条　甲。\n第二条　乙。\n")
    assert [(a.annex, a.number) for a in parsed.articles] == [(0, 1), (0, 2), (0, 3), (1, 1), (1, 2)]
    assert headings(parsed) == ["附录样例细则"]
    assert len(parsed.problems) == 1


def test_text_before_the_first_article_of_an_annex_is_kept_and_said():
    parsed = raw("第一条　一。\n附：\n样例解释\n现解释如下。\n第一条　甲。\n")
    assert texts(parsed)[1] == "现解释如下。\n甲。"
    assert [problem.line for problem in parsed.problems] == [7]


def test_chapters_of_an_annex_are_not_the_statute_s():
    parsed = raw("第一章 总则\n第一条　一。\n附件：\n细则\n第一章 甲\n第一条　甲。\n")
    assert parsed.chapters == 1
    assert parsed.divisions[2].parent == 1


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
