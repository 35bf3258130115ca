"""A law with its texts in time, and what cites it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from library.importers.markdown import parse_markdown
from library.models import StatuteVersion
from library.numerals import to_chinese
from library.services import import_statute

TITLE = "停工办法"


def publish(promulgated_on: dt.date, articles: Mapping[int, str], *, effective_from: dt.date) -> StatuteVersion:
    """A text of 《停工办法》, published with these articles by number; the version, as the database has it."""
    lines = [f"第{to_chinese(number)}条 {text}" for number, text in articles.items()]
    last = f"第{to_chinese(max(articles) + 1)}条 本办法自{effective_from:%Y年%-m月%-d日}起施行。"
    text = "\n\n".join([f"# {TITLE}", f"{promulgated_on:%Y年%-m月%-d日} 劳动部公布", *lines, last])
    version: StatuteVersion = import_statute(parsed=parse_markdown(text), by=None).version
    return version
