"""The page that shows two versions of a statute beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from library.comparison.report import Report
from library.models import StatuteVersion
from library.time_travel import Reading, parse_day


@require_safe
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Two versions, named by the days of promulgation in ``from`` and ``to``.

    ``?layout=beside`` sets them side by side rather than in one text, ``?show=all`` adds what is unchanged.
    """
    versions = list(StatuteVersion.objects.of_slug(slug))
    if not versions:
        raise Http404
    today = timezone.localdate()
    reading = Reading(versions, today, today)
    context = {
        "reading": reading,
        "statute": reading.statute,
        "layout": "beside" if request.GET.get("layout") == "beside" else "inline",
        "everything": request.GET.get("show") == "all",
    }
    if len(versions) > 1:
        old, new = _asked_for(request, reading)
        report = Report.on(old, new)
        context |= {"report": report, "parts": report.parts(everything=request.GET.get("show") == "all")}
    return render(request, "library/compare.html", context)


def _asked_for(request: HttpRequest, reading: Reading) -> tuple[StatuteVersion, StatuteVersion]:
    """The two versions, the older first; what is not said or cannot be is taken from the text of today."""
    asked = [request.GET.get(name, "").strip() for name in ("from", "to")]
    known = [_version_of(day, reading.versions) for day in asked]
    if any(day and version is None for day, version in zip(asked, known, strict=True)):
        messages.warning(request, _("The library has no text of the day you asked for; choose among those below."))
    old, new = (version or usual for version, usual in zip(known, reading.compared, strict=True))
    if old == new:
        if all(known):
            messages.warning(request, _("You chose the same text twice, so it stands beside the one next to it."))
        place = max(reading.versions.index(old), 1)
        old, new = reading.versions[place - 1], reading.versions[place]
    return (old, new) if reading.versions.index(old) < reading.versions.index(new) else (new, old)


def _version_of(day: str, versions: Sequence[StatuteVersion]) -> StatuteVersion | None:
    """The version promulgated on a day as an address writes it."""
    try:
        promulgated_on = parse_day(day)
    except ValueError:
        return None
    return next((version for version in versions if version.promulgated_on == promulgated_on), None)
