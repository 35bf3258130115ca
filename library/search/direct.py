"""The one article that a reader asks for by law and number, however short: 劳动合同法 39."""

from __future__ import annotations

import re

from library.numerals import from_chinese
from library.references import ArticleReference, parse_reference

_N = "[0-9０-９零〇一二两三四五六七八九十百千]{1,9}"
_SHORT = re.compile(
    rf"^《?\s*(?:中华人民共和国)?(?P<law>(?!第)[^《》]{{2,60}}?)\s*》?\s*第?\s*(?P<number>{_N})\s*条?"
    rf"\s*(?:(?:之|-|－)\s*(?P<suffix>{_N}))?$"
)
_LONGEST = 100


def parse_direct(text: str) -> ArticleReference | None:
    """What article a query names, if it names one and nothing else."""
    text = re.sub(r"\s+", " ", text).strip()
    if len(text) > _LONGEST:
        return None
    try:
        reference = parse_reference(text.replace(" ", ""))
    except ValueError:
        match = _SHORT.match(text)
        if not match:
            return None
        try:
            number, suffix = from_chinese(match["number"]), from_chinese(match["suffix"] or "零")
        except ValueError:
            return None
        reference = ArticleReference(match["law"].strip(), number, suffix)
    return reference if 1 <= reference.number <= 9999 and reference.suffix <= 99 else None
