"""Courses and their lessons as Wagtail pages, shown by views of our own and previewed with the same templates."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from accounts.enums import Audience
from base.fields import ContentField
from base.models import SitePage
from courses.blocks import LessonBody
from courses.queries import CourseManager, LessonManager


class ViewedPage(SitePage):
    """A page that a view of ours shows at ``address``; Wagtail's own routing only leads there.

    A page behind Wagtail's router costs several times what a plain view does, and a lesson must not be reachable past
    the view that asks who is reading.
    """

    class Meta:
        abstract = True

    @property
    def address(self) -> str:
        raise NotImplementedError

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        parts = super().get_url_parts(request)
        return parts and (parts[0], parts[1], self.address)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(self.address)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        from courses.presentation import preview_context

        return TemplateResponse(request, self.template, preview_context(self))


class CourseIndexPage(ViewedPage):
    """The course catalogue."""

    template = "courses/index.html"
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("summary")]
    parent_page_types: ClassVar = ["base.HomePage"]
    subpage_types: ClassVar = ["courses.CoursePage"]
    max_count = 1
    admin_default_ordering = "ord"

    class Meta:
        verbose_name = _("course catalogue")
        verbose_name_plural = _("course catalogues")

    @property
    def address(self) -> str:
        return reverse("courses:index")


class CourseTopic(TaggedItemBase):
    content_object = ParentalKey("courses.CoursePage", on_delete=models.CASCADE, related_name="tagged_topics")


class CoursePage(ViewedPage):
    """A course: its lessons are its child pages, in their order; its study hours are the sum of theirs."""

    audience = models.CharField(_("audience"), max_length=8, choices=Audience, default=Audience.ALL)
    audience_unit = models.ForeignKey(
        "accounts.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )
    picture = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    topics = ClusterTaggableManager(through=CourseTopic, verbose_name=_("topics"), blank=True)

    objects: ClassVar = CourseManager()

    template = "courses/course.html"
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("summary", help_text=_("What the reader can do afterwards, in one or two sentences.")),
        FieldPanel("picture", help_text=_("The cover in the catalogue. It is cut to a wide format.")),
        FieldPanel("topics", help_text=_("Use the topics that exist already, so that readers find related matter.")),
        MultiFieldPanel(
            [
                FieldPanel("audience"),
                FieldPanel("audience_unit", help_text=_("Only for the audience “One unit and those below it”.")),
            ],
            heading=_("For whom"),
            help_text=_("Nobody else sees the course. Visitors see the titles of courses for all members."),
        ),
    ]
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("summary", boost=1.5)]
    parent_page_types: ClassVar = ["courses.CourseIndexPage"]
    subpage_types: ClassVar = ["courses.LessonPage"]
    admin_default_ordering = "ord"

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        constraints = [
            models.CheckConstraint(
                condition=(Q(audience=Audience.UNIT) & Q(audience_unit__isnull=False))
                | (~Q(audience=Audience.UNIT) & Q(audience_unit__isnull=True)),
                name="course_audience_names_its_unit",
                violation_error_message=_("Choose a unit for this audience, and only for this one."),
            ),
        ]

    @property
    def address(self) -> str:
        return reverse("courses:course", args=[self.slug])


class LessonPage(ViewedPage):
    """A lesson, completed by answering its checks and passing its quizzes, never by scrolling."""

    #: Names that the addresses below a course keep for themselves.
    RESERVED_SLUGS: ClassVar = frozenset({"enrol"})

    body = ContentField(LessonBody(), verbose_name=_("body"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=8, validators=[MinValueValidator(1)])
    credit_hours = models.DecimalField(
        _("study hours"),
        max_digits=4,
        decimal_places=1,
        default=0.5,
        validators=[MinValueValidator(0)],
        help_text=_("Earned once, when the lesson is completed."),
    )

    objects: ClassVar = LessonManager()

    template = "courses/lesson.html"
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("minutes", help_text=_("How long an unhurried reader takes.")),
        FieldPanel("credit_hours"),
        FieldPanel("body", help_text=_("Text, citations and, right after what they check, check questions.")),
    ]
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("summary", boost=1.5), index.SearchField("body")]
    parent_page_types: ClassVar = ["courses.CoursePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def clean(self) -> None:
        super().clean()
        if self.slug in self.RESERVED_SLUGS:
            raise ValidationError({"slug": _("This address is taken by the site itself. Choose another.")})

    @property
    def address(self) -> str:
        course_slug, lesson_slug = self.url_path.strip("/").split("/")[-2:]
        return reverse("courses:lesson", args=[course_slug, lesson_slug])

    @property
    def check_ids(self) -> list[int]:
        """The questions asked, in their order. Read from the raw body, so that nothing is fetched."""
        return self._chosen("check")

    @property
    def quiz_ids(self) -> list[int]:
        """The quizzes to be passed, in their order."""
        return self._chosen("quiz")

    @property
    def block_ids(self) -> list[str]:
        """The ids of the blocks, in their order."""
        return [block["id"] for block in self.body.raw_data if block.get("id")]

    def block_of_check(self, question_id: int) -> str:
        """The id of the block that asks a question."""
        return next(
            (
                block.get("id") or ""
                for block in self.body.raw_data
                if block["type"] == "check" and block["value"] == question_id
            ),
            "",
        )

    def _chosen(self, block_type: str) -> list[int]:
        chosen = (block["value"] for block in self.body.raw_data if block["type"] == block_type)
        return list(dict.fromkeys(pk for pk in chosen if pk))
