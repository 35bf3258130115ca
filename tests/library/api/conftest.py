from __future__ import annotations

import pytest

from library.models import Division
from tests.factories.library import ArticleFactory, StatuteVersionFactory


@pytest.fixture
def version():
    version = StatuteVersionFactory(
        statute__short_title="停工法", preamble="为停工，制定本法。", history=["2020年1月1日 公布"]
    )
    chapter = Division.objects.create(version=version, kind="chapter", number=1, title="总则", position=1)
    Division.objects.create(version=version, kind="section", number=1, title="一般", position=2, parent=chapter)
    ArticleFactory(version=version, number=1, division=chapter, text="下雨停工。")
    ArticleFactory(version=version, number=2, text="下雪停工。")
    ArticleFactory(version=version, number=2, suffix=1, position=3, text="刮风停工。")
    return version
