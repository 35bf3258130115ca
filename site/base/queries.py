"""What every kind of page is asked."""

from __future__ import annotations

from typing import Self

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Subquery
from wagtail.models import PageViewRestriction, Site
from wagtail.query import PageQuerySet


class PublishedQuerySet(PageQuerySet):
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
