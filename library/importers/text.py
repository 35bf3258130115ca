"""Lines out of a text: plain, or Markdown with front matter, comments, emphasis, links, HTML marks and tables.

A ``.txt`` and a ``.md`` file are read by the same rules, since the marks of Markdown do not occur in a statute.
"""

from __future__ import annotations

import html
import re

from django.utils.translation import gettext as _

from library.importers.lines import Line, Source, is_indented, shorten_spaces, trim
from library.importers.tables import cells_of_row, rows_of_html

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<fields>.*?)(?:(?<=\n)|\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(?P<name>[a-z_]{1,40}):[ \t]*(?P<value>\S.*?)[ \t]*$", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_END_OF_HEAD = "<!-- INFO END -->"
_TABLE = re.compile(r"<table\b.*?</table\s*>?", re.DOTALL | re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>|</p\s*>|</div\s*>|</li\s*>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|b|blockquote|center|details|div|em|font|hr|i|img|li|ol|p|small|span|strong|summary|u|ul)"
    r"(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
_HEADING = re.compile(r"^(?P<marks>#{1,6})(?P<text>.*)$")
_RULE = re.compile(r"^(?:-{3,}|\*{3,}|_{3,}|=+|:{3}.*|\[{1,2}toc\]{1,2})$", re.IGNORECASE)
_UNDERLINE = re.compile(r"^={2,}$")
_LEAD = re.compile(r"^(?:>\s*|[-*+]\s+)+")
_LINK = re.compile(r"(?P<picture>!?)\[(?P<text>[^\[\]\n]{0,200})\]\((?P<target>[^()\s]{0,500})\)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>])")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def read_lines(text: str) -> Source:
    """Every line that is not blank, with its number in the file; nothing makes it fail."""
    text = shorten_spaces(_CONTROL.sub("", _NEWLINES.sub("\n", text).removeprefix("\ufeff")))
    source = Source([])
    first_line = 1
    if front := _FRONT_MATTER.match(text):
        source.fields = {field["name"]: field["value"].strip("\"'") for field in _FIELD.finditer(front["fields"])}
        first_line += text.count("\n", 0, front.end())
        text = text[front.end() :]
    head, marker, _body = text.partition(_END_OF_HEAD)
    source.head_ends_at = head.count("\n") + first_line if marker else 0
    _LineReader(source).read(_COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text), first_line)
    return source


class _LineReader:
    def __init__(self, source: Source) -> None:
        self._source = source
        self._blank = False
        self._in_table = False
        self._html_tables: list[list[list[str]]] = []

    def read(self, text: str, first_line: int) -> None:
        # Behind the last end of a table nothing is one, however often it begins.
        behind = text.lower().rfind("</table") + len("</table>")
        text = _TABLE.sub(self._set_aside, text[:behind]) + text[behind:]
        for number, raw in enumerate(text.split("\n"), start=first_line):
            if "\0" in raw:
                before, _mark, after = raw.partition("\0")
                self._read_parts(number, before)
                if rows := self._html_tables.pop(0):
                    self._add(Line(number, "", table=rows))
                raw = after.replace("\0", "")
            self._read_parts(number, raw)

    def _set_aside(self, table: re.Match[str]) -> str:
        """A NUL, which no text holds any more, stands for the table; its lines stay counted."""
        self._html_tables.append(rows_of_html(table[0]))
        return "\0" + "\n" * table[0].count("\n")

    def _read_parts(self, number: int, raw: str) -> None:
        if not trim(raw):
            self._blank, self._in_table = True, False
            return
        for part in _BREAK.split(raw) if "<" in raw else [raw]:
            self._read_line(number, part)

    def _read_line(self, number: int, raw: str) -> None:
        text = trim(raw)
        if text.startswith("|"):
            self._read_row(number, text)
            return
        self._in_table = False
        lines = self._source.lines
        if _UNDERLINE.match(text) and lines and not self._blank and not lines[-1].level:
            lines[-1] = Line(lines[-1].number, lines[-1].text, level=1, after_blank=lines[-1].after_blank)
        if not text or _RULE.match(text):
            return
        heading = _HEADING.match(text)
        cleaned = self._cleaned(number, heading["text"].rstrip("#") if heading else _LEAD.sub("", text))
        if cleaned:
            level = len(heading["marks"]) if heading else 0
            self._add(Line(number, cleaned, level, indented=is_indented(raw)))

    def _read_row(self, number: int, text: str) -> None:
        row = [self._cleaned(number, cell) for cell in cells_of_row(text)]
        if not any(row):
            return
        if not self._in_table:
            self._add(Line(number, "", table=[]))
            self._in_table = True
        self._source.lines[-1].table.append(row)

    def _cleaned(self, number: int, text: str) -> str:
        """Without emphasis, links, HTML marks and escapes."""
        if "<" in text:
            text = _TAG.sub("", text)
        if "](" in text:
            text = _LINK.sub(lambda link: self._text_of_link(number, link), text)
        if "&" in text:
            text = html.unescape(text)
        text = _ESCAPE.sub(r"\1", text.replace("**", ""))
        return trim(_CONTROL.sub("", _NEWLINES.sub(" ", text.replace("\n", " "))))

    def _text_of_link(self, number: int, link: re.Match[str]) -> str:
        if not link["picture"]:
            return link["text"]
        self._source.problems.append((number, _("A picture; it is left out: %s") % (link["text"] or link["target"])))
        return ""

    def _add(self, line: Line) -> None:
        self._source.lines.append(
            Line(line.number, line.text, line.level, line.indented, after_blank=self._blank, table=line.table)
        )
        self._blank = False
