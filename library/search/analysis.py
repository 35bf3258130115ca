"""How text becomes search terms: Chinese by characters and pairs of them, everything else by words.

A Chinese text has no spaces, and a dictionary that splits it loses what it splits differently (劳动合同 would not be
found in 劳动合同法). So every character is a term, with its place in the text; so is every pair of neighbours. A
stretch of Chinese is found by its pairs standing in a row, which is exact and far quicker than by single characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from whoosh.analysis import Token
from whoosh.analysis.acore import Composable

#: Raised when the same text would give other terms; an index of another version is rebuilt.
ANALYSIS_VERSION = 1

#: The longest term, in characters, and the most terms of one query. What goes beyond is not looked for.
TERM_LENGTH = 64
TERM_COUNT = 32
_QUERY_LENGTH = TERM_COUNT * (TERM_LENGTH + 1)

#: Scripts written without spaces between words: Han, kana, bopomofo, hangul.
_UNSPACED = (
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31a0-\u31bf\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_UNIT = re.compile(rf"(?P<character>[{_UNSPACED}])|[^\W_{_UNSPACED}]+")


class Unit(NamedTuple):
    """A character of an unspaced script, or a word of another; where it stands; whether it touches the one before."""

    text: str
    start: int
    end: int
    is_character: bool
    follows: bool


def fold(text: str) -> str:
    """Full and half width, upper and lower case, and the ways to compose a character become one."""
    return unicodedata.normalize("NFKC", text).casefold()


def units(folded: str) -> Iterator[Unit]:
    """The units of a folded text in order; punctuation and spaces fall away."""
    character_end = -1
    for match in _UNIT.finditer(folded):
        is_character = match["character"] is not None
        yield Unit(match[0][:TERM_LENGTH], match.start(), match.end(), is_character, match.start() == character_end)
        character_end = match.end() if is_character else -1


def index_terms(text: str) -> Iterator[tuple[str, int]]:
    """Every term under which a text is kept, with its position: units, and pairs at the position of their first."""
    previous = None
    for position, unit in enumerate(units(fold(text))):
        if previous is not None and unit.is_character and unit.follows:
            yield previous.text + unit.text, position - 1
        yield unit.text, position
        previous = unit


def sequence(text: str) -> list[str]:
    """The terms that must stand in a row for a text to hold this one; empty when it has nothing to look for."""
    found = list(units(fold(text)))
    if len(found) > 1 and found[0].is_character and all(unit.is_character and unit.follows for unit in found[1:]):
        return [first.text + second.text for first, second in pairwise(found)]
    return [unit.text for unit in found]


def query_terms(query_string: str) -> list[str]:
    """What a reader typed, apart at its spaces: literal terms only, each once, bounded in length and number."""
    terms = dict.fromkeys(term[:TERM_LENGTH] for term in query_string[:_QUERY_LENGTH].split())
    return [term for term in terms if sequence(term)][:TERM_COUNT]


def pairs(query_string: str) -> list[str]:
    """The pairs of characters and the words in what a reader typed: for finding what is near when nothing is equal."""
    found: dict[str, None] = {}
    for term in query_terms(query_string):
        row = list(units(fold(term)))
        for unit, after in zip(row, [*row[1:], None], strict=True):
            if after is not None and unit.is_character and after.is_character and after.follows:
                found[unit.text + after.text] = None
            elif not unit.is_character or len(row) == 1:
                found[unit.text] = None
    return list(found)[:TERM_COUNT]


class TextAnalyzer(Composable):
    """:func:`index_terms` in the shape that Whoosh calls."""

    is_morph = False

    def __call__(self, value: str, **options: Any) -> Iterator[Token]:
        token = Token(positions=True)
        for token.text, token.pos in index_terms(value):
            yield token

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TextAnalyzer)

    def __hash__(self) -> int:
        return hash(TextAnalyzer)
