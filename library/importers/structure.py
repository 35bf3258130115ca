"""The tree of a statute, built from its lines: 编/章/节, 条 with their 款, 项 and 目, and annexes."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from library.enums import DivisionKind
from library.importers.parsed import ParsedArticle, ParsedDivision, Problem
from library.models.statutes import Item, Paragraph
from library.numerals import article_label, from_chinese

_N = "[0-9０-９〇○零一二两三四五六七八九十百千]{1,9}"
_DIVISION = re.compile(rf"^第(?P<number>{_N})(?P<unit>分编|编|章|节)(?P<gap>\s*)(?P<title>[^。；：，]{{0,60}})$")
_ARTICLE = re.compile(rf"^第(?P<number>{_N})条(?:之(?P<suffix>{_N}))?(?P<gap>\s+|$)?(?P<text>.*)$")
#: After 第…条, what makes it a mention of an article rather than its beginning.
_MENTION = re.compile(r"^(?:规定|所称|所列|所指|第|至|到|和|或|及|与|、|，|的|中|关于|之)")
_ITEM = re.compile(r"^[（(]\s*(?P<number>[零一二三四五六七八九十百]{1,5})\s*[）)]\s*(?P<text>.*)$")
_SUBITEM = re.compile(r"^[（(]?(?P<number>[0-9０-９]{1,2})[）).．、]\s*(?P<text>[^0-9０-９].*)$")
_ANNEX = re.compile(rf"^附(?:[录件表]\s*(?:{_N})?(?:\s*[：:]|\s+|$)|[：:])\s*(?P<title>[^。；，]{{0,60}})$")
_ANNEX_ARTICLE = re.compile(r"^(?P<number>[一二三四五六七八九十]{1,4})、\s*(?P<text>.+)$")
_CONTENTS = re.compile(r"^目\s*[录次]$")
_PICTURE_OR_TABLE = ("|", "![")
_UNITS = {
    "编": DivisionKind.PART,
    "分编": DivisionKind.SUBPART,
    "章": DivisionKind.CHAPTER,
    "节": DivisionKind.SECTION,
}
_RANK = {kind: rank for rank, kind in enumerate(_UNITS.values())}
_BETWEEN_CHARACTERS = re.compile(r"(?<=[㐀-鿿])\s+(?=[㐀-鿿])")
_NO_FURTHER = (10_000, 0)


def close_up(text: str) -> str:
    """总　则 → 总则: headings are often set with spaces between the characters."""
    return _BETWEEN_CHARACTERS.sub("", text.strip())


class StructureReader:
    """Takes the lines that follow a statute's title and history, in their order; nothing makes it fail."""

    def __init__(self) -> None:
        self.preamble: list[str] = []
        self.divisions: list[ParsedDivision] = []
        self.articles: list[ParsedArticle] = []
        self.problems: list[Problem] = []
        self._open: list[int] = []
        self._annex = 0
        self._last = (0, 0)
        self._contents: list[tuple[str, str]] | None = None

    @property
    def begun(self) -> bool:
        return bool(self.preamble or self.divisions or self.articles or self._contents is not None)

    def read(self, number: int, line: str, *, heading: bool = False) -> None:
        """One line that is not blank, without its marks of heading or emphasis."""
        if line.startswith(_PICTURE_OR_TABLE):
            self._report(number, _("A table or a picture; it is left out."))
        elif _CONTENTS.match(line):
            self._contents = []
        elif not (
            self._read_division(line, heading)
            or self._read_annex(line)
            or self._read_article(number, line)
            or self._read_annex_article(line)
            or self._read_item(number, line)
            or self._read_subitem(line)
        ):
            self._read_text(number, line, heading)

    def _report(self, line: int, reason: str) -> None:
        self.problems.append(Problem(line, reason))

    def _read_division(self, line: str, heading: bool) -> bool:
        match = _DIVISION.match(line)
        if not match or not (heading or match["gap"] or not _MENTION.match(match["title"])):
            return False
        number = _numeral(match["number"])
        if not number:
            return False
        title = close_up(match["title"])
        if self._is_in_contents(match["number"] + match["unit"], title):
            return True
        kind = _UNITS[match["unit"]]
        while self._open and not _is_above(self.divisions[self._open[-1]].kind, kind):
            self._open.pop()
        self._append_division(ParsedDivision(kind, number, title, self._open[-1] if self._open else None))
        return True

    def _is_in_contents(self, label: str, title: str) -> bool:
        """Whether the table of contents still runs; the return of its first heading ends it."""
        if self._contents is None:
            return False
        if self._contents and (label, title) == self._contents[0]:
            self._contents = None
            return False
        self._contents.append((label, title))
        return True

    def _append_division(self, division: ParsedDivision) -> None:
        self.divisions.append(division)
        self._open.append(len(self.divisions) - 1)

    def _read_annex(self, line: str) -> bool:
        match = _ANNEX.match(line)
        if not match or not self.articles:
            return False
        self._annex += 1
        self._last = (0, 0)
        self._open.clear()
        self._append_division(ParsedDivision(DivisionKind.ANNEX, self._annex, close_up(match["title"]), None))
        return True

    def _read_article(self, line_number: int, line: str) -> bool:
        match = _ARTICLE.match(line)
        if not match:
            return False
        number, suffix = _numeral(match["number"]), _numeral(match["suffix"]) if match["suffix"] else 0
        if not number or suffix is None or suffix > 99:
            return False
        is_next = (number, suffix) in {(self._last[0] + 1, 0), (self._last[0], self._last[1] + 1)}
        if match["gap"] is None and (not is_next or _MENTION.match(match["text"])):
            return False
        label = article_label(number, suffix)
        if (number, suffix) <= self._last:
            self._report(line_number, _("%(article)s stands out of order; it is kept as text.") % {"article": label})
            return False
        if not is_next:
            before = article_label(*self._last) if self._last[0] else _("the title")
            self._report(
                line_number,
                _("%(article)s comes right after %(before)s.") % {"article": label, "before": before},
            )
        self._contents = None
        self._begin_article(number, suffix, match["text"])
        return True

    def _read_annex_article(self, line: str) -> bool:
        match = _ANNEX_ARTICLE.match(line) if self._annex else None
        number = _numeral(match["number"]) if match else None
        if not match or not number or (number, 0) <= self._last:
            return False
        self._begin_article(number, 0, match["text"])
        return True

    def _begin_article(self, number: int, suffix: int, text: str) -> None:
        self._last = (number, suffix)
        paragraphs: list[Paragraph] = [{"text": text.strip()}] if text.strip() else []
        division = self._open[-1] if self._open else None
        self.articles.append(ParsedArticle(number, suffix, self._annex, division, paragraphs))

    @property
    def _article(self) -> ParsedArticle | None:
        """The article that the next line belongs to."""
        if not self.articles or self.articles[-1].annex != self._annex:
            return None
        return self.articles[-1]

    def _read_item(self, line_number: int, line: str) -> bool:
        match = _ITEM.match(line)
        number = _numeral(match["number"]) if match else None
        if not match or not number or self._article is None:
            return False
        if not self._article.paragraphs:
            self._article.paragraphs.append({"text": ""})
        items = self._article.paragraphs[-1].setdefault("items", [])
        expected = items[-1]["number"] + 1 if items else 1
        if number != expected:
            self._report(
                line_number,
                _("（%(number)s） stands out of order in %(article)s.")
                % {"number": match["number"], "article": self._article.label},
            )
        items.append({"number": number, "text": match["text"]})
        return True

    def _read_subitem(self, line: str) -> bool:
        match = _SUBITEM.match(line)
        item = self._open_item()
        number = _numeral(match["number"]) if match else None
        if not match or item is None or number != len(item.get("subitems", [])) + 1:
            return False
        item.setdefault("subitems", []).append({"number": number, "text": match["text"]})
        return True

    def _open_item(self) -> Item | None:
        if self._article is None or not self._article.paragraphs:
            return None
        items = self._article.paragraphs[-1].get("items")
        return items[-1] if items else None

    def _read_text(self, line_number: int, line: str, heading: bool) -> None:
        if heading:
            self._report(line_number, _("A heading that is not of a part, a chapter or a section; it is left out."))
        elif self._article is not None:
            self._article.paragraphs.append({"text": line})
        elif self._annex:
            self._read_text_of_annex(line)
        elif self._contents is None and not self.divisions:
            self.preamble.append(line)
        else:
            self._report(line_number, _("Text outside any article; it is left out."))

    def _read_text_of_annex(self, line: str) -> None:
        """Its title where that is still missing; else the annex is text without numbers, kept as one article."""
        annex = self.divisions[-1]
        if not annex.title and len(line) <= 60 and not line.endswith(("。", "；", "：")):
            self.divisions[-1] = ParsedDivision(annex.kind, annex.number, close_up(line), None)
        else:
            self._begin_article(1, 0, line)
            self._last = _NO_FURTHER


def _numeral(text: str) -> int | None:
    try:
        number = from_chinese(text)
    except ValueError:
        return None
    return number if 1 <= number <= 9999 else None


def _is_above(upper: DivisionKind, lower: DivisionKind) -> bool:
    return upper in _RANK and _RANK[upper] < _RANK[lower]
