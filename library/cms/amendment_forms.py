"""What an editor fills in on the amendment desk: which places are shown, and what becomes of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Member
from library.amendments.following import DECIDE
from library.citing.sources import kept_sources
from library.enums import DECISIONS, ReviewState
from library.models import AmendmentReview

_UNDECIDED, _ALL, _ME, _NOBODY = "undecided", "all", "me", "nobody"


class FilterForm(forms.Form):
    """Which places are shown."""

    state = forms.ChoiceField(
        label=pgettext_lazy("review", "State"),
        choices=[
            (_UNDECIDED, gettext_lazy("Not settled yet")),
            *((state.value, state.label) for state in ReviewState),
            (_ALL, gettext_lazy("All")),
        ],
        required=False,
    )
    source = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    owner = forms.ChoiceField(
        label=gettext_lazy("Who sees to it"),
        choices=[("", gettext_lazy("All")), (_ME, gettext_lazy("I do")), (_NOBODY, gettext_lazy("Nobody yet"))],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(name, source.label) for name, (source, _upkeep) in kept_sources().items()]
        self.fields["source"].choices = [("", gettext_lazy("All")), *kinds]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, str]:
        """What was chosen; the usual, where that is nothing or no choice."""
        self.is_valid()
        chosen: dict[str, str] = {name: self.cleaned_data.get(name) or "" for name in self.fields}
        return {**chosen, "state": chosen["state"] or _UNDECIDED}

    def narrow(self, reviews: Any, member: Member) -> Any:
        chosen = self.chosen()
        if chosen["state"] == _UNDECIDED:
            reviews = reviews.undecided()
        elif chosen["state"] != _ALL:
            reviews = reviews.in_state(chosen["state"])
        if chosen["source"]:
            reviews = reviews.of_kind(chosen["source"])
        if chosen["owner"] == _ME:
            reviews = reviews.owned_by(member)
        elif chosen["owner"] == _NOBODY:
            reviews = reviews.without_owner()
        return reviews


class DecisionForm(forms.Form):
    """What becomes of the places that are ticked, or of all that are shown."""

    decision = forms.ChoiceField(
        label=gettext_lazy("What becomes of it"),
        choices=[(decision.value, decision.label) for decision in DECISIONS],
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose what becomes of it.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=AmendmentReview._meta.get_field("note").max_length,
        widget=forms.TextInput,
    )
    #: When the page was made, so that nobody overrules a decision that they did not see.
    seen_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    owner = forms.ModelChoiceField(
        label=gettext_lazy("Who sees to it"),
        queryset=Member.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody yet"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        editors = Member.objects.who_may(DECIDE).order_by("display_name")
        self.fields["owner"].queryset = editors  # type: ignore[attr-defined]
