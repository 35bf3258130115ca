"""What a page shows of the articles that it cites: all of them in one query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from library.blocks import references_in
from library.citing.directory import directory
from library.citing.links import linked_paragraphs
from library.models import Article, Statute
from library.models.statutes import Paragraph, excerpt
from library.numerals import article_label
from library.queries import resolve_references
from library.references import ArticleReference
from library.time_travel import on_day

__all__ = ["CitedArticle", "Missing", "by_its_own_name", "cite", "missing_in_force", "references_in"]


#: Titles of fewer characters may well differ in one alone: 民法, 刑法.
_LONG_ENOUGH = 4


@dataclass(frozen=True)
class CitedArticle:
    """A reference and the article it names; ``article`` is ``None`` where the library lacks it.

    ``day`` is that of the text, where it is another than today.
    """

    reference: ArticleReference
    article: Article | None
    day: dt.date | None = None

    @property
    def label(self) -> str:
        """《劳动合同法》第三十九条第（二）项."""
        return str(self.reference)

    @property
    def url(self) -> str:
        """The article's permanent address, for the day of the text, or nothing."""
        return on_day(self.article.get_absolute_url(), self.day) if self.article else ""

    @property
    def paragraphs(self) -> list[Paragraph]:
        """What is cited: the 款 or 项 that the reference names, or the whole article; what that cites is linked."""
        if self.article is None:
            return []
        linked = linked_paragraphs(self.article, on=self.day)
        return excerpt(linked, self.reference) or linked


@dataclass(frozen=True)
class Missing:
    """What a reference names and the library lacks: an ``article``, a ``paragraph``, an ``item``, or the ``law``."""

    part: str
    message: str


def by_its_own_name(reference: ArticleReference) -> ArticleReference:
    """The same under the law's short title, by which citations are kept, whatever name it was written with."""
    return reference._replace(law=directory().canonical(reference.law) or reference.law)


def missing_in_force(reference: ArticleReference) -> Missing | None:
    """What the law in force lacks of a reference.

    A law that the library lacks may be cited all the same, unless one letter alone tells it from a law that is there.
    """
    articles = Article.objects.in_force_on(timezone.localdate()).of_law(reference.law)
    article = articles.named([reference]).first()
    if article is None:
        if not articles.exists():
            return _misspelt(reference)
        names = {"law": f"《{reference.law}》", "article": article_label(reference.number, reference.suffix)}
        return Missing("article", _("%(law)s in force has no %(article)s.") % names)
    if article.excerpt(reference):
        return None
    part = "item" if reference.item else "paragraph"
    return Missing(part, _("There is no %(reference)s.") % {"reference": reference})


def _misspelt(reference: ArticleReference) -> Missing | None:
    law = reference.law
    alike = [
        title
        for title in Statute.objects.published().short_titles()
        if len(title) == len(law) >= _LONG_ENOUGH and sum(a != b for a, b in zip(title, law, strict=True)) == 1
    ]
    if not alike:
        return None
    names = {"law": f"《{law}》", "meant": "、".join(f"《{title}》" for title in alike)}
    return Missing("law", _("The library has no %(law)s. Did you mean %(meant)s?") % names)


def cite(references: Iterable[ArticleReference], on: dt.date | None = None) -> dict[ArticleReference, CitedArticle]:
    """Every reference with the article it names on a day (today, when none is given), in their order and one query."""
    wanted = list(dict.fromkeys(references))
    found = resolve_references(wanted, on=on)
    other_day = None if on == timezone.localdate() else on
    return {reference: CitedArticle(reference, found.get(reference), other_day) for reference in wanted}
