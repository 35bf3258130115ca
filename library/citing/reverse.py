"""What cites an article, as one reader may know of it: all kinds in one query."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Value
from django.db.models.functions import Cast
from django.utils.functional import Promise

from library.citing.sources import Listed, citing_sources
from library.models import Article, Citation

#: Shown at once of each kind; the rest waits behind a button.
SHOWN_AT_ONCE = 6


@dataclass(frozen=True)
class CitingGroup:
    """Those of one kind, by title; ``kind`` names the model."""

    kind: str
    label: str | Promise
    listed: list[Listed]

    @property
    def first(self) -> list[Listed]:
        return self.listed[:SHOWN_AT_ONCE]

    @property
    def rest(self) -> list[Listed]:
        return self.listed[SHOWN_AT_ONCE:]


def citing(article: Article, *, reader: Any) -> list[CitingGroup]:
    """What cites an article, in whatever version, by kind; kinds without any are left out."""
    sources = citing_sources()
    citations = Citation.objects.of_article(article)
    rows: list[models.QuerySet[Any]] = [
        source.visible_to(reader)
        .filter(pk__in=citations.filter(source=source.name).values("object_id"))
        .order_by()
        .annotate(
            citing_kind=Value(number, output_field=models.IntegerField()),
            title_text=Cast("citing_title", models.TextField()),
            key_text=Cast("citing_key", models.TextField()),
        )
        .values_list("citing_kind", "title_text", "key_text")
        for number, source in enumerate(sources)
    ]
    found: dict[int, list[Listed]] = defaultdict(list)
    for kind, title, key in rows[0].union(*rows[1:], all=True).order_by("citing_kind", "title_text", "key_text"):
        found[kind].append(sources[kind].listed(title, key))
    return [CitingGroup(sources[kind].name, sources[kind].label, listed) for kind, listed in found.items()]
