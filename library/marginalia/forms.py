"""What a member writes in the margin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from library.models.marginalia import NOTE_LENGTH, QUOTE_LENGTH


class NoteForm(forms.Form):
    """``quote`` holds words of the article, filled in by a selection or by hand."""

    quote = forms.CharField(
        required=False,
        max_length=QUOTE_LENGTH,
        label=_("Passage to mark"),
        help_text=_("Select words in the article, or copy them here."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    text = forms.CharField(
        required=False, max_length=NOTE_LENGTH, label=_("My note"), widget=forms.Textarea(attrs={"rows": 4})
    )

    def clean_quote(self) -> str:
        # A selection across the indent of a paragraph brings the spaces and the line's end along.
        quote: str = self.cleaned_data["quote"]
        return quote.strip().strip("　")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not (cleaned["quote"] or cleaned["text"]):
            raise forms.ValidationError(_("Mark a passage or write a note."))
        return cleaned


class ChangeForm(forms.Form):
    text = forms.CharField(
        required=False, max_length=NOTE_LENGTH, label=_("My note"), widget=forms.Textarea(attrs={"rows": 4})
    )
