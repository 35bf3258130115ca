"""Pages around the law in the CMS: one list for each type, and what is said of each topic."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from django_filters import ModelChoiceFilter
from taggit.models import Tag
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import CreateView, DeleteView, EditView
from wagtail.admin.views.pages.listing import IndexView, PageFilterSet
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from base.permission_policies import register_permission_policy
from base.visitor_pages import clear_visitor_pages
from library.models import CasePage, GuidePage, HandbookPage, NoticePage, QuestionAnswerPage, TopicIntro


class LawContentFilterSet(PageFilterSet):
    topics = ModelChoiceFilter(queryset=Tag.objects.order_by("name"), label=_("Topic"))


class ReviewedListing(PageListingViewSet):
    """A list in which one sees what was not checked for long."""

    list_display = (*IndexView.base_columns, DateColumn("reviewed_on", label=_("Reviewed on"), sort_key="reviewed_on"))
    filterset_class = LawContentFilterSet


class GuideListing(ReviewedListing):
    model = GuidePage
    name = "guides"
    icon = "list-ol"
    menu_label = _("Guides")


class CaseListing(ReviewedListing):
    model = CasePage
    name = "cases"
    icon = "doc-full"
    menu_label = _("Typical cases")


class AnswerListing(ReviewedListing):
    model = QuestionAnswerPage
    name = "answers"
    icon = "help"
    menu_label = _("Questions and answers")


class HandbookListing(ReviewedListing):
    model = HandbookPage
    name = "handbook"
    icon = "folder-open-1"
    menu_label = _("Union handbook")


class NoticeListing(PageListingViewSet):
    model = NoticePage
    name = "notices"
    icon = "thumbtack"
    menu_label = _("Notices")
    list_display = (*IndexView.base_columns, DateColumn("issued_on", label=_("date"), sort_key="issued_on"))
    filterset_class = LawContentFilterSet


class _ShownAtOnce:
    """What visitors see of a topic is made anew when an editor has changed it."""

    def save_instance(self) -> Any:
        instance = super().save_instance()  # type: ignore[misc]
        clear_visitor_pages()
        return instance


class TopicIntroCreateView(_ShownAtOnce, CreateView):
    pass


class TopicIntroEditView(_ShownAtOnce, EditView):
    pass


class TopicIntroDeleteView(DeleteView):
    def delete_action(self) -> None:
        super().delete_action()
        clear_visitor_pages()


topic_intro_permissions = ModelPermissionPolicy(TopicIntro)
register_permission_policy(TopicIntro, topic_intro_permissions)


class TopicIntroViewSet(ModelViewSet):
    model = TopicIntro
    name = "topic_intros"
    icon = "tag"
    menu_label = _("Topics")
    copy_view_enabled = False
    add_view_class = TopicIntroCreateView
    edit_view_class = TopicIntroEditView
    delete_view_class = TopicIntroDeleteView
    search_fields = ("topic__name", "text")
    search_backend_name = None
    list_display = (
        TitleColumn("topic", label=_("Topic"), url_name="topic_intros:edit"),
        Column("text", label=_("Introduction")),
    )
    panels: ClassVar = (FieldPanel("topic"), FieldPanel("text"))

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return topic_intro_permissions


class LawContentViewSetGroup(ViewSetGroup):
    items = (GuideListing, CaseListing, AnswerListing, HandbookListing, NoticeListing, TopicIntroViewSet)
    menu_label = _("Around the law")
    menu_icon = "form"
    menu_order = 240
