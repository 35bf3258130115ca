"""Blocks that cite the law."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from base.blocks import prose_blocks
from library.references import HIGHEST_NUMBER, ArticleReference, parse_key, parse_reference
from library.widgets import LawInput

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class LawBlock(blocks.CharBlock):
    """A law's short title."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.field.widget = LawInput()


class CitationBlock(blocks.StructBlock):
    """An article by law and number; its text in force is fetched when the page is shown."""

    law = LawBlock(label=_("Law"), max_length=120, help_text=_("Short title, for example 劳动合同法."))
    article = blocks.CharBlock(
        label=_("Article"), max_length=30, help_text=_("39, or 120-1 for 第一百二十条之一; 第三十九条 will do as well.")
    )
    paragraph = blocks.IntegerBlock(label=_("Paragraph"), required=False, min_value=1, max_value=HIGHEST_NUMBER)
    item = blocks.IntegerBlock(label=_("Item"), required=False, min_value=1, max_value=HIGHEST_NUMBER)
    note = blocks.CharBlock(
        label=_("Note"), required=False, max_length=200, help_text=_("Why this article matters here.")
    )

    class Meta:
        label = _("Citation")
        icon = "openquote"
        template = "library/blocks/citation.html"
        description = _("One article by law and number. Its text in force folds out; nothing need be copied.")
        preview_value = {"law": "劳动法", "article": "44", "note": "三种加班，三个倍数。"}

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        cleaned["law"] = cleaned["law"].strip("《》 ").removeprefix("中华人民共和国")
        cleaned["article"] = cleaned["article"].strip()
        if value["law"] and not cleaned["law"]:
            raise self._refusal("law", _("Write the law's short title, for example 劳动合同法."))
        if not cleaned["article"]:  # a draft may wait for it; publishing may not
            return cleaned
        try:
            _spell_as_key(cleaned)
            reference = citation_reference(cleaned)
        except ValueError:
            raise self._refusal("article", _("Write the article as 39 or 120-1, or in full: 第三十九条.")) from None
        if reference:
            from library.citations import by_its_own_name

            reference = by_its_own_name(reference)
            cleaned["law"] = reference.law
            self._check_it_exists(reference)
        return cleaned

    def _check_it_exists(self, reference: ArticleReference) -> None:
        from library.citations import missing_in_force

        if missing := missing_in_force(reference):
            raise self._refusal(missing.part, missing.message)

    @staticmethod
    def _refusal(field: str, message: StrOrPromise) -> blocks.StructBlockValidationError:
        return blocks.StructBlockValidationError(block_errors={field: ValidationError(message)})

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        from library.citations import cite

        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        reference = citation_reference(value)
        if reference:
            known = (parent_context or {}).get("cited_articles") or {}
            context["cited"] = known.get(reference) or cite([reference])[reference]
        return context


class DeadlineBlock(CitationBlock):
    """How long one has, and the article that says so."""

    what = blocks.CharBlock(
        label=pgettext_lazy("time limit", "What for"), max_length=60, help_text=_("For example: 申请劳动仲裁.")
    )
    within = blocks.CharBlock(label=_("How long"), max_length=30, help_text=_("For example: 1 年."))
    counted_from = blocks.CharBlock(
        label=_("Counted from"), required=False, max_length=100, help_text=_("For example: 知道权利被侵害那天.")
    )

    class Meta:
        label = _("Deadline")
        icon = "calendar-alt"
        template = "library/blocks/deadline.html"
        form_layout = ["what", "within", "counted_from", "law", "article", "paragraph", "item", "note"]
        description = _("How long one has for something, from which day, and the article that says so.")
        preview_value = {
            "what": "申请劳动仲裁",
            "within": "1 年",
            "counted_from": "知道或者应当知道权利被侵害那天",
            "law": "劳动争议调解仲裁法",
            "article": "27",
            "note": "",
        }


def _spell_as_key(value: Any) -> None:
    """第三十九条第二款 or 四十四 as a person writes it, into the fields that hold 39 and 2. Raises ``ValueError``."""
    written = value["article"]
    if written.isascii() and "条" not in written:
        return
    if "条" not in written:
        written = f"第{written}条"
    elif not written.startswith("第"):
        written = f"第{written}"
    reference = parse_reference(f"《法》{written}")
    value["article"] = reference.key
    value["paragraph"] = reference.paragraph or value.get("paragraph")
    value["item"] = reference.item or value.get("item")


def citation_reference(value: Any) -> ArticleReference | None:
    """The reference that a citation block's value holds, or ``None`` while a draft leaves it unfinished.

    Raises ``ValueError`` when the article is not written as a key.
    """
    if not (value["law"] and value["article"]):
        return None
    number, suffix = parse_key(value["article"])
    return ArticleReference(value["law"], number, suffix, value.get("paragraph"), value.get("item"))


def references_in(stream_value: blocks.StreamValue) -> list[ArticleReference]:
    """What the citations and deadlines of a body name, each once, in their order."""
    cited = (citation_reference(child.value) for child in stream_value if isinstance(child.block, CitationBlock))
    return list(dict.fromkeys(reference for reference in cited if reference))


def guide_blocks() -> list[tuple[str, blocks.Block]]:
    """Prose, citations and deadlines."""
    return [*prose_blocks(), ("citation", CitationBlock()), ("deadline", DeadlineBlock())]
