"""Reading the law: pages that a visitor may see, the same for everybody; ``?on=`` shows each on another day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.encoding import uri_to_iri
from django.views.decorators.http import require_safe

from library.citing.reverse import citing
from library.comparison.lineage import lineage, stages
from library.enums import StatuteKind
from library.models import Article, GuideIndexPage, GuidePage, Statute, StatuteVersion
from library.numerals import article_label
from library.presentation import sections_of
from library.queries import topics_in_use
from library.references import ArticleKey, parse_key
from library.time_travel import Reading, day_asked, on_day

STATUTES_A_PAGE = 60


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Statutes by kind, narrowed by ``?kind=``, the topics and the guides; for another day those in force then."""
    day, today = day_asked(request), timezone.localdate()
    statutes = Statute.objects.published() if day == today else Statute.objects.in_force_on(day)
    kinds = statutes.kinds()
    kind = request.GET.get("kind", "")
    if kind in StatuteKind:
        statutes = statutes.of_kind(kind)
    pages = Paginator(statutes.by_rank().with_versions_to_read(day), STATUTES_A_PAGE)
    return render(
        request,
        "library/index.html",
        {
            "day": day,
            "other_day": None if day == today else day,
            "page": pages.get_page(request.GET.get("page")),
            "kinds": kinds,
            "kind": kind,
            "topics": topics_in_use(),
            "guides": GuidePage.objects.published().latest_reviewed()[:6],
            "guide_index": GuideIndexPage.objects.live().first(),
        },
    )


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """All that the library holds on one topic; of the statutes, on another day, those in force then."""
    topic = get_object_or_404(topics_in_use(), slug=slug)
    day, today = day_asked(request), timezone.localdate()
    statutes = Statute.objects.published() if day == today else Statute.objects.in_force_on(day)
    return render(
        request,
        "library/topic.html",
        {
            "day": day,
            "other_day": None if day == today else day,
            "topic": topic,
            "statutes": statutes.on_topic(topic).by_rank().with_versions_to_read(day),
            "guides": GuidePage.objects.published().on_topic(topic).latest_reviewed(),
        },
    )


@require_safe
def statute(request: HttpRequest, slug: str) -> HttpResponse:
    """A statute as it reads on a day, whole."""
    reading = _reading(request, StatuteVersion.objects.of_slug(slug).with_article_count())
    context = {"reading": reading, "statute": reading.statute, "day": reading.day, "other_day": reading.other_day}
    if reading.other_day and not reading.had_begun:
        return render(request, "library/not_begun.html", context)
    return render(
        request,
        "library/statute.html",
        {
            **context,
            "version": reading.version,
            "sections": sections_of(reading.version),
            "topics": reading.statute.topics.all(),
        },
    )


@require_safe
def article(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """One article as it reads on a day, at its permanent address, with what it was in other versions."""
    try:
        number, suffix = parse_key(key)
    except ValueError:
        raise Http404 from None
    reading = _reading(request, StatuteVersion.objects.of_slug(slug))
    context = {"reading": reading, "statute": reading.statute, "day": reading.day, "other_day": reading.other_day}
    names = lineage(reading.versions, reading.version, (0, number, suffix))
    found = list(Article.objects.around(reading.version, (0, number, suffix), names).with_divisions())
    _tell_their_version(found, reading.versions)
    shown = {(a.number, a.suffix): a for a in found if a.version == reading.version}
    article = shown.get((number, suffix))
    if article is None or (reading.other_day and not reading.had_begun):
        return _article_elsewhere(request, context, (0, number, suffix))
    beside = {a.position: a for a in shown.values()}
    history = [a for a in found if names.get(a.version) == (a.annex, a.number, a.suffix)]
    return render(
        request,
        "library/article.html",
        {
            **context,
            "version": reading.version,
            "article": article,
            "before": beside.get(article.position - 1),
            "after": beside.get(article.position + 1),
            "article_today": next((a for a in history if a.version == reading.current), None),
            "stages": stages(reading.versions, history) if len(reading.versions) > 1 else [],
            "address": uri_to_iri(request.build_absolute_uri(on_day(article.get_absolute_url(), reading.other_day))),
            "citing": citing(article, reader=request.user),
        },
    )


def _reading(request: HttpRequest, versions: Iterable[StatuteVersion]) -> Reading:
    """Raises ``Http404`` where no version is published."""
    published = list(versions)
    if not published:
        raise Http404
    return Reading(published, day_asked(request), timezone.localdate())


def _tell_their_version(articles: Iterable[Article], versions: Iterable[StatuteVersion]) -> None:
    """Give each its version as it is known already, and the statute with it."""
    known = {version.pk: version for version in versions}
    for article in articles:
        article.version = known[article.version_id]


def _article_elsewhere(request: HttpRequest, context: dict[str, Any], key: ArticleKey) -> HttpResponse:
    """For a number that the text of the day lacks: which texts have it. Raises ``Http404`` where none does."""
    reading: Reading = context["reading"]
    articles = list(Article.objects.numbered(key, reading.versions))
    if not articles:
        raise Http404
    _tell_their_version(articles, reading.versions)
    _annex, number, suffix = key
    return render(
        request,
        "library/article_elsewhere.html",
        {**context, "label": article_label(number, suffix), "articles": articles},
    )
