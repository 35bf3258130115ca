from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from library.queries import topics_in_use
from library.search.results import LibrarySearch

#: Results of each kind on the first page, and on the pages of one kind.
FIRST = 5
A_PAGE = 20
#: What the search box takes; more is cut off.
TEXT_LENGTH = 200


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Everything a visitor may read that answers ``?q=``; ``?in=`` one kind of it alone, page by page."""
    text = request.GET.get("q", "").replace("\0", " ").strip()[:TEXT_LENGTH]
    context: dict[str, object] = {"text": text}
    if text:
        found = LibrarySearch(text, today=timezone.localdate(), request=request)
        number = _page_number(request.GET.get("page", ""))
        group = found.group(request.GET.get("in", ""), (number - 1) * A_PAGE, number * A_PAGE)
        context |= {
            "found": found,
            "groups": [group] if group else found.groups(FIRST),
            "only": group,
            "previous": number - 1,
            "next": number + 1 if group and number * A_PAGE < group.total else 0,
        }
    if not text or not (context["groups"] or found.article):
        context["topics"] = topics_in_use()
    return render(request, "library/search.html", context)


def _page_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 5 and int(text) else 1
