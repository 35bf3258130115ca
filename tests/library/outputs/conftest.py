from __future__ import annotations

import datetime as dt

import pytest

from library.models import Division, StatuteVersion
from tests.factories.library import ArticleFactory, StatuteVersionFactory


@pytest.fixture
def version(db: None) -> StatuteVersion:
    """A statute of two chapters, the second with a section, with 项, 目, a table, an inserted article and an annex."""
    version = StatuteVersionFactory(
        statute__short_title="停工法",
        statute__issuer="全国人民代表大会常务委员会",
        promulgated_on=dt.date(2020, 1, 1),
        effective_from=dt.date(2020, 3, 1),
        preamble="为停工，制定本法。",
        history=[
            "2001年5月6日 第九届全国人民代表大会常务委员会第一次会议通过",
            "2020年1月1日 根据《关于修订〈停工法〉的决定》修正",
        ],
    )
    first = Division.objects.create(version=version, kind="chapter", number=1, title="总则", position=1)
    second = Division.objects.create(version=version, kind="chapter", number=2, title="停工", position=2)
    section = Division.objects.create(
        version=version, kind="section", number=1, title="条件", position=3, parent=second
    )
    annex = Division.objects.create(version=version, kind="annex", number=1, title="停工表", position=4)
    ArticleFactory(version=version, number=1, position=1, division=first, text="甲。")
    ArticleFactory(version=version, number=2, position=2, division=second, text="乙。")
    ArticleFactory(
        version=version,
        number=3,
        position=3,
        division=section,
        paragraphs=[
            {
                "text": "有下列情形之一的，停工：",
                "items": [
                    {
                        "number": 1,
                        "text": "下雨：",
                        "subitems": [{"number": 1, "text": "大雨"}, {"number": 2, "text": "暴雨"}],
                    },
                    {"number": 2, "text": "下雪；"},
                ],
            },
            {"text": "其他情形不停工。"},
        ],
        text="有下列情形之一的，停工：\n（一）下雨：\n1.大雨\n2.暴雨\n（二）下雪；\n其他情形不停工。",
    )
    ArticleFactory(version=version, number=3, suffix=1, position=4, division=section, text="之一。")
    ArticleFactory(
        version=version,
        annex=1,
        number=1,
        position=5,
        division=annex,
        paragraphs=[{"text": "按下表：", "table": [["天气", "停工"], ["雨", "一天"], ["雪", "两天"]]}],
        text="按下表：",
    )
    return version
