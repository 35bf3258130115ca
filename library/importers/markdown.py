"""A statute in text: Markdown in the shapes of the public collections, or plain as the national law database gives it.

The title is a heading or a line of its own, dated lines of history follow, alone or in one bracket, then 章 and 节 as
headings or lines, and articles, each 款 on a line and each （一）项 on a line of its own. Front matter may say what the
text does not: ``title``, ``kind``, ``issuer``, ``promulgated`` and ``effective`` (days as 2013-07-01).
"""

from __future__ import annotations

import datetime as dt

from library.enums import StatuteKind
from library.importers.parsed import ParsedStatute
from library.importers.statute import FileName, read_source
from library.importers.text import read_lines


def parse_markdown(text: str, *, version_date: dt.date | None = None, kind: StatuteKind | None = None) -> ParsedStatute:
    """Take a text apart. ``version_date`` is the day that the file's name gives; ``kind`` replaces the guess.

    Raises ``UnreadableStatuteError`` for a text without a title, a word below it or a date.
    """
    return read_source(read_lines(text), name=FileName(day=version_date), kind=kind)
