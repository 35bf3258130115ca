"""Questions and answers (问答): a worker's question, the short answer first."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.search import index

from base.fields import ContentField
from library.blocks import guide_blocks
from library.models.law_content import ContentIndexPage, PageCitation, ReviewedPage
from library.queries import LawContentQuerySet


class QuestionIndexPage(ContentIndexPage):
    """The list of questions that have an answer."""

    subpage_types: ClassVar = ["library.QuestionAnswerPage"]

    class Meta:
        verbose_name = _("list of questions and answers")
        verbose_name_plural = _("lists of questions and answers")

    def entries(self) -> LawContentQuerySet:
        return QuestionAnswerPage.objects.child_of(self).published().newest()


class QuestionAnswerTopic(TaggedItemBase):
    content_object = ParentalKey("library.QuestionAnswerPage", on_delete=models.CASCADE, related_name="tagged_topics")


class QuestionAnswerCitation(PageCitation):
    page = ParentalKey("library.QuestionAnswerPage", on_delete=models.CASCADE, related_name="citations")

    class Meta(PageCitation.Meta):
        indexes: ClassVar = [models.Index(fields=["law", "number", "suffix"], name="answer_citation_by_article")]


class QuestionAnswerPage(ReviewedPage):
    """The title is the question, the summary the short answer, the body the whole one."""

    summary = models.CharField(
        _("short answer"),
        max_length=200,
        help_text=_("One or two sentences that are right by themselves; they stand in the list as well."),
    )
    body = ContentField(guide_blocks(), verbose_name=_("the whole answer"), blank=True)
    topics = ClusterTaggableManager(through=QuestionAnswerTopic, verbose_name=_("topics"), blank=True)

    content_panels: ClassVar = [
        TitleFieldPanel(
            "title", heading=pgettext_lazy("reader", "Question"), help_text=_("In the words of the one who asks.")
        ),
        FieldPanel("summary"),
        FieldPanel("body"),
        ReviewedPage.topics_panel,
        ReviewedPage.review_panel,
    ]
    search_fields: ClassVar = [*ReviewedPage.search_fields, index.SearchField("body")]
    parent_page_types: ClassVar = ["library.QuestionIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("question and answer")
        verbose_name_plural = _("questions and answers")
