"""Texts read as their files would be, and what was understood of them."""

from __future__ import annotations

from library.importers.parsed import ParsedStatute
from library.importers.reading import read_statute


def read(text: str, name: str = "样例法(2020-01-01).md") -> ParsedStatute:
    return read_statute(text.encode(), name=name)


def raw(body: str, head: str = "某市样例条例\n（2020年1月2日某市人民代表大会通过）\n") -> ParsedStatute:
    return read(head + body, name="某市样例条例_20200102.txt")


def labels(parsed: ParsedStatute) -> list[str]:
    return [article.label for article in parsed.body]


def headings(parsed: ParsedStatute) -> list[str]:
    return [f"{division.label}{division.title}" for division in parsed.divisions]


def texts(parsed: ParsedStatute) -> list[str]:
    return [article.text for article in parsed.articles]
