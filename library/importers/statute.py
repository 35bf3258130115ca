"""From the lines of any source to a statute: head, contents, broken lines, structure, dates, kind."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from library.enums import StatuteKind
from library.importers.contents import without_contents
from library.importers.dates import effect, promulgation
from library.importers.decisions import decided_effect
from library.importers.head import Head, split_head
from library.importers.kinds import guess_kind
from library.importers.lines import Source
from library.importers.parsed import ParsedStatute, Problem, UnreadableStatuteError
from library.importers.patterns import close_up
from library.importers.splitting import split_stuck
from library.importers.structure import StructureReader
from library.importers.unwrapping import unwrap

_LONGEST_TITLE = 120
_LAW_TITLE = re.compile("[一-鿿]{2}")


@dataclass(frozen=True)
class FileName:
    """What the file's name and folders say: a title, the day of the text, what kind of law lies there."""

    title: str = ""
    day: dt.date | None = None
    folders: tuple[str, ...] = ()


def read_source(source: Source, *, name: FileName, kind: StatuteKind | None = None) -> ParsedStatute:
    """Take the lines of a file apart. ``kind`` replaces the guess.

    Raises ``UnreadableStatuteError`` for a file without a title, a text or a date. Whatever else could not be read is
    among the problems of the result.
    """
    fields = source.fields
    head, lines = split_head(source, title_in_name=fields.get("title") or name.title)
    problems = [Problem(*problem) for problem in source.problems] + head.problems
    title = _title(fields, head, name, problems)
    structure = StructureReader(title)
    structure.read_all(split_stuck(without_contents(unwrap(lines))))
    problems += structure.problems
    if not (structure.articles or structure.preamble):
        raise UnreadableStatuteError(_("No text was found below the title."))
    promulgated_on = _promulgation(fields, head, name, problems)
    history = [line.text for line in head.history]
    given = _day(fields, "effective", problems)
    guessed, issuer = guess_kind(title, history, [fields.get("category", ""), *reversed(name.folders)])
    named = StatuteKind(fields["kind"]) if fields.get("kind") in StatuteKind else None
    body = [article.text for article in structure.articles if not article.annex]
    if not body:
        problems.append(
            Problem(0, _("No article was found: no line begins with 第…条 or 一、; the text is kept whole."))
        )
    return ParsedStatute(
        title=title,
        kind=kind or named or guessed,
        issuer=fields.get("issuer", issuer)[:200],
        promulgated_on=promulgated_on,
        effective_from=given or _effect(title, head, [*structure.preamble, *body], promulgated_on),
        effective_is_given=given is not None,
        history=history,
        preamble="\n".join(structure.preamble),
        divisions=structure.divisions,
        articles=structure.articles,
        problems=sorted(problems, key=lambda problem: problem.line),
    )


def _effect(title: str, head: Head, texts: list[str], promulgated_on: dt.date) -> dt.date:
    decided = decided_effect(title.removeprefix("中华人民共和国"), promulgated_on)
    return decided or effect([*head.clauses, *texts], head.history, promulgated_on) or promulgated_on


def _title(fields: dict[str, str], head: Head, name: FileName, problems: list[Problem]) -> str:
    title = close_up(fields.get("title") or head.title)
    if not title and _LAW_TITLE.search(name.title):
        title = close_up(name.title)
        problems.append(Problem(0, _("There is no title in the file; its name stands for it.")))
    if not title:
        raise UnreadableStatuteError(_("There is no title: no line begins with “# ”, and the first line is none."))
    if len(title) > _LONGEST_TITLE:
        raise UnreadableStatuteError(_("The title is longer than 120 characters."))
    return title


def _promulgation(fields: dict[str, str], head: Head, name: FileName, problems: list[Problem]) -> dt.date:
    """The day of this text. ``publish_date`` is that of the first text, and good only where nothing else says one."""
    day = _day(fields, "promulgated", problems) or name.day or promulgation(head.history) or head.signed_on
    if day:
        return day
    if first := _day(fields, "publish_date", problems):
        problems.append(
            Problem(1, _("Only publish_date says a day; it is that of the first text, perhaps not of this."))
        )
        return first
    raise UnreadableStatuteError(_("Neither the history nor the file's name says of which day this text is."))


def _day(fields: dict[str, str], name: str, problems: list[Problem]) -> dt.date | None:
    """A day that the front matter gives; one that does not exist is a problem."""
    value = fields.get(name)
    if not value:
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        problems.append(Problem(1, _("%s is not a day; write it as 2013-07-01.") % value[:40]))
        return None
