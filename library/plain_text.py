"""An article as plain lines that a person edits, and back.

Each 款 is a line, each （一）项 and each 1. 目 a line of its own, each row of a table a line between upright strokes.
Read back, the lines are understood as an importer understands them.
"""

from __future__ import annotations

from itertools import groupby

from library.importers.items import ItemReader
from library.importers.lines import Line, trim
from library.importers.parsed import ParsedArticle
from library.importers.tables import cells_of_row
from library.models.statutes import Paragraph
from library.numerals import to_chinese

BACKSLASH = "\\"


def write_paragraphs(paragraphs: list[Paragraph]) -> str:
    """The lines of an article."""
    lines: list[str] = []
    for paragraph in paragraphs:
        lines.append(paragraph["text"])
        for item in paragraph.get("items", []):
            lines.append(item.get("mark", f"（{to_chinese(item['number'])}）") + item["text"])
            lines += [sub.get("mark", f"{sub['number']}.") + sub["text"] for sub in item.get("subitems", [])]
        lines += map(_row, paragraph.get("table", []))
    return "\n".join(line for line in lines if line)


def read_paragraphs(text: str) -> list[Paragraph]:
    """What the lines say; blank ones are passed over. Nothing makes it fail."""
    article = ParsedArticle(1)
    reader = ItemReader(lambda line, reason: None)
    lines = [line for raw in text.splitlines() if (line := trim(raw))]
    for is_table, group in groupby(enumerate(lines, start=1), key=lambda numbered: numbered[1].startswith("|")):
        if is_table:
            numbered = list(group)
            rows = [cells for _number, line in numbered if (cells := cells_of_row(line))]
            if rows:
                reader.read(Line(numbered[0][0], "", table=rows), article)
        else:
            for number, line in group:
                reader.read(Line(number, line), article)
    return article.paragraphs


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cell.replace('|', BACKSLASH + '|') for cell in cells)} |"
