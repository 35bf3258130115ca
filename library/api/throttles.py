"""How often one address may ask."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.cache import caches
from django.utils.connection import ConnectionProxy
from rest_framework.request import Request
from rest_framework.throttling import AnonRateThrottle
from rest_framework.views import APIView

from accounts.backends import address_to_lock


class AddressThrottle(AnonRateThrottle):
    """As many answers for each address as the setting says, not counting those that are kept and cost nothing.

    Counted beside the kept pages, so that asking never writes to the database. A cache that cannot be written lets
    everybody in.
    """

    cache = ConnectionProxy(caches, "pages")
    scope = "api"
    setting: ClassVar = "API_RATE"

    def get_rate(self) -> str:
        return str(getattr(settings, self.setting))

    def get_ident(self, request: Request) -> str:
        return address_to_lock(request._request) or ""  # noqa: SLF001  allauth wants Django's own request

    def allow_request(self, request: Request, view: APIView | None) -> bool:
        try:
            return bool(super().allow_request(request, view))
        except OSError:
            return True


class TypingThrottle(AddressThrottle):
    """What is offered while somebody types, counted by itself: a whole office may stand behind one address."""

    scope = "suggest"
    setting: ClassVar = "SUGGEST_RATE"
