"""The notice board (公告栏): what members should know today, and no longer than it holds."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page, PageManager
from wagtail.search import index

from base.blocks import DocumentBlock
from base.fields import ContentField
from library.blocks import guide_blocks
from library.models.law_content import ContentIndexPage, LawContentPage, PageCitation
from library.queries import LawContentQuerySet, NoticeQuerySet


class NoticeManager(PageManager.from_queryset(NoticeQuerySet)):  # type: ignore[misc]
    pass


class NoticeIndexPage(ContentIndexPage):
    """The notice board."""

    subpage_types: ClassVar = ["library.NoticePage"]

    class Meta:
        verbose_name = _("notice board")
        verbose_name_plural = _("notice boards")

    def entries(self) -> LawContentQuerySet:
        return NoticePage.objects.child_of(self).posted_on(timezone.localdate())


class NoticeTopic(TaggedItemBase):
    content_object = ParentalKey("library.NoticePage", on_delete=models.CASCADE, related_name="tagged_topics")


class NoticeCitation(PageCitation):
    page = ParentalKey("library.NoticePage", on_delete=models.CASCADE, related_name="citations")

    class Meta(PageCitation.Meta):
        indexes: ClassVar = [models.Index(fields=["law", "number", "suffix"], name="notice_citation_by_article")]


class NoticePage(LawContentPage):
    """One notice. It leaves the board at the time set in Wagtail's schedule."""

    issued_on = models.DateField(_("date"), default=timezone.localdate)
    pinned_until = models.DateField(
        _("pinned until"), null=True, blank=True, help_text=_("Until this day it stands above newer ones.")
    )
    for_whom = models.CharField(
        _("for whom"), max_length=60, blank=True, help_text=_("For example: 全体会员, 夜班职工.")
    )
    body = ContentField(guide_blocks(), verbose_name=_("body"))
    attachments = ContentField([("document", DocumentBlock())], verbose_name=_("attachments"), blank=True, max_num=20)
    topics = ClusterTaggableManager(through=NoticeTopic, verbose_name=_("topics"), blank=True)

    objects: ClassVar = NoticeManager()

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("issued_on"), FieldPanel("pinned_until")]),
                FieldRowPanel([FieldPanel("author"), FieldPanel("for_whom")]),
            ],
            heading=_("On the board"),
            help_text=_("To take it down at a set time, use “Set schedule” in the page's status."),
        ),
        FieldPanel("body"),
        FieldPanel("attachments"),
        LawContentPage.topics_panel,
    ]
    search_fields: ClassVar = [*LawContentPage.search_fields, index.SearchField("body")]
    parent_page_types: ClassVar = ["library.NoticeIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.CheckConstraint(
                condition=Q(pinned_until__isnull=True) | Q(pinned_until__gte=F("issued_on")),
                name="notice_pinned_no_less_than_a_day",
                violation_error_message=_("It cannot be pinned until a day before its own date."),
            ),
        ]

    @property
    def is_pinned(self) -> bool:
        return self.pinned_until is not None and self.pinned_until >= timezone.localdate()
