"""What people fill in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.models import StudyRecord


class ExportForm(forms.Form):
    purpose = forms.CharField(
        label=_("What for"),
        max_length=200,
        help_text=_("For example: the monthly record of the branch. It is written down with your name and the time."),
    )


class VoidForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=StudyRecord.reason.field.max_length,
        help_text=_("The member reads it beside the voided record."),
    )
