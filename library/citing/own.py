"""What of the library itself cites the law: the articles of statutes, and guides."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Cast, Concat, LPad
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from library.citing.passages import article_passages, body_passages
from library.citing.sources import Listed, register_citing_source
from library.models import Article, GuidePage, Statute, StatuteVersion
from library.references import HIGHEST_NUMBER

_SEPARATOR = "|"


def register_citing_sources() -> None:
    register_citing_source(
        model=GuidePage,
        order=10,
        label=_("Guides"),
        objects=GuidePage.objects.all,
        fields=["body"],
        passages=lambda guide: body_passages(guide.body),
        visible_to=_guides_for,
        listed=_guide,
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


def _guides_for(reader: Any) -> models.QuerySet[Any]:
    guides: models.QuerySet[Any] = GuidePage.objects.published().with_root()
    return guides.annotate(citing_title=F("title"), citing_key=_joined("root_path", "url_path"))


def _guide(title: str, key: str) -> Listed:
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
