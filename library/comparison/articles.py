"""Two versions article by article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from library.comparison.matching import Candidate, match
from library.comparison.texts import TextSpan, compare_texts
from library.comparison.typography import fold
from library.enums import ChangeKind
from library.models import Article, StatuteVersion
from library.references import ArticleKey


@dataclass(frozen=True)
class ArticleChange:
    """What became of one article: ``old`` is missing from one added, ``new`` from one removed."""

    kind: ChangeKind
    old: Article | None
    new: Article | None

    @classmethod
    def of(cls, old: Article | None, new: Article | None) -> ArticleChange:
        """What became of an article that is known to be the same in both versions, or to be in one of them alone."""
        if old is None or new is None:
            return cls(ChangeKind.REMOVED if old else ChangeKind.ADDED, old, new)
        if fold(old.text) == fold(new.text):
            kind = ChangeKind.UNCHANGED if key_of(old) == key_of(new) else ChangeKind.RENUMBERED
        else:
            kind = ChangeKind.CHANGED if key_of(old) == key_of(new) else ChangeKind.MOVED_AND_CHANGED
        return cls(kind, old, new)

    @property
    def article(self) -> Article:
        """The article as it now is, or as it last was."""
        article = self.new or self.old
        assert article is not None  # noqa: S101  one of the two is always there
        return article

    @property
    def spans(self) -> list[TextSpan]:
        """Its words: those that stayed, those added and those removed."""
        return compare_texts(self.old.text if self.old else "", self.new.text if self.new else "")


def compare_versions(old: StatuteVersion, new: StatuteVersion) -> list[ArticleChange]:
    """Every article of both versions, in two queries; see ``compare_articles``."""
    return compare_articles(_articles_of(old), _articles_of(new))


def compare_articles(old: Sequence[Article], new: Sequence[Article]) -> list[ArticleChange]:
    """Every article of two versions once, annexes too.

    In the order of the new text; one removed stands behind what continues the article before it.
    """
    pairs = match([_candidate(article) for article in old], [_candidate(article) for article in new])
    origins = {now: before for before, now in pairs.items()}
    changes = [
        ArticleChange.of(old[origins[place]] if place in origins else None, article)
        for place, article in enumerate(new)
    ]
    removed: dict[int, list[ArticleChange]] = {}
    behind = -1
    for place, article in enumerate(old):
        behind = pairs.get(place, behind)
        if place not in pairs:
            removed.setdefault(behind, []).append(ArticleChange.of(article, None))
    ordered = removed.get(-1, [])
    for place, change in enumerate(changes):
        ordered += [change, *removed.get(place, [])]
    return ordered


def _articles_of(version: StatuteVersion) -> list[Article]:
    articles = list(version.articles.all())
    for article in articles:
        article.version = version
    return articles


def key_of(article: Article) -> ArticleKey:
    """What names it within its version."""
    return (article.annex, article.number, article.suffix)


def _candidate(article: Article) -> Candidate:
    return Candidate(key_of(article), fold(article.text))
