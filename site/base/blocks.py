"""StreamField blocks that any page may use. They know no feature."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

RICH_TEXT_FEATURES = ["bold", "ul", "ol", "link", "document-link"]


class HeadingBlock(blocks.CharBlock):
    class Meta:
        label = _("Heading")
        icon = "title"
        template = "base/blocks/heading.html"
        max_length = 60


class TextBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs: object) -> None:
        super().__init__(features=RICH_TEXT_FEATURES, **kwargs)

    class Meta:
        label = pgettext_lazy("block", "Text")
        icon = "pilcrow"
        template = "base/blocks/text.html"


class CalloutBlock(blocks.StructBlock):
    tone = blocks.ChoiceBlock(
        label=_("Tone"),
        choices=[("note", _("Note")), ("tip", _("Tip")), ("warning", _("Warning")), ("story", _("Story"))],
        default="note",
    )
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=60)
    text = blocks.RichTextBlock(label=pgettext_lazy("block", "Text"), features=RICH_TEXT_FEATURES)

    class Meta:
        label = _("Callout")
        icon = "info-circle"
        template = "base/blocks/callout.html"


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        label=_("Description"),
        required=False,
        max_length=200,
        help_text=_("What the picture shows, for those who cannot see it. Leave empty for mere decoration."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=200)

    class Meta:
        label = _("Picture")
        icon = "image"
        template = "base/blocks/picture.html"


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=80)
    text = blocks.RichTextBlock(label=pgettext_lazy("block", "Text"), features=RICH_TEXT_FEATURES)


class StepsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=60)
    steps = blocks.ListBlock(StepBlock(), label=_("Steps"), min_num=2)

    class Meta:
        label = _("Steps")
        icon = "list-ol"
        template = "base/blocks/steps.html"


class TableBlock(TypedTableBlock):
    def __init__(self, **kwargs: object) -> None:
        super().__init__([("text", blocks.CharBlock(label=pgettext_lazy("block", "Text"), required=False))], **kwargs)

    class Meta:
        label = _("Table")
        icon = "table"
        template = "base/blocks/table.html"


class DocumentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=100)

    class Meta:
        label = _("Document")
        icon = "doc-full"
        template = "base/blocks/document.html"


def prose_blocks() -> list[tuple[str, blocks.Block]]:
    """What every written page offers; features add their own after these."""
    return [
        ("heading", HeadingBlock()),
        ("text", TextBlock()),
        ("callout", CalloutBlock()),
        ("steps", StepsBlock()),
        ("table", TableBlock()),
        ("picture", PictureBlock()),
        ("document", DocumentBlock()),
    ]
