"""Topics, on statutes and on pages."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from taggit.models import Tag


def topics_in_use() -> models.QuerySet[Tag]:
    """Topics that a published statute, or a page that readers find by topic, carries; by name."""
    from library.models import Statute
    from library.reading import reading_sources

    on_statutes = Statute.topics.through.objects.filter(
        content_type=ContentType.objects.get_for_model(Statute), object_id__in=Statute.objects.published().values("pk")
    )
    carried = Q(pk__in=on_statutes.values("tag"))
    for source in reading_sources():
        carried |= Q(pk__in=source.tagged().values("tag"))
    return Tag.objects.filter(carried).order_by("name")


def topics_of_statutes(pks: Iterable[int]) -> list[tuple[int, str, str]]:
    """Statute, slug and name of each topic that statutes carry, in one query."""
    from library.models import Statute

    tagged = Statute.topics.through.objects.filter(
        content_type=ContentType.objects.get_for_model(Statute), object_id__in=list(pks)
    )
    return list(tagged.order_by("tag__name").values_list("object_id", "tag__slug", "tag__name"))
