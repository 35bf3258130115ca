"""What there is to read beside the statutes: pages of several types, found by topic and by the articles they cite.

Every type is registered as a source. Apps above this one register theirs in their ``AppConfig.ready``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Case, Count, IntegerField, OuterRef, Q, Subquery, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber
from django.urls import reverse
from django.utils.functional import Promise
from taggit.models import Tag
from wagtail.models import Page

from library.references import ArticleReference

#: How near two pages are. One article in common says more than a law, and a law more than a topic.
SHARED_ARTICLE, SHARED_LAW, SHARED_TOPIC = 6, 2, 1
#: Of a page that cites more, the first are compared: the condition has to stay of a size that a database takes.
MOST_COMPARED = 30
RELATED_SHOWN = 6
RESTING_SHOWN = 24
SHOWN_OF_A_KIND = 8


def _page_address(path: str) -> str:
    return reverse("wagtail_serve", args=[path])


@dataclass(frozen=True)
class ReadingSource:
    """One type of page. ``pages`` gives those that anybody may read, in the order of a list; ``address`` makes a
    page's address of its path below the site's front page."""

    kind: str
    label: str | Promise
    model: type[Page]
    pages: Callable[[], models.QuerySet[Any]]
    address: Callable[[str], str] = _page_address

    @property
    def cites(self) -> bool:
        """Whether its pages keep rows of what they cite."""
        return hasattr(self.model, "citations")

    def citations(self) -> tuple[models.QuerySet[Any], str]:
        """The rows of what its pages cite, and the name of the field that leads from a row to its page."""
        relation: Any = self.model._meta.get_field("citations")
        return relation.related_model._default_manager.all(), relation.remote_field.name

    def tagged(self) -> models.QuerySet[Any]:
        """The rows that give its readable pages their topics."""
        through = self.model.topics.through  # type: ignore[attr-defined]
        return through.objects.filter(content_object__in=self.pages().order_by().values("pk"))


@dataclass(frozen=True)
class ReadingLink:
    """A page to go on to."""

    kind: str
    label: str
    title: str
    summary: str
    url: str


@dataclass(frozen=True)
class ReadingGroup:
    """Pages of one type; ``more`` says that there are others."""

    kind: str
    label: str
    links: list[ReadingLink]
    more: bool


_sources: dict[type[Page], ReadingSource] = {}


def register_reading(source: ReadingSource) -> None:
    """Offer the pages of a type on topic pages and as related reading. Registering a type again replaces it."""
    _sources[source.model] = source


def reading_sources() -> list[ReadingSource]:
    """The library's own first, then those of the apps above it."""
    return sorted(_sources.values(), key=lambda source: source.model._meta.app_label != "library")


def _link(source: ReadingSource, title: str, summary: str, path: str, root: str | None) -> ReadingLink:
    return ReadingLink(source.kind, str(source.label), title, summary, source.address(path.removeprefix(root or "/")))


def _links(source: ReadingSource, limit: int, **where: Any) -> list[ReadingLink]:
    rows = source.pages().filter(**where).with_root().values_list("title", "summary", "url_path", "root_path")  # type: ignore[attr-defined]
    return [_link(source, *row) for row in rows[:limit]]


def first_of_each(wanted: dict[type[Page], int]) -> dict[type[Page], list[ReadingLink]]:
    """So many of each type, the first in the order of its list; in one query."""
    parts = []
    for model, how_many in wanted.items():
        pages = _sources[model].pages()
        first = model._default_manager.filter(pk__in=pages.values("pk")[:how_many]).order_by()
        place = Window(RowNumber(), order_by=list(pages.query.order_by))
        parts.append((_sources[model], first.annotate(place=place)))
    found: dict[type[Page], list[ReadingLink]] = {model: [] for model in wanted}
    for source, link in _together(parts, order=("source", "place"), limit=sum(wanted.values())):
        found[source.model].append(link)
    return found


def reading_on(topic: Tag) -> list[ReadingGroup]:
    """What carries a topic, by type, in one query for each type."""
    groups = []
    for source in reading_sources():
        if links := _links(source, SHOWN_OF_A_KIND + 1, topics=topic):
            more = len(links) > SHOWN_OF_A_KIND
            groups.append(ReadingGroup(source.kind, str(source.label), links[:SHOWN_OF_A_KIND], more))
    return groups


def how_many_on_topics() -> dict[int, int]:
    """How many readable pages carry each topic, by its key, in one query."""
    rows = [source.tagged().order_by().values_list("tag_id", "content_object_id") for source in reading_sources()]
    counted: dict[int, int] = {}
    for tag, _page in rows[0].union(*rows[1:], all=True):
        counted[tag] = counted.get(tag, 0) + 1
    return counted


def laws_most_cited() -> list[str]:
    """Short titles of the laws that readable pages cite, those cited by the most pages first, in one query."""
    rows = []
    for source in reading_sources():
        if source.cites:
            citations, page = source.citations()
            readable = citations.filter(**{f"{page}__in": source.pages().order_by().values("pk")})
            rows.append(
                readable.order_by().values("law").annotate(pages=Count(page, distinct=True)).values_list("law", "pages")
            )
    cited: dict[str, int] = {}
    for law, pages in rows[0].union(*rows[1:], all=True):
        cited[law] = cited.get(law, 0) + pages
    return sorted(cited, key=lambda law: (-cited[law], law))


def related_to(page: Any, limit: int = RELATED_SHOWN) -> list[ReadingLink]:
    """Pages of whatever type that share articles, laws and topics with one, the nearest first, in one query."""
    references = page.references[:MOST_COMPARED]
    topics = [topic.pk for topic in page.topics.all()]
    if not (references or topics):
        return []
    near = [
        (
            source,
            source.pages()
            .order_by()
            .exclude(pk=page.pk)
            .annotate(nearness=_nearness(source, references, topics))
            .filter(nearness__gt=0),
        )
        for source in reading_sources()
    ]
    return [link for _source, link in _together(near, order=("-nearness", "title"), limit=limit)]


def _together(
    parts: list[tuple[ReadingSource, models.QuerySet[Any]]], *, order: tuple[str, ...], limit: int
) -> list[tuple[ReadingSource, ReadingLink]]:
    """Links to the pages of several sources, ordered together, in one query."""
    shown = ["title", "summary", "url_path", "root_path"]
    ordered_by = [name for name in (field.removeprefix("-") for field in order) if name not in {*shown, "source"}]
    rows = [
        pages.with_root()  # type: ignore[attr-defined]
        .annotate(source=Value(number, output_field=IntegerField()))
        .values_list("source", *shown, *ordered_by)
        for number, (_source, pages) in enumerate(parts)
    ]
    found = rows[0].union(*rows[1:], all=True).order_by(*order)[:limit]
    sources = [source for source, _pages in parts]
    return [(sources[number], _link(sources[number], *row[: len(shown)])) for number, *row in found]


def _nearness(source: ReadingSource, references: list[ArticleReference], topics: list[int]) -> Any:
    """What pages of a source have in common with the references and topics, weighted."""
    through = source.model.topics.through  # type: ignore[attr-defined]
    nearness: Any = SHARED_TOPIC * _how_many(through.objects.filter(tag__in=topics), "content_object", Count("tag"))
    if source.cites and references:
        citations, page = source.citations()
        articles = list(dict.fromkeys((law, number, suffix) for law, number, suffix, *_rest in references))
        named = [Q(law=law, number=number, suffix=suffix) for law, number, suffix in articles]
        which = Case(*(When(name, then=place) for place, name in enumerate(named)), output_field=IntegerField())
        laws = citations.filter(law__in={law for law, *_rest in articles})
        nearness += SHARED_ARTICLE * _how_many(laws, page, Count(which, distinct=True))
        nearness += SHARED_LAW * _how_many(laws, page, Count("law", distinct=True))
    return nearness


def _how_many(rows: models.QuerySet[Any], page: str, count: Count) -> Any:
    """Of the rows that lead to a page, how many; none is 0."""
    counted = rows.filter(**{page: OuterRef("pk")}).order_by().values(page).annotate(how_many=count).values("how_many")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
