"""The passage of a text that answers a search, with what was looked for marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from library.search.analysis import fold, units

PASSAGE_LENGTH = 110
_LEAD = 24
_STOPS = "。；！？\n"


def highlight(text: str, terms: Iterable[str]) -> SafeString:
    """All of a text, as HTML."""
    return _marked(text, 0, len(text), _spans(text, terms))


def passage(text: str, terms: Iterable[str], length: int = PASSAGE_LENGTH) -> SafeString:
    """The stretch of a text that holds most of the terms, as HTML; its beginning when it holds none."""
    text = " ".join(text.split())
    spans = _spans(text, terms)
    if len(text) <= length:
        return _marked(text, 0, len(text), spans)
    start = 0
    if spans:
        richest = max(
            spans, key=lambda span: sum(span[0] <= other[0] and other[1] <= span[0] + length - _LEAD for other in spans)
        )
        start = max(0, min(richest[0] - _LEAD, len(text) - length))
        stops = [text.rfind(stop, start, richest[0]) for stop in _STOPS]
        start = max([start, *(stop + 1 for stop in stops if stop >= 0)])
    end = min(len(text), start + length)
    return mark_safe(  # noqa: S308  each part is escaped
        ("…" if start else "") + _marked(text, start, end, spans) + ("…" if end < len(text) else "")
    )


def _marked(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> SafeString:
    parts, at = [], start
    for first, last in spans:
        if first >= start and last <= end:
            parts += [escape(text[at:first]), "<mark>", escape(text[first:last]), "</mark>"]
            at = last
    return mark_safe("".join([*parts, escape(text[at:end])]))  # noqa: S308  each part is escaped


def _spans(text: str, terms: Iterable[str]) -> list[tuple[int, int]]:
    """Where any of the terms stands in the text, in order, overlapping ones as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(_occurrences(text, terms)):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _occurrences(text: str, terms: Iterable[str]) -> Iterator[tuple[int, int]]:
    folded, places = [], []
    for place, character in enumerate(text):
        shape = fold(character)
        folded.append(shape)
        places += [place] * len(shape)
    row = list(units("".join(folded)))
    by_first: dict[str, list[list[str]]] = {}
    for term in terms:
        if wanted := [unit.text for unit in units(fold(term))]:
            by_first.setdefault(wanted[0], []).append(wanted)
    for at, unit in enumerate(row):
        for wanted in by_first.get(unit.text, []):
            found = row[at : at + len(wanted)]
            if [other.text for other in found] == wanted:
                yield places[found[0].start], places[found[-1].end - 1] + 1
