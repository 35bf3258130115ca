"""Members in the CMS: who they are, what they may do there, and how they get in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.boolean_radio_select import BooleanRadioSelect
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy

from accounts import services
from accounts.cms.forms import MemberChangeForm, MemberForm, group_label
from accounts.cms.saving import CreateView, EditView
from accounts.models import Member, Membership, Unit
from accounts.permissions import can_administer_member
from base.permission_policies import register_permission_policy

if TYPE_CHECKING:
    from accounts.requests import MemberRequest


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
    is_active = django_filters.BooleanFilter(label=pgettext_lazy("people", "Active"), widget=BooleanRadioSelect)
    groups = GroupFilter(
        label=gettext_lazy("Work in the CMS"), queryset=Group.objects.order_by("name"), widget=CheckboxSelectMultiple
    )

    class Meta:
        model = Member
        fields: list[str] = []

    def on_roster_of(self, queryset: Any, name: str, unit: Unit) -> Any:
        return queryset.on_roster_of(unit)


def _refuse_unless_administered(request: MemberRequest, member: Member) -> Member:
    """Wagtail says that this may not be opened; why it may not, it cannot know."""
    if not can_administer_member(request.user, member):
        if request.user.has_perm("accounts.change_member"):
            reason = _("%(member)s may do more in the CMS than you. A superuser looks after this member.")
            messages.error(request, reason % {"member": member})
        raise PermissionDenied
    return member


class MemberEditView(EditView):
    template_name = "accounts/cms/member_edit.html"

    def get_object(self, queryset: QuerySet[Member] | None = None) -> Member:
        return _refuse_unless_administered(self.request, super().get_object(queryset))

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        def button(label: str, name: str, icon: str) -> Button:
            return Button(label, url=reverse(f"wagtailusers_users:{name}", args=[self.object.pk]), icon_name=icon)

        buttons = [button(_("Issue an activation code"), "issue_code", "key")]
        if is_mfa_enabled(self.object):
            buttons.append(button(_("Remove the second factor"), "remove_second_factor", "lock-open"))
        return [*buttons, *super().header_more_buttons]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, memberships=Membership.objects.of(self.object))


def issue_code(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask first; then show the code, this once."""
    member = _refuse_unless_administered(request, get_object_or_404(Member, pk=pk))
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
    member = _refuse_unless_administered(request, get_object_or_404(Member, pk=pk))
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
        Column("display_name", label=pgettext_lazy("people", "Name"), sort_key="display_name"),
        Column("phone", label=gettext_lazy("Phone")),
        BooleanColumn("is_active", label=pgettext_lazy("people", "Active"), sort_key="is_active"),
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
