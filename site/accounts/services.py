"""Everything that changes who is a member, where they belong, and how they first sign in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.codes import code_hash, new_code
from accounts.enums import Role
from accounts.models import ActivationCode, Member, Membership, Unit
from accounts.names import fold, fold_phone

CODE_VALID_FOR = dt.timedelta(days=14)


class IssuedCode(NamedTuple):
    """An activation code in the only moment in which it can be read."""

    code: str
    expires_at: dt.datetime


def _save(instance: Model) -> None:
    """Check and save. Whoever loses a race for a unique value hears what a late form would have heard."""
    instance.full_clean()
    try:
        with transaction.atomic():
            instance.save()
    except IntegrityError:
        instance.full_clean()
        raise


# --- Members --------------------------------------------------------------------------------------------------


@transaction.atomic
def add_member(
    *, employee_number: str, display_name: str, by: Member | None, phone: str = "", email: str = ""
) -> Member:
    """A new member, who can sign in once activated. Raises ValidationError, by field."""
    member = Member(
        employee_number=fold(employee_number),
        display_name=display_name.strip(),
        phone=fold_phone(phone) or None,
        email=fold(email) or None,
    )
    member.set_unusable_password()
    _save(member)
    log(instance=member, action="accounts.add_member", user=by)
    return member


@transaction.atomic
def change_member(
    *,
    member: Member,
    employee_number: str,
    display_name: str,
    phone: str,
    email: str,
    is_active: bool,
    groups: Collection[Group],
    by: Member,
) -> Member:
    """Correct what is known of a member, and what they may do in the CMS. Raises ValidationError, by field."""
    kept = Member.objects.locked().get(pk=member.pk)
    kept.employee_number = fold(employee_number)
    kept.display_name = display_name.strip()
    kept.phone = fold_phone(phone) or None
    kept.email = fold(email) or None
    kept.is_active = is_active
    _save(kept)
    kept.groups.set(groups)
    log(
        instance=kept,
        action="accounts.change_member",
        user=by,
        data={"is_active": is_active, "groups": sorted(group.name for group in groups)},
    )
    return kept


@transaction.atomic
def change_contact(*, member: Member, phone: str, email: str) -> Member:
    """A member's own change of phone and e-mail. Raises ValidationError, by field."""
    kept = Member.objects.locked().get(pk=member.pk)
    kept.phone = fold_phone(phone) or None
    kept.email = fold(email) or None
    _save(kept)
    log(instance=kept, action="accounts.change_contact", user=member)
    return kept


@transaction.atomic
def remove_second_factor(*, member: Member, by: Member) -> None:
    """For somebody who lost the phone and the recovery codes: from now on the password alone signs in."""
    Authenticator.objects.filter(user=member).delete()
    log(instance=member, action="accounts.remove_second_factor", user=by)


# --- Activation -----------------------------------------------------------------------------------------------


@transaction.atomic
def issue_activation_code(*, member: Member, by: Member | None) -> IssuedCode:
    """A one-time code for the member's first or forgotten password. An earlier unused one stops working."""
    kept = Member.objects.locked().get(pk=member.pk)
    if not kept.is_active:
        raise ValidationError(_("This member is inactive. Make the member active first."))
    kept.activation_codes.open().delete()
    code = new_code()
    expires_at = timezone.now() + CODE_VALID_FOR
    ActivationCode.objects.create(member=kept, code_hash=code_hash(code), issued_by=by, expires_at=expires_at)
    log(instance=kept, action="accounts.issue_activation_code", user=by)
    return IssuedCode(code, expires_at)


def find_activation_code(*, employee_number: str, code: str) -> ActivationCode:
    """The open code of this member. Raises ValidationError, which says what is wrong and what to do."""
    found = ActivationCode.objects.issued_as(code).first()
    if found is None or found.member.employee_number.lower() != fold(employee_number).lower():
        raise ValidationError(
            _("This number and this code do not belong together. Check both; if you were given a newer code, use it."),
            code="wrong",
        )
    if found.used_at:
        raise ValidationError(
            _("This code was already used. Sign in with your password, or ask your team leader for a new code."),
            code="used",
        )
    if found.expires_at <= timezone.now():
        raise ValidationError(
            _("This code expired on %(day)s. Ask your team leader or the union for a new one.")
            % {"day": date_format(timezone.localtime(found.expires_at), "DATE_FORMAT")},
            code="expired",
        )
    if not found.member.is_active:
        raise ValidationError(_("This membership has ended. Ask the union if that is a mistake."), code="inactive")
    return found


@transaction.atomic
def activate(*, employee_number: str, code: str, password: str) -> Member:
    """Spend the code and set the password. Of two people with one code the second hears that it was used."""
    member_pk = find_activation_code(employee_number=employee_number, code=code).member_id
    member = Member.objects.locked().get(pk=member_pk)
    found = find_activation_code(employee_number=employee_number, code=code)
    now = timezone.now()
    found.used_at = now
    found.save(update_fields=["used_at"])
    member.set_password(password)
    member.activated_at = member.activated_at or now
    member.save(update_fields=["password", "activated_at"])
    log(instance=member, action="accounts.activate", user=member)
    return member


# --- Memberships ----------------------------------------------------------------------------------------------


def _place(membership: Membership) -> None:
    """Save unless the member holds the same role in the same unit on one of the days; the member's row is the lock."""
    Member.objects.locked().get(pk=membership.member_id)
    if Membership.objects.overlapping(membership).exists():
        raise ValidationError(_("The member already holds this role in this unit on some of these days."))
    _save(membership)


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


# --- Units ----------------------------------------------------------------------------------------------------


def _lock_tree() -> None:
    list(Unit.objects.tree_locked())


@transaction.atomic
def add_unit(*, name: str, kind: str, parent: Unit | None, by: Member | None) -> Unit:
    """A new unit under ``parent``, or a topmost one."""
    _lock_tree()
    unit: Unit
    if parent is None:
        unit = Unit.add_root(name=name, kind=kind)
    else:
        unit = Unit.objects.get(pk=parent.pk).add_child(name=name, kind=kind)
    log(instance=unit, action="accounts.add_unit", user=by, data={"parent": parent and parent.pk})
    return unit


@transaction.atomic
def change_unit(*, unit: Unit, name: str, kind: str, parent: Unit | None, by: Member) -> Unit:
    """Rename a unit, or move it with all below it under another."""
    _lock_tree()
    kept = Unit.objects.get(pk=unit.pk)
    kept.name, kept.kind = name, kind
    _save(kept)
    old_parent = kept.get_parent()
    if parent != old_parent:
        _move(kept, parent)
    log(
        instance=kept,
        action="accounts.change_unit",
        user=by,
        data={"name": name, "kind": kind, "from": old_parent and old_parent.pk, "to": parent and parent.pk},
    )
    return Unit.objects.get(pk=kept.pk)


def _move(unit: Unit, parent: Unit | None) -> None:
    if parent is None:
        unit.move(Unit.get_last_root_node(), "last-sibling")
        return
    target = Unit.objects.get(pk=parent.pk)
    if target.path.startswith(unit.path):
        raise ValidationError(_("A unit cannot be moved under itself or under one of its own units."))
    unit.move(target, "last-child")


@transaction.atomic
def remove_unit(*, unit: Unit, by: Member) -> None:
    """Delete a unit that was entered by mistake. One that ever had people keeps their history and stays."""
    _lock_tree()
    kept = Unit.objects.get(pk=unit.pk)
    if kept.numchild:
        raise ValidationError(_("Other units stand under this one. Move or delete them first."))
    if kept.memberships.exists():
        raise ValidationError(_("This unit has members, or had some, and stays for their records. Rename it instead."))
    log(instance=kept, action="accounts.remove_unit", user=by)
    try:
        kept.delete()
    except ProtectedError as error:
        raise ValidationError(
            _("A course or a quiz is meant for this unit. Choose another audience there first.")
        ) from error
