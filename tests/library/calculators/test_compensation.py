"""劳动合同法 46, 47, 87 and 97, in figures worked out by hand."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.calculators.compensation import Employment, compensation, months_owed
from library.enums import GROUNDS_WITHOUT_COMPENSATION, EndingGround

D = Decimal


def employment(
    ground: EndingGround = EndingGround.EMPLOYER_PROPOSED,
    first_day: str = "2020-03-01",
    last_day: str = "2026-02-28",
    wage: str = "6000",
    **figures: str,
) -> Employment:
    return Employment(
        ground,
        dt.date.fromisoformat(first_day),
        dt.date.fromisoformat(last_day),
        D(wage),
        **{name: D(value) for name, value in figures.items()},
    )


@pytest.mark.parametrize(
    ("first_day", "last_day", "months"),
    [
        ("2020-03-01", "2026-02-28", "6"),  # six years to the day
        ("2020-03-01", "2026-03-01", "6.5"),  # a day more is less than half a year
        ("2020-03-01", "2026-08-30", "6.5"),
        ("2020-03-01", "2026-08-31", "7"),  # six months and more count as a year
        ("2026-01-05", "2026-01-05", "0.5"),
        ("2026-01-01", "2026-06-30", "1"),
        ("2024-02-29", "2025-02-28", "1"),
        ("2025-08-31", "2026-02-27", "0.5"),
    ],
)
def test_a_year_is_a_months_wage_and_a_part_of_it_half_or_whole(first_day: str, last_day: str, months: str) -> None:
    assert months_owed(dt.date.fromisoformat(first_day), dt.date.fromisoformat(last_day)) == D(months)


@given(st.dates(dt.date(2008, 1, 1), dt.date(2060, 1, 1)), st.integers(0, 20_000))
def test_more_service_never_means_less(first_day: dt.date, days: int) -> None:
    shorter = months_owed(first_day, first_day + dt.timedelta(days=days))
    longer = months_owed(first_day, first_day + dt.timedelta(days=days + 1))
    assert D("0.5") <= shorter <= longer


def test_wage_times_months() -> None:
    assert compensation(employment(wage="6000", last_day="2026-08-31")).total == D("42000")


@pytest.mark.parametrize("ground", sorted(GROUNDS_WITHOUT_COMPENSATION))
def test_grounds_that_give_nothing_say_why_and_name_the_article(ground: str) -> None:
    calculation = compensation(employment(EndingGround(ground)))
    assert calculation.total == 0
    assert calculation.steps[0].working
    assert [reference.law for reference in calculation.references] == ["劳动合同法"] * len(calculation.references)
    assert any(reference.number == 46 for reference in calculation.references)


def test_a_high_wage_is_limited_to_three_times_the_local_average_and_twelve_years() -> None:
    calculation = compensation(
        employment(first_day="2008-01-01", last_day="2025-12-31", wage="40000", local_average="10000")
    )
    assert calculation.total == D("360000")  # 30,000 × 12


def test_a_wage_of_just_three_times_the_average_is_not_limited() -> None:
    calculation = compensation(
        employment(first_day="2008-01-01", last_day="2025-12-31", wage="30000", local_average="10000")
    )
    assert calculation.total == D("540000")  # 30,000 × 18


def test_twelve_years_are_no_limit_for_an_ordinary_wage() -> None:
    assert compensation(employment(first_day="2010-01-01", last_day="2025-12-31", wage="5000")).total == D("80000")


def test_a_wage_below_the_minimum_is_lifted_to_it() -> None:
    assert compensation(employment(wage="2000", local_minimum="2400")).total == D("14400")


def test_years_count_from_2008_on() -> None:
    calculation = compensation(employment(first_day="2000-01-01", last_day="2009-12-31", wage="3000"))
    assert calculation.total == D("6000")
    assert any(reference.number == 97 for reference in calculation.references)


def test_damages_for_an_unlawful_ending_are_double_and_count_every_year() -> None:
    calculation = compensation(
        employment(EndingGround.UNLAWFUL, first_day="2000-01-01", last_day="2009-12-31", wage="3000")
    )
    assert calculation.total == D("60000")  # 3,000 × 10 × 2
    assert any(reference.number == 87 for reference in calculation.references)


def test_a_months_wage_in_place_of_notice_is_added_only_where_nobody_is_at_fault() -> None:
    assert compensation(employment(EndingGround.NO_FAULT, last_wage="6500")).total == D("42500")
    assert compensation(employment(EndingGround.REDUNDANCY, last_wage="6500")).total == D("36000")


@pytest.mark.parametrize("ground", EndingGround)
def test_every_step_names_an_article(ground: EndingGround) -> None:
    calculation = compensation(
        employment(ground, first_day="2001-01-01", wage="40000", local_average="10000", local_minimum="2000")
    )
    assert calculation.steps
    assert all(step.references for step in calculation.steps)
