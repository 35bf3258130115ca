"""What a parser understood of a text, before anything is stored."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, field
from typing import cast

from library.enums import DivisionKind, StatuteKind
from library.models.content import ArticleContent, DivisionContent, VersionContent, digest_of
from library.models.statutes import Paragraph
from library.numerals import article_label, division_label, to_chinese


@dataclass(frozen=True)
class Problem:
    """Something that could not be read. ``line`` counts from 1; 0 is the file as a whole."""

    line: int
    reason: str


class UnreadableStatuteError(Exception):
    """The text is no statute that could be stored; ``problem`` says why."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.problem = Problem(line, reason)


@dataclass(frozen=True)
class ParsedDivision:
    """``parent`` is the place of the heading above it among the statute's divisions."""

    kind: DivisionKind
    number: int
    title: str
    parent: int | None

    @property
    def label(self) -> str:
        return division_label(self.kind, self.number)


@dataclass
class ParsedArticle:
    """``division`` is the place of its heading among the statute's divisions."""

    number: int
    suffix: int = 0
    annex: int = 0
    division: int | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)

    @property
    def label(self) -> str:
        return article_label(self.number, self.suffix)

    @property
    def text(self) -> str:
        """Its plain lines, numbered as they are in print."""
        lines = []
        for paragraph in self.paragraphs:
            lines.append(paragraph["text"])
            for item in paragraph.get("items", []):
                lines.append(item.get("mark", f"（{to_chinese(item['number'])}）") + item["text"])
                lines += [sub.get("mark", f"{sub['number']}.") + sub["text"] for sub in item.get("subitems", [])]
            lines += ["　".join(cell for cell in row if cell) for row in paragraph.get("table", [])]
        return "\n".join(line for line in lines if line)


@dataclass
class ParsedStatute:
    """One version of one statute. ``effective_is_given`` when the file itself names the day in its front matter."""

    title: str
    kind: StatuteKind
    issuer: str
    promulgated_on: dt.date
    effective_from: dt.date
    effective_is_given: bool
    history: list[str]
    preamble: str
    divisions: list[ParsedDivision]
    articles: list[ParsedArticle]
    problems: list[Problem]

    @property
    def short_title(self) -> str:
        return self.title.removeprefix("中华人民共和国")

    @property
    def body(self) -> list[ParsedArticle]:
        """The articles that a reader counts: those outside the annexes."""
        return [article for article in self.articles if not article.annex]

    @property
    def chapters(self) -> int:
        """Those of the body."""
        return sum(
            division.kind == DivisionKind.CHAPTER and not self._in_annex(division) for division in self.divisions
        )

    def _in_annex(self, division: ParsedDivision) -> bool:
        while division.parent is not None:
            division = self.divisions[division.parent]
        return division.kind == DivisionKind.ANNEX

    @property
    def content(self) -> VersionContent:
        """Its headings and articles as a version keeps them; ``ParsedArticle(**article)`` reads one back."""
        return {
            "divisions": [cast("DivisionContent", asdict(division)) for division in self.divisions],
            "articles": [cast("ArticleContent", asdict(article)) for article in self.articles],
        }

    @property
    def digest(self) -> str:
        """SHA-256 of the text and its structure: equal text, equal digest, whatever file it came in."""
        return digest_of(self.preamble, self.content)
