"""Who made a statute and what kind that makes it, from its title, its history and where it is filed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from library.enums import StatuteKind
from library.importers.dates import DATE, DATED

_COMPANY = re.compile(r"^\S{2,30}?(?:公司|集团|厂)")
_LIMITED_COMPANY = re.compile(r"^\S{2,30}?(?:有限|股份|有限责任)公司")
_STAFF_ASSEMBLY = re.compile("职工(?:代表)?大会|董事会")
_PLACE = "[一-鿿]{1,10}?(?:省|市|自治区|自治州|自治县|区|县|盟|旗)"
_LOCAL_CONGRESS = re.compile(rf"(?P<place>{_PLACE})(?:第\S{{1,4}}届)?人民代表大会(?P<standing>常务委员会)?")
_NATIONAL_CONGRESS = re.compile("全国人民代表大会(?P<standing>常务委员会)?")
_LOCAL_GOVERNMENT = re.compile(rf"(?P<who>{_PLACE}人民政府)")
_MINISTRY = re.compile(
    r"(?:经|中华人民共和国)?(?P<who>[一-鿿]{2,20}?(?:部|委员会|总局|局|署|银行|总工会|人民银行))\s*(?:第|令|发布|公布|印发|部务|局务)"
)
_COURTS = ("最高人民法院", "最高人民检察院")
_ENDINGS: tuple[tuple[str | tuple[str, ...], StatuteKind], ...] = (
    (("办法", "规定", "细则", "规则"), StatuteKind.RULE),
    ("条例", StatuteKind.REGULATION),
    ("法", StatuteKind.LAW),
)
#: Kinds as the national law database and the collections file them.
_FILED = {
    "宪法": StatuteKind.CONSTITUTION,
    "法律": StatuteKind.LAW,
    "行政法规": StatuteKind.REGULATION,
    "监察法规": StatuteKind.REGULATION,
    "司法解释": StatuteKind.INTERPRETATION,
    "部门规章": StatuteKind.RULE,
    "国务院部门规章": StatuteKind.RULE,
    "地方性法规": StatuteKind.LOCAL,
    "地方法规": StatuteKind.LOCAL,
    "地方政府规章": StatuteKind.LOCAL,
    "自治条例": StatuteKind.LOCAL,
    "单行条例": StatuteKind.LOCAL,
    "规范性文件": StatuteKind.NORMATIVE,
}
#: Branches by which laws of the national congress are filed: a weak sign, since other texts lie there too.
_BRANCHES = {
    "宪法相关法",
    "民法典",
    "民法商法",
    "民商法",
    "行政法",
    "经济法",
    "社会法",
    "刑法",
    "诉讼与非诉讼程序法",
    "程序法",
}


def guess_kind(title: str, history: list[str], filed: Sequence[str] = ()) -> tuple[StatuteKind, str]:
    """The kind and the issuer; an empty issuer where the text does not say.

    ``filed`` are names under which the text is filed, a category or folders, the nearest first.
    """
    dated = [DATED.sub("", line) for line in history if re.search(DATE, line)]
    first = next(filter(None, dated), history[0] if history else "")
    told = _by_title(title) or _internal(title, first) or _by_history(title, first)
    stated = next((_FILED[name] for name in filed if name in _FILED), None)
    if told and (stated is None or told[0] in {StatuteKind.CONSTITUTION, StatuteKind.INTERPRETATION}):
        return told
    if stated:
        return stated, told[1] if told else ""
    return (StatuteKind.LAW if _is_filed_as_law(title, filed) else _by_ending(title)), ""


def _is_filed_as_law(title: str, filed: Iterable[str]) -> bool:
    return title.endswith("法") and any(name in _BRANCHES for name in filed)


def _by_title(title: str) -> tuple[StatuteKind, str] | None:
    if re.search(r"宪法(?:修正案.*)?$", title):
        return StatuteKind.CONSTITUTION, "全国人民代表大会"
    if courts := [court for court in _COURTS if title.startswith(court) or f"、{court}" in title]:
        return StatuteKind.INTERPRETATION, "、".join(courts)
    return None


def _internal(title: str, first: str) -> tuple[StatuteKind, str] | None:
    company = _COMPANY.match(title) if _STAFF_ASSEMBLY.search(first) else _LIMITED_COMPANY.match(title)
    return (StatuteKind.INTERNAL, company[0]) if company else None


def _by_history(title: str, first: str) -> tuple[StatuteKind, str] | None:
    if courts := [court for court in _COURTS if re.search(rf"{court}(?:审判委员会|检察委员会|第)", first)]:
        return StatuteKind.INTERPRETATION, "、".join(courts)
    national = _NATIONAL_CONGRESS.search(first)
    if (congress := _LOCAL_CONGRESS.search(first)) and not national:
        return StatuteKind.LOCAL, f"{congress['place']}人民代表大会{congress['standing'] or ''}"
    if government := _LOCAL_GOVERNMENT.search(first):
        return StatuteKind.LOCAL, government["who"]
    if national:
        return StatuteKind.LAW, f"全国人民代表大会{national['standing'] or ''}"
    if title.startswith("国务院") or "国务院" in first or "政务院" in first:
        return StatuteKind.REGULATION, "国务院"
    if ministry := _MINISTRY.search(first):
        return StatuteKind.RULE, ministry["who"]
    return None


def _by_ending(title: str) -> StatuteKind:
    bare = re.sub(r"[（(].{1,12}[）)]$", "", title)
    return next((kind for endings, kind in _ENDINGS if bare.endswith(endings)), StatuteKind.NORMATIVE)
