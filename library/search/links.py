"""Addresses of the law as it read on a day."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from library.enums import StatuteStatus
from library.models import StatuteVersion


def on_the_day(address: str, version: StatuteVersion, status: StatuteStatus, day: dt.date) -> str:
    """Where this text of an article or statute is read: as it stands on the day, or else on its first in force."""
    shown = version.effective_from if status in {StatuteStatus.AMENDED, StatuteStatus.NOT_YET} else day
    if shown == timezone.localdate():
        return address
    path, hash_, anchor = address.partition("#")
    return f"{path}?on={shown.isoformat()}{hash_}{anchor}"
