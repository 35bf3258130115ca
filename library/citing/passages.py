"""The texts of what cites, piece by piece, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterator

from wagtail import blocks
from wagtail.blocks.field_block import ChooserBlock

from library.blocks import CitationBlock, citation_reference
from library.citing.links import place_of
from library.citing.sources import Passage
from library.models import Article
from library.references import ArticleReference


def article_passages(article: Article) -> Iterator[Passage]:
    """An article's 款, 项 and 目, each where it stands."""
    for number, paragraph in enumerate(article.paragraphs, start=1):
        place = place_of(article, number)
        yield Passage(paragraph["text"], place)
        for item in paragraph.get("items", []):
            yield Passage(item["text"], place)
            for subitem in item.get("subitems", []):
                yield Passage(subitem["text"], place)


def body_passages(body: blocks.StreamValue) -> Iterator[Passage]:
    """A page's blocks: what was cited by choice, and all that is prose."""
    for child in body:
        if isinstance(child.block, CitationBlock):
            yield Passage(child.value.get("note") or "", reference=_chosen(child.value))
        elif not isinstance(child.block, ChooserBlock):
            is_heading = child.block_type == "heading"
            for text in child.block.get_searchable_content(child.value):
                yield Passage(str(text), is_heading=is_heading)


def _chosen(value: blocks.StructValue) -> ArticleReference | None:
    try:
        return citation_reference(value)
    except ValueError:  # a draft may be unfinished
        return None
