"""Putting sentences together again that a file breaks at a fixed width.

Whether a file does is decided from all of it: where lines that end in the middle of a sentence are many and all about
equally long, they were broken at that width; in a file whose lines are whole paragraphs such lines are few (headings,
names in a list) and of every length.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from statistics import quantiles

from library.importers.lines import Line, ends_sentence
from library.importers.patterns import ARTICLE_START, begins_something

#: So many lines are evidence if they are all of one length; from twice as many on some may differ.
_FEWEST = 3
_SHARE = 0.15
#: A line may end a little early lest a mark stand at the beginning of the next.
_TOLERANCE = 3
_WIDEST = 90
_NARROWEST = 12
_LATIN = re.compile(r"[A-Za-z0-9,.]")
_Measure = Callable[[str], float]


def unwrap(lines: list[Line]) -> list[Line]:
    """Each paragraph on one line; the lines themselves where they already are."""
    measure, width = max(((measure, _width(lines, measure)) for measure in (len, _columns)), key=lambda found: found[1])
    if not width:
        return lines
    by_indent = _are_articles(lines, lambda line: line.indented)
    by_blank = _are_articles(lines, lambda line: line.after_blank)
    joined: list[Line] = []
    last = ""
    for line in lines:
        full = bool(last) and measure(last) >= width - _TOLERANCE
        apart = line.level or line.table or (by_indent and line.indented) or (by_blank and line.after_blank)
        if full and not apart and _continues(line.text, last, by_indent=by_indent, by_blank=by_blank):
            joined[-1] = replace(joined[-1], text=_join(joined[-1].text, line.text))
        else:
            joined.append(line)
        last = "" if line.level or line.table else line.text
    return joined


def _continues(text: str, last: str, *, by_indent: bool, by_blank: bool) -> bool:
    """Whether a line goes on with the full one before it: in the middle of a sentence, or by the look of the page."""
    if by_indent or not ends_sentence(last):
        return True
    # Only a 项 ends in ；, and then another follows.
    return (by_blank or last.endswith(("；", ";"))) and not begins_something(text)


def _width(lines: list[Line], measure: _Measure) -> float:
    """The width at which the file is broken; 0 where it is not."""
    texts = [line.text for line in lines if not line.level and not line.table]
    broken = [measure(text) for text in texts if not ends_sentence(text) and not _is_heading(text)]
    if len(broken) < max(_FEWEST, len(texts) * _SHARE):
        return 0
    width = quantiles(broken, n=10)[-1]
    near = [size for size in broken if abs(size - width) <= _TOLERANCE]
    longest = max(map(measure, texts))
    if (
        not _NARROWEST <= width <= _WIDEST
        or len(near) < (0.6 if len(broken) >= 2 * _FEWEST else 1) * len(broken)
        or longest > width + 2 * _TOLERANCE
    ):
        return 0
    return width


def _is_heading(text: str) -> bool:
    return len(text) < 20 and begins_something(text)


def _are_articles(lines: list[Line], seen: Callable[[Line], bool]) -> bool:
    """Whether what is asked holds for most articles, so that it tells paragraphs apart."""
    articles = [seen(line) for line in lines if ARTICLE_START.match(line.text)]
    return sum(articles) > 0.8 * len(articles)


def _columns(text: str) -> float:
    """In full-width characters."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text) / 2


def _join(first: str, second: str) -> str:
    between = " " if _LATIN.match(first[-1:]) and re.match(r"[A-Za-z]", second) else ""
    return f"{first}{between}{second}"
