"""A made-up statute of 400 articles in three texts, as long as the longest that workers meet."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from library.models.statutes import Paragraph

LONG_STATUTE = "四百条法"
ARTICLES = 400
#: The days of the three texts; each rewrites every other article and puts one in.
DAYS = (dt.date(2010, 1, 1), dt.date(2015, 1, 1), dt.date(2020, 1, 1))
_WORDS = (
    "用人单位",
    "劳动者",
    "工会",
    "应当",
    "不得",
    "依照规定",
    "支付",
    "工资",
    "休息",
    "书面",
    "通知",
    "协商一致",
    "期限",
    "日内",
    "责令改正",
    "赔偿",
    "保险",
)


def long_statute() -> None:
    """Import it. The same words on every run."""
    from library.enums import DivisionKind, StatuteKind
    from library.importers.parsed import ParsedArticle, ParsedDivision, ParsedStatute
    from library.services import import_statute

    chance = random.Random(400)  # noqa: S311  repeatable, not secret
    bodies = [_paragraphs(chance) for _ in range(ARTICLES)]
    for number, day in enumerate(DAYS):
        if number:
            bodies = [_rewritten(body, chance) if place % 2 else body for place, body in enumerate(bodies)]
            bodies.insert(10 * number, _paragraphs(chance))
            bodies.pop()
        import_statute(
            parsed=ParsedStatute(
                title=f"中华人民共和国{LONG_STATUTE}",
                kind=StatuteKind.LAW,
                issuer="全国人民代表大会常务委员会",
                promulgated_on=day,
                effective_from=day,
                effective_is_given=True,
                history=[],
                preamble="",
                divisions=[ParsedDivision(DivisionKind.CHAPTER, n, _sentence(chance, 3), None) for n in range(1, 11)],
                articles=[
                    ParsedArticle(number=place + 1, division=place * 10 // ARTICLES, paragraphs=body)
                    for place, body in enumerate(bodies)
                ],
                problems=[],
            ),
            by=None,
        )


def _sentence(chance: random.Random, words: int) -> str:
    return "".join(chance.choice(_WORDS) for _ in range(words))


def _paragraphs(chance: random.Random) -> list[Paragraph]:
    paragraphs: list[Paragraph] = [{"text": f"{_sentence(chance, 12)}，{_sentence(chance, 14)}。"} for _ in range(2)]
    if chance.random() < 0.25:
        items = [{"number": number, "text": f"{_sentence(chance, 8)}；"} for number in range(1, 5)]
        paragraphs.append({"text": "有下列情形之一的：", "items": items})
    return paragraphs


def _rewritten(body: list[Paragraph], chance: random.Random) -> list[Paragraph]:
    first, *others = body
    return [{**first, "text": first["text"].replace("应当", "必须") + f"{_sentence(chance, 6)}的除外。"}, *others]
