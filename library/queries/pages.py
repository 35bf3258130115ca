"""Pages written around the law."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db.models import Case, F, Q, When
from django.utils import timezone
from taggit.models import Tag

from base.queries import PublishedQuerySet

if TYPE_CHECKING:
    from library.models import Article


class LawContentQuerySet(PublishedQuerySet):
    """Pages written around the law: guides, cases, answers, the handbook, notices."""

    def latest_reviewed(self) -> Self:
        """Those checked last against the law first."""
        return self.order_by(F("reviewed_on").desc(nulls_last=True), "title")

    def newest(self) -> Self:
        """Those published last first."""
        return self.order_by(F("first_published_at").desc(nulls_last=True), "title")

    def on_topic(self, topic: Tag) -> Self:
        return self.filter(topics=topic)

    def citing_any(self, articles: Iterable[Article]) -> Self:
        """Those that cite any of the articles, in whatever version."""
        condition = Q(pk__in=[])
        for article in articles:
            condition |= Q(
                citations__law=article.version.statute.short_title,
                citations__number=article.number,
                citations__suffix=article.suffix,
            )
        return self.filter(condition).distinct()


class NoticeQuerySet(LawContentQuerySet):
    def posted_on(self, date: dt.date) -> Self:
        """What hangs on the board on a day: pinned ones first, then the newest.

        A notice whose time is over is gone at once, even before the scheduler has come by.
        """
        pinned = Case(When(pinned_until__gte=date, then=0), default=1)
        over = Q(expire_at__isnull=False, expire_at__lte=timezone.now())
        return self.published().exclude(over).order_by(pinned, "-issued_on", "-pk")
