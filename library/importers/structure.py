"""The tree of a statute, built from its lines: 编/章/节, 条 with their 款, 项 and 目, and annexes."""

from __future__ import annotations

import re
from collections import Counter

from django.utils.translation import gettext as _

from library.enums import DivisionKind
from library.importers.items import ItemReader
from library.importers.lines import Line, ends_sentence, excerpt
from library.importers.numbering import Key, Numbering, is_tight, numbering_of, starts_of
from library.importers.parsed import ParsedArticle, ParsedDivision, Problem
from library.importers.patterns import (
    ANNEX,
    ARTICLE,
    BARE_POINT,
    DIVISION,
    MENTION,
    POINT,
    PROLOGUE,
    UNITS,
    close_up,
    is_division,
    numeral,
)
from library.models.statutes import Paragraph
from library.numerals import article_label

_RANK = {DivisionKind.ANNEX: -1, **{kind: rank for rank, kind in enumerate(UNITS.values())}}
_LONGEST_TITLE = 60
_LONGEST_DIVISION = 200
_HIGHEST_SUFFIX = 99


class StructureReader:
    """Takes the lines that follow a statute's title and history, in their order; nothing makes it fail."""

    def __init__(self, title: str = "") -> None:
        self.preamble: list[str] = []
        self.divisions: list[ParsedDivision] = []
        self.articles: list[ParsedArticle] = []
        self.problems: list[Problem] = []
        self._title = title
        self._items = ItemReader(self._report)
        self._open: list[int] = []
        self._annex = 0
        self._last: Key = (0, 0)
        self._article: ParsedArticle | None = None
        self._numbering = Numbering.ARTICLES
        self._starts: Counter[Key] = Counter()
        self._is_tight = False
        self._waiting: ParsedArticle | None = None

    def read_all(self, lines: list[Line]) -> None:
        """The whole text. How its parts are numbered is decided for the body and for each annex by itself."""
        bounds = [index for index, line in enumerate(lines) if index and ANNEX.match(line.text)]
        for start, end in zip([0, *bounds], [*bounds, len(lines)], strict=True):
            segment = lines[start:end]
            self._numbering = numbering_of(segment, title=self._title if not start else "")
            self._starts = starts_of(segment)
            self._is_tight = is_tight(segment)
            for line in segment:
                self._read(line)
            self._keep_waiting()

    def _report(self, line: int, reason: str) -> None:
        self.problems.append(Problem(line, reason))

    def _read(self, line: Line) -> None:
        if line.table or not (
            self._read_division(line)
            or self._read_annex(line)
            or self._read_article(line)
            or self._read_point(line)
            or self._read_title_of_division(line)
        ):
            self._read_text(line)

    def _read_division(self, line: Line) -> bool:
        match = DIVISION.match(line.text)
        if not match or not (line.level or is_division(line.text)) or self._numbering == Numbering.NONE:
            return False
        number = numeral(match["number"])
        if not number:
            return False
        kind = UNITS[re.sub(r"\s", "", match["unit"])]
        while self._open and not _is_above(self.divisions[self._open[-1]].kind, kind):
            self._open.pop()
        parent = self._open[-1] if self._open else None
        self._open_division(ParsedDivision(kind, number, close_up(match["title"]), parent))
        return True

    def _open_division(self, division: ParsedDivision) -> None:
        self.divisions.append(division)
        self._open.append(len(self.divisions) - 1)
        self._article = None

    def _read_title_of_division(self, line: Line) -> bool:
        """第一章 and 总则 on two lines."""
        if self._article is not None or not self._open or self._waiting is not None:
            return False
        last = self.divisions[-1]
        if last.title or len(line.text) > _LONGEST_TITLE or ends_sentence(line.text) or line.text.startswith("（一）"):
            return False
        self.divisions[-1] = ParsedDivision(last.kind, last.number, close_up(line.text), last.parent)
        return True

    def _read_annex(self, line: Line) -> bool:
        match = ANNEX.match(line.text)
        if not match or not (self.articles or self.preamble):
            return False
        self._begin_annex(match["title"])
        return True

    def _begin_annex(self, title: str) -> None:
        self._annex += 1
        self._last = (0, 0)
        self._open.clear()
        self._open_division(ParsedDivision(DivisionKind.ANNEX, self._annex, close_up(title)[:_LONGEST_DIVISION], None))

    def _read_article(self, line: Line) -> bool:
        match = ARTICLE.match(line.text) if self._numbering == Numbering.ARTICLES else None
        number = numeral(match["number"]) if match else None
        suffix = numeral(match["suffix"]) if match and match["suffix"] else 0
        if not match or not number or suffix is None or suffix > _HIGHEST_SUFFIX:
            return False
        key = (number, suffix)
        is_next = key in {(self._last[0] + 1, 0), (self._last[0], self._last[1] + 1)}
        mention = MENTION.match(match["text"])
        if not self._is_beginning(key, is_next=is_next, has_gap=match["gap"] is not None, mention=bool(mention)):
            return False
        if key == (1, 0) and self._last[0] > 2 and self._starts[2, 0] > 0:
            self._begin_text_without_heading(line.number)
            is_next = True
        again = self._starts[key] > 1
        self._starts[key] -= not mention
        if key <= self._last or (not is_next and again and self._starts[self._last[0] + 1, 0] > 0):
            self._report(
                line.number,
                _("%(article)s stands out of order; it is kept as text.") % {"article": article_label(*key)},
            )
            return False
        if not is_next:
            before = article_label(*self._last) if self._last[0] else _("the title")
            self._report(
                line.number,
                _("%(article)s comes right after %(before)s.") % {"article": article_label(*key), "before": before},
            )
        self._begin_article(key, match["text"], line)
        return True

    def _is_beginning(self, key: Key, *, is_next: bool, has_gap: bool, mention: bool) -> bool:
        """Whether 第…条 begins an article here rather than mentions one.

        Words like a mention's begin the next article only where no other line does, and where no space sets the
        number apart, the one after it has to follow.
        """
        followed = self._starts[key[0] + 1, 0] > 0
        if mention:
            return is_next and not self._starts[key] and (has_gap or followed or self._is_tight)
        return has_gap or is_next or (followed and self._is_tight)

    def _begin_text_without_heading(self, line_number: int) -> None:
        """Numbers that begin anew belong to a text that is attached; the line before them may be its title."""
        paragraphs = self.articles[-1].paragraphs
        last: Paragraph = paragraphs[-1] if paragraphs else {"text": ""}
        is_title = len(paragraphs) > 1 and 0 < len(last["text"]) <= _LONGEST_TITLE and not ends_sentence(last["text"])
        self._begin_annex(paragraphs.pop()["text"] if is_title and "items" not in last else "")
        self._report(line_number, _("The numbers begin anew; what follows is taken for an annex."))

    def _read_point(self, line: Line) -> bool:
        """一、 where a text has no 第一条."""
        match = POINT.match(line.text) if self._numbering == Numbering.POINTS else None
        if self._numbering == Numbering.POINTS and line.level:
            match = match or BARE_POINT.match(line.text)
        number = numeral(match["number"]) if match else None
        if not match or not number:
            return False
        if (number, 0) <= self._last:
            return False
        if number != self._last[0] + 1:
            self._report(
                line.number,
                _("%(number)s、 comes right after %(before)s.")
                % {"number": match["number"], "before": self._last[0] or _("the title")},
            )
        self._begin_article((number, 0), match.groupdict().get("text") or "", line)
        return True

    def _begin_article(self, key: Key, text: str, line: Line) -> None:
        self._last = key
        paragraphs: list[Paragraph] = []
        if self._waiting is not None:
            paragraphs += self._waiting.paragraphs
            self._waiting = None
            self._report(
                line.number,
                _("Text between a heading and %s; it is kept at the beginning of the article.") % article_label(*key),
            )
        division = self._open[-1] if self._open else None
        self._article = ParsedArticle(*key, self._annex, division, paragraphs)
        self.articles.append(self._article)
        if text.strip():
            self._items.read(line.with_text(text.strip()), self._article)

    def _read_text(self, line: Line) -> None:
        if self._article is not None and not (line.level and self._numbering == Numbering.ARTICLES):
            self._items.read(line, self._article)
        elif line.level and self._numbering == Numbering.ARTICLES and not PROLOGUE.match(line.text):
            self._report(
                line.number,
                _("A heading that is not of a part, a chapter or a section; it is left out: %s") % excerpt(line.text),
            )
        elif not self.divisions and not self.articles:
            self.preamble += ["　".join(filter(None, row)) for row in line.table] or [_prologue(line.text)]
        elif not self._read_title_of_annex(line):
            self._waiting = self._waiting or ParsedArticle(1, 0, self._annex)
            self._items.read(line, self._waiting)

    def _read_title_of_annex(self, line: Line) -> bool:
        """A title may run over two lines: 关于审理样例案件 / 若干问题的解释."""
        last = self.divisions[-1]
        if last.kind != DivisionKind.ANNEX or self._waiting is not None or line.table:
            return False
        if not last.title.endswith(("关于", "法律", "、", "和")) or ends_sentence(line.text):
            return False
        title = close_up(last.title + line.text)[:_LONGEST_DIVISION]
        self.divisions[-1] = ParsedDivision(last.kind, last.number, title, None)
        return True

    def _keep_waiting(self) -> None:
        """An annex without numbers is one article; text after the last heading of the body cannot be."""
        if self._waiting is None:
            return
        if self._annex and not self._last[0]:
            self._waiting.division = self._open[-1] if self._open else None
            self.articles.append(self._waiting)
            self._last = (self._waiting.number, 0)
        else:
            self._report(0, _("Text under a heading without an article; it is left out: %s") % self._waiting.text)
        self._waiting = None


def _prologue(text: str) -> str:
    return close_up(text) if PROLOGUE.match(text) else text


def _is_above(upper: DivisionKind, lower: DivisionKind) -> bool:
    return _RANK[upper] < _RANK[lower]
