"""The articles that a reader asks for by law and number, however written: 劳动合同法 39, 刑法第一百二十条之一.

A query is read in two ways. Where 条 is written, each number before one is an article, and the law is what stands
before it; other words may stand around. Where it is not, the whole query must be laws and numbers and nothing else.
Which statute a text before a number means is not decided here; see :mod:`library.search.named`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from library.numerals import from_chinese

#: The most articles that one query names.
MOST_NAMED = 5

_N = "[0-9零〇一二两三四五六七八九十百千]{1,20}"
_AND = r"\s*[、,和与及]\s*"
_DASH = "[-‐‑‒–—之]"
_PLACE = rf"(?:\s*第?\s*(?P<paragraph>{_N})\s*款)?(?:\s*第?\s*\(?\s*(?P<item>{_N})\s*\)?\s*项)?"
_ONE = rf"第?\s*{_N}(?:\s*{_DASH}\s*{_N})?"
_MARKED = re.compile(rf"(?P<numbers>{_ONE}(?:{_AND}{_ONE})*)\s*条(?:\s*{_DASH}\s*(?P<suffix>{_N}))?{_PLACE}")
_NUMBER = re.compile(rf"({_N})(?:\s*{_DASH}\s*({_N}))?")
#: Without 条: 劳动法36 44 劳动合同法39. In Chinese numerals, of one law alone.
_ARABIC = rf"第?\s*[0-9]{{1,20}}(?:\s*{_DASH}\s*{_N})?"
_BARE_RUN = re.compile(
    rf"\s*(?P<law>[^0-9\s][^0-9]{{0,80}}?)\s*(?P<numbers>{_ARABIC}(?:(?:{_AND}|\s+){_ARABIC})*)(?=$|[\s、,;。《])[\s、,;。]*"
)
_CHINESE_END = re.compile(rf"(?P<law>.{{2,80}}?)\s*(?P<numbers>{_ONE}(?:(?:{_AND}|\s+){_ONE})*)$")
#: What joins one reference to the next, and a law to its article.
_BEFORE, _AFTER = " 、,;。:和与及", " 、》的中里第"


class Mention(NamedTuple):
    """An article as it was named. ``law`` is the text before it, perhaps with other words; empty where none was."""

    law: str
    number: int
    suffix: int = 0
    paragraph: int | None = None
    item: int | None = None


class Reading(NamedTuple):
    """The articles that a query names, in its order, and what it says after them."""

    mentions: list[Mention]
    rest: str


def read_mentions(text: str) -> Reading:
    """What articles a query names, and what else it asks."""
    folded = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip()
    marked = list(_MARKED.finditer(folded))
    mentions = list(_marked(folded, marked))
    rest = folded[marked[-1].end() :].strip(_BEFORE + _AFTER) if mentions else folded
    if bare := list(_bare(rest)):
        return Reading([*mentions, *bare][:MOST_NAMED], "")
    return Reading(mentions[:MOST_NAMED], rest if mentions else "")


def _marked(folded: str, matches: list[re.Match[str]]) -> Iterator[Mention]:
    law, at = "", 0
    for match in matches:
        law = _title(folded[at : match.start()]) or law
        at = match.end()
        numbers = list(_NUMBER.finditer(match["numbers"]))
        for place, number in enumerate(numbers, start=1):
            is_last = place == len(numbers)
            yield from _mention(
                law,
                number[1],
                (match["suffix"] if is_last else None) or number[2],
                *((match["paragraph"], match["item"]) if is_last else ()),
            )


def _bare(folded: str) -> Iterator[Mention]:
    at, runs = 0, []
    while at < len(folded) and (match := _BARE_RUN.match(folded, at)):
        runs.append(match)
        at = match.end()
    if at < len(folded) or not runs:
        match = _CHINESE_END.fullmatch(folded)
        runs = [match] if match else []
    for run in runs:
        for number in _NUMBER.finditer(run["numbers"]):
            yield from _mention(_title(run["law"]), number[1], number[2])


def _mention(law: str, number: str, suffix: str | None, *place: str | None) -> Iterator[Mention]:
    """One, or none where what looks like numerals is not written as numerals are."""
    try:
        numbers = [from_chinese(part) if part else 0 for part in (number, suffix, *place)]
    except ValueError:
        return
    if numbers[0] and all(part or not written for part, written in zip(numbers[1:], (suffix, *place), strict=True)):
        paragraph, item = [part or None for part in [*numbers[2:], 0, 0][:2]]
        yield Mention(law, numbers[0], numbers[1], paragraph, item)


def _title(text: str) -> str:
    """What stands before a number, without what joins it to the number."""
    return text.rpartition("《")[2].lstrip(_BEFORE).rstrip(_AFTER).replace(" ", "").replace("》", "")
