"""The texts of what cites, piece by piece, in the order in which they are read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from django.urls import reverse
from wagtail import blocks
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.blocks.field_block import ChooserBlock
from wagtail.rich_text import get_text_for_indexing

from base.models import SitePage
from library.blocks import CitationBlock, citation_reference
from library.citing.links import place_of
from library.citing.sources import Passage, Upkeep
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


def page_passages(page: SitePage, bodies: Iterable[str], rich: Iterable[str] = ()) -> Iterator[Passage]:
    """All that a page says in prose: its ``bodies`` of blocks, its summary and its ``rich`` texts, each for itself."""
    for name in bodies:
        yield from body_passages(getattr(page, name))
    yield Passage(page.summary, is_heading=True)
    for name in rich:
        yield Passage(get_text_for_indexing(getattr(page, name)), is_heading=True)


def _chosen(value: blocks.StructValue) -> ArticleReference | None:
    try:
        return citation_reference(value)
    except ValueError:  # a draft may be unfinished
        return None


def page_wording(page: SitePage, bodies: Iterable[str], rich: Iterable[str] = ()) -> str:
    """All that a page says, in a form that tells one wording from another."""
    blocks_of = [list(getattr(page, name).raw_data) for name in bodies]
    said = [page.title, page.summary, *blocks_of, *(getattr(page, name) for name in rich)]
    return json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)


def page_upkeep(model: type[SitePage], bodies: Iterable[str], rich: Iterable[str] = ()) -> Upkeep:
    """Pages are retired by unpublishing, which Wagtail refuses to who may not."""
    return Upkeep(
        in_use=lambda: model.objects.live(),
        title="title",
        owner="owner",
        wording=lambda page: page_wording(page, bodies, rich),
        edit_url=lambda pk: reverse("wagtailadmin_pages:edit", args=[pk]),
        retire=lambda page, by: UnpublishPageAction(page, user=by).execute(),
    )
