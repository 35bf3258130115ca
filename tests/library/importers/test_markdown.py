from __future__ import annotations

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.enums import DivisionKind, StatuteKind
from library.importers.markdown import parse_markdown
from library.importers.parsed import UnreadableStatuteError

STATUTE = """# 中华人民共和国样例法

2001年2月3日 第九届全国人民代表大会常务委员会第一次会议通过

2011年12月13日 第十一届全国人民代表大会常务委员会第二次会议《关于修改〈样例法〉的决定》修正）

<!-- INFO END -->

## 第一章 总　则

第一条 为了试一试，制定本法。

## 第二章 办法

### 第一节 一般规定

第二条 样例分为：

（一）甲类，包括：

1.大的；

2.小的；

（二）乙类。

前款规定的样例由各单位自定。

第二条之一 另有规定的，从其规定。

第三人有异议的，可以提出。

第一款所称异议，包括书面的和口头的。

第二条规定的样例，不收费。

### 第二节 特别规定

第三条 本法自2001年5月1日起施行。

附录：

样例清单

一、第一类：

（一）笔；

二、第二类。
"""


def parse(text, **kwargs):
    return parse_markdown(text, **kwargs)


def made_up(*, title="某办法", history="2020年1月2日 公布", body="第一条 一。"):
    return f"# {title}\n\n{history}\n\n<!-- INFO END -->\n\n{body}\n"


def test_particulars():
    parsed = parse(STATUTE)
    assert (parsed.title, parsed.short_title) == ("中华人民共和国样例法", "样例法")
    assert (parsed.kind, parsed.issuer) == (StatuteKind.LAW, "全国人民代表大会常务委员会")
    assert parsed.promulgated_on == dt.date(2011, 12, 13)
    assert parsed.effective_from == dt.date(2011, 12, 13)
    assert parsed.history[1].endswith("修正")
    assert parsed.problems == []


def test_headings_make_a_tree():
    parsed = parse(STATUTE)
    assert [(d.kind, d.number, d.title, d.parent) for d in parsed.divisions] == [
        (DivisionKind.CHAPTER, 1, "总则", None),
        (DivisionKind.CHAPTER, 2, "办法", None),
        (DivisionKind.SECTION, 1, "一般规定", 1),
        (DivisionKind.SECTION, 2, "特别规定", 1),
        (DivisionKind.ANNEX, 1, "样例清单", None),
    ]
    assert parsed.chapters == 2
    assert [a.division for a in parsed.body] == [0, 2, 2, 3]


def test_articles_hold_paragraphs_items_and_subitems():
    second = parse(STATUTE).body[1]
    assert second.paragraphs == [
        {
            "text": "样例分为：",
            "items": [
                {
                    "number": 1,
                    "text": "甲类，包括：",
                    "subitems": [{"number": 1, "text": "大的；"}, {"number": 2, "text": "小的；"}],
                },
                {"number": 2, "text": "乙类。"},
            ],
        },
        {"text": "前款规定的样例由各单位自定。"},
    ]
    assert second.text.splitlines()[:3] == ["样例分为：", "（一）甲类，包括：", "1.大的；"]


def test_a_paragraph_that_mentions_an_article_is_none():
    parsed = parse(STATUTE)
    assert [a.label for a in parsed.body] == ["第一条", "第二条", "第二条之一", "第三条"]
    assert [p["text"][:5] for p in parsed.body[2].paragraphs] == [
        "另有规定的",
        "第三人有异",
        "第一款所称",
        "第二条规定",
    ]


def test_an_annex_has_numbers_of_its_own_and_is_not_counted():
    parsed = parse(STATUTE)
    annex = [article for article in parsed.articles if article.annex]
    assert [(a.annex, a.number) for a in annex] == [(1, 1), (1, 2)]
    assert annex[0].paragraphs == [{"text": "第一类：", "items": [{"number": 1, "text": "笔；"}]}]
    assert len(parsed.body) == 4


def test_the_preamble_of_an_interpretation():
    parsed = parse(
        made_up(
            title="最高人民法院关于样例的解释（一）",
            history="2020年12月25日 最高人民法院审判委员会通过\n\n2021年1月1日 施行",
            body="为正确审理，制定本解释。\n\n第一条 应予受理。",
        )
    )
    assert parsed.kind == StatuteKind.INTERPRETATION
    assert parsed.preamble == "为正确审理，制定本解释。"
    assert (parsed.promulgated_on, parsed.effective_from) == (dt.date(2020, 12, 25), dt.date(2021, 1, 1))


def test_what_cannot_be_read_is_reported_with_its_line():
    text = made_up(
        body="## 总则\n\n第一条 一。\n\n![表](表.png)\n\n第五条 五。\n\n（一）甲；\n\n（三）丙。\n\n第二条 二。"
    )
    found = [(problem.line, problem.reason) for problem in parse(text).problems]
    assert [line for line, _reason in found] == [7, 11, 13, 17, 19]
    assert all(reason for _line, reason in found)


def test_a_line_above_the_text_without_a_date_is_reported():
    parsed = parse(made_up(history="转自某处\n\n2020年1月2日 公布\n\n2020年13月40日 修正"))
    assert [problem.line for problem in parsed.problems] == [3, 7]
    assert "转自某处" in parsed.problems[0].reason
    assert parsed.history == ["2020年1月2日 公布"]


def test_the_number_of_a_document_stays_in_its_history():
    parsed = parse(made_up(history="某部令第3号\n\n2020年1月2日 公布"))
    assert parsed.history == ["某部令第3号", "2020年1月2日 公布"]
    assert parsed.problems == []


def test_a_table_of_contents_is_no_second_set_of_chapters():
    body = "目 录\n\n第一章 总则\n\n第二章 附则\n\n第一章 总则\n\n第一条 一。\n\n第二章 附则\n\n第二条 二。"
    parsed = parse(made_up(body=body))
    assert [d.title for d in parsed.divisions] == ["总则", "附则"]
    assert [a.division for a in parsed.body] == [0, 1]


@pytest.mark.parametrize(
    ("history", "clause", "expected"),
    [
        ("2020年1月2日 公布", "本办法自2020年3月1日起施行。", "2020-03-01"),
        ("2020年1月2日 公布", "本办法自二〇二〇年三月一日起施行。", "2020-03-01"),
        ("2020年1月2日 公布", "本办法自公布之日起施行。", "2020-01-02"),
        ("2020年1月2日 公布", "本办法自公布之日起30日后施行。", "2020-02-01"),
        ("2020年1月31日 公布", "本办法自发布之日起满1个月后施行。", "2020-02-29"),
        ("2020年1月2日 公布", "本办法自二○二○年三月一日起生效。", "2020-03-01"),
        ("2020年1月2日 公布", "本办法自2020 年 3 月 1 日起施行。", "2020-03-01"),
        ("2020年1月2日 公布", "本办法自2020年3月1日施行，旧办法自2020年5月1日起实施的部分废止。", "2020-03-01"),
        ("2020年1月2日 公布", "本办法自2019年12月1日起施行。", "2019-12-01"),
        ("2020年1月2日 公布\n\n2021年2月3日 修正", "本办法自2020年3月1日起施行。", "2021-02-03"),
        ("2020年1月2日 公布\n\n2021年2月3日 修订", "本办法自2021年5月1日起施行。", "2021-05-01"),
        ("2020年1月2日 通过\n\n2020年2月1日 施行", "没有写。", "2020-02-01"),
        ("2020年1月2日 公布", "没有写。", "2020-01-02"),
    ],
)
def test_the_day_from_which_it_is_in_force(history, clause, expected):
    parsed = parse(made_up(history=history, body=f"第一条 {clause}"))
    assert parsed.effective_from.isoformat() == expected


def test_front_matter_says_what_the_text_does_not():
    text = (
        "---\ntitle: 某法\nkind: rule\nissuer: 某部\npromulgated: 2012-12-28\neffective: 2013-07-01\n---\n" + made_up()
    )
    parsed = parse(text, version_date=dt.date(2000, 1, 1))
    assert (parsed.title, parsed.kind, parsed.issuer) == ("某法", StatuteKind.RULE, "某部")
    assert (parsed.promulgated_on, parsed.effective_from) == (dt.date(2012, 12, 28), dt.date(2013, 7, 1))
    assert parsed.effective_is_given


def test_lines_are_counted_from_the_top_of_the_file_past_front_matter_and_comments():
    text = "---\ntitle: 某法\neffective: 明天\n---\n<!-- 一\n二 -->\n" + made_up(body="## 总则\n\n第一条 一。")
    assert [problem.line for problem in parse(text).problems] == [1, 13]


def test_the_day_in_the_file_name_dates_the_text_and_the_kind_may_be_given():
    parsed = parse(made_up(), version_date=dt.date(2022, 2, 2), kind=StatuteKind.INTERNAL)
    assert (parsed.promulgated_on, parsed.kind) == (dt.date(2022, 2, 2), StatuteKind.INTERNAL)


@pytest.mark.parametrize(
    ("title", "first_line", "kind", "issuer"),
    [
        ("中华人民共和国公司法", "第八届全国人民代表大会常务委员会第五次会议通过", "law", "全国人民代表大会常务委员会"),
        ("上市公司监督管理条例", "国务院令第1号公布", "regulation", "国务院"),
        ("某某办法", "经人力资源和社会保障部第6次部务会议通过", "rule", "人力资源和社会保障部"),
        ("某某条例", "浙江省第十四届人民代表大会常务委员会第二次会议通过", "local", "浙江省人民代表大会常务委员会"),
        ("东山有限公司考勤办法", "公布", "internal", "东山有限公司"),
        ("东山厂考勤办法", "东山厂职工代表大会通过", "internal", "东山厂"),
        ("关于样例的通知", "发布", "normative", ""),
        ("某某规定", "发布", "rule", ""),
    ],
)
def test_kind_and_issuer_are_guessed(title, first_line, kind, issuer):
    parsed = parse(made_up(title=title, history=f"2020年1月2日 {first_line}"))
    assert (parsed.kind, parsed.issuer) == (kind, issuer)


@pytest.mark.parametrize(
    "text",
    [
        "没有标题\n\n第一条 一。",
        "# 只有标题\n\n2020年1月2日 公布",
        made_up(history="没有日期"),
        made_up(title="长" * 121),
    ],
)
def test_no_statute_at_all_is_refused(text):
    with pytest.raises(UnreadableStatuteError):
        parse(text)


@given(st.text(alphabet="# \n（）()一二十百第条之章节款项目录附自起施行年月日12|*-:：。、<!>甲", max_size=200))
def test_no_text_makes_the_parser_fail(text):
    try:
        parsed = parse("# 某办法\n2020年1月2日 公布\n" + text)
    except UnreadableStatuteError:
        return
    assert all(article.number >= 1 for article in parsed.articles)
    assert len({(a.annex, a.number, a.suffix) for a in parsed.articles}) == len(parsed.articles)
    assert parsed.digest


@given(st.text())
def test_no_text_whatever_makes_the_parser_fail(text):
    with suppress(UnreadableStatuteError):
        parse(text)
