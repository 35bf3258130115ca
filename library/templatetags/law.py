"""The parts of an article as a template needs them."""

from __future__ import annotations

from decimal import Decimal

from django import template

from library.calculators import working
from library.models.statutes import Item, Paragraph
from library.numerals import to_chinese

register = template.Library()


@register.filter
def items_of(paragraph: Paragraph) -> list[Item]:
    """The 项 of a 款. In a template ``paragraph.items`` would call the dictionary's own method where it has none."""
    return paragraph.get("items", [])


@register.filter
def item_number(number: int) -> str:
    """``2`` → （二）, as 项 are numbered."""
    return f"（{to_chinese(number)}）"


@register.filter
def yuan(amount: Decimal) -> str:
    """``12345.6`` → 12,345.60."""
    return working.yuan(amount)
