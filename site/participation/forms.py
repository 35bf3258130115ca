"""What people fill in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.models import StudyRecord


class VoidForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=StudyRecord.reason.field.max_length,
        help_text=_("The member reads it beside the voided record."),
    )
