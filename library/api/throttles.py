"""How often one address may ask."""

from __future__ import annotations

from django.conf import settings
from django.core.cache import caches
from django.utils.connection import ConnectionProxy
from rest_framework.request import Request
from rest_framework.throttling import AnonRateThrottle
from rest_framework.views import APIView

from accounts.backends import address_to_lock


class AddressThrottle(AnonRateThrottle):
    """``API_RATE`` answers for each address, not counting those that are kept and cost nothing.

    Counted beside the kept pages, so that asking never writes to the database. A cache that cannot be written lets
    everybody in.
    """

    cache = ConnectionProxy(caches, "pages")

    def get_rate(self) -> str:
        return str(settings.API_RATE)

    def get_ident(self, request: Request) -> str:
        return address_to_lock(request._request) or ""  # noqa: SLF001  allauth wants Django's own request

    def allow_request(self, request: Request, view: APIView) -> bool:
        try:
            return bool(super().allow_request(request, view))
        except OSError:
            return True
