"""A statute, or what was chosen of it, as a Word document (.docx) on A4, with styles that Word knows by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from library.models import Article
from library.models.statutes import Paragraph
from library.numerals import to_chinese
from library.outputs.naming import chinese_day, printable, version_name
from library.outputs.selection import Selection

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

#: A serif for the text of the law and a sans for its headings, as Chinese offices have them.
SERIF, SANS = "宋体", "黑体"
_LATIN = "Times New Roman"
#: Headings go three deep in Word: 编, 章, 节.
_DEEPEST = 3
_BLACK = RGBColor(0, 0, 0)


def word_document(selection: Selection, *, source: str) -> bytes:
    """The file. ``source`` is the address at which this text stands on the site."""
    document = Document()
    _set_up(document)
    version, statute = selection.version, selection.version.statute
    document.core_properties.title = printable(statute.title)
    document.core_properties.author = printable(statute.issuer)
    document.core_properties.subject = version_name(version)
    document.core_properties.comments = source
    document.core_properties.language = "zh-CN"
    document.add_paragraph(printable(statute.title), style="Title")
    document.add_paragraph(printable(_facts(selection)), style="Subtitle")
    for line in version.history if selection.is_whole else []:
        document.add_paragraph(printable(line), style="Caption")
    for line in version.preamble.splitlines() if selection.is_whole else []:
        document.add_paragraph(printable(line), style="Body Text")
    for section in selection.sections:
        if section.division:
            document.add_heading(printable(str(section.division)), min(section.level, _DEEPEST))
        for article in section.articles:
            _add_article(document, article)
    _add_edges(document.sections[0], selection, source)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _facts(selection: Selection) -> str:
    """What the reader must know to rely on a print: which text, since when, and on which day it was so."""
    version = selection.version
    parts = [
        version_name(version),
        _("in force from %(day)s") % {"day": chinese_day(version.effective_from)},
        _("%(status)s as of %(day)s")
        % {"status": version.status_on(selection.day).label, "day": chinese_day(selection.day)},
    ]
    return "　".join(parts if selection.is_whole else [*parts, _("excerpt")])


def _add_article(document: Any, article: Article) -> None:
    """Its number stands before its first words, as in the gazettes."""
    label: str = article.label
    for paragraph in article.paragraphs or [{"text": ""}]:
        _add_paragraph(document, paragraph, label)
        label = ""


def _add_paragraph(document: Any, paragraph: Paragraph, label: str) -> None:
    if label or paragraph["text"]:
        line = document.add_paragraph(style="Body Text")
        if label:
            number = line.add_run(f"{label}　")
            number.bold = True
            _set_fonts(number._element.get_or_add_rPr(), SANS)  # noqa: SLF001  python-docx has no East Asian fonts
        line.add_run(printable(paragraph["text"]))
    for item in paragraph.get("items", []):
        document.add_paragraph(f"（{to_chinese(item['number'])}）{printable(item['text'])}", style="Body Text")
        for subitem in item.get("subitems", []):
            document.add_paragraph(f"{subitem['number']}.{printable(subitem['text'])}", style="Body Text")
    if rows := paragraph.get("table"):
        _add_table(document, rows)


def _add_table(document: Any, rows: Sequence[Sequence[str]]) -> None:
    """Its first row is repeated on every page that the table goes on to."""
    table = document.add_table(rows=0, cols=max(len(row) for row in rows), style="Table Grid")
    for row in rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=False):
            cell.paragraphs[0].add_run(printable(text))
    head = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001  python-docx has no repeated rows
    head.append(OxmlElement("w:tblHeader"))
    document.add_paragraph()


# --- How it looks -------------------------------------------------------------------------------------------------


def _set_up(document: Any) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(28)
    page.top_margin, page.bottom_margin = Mm(30), Mm(26)
    styles = document.styles
    for name, east_asian, size, bold in (
        ("Normal", SERIF, 12, False),
        ("Body Text", SERIF, 12, False),
        ("Title", SANS, 20, True),
        ("Subtitle", SERIF, 10.5, False),
        ("Caption", SERIF, 10.5, False),
        ("Heading 1", SANS, 16, True),
        ("Heading 2", SANS, 14, True),
        ("Heading 3", SANS, 12, True),
        ("Header", SERIF, 9, False),
        ("Footer", SERIF, 9, False),
    ):
        style = styles[name]
        style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
        style.font.color.rgb = _BLACK
        _set_fonts(style.element.get_or_add_rPr(), east_asian)
    for name in ("Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3"):
        styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        styles[name].paragraph_format.space_before = styles[name].paragraph_format.space_after = Pt(10)
    _take_out(styles["Title"].element.pPr, "w:pBdr")
    for name in ("Title", "Subtitle"):
        _take_out(styles[name].element.rPr, "w:spacing")
    _set_body(styles["Body Text"])


def _set_body(style: Any) -> None:
    """Two characters of indent, whatever the size of type."""
    style.paragraph_format.line_spacing = 1.5
    style.paragraph_format.space_after = Pt(3)
    style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    style.paragraph_format.first_line_indent = Pt(24)
    style.element.pPr.find(qn("w:ind")).set(qn("w:firstLineChars"), "200")


def _set_fonts(properties: Any, east_asian: str) -> None:
    """Word keeps a font for Latin and one for Chinese; a theme's font, where a style names one, wins over both."""
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script, font in (("ascii", _LATIN), ("hAnsi", _LATIN), ("eastAsia", east_asian), ("cs", _LATIN)):
        fonts.set(qn(f"w:{script}"), font)


def _take_out(properties: Any, tag: str) -> None:
    for element in properties.findall(qn(tag)):
        properties.remove(element)


# --- Header and footer --------------------------------------------------------------------------------------------


def _add_edges(section: Any, selection: Selection, source: str) -> None:
    version = selection.version
    header = section.header.paragraphs[0]
    header.text = f"{printable(version.statute.short_title)}　{version_name(version)}"
    header.alignment = WD_ALIGN_PARAGRAPH.CENTER
    address = section.footer.paragraphs[0]
    address.text = _("As of %(day)s. Source: %(address)s") % {"day": chinese_day(selection.day), "address": source}
    pages = section.footer.add_paragraph(style="Footer")
    before, between, after = _("Page {page} of {pages}").replace("{pages}", "{page}").split("{page}")
    _add_words_and_fields(pages, [before, "PAGE", between, "NUMPAGES", after])
    for line in (address, pages):
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _add_words_and_fields(line: Any, parts: Iterable[str]) -> None:
    """Words, and between them what Word computes."""
    for place, part in enumerate(parts):
        if place % 2 == 0:
            line.add_run(part)
            continue
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), part)
        shown = OxmlElement("w:r")
        text = OxmlElement("w:t")
        text.text = "1"
        shown.append(text)
        field.append(shown)
        line._p.append(field)  # noqa: SLF001  python-docx has no fields
