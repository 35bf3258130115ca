from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.models import Member


def offices(request: HttpRequest) -> dict[str, Any]:
    """``holds_office`` and ``may_edit``, for navigation; a signed-in member carries both, see ``MemberBackend``."""

    @cache
    def standing() -> tuple[bool, bool]:
        member: Any = request.user
        if not member.is_authenticated:
            return False, False
        if not hasattr(member, "may_edit"):  # signed in with this very request
            member = Member.objects.with_standing(timezone.localdate()).get(pk=member.pk)
        return member.holds_office, member.may_edit

    return {
        "holds_office": SimpleLazyObject(lambda: standing()[0]),
        "may_edit": SimpleLazyObject(lambda: standing()[1]),
    }
