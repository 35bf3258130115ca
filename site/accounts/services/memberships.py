"""Who joins a unit, leaves it, and moves to another."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.enums import Role
from accounts.models import Member, Membership, Unit
from accounts.services.saving import save_checked


def _place(membership: Membership) -> None:
    """Save unless the member holds the same role in the same unit on one of the days; the member's row is the lock."""
    Member.objects.locked().get(pk=membership.member_id)
    if Membership.objects.overlapping(membership).exists():
        raise ValidationError(_("The member already holds this role in this unit on some of these days."))
    save_checked(membership)


def _log_membership(membership: Membership, *, action: str, by: Member | None) -> None:
    log(
        instance=membership,
        action=action,
        user=by,
        data={
            "member": membership.member.employee_number,
            "unit": membership.unit_id,
            "role": membership.role,
            "from": membership.from_date.isoformat(),
            "until": membership.until.isoformat() if membership.until else None,
        },
    )


@transaction.atomic
def join_unit(
    *,
    member: Member,
    unit: Unit,
    by: Member | None,
    role: Role = Role.MEMBER,
    from_date: dt.date | None = None,
    until: dt.date | None = None,
) -> Membership:
    """A role in a unit from a day (today, when none is given). ``until`` is the last day that counts."""
    membership = Membership(
        member=member, unit=unit, role=role, from_date=from_date or timezone.localdate(), until=until
    )
    _place(membership)
    _log_membership(membership, action="accounts.join_unit", by=by)
    return membership


@transaction.atomic
def change_membership(*, membership: Membership, from_date: dt.date, until: dt.date | None, by: Member) -> Membership:
    """Correct the days of a membership that were entered wrongly."""
    kept = Membership.objects.select_related("member").get(pk=membership.pk)
    kept.from_date, kept.until = from_date, until
    _place(kept)
    _log_membership(kept, action="accounts.change_membership", by=by)
    return kept


@transaction.atomic
def end_membership(*, membership: Membership, last_day: dt.date, by: Member | None) -> Membership:
    """The role ends; ``last_day`` still counts."""
    kept = Membership.objects.select_related("member").get(pk=membership.pk)
    kept.until = last_day
    _place(kept)
    _log_membership(kept, action="accounts.end_membership", by=by)
    return kept


@transaction.atomic
def transfer(*, membership: Membership, to: Unit, by: Member | None, on: dt.date | None = None) -> Membership:
    """The member leaves one roster for another: the old one counts until the day before ``on`` (today by default)."""
    first_day = on or timezone.localdate()
    Member.objects.locked().get(pk=membership.member_id)
    membership = Membership.objects.select_related("member").get(pk=membership.pk)
    if membership.role != Role.MEMBER:
        raise ValidationError(_("Only a place on a roster is transferred. Offices are ended and begun."))
    if membership.unit_id == to.pk:
        raise ValidationError(_("The member is in this unit already. Choose another."))
    if first_day <= membership.from_date:
        raise ValidationError(_("The member joined that day or later. Correct the membership instead."))
    if membership.until and membership.until < first_day:
        raise ValidationError(_("The member has left this unit already."))
    end_membership(membership=membership, last_day=first_day - dt.timedelta(days=1), by=by)
    return join_unit(member=membership.member, unit=to, from_date=first_day, by=by)


@transaction.atomic
def remove_membership(*, membership: Membership, by: Member) -> None:
    """Take out a membership that was entered by mistake; one that simply ended is ended instead."""
    _log_membership(membership, action="accounts.remove_membership", by=by)
    membership.delete()


@transaction.atomic
def end_every_membership(*, member: Member, by: Member) -> None:
    """For whoever leaves the union: today is the last day that counts; what was to begin later is taken out."""
    today = timezone.localdate()
    for membership in Membership.objects.of(member).lasting_beyond(today):
        if membership.from_date > today:
            remove_membership(membership=membership, by=by)
        else:
            end_membership(membership=membership, last_day=today, by=by)
