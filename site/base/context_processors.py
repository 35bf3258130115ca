from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from base.display import DISPLAY_COOKIE, display_from_cookie


def interface(request: HttpRequest) -> dict[str, object]:
    """What every template may use: how the reader wants pages shown, and the site's name."""
    return {
        "display": display_from_cookie(request.COOKIES.get(DISPLAY_COOKIE)),
        "site_name": settings.WAGTAIL_SITE_NAME,
        "debug": settings.DEBUG,
    }
