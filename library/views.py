"""Reading the law: pages that a visitor may see, the same for everybody."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.encoding import uri_to_iri
from django.views.decorators.http import require_safe

from library.citing.reverse import citing
from library.enums import StatuteKind
from library.models import GuideIndexPage, GuidePage, Statute, StatuteVersion
from library.presentation import sections_of
from library.queries import topics_in_use
from library.references import parse_key

STATUTES_A_PAGE = 60


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Statutes by kind, narrowed by ``?kind=``, the topics and the guides."""
    today = timezone.localdate()
    statutes = Statute.objects.published()
    kinds = statutes.kinds()
    kind = request.GET.get("kind", "")
    if kind in StatuteKind:
        statutes = statutes.of_kind(kind)
    pages = Paginator(statutes.by_rank().with_versions_to_read(today), STATUTES_A_PAGE)
    return render(
        request,
        "library/index.html",
        {
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
    """All that the library holds on one topic."""
    topic = get_object_or_404(topics_in_use(), slug=slug)
    return render(
        request,
        "library/topic.html",
        {
            "topic": topic,
            "statutes": Statute.objects.published()
            .on_topic(topic)
            .by_rank()
            .with_versions_to_read(timezone.localdate()),
            "guides": GuidePage.objects.published().on_topic(topic).latest_reviewed(),
        },
    )


@require_safe
def statute(request: HttpRequest, slug: str) -> HttpResponse:
    """A statute as it reads today, whole."""
    version = _version_to_read(slug)
    return render(
        request,
        "library/statute.html",
        {
            "statute": version.statute,
            "version": version,
            "sections": sections_of(version),
            "topics": version.statute.topics.all(),
        },
    )


@require_safe
def article(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """One article as it reads today, at its permanent address."""
    try:
        number, suffix = parse_key(key)
    except ValueError:
        raise Http404 from None
    version = _version_to_read(slug)
    article = get_object_or_404(version.articles.in_body().with_divisions(), number=number, suffix=suffix)
    article.version = version
    before, after = version.articles.in_body().beside(article)
    return render(
        request,
        "library/article.html",
        {
            "statute": version.statute,
            "version": version,
            "article": article,
            "before": before,
            "after": after,
            "address": uri_to_iri(request.build_absolute_uri(article.get_absolute_url())),
            "citing": citing(article, reader=request.user),
        },
    )


def _version_to_read(slug: str) -> StatuteVersion:
    versions = StatuteVersion.objects.to_read_on(timezone.localdate()).select_related("statute")
    version = versions.filter(statute__slug=slug).first()
    if version is None:
        raise Http404
    return version
