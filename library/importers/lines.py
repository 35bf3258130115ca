"""The lines of a source, freed of the marks of its format, as every later step takes them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

SPACES = " \t\f\v\u00a0\u2000-\u200a\u3000\u200b\u200c\u200d\u2060\ufeff"
_AROUND = re.compile(rf"^[{SPACES}]+|[{SPACES}]+$")
#: No printer sets so many in a row; patterns that try a run of spaces from each of its places take too long on more.
_MOST_SPACES = 40
_TOO_MANY = re.compile(rf"((?:[^\S\n]|[{SPACES}]){{{_MOST_SPACES}}})(?:[^\S\n]|[{SPACES}])+")
_INDENT = re.compile(r"^(?:[\u3000\t]| {2})")
_SENTENCE_ENDS = ("。", "；", "：", "！", "？", ";", ":", "!", "?", "……", "——")
_CLOSING = "”’」』》〉）)\"'"


@dataclass(frozen=True)
class Line:
    """A line that is not blank, or a table. ``number`` counts from 1 in the file, ``level`` is that of a heading.

    ``indented`` and ``after_blank`` are what is left of its place on the page, by which paragraphs are told apart.
    """

    number: int
    text: str
    level: int = 0
    indented: bool = False
    after_blank: bool = False
    table: list[list[str]] = field(default_factory=list)

    def with_text(self, text: str) -> Line:
        return replace(self, text=text)


@dataclass
class Source:
    """What a file holds: ``fields`` of front matter, lines, and the number of the line at which the head ends."""

    lines: list[Line]
    fields: dict[str, str] = field(default_factory=dict)
    problems: list[tuple[int, str]] = field(default_factory=list)
    head_ends_at: int = 0


def trim(text: str) -> str:
    """Without the spaces around it, of whatever width."""
    return _AROUND.sub("", text)


def shorten_spaces(text: str) -> str:
    """The same text without runs of spaces that no statute holds."""
    return _TOO_MANY.sub(r"\1", text)


def is_indented(text: str) -> bool:
    return bool(_INDENT.match(text))


def ends_sentence(text: str) -> bool:
    """Whether a line ends where a sentence, a clause of a list or an opening to one does."""
    return text.rstrip(_CLOSING).endswith(_SENTENCE_ENDS)


def excerpt(text: str, length: int = 60) -> str:
    """Its beginning, for a message."""
    return text if len(text) <= length else f"{text[:length]}……"
