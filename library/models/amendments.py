"""What an amendment does to everything that rests on the articles it changed (修法影响)."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from library.enums import UNDECIDED, AmendmentKind, ReviewState
from library.models.citing import Citation
from library.models.statutes import StatuteVersion
from library.numerals import key_label
from library.queries import AmendmentDigestQuerySet, AmendmentQuerySet, AmendmentReviewQuerySet
from library.references import ArticleKey


class Amendment(models.Model):
    """What a version did to one article that something cites; or that the statute was repealed, ``version`` being its
    last text.

    ``annex``, ``number`` and ``suffix`` name the article in ``previous``, the ``new_`` fields in ``version``, where it
    is still there. The day of effect is read from the statute, never stored: see ``AmendmentQuerySet.in_effect_on``.
    """

    version = models.ForeignKey(StatuteVersion, on_delete=models.CASCADE, related_name="amendments")
    previous = models.ForeignKey(StatuteVersion, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=AmendmentKind)
    annex = models.PositiveSmallIntegerField(default=0)
    number = models.PositiveSmallIntegerField()
    suffix = models.PositiveSmallIntegerField(default=0)
    new_annex = models.PositiveSmallIntegerField(null=True)
    new_number = models.PositiveSmallIntegerField(null=True)
    new_suffix = models.PositiveSmallIntegerField(null=True)

    #: As ``with_day_of_effect`` reads it.
    takes_effect_on: dt.date

    objects: ClassVar = AmendmentQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("amended article")
        verbose_name_plural = _("amended articles")
        default_permissions = ()
        ordering: ClassVar = ["version", "annex", "number", "suffix"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version", "annex", "number", "suffix"],
                condition=~Q(kind=AmendmentKind.REPEALED),
                name="amendment_once_per_version",
            ),
            models.UniqueConstraint(
                fields=["version", "annex", "number", "suffix"],
                condition=Q(kind=AmendmentKind.REPEALED),
                name="amendment_repealed_once",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[AmendmentKind.REMOVED, AmendmentKind.REPEALED],
                    new_annex__isnull=True,
                    new_number__isnull=True,
                    new_suffix__isnull=True,
                )
                | Q(
                    ~Q(kind__in=[AmendmentKind.REMOVED, AmendmentKind.REPEALED]),
                    new_annex__isnull=False,
                    new_number__isnull=False,
                    new_suffix__isnull=False,
                ),
                name="amendment_new_place_unless_gone",
            ),
        ]

    def __str__(self) -> str:
        return f"《{self.version.statute.short_title}》{self.label}"

    @property
    def key(self) -> ArticleKey:
        """The article in the text before."""
        return self.annex, self.number, self.suffix

    @property
    def new_key(self) -> ArticleKey | None:
        """The article in the text after, if it is still there."""
        if self.new_annex is None or self.new_number is None or self.new_suffix is None:
            return None
        return self.new_annex, self.new_number, self.new_suffix

    @property
    def label(self) -> str:
        """第三十九条, as it was called before."""
        return key_label(*self.key)

    @property
    def new_label(self) -> str:
        """What it is called now; empty where it is gone."""
        return key_label(*self.new_key) if self.new_key else ""


class AmendmentReview(models.Model):
    """One object that cites an amended article, and what was decided about it.

    Rows are made and closed by ``library.amendments.following`` alone; people only decide and take over.
    """

    amendment = models.ForeignKey(Amendment, on_delete=models.CASCADE, related_name="reviews")
    source = models.CharField(max_length=100, help_text=_("The model that cites, for example library.guidepage."))
    object_id = models.PositiveBigIntegerField()
    sentence = models.CharField(max_length=Citation.LONGEST_SENTENCE, blank=True)
    state = models.CharField(
        pgettext_lazy("review", "state"), max_length=12, choices=ReviewState, default=ReviewState.OPEN
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who sees to it"),
    )
    wording = models.CharField(
        max_length=64, blank=True, help_text=_("SHA-256 of what it said when it was to be rewritten.")
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    #: As ``with_day_of_effect`` reads it.
    takes_effect_on: dt.date

    objects: ClassVar = AmendmentReviewQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("place to check after an amendment")
        verbose_name_plural = _("places to check after an amendment")
        default_permissions = ("change",)
        ordering: ClassVar = ["amendment", "source", "object_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["amendment", "source", "object_id"], name="amendment_review_once"),
            models.CheckConstraint(
                condition=Q(state=ReviewState.OPEN, decided_at__isnull=True)
                | Q(~Q(state=ReviewState.OPEN), decided_at__isnull=False),
                name="amendment_review_decided_has_a_time",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["source", "object_id"], name="amendment_review_of_object"),
            models.Index(fields=["state"], name="amendment_review_undecided", condition=Q(state__in=sorted(UNDECIDED))),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.object_id} · {self.get_state_display()}"

    @property
    def is_undecided(self) -> bool:
        return self.state in UNDECIDED


class AmendmentDigest(models.Model):
    """An e-mail that told an editor what waits on the desk."""

    editor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    sent_on = models.DateField(default=timezone.localdate)
    sent_at = models.DateTimeField(default=timezone.now, help_text=_("What came later was not told in it."))

    objects: ClassVar = AmendmentDigestQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("digest of amendments")
        verbose_name_plural = _("digests of amendments")
        default_permissions = ()
        ordering: ClassVar = ["-sent_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["editor", "sent_on"], name="amendment_digest_one_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.sent_on} · {self.editor}"
