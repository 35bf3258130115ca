"""What an administrator fills in. Every form saves through a service, in the name of whoever is signed in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from accounts import services
from accounts.models import Leave, Member, Membership, Unit
from accounts.names import fold, fold_phone
from accounts.permissions import groups_to_give


class UnitChoiceField(forms.ModelChoiceField):
    """Units in the order of the tree, each as far in as it is deep."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Unit.objects.all(), **kwargs)

    def label_from_instance(self, obj: Unit) -> str:
        return obj.indented_name()


class EmployeeNumberField(forms.CharField):
    """A member, told by the employee number: names repeat, and a list of thousands is no help."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Employee number"), max_length=32, help_text=_("The member's employee number."), **kwargs
        )

    def clean(self, value: Any) -> Any:
        number = super().clean(value)
        member = Member.objects.numbered(number).first()
        if number and member is None:
            raise ValidationError(_("There is no member with this employee number."), code="unknown")
        return member

    def prepare_value(self, value: Any) -> Any:
        return value.employee_number if isinstance(value, Member) else value


GROUP_LABELS = {
    "Editors": _("Editor: writes"),
    "Moderators": _("Moderator: also publishes"),
    "Administrators": _("Administrator: looks after members and units"),
}


def group_label(group: Group) -> str:
    """What one of Wagtail's groups is for; a group made later has only its name."""
    return str(GROUP_LABELS.get(group.name, group.name))


class GroupChoiceField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Group) -> str:
        return group_label(obj)


class MemberForm(WagtailAdminModelForm):
    """A new member. No password is typed here: the member sets it with an activation code."""

    class Meta:
        model = Member
        fields = ("employee_number", "display_name", "phone", "email")
        labels = {"display_name": pgettext_lazy("people", "Name")}
        help_texts = {
            "display_name": _("As it should stand in lists and reports."),
            "phone": _("If known. The member can sign in with it, and can change it."),
            "email": _("If known. The member can sign in with it and reset a forgotten password by themselves."),
        }

    def clean_employee_number(self) -> str:
        return fold(self.cleaned_data["employee_number"])

    def clean_phone(self) -> str:
        return fold_phone(self.cleaned_data["phone"] or "")

    def save(self, commit: bool = True) -> Member:
        data = self.cleaned_data
        return services.add_member(
            employee_number=data["employee_number"],
            display_name=data["display_name"],
            phone=data["phone"] or "",
            email=data["email"] or "",
            by=self.for_user,
        )


class MemberChangeForm(MemberForm):
    groups = GroupChoiceField(
        Group.objects.none(),
        label=_("Work in the CMS"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave all empty for somebody who only studies."),
    )

    class Meta(MemberForm.Meta):
        fields = (*MemberForm.Meta.fields, "is_active")  # type: ignore[assignment]
        help_texts = {
            **MemberForm.Meta.help_texts,
            "is_active": _("Somebody who left the union is made inactive, never deleted. Their memberships end today."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"].queryset = groups_to_give(self.for_user)
        self.fields["groups"].initial = self.instance.groups.all()
        if self.instance == self.for_user:
            self.fields["is_active"].disabled = True
            self.fields["is_active"].help_text = _("You cannot make yourself inactive.")

    def save(self, commit: bool = True) -> Member:
        data = self.cleaned_data
        return services.change_member(
            member=self.instance,
            employee_number=data["employee_number"],
            display_name=data["display_name"],
            phone=data["phone"] or "",
            email=data["email"] or "",
            is_active=data["is_active"],
            groups=data["groups"],
            by=self.for_user,
        )


class UnitForm(WagtailAdminModelForm):
    parent = UnitChoiceField(
        label=_("Part of"),
        required=False,
        empty_label=_("Nothing above it"),
        help_text=_("A unit that is moved takes everything below it along."),
    )

    class Meta:
        model = Unit
        fields = ("name", "kind")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["parent"].initial = self.instance.get_parent()

    def clean_parent(self) -> Unit | None:
        parent: Unit | None = self.cleaned_data["parent"]
        if parent and self.instance.pk and parent.path.startswith(self.instance.path):
            raise ValidationError(_("A unit cannot be moved under itself or under one of its own units."))
        return parent

    def save(self, commit: bool = True) -> Unit:
        data = self.cleaned_data
        if self.instance.pk:
            return services.change_unit(unit=self.instance, **data, by=self.for_user)
        return services.add_unit(**data, by=self.for_user)


class MembershipForm(WagtailAdminModelForm):
    member = EmployeeNumberField()
    unit = UnitChoiceField(label=pgettext_lazy("people", "Unit"))
    field_order = ("member", "unit", "role", "from_date", "until")

    class Meta:
        model = Membership
        fields = ("unit", "role", "from_date", "until")
        widgets = {"from_date": AdminDateInput, "until": AdminDateInput}
        help_texts = {
            "role": _(
                "“Member” puts a person on the roster and into its figures. The other roles are offices, held besides."
            ),
            "from_date": _("The first day that counts."),
        }

    def save(self, commit: bool = True) -> Membership:
        return services.join_unit(**self.cleaned_data, by=self.for_user)


class MembershipChangeForm(WagtailAdminModelForm):
    """The days alone: another person, unit or role is another membership."""

    class Meta:
        model = Membership
        fields = ("from_date", "until")
        widgets = {"from_date": AdminDateInput, "until": AdminDateInput}
        help_texts = {"from_date": _("The first day that counts.")}

    def save(self, commit: bool = True) -> Membership:
        return services.change_membership(membership=self.instance, **self.cleaned_data, by=self.for_user)


class TransferForm(forms.Form):
    to = UnitChoiceField(label=_("New unit"))
    on = forms.DateField(
        label=_("First day in the new unit"),
        widget=AdminDateInput,
        help_text=_("The old unit counts the member until the day before."),
    )

    def __init__(self, *args: Any, membership: Membership, by: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.membership, self.by = membership, by

    def save(self) -> Membership:
        return services.transfer(membership=self.membership, **self.cleaned_data, by=self.by)


class LeaveForm(WagtailAdminModelForm):
    member = EmployeeNumberField()
    field_order = ("member", "kind", "from_date", "until")

    class Meta:
        model = Leave
        fields = ("kind", "from_date", "until")
        widgets = {"from_date": AdminDateInput, "until": AdminDateInput}
        help_texts = {"from_date": _("The first day of the leave. These days do not count against the team.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["member"].initial = self.instance.member

    def save(self, commit: bool = True) -> Leave:
        self.instance.member = self.cleaned_data["member"]
        leave: Leave = super().save(commit=commit)
        return leave
