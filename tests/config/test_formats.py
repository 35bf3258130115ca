"""Dates read the same wherever they stand."""

from __future__ import annotations

import datetime as dt

from django.utils.formats import date_format


def test_a_month_and_a_day_are_written_without_a_leading_nought() -> None:
    day = dt.date(2026, 9, 6)
    assert date_format(day, "MONTH_DAY_FORMAT") == "9月6日"
    assert date_format(day, "DATE_FORMAT") == "2026年9月6日"
