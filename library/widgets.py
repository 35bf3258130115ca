"""Form widgets of the library."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class LawInput(forms.TextInput):
    """A law's short title; those that the library holds are suggested while typing."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        from library.models import Statute

        suggestions = f"{(attrs or {}).get('id', name)}-laws"
        titles = Statute.objects.published().by_rank().values_list("short_title")
        options = format_html_join("", '<option value="{}"></option>', titles)
        field = super().render(name, value, {**(attrs or {}), "list": suggestions}, renderer)
        return format_html('<div>{}<datalist id="{}">{}</datalist></div>', field, suggestions, options)
