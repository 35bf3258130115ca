"""Marked passages in the HTML of an article: through links and line breaks, whatever stands between the words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from django.utils.safestring import SafeString, mark_safe

_TAG = re.compile(r"<(?:\"[^\"]*\"|'[^']*'|[^'\">])*>")
_ENTITY_OR_CHARACTER = re.compile(r"&(?:#[0-9]+|#x[0-9a-fA-F]+|[a-zA-Z]+);|.", re.DOTALL)


def mark_passages(html: str, passages: Iterable[str]) -> SafeString:
    """The same HTML with ``<mark>`` around every place of the passages; tags within one stay where they are."""
    wanted = [passage for passage in passages if passage]
    if not wanted:
        return mark_safe(html)  # noqa: S308  as it came
    pieces = _pieces(html)
    text = "".join(character for character, _source, is_tag in pieces if not is_tag)
    marked = bytearray(len(text))
    for passage in wanted:
        at = text.find(passage)
        while at >= 0:
            marked[at : at + len(passage)] = b"\1" * len(passage)
            at = text.find(passage, at + 1)
    return mark_safe("".join(_with_marks(pieces, marked)))  # noqa: S308  only tags of ours are added


def _pieces(html: str) -> list[tuple[str, str, bool]]:
    """Each tag, and each character with how it is written in the HTML."""
    pieces: list[tuple[str, str, bool]] = []
    position = 0
    for tag in _TAG.finditer(html):
        pieces += _characters(html[position : tag.start()])
        pieces.append(("", tag[0], True))
        position = tag.end()
    return pieces + _characters(html[position:])


def _characters(text: str) -> list[tuple[str, str, bool]]:
    return [(unescape(match[0]), match[0], False) for match in _ENTITY_OR_CHARACTER.finditer(text)]


def _with_marks(pieces: list[tuple[str, str, bool]], marked: bytearray) -> Iterable[str]:
    is_open, place = False, 0
    for character, source, is_tag in pieces:
        wants = not is_tag and bool(marked[place])
        if is_open and not wants:
            yield "</mark>"
        elif wants and not is_open:
            yield '<mark class="passage">'
        is_open = wants
        place += len(character)
        yield source
    if is_open:
        yield "</mark>"
