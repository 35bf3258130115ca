"""Economic compensation (经济补偿) when employment ends, and double damages (赔偿金) when it is ended unlawfully.

劳动合同法 46 says when it is due, 47 how much, 87 doubles it for an unlawful ending, 97 counts from 2008; 40 gives a
month's wage where no notice was given. 劳动合同法实施条例 20, 25 and 27 settle which wage and which years count.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from library.calculators.working import Calculation, Step, articles, number, to_cents, written_day, yuan
from library.enums import GROUNDS_WITHOUT_COMPENSATION, EndingGround
from library.references import ArticleReference

#: 劳动合同法 97: years before this law count by the rules of their time.
LAW_IN_FORCE_FROM = dt.date(2008, 1, 1)
#: 劳动合同法 47: the most, for wages above three times the local average.
CAP_MULTIPLE = 3
CAP_YEARS = Decimal(12)

#: Why each ground gives compensation, or none.
_RESTS_ON = {
    EndingGround.EMPLOYER_AT_FAULT: articles("《劳动合同法》第三十八条", "《劳动合同法》第四十六条第（一）项"),
    EndingGround.EMPLOYER_PROPOSED: articles("《劳动合同法》第三十六条", "《劳动合同法》第四十六条第（二）项"),
    EndingGround.NO_FAULT: articles("《劳动合同法》第四十条", "《劳动合同法》第四十六条第（三）项"),
    EndingGround.REDUNDANCY: articles("《劳动合同法》第四十一条", "《劳动合同法》第四十六条第（四）项"),
    EndingGround.NOT_RENEWED: articles("《劳动合同法》第四十四条", "《劳动合同法》第四十六条第（五）项"),
    EndingGround.EMPLOYER_GONE: articles("《劳动合同法》第四十四条", "《劳动合同法》第四十六条第（六）项"),
    EndingGround.UNLAWFUL: articles("《劳动合同法》第四十八条", "《劳动合同法》第八十七条"),
    EndingGround.RESIGNED: articles("《劳动合同法》第三十七条", "《劳动合同法》第四十六条"),
    EndingGround.MISCONDUCT: articles("《劳动合同法》第三十九条", "《劳动合同法》第四十六条"),
    EndingGround.RENEWAL_REFUSED: articles("《劳动合同法》第四十六条第（五）项"),
}
_RATE = articles("《劳动合同法》第四十七条第一款")
_CAP = articles("《劳动合同法》第四十七条第二款")
_WAGE = articles("《劳动合同法》第四十七条第三款", "《劳动合同法实施条例》第二十七条")


@dataclass(frozen=True)
class Employment:
    """``last_day`` is the last day of employment. Wages in yuan a month before tax: ``wage`` the average of the last
    twelve months, ``last_wage`` that of the month before notice, the local figures where known."""

    ground: EndingGround
    first_day: dt.date
    last_day: dt.date
    wage: Decimal
    local_average: Decimal | None = None
    local_minimum: Decimal | None = None
    last_wage: Decimal | None = None


def months_owed(first_day: dt.date, last_day: dt.date) -> Decimal:
    """Months of wages for a time of service, both days in it (劳动合同法 47): one for a year, one for six months and
    more, half a one for less."""
    end = last_day + dt.timedelta(days=1)
    months = (end.year - first_day.year) * 12 + end.month - first_day.month
    if _months_after(first_day, months) > end:
        months -= 1
    years, over = divmod(months, 12)
    if over >= 6:
        return Decimal(years + 1)
    return years + Decimal("0.5") if over or _months_after(first_day, months) < end else Decimal(years)


def _months_after(day: dt.date, months: int) -> dt.date:
    """The same day of a later month; where it has none, the one after its end (民法典 202)."""
    years, month = divmod(day.month - 1 + months, 12)
    first = dt.date(day.year + years, month + 1, 1)
    later = first + dt.timedelta(days=day.day - 1)
    return later if later.month == first.month else later.replace(day=1)


def compensation(employment: Employment) -> Calculation:
    """What is owed at the end of an employment."""
    ground = employment.ground
    because = Step(_("Is anything due?"), str(ground.explanation), _RESTS_ON[ground])
    if ground in GROUNDS_WITHOUT_COMPENSATION:
        return Calculation(Decimal(0), [because], [_ground_caution()])
    wage = _wage(employment)
    months = _months(employment, capped=wage.is_capped)
    base = to_cents(wage.amount * months.amount)
    steps = [because, *wage.steps, *months.steps, _base_step(wage.amount, months.amount, base)]
    total = base
    if ground == EndingGround.UNLAWFUL:
        total = base * 2
        steps.append(_doubled(base, total))
    elif ground == EndingGround.NO_FAULT and employment.last_wage:
        total = base + to_cents(employment.last_wage)
        steps.append(_in_place_of_notice(base, employment.last_wage, total))
    return Calculation(total, steps, _cautions(employment, is_capped=wage.is_capped))


@dataclass(frozen=True)
class _Part:
    amount: Decimal
    steps: list[Step]
    is_capped: bool = False


def _wage(employment: Employment) -> _Part:
    wage = employment.wage
    steps = [
        Step(_("A month's wage"), _("average of the last twelve months: %s yuan") % yuan(wage), _WAGE),
    ]
    if employment.local_minimum and wage < employment.local_minimum:
        wage = employment.local_minimum
        working = _("below the local minimum wage, so that counts: %s yuan") % yuan(wage)
        steps.append(Step(_("Not below the minimum wage"), working, _WAGE[1:]))
    if employment.local_average and wage > employment.local_average * CAP_MULTIPLE:
        wage = employment.local_average * CAP_MULTIPLE
        working = _("above three times the local average: %(average)s × 3 = %(wage)s yuan") % {
            "average": yuan(employment.local_average),
            "wage": yuan(wage),
        }
        steps.append(Step(_("Not above three times the local average"), working, _CAP))
        return _Part(wage, steps, is_capped=True)
    return _Part(wage, steps)


def _months(employment: Employment, *, capped: bool) -> _Part:
    first_day, rests_on = employment.first_day, _RATE
    steps = []
    if first_day < LAW_IN_FORCE_FROM:
        if employment.ground == EndingGround.UNLAWFUL:
            rests_on = (*_RATE, *articles("《劳动合同法实施条例》第二十五条"))
        else:
            first_day = LAW_IN_FORCE_FROM
            steps.append(
                Step(
                    _("Years that count"),
                    _("from 1 January 2008, when the law came into force; earlier years follow the rules of then"),
                    articles("《劳动合同法》第九十七条第三款"),
                )
            )
    months = months_owed(first_day, employment.last_day)
    working = _("from %(first)s to %(last)s: months of wages due: %(months)s") % {
        "first": written_day(first_day),
        "last": written_day(employment.last_day),
        "months": number(months),
    }
    steps.append(Step(_("One month's wage a year"), working, rests_on))
    if capped and months > CAP_YEARS:
        months = CAP_YEARS
        steps.append(Step(_("At most twelve years"), _("12 months' wages, as the wage is above the limit"), _CAP))
    return _Part(months, steps)


def _base_step(wage: Decimal, months: Decimal, base: Decimal) -> Step:
    working = _("%(wage)s × %(months)s = %(base)s yuan") % {
        "wage": yuan(wage),
        "months": number(months),
        "base": yuan(base),
    }
    return Step(_("Economic compensation"), working, _RATE)


def _doubled(base: Decimal, total: Decimal) -> Step:
    rests_on: tuple[ArticleReference, ...] = articles("《劳动合同法》第八十七条", "《劳动合同法实施条例》第二十五条")
    working = _("%(base)s × 2 = %(total)s yuan, in place of the compensation and not besides it") % {
        "base": yuan(base),
        "total": yuan(total),
    }
    return Step(_("Doubled for an unlawful ending"), working, rests_on)


def _in_place_of_notice(base: Decimal, last_wage: Decimal, total: Decimal) -> Step:
    rests_on = articles("《劳动合同法》第四十条", "《劳动合同法实施条例》第二十条")
    working = _("%(base)s + last month's wage %(wage)s = %(total)s yuan") % {
        "base": yuan(base),
        "wage": yuan(last_wage),
        "total": yuan(total),
    }
    return Step(_("A month's wage in place of notice"), working, rests_on)


def _ground_caution() -> str:
    return _(
        "Wages, unused annual leave and overtime pay are owed whatever the ground. If the ground is disputed, ask."
    )


def _cautions(employment: Employment, *, is_capped: bool) -> list[str]:
    cautions = []
    if employment.ground != EndingGround.UNLAWFUL and employment.first_day < LAW_IN_FORCE_FROM:
        cautions.append(
            _("For the years before 2008 more may be due under the rules of then; it is not computed here.")
        )
    if employment.local_average is None:
        cautions.append(
            _("If the wage is above three times the local average wage of the year before, the law sets a limit.")
        )
    if is_capped:
        cautions.append(_("The local average is that of the city, for the year before; its statistics office tells."))
    cautions.append(
        _("The wage is what was due before tax, with bonuses and allowances, not what reached the account.")
    )
    return cautions
