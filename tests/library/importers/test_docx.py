from __future__ import annotations

import datetime as dt
import io
import zipfile
from contextlib import suppress

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from library.importers import docx as importer
from library.importers.parsed import ParsedStatute, UnreadableStatuteError
from library.importers.reading import read_statute, text_of

ONE_SENTENCE = 80


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def document(*lines: str):
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    return made


def read(made, name: str = "样例办法_20200102.docx") -> ParsedStatute:
    return read_statute(saved(made), name=name)


HEAD = ("样例办法", "（2020年1月2日某部令第3号公布）")
TEXT = (
    "目　　录", "第一章　总　　则", "第二章　附　　则",
    "第一章　总　　则", "第一条　样例分为：", "（一）甲；", "（二）乙。", "第二章　附　　则", "第二条　二。",
)  # fmt: skip


def test_headings_by_their_text():
    parsed = read(document(*HEAD, *TEXT))
    assert (parsed.title, parsed.promulgated_on) == ("样例办法", dt.date(2020, 1, 2))
    assert [division.title for division in parsed.divisions] == ["总则", "附则"]
    assert parsed.body[0].text == "样例分为：\n（一）甲；\n（二）乙。"
    assert parsed.problems == []


def test_headings_by_their_style_and_the_same_text_as_from_markdown():
    made = docx.Document()
    made.add_paragraph("样例办法", style="Title")
    made.add_paragraph(HEAD[1])
    for line in TEXT[3:]:
        made.add_paragraph(line, style="Heading 1" if "章" in line else "Normal")
    text = "\n\n".join(["# 样例办法", HEAD[1], *(f"## {line}" if "章" in line else line for line in TEXT[3:])])
    assert read(made).digest == read_statute(text.encode(), name="样例办法(2020-01-02).md").digest


def test_a_document_as_text_is_read_as_the_same_statute():
    made = docx.Document()
    made.add_paragraph("样例办法", style="Title")
    for line in (HEAD[1], *TEXT[3:]):
        made.add_paragraph(line, style="Heading 1" if "章" in line else "Normal")
    table = made.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["金额", "甲|乙", "", "十"], strict=True):
        cell.text = text
    again = read_statute(text_of(saved(made))[0].encode(), name="样例办法_20200102.docx")
    assert again.body[-1].paragraphs[-1]["table"] == [["金额", "甲|乙"], ["", "十"]]
    assert again.digest == read(made).digest


def test_tables_keep_their_rows_and_merged_cells_their_columns():
    made = document(*HEAD, "第一条　按下表：")
    table = made.add_table(rows=3, cols=2)
    for cell, text in zip(table._cells, ["金额", "费用", "一千", "十", "合计", ""], strict=True):
        cell.text = text
    table.cell(2, 0).merge(table.cell(2, 1))
    made.add_paragraph("第二条　二。")
    parsed = read(made)
    assert parsed.body[0].paragraphs[1]["table"] == [["金额", "费用"], ["一千", "十"], ["合计", ""]]
    assert [article.label for article in parsed.body] == ["第一条", "第二条"]


def test_a_text_that_lies_in_a_frame_of_one_cell_is_text():
    made = document(*HEAD)
    made.add_table(rows=1, cols=1).cell(0, 0).text = "第一条　一。\n第二条　二。"
    assert [article.text for article in read(made).body] == ["一。", "二。"]


def test_numbers_that_word_counts_are_read():
    made = document(*HEAD)
    numbering = made.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for level, text in enumerate(["第%1条", "（%2）"])
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for level, text in [(0, "包括："), (1, "甲；"), (1, "乙。"), (0, "二。")]:
        properties = made.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
        )
    parsed = read(made)
    assert [(a.label, a.text) for a in parsed.body] == [
        ("第一条", "包括：\n（一）甲；\n（二）乙。"),
        ("第二条", "二。"),
    ]


def test_insertions_and_controls_are_text_and_deletions_are_not():
    made = document(*HEAD, "第一条　一。")
    run = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    inserted, deleted, controlled = "（新增）", "（旧）", "第二条　二。"
    paragraph = made.paragraphs[-1]._p
    paragraph.append(parse_xml(f"<w:ins {nsdecls('w')}>{run.format(inserted)}</w:ins>"))
    paragraph.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>{deleted}</w:delText></w:r></w:del>"))
    paragraph.addnext(
        parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p>{run.format(controlled)}</w:p></w:sdtContent></w:sdt>")
    )
    assert [article.text for article in read(made).body] == ["一。（新增）", "二。"]


def test_what_is_no_text_is_said_with_its_paragraph():
    made = document(*HEAD, "第一条　一。")
    made.paragraphs[-1]._p.append(
        parse_xml(
            f"<w:r {nsdecls('w')}><w:pict><w:txbxContent><w:p><w:r><w:t>框中之字</w:t></w:r></w:p></w:txbxContent>"
            "</w:pict></w:r>"
        )
    )
    made.add_paragraph("")._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:drawing/></w:r>"))
    problems = read(made).problems
    assert [problem.line for problem in problems] == [3, 4]
    assert "框中之字" in problems[0].reason


def test_lines_broken_inside_a_paragraph_are_lines():
    assert [a.text for a in read(document(*HEAD, "第一条　一。\n二款。\n第二条\t二。")).body] == [
        "一。\n二款。",
        "二。",
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "doc"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"PK\x03\x04" + b"x" * 400, "损坏"),
        (saved(document(*HEAD, *TEXT))[:-900], "损坏"),
    ],
)
def test_old_locked_and_damaged_documents_get_one_sentence(data, said):
    with pytest.raises(UnreadableStatuteError) as error:
        read_statute(data, name="样例办法_20200102.docx")
    assert said in str(error.value)
    assert len(str(error.value)) < ONE_SENTENCE


def test_a_spreadsheet_is_no_word_document():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(UnreadableStatuteError):
        read_statute(out.getvalue(), name="表.docx")


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked(monkeypatch):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 70_000_000)
    assert len(out.getvalue()) < 100_000
    with pytest.raises(UnreadableStatuteError):
        read_statute(out.getvalue(), name="炸弹.docx")
    monkeypatch.setattr(importer, "_MOST_PARAGRAPHS", 5)
    with pytest.raises(UnreadableStatuteError):
        read(document(*HEAD, *TEXT))
    monkeypatch.setattr(importer, "_MOST_ENTRIES", 3)
    with pytest.raises(UnreadableStatuteError):
        read(document(*HEAD))


def test_an_entity_that_grows_is_not_followed():
    original = zipfile.ZipFile(io.BytesIO(saved(document(*HEAD, "第一条　&b;"))))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for entry in original.infolist():
            data = original.read(entry)
            if entry.filename == "word/document.xml":
                bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
                data = data.replace(b"<w:document", bomb + b"<w:document", 1).replace(b"&amp;b;", b"&b;")
            archive.writestr(entry, data)
    try:
        text = read_statute(out.getvalue(), name="样例办法_20200102.docx").body[0].text
    except UnreadableStatuteError:
        return
    assert "aaaa" not in text


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_makes_it_fail_otherwise_than_in_a_sentence(data):
    sound = bytearray(saved(document(*HEAD, *TEXT)))
    for _ in range(data.draw(st.integers(1, 12))):
        sound[data.draw(st.integers(0, len(sound) - 1))] = data.draw(st.integers(0, 255))
    with suppress(UnreadableStatuteError):
        assert read_statute(bytes(sound), name="样例办法_20200102.docx").title
