"""Leaving out a table of contents, which repeats the headings of the text."""

from __future__ import annotations

from library.importers.lines import Line, ends_sentence
from library.importers.patterns import (
    ANNEX,
    ARTICLE_START,
    CONTENTS,
    DIVISION,
    PROLOGUE,
    is_division,
    squeezed,
    without_leader,
)

_LONGEST_ENTRY = 60


def without_contents(lines: list[Line]) -> list[Line]:
    """The lines without the table of contents, if there is one.

    It may stand under 目录 or bare, with numbers of pages or none. It ends where its first heading comes again; a list
    of headings that do not come again is no table of contents but the headings themselves.
    """
    start, marked = _beginning(lines)
    if start is None:
        return lines
    first = start + 1 if marked else start
    rest = CONTENTS.match(lines[start].text) if marked else None
    if rest and rest["rest"].count("章") > 1:
        return lines[:start] + lines[first:]
    end = _return_of(lines, first, by_label=marked) or _end_of_list(lines, first, by_label=marked)
    if end is not None:
        return lines[:start] + lines[end:]
    return lines[:start] + lines[first:] if marked else lines


def _beginning(lines: list[Line]) -> tuple[int | None, bool]:
    """Where a table of contents might begin, and whether 目录 says so."""
    heading = None
    for index, line in enumerate(lines):
        if ARTICLE_START.match(line.text):
            break
        contents = CONTENTS.match(line.text)
        if contents and (not contents["rest"] or contents["rest"].lstrip().startswith("第")):
            return index, True
        if heading is None and is_division(without_leader(line.text)):
            heading = index
    return heading, False


def _return_of(lines: list[Line], first: int, *, by_label: bool) -> int | None:
    """Where the first heading comes again, with nothing but headings in between."""
    if first >= len(lines):
        return None
    wanted = _key(lines[first], label_only=by_label)
    for index in range(first + 1, len(lines)):
        line = lines[index]
        if _key(line, label_only=by_label) == wanted:
            return index
        if line.table or ARTICLE_START.match(line.text) or ends_sentence(line.text) or len(line.text) > _LONGEST_ENTRY:
            return None
    return None


def _end_of_list(lines: list[Line], first: int, *, by_label: bool) -> int | None:
    """Where a list of at least two headings ends, if its first comes again below words of introduction."""
    end = first
    while end < len(lines) and _is_entry(lines[end]):
        end += 1
    if end - first < 2:
        return None
    wanted = _key(lines[first], label_only=by_label)
    later = (line for line in lines[end:] if is_division(line.text) or PROLOGUE.match(line.text))
    return end if any(_key(line, label_only=by_label) == wanted for line in later) else None


def _is_entry(line: Line) -> bool:
    text = without_leader(line.text)
    return not line.table and bool(is_division(text) or PROLOGUE.match(text) or ANNEX.match(text))


def _key(line: Line, *, label_only: bool) -> str:
    text = without_leader(line.text)
    match = DIVISION.match(text)
    if match and label_only:
        return squeezed(match["number"] + match["unit"])
    return squeezed(text)
