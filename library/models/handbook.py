"""The union handbook (工会工作手册): what the union does, how to get it done, whom to call; a book in chapters."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from base.blocks import ContactBlock
from base.fields import ContentField
from base.models import SitePage
from library.blocks import guide_blocks
from library.models.law_content import IndexManager, PageCitation, ReviewedPage


class HandbookPart(SitePage):
    """A page of the book that shows its contents: the title page or a chapter."""

    objects: ClassVar = IndexManager()

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("summary")]
    admin_default_ordering = "ord"

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from library.handbook import chapters_below

        return {**super().get_context(request, *args, **kwargs), "chapters": chapters_below(self.path)}


class HandbookIndexPage(HandbookPart):
    """The handbook's title page."""

    parent_page_types: ClassVar = ["base.HomePage"]
    subpage_types: ClassVar = ["library.HandbookChapterPage"]
    max_count = 1

    class Meta:
        verbose_name = _("union handbook")
        verbose_name_plural = _("union handbooks")


class HandbookChapterPage(HandbookPart):
    """A chapter. Its pages are its child pages, in their order."""

    parent_page_types: ClassVar = ["library.HandbookIndexPage"]
    subpage_types: ClassVar = ["library.HandbookPage"]

    class Meta:
        verbose_name = _("handbook chapter")
        verbose_name_plural = _("handbook chapters")


class HandbookTopic(TaggedItemBase):
    content_object = ParentalKey("library.HandbookPage", on_delete=models.CASCADE, related_name="tagged_topics")


class HandbookCitation(PageCitation):
    page = ParentalKey("library.HandbookPage", on_delete=models.CASCADE, related_name="citations")

    class Meta(PageCitation.Meta):
        indexes: ClassVar = [models.Index(fields=["law", "number", "suffix"], name="handbook_citation_by_article")]


class HandbookPage(ReviewedPage):
    """One thing that the union does for its members."""

    body = ContentField(guide_blocks(), verbose_name=_("body"))
    contacts = ContentField(
        [("contact", ContactBlock())],
        verbose_name=_("whom to call"),
        blank=True,
        max_num=4,
        help_text=_("Who is there for it. Up to four."),
    )
    topics = ClusterTaggableManager(through=HandbookTopic, verbose_name=_("topics"), blank=True)

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("contacts"),
        ReviewedPage.topics_panel,
        ReviewedPage.review_panel,
    ]
    search_fields: ClassVar = [
        *ReviewedPage.search_fields,
        index.SearchField("body"),
        index.SearchField("contacts"),
    ]
    parent_page_types: ClassVar = ["library.HandbookChapterPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("handbook page")
        verbose_name_plural = _("handbook pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from library.handbook import beside, chapters_below

        chapters = chapters_below(self.path[: -2 * self.steplen])
        before, after = beside(self, chapters)
        context = super().get_context(request, *args, **kwargs)
        return {**context, "chapters": chapters, "before": before, "after": after}
