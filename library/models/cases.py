"""Typical cases (典型案例): what happened, what was decided, and why."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from base.blocks import RICH_TEXT_FEATURES
from base.fields import ContentField
from library.blocks import guide_blocks
from library.enums import CaseForum, CaseOrigin
from library.models.law_content import ContentIndexPage, PageCitation, ReviewedPage
from library.queries import LawContentQuerySet


class CaseIndexPage(ContentIndexPage):
    """The list of cases."""

    subpage_types: ClassVar = ["library.CasePage"]
    kind_field = "forum"

    class Meta:
        verbose_name = _("case list")
        verbose_name_plural = _("case lists")

    def entries(self) -> LawContentQuerySet:
        return CasePage.objects.child_of(self).published().newest()


class CaseTopic(TaggedItemBase):
    content_object = ParentalKey("library.CasePage", on_delete=models.CASCADE, related_name="tagged_topics")


class CaseCitation(PageCitation):
    page = ParentalKey("library.CasePage", on_delete=models.CASCADE, related_name="citations")

    class Meta(PageCitation.Meta):
        indexes: ClassVar = [models.Index(fields=["law", "number", "suffix"], name="case_citation_by_article")]


class CasePage(ReviewedPage):
    """One dispute from which others can learn. Nobody in it can be recognised."""

    origin = models.CharField(_("origin"), max_length=10, choices=CaseOrigin, default=CaseOrigin.PUBLISHED)
    forum = models.CharField(_("decided by"), max_length=12, choices=CaseForum, default=CaseForum.ARBITRATION)
    case_number = models.CharField(_("case number"), max_length=60, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    source_name = models.CharField(
        _("source"), max_length=120, blank=True, help_text=_("Who published it: a court, an arbitration commission.")
    )
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True)
    facts = RichTextField(
        _("what happened"),
        features=RICH_TEXT_FEATURES,
        help_text=_("Without names: 李某, 某机械公司. Leave out what would let somebody be recognised."),
    )
    decision = RichTextField(_("what was decided"), features=RICH_TEXT_FEATURES)
    reasons = ContentField(
        guide_blocks(), verbose_name=_("why"), help_text=_("Cite the articles on which the decision rests.")
    )
    takeaway = RichTextField(
        _("what to learn"), features=RICH_TEXT_FEATURES, help_text=_("What a reader in the same place should do.")
    )
    topics = ClusterTaggableManager(through=CaseTopic, verbose_name=_("topics"), blank=True)

    citing_fields = ("reasons",)
    rich_fields = ("facts", "decision", "takeaway")
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                FieldPanel("origin"),
                FieldRowPanel([FieldPanel("forum"), FieldPanel("decided_on")]),
                FieldPanel("case_number", help_text=_("Leave empty for an example.")),
                FieldRowPanel([FieldPanel("source_name"), FieldPanel("source_url")]),
            ],
            heading=_("Where the case comes from"),
        ),
        FieldPanel("facts"),
        FieldPanel("decision"),
        FieldPanel("reasons"),
        FieldPanel("takeaway"),
        ReviewedPage.topics_panel,
        ReviewedPage.review_panel,
    ]
    search_fields: ClassVar = [
        *ReviewedPage.search_fields,
        *(index.SearchField(name) for name in ("facts", "decision", "reasons", "takeaway")),
    ]
    parent_page_types: ClassVar = ["library.CaseIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            models.CheckConstraint(
                condition=~Q(origin=CaseOrigin.EXAMPLE)
                | Q(case_number="", decided_on__isnull=True, source_name="", source_url=""),
                name="case_example_claims_no_source",
                violation_error_message=_("An example that was made up has no number, no day and no source."),
            ),
        ]

    @property
    def is_example(self) -> bool:
        return self.origin == CaseOrigin.EXAMPLE
