"""The law to take away: printed, for Word, as XML; and the page that explains the JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.encoding import uri_to_iri
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from library.models import StatuteVersion
from library.outputs import akoma_ntoso
from library.outputs import word as word_format
from library.outputs.naming import version_name
from library.outputs.selection import LONGEST, Selection, SelectionError, select
from library.presentation import sections_of
from library.time_travel import day_asked

#: Search engines are to lead to the page itself, not to a copy for paper.
NOT_FOR_SEARCH_ENGINES = {"X-Robots-Tag": "noindex"}


@require_safe
def print_text(request: HttpRequest, slug: str) -> HttpResponse:
    """The statute, or what was chosen of it with ``?articles=39,40&division=3``, on white A4."""
    return _answer(request, slug, _printed)


def _printed(request: HttpRequest, version: StatuteVersion, day: dt.date, selection: Selection) -> HttpResponse:
    context = {
        "selection": selection,
        "version": version,
        "statute": version.statute,
        "day": day,
        "address": _address(request, version, day),
        "status": version.status_on(day),
        "version_name": version_name(version),
    }
    response = render(request, "library/print.html", context)
    for name, value in NOT_FOR_SEARCH_ENGINES.items():
        response[name] = value
    return response


@require_safe
def word(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as a Word document."""
    return _answer(request, slug, _in_word)


def _in_word(request: HttpRequest, version: StatuteVersion, day: dt.date, selection: Selection) -> HttpResponse:
    part = "" if selection.is_whole else _("(excerpt)")
    name = f"{version.statute.short_title}（{version.promulgated_on.isoformat()}）{part}.docx"
    file = word_format.word_document(selection, source=_address(request, version, day))
    headers = {**NOT_FOR_SEARCH_ENGINES, "Content-Disposition": content_disposition_header(True, name) or ""}
    if not selection.is_whole:
        headers["Cache-Control"] = "private"  # one of endlessly many, which need not fill the cache of all
    return HttpResponse(file, content_type=word_format.CONTENT_TYPE, headers=headers)


@require_safe
def akn(request: HttpRequest, slug: str) -> HttpResponse:
    """The statute as Akoma Ntoso."""
    day = day_asked(request)
    version = _version(slug, day)
    file = akoma_ntoso.akoma_ntoso(version, day=day, address=_address(request, version, day))
    content_type = f"{akoma_ntoso.CONTENT_TYPE}; charset=utf-8"
    return HttpResponse(file, content_type=content_type, headers=NOT_FOR_SEARCH_ENGINES)


@require_safe
def api(request: HttpRequest) -> HttpResponse:
    """What other programs may have of the library, in words for the person who writes them."""
    return render(request, "library/api.html", {"host": f"{request.scheme}://{request.get_host()}"})


def _version(slug: str, day: dt.date) -> StatuteVersion:
    versions = StatuteVersion.objects.to_read_on(day).select_related("statute")
    version = versions.filter(statute__slug=slug).first()
    if version is None:
        raise Http404
    return version


def _answer(
    request: HttpRequest,
    slug: str,
    make: Callable[[HttpRequest, StatuteVersion, dt.date, Selection], HttpResponse],
) -> HttpResponse:
    """What is made of the selection that was asked for, or what is wrong with it."""
    day = day_asked(request)
    version = _version(slug, day)
    articles = ",".join(request.GET.getlist("articles"))
    try:
        selection = select(version, day=day, articles=articles, divisions=request.GET.getlist("division"))
    except SelectionError as error:
        return _choose_again(request, version, day, error)
    return make(request, version, day, selection)


def _choose_again(request: HttpRequest, version: StatuteVersion, day: dt.date, error: SelectionError) -> HttpResponse:
    """What was wrong, and the form as it was filled in."""
    context = {
        "version": version,
        "statute": version.statute,
        "day": day,
        "sections": sections_of(version),
        "error": str(error),
        "articles": ",".join(request.GET.getlist("articles"))[:LONGEST],
        "chosen": request.GET.getlist("division"),
    }
    return render(request, "library/choose.html", context, status=400)


def _address(request: HttpRequest, version: StatuteVersion, day: dt.date) -> str:
    """Where this text stands, as a person reads addresses."""
    query = "" if day == timezone.localdate() else f"?on={day.isoformat()}"
    return uri_to_iri(request.build_absolute_uri(version.statute.get_absolute_url() + query))
