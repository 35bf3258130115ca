"""What a browser sends about a paper: of question 3 the options chosen as ``q3`` and the last change seen as ``s3``."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from quizzes.services import SentAnswer

#: The largest number that a browser counts exactly, and that every database holds.
MAX_SEQUENCE = 2**53 - 1
MAX_POSITION = 2**15 - 1


class AnswerForm(forms.Form):
    """One answer, as the script sends it. The options themselves are the service's to check."""

    position = forms.IntegerField(min_value=1, max_value=MAX_POSITION)
    sequence = forms.IntegerField(min_value=1, max_value=MAX_SEQUENCE)

    @property
    def chosen(self) -> list[str]:
        data = self.data
        return data.getlist("chosen") if isinstance(data, MultiValueDict) else []


def read_paper(data: QueryDict) -> dict[int, SentAnswer]:
    """The answers of a whole form by position; each counts as one change after the last one seen.

    Raises ``ValueError`` for a form that is not ours.
    """
    sent = {}
    for field, seen in data.items():
        if field[:1] == "s" and field[1:].isdecimal():
            position, sequence = int(field[1:]), int(str(seen)) + 1
            if not (position <= MAX_POSITION and 1 <= sequence <= MAX_SEQUENCE):
                raise ValueError(field)
            sent[position] = SentAnswer(data.getlist(f"q{position}"), sequence)
    return sent
