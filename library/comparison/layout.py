"""Differences laid out in lines: the 款 and 项 of an article one under the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from library.comparison.texts import TextSpan
from library.enums import SpanKind

#: Shows that a line ended here where two lines have become one.
END_OF_LINE = "¶"
Line = list[TextSpan]


def inline_lines(spans: Sequence[TextSpan]) -> list[Line]:
    """Both texts in one."""
    return _lines(_joined_where_lines_were(spans))


def old_lines(spans: Iterable[TextSpan]) -> list[Line]:
    """The old text, with what went."""
    return _lines(span for span in spans if span.kind != SpanKind.ADDED)


def new_lines(spans: Iterable[TextSpan]) -> list[Line]:
    """The new text, with what came."""
    return _lines(span for span in spans if span.kind != SpanKind.REMOVED)


def _joined_where_lines_were(spans: Iterable[TextSpan]) -> Iterable[TextSpan]:
    """An end of line that went, with no more than the stop before it, is shown as a sign in its line."""
    for span in spans:
        if span.kind == SpanKind.REMOVED and "\n" in span.text and len(span.text.replace("\n", "")) <= 1:
            yield TextSpan(span.kind, span.text.replace("\n", END_OF_LINE))
        else:
            yield span


def _lines(spans: Iterable[TextSpan]) -> list[Line]:
    lines: list[Line] = [[]]
    for span in spans:
        for number, text in enumerate(span.text.split("\n")):
            if number:
                lines.append([])
            if text:
                lines[-1].append(TextSpan(span.kind, text))
    return [line for line in lines if line]
