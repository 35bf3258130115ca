"""Lines out of a Word document: headings by their style, tables, numbers that Word itself counts.

What a document may cost is bounded before it is opened, since a small archive can unpack to anything.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from django.utils.translation import gettext as _
from docx.document import Document

from library.importers.lines import Line, Source, excerpt, is_indented, shorten_spaces, trim
from library.importers.parsed import UnreadableStatuteError
from library.importers.patterns import ARTICLE_START, is_division
from library.importers.tables import is_one_column
from library.importers.word_numbers import WordNumbers

_LARGEST_UNPACKED = 60_000_000
_MOST_ENTRIES = 5_000
_MOST_PARAGRAPHS = 60_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PICTURES = (f"{_W}drawing", f"{_W}pict", f"{_W}object")
_HEADING = re.compile(r"^(?:heading|标题)\s*(?P<level>[1-9])$", re.IGNORECASE)
_TITLES = {"title", "标题"}
_CHARACTERS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def is_word(data: bytes) -> bool:
    """Whether bytes are of a Word document, new or old, sound or not."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", _OLE))


def read_docx(data: bytes) -> Source:
    """Every paragraph that is not blank; a line's number is that of its paragraph.

    Raises ``UnreadableStatuteError`` for a document that is old, locked, damaged or unpacks to too much.
    """
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnreadableStatuteError(_("The document is protected by a password; save it without one."))
        raise UnreadableStatuteError(_("The file is in Word's old format (.doc); save it as .docx."))
    _check_bounds(data)
    try:
        document = docx.Document(io.BytesIO(data))
        return _DocumentReader(document).read()
    except UnreadableStatuteError:
        raise
    except Exception as error:
        # A damaged document may fail anywhere in the archive, the XML or python-docx, with errors of many kinds.
        raise UnreadableStatuteError(_("The file is damaged or no Word document.")) from error


def _check_bounds(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise UnreadableStatuteError(_("The file is damaged or no Word document.")) from error
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise UnreadableStatuteError(_("The document is protected by a password; save it without one."))
    if len(entries) > _MOST_ENTRIES or sum(entry.file_size for entry in entries) > _LARGEST_UNPACKED:
        raise UnreadableStatuteError(_("The document unpacks to more than any statute holds."))


class _DocumentReader:
    def __init__(self, document: Document) -> None:
        self._body = document.element.body
        self._styles = {style.style_id: style.name or "" for style in document.styles if hasattr(style, "style_id")}
        self._numbers = WordNumbers(document)
        self._source = Source([])
        self._number = 0
        self._blank = False

    def read(self) -> Source:
        for block in _blocks(self._body):
            if block.tag == f"{_W}tbl":
                self._read_table(block)
            else:
                self._read_paragraph(block)
        return self._source

    def _next(self) -> int:
        self._number += 1
        if self._number > _MOST_PARAGRAPHS:
            raise UnreadableStatuteError(_("The document unpacks to more than any statute holds."))
        return self._number

    def _read_paragraph(self, paragraph: Any) -> None:
        number = self._next()
        self._report_what_is_no_text(number, paragraph)
        level = self._level_of(paragraph)
        text = _text_of(paragraph)
        if trim(text):
            text = self._numbers.label(paragraph) + text.lstrip() if self._numbers.counts(paragraph) else text
        else:
            self._blank = True
        for part in text.split("\n"):
            if trim(part):
                self._add(number, part, level)

    def _add(self, number: int, raw: str, level: int = 0) -> None:
        self._source.lines.append(Line(number, trim(raw), level, is_indented(raw), after_blank=self._blank))
        self._blank = False

    def _level_of(self, paragraph: Any) -> int:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = self._styles.get(style.get(f"{_W}val"), "") if style is not None else ""
        if name.strip().lower() in _TITLES:
            return 1
        heading = _HEADING.match(name.strip())
        # The title is the one heading of the first level: 章 come below it, whatever level Word gives them.
        return int(heading["level"]) + is_division(trim(_text_of(paragraph))) if heading else 0

    def _read_table(self, table: Any) -> None:
        number = self._next()
        rows = [row for row in map(self._cells, table.iterchildren(f"{_W}tr")) if any(row)]
        cells = [cell for row in rows for cell in row]
        if is_one_column(rows) or any(ARTICLE_START.match(line) for cell in cells for line in cell.split("\n")):
            for cell in cells:
                for part in filter(trim, cell.split("\n")):
                    self._add(number, part)
        elif rows:
            rows = [[" ".join(cell.split()) for cell in row] for row in rows]
            self._source.lines.append(Line(number, "", after_blank=self._blank, table=rows))

    def _cells(self, row: Any) -> list[str]:
        """A cell over several columns is followed by empty ones; one that goes on from above is empty."""
        cells: list[str] = []
        for cell in row.iter(f"{_W}tc"):
            if next(cell.iterancestors(f"{_W}tr")) is not row:
                continue
            paragraphs = [_text_of(paragraph) for paragraph in cell.iter(f"{_W}p")]
            self._next()
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            width = span.get(f"{_W}val") if span is not None else "1"
            cells += ["\n".join(filter(trim, paragraphs)), *[""] * (min(int(width), 50) - 1)]
        return cells

    def _report_what_is_no_text(self, number: int, paragraph: Any) -> None:
        boxes = ["".join(_text_of(inner) for inner in box.iter(f"{_W}p")) for box in paragraph.iter(f"{_W}txbxContent")]
        if boxes:
            self._source.problems.append((number, _("A text box; it is left out: %s") % excerpt(boxes[0])))
        elif next(paragraph.iter(*_PICTURES), None) is not None:
            self._source.problems.append((number, _("A picture; it is left out: %s") % excerpt(_text_of(paragraph))))
        if next(paragraph.iter(f"{_W}footnoteReference", f"{_W}endnoteReference"), None) is not None:
            self._source.problems.append((number, _("A footnote; it is left out.")))


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in their order, those within content controls and insertions too."""
    for child in parent.iterchildren():
        if child.tag in {f"{_W}p", f"{_W}tbl"}:
            yield child
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"}:
            yield from _blocks(child)


def _text_of(paragraph: Any) -> str:
    """What is printed: inserted text too, deleted text and text boxes not."""
    return shorten_spaces("".join(_pieces(paragraph)))


def _pieces(element: Any) -> Iterator[str]:
    for child in element.iterchildren():
        if child.tag in {f"{_W}t", _MATH_TEXT}:
            yield child.text or ""
        elif child.tag in _CHARACTERS:
            yield _CHARACTERS[child.tag]
        elif isinstance(child.tag, str) and child.tag not in {f"{_W}txbxContent", f"{_W}del", f"{_W}pPr", _FALLBACK}:
            yield from _pieces(child)
