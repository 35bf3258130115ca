"""Putting sentences together again that a file breaks at a fixed width.

Whether a file does is decided from all of it: where lines that end in the middle of a sentence are many and all about
equally long, they were broken at that width; in a file whose lines are whole paragraphs such lines are few (headings,
names in a list) and of every length.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from statistics import quantiles

from library.importers.lines import Line, ends_sentence
from library.importers.patterns import ARTICLE_START, begins_something

_FEWEST = 6
_SHARE = 0.15
#: In columns; a line may end a little early lest a mark stand at the beginning of the next.
_TOLERANCE = 6
_WIDEST = 160
_NARROWEST = 24
_LATIN = re.compile(r"[A-Za-z0-9,.]")


def unwrap(lines: list[Line]) -> list[Line]:
    """Each paragraph on one line; the lines themselves where they already are."""
    width = _width_of_wrapping(lines)
    if not width:
        return lines
    by_indent = _are_paragraphs_indented(lines)
    by_blank = _are_paragraphs_apart(lines)
    joined: list[Line] = []
    last = ""
    for line in lines:
        full = bool(last) and _columns(last) >= width - _TOLERANCE
        apart = (by_indent and line.indented) or (by_blank and line.after_blank)
        if full and not apart and _continues(line, last, certain=by_indent or by_blank):
            joined[-1] = replace(joined[-1], text=_join(joined[-1].text, line.text))
        else:
            joined.append(line)
        last = "" if line.level or line.table else line.text
    return joined


def _continues(line: Line, last: str, *, certain: bool) -> bool:
    if line.level or line.table:
        return False
    if not ends_sentence(last):
        return not (ARTICLE_START.match(line.text) and certain and line.indented)
    return certain and not begins_something(line.text)


def _width_of_wrapping(lines: list[Line]) -> int:
    """The width at which the file is broken; 0 where it is not."""
    texts = [line for line in lines if not line.level and not line.table]
    broken = [_columns(line.text) for line in texts if not ends_sentence(line.text) and not begins_heading(line)]
    if len(broken) < max(_FEWEST, len(texts) * _SHARE):
        return 0
    width = round(quantiles(broken, n=10)[-1])
    near = [columns for columns in broken if abs(columns - width) <= _TOLERANCE]
    longest = max(_columns(line.text) for line in texts)
    if not _NARROWEST <= width <= _WIDEST or len(near) < 0.6 * len(broken) or longest > width + 2 * _TOLERANCE:
        return 0
    return width


def begins_heading(line: Line) -> bool:
    return len(line.text) < 20 and begins_something(line.text)


def _are_paragraphs_indented(lines: list[Line]) -> bool:
    return sum(line.indented for line in lines if ARTICLE_START.match(line.text)) > 0.8 * _articles(lines) > 0


def _are_paragraphs_apart(lines: list[Line]) -> bool:
    return sum(line.after_blank for line in lines if ARTICLE_START.match(line.text)) > 0.8 * _articles(lines) > 0


def _articles(lines: list[Line]) -> int:
    return sum(bool(ARTICLE_START.match(line.text)) for line in lines)


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def _join(first: str, second: str) -> str:
    between = " " if _LATIN.match(first[-1:]) and re.match(r"[A-Za-z]", second) else ""
    return f"{first}{between}{second}"
