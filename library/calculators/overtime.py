"""Overtime pay: what is due at least for hours beyond the agreed ones.

劳动法 44 sets 150, 200 and 300 per cent, 工资支付暂行规定 13 says of which wage and for which systems of working time,
41 limits the hours. A month is paid for 21.75 days of eight hours (人社部发〔2025〕2号).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from library.calculators.working import Calculation, Step, articles, number, to_cents, yuan
from library.enums import WorkingTime

#: Days for which a month is paid: (365 − 104) ÷ 12.
PAID_DAYS = Decimal("21.75")
HOURS_A_DAY = 8
#: 劳动法 41, hours a month.
MOST_HOURS = 36

_PAY = "《工资支付暂行规定》第十三条"
_WORKDAY = articles("《劳动法》第四十四条第（一）项", _PAY)
_REST_DAY = articles("《劳动法》第四十四条第（二）项", _PAY)
_HOLIDAY = articles("《劳动法》第四十四条第（三）项", _PAY)


@dataclass(frozen=True)
class Overtime:
    """Hours of one month; ``wage`` is the agreed one, in yuan a month, ``local_minimum`` likewise where known."""

    working_time: WorkingTime
    wage: Decimal
    workday_hours: Decimal = Decimal(0)
    rest_day_hours: Decimal = Decimal(0)
    holiday_hours: Decimal = Decimal(0)
    local_minimum: Decimal | None = None


def overtime_pay(overtime: Overtime) -> Calculation:
    """What is due at least, besides the month's wage."""
    if overtime.working_time == WorkingTime.IRREGULAR:
        step = Step(
            _("Is anything due?"),
            _("With approved irregular working time the national rule on overtime pay does not apply."),
            articles("《劳动法》第三十九条", _PAY),
        )
        return Calculation(Decimal(0), [step], [_("Some places pay for statutory holidays all the same. Ask there.")])
    hourly = overtime.wage / PAID_DAYS / HOURS_A_DAY
    is_exact = hourly == to_cents(hourly)
    # Not the rounded figure: whoever does the sum again must come to the same.
    rate = yuan(hourly) if is_exact else f"{yuan(overtime.wage)} ÷ {number(PAID_DAYS * HOURS_A_DAY)}"
    steps = [_hourly_step(overtime.wage, hourly, is_exact=is_exact)]
    total = Decimal(0)
    for title, hours, percent, rests_on in _kinds(overtime):
        if hours:
            pay = to_cents(hourly * hours * percent / 100)
            total += pay
            steps.append(Step(title, _line(rate, hours, percent, pay), rests_on))
    if not total:
        steps.append(
            Step(_("Overtime pay"), _("No hours were given, so nothing is due."), articles("《劳动法》第四十四条"))
        )
    return Calculation(total, steps, _cautions(overtime))


def _kinds(overtime: Overtime) -> list[tuple[str, Decimal, int, tuple]]:
    """Title, hours, per cent of the hourly wage, and the articles. Under comprehensive working time a rest day is none:
    hours beyond those of the period count as an ordinary day's."""
    holiday = (_("Statutory holidays"), overtime.holiday_hours, 300, _HOLIDAY)
    if overtime.working_time == WorkingTime.COMPREHENSIVE:
        hours = overtime.workday_hours + overtime.rest_day_hours
        return [(_("Hours beyond those of the period"), hours, 150, _WORKDAY), holiday]
    return [
        (_("Longer hours on working days"), overtime.workday_hours, 150, _WORKDAY),
        (_("Rest days without another day off"), overtime.rest_day_hours, 200, _REST_DAY),
        holiday,
    ]


def _hourly_step(wage: Decimal, hourly: Decimal, *, is_exact: bool) -> Step:
    working = _("%(wage)s ÷ 21.75 days ÷ 8 hours %(equals)s %(hourly)s yuan an hour") % {
        "wage": yuan(wage),
        "equals": "=" if is_exact else "≈",
        "hourly": yuan(hourly),
    }
    return Step(_("An hour's wage"), working, articles(_PAY))


def _line(rate: str, hours: Decimal, percent: int, pay: Decimal) -> str:
    return _("%(hourly)s × %(hours)s hours × %(percent)d%% = %(pay)s yuan") % {
        "hourly": rate,
        "hours": number(hours),
        "percent": percent,
        "pay": yuan(pay),
    }


def _cautions(overtime: Overtime) -> list[str]:
    cautions = []
    if overtime.workday_hours + overtime.rest_day_hours + overtime.holiday_hours > MOST_HOURS:
        cautions.append(
            _("More than 36 hours in a month: the law does not allow it (劳动法 41). It is owed all the same.")
        )
    if overtime.local_minimum and overtime.wage < overtime.local_minimum:
        cautions.append(_("This wage is below the local minimum; the difference is owed as well (劳动合同法 85)."))
    cautions.append(_("The agreed wage counts. Where the contract names none, the wage that was really paid does."))
    cautions.append(_("Another day off does for a rest day, but never for a statutory holiday."))
    return cautions
