"""A law with its texts in time, and what cites it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.utils import timezone

from library.importers.markdown import parse_markdown
from library.models import StatuteVersion
from library.numerals import to_chinese
from library.services import import_statute

TITLE = "停工办法"
#: Long enough for every article to be followed by its likeness.
FIRST = {
    1: "为了保护劳动者在恶劣天气里的安全，制定本办法。",
    2: "下雨停工的，用人单位应当照发当日工资，工资不低于本人上月平均工资的百分之八十。",
    3: "气温达到四十度的，用人单位应当停止户外作业，不得因此扣减劳动者的工资。",
    4: "用人单位应当每年组织一次防暑降温和恶劣天气避险的培训，费用由用人单位承担。",
}


def publish(
    promulgated_on: dt.date, articles: Mapping[int, str], *, effective_from: dt.date, title: str = TITLE
) -> StatuteVersion:
    """A text of a law, published with these articles by number; the version, as the database has it."""
    lines = [f"第{to_chinese(number)}条 {text}" for number, text in articles.items()]
    last = f"第{to_chinese(max(articles) + 1)}条 本办法自{effective_from:%Y年%-m月%-d日}起施行。"
    text = "\n\n".join([f"# {title}", f"{promulgated_on:%Y年%-m月%-d日} 劳动部公布", *lines, last])
    version: StatuteVersion = import_statute(parsed=parse_markdown(text), by=None).version
    return version


def first_text() -> StatuteVersion:
    """The text that is the law."""
    return publish(dt.date(2020, 1, 1), FIRST, effective_from=dt.date(2020, 3, 1))


def amended_text(starts: dt.date) -> StatuteVersion:
    """The next text, in which 第二条 says a hundred per cent and 第四条 is gone."""
    articles = {number: text for number, text in FIRST.items() if number != 4}
    articles[2] = FIRST[2].replace("百分之八十", "百分之百")
    return publish(min(starts, timezone.localdate()), articles, effective_from=starts)
