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
    if any(_begins_article(line.text) for line in lines):
        return Numbering.ARTICLES
    return Numbering.POINTS if points else Numbering.NONE


def starts_of(lines: Iterable[Line]) -> Counter[Key]:
    """How often each number begins a line as that of an article."""
    found: Counter[Key] = Counter()
    for line in lines:
        match = ARTICLE.match(line.text) if ARTICLE_START.match(line.text) else None
        if match and not MENTION.match(match["text"]) and (number := numeral(match["number"])):
            found[number, (numeral(match["suffix"]) or 0) if match["suffix"] else 0] += 1
    return found


def _begins_article(text: str) -> bool:
    match = ARTICLE.match(text)
    if not match or not numeral(match["number"]) or MENTION.match(match["text"]):
        return False
    return match["gap"] is not None or numeral(match["number"]) == 1


def _begins_points(line: Line) -> bool:
    match = POINT.match(line.text) or (BARE_POINT.match(line.text) if line.level else None)
    return bool(match and match["number"] == "一" and not ANNEX.match(line.text))
