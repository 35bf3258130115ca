"""Dates as statutes write them, and the two that matter: of this text, and of its coming into force."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from library.numerals import from_chinese

_N = "[0-9０-９〇○零一二三四五六七八九十]"
DATE = rf"(?:{_N}{{4}}\s*年\s*{_N}{{1,3}}\s*月\s*{_N}{{1,3}}\s*日)"
#: What opens a line of history.
DATED = re.compile(rf"^(?:根据|自|于)?\s*{DATE}\s*")
_DATE_PARTS = re.compile(rf"({_N}{{4}})\s*年\s*({_N}{{1,3}})\s*月\s*({_N}{{1,3}})\s*日")
_IN_FORCE = "(?:施行|实施|执行|生效|试行)"
_CLAUSE = re.compile(
    rf"自(?P<when>{DATE}|(?:公布|发布|颁布|印发|通过|批准|签发)之日)起(?:(?P<days>{_N}{{1,3}})日后)?(?:正式)?{_IN_FORCE}"
)
_AMENDING = re.compile("修正|修订|修改")
_TAKES_EFFECT = re.compile(rf"^(?:自|于)?{DATE}\s*起?{_IN_FORCE}")


@dataclass(frozen=True)
class HistoryLine:
    """A line under the title: what happened to the statute on a day."""

    date: dt.date
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
    return max((line.date for line in history if not line.says_in_force), default=None)


def effect(texts: Sequence[str], history: Sequence[HistoryLine], promulgated_on: dt.date) -> dt.date | None:
    """The day from which a text is in force.

    The last article that names a day (本法自…起施行) decides. An amended text still names the day of the first one:
    then the amendment's own day counts, since the decision that may name a later one is not part of the text (see
    ``decisions`` and, in a file, ``effective:``). Without such an article the history may say it (…施行). ``None``
    when nothing does.
    """
    acts = [line for line in history if not line.says_in_force]
    amended = any(line.amends for line in acts) or promulgated_on not in {line.date for line in acts}
    for text in reversed(texts):
        clause = _CLAUSE.search(text)
        if not clause:
            continue
        named = read_date(clause["when"])
        if named is None:
            days = from_chinese(clause["days"]) if clause["days"] else 0
            return promulgated_on + dt.timedelta(days=days)
        return max(named, promulgated_on) if amended else named
    return max((line.date for line in history if line.says_in_force), default=None)
