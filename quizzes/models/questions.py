"""Questions and their versions. What was asked of somebody never changes afterwards."""

from __future__ import annotations

from typing import Any, ClassVar, TypedDict

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.models import PreviewableMixin

from library.models import ArticleCitation
from quizzes.enums import Difficulty, QuestionStatus, QuestionType, QuestionUse
from quizzes.queries import QuestionQuerySet, QuestionVersionQuerySet


class Option(TypedDict):
    """``id`` stays with the option whatever its place, and grading goes by it."""

    id: str
    text: str


class QuestionBank(models.Model):
    """A drawer of questions that quizzes draw from."""

    name = models.CharField(_("name"), max_length=80, unique=True)

    class Meta:
        verbose_name = _("question bank")
        verbose_name_plural = _("question banks")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Question(PreviewableMixin, models.Model):
    """What is asked, through all its versions."""

    bank = models.ForeignKey(QuestionBank, on_delete=models.PROTECT, related_name="questions", verbose_name=_("bank"))
    code = models.CharField(
        _("code"),
        max_length=60,
        unique=True,
        null=True,
        blank=True,
        help_text=_("Tells it apart when it is imported again."),
    )
    status = models.CharField(_("status"), max_length=8, choices=QuestionStatus, default=QuestionStatus.ACTIVE)
    use = models.CharField(_("use"), max_length=5, choices=QuestionUse, default=QuestionUse.DRAW)
    current = models.OneToOneField(
        "quizzes.QuestionVersion", on_delete=models.RESTRICT, null=True, blank=True, related_name="+", editable=False
    )
    topics = TaggableManager(verbose_name=_("topics"), blank=True)

    objects: ClassVar = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["bank", "pk"]

    def __str__(self) -> str:
        return self.current.stem[:60] if self.current else f"#{self.pk}"

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "quizzes/preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """As a member sees it, before and after the right answer."""
        from quizzes.presentation import QuestionView, VerdictView

        context: dict[str, Any] = super().get_preview_context(request, mode_name)
        if self.current:
            context["question"] = QuestionView(self.current, name="preview")
            context["verdict"] = VerdictView(self.current, self.current.key)
        return context


class QuestionVersion(models.Model):
    """One wording of a question. ``key`` is apart from ``options``, so that what is sent to a browser cannot hold it.

    ``options`` is a list of Option; ``key`` the ids of the right ones. 判断 has the options ``true`` and ``false``.
    """

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(default=1)
    type = models.CharField(_("type"), max_length=9, choices=QuestionType)
    stem = models.TextField(_("stem"))
    options = models.JSONField(_("options"), default=list)
    key = models.JSONField(_("right answer"), default=list)
    explanation = models.TextField(_("explanation"), blank=True)
    difficulty = models.PositiveSmallIntegerField(_("difficulty"), choices=Difficulty, default=Difficulty.MEDIUM)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    objects: ClassVar = QuestionVersionQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("question version")
        verbose_name_plural = _("question versions")
        ordering = ["question", "-number"]
        constraints = [models.UniqueConstraint(fields=["question", "number"], name="question_version_unique_number")]

    def __str__(self) -> str:
        return self.stem[:60]


class QuestionCitation(ArticleCitation):
    """An article that a version of a question rests on."""

    question_version = models.ForeignKey(QuestionVersion, on_delete=models.CASCADE, related_name="citations")

    wagtail_reference_index_ignore = True

    class Meta(ArticleCitation.Meta):
        verbose_name = _("cited article")
        verbose_name_plural = _("cited articles")
        constraints = [
            models.UniqueConstraint(
                F("question_version"),
                F("law"),
                F("number"),
                F("suffix"),
                models.functions.Coalesce("paragraph", 0),
                models.functions.Coalesce("item", 0),
                name="question_citation_unique",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="question_citation_article_from_one"),
        ]
