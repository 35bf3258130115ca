"""What a file's name says about the statute in it: 劳动法(2018-12-29).md, 中华人民共和国劳动合同法_20121228.txt."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import PurePath

from library.importers.statute import FileName

_DAY = re.compile(
    r"[\s_\-.（(\[【]*(?P<year>(?:19|20)\d\d)(?:[-_.年]?)(?P<month>\d\d?)(?:[-_.月]?)(?P<day>\d\d?)日?[）)\]】\s]*$"
)


def day_in_name(stem: str) -> dt.date | None:
    """The day at the end of a name without its ending; ``None`` where there is none that exists."""
    match = _DAY.search(stem)
    try:
        return dt.date(int(match["year"]), int(match["month"]), int(match["day"])) if match else None
    except ValueError:
        return None


def title_in_name(stem: str) -> str:
    """The name without its day."""
    return _DAY.sub("", stem).strip()


def file_name(path: PurePath) -> FileName:
    """Everything that a path says."""
    return FileName(title_in_name(path.stem), day_in_name(path.stem), path.parts[-4:-1])
