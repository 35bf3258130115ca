"""All that search engines may know of: what a visitor can read."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from wagtail.contrib.sitemaps import Sitemap as WagtailSitemap

from courses.models import CoursePage, LessonPage
from library.outputs.sitemaps import ArticleSitemap, StatuteSitemap, TopicSitemap


class ViewSitemap(Sitemap):
    """Pages that are no rows of any table."""

    def items(self) -> list[str]:
        return ["library:index", "library:api"]

    def location(self, name: str) -> str:
        return reverse(name)


class PageSitemap(WagtailSitemap):
    """Published pages, without lessons and courses that a visitor may not open.

    Addresses are those of the host that was asked, as everywhere else, whatever the CMS has noted as the site's name.
    """

    _urls = Sitemap._urls  # type: ignore[attr-defined]  # noqa: SLF001  as Django makes them, from paths

    def items(self) -> Any:
        closed = CoursePage.objects.exclude(pk__in=CoursePage.objects.open_to(AnonymousUser()).values("pk"))
        return super().items().not_type(LessonPage).exclude(pk__in=closed.values("pk"))

    def location(self, page: Any) -> str:
        return page.get_url(self.request) or "/"


SITEMAPS: dict[str, type[Sitemap]] = {
    "views": ViewSitemap,
    "pages": PageSitemap,
    "statutes": StatuteSitemap,
    "articles": ArticleSitemap,
    "topics": TopicSitemap,
}
