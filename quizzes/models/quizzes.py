"""Quizzes: sections that draw questions, and the rules under which they are taken."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import Tag
from wagtail.models import Orderable

from accounts.enums import Audience
from quizzes.enums import AnswersShown, CountingRule, Difficulty, MultiplePolicy, QuestionType
from quizzes.models.questions import QuestionBank
from quizzes.queries import QuizQuerySet


class Quiz(ClusterableModel):
    """A paper drawn anew for every attempt from the sections' rules."""

    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(_("address name"), max_length=120, unique=True, allow_unicode=True)
    intro = models.TextField(_("introduction"), blank=True)
    published = models.BooleanField(_("published"), default=False, help_text=_("Members see published quizzes only."))
    audience = models.CharField(_("audience"), max_length=8, choices=Audience, default=Audience.ALL)
    audience_unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    duration_minutes = models.PositiveSmallIntegerField(
        _("duration in minutes"), default=20, validators=[MinValueValidator(1), MaxValueValidator(600)]
    )
    attempts_allowed = models.PositiveSmallIntegerField(
        _("attempts allowed"), default=3, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    counting_rule = models.CharField(_("which counts"), max_length=8, choices=CountingRule, default=CountingRule.BEST)
    pass_percent = models.PositiveSmallIntegerField(
        _("pass mark in per cent"), default=60, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    multiple_policy = models.CharField(
        _("multiple choice marking"), max_length=16, choices=MultiplePolicy, default=MultiplePolicy.ALL_OR_NOTHING
    )
    missed_mark = models.DecimalField(
        _("mark for an incomplete answer"),
        max_digits=5,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Only where an incomplete answer earns a fixed mark."),
    )
    shuffle_options = models.BooleanField(
        _("shuffle options"), default=True, help_text=_("True or false is never shuffled.")
    )
    answers_shown = models.CharField(
        _("right answers are shown"), max_length=12, choices=AnswersShown, default=AnswersShown.AT_ONCE
    )
    credit_hours = models.DecimalField(
        _("study hours"),
        max_digits=4,
        decimal_places=1,
        default=0,
        validators=[MinValueValidator(0)],
        help_text=_("Earned once, on the first pass."),
    )

    objects: ClassVar = QuizQuerySet.as_manager()

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(opens_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="quiz_closes_after_it_opens",
                violation_error_message=_("It must close after it opens."),
            ),
            models.CheckConstraint(
                condition=Q(pass_percent__gte=1, pass_percent__lte=100), name="quiz_pass_percent_in_range"
            ),
            models.CheckConstraint(condition=Q(attempts_allowed__gte=1), name="quiz_allows_an_attempt"),
            models.CheckConstraint(
                condition=Q(missed_mark__isnull=True) | Q(missed_mark__gte=0), name="quiz_missed_mark_not_negative"
            ),
            models.CheckConstraint(condition=Q(credit_hours__gte=0), name="quiz_hours_not_negative"),
            models.CheckConstraint(
                condition=(Q(audience=Audience.UNIT) & Q(audience_unit__isnull=False))
                | (~Q(audience=Audience.UNIT) & Q(audience_unit__isnull=True)),
                name="quiz_audience_names_its_unit",
                violation_error_message=_("Choose a unit for this audience, and only for this one."),
            ),
            models.CheckConstraint(
                condition=~Q(multiple_policy=MultiplePolicy.MISSED_FIXED) | Q(missed_mark__isnull=False),
                name="quiz_fixed_mark_is_given",
                violation_error_message=_("Say what an incomplete answer earns."),
            ),
            models.CheckConstraint(
                condition=~Q(answers_shown=AnswersShown.AFTER_WINDOW) | Q(closes_at__isnull=False),
                name="quiz_answers_after_a_window_that_ends",
                violation_error_message=_("Answers can be shown after the quiz only when it closes: say when."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("quizzes:quiz", args=[self.slug])

    def is_open_at(self, moment: dt.datetime) -> bool:
        """Published and within its window: Quiz.objects.open_at for one that is at hand."""
        return self.published and not self.opens_after(moment) and not self.closed_by(moment)

    def opens_after(self, moment: dt.datetime) -> bool:
        return self.opens_at is not None and self.opens_at > moment

    def closed_by(self, moment: dt.datetime) -> bool:
        return self.closes_at is not None and self.closes_at <= moment

    def deadline_from(self, start: dt.datetime) -> dt.datetime:
        """When an attempt that starts now must be handed in."""
        end = start + dt.timedelta(minutes=self.duration_minutes)
        return min(end, self.closes_at) if self.closes_at else end

    def shows_answers_at(self, moment: dt.datetime) -> bool:
        """Whether the right answers may be told to who has handed in."""
        match self.answers_shown:
            case AnswersShown.AT_ONCE:
                return True
            case AnswersShown.AFTER_WINDOW:
                return self.closed_by(moment)
            case _:
                return False


class QuizSection(Orderable):
    """So many questions of a bank (or of those on a topic), each worth so much."""

    quiz = ParentalKey(Quiz, on_delete=models.CASCADE, related_name="sections")
    title = models.CharField(_("title"), max_length=60, blank=True)
    bank = models.ForeignKey(
        QuestionBank, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("bank")
    )
    topic = models.ForeignKey(
        Tag, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("topic")
    )
    type = models.CharField(_("type"), max_length=9, choices=QuestionType, blank=True)
    difficulty = models.PositiveSmallIntegerField(_("difficulty"), choices=Difficulty, null=True, blank=True)
    count = models.PositiveSmallIntegerField(
        _("number of questions"), validators=[MinValueValidator(1), MaxValueValidator(200)]
    )
    mark = models.DecimalField(
        _("mark for each"), max_digits=5, decimal_places=1, default=1, validators=[MinValueValidator(Decimal("0.1"))]
    )

    class Meta(Orderable.Meta):
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [
            models.CheckConstraint(condition=Q(count__gte=1), name="quiz_section_draws_something"),
            models.CheckConstraint(condition=Q(mark__gt=0), name="quiz_section_mark_above_zero"),
        ]

    def __str__(self) -> str:
        return self.title or f"#{self.sort_order}"
