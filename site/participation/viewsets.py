"""The ledger in the CMS: to be read, and a wrong row voided with a reason."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import django_filters
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView, PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.models import Member
from base.permission_policies import register_permission_policy
from participation.enums import StudySource
from participation.forms import VoidForm
from participation.models import StudyRecord
from participation.periods import Month
from participation.queries import StudyRecordQuerySet
from participation.services import CannotVoidError, void_record

if TYPE_CHECKING:
    from accounts.requests import MemberRequest

MONTHS_TO_CHOOSE = 24


class LedgerPermissionPolicy(ModelPermissionPolicy):
    """Rows are read and voided by those who may. Nobody adds, changes or deletes one, not even a superuser."""

    def user_has_permission(self, user: Member, action: str) -> bool:
        return action in {"view", "void"} and super().user_has_permission(user, action)


ledger_permissions = LedgerPermissionPolicy(StudyRecord)
register_permission_policy(StudyRecord, ledger_permissions)


def _months() -> list[tuple[str, str]]:
    months = [Month.current()]
    while len(months) < MONTHS_TO_CHOOSE:
        months.append(months[-1].previous)
    return [(month.key, str(month)) for month in months]


class LedgerFilterSet(WagtailFilterSet):
    source = django_filters.ChoiceFilter(label=_("Source"), choices=StudySource)
    month = django_filters.ChoiceFilter(label=_("Month"), choices=_months, method="in_month")

    class Meta:
        model = StudyRecord
        fields = ["source"]

    def in_month(self, records: StudyRecordQuerySet, name: str, value: str) -> StudyRecordQuerySet:
        month = Month(dt.date.fromisoformat(f"{value}-01"))
        return records.between(month.start, month.end)


class LedgerIndexView(IndexView):
    default_ordering = "-studied_on"
    page_title = _("Study ledger")

    def get_base_queryset(self) -> StudyRecordQuerySet:
        return StudyRecord.objects.with_names()

    def get_list_more_buttons(self, instance: StudyRecord) -> list[Button]:
        if (
            instance.voids_id
            or instance.is_void
            or not ledger_permissions.user_has_permission(self.request.user, "void")
        ):
            return []
        url = reverse(self.index_url_name.replace("index", "void"), args=[instance.pk])
        return [Button(_("Void this record"), url=url, icon_name="cross", priority=10)]


class VoidView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Asks for the reason, then voids."""

    permission_policy = ledger_permissions
    permission_required = "void"
    template_name = "wagtailadmin/generic/form.html"
    page_title = _("Void a study record")
    header_icon = "cross"
    submit_button_label = _("Void this record")
    form_class = VoidForm
    index_url_name = ""
    request: MemberRequest

    @cached_property
    def record(self) -> StudyRecord:
        return get_object_or_404(StudyRecord.objects.with_names(), pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return f"{self.record.member or ''} {self.record}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        ledger = {"url": reverse(self.index_url_name), "label": StudyRecord._meta.verbose_name_plural}
        return [*super().get_breadcrumbs_items(), ledger, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "submit_button_label": self.submit_button_label}

    def form_valid(self, form: VoidForm) -> HttpResponse:
        try:
            void_record(record=self.record, reason=form.cleaned_data["reason"], by=self.request.user)
        except CannotVoidError as refusal:
            form.add_error("reason", str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _("Voided. The old row stays, and no longer counts."))
        return super().form_valid(form)

    def get_success_url(self) -> str:
        return reverse(self.index_url_name)


class LedgerViewSet(ModelViewSet):
    model = StudyRecord
    name = "study_records"
    icon = "list-ul"
    menu_label = _("Study ledger")
    form_fields: list[str] = []
    list_display = [
        "member",
        Column("title", label=_("What was studied"), sort_key="title"),
        Column("get_source_display", label=_("Source")),
        Column("hours", label=_("Study hours"), sort_key="hours"),
        Column("studied_on", label=_("Studied on"), sort_key="studied_on"),
        Column("standing", label=_("Counts")),
    ]
    list_per_page = 50
    filterset_class = LedgerFilterSet
    search_fields = ["title", "member__display_name", "member__employee_number"]
    search_backend_name = None
    copy_view_enabled = False
    index_view_class = LedgerIndexView

    @property
    def permission_policy(self) -> LedgerPermissionPolicy:
        return ledger_permissions

    def get_urlpatterns(self) -> list[URLPattern]:
        void = VoidView.as_view(index_url_name=self.get_url_name("index"))
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("void/<int:pk>/", void, name="void"),
        ]


class ParticipationViewSetGroup(ViewSetGroup):
    menu_label = _("Participation")
    menu_icon = "group"
    menu_order = 250
    items = (LedgerViewSet,)
