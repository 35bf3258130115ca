"""The endpoints: statutes and articles, lists and single ones. docs/api.md explains them."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page
from rest_framework.exceptions import APIException, Throttled
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api import APIField
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet

from library.api import fields
from library.api.parameters import (
    ArticleFilter,
    BoundedPagination,
    OrderFilter,
    SearchFilter,
    StatuteFilter,
    check,
    day_of,
    key_of,
    statute_named,
)
from library.api.throttles import AddressThrottle
from library.models import Article, Statute

#: How long, in seconds, an answer may be kept by whoever asked.
ANSWER_AGE = 300


class AlwaysJSON(BaseContentNegotiation):
    """There is one format, whatever a client says that it accepts."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return parsers[0]

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


@method_decorator(conditional_page, name="dispatch")
class LawAPIViewSet(BaseAPIViewSet):
    """What both endpoints share: everybody may read, from any site; nobody is known; mistakes are said in JSON."""

    authentication_classes: ClassVar[list[type]] = []
    permission_classes: ClassVar[list[type]] = []
    renderer_classes: ClassVar = [JSONRenderer]
    content_negotiation_class = AlwaysJSON
    throttle_classes: ClassVar = [AddressThrottle]
    pagination_class = BoundedPagination
    base_serializer_class = fields.LawSerializer
    meta_fields: ClassVar = [*BaseAPIViewSet.meta_fields, fields.html_url]
    known_query_parameters = frozenset({"limit", "offset", "fields", "order", "search", "search_operator", "on"})
    find_query_parameters: ClassVar[frozenset[str]] = frozenset()
    #: By what a list may be ordered, and the columns that make it.
    orders: ClassVar[dict[str, tuple[str, ...]]] = {}
    filters: ClassVar[frozenset[str]] = frozenset()

    #: The day on which the law is read.
    day: dt.date

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        lists = self.action == "listing_view"
        known = self.known_query_parameters | self.filters if lists else frozenset({"fields", "on"})
        check(request.GET, known | (self.find_query_parameters if self.action == "find_view" else frozenset()))
        self.day = day_of(request.GET)

    def check_query_parameters(self, queryset: Any) -> None:
        """Done for every endpoint in ``initial``."""

    def searchable(self) -> Any:
        """What a search may find on the day, said in fields that search engines can filter by."""
        raise NotImplementedError

    def find_object(self, queryset: Any, request: Request) -> Any:
        raise NotImplementedError

    def find_view(self, request: Request) -> HttpResponseRedirect:
        """To the one that the parameters name, on the host that was asked."""
        found = self.find_object(self.get_queryset(), request)
        query = request.GET.copy()
        for name in self.find_query_parameters:
            query.pop(name, None)
        address = self.request.wagtailapi_router.get_object_detail_urlpath(self.model, found.pk)
        return HttpResponseRedirect(f"{address}?{query.urlencode()}" if query else address)

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, Http404):
            return Response({"message": _("There is nothing here.")}, status=404)
        if isinstance(exc, BadRequestError):
            return Response({"message": str(exc)}, status=400)
        response: Response = super().handle_exception(exc)
        if isinstance(exc, Throttled):
            wait = {"seconds": int(exc.wait or 0) + 1}
            response.data = {"message": _("Too many requests. Ask again in %(seconds)d seconds.") % wait}
        elif isinstance(exc, APIException):
            response.data = {"message": str(exc.detail)}
        return response

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        fresh = response.status_code == 200
        response["Cache-Control"] = f"public, max-age={ANSWER_AGE}" if fresh else "no-store"
        return response


class StatutesAPIViewSet(LawAPIViewSet):
    """Statutes, each in the version to read on the day."""

    name = "statutes"
    model = Statute
    filter_backends: ClassVar = [StatuteFilter, OrderFilter, SearchFilter]
    filters = StatuteFilter.parameters
    find_query_parameters = frozenset({"name"})
    orders: ClassVar = {"title": ("title",), "id": ("id",)}
    body_fields: ClassVar = [
        "id",
        APIField("title"),
        APIField("short_title"),
        APIField("slug"),
        APIField("kind"),
        fields.kind_label,
        APIField("issuer"),
        APIField("repealed_on"),
        fields.statute_status,
        fields.topics,
        fields.statute_version,
        fields.versions,
        fields.links,
        fields.history,
        fields.preamble,
        fields.statute_divisions,
    ]
    listing_default_fields: ClassVar = [
        *BaseAPIViewSet.listing_default_fields,
        *("html_url", "title", "short_title", "slug", "kind", "kind_label", "status", "version"),
    ]
    detail_only_fields: ClassVar = ["history", "preamble", "divisions"]

    def get_queryset(self) -> Any:
        statutes = Statute.objects.published().with_versions_to_read(self.day, whole=self.action == "detail_view")
        return statutes.with_topics().order_by("title")

    def searchable(self) -> Any:
        return Statute.objects.with_published_text().with_versions_to_read(self.day).with_topics()

    def get_object(self) -> Statute:
        if not hasattr(self, "_cached_object"):
            self._cached_object = get_object_or_404(self.get_queryset(), **self.kwargs)
        return self._cached_object

    def detail_view(self, request: Request, pk: int | None = None, slug: str | None = None) -> Response:
        return Response(self.get_serializer(self.get_object()).data)

    def find_object(self, queryset: Any, request: Request) -> Statute:
        return statute_named(request.GET.get("name", ""))

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        """The address of a statute here may hold its id, or what its page on the site is called by."""
        by_slug = path("<str:slug>/", cls.as_view({"get": "detail_view"}), name="detail_by_slug")
        return [*super().get_urlpatterns(), by_slug]

    @classmethod
    def get_object_detail_urlpath(cls, model: Any, pk: int, namespace: str = "") -> str:
        return reverse(f"{namespace}:detail", kwargs={"pk": pk})


class ArticlesAPIViewSet(LawAPIViewSet):
    """Articles in force on the day; a single one by its id, in whatever published version."""

    name = "articles"
    model = Article
    filter_backends: ClassVar = [ArticleFilter, OrderFilter, SearchFilter]
    filters = ArticleFilter.parameters
    find_query_parameters = frozenset({"statute", "key"})
    orders: ClassVar = {
        "position": ("version__statute__title", "position"),
        "number": ("number", "suffix", "id"),
        "effective_from": ("version__effective_from", "id"),
        "id": ("id",),
    }
    body_fields: ClassVar = [
        "id",
        fields.article_statute,
        fields.article_version,
        fields.article_status,
        APIField("number"),
        APIField("suffix"),
        APIField("annex"),
        APIField("position"),
        fields.article_key,
        fields.article_label,
        fields.article_divisions,
        APIField("text"),
        APIField("paragraphs"),
        fields.citation,
        fields.cited_by,
    ]
    listing_default_fields: ClassVar = [
        *BaseAPIViewSet.listing_default_fields,
        *("html_url", "statute", "status", "number", "suffix", "key", "label", "text"),
    ]
    detail_only_fields: ClassVar = ["cited_by"]

    def get_queryset(self) -> Any:
        published = self.action == "detail_view"
        articles = Article.objects.published() if published else Article.objects.in_force_on(self.day)
        return articles.select_related("version__statute").with_divisions().order_by(*self.orders["position"])

    def searchable(self) -> Any:
        return Article.objects.in_force_on(self.day).select_related("version__statute").with_divisions()

    def find_object(self, queryset: Any, request: Request) -> Article:
        number, suffix = key_of({"key": request.GET.get("key", "")})
        statute = statute_named(request.GET.get("statute", ""))
        return get_object_or_404(queryset.in_body(), version__statute=statute, number=number, suffix=suffix)

    def detail_view(self, request: Request, pk: int) -> Response:
        return Response(self.get_serializer(self.get_object()).data)


router = WagtailAPIRouter("api")
router.register_endpoint("statutes", StatutesAPIViewSet)
router.register_endpoint("articles", ArticlesAPIViewSet)
