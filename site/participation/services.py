"""Writing the ledger: rows are added, and a wrong one is voided by another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from accounts.models import Member, Unit
from participation.enums import StudySource
from participation.models import SeenAmendment, StudyRecord
from participation.periods import Month
from participation.queries import amendments_since_learned


class CannotVoidError(Exception):
    """The record cannot be voided; the message says why."""


@transaction.atomic
def record_study(
    *,
    member: Member,
    source: StudySource,
    source_id: int,
    title: str,
    hours: Decimal,
    studied_on: dt.date | None = None,
) -> StudyRecord:
    """Write down what a member earned. The same source earns once: asked again, the row that stands is returned.

    The site itself records it, because something happened in a feature below; so nobody is named. ``studied_on`` is
    today when it is not given.
    """
    record, _created = StudyRecord.objects.get_or_create(
        member=member,
        source=source,
        source_id=str(source_id),
        voids=None,
        defaults={"title": title, "hours": hours, "studied_on": studied_on or timezone.localdate()},
    )
    return record


@transaction.atomic
def see_changes(*, amendments: Collection[int], by: Member) -> int:
    """``by`` has read of these changes of the law, given by primary key; what does not concern them counts for nothing.
    Returns how many they have read anew.
    """
    concerned = amendments_since_learned(by, timezone.localdate()).filter(pk__in=amendments)
    seen = [SeenAmendment(member=by, amendment=amendment) for amendment in concerned]
    SeenAmendment.objects.bulk_create(seen, ignore_conflicts=True)
    return len(seen)


@transaction.atomic
def void_record(*, record: StudyRecord, reason: str, by: Member) -> StudyRecord:
    """Take back a record with a new row that names who did it and why. The old row stays as it was.

    Raises ``CannotVoidError`` without a reason, for a row that is void already, and for one that itself voids another.
    """
    reason = reason.strip()
    if not reason:
        raise CannotVoidError(_("Say why the record is voided."))
    if record.voids_id is not None:
        raise CannotVoidError(_("This row voids another one; it cannot itself be voided."))
    voiding, created = StudyRecord.objects.get_or_create(
        voids=record,
        defaults={
            "member": record.member,
            "source": record.source,
            "source_id": record.source_id,
            "title": record.title,
            "hours": record.hours,
            "studied_on": record.studied_on,
            "reason": reason,
            "recorded_by": by,
        },
    )
    if not created:
        raise CannotVoidError(_("This record is void already."))
    log(
        instance=record,
        action="participation.void_record",
        user=by,
        data={"reason": reason, "member": record.member_id, "voided_by_row": voiding.pk},
    )
    return voiding


def note_view(*, member: Member, unit: Unit, by: Member) -> None:
    """Write down that ``by`` looked at a member's record as a leader of a unit: one row, which needs no transaction."""
    log(instance=member, action="participation.view_member", user=by, data={"unit": unit.pk, "unit_name": unit.name})


@transaction.atomic
def note_export(*, unit: Unit, month: Month, purpose: str, by: Member) -> None:
    """Write down that ``by`` took a unit's month away as a file, and what for."""
    log(instance=unit, action="participation.export_team", user=by, data={"month": month.key, "purpose": purpose})
