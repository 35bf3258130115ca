from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class MemberAccountAdapter(DefaultAccountAdapter):
    """Members are added by their union; nobody signs up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _(
            "The name or the password is not right. Check both; the employee number stands on your work card."
        ),
        "enter_current_password": _("This is not your current password."),
        "incorrect_password": _("This is not your password."),
        "too_many_login_attempts": _("Too many wrong codes. Wait five minutes, then use the newest code."),
        "rate_limited": _("Too many wrong codes. Wait five minutes, then use the newest code."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Leaves wrong passwords to django-axes, which counts by name and address together.

        allauth would count by name alone, and so let anybody lock a member out. Its ``login_failed`` rate still limits
        the codes of the second factor, which only somebody with the right password can try.
        """

    def is_safe_url(self, url: str | None) -> bool:
        """Whether a reader may be sent there afterwards; what is no address at all is not."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:profile")
