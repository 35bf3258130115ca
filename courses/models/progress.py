"""Who takes which course, and how far they are."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.enums import ProgressState
from courses.models.pages import CoursePage, LessonPage
from courses.queries import CheckAnswerQuerySet, EnrolmentQuerySet, LessonProgressQuerySet
from quizzes.models import QuestionVersion


class Enrolment(models.Model):
    """A member takes a course. Its row is what the services lock: one member's work on a course goes step by step."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrolments")
    course = models.ForeignKey(CoursePage, on_delete=models.PROTECT, related_name="enrolments")
    enrolled_at = models.DateTimeField(default=timezone.now)
    completed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["-enrolled_at"]
        constraints = [models.UniqueConstraint(fields=["member", "course"], name="enrolment_once_per_course")]

    def __str__(self) -> str:
        return f"{self.member} · {self.course}"


class LessonProgress(models.Model):
    """How far a member is in a lesson; no row means not started.

    ``last_block`` is the id of the block they stood at. The lesson last seen is the one with the latest
    ``last_seen_at``.
    """

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="lesson_progress")
    lesson = models.ForeignKey(LessonPage, on_delete=models.PROTECT, related_name="progress")
    state = models.CharField(max_length=12, choices=ProgressState, default=ProgressState.STARTED)
    started_at = models.DateTimeField(default=timezone.now)
    last_seen_at = models.DateTimeField(default=timezone.now)
    last_block = models.CharField(max_length=36, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = LessonProgressQuerySet.as_manager()

    class Meta:
        verbose_name = _("lesson progress")
        verbose_name_plural = _("lesson progress")
        ordering = ["-last_seen_at"]
        constraints = [
            models.UniqueConstraint(fields=["member", "lesson"], name="lesson_progress_once_per_member"),
            models.CheckConstraint(
                condition=Q(state=ProgressState.COMPLETED, completed_at__isnull=False)
                | (~Q(state=ProgressState.COMPLETED) & Q(completed_at__isnull=True)),
                name="lesson_progress_completed_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.lesson}"


class CheckAnswer(models.Model):
    """One answer to a check question inside a lesson; every try is kept."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="check_answers")
    lesson = models.ForeignKey(LessonPage, on_delete=models.PROTECT, related_name="check_answers")
    question_version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    chosen = models.JSONField(default=list)
    correct = models.BooleanField()
    answered_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = CheckAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("check answer")
        verbose_name_plural = _("check answers")
        ordering = ["-answered_at"]
        indexes = [models.Index(fields=["member", "lesson"], name="check_answer_of_lesson")]

    def __str__(self) -> str:
        return f"{self.member} · {self.lesson}"

    @property
    def chosen_texts(self) -> list[str]:
        """What the chosen options say."""
        return [option["text"] for option in self.question_version.options if option["id"] in self.chosen]
