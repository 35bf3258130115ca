"""Members, the tree of units, and who belongs where from when until when."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from treebeard.mp_tree import MP_Node

from accounts.enums import LeaveKind, Role, UnitKind
from accounts.queries import ActivationCodeQuerySet, LeaveQuerySet, MemberManager, MembershipQuerySet, UnitManager

employee_number_validator = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9._-]*$", _("Use letters, digits, dots, hyphens and underscores only.")
)
phone_validator = RegexValidator(
    r"^(1[3-9][0-9]{9}|0[0-9]{9,11}|\+[1-9][0-9]{7,14})$",
    _("Enter the 11 digits of a mobile number, a landline with its area code, or + and the country’s code."),
)


class Member(AbstractBaseUser, PermissionsMixin):
    """A person of the union. The employee number tells people apart; names do not."""

    employee_number = models.CharField(
        _("employee number"),
        max_length=32,
        unique=True,
        validators=[employee_number_validator],
        error_messages={"unique": _("This employee number is taken by another member.")},
        help_text=_("The member signs in with it."),
    )
    display_name = models.CharField(_("name"), max_length=60)
    phone = models.CharField(
        _("phone"),
        max_length=16,
        null=True,
        blank=True,
        unique=True,
        validators=[phone_validator],
        error_messages={"unique": _("This phone number is taken by another member.")},
    )
    email = models.EmailField(_("e-mail"), null=True, blank=True)
    is_active = models.BooleanField(
        pgettext_lazy("people", "active"),
        default=True,
        help_text=_("Somebody who left the union is made inactive, never deleted."),
    )
    activated_at = models.DateTimeField(_("activated at"), null=True, blank=True, editable=False)
    date_joined = models.DateTimeField(_("added at"), default=timezone.now, editable=False)

    objects: ClassVar[MemberManager] = MemberManager()

    USERNAME_FIELD = "employee_number"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["employee_number"]
        constraints = [
            models.UniqueConstraint(
                Lower("employee_number"),
                name="member_employee_number_unique",
                violation_error_message=_("This employee number is taken by another member."),
            ),
            models.UniqueConstraint(
                Lower("email"),
                name="member_email_unique",
                violation_error_message=_("This e-mail address is taken by another member."),
            ),
            models.CheckConstraint(condition=~Q(employee_number=""), name="member_employee_number_given"),
            models.CheckConstraint(condition=~Q(phone="") & ~Q(email=""), name="member_blank_contact_is_null"),
        ]

    def __str__(self) -> str:
        return f"{self.display_name}（{self.employee_number}）"

    def clean(self) -> None:
        super().clean()
        self.phone = self.phone or None
        self.email = self.email or None

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name


class Unit(MP_Node):
    """A node of the union's tree: the union, its branches, their teams, to any depth."""

    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=10, choices=UnitKind, default=UnitKind.TEAM)

    node_order_by: ClassVar[list[str]] = []

    objects: ClassVar[UnitManager] = UnitManager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="unit_name_given")]

    def __str__(self) -> str:
        return self.name

    def indented_name(self) -> str:
        """The name, moved in by its depth, for lists of the whole tree."""
        return "　" * (self.depth - 1) + self.name

    indented_name.short_description = _("name")  # type: ignore[attr-defined]


class Membership(models.Model):
    """One role of one member in one unit over a span of days. ``until`` is the last day that counts."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("member"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("unit"))
    role = models.CharField(_("role"), max_length=16, choices=Role, default=Role.MEMBER)
    from_date = models.DateField(_("from"), default=timezone.localdate)
    until = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The last day. Leave empty while it lasts.")
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["unit__path", "role", "from_date"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_date")),
                name="membership_ends_after_it_begins",
                violation_error_message=_("The last day must not be before the first."),
            ),
            models.UniqueConstraint(
                fields=["member", "unit", "role"],
                condition=Q(until__isnull=True),
                name="membership_one_open_per_role",
                violation_error_message=_("The member already holds this role in this unit."),
            ),
            models.UniqueConstraint(fields=["member", "unit", "role", "from_date"], name="membership_unique_start"),
        ]
        indexes = [models.Index(fields=["unit", "role", "from_date", "until"], name="membership_roster")]

    def __str__(self) -> str:
        return f"{self.member} · {self.unit} · {self.get_role_display()}"

    @property
    def may_be_transferred(self) -> bool:
        """A place on a roster that has not ended."""
        return self.role == Role.MEMBER and (self.until is None or self.until >= timezone.localdate())


class Leave(models.Model):
    """Days on which a member is away and is not counted among those who should study."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="leaves", verbose_name=_("member"))
    kind = models.CharField(_("kind"), max_length=10, choices=LeaveKind)
    from_date = models.DateField(_("from"))
    until = models.DateField(_("until"), help_text=_("The last day of the leave."))

    objects = LeaveQuerySet.as_manager()

    class Meta:
        verbose_name = _("leave")
        verbose_name_plural = _("leaves")
        ordering = ["-from_date"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("from_date")),
                name="leave_ends_after_it_begins",
                violation_error_message=_("The last day must not be before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.get_kind_display()} · {self.from_date}–{self.until}"


class ActivationCode(models.Model):
    """A one-time code with which a member sets a first password. Only its hash is kept."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="activation_codes")
    code_hash = models.CharField(max_length=64, unique=True)
    issued_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    issued_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = ActivationCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("activation code")
        verbose_name_plural = _("activation codes")
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(used_at__isnull=True), name="activation_code_one_open_per_member"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.issued_at:%Y-%m-%d}"
