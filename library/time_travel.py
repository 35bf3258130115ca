"""The law on another day: every page of it takes ``?on=2019-05-01``."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cached_property

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from library.enums import StatuteStatus
from library.models import Statute, StatuteVersion

#: The name of the day in an address.
DAY_PARAMETER = "on"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def parse_day(text: str) -> dt.date:
    """``2019-05-01``. Raises ``ValueError`` for anything else, and for a day that no calendar has."""
    if not _DAY.fullmatch(text):
        raise ValueError(f"not a day: {text[:20]}")
    return dt.date.fromisoformat(text)


def day_asked(request: HttpRequest) -> dt.date:
    """The day that a reader asks about; today, with a message, where what stands in the address is none."""
    asked = request.GET.get(DAY_PARAMETER, "").strip()
    if asked:
        try:
            return parse_day(asked)
        except ValueError:
            messages.warning(request, _("That is no day of the calendar, so you see the law of today."))
    return timezone.localdate()


def on_day(url: str, day: dt.date | None) -> str:
    """An address of the library for another day than today; the same address for ``None``."""
    if day is None:
        return url
    path, hash_sign, place = url.partition("#")
    return f"{path}{'&' if '?' in path else '?'}{DAY_PARAMETER}={day.isoformat()}{hash_sign}{place}"


@dataclass(frozen=True)
class Reading:
    """Which text of a statute a reader gets who asks about a day, and how it stands to that of today.

    ``versions`` are the published ones, at least one, the first to begin first.
    """

    versions: list[StatuteVersion]
    day: dt.date
    today: dt.date

    @property
    def statute(self) -> Statute:
        return self.versions[0].statute

    @property
    def other_day(self) -> dt.date | None:
        """The day, unless it is today: what links to other pages of the library carry on."""
        return None if self.day == self.today else self.day

    @property
    def had_begun(self) -> bool:
        """Whether any text of the statute was in force by then."""
        return self.versions[0].effective_from <= self.day

    @property
    def had_been_promulgated(self) -> bool:
        return min(version.promulgated_on for version in self.versions) <= self.day

    @cached_property
    def version(self) -> StatuteVersion:
        """The text of the day: the last that had begun, else the first that is to begin."""
        return self._begun_by(self.day)

    @cached_property
    def current(self) -> StatuteVersion:
        """The text of today."""
        return self._begun_by(self.today)

    @property
    def upcoming(self) -> StatuteVersion | None:
        """The next version after that of today, published and not yet in force."""
        return next((version for version in self.versions if version.effective_from > self.today), None)

    @property
    def compared(self) -> tuple[StatuteVersion, StatuteVersion]:
        """What a reader will want to compare, the older first: the text shown with that of today, or else that of
        today with the one before it. There are two versions at least.
        """
        shown, current = self.versions.index(self.version), self.versions.index(self.current)
        if shown != current:
            return self.versions[min(shown, current)], self.versions[max(shown, current)]
        place = max(current, 1)
        return self.versions[place - 1], self.versions[place]

    @property
    def status(self) -> StatuteStatus:
        """What the text shown was on the day."""
        return self.version.status_on(self.day)

    @property
    def status_today(self) -> StatuteStatus:
        """What the text shown is today."""
        return self.version.status_on(self.today)

    @property
    def newest_first(self) -> list[tuple[StatuteVersion, StatuteStatus]]:
        """Every version with what it is today."""
        return [(version, version.status_on(self.today)) for version in reversed(self.versions)]

    def _begun_by(self, day: dt.date) -> StatuteVersion:
        begun = [version for version in self.versions if version.effective_from <= day]
        return begun[-1] if begun else self.versions[0]
