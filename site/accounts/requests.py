"""Types alone: what a view is handed that lets nobody in who has not signed in."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.models import Member


class MemberRequest(HttpRequest):
    """A request whose sender is signed in."""

    user: Member
    htmx: HtmxDetails
