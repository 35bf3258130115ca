"""Who made a statute and what kind that makes it, guessed from its title and the first line of its history."""

from __future__ import annotations

import re

from library.enums import StatuteKind
from library.importers.dates import DATED

_COMPANY = re.compile(r"^\S{2,30}?(?:公司|集团|厂)")
_LIMITED_COMPANY = re.compile(r"^\S{2,30}?(?:有限|股份|有限责任)公司")
_STAFF_ASSEMBLY = re.compile("职工(?:代表)?大会|董事会")
_PLACE = "[一-鿿]{1,10}?(?:省|市|自治区|自治州|自治县|区|县)"
_LOCAL_CONGRESS = re.compile(rf"(?P<place>{_PLACE})第\S{{1,4}}届人民代表大会(?P<standing>常务委员会)?")
_NATIONAL_CONGRESS = re.compile("全国人民代表大会(?P<standing>常务委员会)?")
_LOCAL_GOVERNMENT = re.compile(rf"(?P<who>{_PLACE}人民政府)")
_MINISTRY = re.compile(
    r"(?:经|中华人民共和国)?(?P<who>[一-鿿]{2,20}?(?:部|委员会|总局|局|署|银行|总工会))\s*(?:第|令|发布|公布|印发)"
)
_COURTS = ("最高人民法院", "最高人民检察院")
_ENDINGS: tuple[tuple[str | tuple[str, ...], StatuteKind], ...] = (
    (("办法", "规定", "细则", "规则"), StatuteKind.RULE),
    ("条例", StatuteKind.REGULATION),
    ("法", StatuteKind.LAW),
)


def guess_kind(title: str, history: list[str]) -> tuple[StatuteKind, str]:
    """The kind and the issuer; an empty issuer where the text does not say."""
    first = DATED.sub("", history[0]) if history else ""
    return _by_title(title) or _internal(title, first) or _by_history(title, first) or (_by_ending(title), "")


def _by_title(title: str) -> tuple[StatuteKind, str] | None:
    if title.endswith("宪法"):
        return StatuteKind.CONSTITUTION, "全国人民代表大会"
    if courts := [court for court in _COURTS if court in title]:
        return StatuteKind.INTERPRETATION, "、".join(courts)
    return None


def _internal(title: str, first: str) -> tuple[StatuteKind, str] | None:
    company = _COMPANY.match(title) if _STAFF_ASSEMBLY.search(first) else _LIMITED_COMPANY.match(title)
    return (StatuteKind.INTERNAL, company[0]) if company else None


def _by_history(title: str, first: str) -> tuple[StatuteKind, str] | None:
    if congress := _LOCAL_CONGRESS.search(first):
        return StatuteKind.LOCAL, f"{congress['place']}人民代表大会{congress['standing'] or ''}"
    if government := _LOCAL_GOVERNMENT.search(first):
        return StatuteKind.LOCAL, government["who"]
    if congress := _NATIONAL_CONGRESS.search(first):
        return StatuteKind.LAW, f"全国人民代表大会{congress['standing'] or ''}"
    if title.startswith("国务院") or "国务院" in first or "政务院" in first:
        return StatuteKind.REGULATION, "国务院"
    if ministry := _MINISTRY.search(first):
        return StatuteKind.RULE, ministry["who"]
    return None


def _by_ending(title: str) -> StatuteKind:
    return next((kind for endings, kind in _ENDINGS if title.endswith(endings)), StatuteKind.NORMATIVE)
