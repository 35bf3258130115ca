"""Signing in by employee number, phone or e-mail, whichever a member remembers."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.auth_backends import AuthenticationBackend
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import Member
from accounts.names import fold


class MemberBackend(AuthenticationBackend):
    """Finds the member by any of the three names.

    The rest is allauth's: an unknown name costs as much time as a known one, and an inactive member whose password is
    right reaches the page that says so.
    """

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> Member | None:
        member = Member.objects.named(credentials.get("username") or "").first()
        return self._check_password(member, credentials.get("password") or "")

    def get_user(self, user_id: int) -> Member | None:
        """Whoever is signed in, with the standing that the navigation of every page asks for, in one query."""
        member = Member.objects.with_standing(timezone.localdate()).filter(pk=user_id).first()
        return member if member and self.user_can_authenticate(member) else None


def name_to_lock(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """The name under which django-axes counts failures: one for each person, however they are called.

    Without this an attacker would have as many tries again with the phone, the e-mail and every spelling of them.
    """
    login = (credentials or {}).get("username") or request.POST.get("login", "")
    member = Member.objects.named(login).first()
    return member.employee_number if member else fold(login).lower()[:255]


def address_to_lock(request: HttpRequest) -> str | None:
    """The client's address as allauth finds it, behind as many proxies as ``PROXY_COUNT`` says."""
    try:
        address: str = get_adapter(request).get_client_ip(request)
    except PermissionDenied:  # a request that came over no network
        return None
    return address
