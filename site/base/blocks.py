"""StreamField blocks that any page may use. They know no feature."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock, TypedTableBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

RICH_TEXT_FEATURES = ["bold", "ul", "ol", "link", "document-link"]

#: As people write a number to call: 12351, 0571-8888 6666, +86 571 8888 6666.
PHONE_NUMBER = r"^\+?[0-9](?:[0-9 -]{1,22})[0-9]$"


class HeadingBlock(blocks.CharBlock):
    class Meta:
        label = _("Heading")
        icon = "title"
        template = "base/blocks/heading.html"
        description = _("The heading of a part.")
        preview_value = "法律怎么说"
        max_length = 60


class TextBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs: object) -> None:
        super().__init__(features=RICH_TEXT_FEATURES, **kwargs)

    class Meta:
        label = pgettext_lazy("block", "Text")
        icon = "pilcrow"
        template = "base/blocks/text.html"
        description = _("Plain paragraphs and lists.")
        preview_value = "<p>单位安排你加班，要先和你商量，也要付加班费。</p>"


class CalloutBlock(blocks.StructBlock):
    tone = blocks.ChoiceBlock(
        label=_("Tone"),
        choices=[
            ("note", _("Note")),
            ("tip", _("Tip")),
            ("warning", _("Warning")),
            ("deadline", _("Deadline")),
            ("story", _("Story")),
        ],
        default="note",
    )
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=60)
    text = blocks.RichTextBlock(label=pgettext_lazy("block", "Text"), features=RICH_TEXT_FEATURES)

    class Meta:
        label = _("Callout")
        icon = "info-circle"
        template = "base/blocks/callout.html"
        description = _("One thing that must not be overlooked, in a frame of its own.")
        preview_value = {
            "tone": "warning",
            "title": "先别急着签字",
            "text": "<p>看清楚写了什么，拿不准就带回来问工会。</p>",
        }


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
    bring = blocks.CharBlock(
        label=_("What to bring"), required=False, max_length=120, help_text=_("For example: 身份证、工资条。")
    )
    place = blocks.CharBlock(label=_("Where to go"), required=False, max_length=80)
    takes = blocks.CharBlock(
        label=_("How long it takes"), required=False, max_length=60, help_text=_("For example: 五个工作日内答复。")
    )


class StepsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=60)
    steps = blocks.ListBlock(StepBlock(), label=_("Steps"), min_num=2, max_num=12)

    class Meta:
        label = _("Steps")
        icon = "list-ol"
        template = "base/blocks/steps.html"
        description = _("What to do first and what next, two steps at least.")
        preview_value = {
            "title": "怎么申请",
            "steps": [
                {"title": "写申请", "text": "<p>写明要什么、为什么。</p>", "bring": "身份证、劳动合同"},
                {"title": "交上去", "text": "<p>当场要回执。</p>", "place": "仲裁委立案窗口", "takes": "五日内答复"},
            ],
        }


class TableBlock(TypedTableBlock):
    def __init__(self, **kwargs: object) -> None:
        super().__init__([("text", blocks.CharBlock(label=pgettext_lazy("block", "Text"), required=False))], **kwargs)

    class Meta:
        label = _("Table")
        icon = "table"
        template = "base/blocks/table.html"
        description = _("Figures and days in rows and columns.")
        preview_value = {
            "caption": "月工资 5220 元的例子",
            "columns": [{"type": "text", "heading": "什么时候"}, {"type": "text", "heading": "加班费"}],
            "rows": [{"values": ["周三晚上 2 小时", "90 元"]}, {"values": ["周六 8 小时", "480 元"]}],
        }


class ComparisonBlock(TableBlock):
    """Two or more ways side by side. The first column names what is compared; on a phone each row is a card."""

    #: More columns are no longer side by side on any screen.
    MOST_COLUMNS = 5

    class Meta:
        label = _("Comparison")
        icon = "table"
        template = "base/blocks/comparison.html"
        description = _("Ways side by side. The first column says what is compared, each further column is one way.")
        preview_value = {
            "caption": "两种离开的办法",
            "columns": [
                {"type": "text", "heading": "比什么"},
                {"type": "text", "heading": "自己辞职"},
                {"type": "text", "heading": "协商解除"},
            ],
            "rows": [
                {"values": ["谁先提", "本人", "单位或者本人"]},
                {"values": ["经济补偿", "一般没有", "单位先提的有"]},
            ],
        }

    def clean(self, table: TypedTable) -> TypedTable:
        cleaned = super().clean(table)
        problems = []
        if not table.caption.strip():
            problems.append(_("Say in the caption what is compared."))
        if not 2 < len(table.columns) <= self.MOST_COLUMNS:
            problems.append(_("A comparison has a column for what is compared and two to four ways beside it."))
        if not table.row_data:
            problems.append(_("A comparison needs at least one row."))
        if any(not column["heading"].strip() for column in table.columns[1:]):
            problems.append(_("Every way has its name at the head of its column."))
        if problems:
            raise TypedTableBlockValidationError(non_block_errors=problems)
        return cleaned


class DocumentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=100)

    class Meta:
        label = _("Document")
        icon = "doc-full"
        template = "base/blocks/document.html"


class DownloadsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=60)
    documents = blocks.ListBlock(DocumentBlock(), label=_("Documents"), min_num=1, max_num=20)

    class Meta:
        label = _("Downloads")
        icon = "download"
        template = "base/blocks/downloads.html"
        description = _("Several forms or samples to take along, each with its type and size.")


class ContactValue(blocks.StructValue):
    @property
    def dialled(self) -> str:
        """The number as a telephone takes it."""
        return "".join(character for character in self["phone"] if character in "+0123456789")


class ContactBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Name or office"), max_length=60)
    phone = blocks.RegexBlock(
        PHONE_NUMBER,
        label=_("Telephone"),
        required=False,
        help_text=_("Readers call it with one touch: 12351, or 0571-88886666."),
        error_messages={"invalid": _("Write digits, with spaces or hyphens between them.")},
    )
    hours = blocks.CharBlock(
        label=_("When"), required=False, max_length=80, help_text=_("For example: 工作日 9:00—17:00。")
    )
    address = blocks.CharBlock(label=_("Where"), required=False, max_length=120)
    note = blocks.CharBlock(label=_("Note"), required=False, max_length=120, help_text=_("What to turn to them for."))

    class Meta:
        label = _("Contact")
        icon = "mobile-alt"
        template = "base/blocks/contact.html"
        value_class = ContactValue
        description = _("Whom to turn to: a telephone number, the hours, the place.")
        preview_value = {
            "name": "职工维权热线",
            "phone": "12351",
            "hours": "按当地工会的工作时间",
            "address": "",
            "note": "各地总工会接听，问劳动权益方面的事。",
        }

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["name"] and not (cleaned["phone"] or cleaned["address"]):
            message = ValidationError(_("Give a telephone number or an address."))
            raise blocks.StructBlockValidationError(block_errors={"phone": message})
        return cleaned


class AnsweredQuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=pgettext_lazy("reader", "Question"), max_length=120)
    answer = blocks.RichTextBlock(label=_("Answer"), features=RICH_TEXT_FEATURES)


class QuestionsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=60)
    questions = blocks.ListBlock(
        AnsweredQuestionBlock(), label=pgettext_lazy("reader", "Questions"), min_num=1, max_num=20
    )

    class Meta:
        label = _("Questions and answers")
        icon = "help"
        template = "base/blocks/questions.html"
        description = _("What readers ask after reading; the answers fold out.")
        preview_value = {
            "title": "还有人问",
            "questions": [
                {"question": "没有加班审批单，就不算加班吗？", "answer": "<p>不一定，要看是不是单位安排的。</p>"}
            ],
        }


def prose_blocks() -> list[tuple[str, blocks.Block]]:
    """What every written page offers; features add their own after these."""
    return [
        ("heading", HeadingBlock()),
        ("text", TextBlock()),
        ("callout", CalloutBlock()),
        ("steps", StepsBlock()),
        ("table", TableBlock()),
        ("comparison", ComparisonBlock()),
        ("questions", QuestionsBlock()),
        ("contact", ContactBlock()),
        ("picture", PictureBlock()),
        ("document", DocumentBlock()),
        ("downloads", DownloadsBlock()),
    ]
