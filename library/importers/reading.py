"""One way in for every source of a statute: a file on disk for the command, a name and bytes for an upload."""

from __future__ import annotations

from pathlib import Path, PurePath

from library.enums import StatuteKind
from library.importers.files import decode, read_bytes
from library.importers.markdown import parse_markdown
from library.importers.naming import day_in_name
from library.importers.parsed import ParsedStatute


def read_statute(source: Path | bytes, *, name: str = "", kind: StatuteKind | None = None) -> ParsedStatute:
    """What a file says, whatever its shape: Markdown, plain text or a Word document, known by its content.

    ``name`` is what an upload's file is called; a file on disk has its own. Its date and its title help where the
    text lacks them. ``kind`` replaces the guess. Raises ``UnreadableStatuteError`` with one sentence for a file that
    is no statute; whatever else could not be read is among the problems of the result.
    """
    data = source if isinstance(source, bytes) else read_bytes(source)
    called = PurePath(name) if name or isinstance(source, bytes) else PurePath(source)
    return parse_markdown(decode(data), version_date=day_in_name(called.stem), kind=kind)


def text_of(data: bytes, *, name: str = "") -> str:
    """The text of a file for an editor to correct. Raises ``UnreadableStatuteError`` where there is none."""
    return decode(data)
