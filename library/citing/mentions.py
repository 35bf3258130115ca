"""A citation in a text, where the text stands, and what must be known of laws to tell whose article is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from library.references import ArticleReference


class Names(Protocol):
    """What the library knows of laws by name."""

    def canonical(self, name: str) -> str | None:
        """The short title of the law that goes by a name."""

    def ending(self, text: str, end: int) -> tuple[str, int] | None:
        """The short title of the law whose name ends at a place of the text, and where that name begins."""

    def before(self, law: str, annex: int, number: int, suffix: int) -> tuple[int, int] | None:
        """The number of the article that stands before one."""


@dataclass(frozen=True)
class Place:
    """Where a text of a statute itself stands: 本法, 前条 and 前款 are counted from there. ``paragraph`` from 1."""

    law: str
    number: int
    suffix: int = 0
    annex: int = 0
    paragraph: int | None = None
    title: str = ""

    def is_called(self, kind: str) -> bool:
        """Whether 本条例 can mean this text."""
        title = re.sub(r"[（(][^（）()]*[）)]$", "", self.title or self.law)
        return title.endswith(kind) or (kind == "法" and title.endswith("法典"))


@dataclass(frozen=True)
class Mention:
    """A citation and where it stands in the text. ``also`` are the others that it covers: those inside a range."""

    start: int
    end: int
    reference: ArticleReference
    annex: int = 0
    also: tuple[ArticleReference, ...] = ()

    @property
    def references(self) -> tuple[ArticleReference, ...]:
        return (self.reference, *self.also)


def sentence_around(text: str, start: int, end: int, longest: int = 300) -> str:
    """The sentence in which a citation stands, in at most so many characters."""
    before = max(text.rfind(mark, 0, start) for mark in "。！？；\n")
    after = [place for mark in "。！？；\n" if (place := text.find(mark, end)) >= 0]
    sentence_end = min(after, default=len(text) - 1) + 1
    begin = before + 1
    if sentence_end - begin > longest:
        begin = max(begin, start - longest // 2)
        sentence_end = min(sentence_end, begin + longest)
    return text[begin:sentence_end].strip()
