"""Taking apart lines into which raw texts run together what stands on lines of its own in print."""

from __future__ import annotations

import re
from collections.abc import Iterator

from library.importers.lines import Line
from library.importers.patterns import ANNEX, ARTICLE, ARTICLE_START, MENTION, N, S, is_division, numeral

_END = "。！？；”）)》"
_STUCK_ARTICLE = re.compile(rf"第{S}*(?P<number>{N}){S}*条(?:{S}*之{S}*(?P<suffix>{N}))?(?P<gap>{S}*)")
_STUCK_HEADING = re.compile(rf"(?<=[{_END}]){S}*(?P<heading>第{N}(?:编|分编|章|节){S}*[^。；：，、]{{1,30}})$")
_HEADING_IN_HEADING = re.compile(rf"(?<=\S){S}+(?P<heading>第{N}(?:编|分编|章|节){S}*[^。；：，]{{1,40}})$")
_ITEM = re.compile(r"(?<=[：:；;。，,])\s*(?=[（(](?P<number>[一二三四五六七八九十]{1,3})[）)])")
_Key = tuple[int, int]
#: Longer than any heading.
_AS_FAR_BACK = 100


def split_stuck(lines: list[Line]) -> list[Line]:
    """Each heading, article and item on a line of its own.

    A number in the middle of a line begins an article only if it is the one that comes next, stands after the end of
    a sentence or a heading, and begins no line of its own.
    """
    result: list[Line] = []
    for segment in _segments(lines):
        starts = {key for line in segment if (key := _key(line.text))}
        last = (0, 0)
        for line in segment:
            if line.table:
                result.append(line)
                continue
            for text in _parts(line.text, last, starts):
                last = max(last, _key(text, after=last) or last)
                result.append(line.with_text(text))
    return result


def _segments(lines: list[Line]) -> Iterator[list[Line]]:
    """The body and each annex."""
    segment: list[Line] = []
    for line in lines:
        if ANNEX.match(line.text) and segment:
            yield segment
            segment = []
        segment.append(line)
    yield segment


def _key(text: str, *, after: _Key | None = None) -> _Key | None:
    """The number of the article that a line begins; ``after`` which one it may begin with words like a mention's."""
    match = ARTICLE.match(text) if ARTICLE_START.match(text) else None
    key = _number(match) if match else None
    if not match or not key:
        return None
    is_next = after is not None and key in {(after[0] + 1, 0), (after[0], after[1] + 1)}
    return key if is_next or not MENTION.match(match["text"]) else None


def _number(match: re.Match[str]) -> _Key | None:
    number = numeral(match["number"])
    suffix = numeral(match["suffix"]) if match["suffix"] else 0
    return (number, suffix) if number and suffix is not None else None


def _parts(text: str, last: _Key, starts: set[_Key]) -> list[str]:
    parts: list[str] = []
    for part in _at_articles(text, max(last, _key(text, after=last) or last), starts):
        for piece in _at_headings(part):
            parts += _at_items(piece)
    return parts


def _at_articles(text: str, last: _Key, starts: set[_Key]) -> list[str]:
    parts, begun = [], 0
    for match in _STUCK_ARTICLE.finditer(text, 1):
        key = _number(match)
        if key not in {(last[0] + 1, 0), (last[0], last[1] + 1)} or key in starts:
            continue
        if MENTION.match(text, match.end()) and not match["gap"]:
            continue
        before = text[max(begun, match.start() - _AS_FAR_BACK) : match.start()].rstrip()
        if before and _may_end(before) and match.end() < len(text):
            parts.append(text[begun : match.start()].rstrip())
            begun, last = match.start(), key
    return [*parts, text[begun:]]


def _may_end(before: str) -> bool:
    """Whether a sentence or a heading ends here."""
    return before.endswith(tuple(_END)) or is_division(re.split(f"[{_END}]", before)[-1].strip())


def _at_headings(text: str) -> list[str]:
    match = _STUCK_HEADING.search(text)
    if match and is_division(match["heading"]) and not MENTION.match(text[match.start() :].lstrip()):
        return [text[: match.start()].rstrip(), *_at_headings(match["heading"])]
    if is_division(text) and (match := _HEADING_IN_HEADING.search(text)) and is_division(match["heading"]):
        return [text[: match.start()].rstrip(), match["heading"]]
    return [text]


def _at_items(text: str) -> list[str]:
    """下列人员：（一）甲；（二）乙。 → three lines, if at least two items follow one another."""
    cuts: list[int] = []
    for match in _ITEM.finditer(text):
        if numeral(match["number"]) == len(cuts) + 1 and (cuts or text[match.start() - 1] in "：:"):
            cuts.append(match.end())
    if len(cuts) < 2:
        return [text]
    return [text[start:end].strip() for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
