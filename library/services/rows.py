"""The rows of a published text: laid out from its content, taken away when it is published no longer."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F

from library.importers.parsed import ParsedArticle
from library.models import Article, Division, StatuteVersion
from library.models.content import VersionContent
from library.search.outbox import record_changes

#: An article within its version: annex, number, suffix.
ArticleKey = tuple[int, int, int]

BATCH_SIZE = 500
#: Further than any statute has articles, so that none is pushed to where another still stands.
_ASIDE = 1_000_000


def lay_out_rows(version: StatuteVersion, content: VersionContent) -> set[ArticleKey]:
    """Make the version's rows say what the content says. Returns the keys whose text was changed, added or removed.

    An article that keeps its key keeps its row, so that what points at it goes on pointing at it.
    """
    old = {_key(article): article for article in version.articles.all()}
    divisions = _lay_out_divisions(version, content)
    new = {_key(article): article for article in _articles(version, content, divisions)}
    gone = [article.pk for key, article in old.items() if key not in new]
    changed = {key for key in old.keys() | new.keys() if _text(old.get(key)) != _text(new.get(key))}
    if old:
        Article.objects.filter(pk__in=gone).delete()
        version.articles.update(position=F("position") + _ASIDE)
    for key in new.keys() & old.keys():
        new[key].pk = old[key].pk
    Article.objects.bulk_update(
        [article for key, article in new.items() if key in old],
        ["division", "position", "paragraphs", "text"],
        batch_size=BATCH_SIZE,
    )
    Article.objects.bulk_create([article for key, article in new.items() if key not in old], batch_size=BATCH_SIZE)
    record_changes(Article, [article.pk for article in new.values()])
    return changed


def take_away_rows(version: StatuteVersion) -> None:
    """Nothing of the version is to be found any more."""
    record_changes(Article, version.articles.values_list("pk", flat=True))
    version.articles.all().delete()
    version.divisions.all().delete()


def _key(article: Article) -> ArticleKey:
    return article.annex, article.number, article.suffix


def _text(article: Article | None) -> object:
    return None if article is None else article.paragraphs


def _lay_out_divisions(version: StatuteVersion, content: VersionContent) -> list[Division]:
    """The headings from the top down, a level at a time: each needs the row of the one above it."""
    version.divisions.all().delete()
    divisions = [
        Division(version=version, kind=d["kind"], number=d["number"], title=d["title"], position=position)
        for position, d in enumerate(content["divisions"], start=1)
    ]
    parents = [d["parent"] for d in content["divisions"]]
    made: set[int] = set()
    while len(made) < len(divisions):
        level = {
            place for place, parent in enumerate(parents) if place not in made and (parent is None or parent in made)
        }
        if not level:
            raise ValueError("a heading stands under itself")
        for place in level:
            parent = parents[place]
            divisions[place].parent = None if parent is None else divisions[parent]
        Division.objects.bulk_create([divisions[place] for place in sorted(level)])
        made |= level
    return divisions


def _articles(version: StatuteVersion, content: VersionContent, divisions: list[Division]) -> Iterable[Article]:
    for position, written in enumerate(content["articles"], start=1):
        article = ParsedArticle(**written)
        yield Article(
            version=version,
            division=None if article.division is None else divisions[article.division],
            annex=article.annex,
            number=article.number,
            suffix=article.suffix,
            position=position,
            paragraphs=article.paragraphs,
            text=article.text,
        )
