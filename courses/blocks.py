"""Blocks of a lesson: prose and citations, and what checks that they were understood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from library.blocks import guide_blocks
from quizzes.enums import QuestionUse

if TYPE_CHECKING:
    from quizzes.models import Question, Quiz


class CheckBlock(SnippetChooserBlock):
    """A question asked on the spot. It must be answered right for the lesson to be completed."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__("quizzes.Question", **kwargs)

    def clean(self, value: Question | None) -> Question | None:
        question: Question | None = super().clean(value)
        if question is not None and not self.is_deferred_validation and question.use != QuestionUse.CHECK:
            raise ValidationError(
                _("Quizzes may draw this question. Set its use to “Asked inside a lesson” first, or choose another.")
            )
        return question

    class Meta:
        label = _("Check question")
        icon = "help"
        help_text = _("Place it right after the part it checks. Readers must answer it right to complete the lesson.")


class QuizBlock(SnippetChooserBlock):
    """A quiz that must be passed for the lesson to be completed."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__("quizzes.Quiz", **kwargs)

    def clean(self, value: Quiz | None) -> Quiz | None:
        quiz: Quiz | None = super().clean(value)
        if quiz is not None and not self.is_deferred_validation and not quiz.published:
            raise ValidationError(_("This quiz is not published yet, so nobody could pass it. Publish it first."))
        return quiz

    class Meta:
        label = _("Quiz")
        icon = "clipboard-list"
        help_text = _("Usually the last block of a course's last lesson. Readers must pass it to complete the lesson.")


class VideoBlock(blocks.StructBlock):
    file = DocumentChooserBlock(label=_("Video file"), help_text=_("MP4 or WebM, from the site's own documents."))
    captions = DocumentChooserBlock(label=_("Captions"), required=False, help_text=_("A WebVTT file."))
    title = blocks.CharBlock(label=_("Title"), max_length=100)
    transcript = blocks.RichTextBlock(
        label=_("Transcript"),
        required=False,
        features=["bold", "ul", "ol"],
        help_text=_("What is said, for those who cannot hear it or have no signal for video."),
    )

    #: What a browser plays, and in what it reads captions.
    VIDEO_TYPES: ClassVar = frozenset({"mp4", "webm"})
    CAPTION_TYPES: ClassVar = frozenset({"vtt"})

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        errors = {}
        if cleaned["file"] and cleaned["file"].file_extension.lower() not in self.VIDEO_TYPES:
            errors["file"] = ValidationError(_("This is no video that a phone can play. Choose an MP4 or WebM file."))
        if cleaned["captions"] and cleaned["captions"].file_extension.lower() not in self.CAPTION_TYPES:
            errors["captions"] = ValidationError(_("These are no captions. Choose a file that ends in .vtt."))
        if errors:
            raise blocks.StructBlockValidationError(block_errors=errors)
        return cleaned

    class Meta:
        label = _("Video")
        icon = "media"
        template = "courses/blocks/video.html"


class LessonBody(blocks.StreamBlock):
    """Everything a lesson may hold. To be published it has to check something; a draft may still lack that."""

    CHECKING: ClassVar = frozenset({"check", "quiz"})

    def __init__(self, local_blocks: object = None, **kwargs: object) -> None:
        super().__init__(
            [*guide_blocks(), ("video", VideoBlock()), ("check", CheckBlock()), ("quiz", QuizBlock())], **kwargs
        )

    def clean(self, value: blocks.StreamValue) -> blocks.StreamValue:
        cleaned = super().clean(value)
        asked = [(child.block_type, child.value) for child in cleaned if child.block_type in self.CHECKING]
        problems: list[Any] = []
        if not asked and not self.is_deferred_validation:
            problems.append(
                _(
                    "A lesson is completed by answering, not by reading: add at least one check question or quiz"
                    " before you publish it."
                )
            )
        if len(set(asked)) < len(asked):
            problems.append(_("The same check question or quiz stands here twice. Remove one of them."))
        if problems:
            raise blocks.StreamBlockValidationError(non_block_errors=ErrorList(problems))
        return cleaned
