"""Two texts character by character, so that a person can read the difference."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from library.comparison.typography import fold
from library.enums import SpanKind

#: A stretch of at most so many unchanged characters between two changes is part of the change.
SHORT = 3
#: From so many characters on, sequences that are everywhere no longer begin a match: a table of figures is not a text.
LONG = 5_000
#: Digits of a number, which is read whole: 38 does not become 39 by its last digit.
_NUMERALS = frozenset("0123456789零〇一二三四五六七八九十百千")
_CLOSING = "。；！？;!?\n"
_PAUSING = "，、：）》,:)"


@dataclass(frozen=True)
class TextSpan:
    """A stretch of text with one fate."""

    kind: SpanKind
    text: str


#: Where a stretch begins and ends in the old text and in the new.
Block = tuple[int, int, int, int]


def compare_texts(old: str, new: str) -> list[TextSpan]:
    """The stretches that stayed, went and came, in reading order.

    Same and added make up the new text to the letter; same and removed the old one, but that a character which
    differs only in width counts as the same and is given as the new text writes it.
    """
    spans: list[TextSpan] = []
    old_at = new_at = 0
    for old_from, old_to, new_from, new_to in [*_kept(fold(old), fold(new)), (len(old), len(old), len(new), len(new))]:
        parts = (
            (SpanKind.REMOVED, old[old_at:old_from]),
            (SpanKind.ADDED, new[new_at:new_from]),
            (SpanKind.SAME, new[new_from:new_to]),
        )
        spans += [TextSpan(kind, text) for kind, text in parts if text]
        old_at, new_at = old_to, new_to
    return spans


def _kept(old: str, new: str) -> list[Block]:
    """The stretches that both texts have, none of them trifling, each beginning and ending where a reader would."""
    blocks = _numbers_whole(old, new, _united([block for block in _common(old, new) if block[1] > block[0]]))
    return _to_punctuation(old, new, _without_trifles(blocks, len(old), len(new)))


def _common(old: str, new: str) -> list[Block]:
    """Common stretches of two characters or more, and whatever both begin and end with.

    Pairs of characters are matched rather than characters: a lone 的 that both have says nothing.
    """
    start = _common_start(old, new)
    end = _common_start(old[start:][::-1], new[start:][::-1])
    old_middle, new_middle = old[start : len(old) - end], new[start : len(new) - end]
    matcher = SequenceMatcher(None, _pairs(old_middle), _pairs(new_middle), autojunk=len(new_middle) > LONG)
    blocks = [(0, start, 0, start)]
    old_at = new_at = start
    for old_from, new_from, size in matcher.get_matching_blocks()[:-1]:
        # Two matches may share a character at their seam; it belongs to the first.
        seam = max(0, old_at - (old_from + start), new_at - (new_from + start))
        if size + 1 > seam:
            old_at, new_at = old_from + start + size + 1, new_from + start + size + 1
            blocks.append((old_from + start + seam, old_at, new_from + start + seam, new_at))
    return [*blocks, (len(old) - end, len(old), len(new) - end, len(new))]


def _pairs(text: str) -> list[str]:
    return [first + second for first, second in pairwise(text)]


def _common_start(old: str, new: str) -> int:
    for place, (before, now) in enumerate(zip(old, new, strict=False)):
        if before != now:
            return place
    return min(len(old), len(new))


def _numbers_whole(old: str, new: str, blocks: list[Block]) -> list[Block]:
    """Give the digits at the edge of a stretch to the change beside it, where it would cut their number in two."""

    def cut(before: int, now: int) -> bool:
        """Whether a number of one of the texts goes on across the place."""
        return any(
            0 < place < len(text) and text[place - 1] in _NUMERALS and text[place] in _NUMERALS
            for text, place in ((old, before), (new, now))
        )

    whole = []
    for old_from, old_to, new_from, new_to in blocks:
        while old_from < old_to and cut(old_from, new_from) and old[old_from] in _NUMERALS:
            old_from, new_from = old_from + 1, new_from + 1
        while old_from < old_to and cut(old_to, new_to) and old[old_to - 1] in _NUMERALS:
            old_to, new_to = old_to - 1, new_to - 1
        if old_from < old_to:
            whole.append((old_from, old_to, new_from, new_to))
    return whole


def _without_trifles(blocks: list[Block], old_length: int, new_length: int) -> list[Block]:
    """Drop what is too short to be read between two changes; what stands at either end of the text stays."""
    kept: list[Block] = []
    for place, block in enumerate(blocks):
        before = kept[-1] if kept else (0, 0, 0, 0)
        after = blocks[place + 1] if place + 1 < len(blocks) else (old_length, old_length, new_length, new_length)
        size = block[1] - block[0]
        changed_before = max(block[0] - before[1], block[2] - before[3])
        changed_after = max(after[0] - block[1], after[2] - block[3])
        if size > SHORT or size > min(changed_before, changed_after):
            kept.append(block)
    return kept


def _united(blocks: list[Block]) -> list[Block]:
    """Stretches that follow one another in both texts as one."""
    united: list[Block] = []
    for block in blocks:
        if united and united[-1][1] == block[0] and united[-1][3] == block[2]:
            block = (united[-1][0], block[1], united.pop()[2], block[3])
        united.append(block)
    return united


def _to_punctuation(old: str, new: str, blocks: list[Block]) -> list[Block]:
    """Where a stretch that came or went could as well begin a little earlier or later, let it be a whole clause."""
    for place in range(len(blocks) - 1):
        before, after = blocks[place], blocks[place + 1]
        old_gap, new_gap = after[0] - before[1], after[2] - before[3]
        if bool(old_gap) == bool(new_gap):
            continue
        text, start, end = (old, before[1], after[0]) if old_gap else (new, before[3], after[2])
        shift = _best_shift(text, start, end, before[1] - before[0], after[1] - after[0])
        blocks[place] = (before[0], before[1] + shift, before[2], before[3] + shift)
        blocks[place + 1] = (after[0] + shift, after[1], after[2] + shift, after[3])
    return [block for block in blocks if block[1] > block[0]]


def _best_shift(text: str, start: int, end: int, most_back: int, most_on: int) -> int:
    """By how much to move ``text[start:end]``, which came or went, for its edges to stand at punctuation."""
    back, on = 0, 0
    while back < most_back and text[start - back - 1] == text[end - back - 1]:
        back += 1
    while on < most_on and text[start + on] == text[end + on]:
        on += 1
    return max(
        range(-back, on + 1),
        key=lambda shift: (_edge(text, start + shift) + _edge(text, end + shift), -abs(shift)),
    )


def _edge(text: str, place: int) -> int:
    """How well a text can be cut before a place."""
    if place in {0, len(text)} or text[place - 1] in _CLOSING:
        return 3
    return 1 if text[place - 1] in _PAUSING else 0
