"""From a path to text, or to one sentence that says why not."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from library.importers.parsed import UnreadableStatuteError

#: In bytes. The longest statute in force, the Civil Code, is under half a megabyte.
LARGEST_FILE = 5_000_000


def statute_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The paths themselves, and for a folder the Markdown files directly in it, by name."""
    for path in paths:
        if path.is_dir():
            yield from sorted(path.glob("*.md"))
        else:
            yield path


def read_text(path: Path) -> str:
    """The text of a file in UTF-8 or in the encodings of older Chinese systems.

    Raises ``UnreadableStatuteError`` when it is missing, too large, empty, or not text.
    """
    return decode(read_bytes(path))


def read_bytes(path: Path) -> bytes:
    """The content of a file. Raises ``UnreadableStatuteError`` when it is missing, too large or cannot be opened."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableStatuteError(_("The file is larger than 5 MB; no statute is."))
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableStatuteError(_("There is no such file.")) from None
    except OSError as error:
        raise UnreadableStatuteError(_("The file cannot be opened: %s") % error.strerror) from None


def decode(data: bytes) -> str:
    """Bytes to text; see ``read_text``."""
    if not data.strip():
        raise UnreadableStatuteError(_("The file is empty."))
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif b"\0" in data:
        encodings = []
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableStatuteError(_("The file is not text in UTF-8 or GB 18030."))
