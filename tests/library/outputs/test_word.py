from __future__ import annotations

import datetime as dt
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree

from library.outputs.selection import select
from library.outputs.word import word_document
from tests.library.outputs.texts import NUL

DAY = dt.date(2026, 1, 1)
SOURCE = "https://law.example/library/停工法/"


def opened(version, **chosen):
    return Document(BytesIO(word_document(select(version, day=DAY, **chosen), source=SOURCE)))


def texts(document, style):
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == style]


def test_a_statute_has_the_styles_that_word_knows(version):
    document = opened(version)
    assert texts(document, "Title") == ["中华人民共和国停工法"]
    assert texts(document, "Heading 1") == ["第一章 总则", "第二章 停工", "附录 停工表"]
    assert texts(document, "Heading 2") == ["第一节 条件"]
    assert texts(document, "Caption") == version.history
    assert texts(document, "Body Text") == [
        "为停工，制定本法。",
        "第一条　甲。",
        "第二条　乙。",
        "第三条　有下列情形之一的，停工：",
        "（一）下雨：",
        "1.大雨",
        "2.暴雨",
        "（二）下雪；",
        "其他情形不停工。",
        "第三条之一　之一。",
        "附录第一条　按下表：",
    ]


def test_it_is_a4_with_chinese_fonts_and_two_characters_of_indent(version):
    document = opened(version)
    page = document.sections[0]
    assert (round(page.page_width / Mm(1)), round(page.page_height / Mm(1))) == (210, 297)
    fonts = {
        name: document.styles[name].element.rPr.rFonts.get(qn("w:eastAsia"))
        for name in ("Normal", "Body Text", "Title", "Heading 1", "Heading 3")
    }
    assert fonts == {"Normal": "宋体", "Body Text": "宋体", "Title": "黑体", "Heading 1": "黑体", "Heading 3": "黑体"}
    assert document.styles["Heading 1"].element.rPr.rFonts.get(qn("w:asciiTheme")) is None
    assert document.styles["Body Text"].element.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"


def test_header_and_footer_say_which_text_and_from_where(version):
    page = opened(version).sections[0]
    assert page.header.paragraphs[0].text == "停工法　2020年1月1日修正"
    assert "截至2026年1月1日" in page.footer.paragraphs[0].text
    assert SOURCE in page.footer.paragraphs[0].text
    fields = [field.get(qn("w:instr")) for field in page.footer.paragraphs[1]._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_the_facts_say_what_it_is_on_the_day(version):
    version.statute.repealed_on = dt.date(2025, 1, 1)
    facts = texts(opened(version), "Subtitle")[0]
    assert "2020年3月1日" in facts
    assert "截至2026年1月1日已废止" in facts
    assert "节选" not in facts


def test_a_part_has_neither_preamble_nor_history_and_says_so(version):
    document = opened(version, articles="3")
    assert texts(document, "Body Text")[0] == "第三条　有下列情形之一的，停工："
    assert texts(document, "Caption") == []
    assert "节选" in texts(document, "Subtitle")[0]


def test_a_table_is_a_table_whose_head_is_repeated(version):
    (table,) = opened(version).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["天气", "停工"],
        ["雨", "一天"],
        ["雪", "两天"],
    ]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_rows_of_different_length_are_no_obstacle(version):
    article = version.articles.get(annex=1)
    article.paragraphs = [{"text": "", "table": [["甲"], ["乙", "丙"]]}]
    article.save()
    (table,) = opened(version, divisions=["4"]).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["甲", ""], ["乙", "丙"]]


def test_every_part_of_the_file_is_sound_xml_whatever_the_text_holds(version):
    article = version.articles.get(number=1, annex=0)
    article.paragraphs = [{"text": f"甲\x0b{NUL}<乙>&\ufffe丙"}]
    article.save()
    file = word_document(select(version, day=DAY), source=SOURCE)
    with ZipFile(BytesIO(file)) as parts:
        assert parts.testzip() is None
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(parts.read(name))
        assert "甲&lt;乙&gt;&amp;丙" in parts.read("word/document.xml").decode()


@pytest.mark.parametrize(
    ("query", "name"),
    [({}, "停工法（2020-01-01）.docx"), ({"articles": "3"}, "停工法（2020-01-01）（节选）.docx")],
)
def test_the_file_has_a_chinese_name(version, query, name):
    response = Client().get(reverse("library:statute_word", args=["停工法"]), query)
    assert response.status_code == 200
    assert response["Content-Type"].endswith("wordprocessingml.document")
    encoded = "".join(f"%{byte:02X}" if byte > 127 else chr(byte) for byte in name.encode())
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{encoded}"
    assert texts(Document(BytesIO(response.content)), "Title") == ["中华人民共和国停工法"]
