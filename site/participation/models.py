"""The ledger of study hours (学时): append-only, one row for each source."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from library.models import Amendment
from participation.enums import StudySource
from participation.queries import AppendOnlyError, SeenAmendmentQuerySet, StudyRecordQuerySet


class StudyRecord(models.Model):
    """Study hours that somebody earned on a day. A correction is a new row that voids an old one.

    ``source_id`` is the primary key of the lesson or quiz, as text. Erasing a person sets ``member`` to null: counts
    stay. Nothing else ever changes: ``save``, the manager and triggers in the database (migrations 0002 and 0003)
    refuse it. A voiding row repeats what it takes back; neither of the two counts.
    """

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="study_records",
        verbose_name=_("member"),
    )
    source = models.CharField(_("source"), max_length=10, choices=StudySource)
    source_id = models.CharField(max_length=40)
    title = models.CharField(_("what was studied"), max_length=255, help_text=_("As it was called that day."))
    hours = models.DecimalField(_("study hours"), max_digits=5, decimal_places=1)
    studied_on = models.DateField(_("studied on"), default=timezone.localdate)
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now)
    voids = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="voided_by_row", verbose_name=_("voids")
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Who voided it; empty where the site itself recorded it."),
    )

    objects: ClassVar = StudyRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("study record")
        verbose_name_plural = _("study records")
        ordering = ["-studied_on", "-pk"]
        default_permissions = ("view",)
        permissions = [("void_studyrecord", "Can void a study record")]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "source", "source_id"],
                condition=Q(voids__isnull=True),
                name="study_record_one_per_source",
            ),
            models.CheckConstraint(condition=Q(hours__gte=0), name="study_record_hours_not_negative"),
            models.CheckConstraint(
                condition=Q(voids__isnull=True) | ~Q(reason=""), name="study_record_void_gives_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["member", "studied_on"], name="study_record_of_member")]

    def __str__(self) -> str:
        return f"{self.studied_on} · {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError("Rows of the study ledger are never updated.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("Rows of the study ledger are never deleted.")

    @property
    def is_void(self) -> bool:
        """Whether another row voids this one."""
        return hasattr(self, "voided_by_row")

    @property
    def standing(self) -> str:
        """In words: whether the row counts, and if not, why."""
        if self.voids_id:
            return gettext("Voids another row: {reason}").format(reason=self.reason)
        return gettext("Void") if self.is_void else gettext("Counts")


class SeenAmendment(models.Model):
    """A member has read that an article which they were taught is another now."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    amendment = models.ForeignKey(Amendment, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = SeenAmendmentQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("change of the law that was read")
        verbose_name_plural = _("changes of the law that were read")
        default_permissions = ()
        ordering = ["-seen_at"]
        constraints = [models.UniqueConstraint(fields=["member", "amendment"], name="seen_amendment_once")]

    def __str__(self) -> str:
        return f"{self.member} · {self.amendment}"
