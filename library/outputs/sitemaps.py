"""What of the library search engines are told of: the law in force, and never a draft."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from taggit.models import Tag

from library.models import Article, Statute
from library.queries import topics_in_use


class StatuteSitemap(Sitemap):
    """Every published statute, also what is repealed: people look for that too."""

    def items(self) -> QuerySet[Statute]:
        return Statute.objects.published().order_by("pk").with_versions_to_read(timezone.localdate())

    def lastmod(self, statute: Any) -> dt.date:
        return statute.versions_to_read[0].effective_from


class ArticleSitemap(Sitemap):
    """The articles in force today. A page of the map is small enough to be made at once."""

    limit = 5000

    def items(self) -> QuerySet[Article]:
        articles = Article.objects.in_force_on(timezone.localdate()).in_body()
        return articles.select_related("version__statute").defer("text", "paragraphs").order_by("pk")

    def lastmod(self, article: Article) -> dt.date:
        return article.version.effective_from

    def get_latest_lastmod(self) -> None:
        """The index names no day: to find it Django would load every article."""
        return


class TopicSitemap(Sitemap):
    def items(self) -> QuerySet[Tag]:
        return topics_in_use()

    def location(self, topic: Tag) -> str:
        return reverse("library:topic", args=[topic.slug])
