import datetime as dt

import pytest
from django.utils import timezone

from participation.periods import Month


def test_a_past_month_ends_with_its_last_day():
    assert [Month.parse(key).end.day for key in ("2024-02", "2025-02", "2025-12")] == [29, 28, 31]


def test_the_running_month_ends_today():
    assert Month.current().end == timezone.localdate()
    assert Month.current().next is None


def test_months_follow_one_another_over_the_year():
    december = Month.parse("2024-12")
    assert (december.previous.key, december.next.key) == ("2024-11", "2025-01")
    assert december.next.previous == december


def test_nothing_means_the_current_month():
    assert Month.parse("").is_current


@pytest.mark.parametrize(
    "text", ["2024", "2024-13", "2024-1-1", "next", "9999-12", "0000-00", "0001-01", "1999-12", "-1", "\0"]
)
def test_what_is_no_month_or_has_not_begun_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011  the class is the contract
        Month.parse(text)


def test_a_month_is_named_in_chinese():
    assert str(Month(dt.date(2026, 11, 1))) == "2026年11月"
