"""What the search box offers while somebody types: articles by reference, statutes by title, pages by title.

Only what every visitor may read is offered, so that an answer is the same for everybody and may be kept. It is asked
of the database alone, in few queries: the index ranks what people mean, titles are found as they are written.
"""

from __future__ import annotations

from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from base.queries import PublishedQuerySet
from library.models import Statute
from library.search.direct import read_mentions
from library.search.named import resolve, statutes_called
from library.search.sources import open_pages, page_sources

#: Longer than this, a text is a question to be answered and no title to be completed.
LONGEST = 40
_MOST_OF_A_KIND = 4
MOST = 8
#: Pages that are looked at for those that are for everybody.
_MOST_LOOKED_AT = 2 * _MOST_OF_A_KIND
_TEASER = 40


class Suggestion(NamedTuple):
    """``kind`` and ``note`` are words for a reader."""

    kind: str
    label: str
    note: str
    url: str


def suggestions(text: str) -> list[Suggestion]:
    """The most likely first; none for what is too long to be a title."""
    words = text.replace("《", " ").replace("》", " ").split()
    if not words or len(text) > LONGEST:
        return []
    articles = _articles(text)
    return (articles + ([] if articles else _statutes(words)) + _pages(words))[:MOST]


def _articles(text: str) -> list[Suggestion]:
    named = resolve(read_mentions(text).mentions, timezone.localdate())
    return [
        Suggestion(_("Article"), str(one.article), one.article.text[:_TEASER], one.url) for one in named if one.article
    ]


def _statutes(words: list[str]) -> list[Suggestion]:
    """The one that is meant, then those that begin alike, the shortest title first."""
    name = "".join(words)
    meant = statutes_called([name], Statute.objects.published()).get(name)
    titled = Statute.objects.published().titled(words).by_rank()[: 3 * _MOST_OF_A_KIND]
    known = {*titled, meant} if meant else set(titled)
    found = sorted(known, key=lambda one: _distance(one, meant, name))
    return [
        Suggestion(str(one.get_kind_display()), one.short_title, "", one.get_absolute_url())
        for one in found[:_MOST_OF_A_KIND]
    ]


def _distance(statute: Statute, meant: Statute | None, name: str) -> tuple[bool, bool, int, str]:
    title = statute.short_title
    return statute != meant, not title.startswith(name), len(title), title


def _pages(words: list[str]) -> list[Suggestion]:
    sources = {source.model: source for source in page_sources()}
    types = ContentType.objects.get_for_models(*sources)
    by_type = {content_type.pk: sources[model] for model, content_type in types.items()}
    pages = PublishedQuerySet(Page).published().filter(content_type__in=list(by_type))
    for word in words:
        pages = pages.filter(title__icontains=word)
    rows = pages.with_root().order_by("title").values_list("pk", "title", "content_type", "url_path", "root_path")
    found = [
        (by_type[kind], pk, title, path.removeprefix(root or "/"))
        for pk, title, kind, path, root in rows[:_MOST_LOOKED_AT]
    ]
    closed = {source: [pk for of, pk, *_rest in found if of == source] for source in sources.values() if source.open_to}
    opened = {pk for pks in open_pages(closed, AnonymousUser()).values() for pk in pks}
    return [
        Suggestion(str(source.label), title, "", reverse("wagtail_serve", args=[path]))
        for source, pk, title, path in found
        if source not in closed or pk in opened
    ][:_MOST_OF_A_KIND]
