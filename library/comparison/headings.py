"""The headings of two versions: which chapter became which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from library.comparison.articles import ArticleChange
from library.comparison.typography import fold
from library.enums import ChangeKind
from library.models import Article, Division


@dataclass(frozen=True)
class HeadingChange:
    """What became of one heading: ``old`` is missing from one added, ``new`` from one removed."""

    kind: ChangeKind
    old: Division | None
    new: Division | None

    @classmethod
    def of(cls, old: Division | None, new: Division | None) -> HeadingChange:
        """What became of a heading that is known to be the same in both versions, or to be in one of them alone."""
        if old is None or new is None:
            return cls(ChangeKind.REMOVED if old else ChangeKind.ADDED, old, new)
        if _title(old) == _title(new):
            kind = ChangeKind.UNCHANGED if old.label == new.label else ChangeKind.RENUMBERED
        else:
            kind = ChangeKind.CHANGED if old.label == new.label else ChangeKind.MOVED_AND_CHANGED
        return cls(kind, old, new)


def compare_headings(
    old: Sequence[Division], new: Sequence[Division], changes: Iterable[ArticleChange]
) -> list[HeadingChange]:
    """Every heading of two versions once, in the order of the new text, those removed last.

    A heading continues that of the same rank and title, else that of the same rank from which most of its articles
    come; ``changes`` are those of the articles.
    """
    origins = _same_titles(old, new)
    votes = _articles_in_common(old, new, changes)
    waiting = {division.pk for division in old} - {origin.pk for origin in origins.values()}
    by_pk = {division.pk: division for division in old}
    for (old_pk, new_pk), _count in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0])):
        if new_pk not in origins and old_pk in waiting:
            origins[new_pk] = by_pk[old_pk]
            waiting.discard(old_pk)
    found = [HeadingChange.of(origins.get(division.pk), division) for division in new]
    return found + [HeadingChange.of(division, None) for division in old if division.pk in waiting]


def _title(division: Division) -> str:
    """Without the spaces that printers set between two characters: 总　则."""
    return "".join(fold(division.title).split())


def _same_titles(old: Sequence[Division], new: Sequence[Division]) -> dict[int, Division]:
    """Of several headings of one title (一般规定), those whose headings above agree, in their order."""
    places: dict[tuple[str, ...], list[Division]] = {}
    for division in old:
        places.setdefault(_path(division), []).append(division)
    found = {}
    for division in new:
        if same := places.get(_path(division)):
            found[division.pk] = same.pop(0)
    return found


def _path(division: Division) -> tuple[str, ...]:
    above = _path(division.parent) if division.parent else ()
    return (*above, division.kind, _title(division))


def _articles_in_common(
    old: Sequence[Division], new: Sequence[Division], changes: Iterable[ArticleChange]
) -> Counter[tuple[int, int]]:
    """How many articles went from a heading to another of the same rank, directly or under its own headings."""
    before, now = {d.pk: d for d in old}, {d.pk: d for d in new}
    votes: Counter[tuple[int, int]] = Counter()
    for change in changes:
        if change.old and change.new:
            for above in _upwards(before, change.old):
                for here in _upwards(now, change.new):
                    if above.kind == here.kind:
                        votes[above.pk, here.pk] += 1
    return votes


def _upwards(divisions: dict[int, Division], article: Article) -> Iterator[Division]:
    """The headings above an article, the nearest first."""
    division = divisions.get(article.division_id) if article.division_id else None
    while division:
        yield division
        division = division.parent
