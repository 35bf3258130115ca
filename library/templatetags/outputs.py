"""What a page of law says of itself to machines, and how a reader takes it away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import uri_to_iri

from library.api.views import router
from library.models import Article, Statute, StatuteVersion
from library.outputs.json_ld import article_data, data_block, statute_data
from library.outputs.naming import cite_full, cite_short, version_name
from library.presentation import Section

register = template.Library()


def _day(context: template.Context) -> dt.date:
    """The day on which the page shows the law, where its view says one."""
    return context.get("day") or timezone.localdate()


def _query(**parameters: str) -> str:
    given = {name: value for name, value in parameters.items() if value}
    return f"?{urlencode(given)}" if given else ""


@register.inclusion_tag("library/components/legislation_head.html", takes_context=True)
def legislation_head(
    context: template.Context, version: StatuteVersion, article: Article | None = None
) -> dict[str, Any]:
    """Canonical address, feeds, other formats and schema.org's data, for the head of a page.

    The address is that of the text in force whatever day is shown: search engines are to know one page, not many.
    """
    request: HttpRequest = context["request"]
    statute_address = request.build_absolute_uri(version.statute.get_absolute_url())
    day = _day(context)
    if article:
        address = request.build_absolute_uri(article.get_absolute_url())
        data = article_data(version, article, day=day, address=address, statute_address=statute_address)
    else:
        address = statute_address
        data = statute_data(version, day=day, address=address)
    return {
        "address": address,
        "title": cite_short(version, article),
        "description": article.text if article else cite_full(version),
        "statute": version.statute,
        "site_name": context["site_name"],
        "data": data_block(data),
    }


@register.inclusion_tag("library/components/take_away.html", takes_context=True)
def take_away(
    context: template.Context,
    version: StatuteVersion,
    article: Article | None = None,
    sections: Iterable[Section] = (),
) -> dict[str, Any]:
    """Print, Word, citation, link, feed and data of a statute or of an article, without a query."""
    day = _day(context)
    on = "" if day == timezone.localdate() else day.isoformat()
    statute = version.statute
    page = (article or statute).get_absolute_url()
    address = uri_to_iri(context["request"].build_absolute_uri(f"{page}?on={on}" if on else page))
    model, pk = (Article, article.pk) if article else (Statute, statute.pk)
    return {
        "statute": statute,
        "article": article,
        "sections": [section for section in sections if section.division],
        "full": cite_full(version, article),
        "short": cite_short(version, article),
        "version_name": version_name(version),
        "address": address,
        "on": on,
        "query": _query(on=on),
        "part_query": _query(articles=article.key if article else "", on=on),
        "json_url": router.get_object_detail_urlpath(model, pk),
        "feed_url": reverse("library:statute_feed", args=[statute.slug]),
    }
