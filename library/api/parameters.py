"""What a query may ask for, read strictly: a program is better told of a mistake than given something else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from modelsearch.backends import get_search_backend
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request
from wagtail.api.v2.pagination import WagtailPagination
from wagtail.api.v2.utils import BadRequestError

from library.enums import StatuteKind
from library.models import Article, Statute
from library.queries import topics_in_use
from library.references import parse_key
from library.time_travel import parse_day

#: Where nobody reads on, and databases would count for long.
FURTHEST = 100_000
LONGEST_SEARCH = 200
LONGEST_FIELDS = 500


def check(parameters: Mapping[str, str], known: frozenset[str]) -> None:
    """Raises ``BadRequestError`` for a parameter that means nothing here, and for what no database takes."""
    if unknown := sorted(set(parameters) - known):
        names = {"unknown": ", ".join(name[:40] for name in unknown[:5]), "known": ", ".join(sorted(known))}
        raise BadRequestError(_("Unknown parameter: %(unknown)s. There are: %(known)s.") % names)
    for name, value in parameters.items():
        if "\0" in value:
            raise BadRequestError(_("“%(name)s” holds a character that no text has.") % {"name": name})
    if len(parameters.get("fields", "")) > LONGEST_FIELDS:
        raise BadRequestError(_("“fields” is longer than %(count)d characters.") % {"count": LONGEST_FIELDS})


def day_of(parameters: Mapping[str, str]) -> dt.date:
    """The day that ``on`` names; today without it."""
    if "on" not in parameters:
        return timezone.localdate()
    try:
        return parse_day(parameters["on"])
    except ValueError:
        raise BadRequestError(_("“on” is no day. Write it as 2019-05-01.")) from None


def _whole_number(parameters: Mapping[str, str], name: str, default: int, most: int) -> int:
    text = parameters.get(name, str(default))
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most)) and int(text) <= most):
        raise BadRequestError(_("“%(name)s” is a whole number from 0 to %(most)d.") % {"name": name, "most": most})
    return int(text)


class BoundedPagination(WagtailPagination):
    """``limit`` and ``offset`` as in Wagtail, with bounds for both."""

    most = 100

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> Any:
        start = _whole_number(request.GET, "offset", 0, FURTHEST)
        limit = _whole_number(request.GET, "limit", 20, self.most)
        self.view = view
        self.total_count = queryset.count()
        return queryset[start : start + limit]


class StatuteFilter(BaseFilterBackend):
    """``kind``, ``topic``, and ``status``: ``in_force`` on the day, or ``any``."""

    parameters = frozenset({"kind", "topic", "status"})

    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> Any:
        status = request.GET.get("status", "in_force")
        if status not in {"in_force", "any"}:
            raise BadRequestError(_("“status” is in_force or any."))
        if status == "in_force":
            queryset = queryset.in_force_on(view.day)
        if "kind" in request.GET:
            queryset = queryset.filter(kind=_kind(request.GET["kind"]))
        if "topic" in request.GET:
            queryset = queryset.filter(topics__in=topics_in_use().filter(name=request.GET["topic"]))
        return queryset


class ArticleFilter(BaseFilterBackend):
    """``statute`` by address, short title or id, ``key`` or ``number`` of the article, ``kind`` and ``topic``."""

    parameters = frozenset({"statute", "key", "number", "kind", "topic"})

    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> Any:
        asked = request.GET
        if "statute" in asked:
            queryset = queryset.filter(version__statute=statute_named(asked["statute"]))
        if "key" in asked:
            number, suffix = key_of(asked)
            queryset = queryset.filter(number=number, suffix=suffix)
        if "number" in asked:
            queryset = queryset.filter(number=_whole_number(asked, "number", 1, 9999))
        if "kind" in asked:
            queryset = queryset.filter(version__statute__kind=_kind(asked["kind"]))
        if "topic" in asked:
            queryset = queryset.filter(version__statute__topics__in=topics_in_use().filter(name=asked["topic"]))
        return queryset


def statute_named(name: str) -> Statute:
    """A published statute by its address, any of its names or its id. Raises ``BadRequestError`` if there is none."""
    statutes = Statute.objects.published()
    statute = statutes.filter(slug=name).first() or statutes.called([name]).first()
    if statute is None and name.isascii() and name.isdigit() and len(name) < 19:
        statute = statutes.filter(pk=int(name)).first()
    if statute is None:
        raise BadRequestError(_("The library has no statute “%(name)s”.") % {"name": name[:40]})
    return statute


def key_of(parameters: Mapping[str, str]) -> tuple[int, int]:
    try:
        return parse_key(parameters["key"])
    except ValueError:
        raise BadRequestError(_("“key” names an article as its address does: 39 or 120-1.")) from None


def _kind(kind: str) -> str:
    if kind not in StatuteKind:
        raise BadRequestError(_("“kind” is one of: %(kinds)s.") % {"kinds": ", ".join(StatuteKind.values)})
    return kind


class OrderFilter(BaseFilterBackend):
    """``order`` by one of the view's ``orders``; with a minus, backwards."""

    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> Any:
        if "order" not in request.GET:
            return queryset
        order = request.GET["order"]
        if order.removeprefix("-") not in view.orders:
            raise BadRequestError(_("“order” is one of: %(orders)s.") % {"orders": ", ".join(view.orders)})
        minus = "-" if order.startswith("-") else ""
        return queryset.order_by(*(minus + field for field in view.orders[order.removeprefix("-")]))


class SearchFilter(BaseFilterBackend):
    """``search``: what fits best first. It comes last, since results of a search cannot be narrowed further."""

    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> Any:
        if "search" not in request.GET:
            return queryset
        words = request.GET["search"].strip()
        operator = request.GET.get("search_operator", "and")
        if not words or len(words) > LONGEST_SEARCH:
            raise BadRequestError(_("“search” holds from 1 to %(count)d characters.") % {"count": LONGEST_SEARCH})
        if operator not in {"and", "or"}:
            raise BadRequestError(_("“search_operator” is and or or."))
        if "order" in request.GET:
            raise BadRequestError(_("A search is in the order of what fits best; leave “order” out."))
        return get_search_backend().search(words, self._indexed(queryset, view), operator=operator)

    @staticmethod
    def _indexed(queryset: Any, view: Any) -> Any:
        """The same rows, said in fields that any search engine can filter by."""
        rows = view.searchable()
        if queryset.model is Article and not ArticleFilter.parameters & set(view.request.GET):
            return rows
        return rows.filter(id__in=list(queryset.order_by().values_list("pk", flat=True)))
