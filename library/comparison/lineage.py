"""One article through the versions of its statute, whatever its number in each; see
docs/decisions/0011-articles-through-time.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.core.cache import caches
from django.db.models import prefetch_related_objects

from library.comparison.articles import ArticleChange, compare_versions, key_of
from library.comparison.layout import Line, inline_lines
from library.comparison.texts import TextSpan
from library.enums import ChangeKind, SpanKind
from library.models import Article, StatuteVersion
from library.references import ArticleKey

#: In seconds. What two texts have in common does not change; the way of comparing them may, with a new release.
KEPT_FOR = 24 * 60 * 60


def continued(old: StatuteVersion, new: StatuteVersion) -> dict[ArticleKey, ArticleKey]:
    """The articles of one version with those of another that continue them; kept by the digests of both texts."""
    [found] = _continued_in([(old, new)])
    return found


def _continued_in(pairs: Iterable[tuple[StatuteVersion, StatuteVersion]]) -> list[dict[ArticleKey, ArticleKey]]:
    """The same of each pair. What is not kept costs one query, however many pairs there are."""
    names = {f"continued:{old.digest}:{new.digest}": (old, new) for old, new in pairs}
    cache = caches["pages"]
    kept: dict[str, dict[ArticleKey, ArticleKey]] = cache.get_many(names)
    missing = {name: pair for name, pair in names.items() if name not in kept}
    prefetch_related_objects([version for pair in missing.values() for version in pair], "articles")
    for name, (old, new) in missing.items():
        changes = compare_versions(old, new)
        kept[name] = {key_of(change.old): key_of(change.new) for change in changes if change.old and change.new}
        cache.set(name, kept[name], KEPT_FOR)
    return [kept[name] for name in names]


def lineage(
    versions: Sequence[StatuteVersion], version: StatuteVersion, key: ArticleKey
) -> dict[StatuteVersion, ArticleKey]:
    """What an article of one version is called in each of ``versions`` (the first to begin first) that has it."""
    found = {version: key}
    place = versions.index(version)
    steps = list(zip(pairwise(versions), _continued_in(pairwise(versions)), strict=True))
    for (earlier, later), keys in reversed(steps[:place]):
        _follow(found, later, earlier, {now: before for before, now in keys.items()})
    for (earlier, later), keys in steps[place:]:
        _follow(found, earlier, later, keys)
    return {each: found[each] for each in versions if each in found}


def _follow(
    found: dict[StatuteVersion, ArticleKey],
    at: StatuteVersion,
    to: StatuteVersion,
    keys: dict[ArticleKey, ArticleKey],
) -> None:
    if at in found and found[at] in keys:
        found[to] = keys[found[at]]


@dataclass(frozen=True)
class Stage:
    """One version in the life of an article, and what it changed there."""

    version: StatuteVersion
    change: ArticleChange

    @property
    def lines(self) -> list[Line]:
        """Its text there with what came and went; one that is new, or gone, has nothing to be told apart from."""
        if self.change.old is None or self.change.new is None:
            return inline_lines([TextSpan(SpanKind.SAME, self.change.article.text)])
        return inline_lines(self.change.spans)


def stages(versions: Sequence[StatuteVersion], articles: Iterable[Article]) -> list[Stage]:
    """What every version did to an article, the last first; a version that left it alone is left out."""
    texts = {article.version_id: article for article in articles}
    before: Article | None = None
    found = []
    for version in versions:
        now = texts.get(version.pk)
        if before or now:
            change = ArticleChange.of(before, now)
            if change.kind != ChangeKind.UNCHANGED:
                found.append(Stage(version, change))
        before = now
    return found[::-1]
