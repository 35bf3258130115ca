"""Addresses of the law as it read on a day."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from library.enums import StatuteStatus
from library.models import StatuteVersion
from library.time_travel import on_day


def on_the_day(address: str, version: StatuteVersion, status: StatuteStatus, day: dt.date) -> str:
    """Where this text of an article or statute is read: as it stands on the day, or else on its first in force."""
    shown = version.effective_from if status in {StatuteStatus.AMENDED, StatuteStatus.NOT_YET} else day
    return on_day(address, None if shown == timezone.localdate() else shown)
