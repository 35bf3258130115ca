"""Everything the site holds on one member, for that member."""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.usersessions.models import UserSession
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.events import member_data_requested
from accounts.models import Leave, Member, Membership

Rows = list[dict[str, Any]]


def collect_personal_data(member: Member) -> dict[str, Any]:
    """Sections by title: what accounts holds, then what each app above it adds."""
    answers: list[tuple[Any, Any]] = member_data_requested.send(Member, member=member)
    return {
        _("Made at"): _time(timezone.now()),
        pgettext("people", "Profile"): _profile(member),
        _("Units and roles"): _memberships(member),
        _("Leave"): _leaves(member),
        _("Devices"): _devices(member),
        **{title: rows for _receiver, (title, rows) in answers},
    }


def _profile(member: Member) -> Rows:
    return [
        {
            _("Employee number"): member.employee_number,
            pgettext("people", "Name"): member.display_name,
            _("Phone"): member.phone,
            _("E-mail"): member.email,
            _("Added at"): _time(member.date_joined),
            _("Activated at"): _time(member.activated_at),
            _("Last sign-in"): _time(member.last_login),
        }
    ]


def _memberships(member: Member) -> Rows:
    return [
        {
            pgettext("people", "Unit"): row.unit.name,
            _("Role"): row.get_role_display(),
            _("From"): row.from_date,
            _("Until"): row.until,
        }
        for row in Membership.objects.of(member)
    ]


def _leaves(member: Member) -> Rows:
    return [
        {_("Kind"): row.get_kind_display(), _("From"): row.from_date, _("Until"): row.until}
        for row in Leave.objects.of(member)
    ]


def _devices(member: Member) -> Rows:
    return [
        {_("Signed in at"): _time(row.created_at), _("Address"): row.ip, _("Browser"): row.user_agent}
        for row in UserSession.objects.filter(user=member)
    ]


def _time(moment: dt.datetime | None) -> str:
    """As the member's own clock showed it, and as the apps above write theirs."""
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M:%S") if moment else ""
