"""A statute in two versions, to be imported."""

from __future__ import annotations

from wagtail.models import ModelLogEntry

from library import services
from library.importers.markdown import parse_markdown
from library.models import Article, Division, Statute, StatuteVersion
from library.services import import_statute

OLD = """# 停工办法

2010年1月1日 劳动部公布

<!-- INFO END -->

## 第一章 总则

第一条 下雨停工。

第二条 本办法自2010年3月1日起施行。
"""
NEW = """# 停工办法

2010年1月1日 劳动部公布

2020年5月1日 劳动部修订

<!-- INFO END -->

## 第一章 总则

第一条 下雨、下雪停工：

（一）大雨；

（二）大雪。

第二条 停工照发工资。

第三条 本办法自2020年7月1日起施行。
"""


def counts() -> list[int]:
    return [model.objects.count() for model in (Statute, StatuteVersion, Division, Article, ModelLogEntry)]


def keep(text: str) -> services.ImportedStatute:
    return import_statute(parsed=parse_markdown(text), by=None)
