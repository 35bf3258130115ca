"""The desk as an editor sees it: each changed article once, with its two texts, and below it all that cites it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.functional import Promise

from library.citing.sources import kept_sources
from library.comparison.articles import ArticleChange, key_of
from library.comparison.layout import Line, inline_lines, new_lines, old_lines
from library.models import Amendment, AmendmentReview, Article
from library.references import ArticleKey


@dataclass(frozen=True)
class Place:
    """Something that cites a changed article, as its editors know it."""

    review: AmendmentReview
    label: str | Promise
    title: str
    edit_url: str


@dataclass
class ChangedArticle:
    """One article in the text before and in the text after, where it has one."""

    amendment: Amendment
    old: Article | None
    new: Article | None
    places: list[Place] = field(default_factory=list)

    @cached_property
    def _change(self) -> ArticleChange:
        return ArticleChange.of(self.old, self.new)

    @property
    def old_lines(self) -> list[Line]:
        """The text before, with what went."""
        return old_lines(self._change.spans) if self.old else []

    @property
    def new_lines(self) -> list[Line]:
        """The text after, with what came; none where the article is gone."""
        return new_lines(self._change.spans) if self.new else []

    @property
    def inline_lines(self) -> list[Line]:
        """Both in one."""
        return inline_lines(self._change.spans) if self.old else []


def changed_articles(amendments: Iterable[Amendment]) -> list[ChangedArticle]:
    """Each with its texts, in one query for all."""
    amendments = list(amendments)
    wanted: dict[int, set[ArticleKey]] = defaultdict(set)
    for amendment in amendments:
        wanted[amendment.previous_id].add(amendment.key)
        if amendment.new_key:
            wanted[amendment.version_id].add(amendment.new_key)
    texts = {(article.version_id, key_of(article)): article for article in Article.objects.keyed(wanted)}
    return [
        ChangedArticle(
            amendment,
            texts.get((amendment.previous_id, amendment.key)),
            texts.get((amendment.version_id, amendment.new_key)) if amendment.new_key else None,
        )
        for amendment in amendments
    ]


def places_by_article(reviews: Iterable[AmendmentReview]) -> list[ChangedArticle]:
    """Reviews under the article they are about, in their order, in a few queries for all."""
    reviews = list(reviews)
    articles = {a.amendment.pk: a for a in changed_articles({r.amendment_id: r.amendment for r in reviews}.values())}
    titles = titles_of((review.source, review.object_id) for review in reviews)
    sources = kept_sources()
    for review in reviews:
        title = titles.get((review.source, review.object_id), f"#{review.object_id}")
        place = Place(review, sources[review.source][0].label, title, edit_url_of(review))
        articles[review.amendment_id].places.append(place)
    return list(articles.values())


def titles_of(objects: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """By what editors know each object, in one query for each kind."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for where, pk in objects:
        wanted[where].add(pk)
    found: dict[tuple[str, int], str] = {}
    for name, (source, upkeep) in kept_sources().items():
        if pks := wanted.get(name):
            rows = source.objects().filter(pk__in=pks).order_by().values_list("pk", upkeep.title)
            found |= {(name, pk): title for pk, title in rows}
    return found


def edit_url_of(review: AmendmentReview) -> str:
    """Where what cites is rewritten."""
    return kept_sources()[review.source][1].edit_url(review.object_id)
