"""Who is a member, what is known of them, and what they may do in the CMS."""

from __future__ import annotations

from collections.abc import Collection

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import Member
from accounts.names import fold, fold_phone
from accounts.permissions import can_administer_member, groups_to_give
from accounts.services.memberships import end_every_membership
from accounts.services.saving import save_checked


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
    save_checked(member)
    log(instance=member, action="accounts.add_member", user=by)
    return member


def lock_to_administer(member: Member, *, by: Member | None) -> Member:
    """The member's row, locked. Raises PermissionDenied where ``by`` may not change it; ``None`` is the site itself."""
    kept = Member.objects.locked().get(pk=member.pk)
    if by is not None and not can_administer_member(by, kept):
        raise PermissionDenied
    return kept


def _check_groups(member: Member, groups: Collection[Group], *, by: Member) -> None:
    """Nobody gives or takes a group that allows more than they may do themselves."""
    changed = set(groups) ^ set(member.groups.all())
    if not changed <= set(groups_to_give(by)):
        raise ValidationError({"groups": _("You can give or take only what you may do yourself.")})


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
    """Correct what is known of a member, and what they may do in the CMS; made inactive, they leave every unit today.

    Raises ValidationError, by field, and PermissionDenied for a member who may do more than ``by``.
    """
    kept = lock_to_administer(member, by=by)
    _check_groups(kept, groups, by=by)
    leaves_the_union = kept.is_active and not is_active
    kept.employee_number = fold(employee_number)
    kept.display_name = display_name.strip()
    kept.phone = fold_phone(phone) or None
    kept.email = fold(email) or None
    kept.is_active = is_active
    save_checked(kept)
    kept.groups.set(groups)
    if leaves_the_union:
        end_every_membership(member=kept, by=by)
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
    save_checked(kept)
    log(instance=kept, action="accounts.change_contact", user=member)
    return kept


@transaction.atomic
def remove_second_factor(*, member: Member, by: Member) -> None:
    """For somebody who lost the phone and the recovery codes: from now on the password alone signs in."""
    kept = lock_to_administer(member, by=by)
    Authenticator.objects.filter(user=kept).delete()
    log(instance=kept, action="accounts.remove_second_factor", user=by)
