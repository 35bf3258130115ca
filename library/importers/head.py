"""What stands above the text: the title, the history, numbers of documents, the order that promulgates it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from library.importers.dates import ONLY_A_DATE, HistoryLine, read_date
from library.importers.history import (
    is_history,
    is_number_of_document,
    is_open,
    is_promulgation,
    read_history,
    without_brackets,
)
from library.importers.lines import Line, Source, ends_sentence, excerpt
from library.importers.parsed import Problem
from library.importers.patterns import (
    ARTICLE,
    ARTICLE_START,
    CONTENTS,
    PROLOGUE,
    close_up,
    is_division,
    squeezed,
    without_leader,
)

_LONGEST_LINE_OF_TITLE = 70
_LONGEST_BRACKET = 40
_STATE = "中华人民共和国"
_KIND_OF_TEXT = re.compile(
    "(?:法|条例|规定|办法|细则|规则|解释|决定|决议|通知|意见|批复|答复|复函|公告|规范|标准|章程|制度|方案|通则|纲要|守则"
    "|准则|修正案|规程|制|公约|总纲|纲领)(?:[（(].{1,12}[）)])?$"
)
_COURTS = re.compile(r"(?<=最高人民法院)\s+(?=最高人民检察院)|(?<=最高人民检察院)\s+(?=最高人民法院)")
_SIGNATURE = re.compile(
    r"^(?:\S{0,12}(?:总理|主席|部长|局长|署长|主任|省长|市长|州长|院长|行长|委员长|检察长))\s+\S{1,4}(?:\s+\S{1,2})?$"
)
_SIGNER = re.compile(r"(?:国务院|[部局会委署厅院]|银行|政府|总会|公司|总工会|办公室)$")


@dataclass
class Head:
    """``clauses`` are sentences above the text that may say when it comes into force."""

    title: str = ""
    history: list[HistoryLine] = field(default_factory=list)
    clauses: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    signed_on: dt.date | None = None


def split_head(source: Source, *, title_in_name: str = "") -> tuple[Head, list[Line]]:
    """The head, and the lines of the text below it. Lines of the head that say nothing known are problems."""
    reader = _HeadReader(source, squeezed(title_in_name))
    body = reader.read()
    return reader.head, reader.without_signature(body)


class _HeadReader:
    def __init__(self, source: Source, title_in_name: str) -> None:
        self.head = Head()
        self._lines = source.lines
        self._head_ends_at = source.head_ends_at
        self._wanted = title_in_name
        self._runs: list[list[Line]] = [[]]
        self._has_heading = any(line.level == 1 and not _is_structure(line) for line in self._until_articles())

    def _until_articles(self) -> Sequence[Line]:
        for index, line in enumerate(self._lines):
            if ARTICLE_START.match(line.text):
                return self._lines[:index]
        return self._lines

    def read(self) -> list[Line]:
        index = 0
        while index < len(self._lines):
            taken = self._take(index)
            if not taken:
                break
            index += taken
        if not self.head.title:
            self._choose_title()
        for run in self._runs:
            for line in run:
                self._report(line, _("A line above the text that is no dated line of history: %s"))
        return self._lines[index:]

    def _take(self, index: int) -> int:
        """How many lines of the head stand here; 0 where the text begins."""
        line = self._lines[index]
        in_head = line.number <= self._head_ends_at
        if line.level == 1 and not self.head.title and not _is_structure(line) and not line.table:
            return self._take_heading(index)
        if line.table or (_is_structure(line) and not in_head) or (line.level and not in_head and self.head.title):
            return 0
        if taken := self._take_history(index):
            self._runs.append([])
            return taken
        if is_number_of_document(line.text) or _SIGNATURE.match(line.text):
            self.head.history.append(HistoryLine(None, line.text))
            self._runs.append([])
        elif in_head and self._has_heading:
            self._report(line, _("A line above the text that is no dated line of history: %s"))
        elif not in_head and (self.head.title or not (self._has_heading or _may_be_title(line.text))):
            return 0
        else:
            self._runs[-1].append(line)
        return 1

    def _take_heading(self, index: int) -> int:
        """A title as a heading; where the first names only who made the text, with the heading after it."""
        following = self._lines[index + 1 : index + 2]
        title, taken = self._lines[index].text, 1
        if following and following[0].level == 1 and not _is_structure(following[0]) and not is_kind_of_text(title):
            title, taken = f"{title} {following[0].text}", 2
        self.head.title = _closed(title)
        return taken

    def _take_history(self, index: int) -> int:
        line = self._lines[index]
        text, taken = line.text, 1
        if is_open(text):
            for following in self._lines[index + 1 : index + _LONGEST_BRACKET]:
                if following.table or following.level:
                    break
                text, taken = f"{text}　{following.text}", taken + 1
                if not is_open(text):
                    break
        if is_promulgation(text) and not self._starts_text(index):
            self.head.clauses.append(text)
            self.head.history += [HistoryLine(read_date(text), text.rstrip("。"))]
            return taken
        if not is_history(text) or (taken > 1 and is_open(text)):
            return 0
        history, false_day = read_history(text)
        self.head.history += history
        if false_day:
            self._report(line, _("A line of history with a day that does not exist: %s"))
        return taken

    def _starts_text(self, index: int) -> bool:
        """现予公布 is said in the order above a text and not in the text, which begins after its title."""
        return bool(self.head.title) and self._lines[index].number > self._head_ends_at > 0

    def _choose_title(self) -> None:
        """The lines that the file's name repeats, else the last that together name a kind of text."""
        for run in self._runs if self._wanted else []:
            for start in range(len(run)):
                if end := self._end_of_wanted(run, start):
                    self.head.title = _closed(" ".join(line.text for line in run[start:end]))
                    del run[start:end]
                    return
        runs = [run for run in self._runs if run]
        complete = [run for run in runs if is_kind_of_text(run[-1].text)] or runs
        if complete:
            self.head.title = _closed(" ".join(line.text for line in complete[-1]))
            complete[-1].clear()

    def _end_of_wanted(self, run: list[Line], start: int) -> int:
        """Behind which line the title that the file's name gives ends, if it begins at ``start``; else 0."""
        joined = ""
        for end, line in enumerate(run[start:], start=start + 1):
            joined += squeezed(line.text)
            if _is_same(joined, self._wanted):
                return end
            if len(joined) > len(_STATE) + len(self._wanted):
                break
        return 0

    def without_signature(self, body: list[Line]) -> list[Line]:
        """Without the date that ends a text, and who signs above it."""
        if len(body) < 2 or not ONLY_A_DATE.match(without_brackets(body[-1].text)):
            return body
        self.head.signed_on = read_date(body[-1].text)
        end = len(body) - 1
        while end > 1 and len(body[end - 1].text) <= 30 and _SIGNER.search(body[end - 1].text):
            if ARTICLE.match(body[end - 1].text) or body[end - 1].table:
                break
            end -= 1
        signature = " ".join(line.text for line in body[end:])
        self._report(replace(body[end], text=signature), _("A signature; it is left out: %s"))
        return body[:end]

    def _report(self, line: Line, reason: str) -> None:
        self.head.problems.append(Problem(line.number, reason % excerpt(line.text)))


def is_kind_of_text(title: str) -> bool:
    """Whether it ends as titles do: 法, 条例, 解释（二）."""
    return bool(_KIND_OF_TEXT.search(title))


def _is_structure(line: Line) -> bool:
    """Whether the text itself begins here."""
    return bool(
        is_division(without_leader(line.text))
        or ARTICLE_START.match(line.text)
        or CONTENTS.match(line.text)
        or PROLOGUE.match(line.text)
        or re.match(r"^第一条|^一、", line.text)
    )


def _may_be_title(text: str) -> bool:
    if ends_sentence(text) or "。" in text:
        return False
    return len(text) <= _LONGEST_LINE_OF_TITLE or (len(text) <= 2 * _LONGEST_LINE_OF_TITLE and is_kind_of_text(text))


def _is_same(text: str, wanted: str) -> bool:
    return text.removeprefix(_STATE) == wanted.removeprefix(_STATE)


def _closed(title: str) -> str:
    return close_up(_COURTS.sub("、", title))
