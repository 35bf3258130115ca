"""The figures in words: the same sentence on the screen and in the export."""

from __future__ import annotations

from django.utils.translation import gettext as _

from participation.periods import Month
from participation.rates import Participation


def month_name(month: Month) -> str:
    """``this month``, or the month by its name."""
    return _("This month") if month.is_current else str(month)


def participation_sentence(participation: Participation, month: Month) -> str:
    """本月 92 人中 71 人学过."""
    if not participation.on_roster:
        return _("{month}: nobody on the roster").format(month=month_name(month))
    if not participation.counted:
        return _("{month}: all {count} members on leave").format(month=month_name(month), count=participation.on_roster)
    return _("{month}: {studied} of {counted} members studied").format(
        month=month_name(month), studied=participation.studied, counted=participation.counted
    )
