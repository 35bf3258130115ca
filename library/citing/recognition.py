"""Recognises citations of articles in running Chinese text: 《劳动合同法》第三十九条第（二）项, 本法第四十条, 前款.

The text is read once from left to right. Whose article a 第四十条 is depends on what stands before it: a title, a list
that a title opened (《劳动法》第三条、第五条), the statute in which the text stands, or the law named last in prose.
Where that is not certain nothing is recognised: a link to the wrong law is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from library.citing.grammar import (
    ADJACENT,
    ASIDE,
    HALF_WIDTH,
    JOINED,
    LONGEST_ENDING,
    LONGEST_RANGE,
    MAKES_ANOTHER,
    OTHER_TEXT,
    QUOTES,
    RANGE,
    SHORT_FORM,
    TOKEN,
    number_in,
    numbers_in,
    with_part,
)
from library.citing.mentions import Mention, Names, Place
from library.references import HIGHEST_NUMBER, HIGHEST_SUFFIX, ArticleReference


@dataclass
class Reader:
    """Reads the texts of one passage in their order; the law named last in one is remembered in the next."""

    names: Names
    place: Place | None = None
    last_law: str | None = None
    short_forms: dict[str, str] = field(default_factory=dict)

    def read(self, text: str) -> list[Mention]:
        """The citations of a text, in their order."""
        if not ("条" in text or "款" in text or "项" in text or "《" in text):
            return []
        return list(_Reading(self, text.translate(HALF_WIDTH)))

    def forget(self) -> None:
        """A new heading: what was said of a law before holds no longer."""
        self.last_law = None


@dataclass
class _Head:
    """What was named right before: ``law`` is ``None`` where nobody can say which."""

    law: str | None
    start: int
    end: int
    annex: int = 0


class _Reading:
    """One pass over one text."""

    def __init__(self, reader: Reader, text: str) -> None:
        self.reader = reader
        self.text = text
        self.head: _Head | None = None
        self.open: Mention | None = None
        #: The law of what is joined to the last article, and where that ended: 第三条、第五条.
        self.chain: _Head | None = None
        #: What the chain named last.
        self.last = ArticleReference("", 0)

    def __iter__(self) -> Iterator[Mention]:
        for match in TOKEN.finditer(self.text):
            kind = str(
                match.lastgroup if match.lastgroup not in {"annex_number", "before_count", "above_count"} else ""
            )
            kind = kind or next(name for name in ("annex", "before", "above") if match[name])
            if kind in {"paragraph", "item"} and self._extend(kind, match):
                continue
            if self.open:
                yield self.open
                self.open = None
            found = getattr(self, f"_read_{kind}")(match)
            if found:
                self.open = found
        if self.open:
            yield self.open

    # --- what names a law

    def _read_title(self, match: re.Match[str]) -> None:
        name, end = re.sub(r"\s", "", match["title"][1:-1]), match.end()
        aside = ASIDE.match(self.text, end)
        law = None
        if aside:
            end = aside.end()
            law = self._law_called(f"{name}（{aside['inside']}）")
        law = law or self._law_called(name) or name.removeprefix("中华人民共和国")
        if aside and (short := SHORT_FORM.search(aside["inside"])):
            self.reader.short_forms[short["name"].strip()] = law
        self.reader.last_law = law
        self.head = _Head(law, match.start(), end)

    def _law_called(self, name: str) -> str | None:
        return self.reader.short_forms.get(name) or self.reader.names.canonical(name)

    def _read_own(self, match: re.Match[str]) -> None:
        place, kind = self.reader.place, match["own"][1:]
        law = self.reader.short_forms.get(match["own"])
        if law is None and place and place.is_called(kind) and not self._in_quotes(match.start()):
            law = place.law
        self.head = _Head(law, match.start(), match.end())

    def _read_same(self, match: re.Match[str]) -> None:
        self.head = _Head(self.reader.last_law, match.start(), match.end())

    def _read_annex(self, match: re.Match[str]) -> None:
        number = number_in(match["annex_number"] or "一", HIGHEST_SUFFIX) or 1
        named = self._named_before(match.start()) or self._own_head(match.start())
        start = named.start if named else match.start()
        self.head = _Head(named.law if named else None, start, match.end(), annex=number)

    # --- what names an article

    def _read_article(self, match: re.Match[str]) -> Mention | None:
        suffix_text = match["article"].partition("条")[2].removeprefix("之")
        numbers = numbers_in(match["article"].partition("条")[0], HIGHEST_NUMBER)
        suffix = (number_in(suffix_text, HIGHEST_SUFFIX) if suffix_text else 0) if numbers else None
        whose = self._whose(match.start())
        if not numbers or suffix is None or whose is None or whose.law is None:
            self.chain = _Head(None, match.start(), match.end()) if numbers else None
            return None
        between = self._between(numbers[0]) if whose is self.chain else []
        law, annex = whose.law, whose.annex
        references = [ArticleReference(law, n, suffix if n == numbers[-1] else 0) for n in numbers]
        also = (*references[1:], *(ArticleReference(law, n) for n in between))
        start = match.start() if whose is self.chain else whose.start
        mention = Mention(start, match.end(), references[0], annex, also)
        self.chain = _Head(law, match.start(), match.end(), annex)
        self.last = references[-1]
        return mention

    def _read_plain(self, match: re.Match[str]) -> Mention | None:
        """劳动合同法39条: only right after the name of a law."""
        named = self._named_before(match.start())
        number = number_in(match["plain"][:-1], HIGHEST_NUMBER)
        if named is None or named.law is None or number is None:
            return None
        reference = self.last = ArticleReference(named.law, number)
        self.chain = _Head(named.law, match.start(), match.end(), named.annex)
        return Mention(named.start, match.end(), reference, named.annex)

    def _read_before(self, match: re.Match[str]) -> Mention | None:
        place = self.reader.place
        if place is None or self._in_quotes(match.start()):
            return None
        key, keys = (place.number, place.suffix), []
        for _step in range(number_in(match["before_count"] or "一", 9) or 1):
            above = self.reader.names.before(place.law, place.annex, *key)
            if above is None:
                break
            keys.append(key := above)
        if not keys:
            return None
        references = [ArticleReference(place.law, *key) for key in keys]
        self._follow(match, references[0])
        return Mention(match.start(), match.end(), references[0], place.annex, tuple(references[1:]))

    # --- what names a part of the article in which the text stands

    def _read_here(self, match: re.Match[str]) -> Mention | None:
        """本条, which counts only with what follows it: 本条第二款."""
        if own := self._own_reference(match.start()):
            self._follow(match, own)
        return None

    def _read_above(self, match: re.Match[str]) -> Mention | None:
        own, place = self._own_reference(match.start()), self.reader.place
        count = number_in(match["above_count"] or "一", 9) or 1
        if own is None or place is None or place.paragraph is None or place.paragraph <= count:
            return None
        paragraphs = range(place.paragraph - count, place.paragraph)
        references = [own._replace(paragraph=number) for number in paragraphs]
        self._follow(match, references[0])
        return Mention(match.start(), match.end(), references[0], place.annex, tuple(references[1:]))

    def _read_paragraph(self, match: re.Match[str]) -> Mention | None:
        return self._part(match, "paragraph")

    def _read_item(self, match: re.Match[str]) -> Mention | None:
        return self._part(match, "item")

    def _part(self, match: re.Match[str], part: str) -> Mention | None:
        """第一款 or 第（二）项 on its own: of the article that it is joined to, or of the one in which it stands."""
        numbers = numbers_in(match[part], HIGHEST_NUMBER)
        gap = self.text[self.chain.end : match.start()] if self.chain else None
        if gap is not None and self.chain and (gap == "" or JOINED.fullmatch(gap)):
            if self.chain.law is None or not numbers:
                return None
            base, annex = self.last, self.chain.annex
            between = self._between_parts(base, part, numbers[0]) if RANGE.fullmatch(gap) else []
        elif numbers and (own := self._own_reference(match.start())) and self.reader.place:
            base, annex, between = own, self.reader.place.annex, []
        else:
            return None
        if part == "paragraph":
            base = base._replace(item=None)
        references = [with_part(base, part, number) for number in [*numbers, *between]]
        self.last = references[len(numbers) - 1]
        self.chain = _Head(base.law, match.start(), match.end(), annex)
        return Mention(match.start(), match.end(), references[0], annex, tuple(references[1:]))

    def _extend(self, kind: str, match: re.Match[str]) -> bool:
        """第三十九条 goes on without a break: 第三十九条第一款第（二）项 is one citation."""
        if self.open is None or self.open.also or self.open.end != match.start():
            return False
        numbers = numbers_in(match[kind], HIGHEST_NUMBER)
        if not numbers:
            return False
        references = [with_part(self.open.reference, kind, number) for number in numbers]
        self.open = replace(self.open, end=match.end(), reference=references[0], also=tuple(references[1:]))
        self.last = references[-1]
        if self.chain:
            self.chain.end = match.end()
        return True

    # --- whose it is

    def _whose(self, start: int) -> _Head | None:
        named = self._named_before(start)
        if named:
            return named
        if self.chain and JOINED.fullmatch(self.text, self.chain.end, start):
            return self.chain
        if OTHER_TEXT.search(self.text, max(0, start - LONGEST_ENDING), start):
            return None
        return self._own_head(start) or self._last_named(start)

    def _named_before(self, start: int) -> _Head | None:
        """The law named right before a place, with 《》 or without."""
        if self.head and ADJACENT.fullmatch(self.text, self.head.end, start):
            return self.head
        end = start - (1 if self.text[start - 1 : start] == "的" else 0)
        for name, law in self.reader.short_forms.items():
            if self.text.endswith(name, 0, end):
                return _Head(law, end - len(name), start)
        found = self.reader.names.ending(self.text, end)
        if found is None:
            return None
        law, begin = found
        if self.text.endswith("中华人民共和国", 0, begin):
            begin -= len("中华人民共和国")
        if self.text[begin - 1 : begin] in MAKES_ANOTHER and begin:
            return _Head(None, begin, start)
        self.reader.last_law = law
        return _Head(law, begin, start)

    def _own_head(self, start: int) -> _Head | None:
        place = self.reader.place
        if place is None:
            return None
        if self._in_quotes(start):
            return _Head(None, start, start)
        return _Head(place.law, start, start, place.annex)

    def _last_named(self, start: int) -> _Head | None:
        return _Head(self.reader.last_law, start, start) if self.reader.last_law else None

    def _own_reference(self, start: int) -> ArticleReference | None:
        place = self.reader.place
        if place is None or self._in_quotes(start):
            return None
        return ArticleReference(place.law, place.number, place.suffix)

    def _follow(self, match: re.Match[str], reference: ArticleReference) -> None:
        place = self.reader.place
        self.last = reference
        self.chain = _Head(reference.law, match.start(), match.end(), place.annex if place else 0)

    def _in_quotes(self, place: int) -> bool:
        """Whether another text is being quoted there, whose 本法 is not this one."""
        return any(self.text.rfind(opens, 0, place) > self.text.rfind(shuts, 0, place) for opens, shuts in QUOTES)

    # --- ranges

    def _between(self, number: int) -> list[int]:
        """The articles inside 第三十九条至第四十一条."""
        if self.chain is None or not RANGE.match(self.text, self.chain.end):
            return []
        first = self.last.number
        return list(range(first + 1, number)) if first < number <= first + LONGEST_RANGE else []

    @staticmethod
    def _between_parts(base: ArticleReference, part: str, number: int) -> list[int]:
        first = getattr(base, part) or 0
        return list(range(first + 1, number)) if 0 < first < number <= first + LONGEST_RANGE else []
