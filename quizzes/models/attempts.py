"""Attempts: a small state machine that the database guards."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes.enums import AttemptState
from quizzes.models.questions import QuestionVersion
from quizzes.models.quizzes import Quiz
from quizzes.queries import AnswerQuerySet, AttemptQuerySet, DailyAnswerQuerySet


class Attempt(models.Model):
    """One sitting of one member. ``deadline`` is the server's and final; marks are in the quiz's own points."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="attempts")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="attempts")
    ordinal = models.PositiveSmallIntegerField(help_text=_("1 for the member's first attempt at this quiz."))
    state = models.CharField(max_length=16, choices=AttemptState, default=AttemptState.IN_PROGRESS)
    started_at = models.DateTimeField(default=timezone.now)
    deadline = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    pass_percent = models.PositiveSmallIntegerField(help_text=_("Of the full mark, as the quiz said at the start."))
    mark = models.DecimalField(max_digits=7, decimal_places=1, null=True, blank=True)
    max_mark = models.DecimalField(max_digits=7, decimal_places=1)
    passed = models.BooleanField(null=True, blank=True)

    objects: ClassVar = AttemptQuerySet.as_manager()
    #: Wagtail would look for references to pages and pictures at every save; there are none.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "quiz"],
                condition=Q(state=AttemptState.IN_PROGRESS),
                name="attempt_one_open_per_member",
            ),
            models.UniqueConstraint(fields=["member", "quiz", "ordinal"], name="attempt_unique_ordinal"),
            models.CheckConstraint(condition=Q(ordinal__gte=1), name="attempt_ordinal_from_one"),
            models.CheckConstraint(
                condition=Q(state=AttemptState.IN_PROGRESS, submitted_at__isnull=True)
                | Q(state=AttemptState.VOID)
                | (~Q(state=AttemptState.IN_PROGRESS) & Q(submitted_at__isnull=False)),
                name="attempt_handed_in_when_not_open",
            ),
            models.CheckConstraint(
                condition=~Q(state=AttemptState.MARKED) | Q(mark__isnull=False, passed__isnull=False),
                name="attempt_marked_has_a_mark",
            ),
            models.CheckConstraint(condition=Q(deadline__gt=F("started_at")), name="attempt_deadline_after_start"),
        ]
        indexes = [
            models.Index(fields=["deadline"], condition=Q(state=AttemptState.IN_PROGRESS), name="attempt_overdue"),
        ]

    def __str__(self) -> str:
        return f"{self.quiz} · {self.member} · {self.ordinal}"

    def get_absolute_url(self) -> str:
        return reverse("quizzes:attempt", args=[self.pk])

    @property
    def in_progress(self) -> bool:
        return self.state == AttemptState.IN_PROGRESS

    @property
    def ended_by_time(self) -> bool:
        """Handed in by the clock rather than by the member."""
        return self.submitted_at == self.deadline


class Answer(models.Model):
    """One question of one attempt, made when the attempt starts; ``sequence`` 0 means not answered yet.

    ``option_order`` and ``chosen`` hold option ids.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="answers")
    position = models.PositiveSmallIntegerField(help_text=_("Place on the paper, from 1."))
    section_title = models.CharField(max_length=60, blank=True)
    question_version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="answers")
    option_order = models.JSONField(default=list)
    max_mark = models.DecimalField(max_digits=5, decimal_places=1)
    chosen = models.JSONField(default=list)
    sequence = models.PositiveBigIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    mark = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)

    objects: ClassVar = AnswerQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["attempt", "position"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "position"], name="answer_unique_position"),
            models.UniqueConstraint(fields=["attempt", "question_version"], name="answer_question_once"),
            models.CheckConstraint(
                condition=Q(mark__isnull=True) | Q(mark__gte=0, mark__lte=F("max_mark")),
                name="answer_mark_within_bounds",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} · {self.position}"


class DailyAnswer(models.Model):
    """A member's answer to the question of one day."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="daily_answers")
    date = models.DateField(default=timezone.localdate)
    question_version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    chosen = models.JSONField(default=list)
    correct = models.BooleanField()
    answered_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = DailyAnswerQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("answer to the question of the day")
        verbose_name_plural = _("answers to the question of the day")
        ordering = ["-date"]
        constraints = [models.UniqueConstraint(fields=["member", "date"], name="daily_answer_one_a_day")]

    def __str__(self) -> str:
        return f"{self.member} · {self.date}"
