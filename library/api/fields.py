"""What the JSON says of a statute and of an article."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from rest_framework.fields import Field
from wagtail.api import APIField
from wagtail.api.v2.serializers import BaseSerializer

from library.citing.reverse import citing
from library.models import Article, Statute, StatuteVersion
from library.outputs.naming import cite_full, cite_short, version_name

Context = dict[str, Any]


class Computed(Field):
    """A value made of the row and of what was asked."""

    def __init__(self, compute: Callable[[Any, Context], Any]) -> None:
        super().__init__(read_only=True)
        self.compute = compute

    def get_attribute(self, instance: Any) -> Any:
        return instance

    def to_representation(self, value: Any) -> Any:
        return self.compute(value, self.context)


def _absolute(context: Context, path: str, *, with_day: bool = False) -> str:
    day = context["request"].GET.get("on")
    address: str = context["request"].build_absolute_uri(path)
    return f"{address}?on={day}" if day and with_day else address


def _detail_url(row: Any, context: Context) -> str:
    path = context["router"].get_object_detail_urlpath(type(row), row.pk)
    return _absolute(context, path, with_day=True)


class LawSerializer(BaseSerializer):
    """As Wagtail's, with addresses on the host that was asked."""

    detail_url = Computed(_detail_url)


def field(name: str) -> Callable[[Callable[[Any, Context], Any]], APIField]:
    """Make an API field of a function."""

    def make(compute: Callable[[Any, Context], Any]) -> APIField:
        return APIField(name, serializer=Computed(compute))

    return make


@field("html_url")
def html_url(row: Statute | Article, context: Context) -> str:
    return _absolute(context, row.get_absolute_url())


def _version(version: StatuteVersion) -> dict[str, Any]:
    return {
        "name": version_name(version),
        "promulgated_on": version.promulgated_on,
        "effective_from": version.effective_from,
        "effective_until": version.effective_until,
    }


# --- Statutes -----------------------------------------------------------------------------------------------------


def _read(statute: Any) -> StatuteVersion:
    """The version to read on the day that was asked."""
    version: StatuteVersion = statute.versions_to_read[0]
    return version


@field("kind_label")
def kind_label(statute: Statute, context: Context) -> str:
    return str(statute.get_kind_display())


@field("status")
def statute_status(statute: Statute, context: Context) -> str:
    return _read(statute).status_on(context["view"].day).value


@field("topics")
def topics(statute: Any, context: Context) -> list[str]:
    return sorted(topic.name for topic in statute.topics.all())


@field("version")
def statute_version(statute: Statute, context: Context) -> dict[str, Any]:
    version: Any = _read(statute)
    return {**_version(version), "article_count": version.article_count, "citation": cite_full(version)}


@field("versions")
def versions(statute: Any, context: Context) -> list[dict[str, Any]]:
    """All that are published, the latest first."""
    ordered = sorted(statute.versions_to_read, key=lambda version: version.effective_from, reverse=True)
    return [_version(version) for version in ordered]


@field("history")
def history(statute: Statute, context: Context) -> list[str]:
    return list(_read(statute).history)


@field("preamble")
def preamble(statute: Statute, context: Context) -> str:
    return _read(statute).preamble


@field("divisions")
def statute_divisions(statute: Statute, context: Context) -> list[dict[str, Any]]:
    """The headings in their order; ``parent`` is the position of the one above."""
    rows = list(_read(statute).divisions.all())
    positions = {division.pk: division.position for division in rows}
    return [
        {
            "position": division.position,
            "parent": positions.get(division.parent_id or 0),
            "kind": division.kind,
            "number": division.number,
            "label": division.label,
            "title": division.title,
        }
        for division in rows
    ]


@field("links")
def links(statute: Statute, context: Context) -> dict[str, str]:
    pages = {"akoma_ntoso": "statute_akn", "word": "statute_word", "print": "statute_print"}
    articles = context["router"].get_model_listing_urlpath(Article)
    found = {
        key: _absolute(context, reverse(f"library:{name}", args=[statute.slug]), with_day=True)
        for key, name in pages.items()
    }
    found["feed"] = _absolute(context, reverse("library:statute_feed", args=[statute.slug]))
    day = context["request"].GET.get("on")
    found["articles"] = _absolute(context, f"{articles}?statute={statute.pk}" + (f"&on={day}" if day else ""))
    return found


# --- Articles -----------------------------------------------------------------------------------------------------


@field("statute")
def article_statute(article: Article, context: Context) -> dict[str, Any]:
    statute = article.version.statute
    return {
        "id": statute.pk,
        "detail_url": _detail_url(statute, context),
        "slug": statute.slug,
        "title": statute.title,
        "short_title": statute.short_title,
        "kind": statute.kind,
    }


@field("version")
def article_version(article: Article, context: Context) -> dict[str, Any]:
    return _version(article.version)


@field("status")
def article_status(article: Article, context: Context) -> str:
    return article.version.status_on(context["view"].day).value


@field("key")
def article_key(article: Article, context: Context) -> str:
    return article.key


@field("label")
def article_label(article: Article, context: Context) -> str:
    return article.label


@field("divisions")
def article_divisions(article: Article, context: Context) -> list[str]:
    """The headings above it, from the top."""
    return [str(division) for division in article.divisions]


@field("citation")
def citation(article: Article, context: Context) -> dict[str, str]:
    return {"short": cite_short(article.version, article), "full": cite_full(article.version, article)}


@field("cited_by")
def cited_by(article: Article, context: Context) -> list[dict[str, str]]:
    """What cites it and a visitor may read, whoever asks: answers are kept and handed to all."""
    return [
        {"kind": group.kind, "label": str(group.label), "title": one.title, "html_url": _absolute(context, one.url)}
        for group in citing(article, reader=AnonymousUser())
        for one in group.listed
    ]
