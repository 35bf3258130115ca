"""Where articles and headings begin in real files, each in the smallest text that does it."""

from __future__ import annotations

import datetime as dt

import pytest

from library.enums import DivisionKind
from tests.library.importers.parsing import headings, labels, raw, read, texts


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
