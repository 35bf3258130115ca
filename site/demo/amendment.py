"""An amendment of the company's rules that has just taken effect: what teaches the old rule waits on the desk."""

from __future__ import annotations

import datetime as dt
import re

from demo.content import STATUTES, read_file
from library.importers.markdown import parse_markdown
from library.services import import_statute

_END_OF_HISTORY = "<!-- INFO END -->"
_IN_FORCE = re.compile(r"(本办法自)\d+年\d+月\d+日(起施行。).*")


def amend_rules(*, today: dt.date) -> None:
    """Publish the next text of the rules."""
    amendment = read_file("amendment.toml")
    text = (STATUTES / amendment["file"]).read_text()
    adopted = today - dt.timedelta(days=amendment["adopted_days_ago"])
    in_effect = today - dt.timedelta(days=amendment["in_effect_days_ago"])
    for change in amendment["changes"]:
        if change["old"] not in text:
            raise ValueError(f"the rules do not say: {change['old']}")
        text = text.replace(change["old"], change["new"])
    text = text.replace(_END_OF_HISTORY, f"{_day(adopted)} {amendment['adopted_by']}\n\n{_END_OF_HISTORY}")
    text = _IN_FORCE.sub(rf"\g<1>{_day(in_effect)}\g<2>", text)
    import_statute(parsed=parse_markdown(text), by=None)


def _day(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
