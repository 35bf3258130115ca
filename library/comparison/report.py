"""All that a page shows of two versions beside each other."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from library.comparison.articles import ArticleChange, compare_versions
from library.comparison.headings import HeadingChange, compare_headings
from library.comparison.layout import Line, inline_lines, new_lines, old_lines
from library.comparison.texts import TextSpan, compare_texts
from library.enums import ChangeKind
from library.models import Division, StatuteVersion


@dataclass(frozen=True)
class Passage:
    """A stretch of differences, ready to be laid out in either way."""

    spans: list[TextSpan]

    @cached_property
    def inline(self) -> list[Line]:
        return inline_lines(self.spans)

    @cached_property
    def old(self) -> list[Line]:
        return old_lines(self.spans)

    @cached_property
    def new(self) -> list[Line]:
        return new_lines(self.spans)


@dataclass(frozen=True)
class Row:
    """An article in the comparison."""

    change: ArticleChange

    @cached_property
    def passage(self) -> Passage:
        return Passage(self.change.spans)

    @property
    def anchor(self) -> str:
        """Its place on the page; one removed has the number that it had."""
        return self.change.new.anchor if self.change.new else f"removed-{self.change.article.anchor}"


@dataclass
class Part:
    """A heading of the new text with the articles that stand directly under it."""

    heading: HeadingChange | None
    level: int
    rows: list[Row]
    changed: int = 0

    @property
    def anchor(self) -> str:
        return f"division-{self.heading.new.position}" if self.heading and self.heading.new else "beginning"


@dataclass(frozen=True)
class Report:
    """Two versions of one statute, the older first."""

    old: StatuteVersion
    new: StatuteVersion
    changes: list[ArticleChange]
    headings: list[HeadingChange]

    @classmethod
    def on(cls, old: StatuteVersion, new: StatuteVersion) -> Report:
        """Compare them, in four queries."""
        changes = compare_versions(old, new)
        return cls(old, new, changes, compare_headings(_divisions_of(old), _divisions_of(new), changes))

    @cached_property
    def counts(self) -> Counter[ChangeKind]:
        """How many articles each thing happened to."""
        return Counter(change.kind for change in self.changes)

    @property
    def summary(self) -> str:
        """How many articles there were and are, and what became of how many, in a sentence."""
        happened = [
            _("%(what)s %(count)d") % {"what": kind.label, "count": self.counts[kind]}
            for kind in ChangeKind
            if self.counts[kind]
        ]
        return _("%(now)d articles now, %(before)d before: %(happened)s.") % {
            "now": sum(change.new is not None for change in self.changes),
            "before": sum(change.old is not None for change in self.changes),
            "happened": "，".join(happened),
        }

    @property
    def differs(self) -> bool:
        """Whether anything at all is there to be shown as changed."""
        return (
            any(change.kind != ChangeKind.UNCHANGED for change in self.changes)
            or any(heading.kind != ChangeKind.UNCHANGED for heading in self.headings)
            or self.preamble is not None
        )

    @cached_property
    def preamble(self) -> Passage | None:
        """What changed of the words before the first article, if anything."""
        passage = Passage(compare_texts(self.old.preamble, self.new.preamble))
        return passage if self.old.preamble != self.new.preamble else None

    @property
    def removed_headings(self) -> list[HeadingChange]:
        return [heading for heading in self.headings if heading.new is None]

    def parts(self, *, everything: bool) -> list[Part]:
        """The text in its order: all of it, or no more than changed; headings only where something stands below."""
        rows: dict[int | None, list[Row]] = {}
        under = next((change.new.division_id for change in self.changes if change.new), None)
        for change in self.changes:
            under = change.new.division_id if change.new else under
            if everything or change.kind != ChangeKind.UNCHANGED:
                rows.setdefault(under, []).append(Row(change))
        levels: dict[int | None, int] = {None: 0}
        parts = [Part(None, 0, rows[None])] if None in rows else []
        for heading in self.headings:
            if heading.new:
                levels[heading.new.pk] = levels[heading.new.parent_id] + 1
                parts.append(Part(heading, levels[heading.new.pk], rows.get(heading.new.pk, [])))
        for part in parts:
            part.changed = sum(row.change.kind != ChangeKind.UNCHANGED for row in part.rows)
        return parts if everything else _with_something_below(parts)


def _divisions_of(version: StatuteVersion) -> list[Division]:
    """In their order, each knowing the one above it."""
    divisions = list(version.divisions.all())
    by_pk = {division.pk: division for division in divisions}
    for division in divisions:
        if division.parent_id:
            division.parent = by_pk[division.parent_id]
    return divisions


def _with_something_below(parts: list[Part]) -> list[Part]:
    """Without the headings under which nothing changed, nor they themselves."""
    kept: list[Part] = []
    level_below = 0
    for part in reversed(parts):
        changed_itself = part.heading is not None and part.heading.kind != ChangeKind.UNCHANGED
        if part.rows or changed_itself or level_below > part.level:
            kept.append(part)
            level_below = part.level
    return kept[::-1]
