"""The parts of an article as a template needs them."""

from __future__ import annotations

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from library.citing.links import link_html, linked_paragraphs
from library.models import Article
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
def law_links(text: str) -> SafeString:
    """Prose, escaped if it is not HTML yet, with the articles that it cites linked."""
    return link_html(conditional_escape(text))


@register.filter
def with_links(article: Article) -> list[Paragraph]:
    """An article's 款 with the articles that they cite linked."""
    return linked_paragraphs(article)
