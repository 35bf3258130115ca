"""A statute in Markdown.

The shape is that of the LawRefBook collection: the title as a heading, dated lines of history, 章 and 节 as headings,
then articles, each 款 on a line and each （一）项 on a line of its own. Front matter may say what the text does not:
``title``, ``kind``, ``issuer``, ``promulgated`` and ``effective`` (days as 2013-07-01).
"""

from __future__ import annotations

import datetime as dt
import re

from django.utils.translation import gettext as _

from library.enums import StatuteKind
from library.importers.dates import DATED, HistoryLine, effect, promulgation, read_date
from library.importers.decisions import decided_effect
from library.importers.kinds import guess_kind
from library.importers.parsed import ParsedStatute, Problem, UnreadableStatuteError
from library.importers.structure import StructureReader, close_up

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<fields>.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(?P<name>[a-z_]+):[ \t]*(?P<value>\S.*?)[ \t]*$", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_END_OF_HEAD = "<!-- INFO END -->"
_HEADING = re.compile(r"^(?P<marks>#{1,6})\s*(?P<text>.*)$")
_RULE = re.compile(r"^(?:-{3,}|\*{3,}|_{3,})$")
_NEXT_ACT = re.compile(r"\s+(?=根据\s*[0-9０-９]{4}\s*年)")
_SPACES = " \t\f\v\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff"
_LONGEST_TITLE = 120


def parse_markdown(text: str, *, version_date: dt.date | None = None, kind: StatuteKind | None = None) -> ParsedStatute:
    """Take a text apart. ``version_date`` is the day that the file's name gives; ``kind`` replaces the guess.

    Raises ``UnreadableStatuteError`` for a text without a title, an article or a date. Whatever else could not be
    read is among the problems of the result.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    reader = _MarkdownReader()
    fields = reader.read_front_matter(text)
    reader.read(text)
    title = close_up(fields.get("title", reader.title))
    body = [article.text for article in reader.structure.articles if not article.annex]
    if not title:
        raise UnreadableStatuteError(_("There is no title: no line begins with “# ”."))
    if len(title) > _LONGEST_TITLE:
        raise UnreadableStatuteError(_("The title is longer than 120 characters."))
    if not body:
        raise UnreadableStatuteError(_("No article was found: no line begins with 第…条."))
    promulgated_on = reader.day("promulgated") or version_date or promulgation(reader.history)
    if promulgated_on is None:
        raise UnreadableStatuteError(_("Neither the history nor the file's name says of which day this text is."))
    given = reader.day("effective")
    decided = decided_effect(title.removeprefix("中华人民共和国"), promulgated_on)
    history = [line.text for line in reader.history]
    guessed, issuer = guess_kind(title, history)
    named = StatuteKind(fields["kind"]) if fields.get("kind") in StatuteKind else None
    return ParsedStatute(
        title=title,
        kind=kind or named or guessed,
        issuer=fields.get("issuer", issuer)[:200],
        promulgated_on=promulgated_on,
        effective_from=given or decided or effect(body, reader.history, promulgated_on) or promulgated_on,
        effective_is_given=given is not None,
        history=history,
        preamble="\n".join(reader.structure.preamble),
        divisions=reader.structure.divisions,
        articles=reader.structure.articles,
        problems=sorted(reader.problems + reader.structure.problems, key=lambda problem: problem.line),
    )


class _MarkdownReader:
    """Sorts the lines into front matter, title, history, and what the structure is made of."""

    def __init__(self) -> None:
        self.fields: dict[str, str] = {}
        self.title = ""
        self.history: list[HistoryLine] = []
        self.problems: list[Problem] = []
        self.structure = StructureReader()

    def read_front_matter(self, text: str) -> dict[str, str]:
        if match := _FRONT_MATTER.match(text):
            self.fields = {field["name"]: field["value"].strip("\"'") for field in _FIELD.finditer(match["fields"])}
        return self.fields

    def day(self, name: str) -> dt.date | None:
        """A day that the front matter gives; one that does not exist is a problem."""
        value = self.fields.get(name)
        if not value:
            return None
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            self.problems.append(Problem(1, _("%s is not a day; write it as 2013-07-01.") % value[:40]))
            return None

    def read(self, text: str) -> None:
        """Every line after the front matter, with its number in the file."""
        front = _FRONT_MATTER.match(text)
        first_line = text.count("\n", 0, front.end()) + 1 if front else 1
        text = text[front.end() :] if front else text
        head, marker, _body = text.partition(_END_OF_HEAD)
        lines_of_head = head.count("\n") + first_line if marker else 0
        text = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
        for number, raw in enumerate(text.split("\n"), start=first_line):
            line = raw.replace("**", "").strip(_SPACES)
            if line and not _RULE.match(line):
                self._read_line(number, line, in_head=number <= lines_of_head)

    def _read_line(self, number: int, line: str, *, in_head: bool) -> None:
        heading = _HEADING.match(line)
        if heading and not self.title and len(heading["marks"]) == 1 and not self.structure.begun:
            self.title = heading["text"].strip(_SPACES)
        elif not heading and not self.structure.begun and self._read_history(number, line):
            return
        elif in_head:
            self.problems.append(Problem(number, _("A line above the text that is no dated line of history.")))
        elif heading:
            if text := heading["text"].strip(_SPACES + "#"):
                self.structure.read(number, text, heading=True)
        else:
            self.structure.read(number, line)

    def _read_history(self, number: int, line: str) -> bool:
        line = _without_brackets(line)
        if not DATED.match(line):
            return False
        for act in _NEXT_ACT.split(line):
            if date := read_date(act):
                self.history.append(HistoryLine(date, act))
            else:
                self.problems.append(Problem(number, _("A line of history with a day that does not exist.")))
        return True


def _without_brackets(line: str) -> str:
    """Without the brackets around it, or the one that was left behind at its end."""
    if line.startswith(("（", "(")) and line.endswith(("）", ")")):
        return line[1:-1].strip(_SPACES)
    opened, closed = (sum(line.count(bracket) for bracket in pair) for pair in ("（(", "）)"))
    return line[:-1].strip(_SPACES) if closed > opened and line.endswith(("）", ")")) else line
