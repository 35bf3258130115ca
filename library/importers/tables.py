"""Rows of cells out of tables in Markdown and in HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from library.importers.lines import trim

_BETWEEN_CELLS = re.compile(r"(?<!\\)\|")
_SEPARATOR = re.compile(r"^[\s|:\-]+$")
#: A tag that never ends; the parser looks for its end again from each of them.
_UNENDED = re.compile("<(?![^<>]*>)")
#: Beyond this many columns a span is a mistake.
_WIDEST_SPAN = 50


def cells_of_row(line: str) -> list[str]:
    """``| 一 | 二 |`` → 一, 二; nothing for the row of dashes below a head."""
    if _SEPARATOR.match(line):
        return []
    inner = line.strip().removeprefix("|")
    cells = _BETWEEN_CELLS.split(inner)
    if cells and not cells[-1].strip():
        cells.pop()
    return [cell.replace("\\|", "|").strip() for cell in cells]


def rows_of_html(source: str) -> list[list[str]]:
    """The rows of a table; a cell over several columns is followed by empty ones."""
    reader = _TableReader()
    reader.feed(_UNENDED.sub("&lt;", source))
    reader.close()
    return [row for row in reader.rows if any(row)]


def is_one_column(rows: list[list[str]]) -> bool:
    """Whether it holds text in a frame rather than a table."""
    return all(len([cell for cell in row if cell]) <= 1 for row in rows)


class _TableReader(HTMLParser):
    """Nested tables run into the cell that holds them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._cell = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr" or (tag in {"td", "th"} and not self.rows):
            self.rows.append([])
        if tag in {"td", "th"}:
            self._cell = len(self.rows[-1])
            self.rows[-1] += [""] * _span(dict(attrs).get("colspan"))

    def handle_data(self, data: str) -> None:
        text = trim(" ".join(data.split()))
        if not text:
            return
        if not self.rows:
            self.rows.append([])
        if not self.rows[-1]:
            self.rows[-1].append("")
            self._cell = 0
        self.rows[-1][self._cell] = f"{self.rows[-1][self._cell]} {text}".strip()


def _span(written: str | None) -> int:
    """How many columns a cell takes."""
    if not written or len(written) > 3 or not (written.isascii() and written.isdigit()):
        return 1
    return min(max(int(written), 1), _WIDEST_SPAN)
