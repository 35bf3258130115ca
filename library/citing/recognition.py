"""Recognises citations of articles in running Chinese text: 《劳动合同法》第三十九条第（二）项, 本法第四十条, 前款.

The text is read once from left to right. Whose article a 第四十条 is depends on what stands before it: a title, a list
that a title opened (《劳动法》第三条、第五条), the statute in which the text stands, or the law named last in prose.
Where that is not certain nothing is recognised: a link to the wrong law is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

from library.numerals import from_chinese
from library.references import HIGHEST_NUMBER, HIGHEST_SUFFIX, ArticleReference

_N = "[0-9０-９零〇一二两三四五六七八九十百千]{1,9}"
_JOIN = r"(?:、|和|及|以及|或者|或|与|至|到|[-－—~～]{1,2})"
_BRACKETED = rf"[（(]{_N}[）)]"
_KINDS = "法典|法|条例|规定|办法|解释|细则|规则|决定|章程|制度|规程|准则|标准|意见|通知|公约"
_TOKEN = re.compile(
    r"(?P<title>《(?:[^《》]|《[^《》]{1,80}》){1,120}》)"
    rf"|(?P<own>本(?:{_KINDS})(?!律|院|官|人|定代|的解释))"
    r"|(?P<same>(?:该|(?<!合)同)(?:法|条例|规定|办法|解释|细则)(?=第|附录|的第))"
    rf"|(?P<annex>附录(?P<annex_number>{_N})?(?=第))"
    rf"|(?P<article>第\s?{_N}(?:{_JOIN}{_N})*\s?条(?!件|例(?!外)|款|约(?!定)|文|理)(?:之{_N})?)"
    r"|(?P<plain>(?<![0-9０-９第])[0-9０-９]{1,4}条(?!件|例|款|约|文|理))"
    r"|(?P<before>前(?P<before_count>[两二三四五])?条(?!件|例|款|约))"
    r"|(?P<here>本条(?!例|件|款|约)|本款)"
    r"|(?P<above>前(?P<above_count>[两二三四五])?款(?!项))"
    rf"|(?P<paragraph>第{_N}(?:{_JOIN}第?{_N})*款(?!项|式|待))"
    rf"|(?P<item>(?:第(?:{_BRACKETED}|{_N})|{_BRACKETED})(?:{_JOIN}第?(?:{_BRACKETED}|{_N}))*项(?!目))"
)
_JOINED = re.compile(rf"\s*{_JOIN}\s*")
_RANGE = re.compile(r"\s*(?:至|到|[-－—~～]{1,2})\s*")
_ADJACENT = re.compile(r"\s*的?\s*")
_NUMBERS = re.compile(
    rf"(?P<range>至|到|[-－—~～]{{1,2}})?[^0-9０-９零〇一二两三四五六七八九十百千至到－—~～-]*(?P<n>{_N})"
)
#: What may stand between a title and the article: the year of a text, the number of a decree, a short form.
_ASIDE = re.compile(r"\s*[（(](?P<inside>(?:[^（）()]|[（(][^（）()]{0,12}[）)]){1,60})[）)]")
_SHORT_FORM = re.compile(r"以下(?:简|统|合)?称(?:为)?[：:]?[“\"《]{0,2}(?P<name>[^“”\"《》]{1,40})[”\"》]{0,2}$")
#: A word that ends in one of these and stands right before an article is a text with articles of its own.
_OTHER_TEXT = re.compile(
    rf"(?:{_KINDS}|典|合同|协议|手册|宪章|条约|方案|办法|制度|纪律|公告|文件|守则)(?:[（(][^（）()]{{1,20}}[）)])?[》”\"]?"
    r"\s*(?:的|之)?\s*$"
)
#: Before the name of a law they make another law's name of it: 国际劳动法, 上海市工会条例.
_MAKES_ANOTHER = frozenset("际省市县区州港澳台湾")
_QUOTES = (("“", "”"), ("「", "」"), ("『", "』"))
_HALF_WIDTH = str.maketrans("()", "（）")
#: Of what stands before an article so many characters tell whether another text is meant.
_LONGEST_ENDING = 36
#: A range of more articles than this is a slip of the pen.
_LONGEST_RANGE = 300


class Names(Protocol):
    """What the library knows of laws by name."""

    def canonical(self, name: str) -> str | None:
        """The short title of the law that goes by a name."""

    def ending(self, text: str, end: int) -> tuple[str, int] | None:
        """The short title of the law whose name ends at a place of the text, and where that name begins."""

    def before(self, law: str, annex: int, number: int, suffix: int) -> tuple[int, int] | None:
        """The number of the article that stands before one."""


@dataclass(frozen=True)
class Place:
    """Where a text of a statute itself stands: 本法, 前条 and 前款 are counted from there. ``paragraph`` from 1."""

    law: str
    number: int
    suffix: int = 0
    annex: int = 0
    paragraph: int | None = None
    title: str = ""

    def is_called(self, kind: str) -> bool:
        """Whether 本条例 can mean this text."""
        title = re.sub(r"[（(][^（）()]*[）)]$", "", self.title or self.law)
        return title.endswith(kind) or (kind == "法" and title.endswith("法典"))


@dataclass(frozen=True)
class Mention:
    """A citation and where it stands in the text. ``also`` are the others that it covers: those inside a range."""

    start: int
    end: int
    reference: ArticleReference
    annex: int = 0
    also: tuple[ArticleReference, ...] = ()

    @property
    def references(self) -> tuple[ArticleReference, ...]:
        return (self.reference, *self.also)


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
        return list(_Reading(self, text.translate(_HALF_WIDTH)))

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
        for match in _TOKEN.finditer(self.text):
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
        aside = _ASIDE.match(self.text, end)
        law = None
        if aside:
            end = aside.end()
            law = self._law_called(f"{name}（{aside['inside']}）")
        law = law or self._law_called(name) or name.removeprefix("中华人民共和国")
        if aside and (short := _SHORT_FORM.search(aside["inside"])):
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
        number = _number(match["annex_number"] or "一", HIGHEST_SUFFIX) or 1
        named = self._named_before(match.start()) or self._own_head(match.start())
        start = named.start if named else match.start()
        self.head = _Head(named.law if named else None, start, match.end(), annex=number)

    # --- what names an article

    def _read_article(self, match: re.Match[str]) -> Mention | None:
        suffix_text = match["article"].partition("条")[2].removeprefix("之")
        numbers = _numbers(match["article"].partition("条")[0], HIGHEST_NUMBER)
        suffix = (_number(suffix_text, HIGHEST_SUFFIX) if suffix_text else 0) if numbers else None
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
        number = _number(match["plain"][:-1], HIGHEST_NUMBER)
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
        for _step in range(_number(match["before_count"] or "一", 9) or 1):
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
        count = _number(match["above_count"] or "一", 9) or 1
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
        numbers = _numbers(match[part], HIGHEST_NUMBER)
        gap = self.text[self.chain.end : match.start()] if self.chain else None
        if gap is not None and self.chain and (gap == "" or _JOINED.fullmatch(gap)):
            if self.chain.law is None or not numbers:
                return None
            base, annex = self.last, self.chain.annex
            between = self._between_parts(base, part, numbers[0]) if _RANGE.fullmatch(gap) else []
        elif numbers and (own := self._own_reference(match.start())) and self.reader.place:
            base, annex, between = own, self.reader.place.annex, []
        else:
            return None
        if part == "paragraph":
            base = base._replace(item=None)
        references = [_with_part(base, part, number) for number in [*numbers, *between]]
        self.last = references[len(numbers) - 1]
        self.chain = _Head(base.law, match.start(), match.end(), annex)
        return Mention(match.start(), match.end(), references[0], annex, tuple(references[1:]))

    def _extend(self, kind: str, match: re.Match[str]) -> bool:
        """第三十九条 goes on without a break: 第三十九条第一款第（二）项 is one citation."""
        if self.open is None or self.open.also or self.open.end != match.start():
            return False
        numbers = _numbers(match[kind], HIGHEST_NUMBER)
        if not numbers:
            return False
        references = [_with_part(self.open.reference, kind, number) for number in numbers]
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
        if self.chain and _JOINED.fullmatch(self.text, self.chain.end, start):
            return self.chain
        if _OTHER_TEXT.search(self.text, max(0, start - _LONGEST_ENDING), start):
            return None
        return self._own_head(start) or self._last_named(start)

    def _named_before(self, start: int) -> _Head | None:
        """The law named right before a place, with 《》 or without."""
        if self.head and _ADJACENT.fullmatch(self.text, self.head.end, start):
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
        if self.text[begin - 1 : begin] in _MAKES_ANOTHER and begin:
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
        return any(self.text.rfind(opens, 0, place) > self.text.rfind(shuts, 0, place) for opens, shuts in _QUOTES)

    # --- ranges

    def _between(self, number: int) -> list[int]:
        """The articles inside 第三十九条至第四十一条."""
        if self.chain is None or not _RANGE.match(self.text, self.chain.end):
            return []
        first = self.last.number
        return list(range(first + 1, number)) if first < number <= first + _LONGEST_RANGE else []

    @staticmethod
    def _between_parts(base: ArticleReference, part: str, number: int) -> list[int]:
        first = getattr(base, part) or 0
        return list(range(first + 1, number)) if 0 < first < number <= first + _LONGEST_RANGE else []


def _with_part(reference: ArticleReference, part: str, number: int) -> ArticleReference:
    return reference._replace(item=number) if part == "item" else reference._replace(paragraph=number)


def _number(text: str, highest: int) -> int | None:
    try:
        number = from_chinese(text)
    except ValueError:
        return None
    return number if 1 <= number <= highest else None


def _numbers(text: str, highest: int) -> list[int]:
    """第一、三款 → 1, 3; 第（一）至（三）项 → 1, 2, 3. Nothing where one of them is no number."""
    numbers: list[int] = []
    for match in _NUMBERS.finditer(text):
        number = _number(match["n"], highest)
        if number is None:
            return []
        if match["range"] and numbers and numbers[-1] < number <= numbers[-1] + _LONGEST_RANGE:
            numbers.extend(range(numbers[-1] + 1, number))
        numbers.append(number)
    return numbers


def sentence_around(text: str, start: int, end: int, longest: int = 300) -> str:
    """The sentence in which a citation stands, in at most so many characters."""
    before = max(text.rfind(mark, 0, start) for mark in "。！？；\n")
    after = [place for mark in "。！？；\n" if (place := text.find(mark, end)) >= 0]
    sentence_end = min(after, default=len(text) - 1) + 1
    begin = before + 1
    if sentence_end - begin > longest:
        begin = max(begin, start - longest // 2)
        sentence_end = min(sentence_end, begin + longest)
    return text[begin:sentence_end].strip()
