"""By what a text counts its parts: 第一条, 一、, or by nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from enum import Enum, auto

from library.importers.lines import Line
from library.importers.patterns import ANNEX, ARTICLE, ARTICLE_START, BARE_POINT, MENTION, POINT, numeral

#: Number and suffix of an article.
Key = tuple[int, int]
_AMENDING = re.compile("(?:修改|修正|修订|废止).*(?:决定|决议)$|修正案(?:（.{1,3}）)?$")


class Numbering(Enum):
    ARTICLES = auto()
    POINTS = auto()
    NONE = auto()


def numbering_of(lines: Iterable[Line], *, title: str) -> Numbering:
    """How the body or an annex is numbered.

    A decision to amend quotes articles of another statute; its own parts are the points 一、二、三.
    """
    lines = list(lines)
    points = any(_begins_points(line) for line in lines)
    if points and _AMENDING.search(title):
        return Numbering.POINTS
    starts = starts_of(lines)
    if any(_begins_article(line, starts) for line in lines):
        return Numbering.ARTICLES
    return Numbering.POINTS if points else Numbering.NONE


def starts_of(lines: Iterable[Line]) -> Counter[Key]:
    """How often each number begins a line as that of an article."""
    return Counter(key for line in lines if (key := _start(line.text)))


def is_tight(lines: Iterable[Line]) -> bool:
    """Whether no space sets most numbers of articles apart from the words after them."""
    apart = [bool(ARTICLE_START.match(line.text)) for line in lines if _start(line.text)]
    return sum(apart) * 2 < len(apart)


def _begins_article(line: Line, starts: Counter[Key]) -> bool:
    """With a space after the number, or as one of several that follow one another."""
    key = _start(line.text)
    if not key:
        return False
    return key == (1, 0) or bool(ARTICLE_START.match(line.text)) or (key[0] + 1, 0) in starts


def _start(text: str) -> Key | None:
    match = ARTICLE.match(text)
    if not match or MENTION.match(match["text"]):
        return None
    number, suffix = numeral(match["number"]), numeral(match["suffix"]) if match["suffix"] else 0
    return (number, suffix) if number and suffix is not None else None


def _begins_points(line: Line) -> bool:
    match = POINT.match(line.text) or (BARE_POINT.match(line.text) if line.level else None)
    return bool(match and match["number"] == "一" and not ANNEX.match(line.text))
