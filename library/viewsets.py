"""Statutes in the CMS: their particulars to correct, their versions to read."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import EditView, IndexView, InspectView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from base.permission_policies import register_permission_policy
from base.visitor_pages import clear_visitor_pages
from library.models import Statute, Synonym
from library.presentation import sections_of


class StatutePermissionPolicy(ModelPermissionPolicy):
    """Statutes come in by import, never by typing."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "add" and bool(super().user_has_permission(user, action))


statute_permissions = StatutePermissionPolicy(Statute)
register_permission_policy(Statute, statute_permissions)


class StatuteIndexView(IndexView):
    def get_base_queryset(self) -> Any:
        return Statute.objects.by_rank()


class StatuteEditView(EditView):
    def save_instance(self) -> Statute:
        statute: Statute = super().save_instance()
        clear_visitor_pages()
        return statute


class StatuteInspectView(InspectView):
    page_title = _("Versions and articles")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = self.object.versions.with_article_count()
        asked = self.request.GET.get("version", "")
        version = next((version for version in versions if str(version.pk) == asked), None) or versions.first()
        return super().get_context_data(
            **kwargs,
            versions=versions,
            version=version,
            sections=sections_of(version) if version else [],
        )


class StatuteViewSet(ModelViewSet):
    model = Statute
    name = "statutes"
    icon = "doc-full"
    menu_label = _("Statutes")
    copy_view_enabled = False
    add_to_reference_index = False  # what cites a law names it
    inspect_view_enabled = True
    index_view_class = StatuteIndexView
    edit_view_class = StatuteEditView
    inspect_view_class = StatuteInspectView
    inspect_template_name = "library/cms/statute_versions.html"
    search_fields = ("title", "short_title")
    search_backend_name = None
    list_filter = ("kind",)
    list_per_page = 50
    list_display = (
        TitleColumn("short_title", label=_("Short title"), url_name="statutes:edit"),
        Column("kind", label=_("Kind"), accessor="get_kind_display"),
        Column("issuer", label=_("Issuer")),
        Column("repealed_on", label=_("Repealed on")),
    )
    panels = (
        FieldPanel("title"),
        FieldPanel("short_title", read_only=True),  # citations go by it
        FieldRowPanel([FieldPanel("kind"), FieldPanel("issuer")]),
        FieldPanel("topics"),
        FieldPanel("repealed_on"),
    )

    @property
    def permission_policy(self) -> StatutePermissionPolicy:
        return statute_permissions


class SynonymViewSet(ModelViewSet):
    model = Synonym
    name = "synonyms"
    icon = "search"
    menu_label = _("Synonyms")
    copy_view_enabled = False
    add_to_reference_index = False
    search_fields = ("word", "legal_terms")
    search_backend_name = None
    list_per_page = 50
    list_display = (
        TitleColumn("word", label=_("People say"), url_name="synonyms:edit"),
        Column("legal_terms", label=_("The law says")),
    )
    panels = (
        HelpPanel(
            content=_(
                "Whoever searches for the word also finds what speaks of the terms of the law; they count for less "
                "than the word itself. A change takes effect within seconds."
            )
        ),
        FieldPanel("word"),
        FieldPanel("legal_terms"),
    )


class LibraryViewSetGroup(ViewSetGroup):
    items = (StatuteViewSet, SynonymViewSet)
    menu_label = _("Law library")
    menu_icon = "folder-open-inverse"
    menu_order = 250
