"""Topics as an editor types them."""

from __future__ import annotations

import re

from taggit.utils import _parse_tags

_SEPARATORS = re.compile("[，、；;]")


def topics_from_string(text: str) -> list[str]:
    """As taggit reads them, and apart at Chinese commas as well: 工资、加班 is two topics."""
    found = (part.strip() for tag in _parse_tags(text) for part in _SEPARATORS.split(tag))
    return sorted({part for part in found if part})
