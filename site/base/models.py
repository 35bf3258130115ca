"""The pages that belong to no feature: the front door and pages of plain information."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page, PageManager

from base.blocks import RICH_TEXT_FEATURES, prose_blocks
from base.fields import ContentField
from base.queries import PublishedQuerySet


class SitePage(Page):
    """What all our pages share. The summary stands under the title, in lists and in search results."""

    summary = models.CharField(
        _("summary"),
        max_length=200,
        blank=True,
        help_text=_("One or two sentences, shown under the title and in lists."),
    )

    class Meta:
        abstract = True


class HomePage(SitePage):
    """The front door that a visitor sees; signed-in members see their own day in its place."""

    lead = RichTextField(_("lead"), features=RICH_TEXT_FEATURES, blank=True)
    picture = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("summary"), FieldPanel("lead"), FieldPanel("picture")]
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    max_count = 1

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class InfoManager(PageManager.from_queryset(PublishedQuerySet)):  # type: ignore[misc]
    pass


class InfoPage(SitePage):
    """A page of plain information: about, privacy, help."""

    body = ContentField(prose_blocks(), verbose_name=_("body"), blank=True)

    objects: ClassVar = InfoManager()

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    parent_page_types: ClassVar = ["base.HomePage", "base.InfoPage"]

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")
