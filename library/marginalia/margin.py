"""Where a member's marks stand in the text that is open, whichever version they were made on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from accounts.models import Member
from library.comparison.articles import key_of
from library.comparison.lineage import continued
from library.enums import AnnotationKind
from library.models import Annotation, Article, StatuteVersion
from library.references import ArticleKey


@dataclass
class Margin:
    """What stands beside one article."""

    bookmark: Annotation | None = None
    notes: list[Annotation] = field(default_factory=list)
    text: str = ""

    @property
    def passages(self) -> list[str]:
        """Those marked that the text still holds."""
        return [note.quote for note in self.notes if note.quote and note.quote in self.text]

    @property
    def entries(self) -> list[tuple[Annotation, bool]]:
        """Each highlight and note, and whether its passage has gone from the text since."""
        return [(note, bool(note.quote) and note.quote not in self.text) for note in self.notes]


def margin_of(member: Member, article: Article) -> Margin:
    """A member's marks on an article, those made on its other versions too."""
    key = key_of(article)
    margin = Margin(text=article.text)
    for annotation in Annotation.objects.of(member).on_statute(article.version.statute):
        if _key_in(annotation, article.version) != key:
            continue
        if annotation.kind == AnnotationKind.BOOKMARK:
            margin.bookmark = annotation
        else:
            margin.notes.append(annotation)
    return margin


@dataclass(frozen=True)
class MarkedArticle:
    """An article of a member's collection, as it reads today, with what stands beside it; ``article`` is ``None``
    where nothing continues the one that was marked."""

    label: str
    article: Article | None
    annotations: list[Annotation]

    @property
    def url(self) -> str:
        return self.article.get_absolute_url() if self.article else ""


def collection_of(annotations: Iterable[Annotation], current: dict[int, StatuteVersion]) -> list[MarkedArticle]:
    """Marks by article, the article marked last first. ``current`` holds today's version of each statute by its key."""
    by_place: dict[tuple[int, ArticleKey | None, str], list[Annotation]] = defaultdict(list)
    for annotation in annotations:
        version = current.get(annotation.version.statute_id)
        key = _key_in(annotation, version) if version else None
        by_place[(annotation.version.statute_id, key, "" if key else annotation.label)].append(annotation)
    articles = _articles_at(by_place, current)
    return [
        MarkedArticle(str(articles.get((statute, key)) or marks[0]), articles.get((statute, key)), marks)
        for (statute, key, _label), marks in by_place.items()
    ]


def _articles_at(
    places: Iterable[tuple[int, ArticleKey | None, str]], current: dict[int, StatuteVersion]
) -> dict[tuple[int, ArticleKey | None], Article]:
    wanted = {(current[statute].pk, key): statute for statute, key, _label in places if key}
    found = Article.objects.in_body().of_versions({version for version, _key in wanted})
    articles: dict[tuple[int, ArticleKey | None], Article] = {}
    for article in found:
        if statute := wanted.get((article.version_id, key_of(article))):
            article.version = current[statute]
            articles[(statute, key_of(article))] = article
    return articles


def _key_in(annotation: Annotation, version: StatuteVersion) -> ArticleKey | None:
    """What continues the marked article in a version."""
    key: ArticleKey = (0, annotation.number, annotation.suffix)
    if annotation.version_id == version.pk:
        return key
    return continued(annotation.version, version).get(key)
