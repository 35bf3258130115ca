"""The parts of an article as a template needs them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from django import template
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from library import time_travel
from library.calculators import working
from library.citing.links import link_html, linked_paragraphs
from library.comparison.layout import Line
from library.comparison.texts import TextSpan
from library.enums import SpanKind, StatuteStatus
from library.marginalia.marking import mark_passages
from library.models import Article, StatuteVersion
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


@register.filter
def in_lines(text: str) -> SafeString:
    """A text of several lines, each after the first set in like a paragraph; what is marked safe stays as it is."""
    first, *others = conditional_escape(text).split("\n")
    lines = [f'<span class="law-text__line">{line}</span>' for line in others]
    return mark_safe("".join([first, *lines]))  # noqa: S308 - escaped above


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


@register.filter
def law_links(text: str, day: dt.date | None = None) -> SafeString:
    """Prose, escaped if it is not HTML yet, with the articles that it cites linked, as they read on another day than
    today or ``None``."""
    return link_html(conditional_escape(text), on=day)


@register.filter
def with_links(article: Article, day: dt.date | None) -> list[Paragraph]:
    """An article's 款 with the articles that they cite linked, as they read on another day than today or ``None``."""
    return linked_paragraphs(article, on=day)


@register.filter
def on_day(url: str, day: dt.date | None) -> str:
    """The address for another day than today, which a page carries on in its links; the same for ``None``."""
    return time_travel.on_day(url, day)


@register.filter
def status_on(version: StatuteVersion, day: dt.date) -> StatuteStatus:
    """What a text is on a day."""
    return version.status_on(day)


@register.filter
def passages(html: str, marked: list[str]) -> SafeString:
    """The same HTML with a member's own marks in it."""
    return mark_passages(html, marked or [])


@register.simple_tag
def difference(lines: Iterable[Line]) -> SafeString:
    """Lines of a comparison as paragraphs. Made here rather than by a template: a long statute has thousands."""
    spoken = {SpanKind.ADDED: ("ins", _("added:")), SpanKind.REMOVED: ("del", _("removed:"))}

    def marked(span: TextSpan) -> str:
        if span.kind == SpanKind.SAME:
            return escape(span.text)
        tag, word = spoken[span.kind]
        return f'<{tag}><span class="spoken">{escape(word)}</span>{escape(span.text)}</{tag}>'

    paragraphs = ("".join(marked(span) for span in line) for line in lines)
    return mark_safe("".join(f"<p>{paragraph}</p>" for paragraph in paragraphs))  # noqa: S308  each part is escaped
