"""What a reader's sentence is about: its terms, those that only ask left out, with what the law calls the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from library.search.analysis import TERM_LENGTH, Unit, fold, units

#: The most characters of a sentence that are read, and the most terms of each kind that are looked for.
SENTENCE_LENGTH = 400
SENTENCE_TERMS = 96

#: What a question is asked with and says nothing of what it is about; of those that begin alike, the longer first.
_ASKING = re.compile(
    "|".join(
        [
            "请问|你好|您好|咨询一下|想问一下|我想知道|想知道|想问|麻烦问|求助|在线等|急急急|谢谢|有没有人知道|谁知道|告诉我",
            "该?怎么办|该?怎么做|怎么处理|怎么解决|怎么维权|如何处理|如何解决|如何维权|怎么样|怎么|怎样|咋办|咋整|咋样|咋",
            "如何|是否|能否|可否|能不能|可不可以|是不是|有没有|要不要|会不会|该不该|合不合法|算不算",
            "(?:可以|行|对|好|合法|违法|合理|有用|有效|犯法)吗|什么(?:样的|时候|意思)?|为什么|为啥|啥|哪[些个里儿]|多[久少]|多长时间|在?(?:什么|哪种|啥)情况下|几[天个]|谁",
            "[我咱他她你]们|[我咱你您他她吗呢啊吧呀嘛哦了]|的话|的时候|这种情况|[这那][个样]|应该|应当|需要|可以",
        ]
    )
)


class Wording(NamedTuple):
    """Terms with their weights. ``sought`` are pairs and words, of which a text must hold one; ``characters`` only
    tell which of the texts are nearer."""

    sought: dict[str, float]
    characters: dict[str, float]

    @property
    def terms(self) -> dict[str, float]:
        return self.sought | self.characters


def wording(text: str, expansions: Iterable[tuple[str, float]] = ()) -> Wording:
    """The terms of a sentence, each with weight 1, and those of what else it may be called, with the weights given."""
    found = Wording({}, {})
    _add(found, list(units(without_asking(text[:SENTENCE_LENGTH]))), 1.0)
    for other, weight in expansions:
        _add(found, list(units(fold(other))), weight)
    return found


def without_asking(text: str) -> str:
    """A sentence, folded, without the words that only ask; one that does nothing else stays as it is."""
    folded = fold(text)
    rest = _ASKING.sub(" ", folded)
    return rest if any(units(rest)) else folded


def _add(found: Wording, row: list[Unit], weight: float) -> None:
    for place, unit in enumerate(row):
        after = row[place + 1] if place + 1 < len(row) else None
        if not unit.is_character:
            _keep(found.sought, unit.text, weight)
            continue
        _keep(found.characters, unit.text, weight)
        if after is not None and after.is_character and after.follows:
            _keep(found.sought, unit.text + after.text, weight)
        elif not unit.follows:  # it stands alone, and there is nothing else to find it by
            _keep(found.sought, unit.text, weight)


def _keep(terms: dict[str, float], term: str, weight: float) -> None:
    if len(terms) < SENTENCE_TERMS or term in terms:
        terms.setdefault(term[:TERM_LENGTH], weight)
