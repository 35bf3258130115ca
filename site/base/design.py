"""The living page of the design system: every component with real content, in debug only."""

from __future__ import annotations

import re
from pathlib import Path

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SPRITE = Path(__file__).parent / "static/base/icons.svg"
COLOURS = (
    "paper",
    "surface",
    "sunken",
    "ink",
    "muted",
    "line",
    "edge",
    "red",
    "red-fill",
    "law",
    "law-soft",
    "green",
    "amber",
)


class SampleForm(forms.Form):
    """One field of each kind."""

    number = forms.CharField(label="工号", help_text="印在工作证背面，例如 A00318。")
    phone = forms.CharField(label="手机号", required=False)
    unit = forms.ChoiceField(label="班组", choices=[("a", "装配一班"), ("b", "装配二班"), ("c", "动力班")])
    shift = forms.ChoiceField(
        label="今天上什么班", choices=[("day", "白班"), ("night", "夜班")], widget=forms.RadioSelect, initial="day"
    )
    note = forms.CharField(label="想说的话", widget=forms.Textarea({"rows": 3}), required=False)
    agree = forms.BooleanField(label="我已看过个人信息说明")


def design(request: HttpRequest) -> HttpResponse:
    context = {
        "icons": re.findall(r'symbol id="([^"]+)"', SPRITE.read_text()),
        "colours": COLOURS,
        "form": SampleForm(),
        "form_with_errors": SampleForm({"number": "", "phone": "12", "unit": "x", "note": "夜班多。"}, auto_id="e_%s"),
        "page": Paginator(range(90), 10).get_page(request.GET.get("page", 2)),
    }
    return render(request, "base/design.html", context)
