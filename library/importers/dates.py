"""Dates as statutes write them, and the two that matter: of this text, and of its coming into force."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from library.numerals import from_chinese

_N = "[0-9０-９〇○◯零一二三四五六七八九十]"
DATE = rf"(?:{_N}{{4}}\s*年\s*{_N}{{1,3}}\s*月\s*{_N}{{1,3}}\s*日)"
#: What opens a line of history.
DATED = re.compile(rf"^(?:根据|自|从|于|由|经)?\s*{DATE}\s*")
ONLY_A_DATE = re.compile(rf"^{DATE}$")
_DATE_PARTS = re.compile(rf"({_N}{{4}})\s*年\s*({_N}{{1,3}})\s*月\s*({_N}{{1,3}})\s*日")
_IN_FORCE = "(?:施行|实施|执行|生效|试行|实行)"
_EVENT = "(?:公布|发布|颁布|印发|通过|批准|签发|下发|签署|公告|颁发)之日"
_AFTER = rf"(?:满|第)?(?P<count>{_N}{{1,3}})\s*(?P<unit>日|天|个月|月|年)(?:以?后|之后)?"
_CLAUSE = re.compile(
    rf"(?P<own>本\S{{1,12}}?)?[自从于](?P<when>{DATE}|{_EVENT})起?(?:{_AFTER})?\s*(?:开始|正式|起)?{_IN_FORCE}"
)
_AMENDING = re.compile("修正|修订|修改")
_TAKES_EFFECT = re.compile(rf"^(?:自|从|于)?{DATE}\s*起?(?:正式)?{_IN_FORCE}")
_DAYS = {"日", "天"}


@dataclass(frozen=True)
class HistoryLine:
    """A line under the title: what happened to the statute on a day, or the number of a document, without one."""

    date: dt.date | None
    text: str

    @property
    def says_in_force(self) -> bool:
        """2021年1月1日 施行: a day of effect, not an act."""
        return bool(_TAKES_EFFECT.match(self.text))

    @property
    def amends(self) -> bool:
        return bool(_AMENDING.search(self.text))


def read_date(text: str) -> dt.date | None:
    """The first date in a text, 2008年7月17日 or 二〇〇八年七月十七日; ``None`` where there is none that exists."""
    match = _DATE_PARTS.search(text)
    if not match:
        return None
    try:
        return dt.date(*(from_chinese(part) for part in match.groups()))
    except ValueError:
        return None


def promulgation(history: Sequence[HistoryLine]) -> dt.date | None:
    """The day of the last act in the history."""
    return max((line.date for line in history if line.date and not line.says_in_force), default=None)


def effect(texts: Sequence[str], history: Sequence[HistoryLine], promulgated_on: dt.date) -> dt.date | None:
    """The day from which a text is in force.

    The last article that names a day for the text itself (本法自…起施行) decides, failing that the last that names
    any. An amended text still names the day of the first one: then the amendment's own day counts, since the decision
    that may name a later one is not part of the text (see ``decisions`` and, in a file, ``effective:``). Without such
    an article the history may say it (…施行). ``None`` when nothing does.
    """
    acts = [line for line in history if line.date and not line.says_in_force]
    amended = any(line.amends for line in acts) or promulgated_on not in {line.date for line in acts}
    clause = next(_clauses(texts, own=True), None) or next(_clauses(texts, own=False), None)
    if clause:
        named = read_date(clause["when"])
        if named:
            return max(named, promulgated_on) if amended else named
        return _later(promulgated_on, clause["count"], clause["unit"])
    return max((line.date for line in history if line.date and line.says_in_force), default=None)


def _clauses(texts: Sequence[str], *, own: bool) -> Iterator[re.Match[str]]:
    """What says when something comes into force, from the last text up; ``own`` for the text itself alone."""
    for text in reversed(texts):
        for clause in _CLAUSE.finditer(text):
            if (clause["own"] or not own) and (read_date(clause["when"]) or clause["when"].endswith("之日")):
                yield clause


def _later(day: dt.date, count: str | None, unit: str | None) -> dt.date:
    try:
        number = from_chinese(count) if count else 0
        if unit in _DAYS or not number:
            return day + dt.timedelta(days=number)
        months = day.month - 1 + number * (12 if unit == "年" else 1)
        year, month = day.year + months // 12, months % 12 + 1
        return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    except (ValueError, OverflowError):
        return day
