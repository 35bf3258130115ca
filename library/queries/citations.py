"""What cites an article."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from library.models import Article


class CitationQuerySet(models.QuerySet):
    def of_article(self, article: Article) -> Self:
        """What cites an article, in whatever version. Its version and statute must be at hand."""
        return self.filter(
            law=article.version.statute.short_title,
            annex=article.annex,
            number=article.number,
            suffix=article.suffix,
        )

    def within(self, source: str, object_ids: Iterable[int]) -> Self:
        """What objects of a model cite."""
        return self.filter(source=source, object_id__in=object_ids)

    def of_law(self, short_title: str) -> Self:
        return self.filter(law=short_title)

    def with_version_read(self) -> Self:
        """Each with the version that was read, where that is known."""
        return self.select_related("as_of").defer("as_of__preamble", "as_of__history")
