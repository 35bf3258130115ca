"""From a path to text, or to one sentence that says why not."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext as _

from library.importers.naming import day_in_name, title_in_name
from library.importers.parsed import UnreadableStatuteError

#: In bytes. The longest statute in force, the Civil Code, is under half a megabyte.
LARGEST_FILE = 5_000_000
_ENDINGS = {".md", ".markdown", ".txt", ".docx"}
_ABOUT_ITSELF = re.compile(
    "^(?:readme|licen[cs]e|contributing|changelog|code_of_conduct|security|todo|summary|notice|_?index|agents|claude|"
    "requirements|robots)",
    re.IGNORECASE,
)
_ARTICLE = re.compile("第[一二三四五六七八九十百千0-9]+条")


def statute_files(paths: Iterable[Path]) -> list[Path]:
    """The paths themselves, and for a folder what could be a statute in it and below: texts and Word documents.

    Hidden files are passed over, and files of a collection about itself that hold no article. Versions of one statute
    stand in the order of the days in their names.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            below = (file for file in path.rglob("*") if _may_be_statute(file, path))
            found |= dict.fromkeys(sorted(below, key=_by_title_and_day))
        else:
            found[path] = None
    return list(found)


def _may_be_statute(file: Path, folder: Path) -> bool:
    if file.suffix.lower() not in _ENDINGS or file.name.startswith("~$"):
        return False
    if any(part.startswith(".") for part in file.relative_to(folder).parts) or not file.is_file():
        return False
    return not (_ABOUT_ITSELF.match(file.stem) and _holds_no_article(file))


def _holds_no_article(file: Path) -> bool:
    try:
        return not _ARTICLE.search(read_text(file))
    except UnreadableStatuteError:
        return False


def _by_title_and_day(file: Path) -> tuple[Path, str, str, str]:
    """A name without a day comes after those with one."""
    day = day_in_name(file.stem)
    return file.parent, title_in_name(file.stem), day.isoformat() if day else "9999", file.name


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
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableStatuteError(_("The file is not text in UTF-8 or GB 18030."))
