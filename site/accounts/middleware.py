from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.permissions import can_edit_content
from base.middleware import CMS_PATH


class CmsDoorMiddleware:
    """Lets into the CMS whoever may edit, and where the settings ask for it only with a second factor.

    Somebody signed in who may not edit is told so here. Wagtail would send them to the sign-in page, which would send
    somebody who is signed in straight back.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._is_guarded(request) and request.user.is_authenticated:
            if not can_edit_content(request.user):
                raise PermissionDenied
            if settings.EDITORS_NEED_SECOND_FACTOR and not is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
                return redirect("mfa_activate_totp")
        return self.get_response(request)

    @staticmethod
    def _is_guarded(request: HttpRequest) -> bool:
        """By the address within the site: a prefix before it, which some proxies let a client set, opens no way in."""
        return request.path_info.startswith(CMS_PATH) and request.path != reverse("wagtailadmin_logout")
