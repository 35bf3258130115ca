from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from rest_framework.request import Request

from library.api.throttles import TypingThrottle
from library.search.asked import TEXT_LENGTH, Asked, clean
from library.search.results import LibrarySearch
from library.search.suggestions import suggestions
from library.search.ways_on import topics_to_go_on_with, ways_on

#: How long a browser keeps suggestions, in seconds.
_SUGGESTIONS_AGE = 300


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Everything a visitor may read that answers ``?q=``, narrowed as the address says."""
    asked = Asked.of(request)
    context: dict[str, object] = {"asked": asked, "text_length": TEXT_LENGTH}
    if asked.text:
        found = LibrarySearch(asked, request)
        context["found"] = found
        if not found.holds_all or found.may_be_a_slip:
            context["ways_on"] = ways_on(asked, request, is_empty=found.is_empty)
    if not asked.text or "ways_on" in context:
        context["topics"] = topics_to_go_on_with()
    response = render(request, "library/search.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """What the box offers while somebody types ``?q=``: the same for everybody, so that it may be kept anywhere."""
    throttle = TypingThrottle()
    # Without authenticators it is the address that counts, whoever asks.
    if throttle.allow_request(Request(request, authenticators=[]), None):
        found = suggestions(clean(request.GET.get("q", "")))
        status, headers = 200, {"Cache-Control": f"public, max-age={_SUGGESTIONS_AGE}"}
    else:
        found = []
        status, headers = 429, {"Cache-Control": "no-store", "Retry-After": str(int(throttle.wait() or 0) + 1)}
    return JsonResponse(
        {"suggestions": [one._asdict() for one in found]},
        status=status,
        headers={**headers, "X-Robots-Tag": "noindex"},
        json_dumps_params={"ensure_ascii": False},
    )
