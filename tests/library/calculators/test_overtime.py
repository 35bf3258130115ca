"""劳动法 44 and 工资支付暂行规定 13, in figures worked out by hand."""

from __future__ import annotations

from decimal import Decimal

from library.calculators.overtime import Overtime, overtime_pay
from library.enums import WorkingTime

D = Decimal
#: 4,350 a month are 25 an hour: 4,350 ÷ 21.75 ÷ 8.
WAGE = D("4350")


def pay(working_time: WorkingTime = WorkingTime.STANDARD, **hours: str) -> Decimal:
    return overtime_pay(Overtime(working_time, WAGE, **{name: D(value) for name, value in hours.items()})).total


def test_longer_hours_are_paid_at_150_per_cent() -> None:
    assert pay(workday_hours="10") == D("375")


def test_a_rest_day_is_paid_at_200_per_cent() -> None:
    assert pay(rest_day_hours="8") == D("400")


def test_a_statutory_holiday_is_paid_at_300_per_cent() -> None:
    assert pay(holiday_hours="8") == D("600")


def test_all_of_them_add_up() -> None:
    assert pay(workday_hours="10", rest_day_hours="8", holiday_hours="8") == D("1375")


def test_under_comprehensive_working_time_a_rest_day_is_an_ordinary_one_and_a_holiday_is_not() -> None:
    assert pay(WorkingTime.COMPREHENSIVE, rest_day_hours="8") == D("300")
    assert pay(WorkingTime.COMPREHENSIVE, holiday_hours="8") == D("600")


def test_irregular_working_time_gives_none_and_says_by_which_article() -> None:
    calculation = overtime_pay(Overtime(WorkingTime.IRREGULAR, WAGE, workday_hours=D(50)))
    assert calculation.total == 0
    assert calculation.references


def test_more_than_36_hours_are_said_to_be_against_the_law() -> None:
    def cautions(hours: str) -> int:
        return len(overtime_pay(Overtime(WorkingTime.STANDARD, WAGE, workday_hours=D(hours))).cautions)

    assert cautions("36.5") == cautions("36") + 1


def test_the_hourly_wage_is_not_rounded_before_it_is_multiplied() -> None:
    overtime = Overtime(WorkingTime.STANDARD, D("5000"), workday_hours=D(36))
    assert overtime_pay(overtime).total == D("1551.72")  # 5,000 ÷ 174 × 54


def test_every_step_names_an_article() -> None:
    for working_time in WorkingTime:
        steps = overtime_pay(Overtime(working_time, WAGE, D(1), D(1), D(1))).steps
        assert steps
        assert all(step.references for step in steps)


def test_the_working_comes_to_the_sum_when_done_by_hand() -> None:
    """1,000 ÷ 174 is 5.7471…: 5.75 × 40 × 150 % would be 345, and the sum is 344.83."""
    overtime = Overtime(WorkingTime.STANDARD, D("1000"), workday_hours=D("40"))
    hourly, line = (step.working for step in overtime_pay(overtime).steps)
    assert "≈" in hourly
    assert "1,000.00 ÷ 174 × 40" in line
    assert "344.83" in line


def test_an_hourly_wage_that_is_exact_is_what_the_working_goes_on_with() -> None:
    hourly, line = (step.working for step in overtime_pay(Overtime(WorkingTime.STANDARD, WAGE, D("10"))).steps)
    assert "≈" not in hourly
    assert "25.00 × 10" in line
