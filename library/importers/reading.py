"""One way in for every source of a statute: a file on disk for the command, a name and bytes for an upload."""

from __future__ import annotations

from pathlib import Path, PurePath

from django.utils.translation import gettext as _

from library.enums import StatuteKind
from library.importers.docx import is_word, read_docx
from library.importers.files import LARGEST_FILE, decode, read_bytes
from library.importers.lines import Line, Source
from library.importers.naming import file_name
from library.importers.parsed import ParsedStatute, UnreadableStatuteError
from library.importers.statute import read_source
from library.importers.text import read_lines

#: How files begin that hold text which is not read here.
_OTHERS = ((b"%PDF", "PDF"), (b"{\\rtf", "RTF"), (b"<!DOCTYPE html", "HTML"), (b"<html", "HTML"), (b"Rar!", "RAR"))


def read_statute(source: Path | bytes, *, name: str = "", kind: StatuteKind | None = None) -> ParsedStatute:
    """What a file says, whatever its shape: Markdown, plain text or a Word document, known by its content.

    ``name`` is what an upload's file is called; a file on disk has its own. Its date and its title help where the
    text lacks them. ``kind`` replaces the guess. Raises ``UnreadableStatuteError`` with one sentence for a file that
    is no statute; whatever else could not be read is among the problems of the result.
    """
    data = source if isinstance(source, bytes) else read_bytes(source)
    called = PurePath(name) if name or isinstance(source, bytes) else PurePath(source)
    return read_source(_source_of(data), name=file_name(called), kind=kind)


def text_of(data: bytes) -> tuple[str, list[str]]:
    """A file's text as a person can correct it, and what of the file is not in it.

    What was a Word document is given in Markdown, so that its headings and tables are known again when the text is
    read. Raises ``UnreadableStatuteError`` where there is no text.
    """
    if not is_word(data):
        _check_form(data)
        return decode(data), []
    source = read_docx(data)
    return "\n\n".join(map(_as_markdown, source.lines)) + "\n", [reason for _number, reason in source.problems]


def _as_markdown(line: Line) -> str:
    if line.table:
        rows = [f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |" for row in line.table]
        return "\n".join([rows[0], f"|{'---|' * len(line.table[0])}", *rows[1:]])
    return f"{'#' * line.level} {line.text}" if line.level else ("　　" if line.indented else "") + line.text


def _source_of(data: bytes) -> Source:
    _check_form(data)
    return read_docx(data) if is_word(data) else read_lines(decode(data))


def _check_form(data: bytes) -> None:
    if len(data) > LARGEST_FILE:
        raise UnreadableStatuteError(_("The file is larger than 5 MB; no statute is."))
    for beginning, form in _OTHERS:
        if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:20].lower().startswith(beginning.lower()):
            raise UnreadableStatuteError(_("The file is in %s; save it as .docx, .md or .txt.") % form)
