"""The parts of an article as a template needs them."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from django import template

from library.calculators import working
from library.models.statutes import Item, Paragraph, Subitem
from library.numerals import to_chinese

register = template.Library()


@register.filter
def items_of(paragraph: Paragraph) -> list[Item]:
    """The 项 of a 款. In a template ``paragraph.items`` would call the dictionary's own method where it has none."""
    return paragraph.get("items", [])


@register.filter
def mark_of(item: Item | Subitem) -> str:
    """（二） as 项 are numbered, unless the text prints another mark."""
    return item.get("mark") or f"（{to_chinese(item['number'])}）"


@register.filter
def submark_of(subitem: Subitem) -> str:
    """2. as 目 are numbered, unless the text prints another mark."""
    return subitem.get("mark") or f"{subitem['number']}."


class LawTable(NamedTuple):
    """A table as it is laid out: ``head`` is empty where the first row names no columns."""

    head: list[str]
    rows: list[list[tuple[str, str]]]


@register.filter
def table_of(paragraph: Paragraph) -> LawTable | None:
    """The table of a 款: rows of cells, each with the name of its column, by which a phone shows it."""
    rows = paragraph.get("table", [])
    if not rows:
        return None
    width = max(map(len, rows))
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    head = rows[0] if len(rows) > 1 and all(rows[0]) else []
    return LawTable(head, [list(zip(head or [""] * width, row, strict=True)) for row in rows[bool(head) :]])


@register.filter
def yuan(amount: Decimal) -> str:
    """``12345.6`` → 12,345.60."""
    return working.yuan(amount)
