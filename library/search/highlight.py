"""The passage of a text that answers a search, with what was looked for marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from library.search.analysis import fold, pairs, units

PASSAGE_LENGTH = 110
_LEAD = 24
_STOPS = "。；！？\n"


#: What a question is asked with: found in every text, and telling nothing of what it is about.
_ASKING = re.compile(
    "怎么办|怎么样|怎么|怎样|什么时候|什么|为什么|多少钱|多少|多久|多长|几天|几个|能不能|可不可以|可以|是不是|是否|有没有|"
    "要不要|该不该|应该|应当|如何|哪里|哪些|哪个|谁来|请问|我们|你们|他们|自己|如果|的话|还是|或者|因为|所以|一直|已经|"
    "[吗呢吧啊呀了么的得地我你他她它您谁这那就都也还又很能要会让叫被把给和跟与及或在是有没不向对从到]"
)


def telling_terms(text: str) -> list[str]:
    """The parts of a question that tell what it is about, as pairs of characters: what is marked in an answer that
    holds only some of them. Single characters stand everywhere and are left alone, unless nothing else was typed."""
    return [term for term in pairs(_ASKING.sub(" ", text)) if len(term) > 1] or pairs(text)


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
    pattern = _pattern(tuple(terms))
    if pattern is None:
        return
    folded, places = [], []
    for place, character in enumerate(text):
        shape = _shape(character)
        folded.append(shape)
        places += [place] * len(shape)
    for match in pattern.finditer("".join(folded)):
        yield places[match.start(1)], places[match.end(1) - 1] + 1


@lru_cache(maxsize=8192)
def _shape(character: str) -> str:
    return fold(character)


@lru_cache(maxsize=64)
def _pattern(terms: tuple[str, ...]) -> re.Pattern[str] | None:
    """Any of the terms wherever it stands, also where two overlap; a word of letters or figures only as a whole."""
    wanted = []
    for term in terms:
        parts = [
            re.escape(unit.text) if unit.is_character else f"(?<![0-9a-z]){re.escape(unit.text)}(?![0-9a-z])"
            for unit in units(fold(term))
        ]
        if parts:
            wanted.append(r"[\W_]*".join(parts))
    return re.compile(f"(?=({'|'.join(sorted(wanted, key=len, reverse=True))}))") if wanted else None
