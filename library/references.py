"""How an article is named in writing: 《劳动合同法》第三十九条第一款第（二）项."""

from __future__ import annotations

import re
from typing import NamedTuple, TypeAlias

from library.numerals import article_label, from_chinese, to_chinese

#: Annex, number and suffix: what names an article within one version of a statute.
ArticleKey: TypeAlias = tuple[int, int, int]

_N = "[0-9０-９零〇一二两三四五六七八九十百千]+"
_REFERENCE = re.compile(
    rf"^《?(?:中华人民共和国)?(?P<law>[^《》]+?)》?\s*第(?P<number>{_N})条(?:之(?P<suffix>{_N}))?"
    rf"(?:第(?P<paragraph>{_N})款)?(?:第?[（(]?(?P<item>{_N})[）)]?项)?$"
)
#: The highest that statutes count, and databases and Chinese numerals hold.
HIGHEST_NUMBER, HIGHEST_SUFFIX = 9999, 99
_KEY = re.compile(r"^(?P<number>[1-9][0-9]{0,3})(?:-(?P<suffix>[1-9][0-9]?))?$")


class ArticleReference(NamedTuple):
    """A law's short title, an article, and where given its 款 and 项."""

    law: str
    number: int
    suffix: int = 0
    paragraph: int | None = None
    item: int | None = None

    def __str__(self) -> str:
        return f"《{self.law}》{self.label}"

    @property
    def key(self) -> str:
        return f"{self.number}-{self.suffix}" if self.suffix else str(self.number)

    @property
    def label(self) -> str:
        """The part after the title: 第三十九条第一款第（二）项."""
        paragraph = f"第{to_chinese(self.paragraph)}款" if self.paragraph else ""
        item = f"第（{to_chinese(self.item)}）项" if self.item else ""
        return article_label(self.number, self.suffix) + paragraph + item


def parse_reference(text: str) -> ArticleReference:
    """Read one written reference. Raises ``ValueError`` when it is not one."""
    match = _REFERENCE.match(text.strip())
    if not match:
        raise ValueError(f"not an article reference: {text}")
    numbers = {name: from_chinese(value) for name, value in match.groupdict().items() if value and name != "law"}
    for name, number in numbers.items():
        if not 1 <= number <= (HIGHEST_SUFFIX if name == "suffix" else HIGHEST_NUMBER):
            raise ValueError(f"no statute counts so far: {text}")
    return ArticleReference(
        match["law"].strip(), numbers["number"], numbers.get("suffix", 0), numbers.get("paragraph"), numbers.get("item")
    )


def parse_key(key: str) -> tuple[int, int]:
    """``120-1`` → ``(120, 1)``. Raises ``ValueError`` when it is not an article's key."""
    match = _KEY.match(key)
    if not match:
        raise ValueError(f"not an article key: {key}")
    return int(match["number"]), int(match["suffix"] or 0)
