"""The law on another day: every page of it takes ``?on=2019-05-01``."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _


def parse_day(text: str) -> dt.date:
    """``2019-05-01``. Raises ``ValueError`` for anything else, and for a day that no calendar has."""
    if len(text) != len("2019-05-01"):
        raise ValueError(f"not a day: {text[:20]}")
    return dt.date.fromisoformat(text)


def day_asked(request: HttpRequest) -> dt.date:
    """The day that a reader asks about with ``?on=``; today, with a message, where it is none."""
    today = timezone.localdate()
    if not (asked := request.GET.get("on", "").strip()):
        return today
    try:
        return parse_day(asked)
    except ValueError:
        messages.warning(request, _("That is no day. You see the law of today."))
        return today
