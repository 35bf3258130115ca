"""Pages and actions that belong to no feature, and the error pages."""

from __future__ import annotations

import posixpath
import sys

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import InterfaceError, OperationalError, connection
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from base.display import DISPLAY_COOKIE, TEXT_SIZES, THEMES, display_from_cookie

ONE_DAY = 24 * 3600
ONE_YEAR = 365 * ONE_DAY

#: Where Wagtail keeps pictures in the storage.
PICTURE_FOLDERS = ("images/", "original_images/")

#: When to come back, in seconds, while the site or its database is away.
RETRY_AFTER = 30


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """For a load balancer: the process answers and the database does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Crawlers may read the law and the guides; people's own pages are none of their business."""
    return render(request, "robots.txt", content_type="text/plain")


# Without a CSRF token: it changes nothing but this cookie, and a token would make every visitor's page their own.
@csrf_exempt
@require_POST
def set_display(request: HttpRequest) -> HttpResponse:
    """Keep how the reader wants pages shown, then go back to where they were."""
    display = display_from_cookie(request.COOKIES.get(DISPLAY_COOKIE))
    if (theme := request.POST.get("theme")) in THEMES:
        display = display._replace(theme=theme)
    if (text := request.POST.get("text")) in TEXT_SIZES:
        display = display._replace(text=text)
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    response.set_cookie(
        DISPLAY_COOKIE, str(display), max_age=ONE_YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
    )
    return response


@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture that editors uploaded, from whatever storage holds it, so that no page asks another host.

    Documents are not here: Wagtail's own view asks who may read them.
    """
    if not path.startswith(PICTURE_FOLDERS) or posixpath.normpath(path) != path:
        raise Http404
    try:
        response = FileResponse(default_storage.open(path))
    except OSError as error:
        raise Http404 from error
    response["Cache-Control"] = f"public, max-age={ONE_DAY}"
    return response


def _standalone(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """A page that asks neither the database nor a context processor, for when those are what failed."""
    context = {
        "display": display_from_cookie(request.COOKIES.get(DISPLAY_COOKIE)),
        "site_name": settings.WAGTAIL_SITE_NAME,
    }
    return HttpResponse(render_to_string(template, context), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _standalone(request, "400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Our mistake is a 500; a database that does not answer is a 503 that asks to come back."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return unavailable(request)
    return _standalone(request, "500.html", 500)


def unavailable(request: HttpRequest) -> HttpResponse:
    response = _standalone(request, "503.html", 503)
    response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    return response
