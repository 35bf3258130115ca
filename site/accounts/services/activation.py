"""The one-time code with which a member first signs in, or again after forgetting the password."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.codes import code_hash, new_code
from accounts.models import ActivationCode, Member
from accounts.names import fold
from accounts.services.members import lock_to_administer

CODE_VALID_FOR = dt.timedelta(days=14)


class IssuedCode(NamedTuple):
    """An activation code in the only moment in which it can be read."""

    code: str
    expires_at: dt.datetime


@transaction.atomic
def issue_activation_code(*, member: Member, by: Member | None) -> IssuedCode:
    """A one-time code for the member's first or forgotten password. An earlier unused one stops working."""
    kept = lock_to_administer(member, by=by)
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
