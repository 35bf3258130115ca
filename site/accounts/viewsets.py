"""The administration of members, units, memberships and leave in the CMS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.boolean_radio_select import BooleanRadioSelect
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy

from accounts import services
from accounts.cms_forms import (
    LeaveForm,
    MemberChangeForm,
    MemberForm,
    MembershipChangeForm,
    MembershipForm,
    TransferForm,
    UnitForm,
    group_label,
)
from accounts.models import Leave, Member, Membership, Unit
from accounts.permissions import can_administer_member
from base.permission_policies import register_permission_policy

if TYPE_CHECKING:
    from accounts.requests import MemberRequest


class SavesThroughService:
    """The form's service writes and logs; what it refuses at the last moment stands above the form."""

    def save_instance(self) -> Any:
        return self.form.save()  # type: ignore[attr-defined]

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[misc]
        except ValidationError as error:
            form.add_error(None, error)
            self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
            return self.form_invalid(form)  # type: ignore[attr-defined]


class MemberFromLink:
    """A link may fill in the member: ``?member=W00001``."""

    def get_initial(self) -> dict[str, Any]:
        initial: dict[str, Any] = super().get_initial()  # type: ignore[misc]
        return {**initial, "member": self.request.GET.get("member", "")}  # type: ignore[attr-defined]


class CreateView(SavesThroughService, generic.CreateView):
    pass


class EditView(SavesThroughService, generic.EditView):
    pass


class DeleteView(generic.DeleteView):
    """``remove`` is the service; what it refuses is said in the list."""

    remove: Any

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ValidationError as error:
            messages.error(self.request, error.messages[0])
            return redirect(self.index_url_name)


# --- Members --------------------------------------------------------------------------------------------------


class MemberPermissionPolicy(ModelPermissionPolicy):
    """Nobody deletes a member: whoever leaves is made inactive, and the records stay."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "delete" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return super().user_has_any_permission(user, set(actions) - {"delete"})


class GroupFilterField(django_filters.fields.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Group) -> str:
        return group_label(obj)


class GroupFilter(django_filters.ModelMultipleChoiceFilter):
    field_class = GroupFilterField


member_permissions = MemberPermissionPolicy(Member)
register_permission_policy(Member, member_permissions)


class MemberFilterSet(WagtailFilterSet):
    unit = django_filters.ModelChoiceFilter(
        label=gettext_lazy("On the roster of, or below"), queryset=Unit.objects.all(), method="on_roster_of"
    )
    activated = django_filters.BooleanFilter(
        label=gettext_lazy("Activated"),
        field_name="activated_at",
        lookup_expr="isnull",
        exclude=True,
        widget=BooleanRadioSelect,
    )
    is_active = django_filters.BooleanFilter(label=gettext_lazy("Active"), widget=BooleanRadioSelect)
    groups = GroupFilter(
        label=gettext_lazy("Work in the CMS"), queryset=Group.objects.order_by("name"), widget=CheckboxSelectMultiple
    )

    class Meta:
        model = Member
        fields: list[str] = []

    def on_roster_of(self, queryset: Any, name: str, unit: Unit) -> Any:
        return queryset.on_roster_of(unit)


class MemberEditView(EditView):
    template_name = "accounts/cms/member_edit.html"

    def get_object(self, queryset: QuerySet[Member] | None = None) -> Member:
        member: Member = super().get_object(queryset)
        if not can_administer_member(self.request.user, member):
            raise PermissionDenied
        return member

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        def button(label: str, name: str, icon: str) -> Button:
            return Button(label, url=reverse(f"wagtailusers_users:{name}", args=[self.object.pk]), icon_name=icon)

        return [
            button(_("Issue an activation code"), "issue_code", "key"),
            button(_("Remove the second factor"), "remove_second_factor", "lock-open"),
            *super().header_more_buttons,
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, memberships=Membership.objects.of(self.object))


def _member_to_administer(request: MemberRequest, pk: int) -> Member:
    member = get_object_or_404(Member, pk=pk)
    if not can_administer_member(request.user, member):
        raise PermissionDenied
    return member


def issue_code(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask first; then show the code, this once."""
    member = _member_to_administer(request, pk)
    context: dict[str, Any] = {"member": member}
    if request.method == "POST":
        try:
            context["issued"] = services.issue_activation_code(member=member, by=request.user)
        except ValidationError as error:
            context["refused"] = error.messages[0]
    response = render(request, "accounts/cms/issue_code.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def remove_second_factor(request: MemberRequest, pk: int) -> HttpResponse:
    """For a member who lost the phone and the recovery codes."""
    member = _member_to_administer(request, pk)
    if request.method == "POST":
        services.remove_second_factor(member=member, by=request.user)
        messages.success(request, _("%(member)s now signs in with the password alone.") % {"member": member})
        return redirect("wagtailusers_users:edit", member.pk)
    return render(request, "accounts/cms/remove_second_factor.html", {"member": member})


class MemberViewSet(ModelViewSet):
    model = Member
    icon = "user"
    menu_label = pgettext_lazy("people", "Members")
    ordering = "employee_number"
    add_to_reference_index = False
    copy_view_enabled = False
    search_fields = ("employee_number", "display_name", "phone")
    filterset_class = MemberFilterSet
    add_view_class = CreateView
    edit_view_class = MemberEditView
    edit_template_name = MemberEditView.template_name
    list_display = (
        "employee_number",
        Column("display_name", label=gettext_lazy("Name"), sort_key="display_name"),
        Column("phone", label=gettext_lazy("Phone")),
        BooleanColumn("is_active", label=gettext_lazy("Active"), sort_key="is_active"),
        DateColumn("activated_at", label=gettext_lazy("Activated"), sort_key="activated_at"),
        DateColumn("last_login", label=gettext_lazy("Last sign-in"), sort_key="last_login"),
    )

    @property
    def permission_policy(self) -> MemberPermissionPolicy:
        return member_permissions

    def get_form_class(self, for_update: bool = False) -> type[MemberForm]:
        return MemberChangeForm if for_update else MemberForm

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/code/", issue_code, name="issue_code"),
            path("<int:pk>/second-factor/", remove_second_factor, name="remove_second_factor"),
        ]


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


class PeopleGroup(ViewSetGroup):
    """The part of the menu that administrators have and editors do not.

    Members are registered by Wagtail itself, which is why only their way into the menu stands here.
    """

    menu_label = gettext_lazy("Members and units")
    menu_icon = "group"
    menu_order = 600
    items = (UnitViewSet, MembershipViewSet, LeaveViewSet)

    def get_submenu_items(self) -> list[Any]:
        members = MemberViewSet("wagtailusers_users", url_prefix="users")
        return [members.get_menu_item(order=0), *super().get_submenu_items()]
