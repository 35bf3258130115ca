"""Statutes in the CMS: which there are and what they are today, their particulars, their versions, their repeal."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import FormView
from taggit.models import Tag
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import EditView, IndexView, InspectView, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy

from base.permission_policies import register_permission_policy
from base.visitor_pages import clear_visitor_pages
from library import services
from library.amendments.following import DECIDE
from library.cms.amendments import point_to_the_desk
from library.cms.forms import RepealForm
from library.cms.names import StatuteForm
from library.enums import StatuteStatus
from library.models import Statute
from library.presentation import sections_of, sections_of_draft

_DRAFTS = "drafts"


class StatutePermissionPolicy(ModelPermissionPolicy):
    """Statutes come in by upload or import, never by typing."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "add" and bool(super().user_has_permission(user, action))


statute_permissions = StatutePermissionPolicy(Statute)
register_permission_policy(Statute, statute_permissions)


class StatuteFilterSet(WagtailFilterSet):
    status = django_filters.ChoiceFilter(
        label=pgettext_lazy("law", "Status"),
        choices=[
            *((s, s.label) for s in (StatuteStatus.IN_FORCE, StatuteStatus.NOT_YET, StatuteStatus.REPEALED)),
            (_DRAFTS, gettext_lazy("With drafts")),
        ],
        method="of_status",
    )
    topics = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Topic"),
        queryset=lambda request: Tag.objects.filter(statute__isnull=False).distinct().order_by("name"),
        method="on_topic",
    )

    class Meta:
        model = Statute
        fields = ["kind"]

    def of_status(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.with_drafts() if value == _DRAFTS else queryset.having_status(value, timezone.localdate())

    def on_topic(self, queryset: Any, name: str, value: Tag) -> Any:
        return queryset.on_topic(value)


def _status(statute: Any) -> str:
    """What it is today, from dates; a statute that nobody can read yet is a draft."""
    versions = statute.versions_to_read
    if not versions:
        return _("Draft")
    versions[0].statute = statute
    label = str(versions[0].status.label)
    return _("%(status)s, with a draft") % {"status": label} if statute.draft_count else label


class StatuteIndexView(IndexView):
    def get_base_queryset(self) -> Any:
        return Statute.objects.for_editors(timezone.localdate())

    @cached_property
    def header_buttons(self) -> list[Any]:
        buttons = list(super().header_buttons)
        if self.request.user.has_perm("library.add_statuteversion"):
            url = reverse("statute_uploads:index")
            buttons.append(HeaderButton(_("Upload statutes"), url=url, icon_name="upload"))
        return buttons


class StatuteEditView(EditView):
    def save_instance(self) -> Statute:
        statute: Statute = super().save_instance()
        services.name_statute(statute=statute, names=self.form.cleaned_data["other_names"], by=self.request.user)
        clear_visitor_pages()
        return statute


class StatuteInspectView(InspectView):
    page_title = gettext_lazy("Versions and articles")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = list(self.object.versions.newest_first().with_article_count().with_has_places())
        asked = self.request.GET.get("version", "")
        version = next((version for version in versions if str(version.pk) == asked), None) or next(
            iter(versions), None
        )
        shown = version if version is None or version.live else version.get_latest_revision_as_object()
        sections = [] if shown is None else sections_of(shown) if shown.live else sections_of_draft(shown)
        user = self.request.user
        return super().get_context_data(
            **kwargs,
            statute=self.object,
            versions=versions,
            version=shown,
            sections=sections,
            may_edit=user.has_perm("library.change_statuteversion"),
            may_decide=user.has_perm(DECIDE),
            may_upload=user.has_perm("library.add_statuteversion"),
            may_repeal=user.has_perm("library.change_statute"),
        )


class RepealView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """From which day a statute is no law any more, and why we think so."""

    permission_policy = statute_permissions
    permission_required = "change"
    template_name = "library/cms/statute_form.html"
    page_title = gettext_lazy("Repeal")
    header_icon = "cross"
    form_class = RepealForm
    request: Any

    @cached_property
    def statute(self) -> Statute:
        return get_object_or_404(Statute, pk=self.kwargs["pk"])

    def get_initial(self) -> dict[str, Any]:
        return {"repealed_on": self.statute.repealed_on}

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            {"url": reverse("statutes:index"), "label": _("Statutes")},
            {"url": reverse("statutes:inspect", args=[self.statute.pk]), "label": self.statute.short_title},
            {"url": "", "label": str(self.page_title)},
        ]

    def get_page_subtitle(self) -> str:
        return self.statute.short_title

    def form_valid(self, form: Any) -> HttpResponse:
        services.repeal_statute(
            statute=self.statute,
            on=form.cleaned_data["repealed_on"],
            reason=form.cleaned_data["reason"],
            by=self.request.user,
        )
        messages.success(self.request, _("Saved. Readers see it at once."))
        for version in self.statute.versions.with_places_to_check():
            point_to_the_desk(self.request, version)
        return redirect("statutes:inspect", self.statute.pk)


class RepealedOnPanel(FieldPanel):
    def format_value_for_display(self, value: Any) -> Any:
        return _("Not repealed") if value is None else super().format_value_for_display(value)


# Set here, since models import no forms.
Statute.base_form_class = StatuteForm


class StatuteViewSet(ModelViewSet):
    model = Statute
    name = "statutes"
    icon = "doc-full"
    menu_label = gettext_lazy("Statutes")
    copy_view_enabled = False
    add_to_reference_index = False  # what cites a law names it
    inspect_view_enabled = True
    index_view_class = StatuteIndexView
    edit_view_class = StatuteEditView
    inspect_view_class = StatuteInspectView
    inspect_template_name = "library/cms/statute_versions.html"
    filterset_class = StatuteFilterSet
    search_fields = ("title", "short_title")
    search_backend_name = None
    list_per_page = 50
    list_display = (
        TitleColumn("short_title", label=gettext_lazy("Short title"), url_name="statutes:inspect"),
        Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display"),
        Column("status", label=pgettext_lazy("law", "Status"), accessor=_status),
        Column("versions", label=gettext_lazy("Number of versions"), accessor="version_count"),
        Column("issuer", label=gettext_lazy("Issuer")),
        Column("repealed_on", label=gettext_lazy("Repealed on")),
    )
    panels = (
        FieldPanel("title"),
        FieldPanel("short_title", read_only=True),  # citations go by it
        FieldPanel("other_names"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("issuer")]),
        FieldPanel("topics"),
        RepealedOnPanel("repealed_on", read_only=True),  # with a reason, on a page of its own
    )

    @property
    def permission_policy(self) -> StatutePermissionPolicy:
        return statute_permissions

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("repeal/<int:pk>/", RepealView.as_view(), name="repeal")]
