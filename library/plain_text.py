"""An article as plain lines that a person edits, and back.

Each 款 is a line, each （一）项 and each 1. 目 a line of its own, each row of a table a line between upright strokes.
"""

from __future__ import annotations

import re

from library.models.statutes import Item, Paragraph
from library.numerals import from_chinese, to_chinese

_ITEM = re.compile(r"^(?P<mark>[（(]\s*(?P<number>[零〇一二三四五六七八九十百]{1,5})\s*[）)])\s*(?P<text>.*)$")
_SUBITEM = re.compile(r"^(?P<mark>(?P<number>[0-9０-９]{1,2})[.．、])\s*(?P<text>\D.*)$")
_ROW = re.compile(r"^\|(?P<cells>.*)\|$")
_SPACES = " \t\f\v\u00a0\u3000\ufeff"


def write_paragraphs(paragraphs: list[Paragraph]) -> str:
    """The lines of an article."""
    lines: list[str] = []
    for paragraph in paragraphs:
        lines.append(paragraph["text"])
        for item in paragraph.get("items", []):
            lines.append(item.get("mark", f"（{to_chinese(item['number'])}）") + item["text"])
            lines += [sub.get("mark", f"{sub['number']}.") + sub["text"] for sub in item.get("subitems", [])]
        lines += [f"| {' | '.join(row)} |" for row in paragraph.get("table", [])]
    return "\n".join(line for line in lines if line)


def read_paragraphs(text: str) -> list[Paragraph]:
    """What the lines say; blank ones are passed over. Nothing makes it fail."""
    paragraphs: list[Paragraph] = []
    for raw in text.splitlines():
        if line := raw.strip(_SPACES):
            _read_item(paragraphs, line) or _read_subitem(paragraphs, line) or _read_row(
                paragraphs, line
            ) or paragraphs.append({"text": line})
    return paragraphs


def _read_item(paragraphs: list[Paragraph], line: str) -> bool:
    match = _ITEM.match(line)
    if not match:
        return False
    try:
        number = from_chinese(match["number"])
    except ValueError:
        return False
    if not paragraphs or "table" in paragraphs[-1]:
        paragraphs.append({"text": ""})
    item: Item = {"number": number, "text": match["text"]}
    if match["mark"] not in {f"（{to_chinese(number)}）", f"({to_chinese(number)})"}:
        item["mark"] = match["mark"]
    paragraphs[-1].setdefault("items", []).append(item)
    return True


def _read_subitem(paragraphs: list[Paragraph], line: str) -> bool:
    match = _SUBITEM.match(line)
    items = paragraphs[-1].get("items") if paragraphs else None
    if not match or not items:
        return False
    number = int(match["number"])
    mark = {} if match["mark"] == f"{number}." else {"mark": match["mark"]}
    items[-1].setdefault("subitems", []).append({"number": number, "text": match["text"], **mark})
    return True


def _read_row(paragraphs: list[Paragraph], line: str) -> bool:
    match = _ROW.match(line)
    if not match:
        return False
    if not paragraphs or "items" in paragraphs[-1]:
        paragraphs.append({"text": ""})
    paragraphs[-1].setdefault("table", []).append([cell.strip(_SPACES) for cell in match["cells"].split("|")])
    return True
