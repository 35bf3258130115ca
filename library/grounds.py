"""What a page rests on: the articles it cites, each with the text that was cited then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.citations import CitedArticle
from library.models import Citation, StatuteVersion
from library.references import ArticleReference

if TYPE_CHECKING:
    from library.models import LawContentPage


@dataclass(frozen=True)
class Ground:
    """An article cited; ``as_of`` is the version that was read, where the library held it then."""

    cited: CitedArticle
    as_of: StatuteVersion | None

    @property
    def is_newer(self) -> bool:
        """Whether another text of the law is in force than the one that was cited."""
        article = self.cited.article
        return article is not None and self.as_of is not None and article.version_id != self.as_of.pk


def grounds_of(page: LawContentPage, cited: Mapping[ArticleReference, CitedArticle]) -> list[Ground]:
    """In the order of the page, in two queries."""
    rows = Citation.objects.within(page._meta.label_lower, [page.pk] if page.pk else [])
    read = {row.reference: row.as_of_id for row in rows if not row.annex}
    versions = StatuteVersion.objects.published().in_bulk({pk for pk in read.values() if pk})
    return [Ground(found, versions.get(read.get(reference))) for reference, found in cited.items()]
