"""The form of a statute's particulars, with the further names by which people cite it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from library.citing.directory import written
from library.models import StatuteAlias

#: More names than any law has.
MOST_NAMES = 50


class StatuteForm(WagtailAdminModelForm):
    other_names = forms.CharField(
        label=gettext_lazy("Also called"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Other names by which people cite this law, one a line, without 《》. Texts that use them are linked too."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["other_names"] = "\n".join(self.instance.aliases.values_list("name", flat=True))

    def clean_other_names(self) -> list[str]:
        """In the spelling in which names are compared, each once. Raises ``ValidationError`` naming the line."""
        lines = [line.strip("《》 \t\u3000") for line in self.cleaned_data["other_names"].splitlines()]
        names = list(dict.fromkeys(written(line) for line in lines if line))
        if len(names) > MOST_NAMES:
            raise ValidationError(gettext_lazy("Write at most %(most)s names.") % {"most": MOST_NAMES})
        kept = set(self.instance.aliases.values_list("name", flat=True))
        problems = []
        for name in names:
            try:
                if name not in kept:
                    StatuteAlias(statute=self.instance, name=name).full_clean()
            except ValidationError as error:
                problems.append(f"{name[:40]}：{'；'.join(error.messages)}")
        if problems:
            raise ValidationError(problems)
        return names
