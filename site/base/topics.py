"""Topics as an editor types them."""

from __future__ import annotations

import re

from django.utils.text import slugify
from taggit.utils import _parse_tags

_SEPARATORS = re.compile("[，、；;]")


def topics_from_string(text: str) -> list[str]:
    """As taggit reads them, and apart at Chinese commas as well: 工资、加班 is two topics.

    Raises ``ValueError`` for one without a letter or digit: it would have no address.
    """
    found = {part.strip() for tag in _parse_tags(text) for part in _SEPARATORS.split(tag)} - {""}
    if nameless := [part for part in found if not slugify(part, allow_unicode=True)]:
        raise ValueError(f"not a topic: {nameless[0]}")
    return sorted(found)
