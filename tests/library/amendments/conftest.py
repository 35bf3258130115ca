from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from library.models import StatuteVersion
from tests.factories.amendments import publish

#: Long enough for every article to be followed by its likeness.
FIRST = {
    1: "为了保护劳动者在恶劣天气里的安全，制定本办法。",
    2: "下雨停工的，用人单位应当照发当日工资，工资不低于本人上月平均工资的百分之八十。",
    3: "气温达到四十度的，用人单位应当停止户外作业，不得因此扣减劳动者的工资。",
    4: "用人单位应当每年组织一次防暑降温和恶劣天气避险的培训，费用由用人单位承担。",
}


@pytest.fixture
def today() -> dt.date:
    return timezone.localdate()


@pytest.fixture
def first(db: None) -> StatuteVersion:
    """The text that is the law."""
    return publish(dt.date(2020, 1, 1), FIRST, effective_from=dt.date(2020, 3, 1))


@pytest.fixture
def amend(first: StatuteVersion):
    """Publishes the next text, in which 第二条 says a hundred per cent and 第四条 is gone."""

    def make(starts: dt.date) -> StatuteVersion:
        articles = {**FIRST, 2: FIRST[2].replace("百分之八十", "百分之百")}
        del articles[4]
        return publish(min(starts, timezone.localdate()), articles, effective_from=starts)

    return make
