"""Units, memberships and leave in the CMS."""

from __future__ import annotations

from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy

from accounts import services
from accounts.cms.forms import LeaveForm, MembershipChangeForm, MembershipForm, TransferForm, UnitForm
from accounts.cms.saving import CreateView, DeleteView, EditView, MemberFromLink
from accounts.models import Leave, Membership, Unit

# --- Units ----------------------------------------------------------------------------------------------------


class UnitDeleteView(DeleteView):
    def delete_action(self) -> None:
        services.remove_unit(unit=self.object, by=self.request.user)


class UnitIndexView(generic.IndexView):
    def get_base_queryset(self) -> Any:
        return Unit.objects.with_roster_size()


class UnitViewSet(ModelViewSet):
    model = Unit
    name = "units"
    icon = "group"
    menu_label = gettext_lazy("Units")
    ordering = "path"
    add_to_reference_index = False
    copy_view_enabled = False
    search_fields = ("name",)
    list_per_page = 100
    index_view_class = UnitIndexView
    add_view_class = CreateView
    edit_view_class = EditView
    delete_view_class = UnitDeleteView
    list_display = (
        "indented_name",
        Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display"),
        Column("roster_size", label=gettext_lazy("On its own roster today")),
    )

    def get_form_class(self, for_update: bool = False) -> type[UnitForm]:
        return UnitForm


# --- Memberships ----------------------------------------------------------------------------------------------


class MembershipFilterSet(WagtailFilterSet):
    unit = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Unit, or below"), queryset=Unit.objects.all(), method="at_or_below"
    )

    class Meta:
        model = Membership
        fields = ["role"]

    def at_or_below(self, queryset: Any, name: str, unit: Unit) -> Any:
        return queryset.at_or_below(unit)


class MembershipIndexView(generic.IndexView):
    def get_base_queryset(self) -> Any:
        return Membership.objects.with_names()

    def get_list_more_buttons(self, instance: Membership) -> list[Any]:
        buttons = super().get_list_more_buttons(instance)
        if instance.may_be_transferred and self.user_has_permission("change"):
            url = reverse("memberships:transfer", args=[instance.pk])
            buttons.insert(1, Button(_("Transfer"), url=url, icon_name="arrow-right", priority=20))
        return buttons


class MembershipCreateView(MemberFromLink, CreateView):
    pass


class MembershipDeleteView(DeleteView):
    def delete_action(self) -> None:
        services.remove_membership(membership=self.object, by=self.request.user)


class TransferView(generic.PermissionCheckedMixin, generic.WagtailAdminTemplateMixin, FormView):
    """From one roster to another on a day."""

    permission_policy = ModelPermissionPolicy(Membership)
    permission_required = "change"
    template_name = "wagtailadmin/generic/form.html"
    page_title = gettext_lazy("Transfer")
    header_icon = "arrow-right"
    form_class = TransferForm

    @cached_property
    def membership(self) -> Membership:
        membership: Membership = get_object_or_404(Membership.objects.with_names(), pk=self.kwargs["pk"])
        return membership

    def get_page_subtitle(self) -> str:
        return _("Transfer: %(membership)s") % {"membership": self.membership}

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        lists = {"url": reverse("memberships:index"), "label": str(MembershipViewSet.menu_label)}
        return [*super().get_breadcrumbs_items(), lists, {"url": "", "label": _("Transfer")}]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "membership": self.membership, "by": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return dict(
            context,
            media=context["form"].media,
            action_url=reverse("memberships:transfer", args=[self.membership.pk]),
            submit_button_label=_("Transfer"),
            submit_button_active_label=_("Transferring…"),
        )

    def form_valid(self, form: TransferForm) -> HttpResponse:
        try:
            with transaction.atomic():
                moved = form.save()
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(
            self.request, _("%(membership)s from %(day)s.") % {"membership": moved, "day": moved.from_date}
        )
        return redirect("wagtailusers_users:edit", moved.member_id)

    def form_invalid(self, form: TransferForm) -> HttpResponse:
        messages.validation_error(self.request, _("The transfer was not made."), form)
        return super().form_invalid(form)


class MembershipViewSet(ModelViewSet):
    model = Membership
    name = "memberships"
    icon = "list-ul"
    menu_label = gettext_lazy("Memberships")
    ordering = "-from_date"
    add_to_reference_index = False
    copy_view_enabled = False
    search_fields = ("member__employee_number", "member__display_name")
    filterset_class = MembershipFilterSet
    index_view_class = MembershipIndexView
    add_view_class = MembershipCreateView
    edit_view_class = EditView
    delete_view_class = MembershipDeleteView
    list_display = (
        "member",
        Column("unit", label=pgettext_lazy("people", "Unit")),
        Column("role", label=gettext_lazy("Role"), accessor="get_role_display"),
        Column("from_date", label=gettext_lazy("From"), sort_key="from_date"),
        Column("until", label=gettext_lazy("Until"), sort_key="until"),
    )

    def get_form_class(self, for_update: bool = False) -> type[MembershipForm | MembershipChangeForm]:
        return MembershipChangeForm if for_update else MembershipForm

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("<int:pk>/transfer/", TransferView.as_view(), name="transfer")]


# --- Leave ----------------------------------------------------------------------------------------------------


class LeaveIndexView(generic.IndexView):
    def get_base_queryset(self) -> Any:
        return Leave.objects.with_names()


class LeaveCreateView(MemberFromLink, generic.CreateView):
    pass


class LeaveViewSet(ModelViewSet):
    """No rule stands behind leave but the order of its days, so Wagtail's own views write and log it."""

    model = Leave
    name = "leaves"
    icon = "calendar-alt"
    menu_label = gettext_lazy("Leave")
    ordering = "-from_date"
    add_to_reference_index = False
    copy_view_enabled = False
    search_fields = ("member__employee_number", "member__display_name")
    list_filter = ("kind",)
    index_view_class = LeaveIndexView
    add_view_class = LeaveCreateView
    list_display = (
        "member",
        Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display"),
        Column("from_date", label=gettext_lazy("From"), sort_key="from_date"),
        Column("until", label=gettext_lazy("Until"), sort_key="until"),
    )

    def get_form_class(self, for_update: bool = False) -> type[LeaveForm]:
        return LeaveForm
