"""Which citations an amendment touches: each is followed from the text that was read to every later one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils import timezone

from library.comparison.articles import ArticleChange, key_of
from library.comparison.lineage import continued
from library.enums import AmendmentKind, ChangeKind
from library.models import Article, Citation, StatuteVersion
from library.references import ArticleKey


class Change(NamedTuple):
    """What became of an article between two texts, or by the repeal of the last one; see ``Amendment``."""

    previous: StatuteVersion
    version: StatuteVersion
    kind: AmendmentKind
    key: ArticleKey
    new_key: ArticleKey | None


class Touched(NamedTuple):
    """A citation, and one change of the article that it names."""

    citation: Citation
    change: Change


def touched(citations: Iterable[Citation], versions: Sequence[StatuteVersion]) -> list[Touched]:
    """Every change that came to the cited articles after the text that was read.

    All are of one law. ``versions`` are its published ones, at least one, the first to begin first, with the statute;
    each citation has its ``as_of`` at hand.
    """
    found: list[Touched] = []
    reading: dict[int, list[Citation]] = defaultdict(list)
    for citation in citations:
        reading[_place_of(citation, versions)].append(citation)
    cited: dict[ArticleKey, list[Citation]] = {}
    for place, version in enumerate(versions):
        for citation in reading[place]:
            cited.setdefault((citation.annex, citation.number, citation.suffix), []).append(citation)
        if not cited:
            continue
        if place + 1 == len(versions):
            found += _repealed(version, cited)
        else:
            changes, cited = _carried(version, versions[place + 1], cited)
            found += changes
    return found


def _place_of(citation: Citation, versions: Sequence[StatuteVersion]) -> int:
    """Which text was read. Where that is not known, or was taken back, the one that was the law then, or is today."""
    day = citation.as_of.effective_from if citation.as_of else timezone.localdate()
    return max((place for place, version in enumerate(versions) if version.effective_from <= day), default=0)


def _carried(
    old: StatuteVersion, new: StatuteVersion, cited: dict[ArticleKey, list[Citation]]
) -> tuple[list[Touched], dict[ArticleKey, list[Citation]]]:
    """What changed of the cited articles from one text to the next, and what they are called there."""
    successors = continued(old, new)
    wanted = {old.pk: set(cited), new.pk: {successors[key] for key in cited if key in successors}}
    articles = {
        (article.version_id, key_of(article)): article
        for article in Article.objects.of_versions(wanted)
        if key_of(article) in wanted[article.version_id]
    }
    changes: list[Touched] = []
    later: dict[ArticleKey, list[Citation]] = {}
    for key, citations in cited.items():
        before = articles.get((old.pk, key))
        if before is None:  # an article that the law never had
            continue
        new_key = successors.get(key)
        kind = ArticleChange.of(before, articles.get((new.pk, new_key)) if new_key else None).kind
        if kind != ChangeKind.UNCHANGED:
            change = Change(old, new, AmendmentKind(kind.value), key, new_key)
            changes += [Touched(citation, change) for citation in citations]
        if new_key:
            later.setdefault(new_key, []).extend(citations)
    return changes, later


def _repealed(version: StatuteVersion, cited: dict[ArticleKey, list[Citation]]) -> list[Touched]:
    if version.statute.repealed_on is None:
        return []
    had = {key_of(article) for article in version.articles.all()}
    return [
        Touched(citation, Change(version, version, AmendmentKind.REPEALED, key, None))
        for key, citations in cited.items()
        if key in had
        for citation in citations
    ]
