"""What every kind of page is asked."""

from __future__ import annotations

from typing import Self

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Subquery
from django.urls import reverse
from wagtail.models import PageViewRestriction, Site
from wagtail.query import PageQuerySet


class PublishedQuerySet(PageQuerySet):
    def links(self) -> list[tuple[str, str]]:
        """Title and address of each, in their order, in one query."""
        rows = self.published().with_root().order_by("path").values_list("title", "url_path", "root_path")
        return [(title, reverse("wagtail_serve", args=[path.removeprefix(root or "/")])) for title, path, root in rows]

    def published(self) -> Self:
        """Live, and not in a private part of the site. Wagtail's ``public()`` spends a query of its own on that."""
        path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
        private = PageViewRestriction.objects.alias(path=path).filter(path__startswith=F("page__path"))
        return self.live().exclude(Exists(private))

    def with_root(self) -> Self:
        """Each with ``root_path``, the ``url_path`` of the site's front page; what follows it is the page's address.

        Wagtail's ``get_url()`` looks that up in the shared cache, which may be a table of the database.
        """
        root = Site.objects.filter(is_default_site=True).values("root_page__url_path")
        return self.annotate(root_path=Subquery(root[:1]))
