"""Months, as people speak of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format

#: No record is older than the site could be; before it the calendar itself runs out.
EARLIEST = dt.date(2000, 1, 1)


@dataclass(frozen=True)
class Month:
    """A calendar month that has begun, known by its first day. Its ``end`` is never later than today."""

    start: dt.date

    @classmethod
    def of(cls, day: dt.date) -> Month:
        return cls(day.replace(day=1))

    @classmethod
    def current(cls) -> Month:
        return cls.of(timezone.localdate())

    @classmethod
    def parse(cls, text: str) -> Month:
        """From ``2026-11``; the current month from nothing.

        ValueError for what is no month, has not begun yet, or lies before any record.
        """
        if not text:
            return cls.current()
        month = cls(dt.datetime.strptime(text, "%Y-%m").replace(tzinfo=dt.UTC).date())
        if not EARLIEST <= month.start <= timezone.localdate():
            raise ValueError(text)
        return month

    def __str__(self) -> str:
        return date_format(self.start, "YEAR_MONTH_FORMAT")

    @property
    def key(self) -> str:
        return f"{self.start:%Y-%m}"

    @property
    def end(self) -> dt.date:
        """The last day, or today while the month lasts: days to come have not been missed by anybody."""
        first_of_next = (self.start + dt.timedelta(days=31)).replace(day=1)
        return min(first_of_next - dt.timedelta(days=1), timezone.localdate())

    @property
    def is_current(self) -> bool:
        return self == Month.current()

    @property
    def previous(self) -> Month:
        return Month.of(self.start - dt.timedelta(days=1))

    @property
    def next(self) -> Month | None:
        following = Month.of(self.start + dt.timedelta(days=31))
        return following if following.start <= timezone.localdate() else None
