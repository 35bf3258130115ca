"""What of the library itself cites the law: the articles of statutes, and the pages written around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Cast, Concat, LPad
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from library.citing.passages import article_passages, page_passages, page_upkeep
from library.citing.sources import Listed, Passage, register_citing_source
from library.models import Article, LawContentPage, Statute, StatuteVersion
from library.references import HIGHEST_NUMBER
from library.sections import SOURCES

_SEPARATOR = "|"


def register_citing_sources() -> None:
    for order, source in enumerate(SOURCES, start=1):
        register_citing_source(
            model=source.model,
            order=order,
            label=source.label,
            objects=source.model.objects.all,
            fields=["summary", *source.model.citing_fields, *source.model.rich_fields],
            passages=_page_passages,
            visible_to=partial(_pages_for, source.pages),
            listed=_page,
            upkeep=page_upkeep(source.model, source.model.citing_fields, source.model.rich_fields),
        )
    register_citing_source(
        model=Article,
        order=20,
        label=_("Other articles"),
        objects=lambda: Article.objects.select_related("version__statute"),
        fields=[],
        passages=article_passages,
        visible_to=_articles_for,
        listed=_article,
    )


def _page_passages(page: LawContentPage) -> Iterable[Passage]:
    return page_passages(page, page.citing_fields, page.rich_fields)


def _pages_for(pages: Callable[[], Any], reader: Any) -> models.QuerySet[Any]:
    found: models.QuerySet[Any] = pages().order_by().with_root()
    return found.annotate(citing_title=F("title"), citing_key=_joined("root_path", "url_path"))


def _page(title: str, key: str) -> Listed:
    root, _separator, path = key.partition(_SEPARATOR)
    return Listed(title, reverse("wagtail_serve", args=[path.removeprefix(root or "/")]))


def _articles_for(reader: Any) -> models.QuerySet[Any]:
    """Those of the texts that are the law today."""
    return Article.objects.in_force_on(timezone.localdate()).annotate(
        citing_title=F("version__statute__short_title"),
        citing_key=_joined("version__statute__slug", *map(_in_order, ("annex", "number", "suffix"))),
    )


def _article(title: str, key: str) -> Listed:
    slug, *numbers = key.rsplit(_SEPARATOR, 3)
    annex, number, suffix = map(int, numbers)
    statute = Statute(short_title=title, slug=slug)
    article = Article(version=StatuteVersion(statute=statute), annex=annex, number=number, suffix=suffix)
    return Listed(str(article), article.get_absolute_url())


def _in_order(field: str) -> LPad:
    """A number as text that sorts as numbers do."""
    return LPad(Cast(field, models.TextField()), len(str(HIGHEST_NUMBER)), Value("0"))


def _joined(*parts: str | LPad) -> Concat:
    texts: list[Any] = []
    for part in parts:
        texts += [Value(_SEPARATOR), Cast(part, models.TextField())]
    return Concat(*texts[1:], output_field=models.TextField())
