"""The policy that every answer carries, requests that nobody can read, the maintenance switch, and the cache of the
pages that visitors see.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from urllib.parse import unquote

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import caches
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from base.display import DISPLAY_COOKIE, display_from_cookie
from base.views import bad_request, unavailable
from base.visitor_pages import generation

#: Wagtail's editor writes its own scripts and styles into its pages; only there may they run.
CMS_DIRECTIVES = {
    "script-src": ["'self'", "'unsafe-inline'", "'unsafe-eval'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "frame-src": ["'self'"],
}
CMS_PATH = "/cms/"
HEALTH_PATH = "/healthz"

#: Whoever carries one of these is somebody in particular, or has a message waiting.
PERSONAL_COOKIES = frozenset({settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, CookieStorage.cookie_name})

#: The one charset of our pages, under the names that clients give it.
UTF_8 = frozenset({"utf-8", "utf8"})

#: A visitor's page may be this old, in seconds; publishing clears them all at once.
VISITOR_PAGE_AGE = 600


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy everywhere, relaxed under the CMS alone."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path_info.startswith(CMS_PATH):
            response._csp_update = CMS_DIRECTIVES  # type: ignore[attr-defined]  # noqa: SLF001  django-csp's own way, without its decorators
        return super().process_response(request, response)


class ReadableRequestMiddleware:
    """Refuses with a 400 what no browser sends and no database takes.

    That is a NUL in the address, in a cookie or in what the CMS looks up, and a charset other than that of our pages.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self._is_readable(request):
            return bad_request(request, BadRequest())
        return self.get_response(request)

    @staticmethod
    def _is_readable(request: HttpRequest) -> bool:
        sent = [request.path_info, *request.COOKIES.values()]
        if request.path_info.startswith(CMS_PATH):
            sent.append(unquote(request.META.get("QUERY_STRING", "")))
        charset = (request.content_params or {}).get("charset", "utf-8")
        return charset.lower() in UTF_8 and not any("\0" in text for text in sent)


class MaintenanceMiddleware:
    """While the setting MAINTENANCE is on, every address but the health check says that the site will be back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.MAINTENANCE and request.path_info != HEALTH_PATH:
            return unavailable(request)
        return self.get_response(request)


class VisitorPageCacheMiddleware:
    """Keeps whole pages for visitors.

    A request that carries a cookie of ours other than the display preferences is neither answered from the cache nor
    kept in it, and a response that sets a cookie is not kept, so that no byte made for one person can reach another.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self._may_share(request):
            return self.get_response(request)
        cache, key = caches["pages"], self._key(request)
        kept = cache.get(key)
        if kept is not None:
            body, status, headers = kept
            answer = HttpResponse(body, status=status, headers={**headers, "X-Page-Cache": "hit"})
            return get_conditional_response(request, etag=headers.get("ETag"), response=answer) or answer
        response = self.get_response(request)
        if self._may_keep(response):
            cache.set(key, (response.content, response.status_code, dict(response.items())), VISITOR_PAGE_AGE)
        return response

    @staticmethod
    def _may_share(request: HttpRequest) -> bool:
        return (
            not settings.DEBUG
            and request.method == "GET"
            and PERSONAL_COOKIES.isdisjoint(request.COOKIES)
            and not request.path_info.startswith(CMS_PATH)
        )

    @staticmethod
    def _may_keep(response: HttpResponse) -> bool:
        return (
            response.status_code == 200
            and not response.streaming
            and not response.cookies
            and "no-store" not in response.get("Cache-Control", "")
            and "private" not in response.get("Cache-Control", "")
        )

    @staticmethod
    def _key(request: HttpRequest) -> str:
        display = display_from_cookie(request.COOKIES.get(DISPLAY_COOKIE))
        parts = (
            request.get_host(),
            request.scheme or "",
            request.get_full_path(),
            str(display),
            generation(),
            str(request.headers.get("HX-Request") == "true"),
        )
        return "visitor:" + hashlib.sha256("\n".join(parts).encode()).hexdigest()
