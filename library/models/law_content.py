"""What every page written around the law shares: who answers for it, its topics, and the articles it rests on."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageManager
from wagtail.search import index

from base.models import SitePage
from base.queries import PublishedQuerySet
from library.blocks import references_in
from library.models.citations import ArticleCitation
from library.queries import LawContentQuerySet, resolve_references
from library.references import ArticleReference

#: After so long somebody should look whether the law is still what a page says.
REVIEW_EVERY = dt.timedelta(days=365)
ENTRIES_A_PAGE = 20


class LawContentManager(PageManager.from_queryset(LawContentQuerySet)):  # type: ignore[misc]
    pass


class IndexManager(PageManager.from_queryset(PublishedQuerySet)):  # type: ignore[misc]
    pass


class PageCitation(ArticleCitation):
    """An article that a page's blocks cite; kept by ``LawContentPage.clean``, so that an article finds its pages."""

    class Meta(ArticleCitation.Meta):
        abstract = True


class LawContentPage(SitePage):
    """A page that explains the law and says on what it rests.

    Each type brings ``topics`` and a row model ``citations`` of its own, and names in ``citing_fields`` the bodies
    whose citations are kept, in ``rich_fields`` its other prose.
    """

    author = models.CharField(
        _("author"),
        max_length=60,
        blank=True,
        help_text=_("Who answers for it, as readers see it: 法律工作部."),
    )

    objects: ClassVar = LawContentManager()
    citations: Any  # the related manager of the type's PageCitation
    topics: Any

    citing_fields: ClassVar[tuple[str, ...]] = ("body",)
    rich_fields: ClassVar[tuple[str, ...]] = ()
    topics_panel: ClassVar = FieldPanel(
        "topics", help_text=_("Use the topics that exist already, so that readers find related matter.")
    )
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("summary", boost=1.5)]

    class Meta:
        abstract = True

    @property
    def references(self) -> list[ArticleReference]:
        """What its blocks cite, each once, in their order."""
        found = (references_in(getattr(self, name)) for name in self.citing_fields)
        return list(dict.fromkeys(reference for references in found for reference in references))

    def clean(self) -> None:
        super().clean()
        references = self.references
        row_model = self._meta.get_field("citations").related_model
        # What was cited before stays cited as it was read then: a law amended since is for somebody to look at.
        read = {citation.reference: citation.as_of_id for citation in self.citations.all()}
        in_force = resolve_references(reference for reference in references if not read.get(reference))
        now = {reference: article.version_id for reference, article in in_force.items()}
        self.citations = [
            row_model(position=position, as_of_id=read.get(reference) or now.get(reference), **reference._asdict())
            for position, reference in enumerate(references, start=1)
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from library.amendments.notices import notices_of
        from library.citations import cite
        from library.grounds import grounds_of
        from library.reading import related_to
        from library.time_travel import day_asked

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        day, today = day_asked(request), timezone.localdate()
        cited_articles = cite(self.references, on=day)
        return {
            **context,
            "day": day,
            "other_day": None if day == today else day,
            "topics": list(self.topics.all()),
            "cited_articles": cited_articles,
            "grounds": grounds_of(self, cited_articles),
            "related": related_to(self),
            "notices": notices_of(self),
        }


class ReviewedPage(LawContentPage):
    """One that stays true only as long as the law does: somebody checks it again and again."""

    reviewed_on = models.DateField(
        _("reviewed on"), null=True, blank=True, help_text=_("The day somebody last checked it against the law.")
    )

    review_panel: ClassVar = MultiFieldPanel(
        [FieldPanel("author"), FieldPanel("reviewed_on")],
        heading=_("Who answers for it"),
        help_text=_("Readers see both. A page not checked for a year stands in the report “Not reviewed for long”."),
    )

    class Meta:
        abstract = True

    @property
    def review_is_old(self) -> bool:
        """Whether the last check against the law was more than a year ago."""
        return self.reviewed_on is not None and self.reviewed_on < timezone.localdate() - REVIEW_EVERY

    def clean(self) -> None:
        super().clean()
        if self.reviewed_on and self.reviewed_on > timezone.localdate():
            raise ValidationError({"reviewed_on": _("This day has not come yet.")})


class ContentIndexPage(SitePage):
    """A list of pages of one type, to be narrowed by topic and, where there are kinds, by kind."""

    objects: ClassVar = IndexManager()

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("summary")]
    parent_page_types: ClassVar = ["base.HomePage"]
    max_count = 1

    #: The field of the entries that holds their kind, where they have kinds.
    kind_field: ClassVar[str] = ""

    class Meta:
        abstract = True

    def entries(self) -> LawContentQuerySet:
        """What the list shows, in its order."""
        raise NotImplementedError

    @cached_property
    def _topics(self) -> list[Tag]:
        """Topics that an entry carries, by name."""
        entries = self.entries().order_by()
        tagged = entries.model.topics.through.objects.filter(content_object__in=entries.values("pk"))
        return list(Tag.objects.filter(pk__in=tagged.values("tag")).order_by("name"))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        entries = self.entries()
        topic = next((topic for topic in self._topics if topic.slug == request.GET.get("topic")), None)
        if topic:
            entries = entries.on_topic(topic)
        kinds = entries.model._meta.get_field(self.kind_field).choices if self.kind_field else []
        kind = next((value for value, _label in kinds if value == request.GET.get("kind")), "")
        if kind:
            entries = entries.filter(**{self.kind_field: kind})
        found = Paginator(entries.prefetch_related("topics"), ENTRIES_A_PAGE).get_page(request.GET.get("page"))
        return {**context, "topics": self._topics, "topic": topic, "kinds": kinds, "kind": kind, "found": found}
