"""What was understood of an upload, and what the library has of it already."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.utils.translation import gettext as _

from library.comparison import TextSpan, compare_texts
from library.enums import DivisionKind, SpanKind
from library.importers.dates import read_date
from library.importers.decisions import decided_effect
from library.importers.parsed import ParsedArticle, ParsedDivision, ParsedStatute, Problem, UnreadableStatuteError
from library.importers.reading import read_statute
from library.models import Statute, StatuteUpload, StatuteVersion
from library.models.content import VersionContent
from library.numerals import division_label, key_label
from library.plain_text import write_paragraphs
from library.services.drafting import key_of

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<fields>.*?\r?\n)---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_TAKES_EFFECT = re.compile("自.{0,30}起.{0,6}(?:施行|实施|执行|生效)")
#: Articles whose difference is shown; the rest are counted.
MOST_DIFFERENCES = 60


class Standing(StrEnum):
    """How a text stands to what the library has."""

    NEW_STATUTE = "new_statute"
    NEWER = "newer"
    OLDER = "older"
    SAME = "same"
    DIFFERS = "differs"


@dataclass(frozen=True)
class ReadProblem:
    """A problem with the line that it is about."""

    line: int
    reason: str
    text: str


@dataclass(frozen=True)
class Difference:
    label: str
    spans: list[TextSpan]

    @property
    def is_of_words(self) -> bool:
        """Rather than of spaces and widths, which a printer chooses."""
        return any(span.kind != SpanKind.SAME and span.text.strip() for span in self.spans)


@dataclass(frozen=True)
class Block:
    """A heading, or an article, in their order."""

    heading: str = ""
    level: int = 0
    article: ParsedArticle | None = None


class Understanding:
    """One reading of an upload with what the editor says in the place of what it says."""

    def __init__(self, upload: StatuteUpload) -> None:
        self.upload = upload
        self.text, self._shift = _with_front_matter(upload.text, upload.particulars)
        self.parsed: ParsedStatute | None = None
        self.failure: ReadProblem | None = None
        try:
            self.parsed = read_statute(self.text.encode("utf-8", "replace"), name=upload.name)
        except UnreadableStatuteError as error:
            self.failure = self._locate(error.problem)

    @property
    def problems(self) -> list[ReadProblem]:
        return [self._locate(problem) for problem in self.parsed.problems] if self.parsed else []

    def _locate(self, problem: Problem) -> ReadProblem:
        """In the text as it came, without what was put before it."""
        line = max(problem.line - self._shift, 0) if problem.line else 0
        lines = self.upload.text.splitlines()
        return ReadProblem(line, problem.reason, lines[line - 1].strip() if 0 < line <= len(lines) else "")

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many there are of each thing, in the order of the tree."""
        parsed = self._read
        kinds = [(kind.label, sum(d.kind == kind for d in parsed.divisions)) for kind in DivisionKind]
        paragraphs = [paragraph for article in parsed.articles for paragraph in article.paragraphs]
        counted = [
            *((str(label), count) for label, count in kinds),
            (_("articles"), len(parsed.body)),
            (_("articles of annexes"), len(parsed.articles) - len(parsed.body)),
            ("款", len(paragraphs)),
            ("项", sum(len(paragraph.get("items", [])) for paragraph in paragraphs)),
        ]
        return [(label, count) for label, count in counted if count]

    @property
    def blocks(self) -> list[Block]:
        """Headings and articles as they will be read."""
        parsed, blocks, done = self._read, [], 0
        levels: list[int] = []
        for division in parsed.divisions:
            levels.append(1 if division.parent is None else levels[division.parent] + 1)
        for article in parsed.articles:
            upto = 0 if article.division is None else article.division + 1
            blocks += [_heading(parsed.divisions[place], levels[place]) for place in range(done, upto)]
            done = max(done, upto)
            blocks.append(Block(article=article))
        return blocks + [_heading(parsed.divisions[p], levels[p]) for p in range(done, len(parsed.divisions))]

    @property
    def promulgated_source(self) -> str:
        """Where the day of the text came from."""
        parsed = self._read
        if "promulgated" in self.upload.particulars:
            return _("as you wrote it")
        if _names_field(self.upload.text, "promulgated"):
            return _("from the lines above the title (front matter)")
        if parsed.promulgated_on.isoformat() in self.upload.name:
            return _("from the file's name")
        line = next((line for line in parsed.history if read_date(line) == parsed.promulgated_on), "")
        return _("from the history: %s") % line if line else _("from the text")

    @property
    def effective_source(self) -> str:
        """Where the day of its coming into force came from."""
        parsed = self._read
        if "effective" in self.upload.particulars:
            return _("as you wrote it")
        if parsed.effective_is_given:
            return _("from the lines above the title (front matter)")
        if decided_effect(parsed.short_title, parsed.promulgated_on) == parsed.effective_from:
            return _("from the amending decision, which is known")
        for article in reversed(parsed.articles):
            if _TAKES_EFFECT.search(article.text) and _speaks_of(article.text, parsed):
                return _("from %(article)s: %(text)s") % {"article": article.label, "text": article.text[:60]}
        if parsed.effective_from == parsed.promulgated_on:
            return _("the text names no later day, so the day of the text; check it")
        return _("from the history")

    @cached_property
    def statute(self) -> Statute | None:
        """The statute of this name, where the library has it."""
        return Statute.objects.filter(short_title=self._read.short_title).first()

    @cached_property
    def version(self) -> StatuteVersion | None:
        """The version of this day as it was last saved, where the library has it."""
        if self.statute is None:
            return None
        version = self.statute.versions.filter(promulgated_on=self._read.promulgated_on).first()
        found: StatuteVersion | None = version and version.get_latest_revision_as_object()
        return found

    @cached_property
    def standing(self) -> Standing:
        parsed = self._read
        if self.statute is None:
            return Standing.NEW_STATUTE
        if self.version is not None:
            return Standing.SAME if self.version.digest == parsed.digest else Standing.DIFFERS
        later = self.statute.versions.filter(promulgated_on__gt=parsed.promulgated_on)
        return Standing.OLDER if later.exists() else Standing.NEWER

    @cached_property
    def differences(self) -> list[Difference]:
        """What differs from the text that the library has, article by article and character by character."""
        if self.version is None:
            return []
        parsed = self._read
        old = {_("Preamble"): self.version.preamble, **_parts(self.version.content)}
        new = {_("Preamble"): parsed.preamble, **_parts(parsed.content)}
        names = [*new, *(name for name in old if name not in new)]
        compared = [Difference(name, compare_texts(old.get(name, ""), new.get(name, ""))) for name in names]
        return [difference for difference in compared if difference.is_of_words]

    @property
    def shown_differences(self) -> list[Difference]:
        return self.differences[:MOST_DIFFERENCES]

    @property
    def _read(self) -> ParsedStatute:
        if self.parsed is None:
            raise ValueError("nothing was understood")
        return self.parsed


def _parts(content: VersionContent) -> dict[str, str]:
    """The text of each heading and article by its name."""
    headings = [f"{division_label(d['kind'], d['number'])} {d['title']}" for d in content["divisions"]]
    articles = {key_label(*key_of(a)): write_paragraphs(a["paragraphs"]) for a in content["articles"]}
    return {_("Headings"): "\n".join(headings), **articles}


def _heading(division: ParsedDivision, level: int) -> Block:
    return Block(heading=f"{division.label} {division.title}", level=level)


def _speaks_of(text: str, parsed: ParsedStatute) -> bool:
    """Whether a closing article names the day that was taken, or says that it is counted from promulgation."""
    return read_date(text) == parsed.effective_from or "之日" in text


def _names_field(text: str, name: str) -> bool:
    front = _FRONT_MATTER.match(text)
    return bool(front and re.search(rf"^{name}:", front["fields"], re.MULTILINE))


def _with_front_matter(text: str, particulars: dict[str, str]) -> tuple[str, int]:
    """The text with the editor's particulars before it, and by how many lines that moves it down."""
    if not particulars:
        return text, 0
    front = _FRONT_MATTER.match(text)
    own = front["fields"].splitlines() if front else []
    kept = [line for line in own if line.partition(":")[0].strip() not in particulars]
    fields = kept + [f"{name}: {' '.join(value.split())}" for name, value in particulars.items()]
    head = "\n".join(["---", *fields, "---", ""])
    body = text[front.end() :] if front else text
    shift = len(fields) + 2 - (len(own) + 2 if front else 0)
    return head + body.removeprefix("\ufeff"), shift
