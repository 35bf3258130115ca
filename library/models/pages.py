"""Guides: what to do about one worry, resting on the law it cites."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageManager
from wagtail.search import index

from base.fields import ContentField
from base.models import SitePage
from library.blocks import guide_blocks, references_in
from library.models.citations import ArticleCitation
from library.queries import GuideQuerySet, resolve_references


class GuideManager(PageManager.from_queryset(GuideQuerySet)):  # type: ignore[misc]
    pass


class GuideIndexPage(SitePage):
    """The list of guides."""

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("summary")]
    parent_page_types: ClassVar = ["base.HomePage"]
    subpage_types: ClassVar = ["library.GuidePage"]
    max_count = 1

    class Meta:
        verbose_name = _("guide list")
        verbose_name_plural = _("guide lists")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        guides = GuidePage.objects.child_of(self).published().order_by("title").prefetch_related("topics")
        return {**context, "guides": guides}


class GuideTopic(TaggedItemBase):
    content_object = ParentalKey("library.GuidePage", on_delete=models.CASCADE, related_name="tagged_topics")


class GuideCitation(ArticleCitation):
    """An article that a guide's body cites; kept by ``GuidePage.clean``, so that an article finds its guides."""

    guide = ParentalKey("library.GuidePage", on_delete=models.CASCADE, related_name="citations")

    class Meta(ArticleCitation.Meta):
        indexes: ClassVar = [models.Index(fields=["law", "number", "suffix"], name="guide_citation_by_article")]


class GuidePage(SitePage):
    """One worry, in the order a person acts."""

    body = ContentField(guide_blocks(), verbose_name=_("body"))
    topics = ClusterTaggableManager(through=GuideTopic, verbose_name=_("topics"), blank=True)
    reviewed_on = models.DateField(
        _("reviewed on"), null=True, blank=True, help_text=_("The day somebody last checked it against the law.")
    )

    objects: ClassVar = GuideManager()
    citations: Any  # the related manager of GuideCitation

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("topics"),
        FieldPanel("reviewed_on"),
    ]
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("summary", boost=1.5), index.SearchField("body")]
    parent_page_types: ClassVar = ["library.GuideIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    def clean(self) -> None:
        super().clean()
        references = references_in(self.body)
        # What was cited before stays cited as it was read then: a law amended since is for somebody to look at.
        read = {citation.reference: citation.as_of_id for citation in self.citations.all()}
        in_force = resolve_references(reference for reference in references if not read.get(reference))
        now = {reference: article.version_id for reference, article in in_force.items()}
        self.citations = [
            GuideCitation(position=position, as_of_id=read.get(reference) or now.get(reference), **reference._asdict())
            for position, reference in enumerate(references, start=1)
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from library.citations import cite
        from library.time_travel import day_asked

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        day, today = day_asked(request), timezone.localdate()
        context |= {"day": day, "other_day": None if day == today else day}
        cited_articles = cite(references_in(self.body), on=day)
        related = GuidePage.objects.published().related_to(self)[:4]
        return {**context, "topics": self.topics.all(), "cited_articles": cited_articles, "related": related}
