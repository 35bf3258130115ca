"""Citations are recognised as people write them, and nothing else is."""

from __future__ import annotations

import time

import pytest

from library.citing.directory import Directory, Law
from library.citing.links import link_html
from library.citing.mentions import Place, sentence_around
from library.citing.recognition import Reader

INTERPRETATION = "最高人民法院关于审理劳动争议案件适用法律问题的解释（一）"
LAWS = [
    Law("劳动合同法", "中华人民共和国劳动合同法", "ldht", highest=98),
    Law("劳动法", "中华人民共和国劳动法", "ldf", highest=107),
    Law("民法典", "中华人民共和国民法典", "mfd", highest=1260),
    Law("工伤保险条例", "工伤保险条例", "gs", highest=67),
    Law(INTERPRETATION, INTERPRETATION, "js", highest=54),
    Law("刑法", "中华人民共和国刑法", "xf", highest=121, keys=((119, 0), (120, 0), (120, 1), (121, 0))),
]
NAMES = {name: law.short_title for law in LAWS for name in (law.title, law.short_title)}
KNOWN = Directory({law.short_title: law for law in LAWS}, {**NAMES, "解释（一）": INTERPRETATION})
HERE = Place("劳动合同法", 39, paragraph=3)


def found(text: str, place: Place | None = None) -> list[tuple[str, str]]:
    """What is recognised, as it stands in the text, and what it is read as."""
    mentions = Reader(KNOWN, place).read(text)
    return [
        (text[m.start : m.end], "、".join(f"附{m.annex}" * bool(m.annex) + str(r) for r in m.references))
        for m in mentions
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "依照《劳动合同法》第三十九条第（二）项解除",
            [("《劳动合同法》第三十九条第（二）项", "《劳动合同法》第三十九条第（二）项")],
        ),
        (
            "按《中华人民共和国劳动法》第四十四条第一款第（三）项",
            [("《中华人民共和国劳动法》第四十四条第一款第（三）项", "《劳动法》第四十四条第一款第（三）项")],
        ),
        ("依照劳动合同法第三十九条", [("劳动合同法第三十九条", "《劳动合同法》第三十九条")]),
        ("中华人民共和国劳动法第三条", [("中华人民共和国劳动法第三条", "《劳动法》第三条")]),
        ("看劳动合同法第39条第2款", [("劳动合同法第39条第2款", "《劳动合同法》第三十九条第二款")]),
        ("劳动合同法39条怎么说", [("劳动合同法39条", "《劳动合同法》第三十九条")]),
        ("民法典第一千一百七十九条", [("民法典第一千一百七十九条", "《民法典》第一千一百七十九条")]),
        ("《刑法》第一百二十条之一", [("《刑法》第一百二十条之一", "《刑法》第一百二十条之一")]),
        (
            "《劳动法》第三条、第五条和第十条",
            [("《劳动法》第三条", "《劳动法》第三条"), ("第五条", "《劳动法》第五条"), ("第十条", "《劳动法》第十条")],
        ),
        (
            "《劳动合同法》第三十九条至第四十一条",
            [
                ("《劳动合同法》第三十九条", "《劳动合同法》第三十九条"),
                ("第四十一条", "《劳动合同法》第四十一条、《劳动合同法》第四十条"),
            ],
        ),
        (
            "《劳动法》第三条第（一）项至第（三）项",
            [
                ("《劳动法》第三条第（一）项", "《劳动法》第三条第（一）项"),
                ("第（三）项", "《劳动法》第三条第（三）项、《劳动法》第三条第（二）项"),
            ],
        ),
        ("《解释（一）》第三条", [("《解释（一）》第三条", f"《{INTERPRETATION}》第三条")]),
        ("《劳动合同法》（2012年修正）第三条", [("《劳动合同法》（2012年修正）第三条", "《劳动合同法》第三条")]),
        ("《劳动法》讲得清楚。第四十四条说加班要付钱", [("第四十四条", "《劳动法》第四十四条")]),
        ("《没有的法》第三条", [("《没有的法》第三条", "《没有的法》第三条")]),
        ("《劳动法》附录第一条", [("《劳动法》附录第一条", "附1《劳动法》第一条")]),
        (
            "《中华人民共和国劳动合同法》（以下简称“合同法”）第三条；合同法第五条",
            [
                ("《中华人民共和国劳动合同法》（以下简称“合同法”）第三条", "《劳动合同法》第三条"),
                ("合同法第五条", "《劳动合同法》第五条"),
            ],
        ),
    ],
)
def test_prose_is_read(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("依照本法第四十条", [("本法第四十条", "《劳动合同法》第四十条")]),
        (
            "依照第四十条、第四十一条",
            [("第四十条", "《劳动合同法》第四十条"), ("第四十一条", "《劳动合同法》第四十一条")],
        ),
        ("前条规定的情形", [("前条", "《劳动合同法》第三十八条")]),
        ("前款规定", [("前款", "《劳动合同法》第三十九条第二款")]),
        ("前两款规定", [("前两款", "《劳动合同法》第三十九条第一款、《劳动合同法》第三十九条第二款")]),
        ("本条第二款", [("第二款", "《劳动合同法》第三十九条第二款")]),
        ("第一款第（二）项", [("第一款第（二）项", "《劳动合同法》第三十九条第一款第（二）项")]),
        ("第一款所称劳动者", [("第一款", "《劳动合同法》第三十九条第一款")]),
    ],
)
def test_a_statute_speaks_of_itself(text, expected):
    assert found(text, HERE) == expected


@pytest.mark.parametrize(
    "text",
    [
        "第三人有过错的",
        "依照刑事诉讼法第三十条",
        "依照国际劳动法第三条",
        "依照劳动合同法实施条例第五条",
        "依照本条例第三条",
        "《仲裁规则》规定：“依照本法第四十条”",
        "劳动合同第三条约定的",
        "第二条件",
        "第九九九九九条",
    ],
)
def test_nothing_is_taken_for_an_article_of_this_law(text):
    assert found(text, HERE) == []


@pytest.mark.parametrize("text", ["依照本法第四十条", "前款规定", "第三十九条", "违反第一款"])
def test_prose_that_names_no_law_cites_none(text):
    assert found(text) == []


def test_the_article_before_one_with_a_suffix_is_followed():
    assert found("前条规定", Place("刑法", 121)) == [("前条", "《刑法》第一百二十条之一")]


def test_the_sentence_of_a_citation_is_its_own():
    text = "先看合同。依照《劳动法》第三条可以要求。再看工资。"
    mention = Reader(KNOWN).read(text)[0]
    assert sentence_around(text, mention.start, mention.end) == "依照《劳动法》第三条可以要求。"


def test_a_law_knows_its_articles():
    law = KNOWN.laws["刑法"]
    assert law.has(120, 1)
    assert not law.has(120, 2)
    assert not KNOWN.laws["劳动法"].has(108)


@pytest.mark.parametrize("text", ["劳动争议司法解释（一）第十五条", "“解释（二）”第三条", "本市的办法（试行）的第三条"])
def test_an_article_of_a_numbered_text_that_is_not_known_is_never_anothers(text):
    reader = Reader(Directory(names=NAMES), last_law="劳动合同法")
    assert reader.read("第三十条") != []
    assert reader.read(text) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    ["1" * 100_000, "第" * 100_000, "本法" * 50_000, "第一、" * 30_000 + "条", "《" * 100_000],
    ids=["digits", "marks", "own", "list", "brackets"],
)
def test_the_time_a_text_takes_grows_no_faster_than_its_length(text: str) -> None:
    """A page is linked whenever it is shown; the square of its length would be minutes."""
    start = time.process_time()
    link_html(text)
    found(text)
    assert time.process_time() - start < 2
