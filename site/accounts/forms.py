"""What a member fills in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.core import ratelimit
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import services
from accounts.models import Member
from accounts.names import fold_phone

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise


class PlainFields:
    """allauth's fields without placeholders, which repeat the label and vanish when one types, and with our words."""

    words: ClassVar[dict[str, StrOrPromise]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.widget.attrs.pop("placeholder", None)
            field.label = self.words.get(name, field.label)
            if name in ("password", "oldpassword"):
                field.help_text = ""


class SignInForm(PlainFields, LoginForm):
    """One field for any of the three names."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("Employee number, phone or e-mail"),
            max_length=254,
            widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        )
        self.order_fields(["login", "password"])


class PasswordChangeForm(PlainFields, ChangePasswordForm):
    words = {"oldpassword": _("Current password"), "password1": _("New password"), "password2": _("New password again")}


class NewPasswordForm(PlainFields, ResetPasswordKeyForm):
    words = {"password1": _("New password"), "password2": _("New password again")}


class PasswordAgainForm(PlainFields, ReauthenticateForm):
    pass


class SecondFactorForm(PlainFields, AuthenticateForm):
    words = {"code": pgettext_lazy("sign-in", "Code")}


class SecondFactorAgainForm(PlainFields, ReauthenticateByCodeForm):
    words = {"code": pgettext_lazy("sign-in", "Code")}


class SecondFactorSetUpForm(PlainFields, ActivateTOTPForm):
    words = {"code": _("Six digits")}


class PasswordResetForm(PlainFields, ResetPasswordForm):
    """Asks for the e-mail address. What comes back is the same whether or not somebody has it."""

    words = {"email": _("E-mail")}

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        self.users = [member for member in Member.objects.with_email(email) if member.has_usable_password()]
        return email

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Send the letter. Beyond the limit none is sent and nothing else is said: those before it still work."""
        email: str = self.cleaned_data["email"]
        if ratelimit.consume(request, action="password_letter", key=email.lower()):
            super().save(request, **kwargs)
        return email


class ActivationForm(forms.Form):
    """The one-time code and the first password. Valid only with a code that may be used now."""

    employee_number = forms.CharField(
        label=_("Employee number"),
        max_length=32,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    code = forms.CharField(
        label=_("Activation code"),
        max_length=20,
        help_text=_("Ten letters and digits, such as ABCD-EFGH-JK. Hyphens may be left out."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    password1 = forms.CharField(
        label=_("New password"),
        strip=False,
        help_text=_("At least 8 characters, and not digits alone."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("New password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            return data
        found = services.find_activation_code(employee_number=data["employee_number"], code=data["code"])
        if data["password1"] != data["password2"]:
            self.add_error("password2", _("The two passwords are not the same."))
        try:
            validate_password(data["password1"], found.member)
        except ValidationError as error:
            self.add_error("password1", error)
        return data

    def save(self) -> Member:
        """Spend the code. Raises ValidationError when somebody else has just spent it."""
        data = self.cleaned_data
        return services.activate(employee_number=data["employee_number"], code=data["code"], password=data["password1"])


class ContactForm(forms.ModelForm):
    """A member's own phone and e-mail."""

    phone = forms.CharField(
        label=_("Phone"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        help_text=_("You can also sign in with it."),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("You can also sign in with it, and a forgotten password is reset by a letter to it."),
    )

    class Meta:
        model = Member
        fields = ("phone", "email")

    def clean_phone(self) -> str:
        return fold_phone(self.cleaned_data["phone"])

    def save(self, commit: bool = True) -> Member:
        """Raises ValidationError when somebody else has just taken the phone or the address."""
        return services.change_contact(
            member=self.instance, phone=self.cleaned_data["phone"], email=self.cleaned_data["email"]
        )
