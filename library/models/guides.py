"""Guides: what to do about one worry, resting on the law it cites."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from base.fields import ContentField
from library.blocks import guide_blocks
from library.models.law_content import ContentIndexPage, PageCitation, ReviewedPage
from library.queries import LawContentQuerySet


class GuideIndexPage(ContentIndexPage):
    """The list of guides."""

    subpage_types: ClassVar = ["library.GuidePage"]

    class Meta:
        verbose_name = _("guide list")
        verbose_name_plural = _("guide lists")

    def entries(self) -> LawContentQuerySet:
        return GuidePage.objects.child_of(self).published().order_by("title")


class GuideTopic(TaggedItemBase):
    content_object = ParentalKey("library.GuidePage", on_delete=models.CASCADE, related_name="tagged_topics")


class GuideCitation(PageCitation):
    guide = ParentalKey("library.GuidePage", on_delete=models.CASCADE, related_name="citations")

    class Meta(PageCitation.Meta):
        indexes: ClassVar = [models.Index(fields=["law", "number", "suffix"], name="guide_citation_by_article")]


class GuidePage(ReviewedPage):
    """One worry, in the order a person acts."""

    body = ContentField(guide_blocks(), verbose_name=_("body"))
    topics = ClusterTaggableManager(through=GuideTopic, verbose_name=_("topics"), blank=True)

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        ReviewedPage.topics_panel,
        ReviewedPage.review_panel,
    ]
    search_fields: ClassVar = [*ReviewedPage.search_fields, index.SearchField("body")]
    parent_page_types: ClassVar = ["library.GuideIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")
