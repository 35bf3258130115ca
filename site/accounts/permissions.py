"""Predicates about people. Features add their own; all of them ask these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import Member, Unit


def can_see_unit_records(user: Member | AnonymousUser, unit: Unit) -> bool:
    """Holds an office today in the unit or in one above it."""
    if not user.is_authenticated:
        return False
    offices = user.memberships.on(timezone.localdate()).offices().select_related("unit")
    return any(unit.path.startswith(office.unit.path) for office in offices)


def can_edit_content(user: Member | AnonymousUser) -> bool:
    """May enter the CMS."""
    return user.is_authenticated and user.has_perm("wagtailadmin.access_admin")


def can_administer_member(user: Member | AnonymousUser, member: Member) -> bool:
    """May change this member and issue codes for them; nobody rises by taking over somebody who may do more."""
    return user.has_perm("accounts.change_member") and (user.is_superuser or not member.is_superuser)
