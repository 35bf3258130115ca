"""How the parts of a statute begin, as they are written in the files that occur."""

from __future__ import annotations

import re

from library.enums import DivisionKind
from library.numerals import from_chinese

N = "[0-9０-９〇○零一二两三四五六七八九十百千]{1,9}"
S = r"[ \t\u00a0\u3000]"
UNITS = {
    "编": DivisionKind.PART,
    "分编": DivisionKind.SUBPART,
    "章": DivisionKind.CHAPTER,
    "节": DivisionKind.SECTION,
}
#: 第三章 总则. The title holds no mark that ends a clause.
DIVISION = re.compile(
    rf"^第{S}*(?P<number>{N}){S}*(?P<unit>分{S}*编|编|章|节)(?P<gap>{S}*[：:、.．]?{S}*)(?P<title>[^。；：，;]{{0,80}})$"
)
#: 第一百二十条之一　…; ``gap`` is what sets the number apart from the words.
ARTICLE = re.compile(
    rf"^第{S}*(?P<number>{N}){S}*条(?:{S}*之{S}*(?P<suffix>{N}))?(?P<gap>{S}+|{S}*[：:]{S}*|$)?(?P<text>.*)$", re.DOTALL
)
ARTICLE_START = re.compile(rf"^第{S}*{N}{S}*条(?:之{N})?(?:{S}|[：:]|$)")
#: After 第…条, what makes it a mention of an article rather than its beginning.
MENTION = re.compile(
    r"(?:[、，,；;。）)》〉”’]|(?:的)?(?:规定|所称|所列|所指|所述|所规定)|第[一二三四五六七八九十\d]+[款项条]"
    r"|(?:至|到|和|或者?|及|以及|与)(?:本|第)|的|中(?:的|所|规定|关于|有关|第|明确|，|“)|关于|之[一二三四五六七八九十]|修改为|改为|删去|删除|增加|作为(?:第|新|其)|移至|移到)"
)
#: 一、 of a decision, a notice or an annex.
POINT = re.compile(rf"^(?P<number>[一二三四五六七八九十百]{{1,5}}){S}*[、.．]{S}*(?P<text>.*)$", re.DOTALL)
BARE_POINT = re.compile(r"^(?P<number>[一二三四五六七八九十]{1,4})$")
ANNEX = re.compile(
    rf"^附{S}*(?:[录件表图]{S}*(?:{N}|[A-ZＡ-Ｚ])?(?:{S}*[：:]|{S}+|$)|(?:{N})?{S}*[：:])"
    r"(?P<title>[^。；，]{0,80})$"
)
CONTENTS = re.compile(rf"^[【〔\[]?目{S}*[录次][】〕\]]?(?P<rest>.*)$")
#: Headings without a number that stand before the first chapter.
PROLOGUE = re.compile(rf"^(?:序{S}*言|前{S}*言|引{S}*言|序)$")
_BETWEEN_CHARACTERS = re.compile(r"(?<=[㐀-鿿、（）《》〈〉“”])\s+(?=[㐀-鿿（）《》〈〉“”])")
_LEADER = re.compile(r"[\s.．·…•\-—]*[0-9０-９]{0,4}$")


def numeral(text: str) -> int | None:
    """The number that a numeral of a statute stands for; ``None`` for what is none or beyond 9,999."""
    try:
        number = from_chinese(re.sub(r"\s", "", text))
    except ValueError:
        return None
    return number if 1 <= number <= 9999 else None


def close_up(text: str) -> str:
    """总　则 → 总则: headings are often set with spaces between the characters."""
    return _BETWEEN_CHARACTERS.sub("", text.strip())


def squeezed(text: str) -> str:
    """Without any space, to compare headings that are set differently."""
    return re.sub(r"\s", "", text)


def without_leader(text: str) -> str:
    """Without the dots and the number of the page that follow a heading in a table of contents."""
    return _LEADER.sub("", text)


def is_division(text: str) -> bool:
    """Whether a line reads as a heading with a number rather than as a sentence about one."""
    match = DIVISION.match(text)
    return bool(match and numeral(match["number"]) and (match["gap"] or not MENTION.match(match["title"])))


def begins_something(text: str) -> bool:
    """Whether a line begins a part of the structure: a heading, an article, a point, an item, an annex."""
    return bool(
        is_division(text)
        or ARTICLE_START.match(text)
        or POINT.match(text)
        or ANNEX.match(text)
        or CONTENTS.match(text)
        or re.match(r"^[（(][一二三四五六七八九十\d０-９]{1,4}[）)]|^[0-9０-９]{1,2}[.．、]|^[①-⑳]", text)
    )
