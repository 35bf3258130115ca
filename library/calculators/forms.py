"""The figures that a calculation needs, as a person knows them."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from library.calculators.compensation import LAW_IN_FORCE_FROM, Employment
from library.calculators.overtime import Overtime
from library.enums import EndingGround, WorkingTime

_MOST_YUAN = 10_000_000
_MOST_HOURS = 744  # of a month of 31 days


class YuanField(forms.DecimalField):
    """Yuan, with commas or spaces between the thousands where somebody writes them."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(min_value=Decimal("0.01"), max_value=_MOST_YUAN, decimal_places=2, widget=widget, **kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(re.sub("[,，元\\s]", "", str(value or "")))


class HoursField(forms.DecimalField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(min_value=0, max_value=_MOST_HOURS, decimal_places=2, required=False, widget=widget, **kwargs)

    def clean(self, value: Any) -> Decimal:
        return super().clean(value) or Decimal(0)


class DayField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "min": "1950-01-01", "max": "2100-12-31"})
        super().__init__(widget=widget, **kwargs)

    def clean(self, value: Any) -> dt.date:
        day: dt.date = super().clean(value)
        if not 1950 <= day.year <= 2100:
            raise forms.ValidationError(_("Give a day between 1950 and 2100."))
        return day


class CompensationForm(forms.Form):
    ground = forms.ChoiceField(label=_("How did it end?"), choices=EndingGround, widget=forms.RadioSelect)
    first_day = DayField(label=_("First day of work here"))
    last_day = DayField(label=_("Last day"))
    wage = YuanField(
        label=_("Average wage of the last twelve months, yuan a month"),
        help_text=_("What was due before tax, with bonuses and allowances. Less than a year here: of those months."),
    )
    local_average = YuanField(
        required=False,
        label=_("Local average wage of last year, yuan a month"),
        help_text=_("Only needed for high wages: three times this is the limit."),
    )
    local_minimum = YuanField(
        required=False,
        label=_("Local minimum wage, yuan a month"),
        help_text=_("Only needed for low wages: it counts if yours was lower."),
    )
    last_wage = YuanField(
        required=False,
        label=_("Wage of the month before, yuan"),
        help_text=_("Only if you were let go without fault and without thirty days' notice."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first_day, last_day = cleaned.get("first_day"), cleaned.get("last_day")
        if first_day and last_day and last_day < first_day:
            self.add_error("last_day", _("The last day cannot come before the first."))
        elif last_day and last_day < LAW_IN_FORCE_FROM:
            self.add_error(
                "last_day", _("Before 1 January 2008 other rules held; what ended by then is not computed here.")
            )
        if first_day and first_day > timezone.localdate():
            self.add_error("first_day", _("This day has not come yet."))
        return cleaned

    @property
    def employment(self) -> Employment:
        """What was filled in; only once the form is valid."""
        figures = dict(self.cleaned_data)
        return Employment(ground=EndingGround(figures.pop("ground")), **figures)


class OvertimeForm(forms.Form):
    working_time = forms.ChoiceField(
        label=_("System of working time"), choices=WorkingTime, initial=WorkingTime.STANDARD, widget=forms.RadioSelect
    )
    wage = YuanField(
        label=_("Agreed wage, yuan a month"),
        help_text=_("For normal hours, as in the contract, without overtime pay."),
    )
    workday_hours = HoursField(label=_("Extra hours on working days, in the month"))
    rest_day_hours = HoursField(
        label=_("Hours on rest days"), help_text=_("Those for which no other day off was given.")
    )
    holiday_hours = HoursField(label=_("Hours on statutory holidays"))
    local_minimum = YuanField(required=False, label=_("Local minimum wage, yuan a month"))

    @property
    def overtime(self) -> Overtime:
        """What was filled in; only once the form is valid."""
        figures = dict(self.cleaned_data)
        return Overtime(working_time=WorkingTime(figures.pop("working_time")), **figures)
