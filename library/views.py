"""Reading the law: pages that a visitor may see, the same for everybody; ``?on=`` shows each on another day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import uri_to_iri
from django.views.decorators.http import require_safe

from library.citing.reverse import citing
from library.comparison.lineage import lineage, stages
from library.enums import StatuteKind
from library.front_door import front_door
from library.marginalia.margin import margin_of
from library.models import Article, Statute, StatuteVersion
from library.numerals import article_label
from library.presentation import sections_of
from library.queries import topics_in_use
from library.reading import how_many_on_topics, reading_on
from library.references import ArticleKey, parse_key
from library.sections import sections
from library.time_travel import DAY_PARAMETER, Reading, day_asked, on_day

STATUTES_A_PAGE = 60


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The front door; the law of another day has a page of its own."""
    if DAY_PARAMETER in request.GET:
        return HttpResponseRedirect(f"{reverse('library:statutes')}?{request.GET.urlencode()}")
    return render(request, "library/index.html", {"door": front_door(timezone.localdate())})


@require_safe
def statutes(request: HttpRequest) -> HttpResponse:
    """All statutes by kind, narrowed by ``?kind=``; for another day those in force then."""
    day, today = day_asked(request), timezone.localdate()
    statutes = Statute.objects.published() if day == today else Statute.objects.in_force_on(day)
    kinds = statutes.kinds()
    kind = request.GET.get("kind", "")
    if kind in StatuteKind:
        statutes = statutes.of_kind(kind)
    pages = Paginator(statutes.by_rank().with_versions_to_read(day), STATUTES_A_PAGE)
    return render(
        request,
        "library/statutes.html",
        {
            "day": day,
            "other_day": None if day == today else day,
            "page": pages.get_page(request.GET.get("page")),
            "kinds": kinds,
            "kind": kind,
        },
    )


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """All topics, each with what an editor says of it and how much there is."""
    many = how_many_on_topics()
    topics = [(topic, many.get(topic.pk, 0)) for topic in topics_in_use().select_related("intro")]
    return render(request, "library/topics.html", {"topics": topics})


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """All that the library holds on one topic; of the statutes, on another day, those in force then."""
    topic = get_object_or_404(topics_in_use().select_related("intro"), slug=slug)
    day, today = day_asked(request), timezone.localdate()
    statutes = Statute.objects.published() if day == today else Statute.objects.in_force_on(day)
    lists = {section.kind: section.url for section in sections()}
    return render(
        request,
        "library/topic.html",
        {
            "day": day,
            "other_day": None if day == today else day,
            "topic": topic,
            "statutes": statutes.on_topic(topic).by_rank().with_versions_to_read(day),
            "groups": [(group, lists.get(group.kind, "")) for group in reading_on(topic)],
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
            "margin": margin_of(request.user, article) if request.user.is_authenticated else None,
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
