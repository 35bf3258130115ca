"""Who is where: every question about a team's people is asked here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import BaseUserManager, Permission
from django.db import models
from django.db.models import Case, Count, Exists, ExpressionWrapper, F, FilteredRelation, OuterRef, Q, Value, When
from django.db.models.functions import Length, Lower, Substr
from django.utils import timezone
from treebeard.mp_tree import MP_NodeManager, MP_NodeQuerySet

from accounts.codes import code_hash
from accounts.enums import RECORD_READING_ROLES, Audience, Role
from accounts.names import fold, fold_phone

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import Member, Membership, Unit


class UnitQuerySet(MP_NodeQuerySet):
    def at_or_below(self, unit: Unit) -> Self:
        """The unit itself and everything under it."""
        return self.filter(path__startswith=unit.path)

    def at_or_below_any(self, units: Iterable[Unit]) -> Self:
        """The units themselves and everything under any of them."""
        return self.filter(reduce(or_, (Q(path__startswith=unit.path) for unit in units), Q(pk__in=[])))

    def led_by(self, member: Member, *, on: dt.date | None = None) -> Self:
        """Units in which the member holds an office that lets them see study records."""
        held = member.memberships.on(on or timezone.localdate()).offices()
        return self.filter(memberships__in=held).distinct()

    def with_records_open_to(self, member: Member) -> Self:
        """Units whose study records the member may see today: where they hold an office, and all below."""
        led = self.model.objects.led_by(member)
        return self.filter(Exists(led.filter(path=Substr(OuterRef("path"), 1, Length("path"))))).order_by("path")

    def with_stays(self, start: dt.date, end: dt.date) -> Self:
        """A row for each membership that puts somebody on the unit's own roster in a period, joined as ``stay``.

        A unit without any has one row without it.
        """
        in_force = Q(memberships__until__isnull=True) | Q(memberships__until__gte=start)
        on_roster = in_force & Q(memberships__role=Role.MEMBER, memberships__from_date__lte=end)
        return self.annotate(stay=FilteredRelation("memberships", condition=on_roster))

    def with_office_of(self, member: Member) -> Self:
        """Each with ``led``: whether the member holds an office in the unit itself today."""
        held = member.memberships.on(timezone.localdate()).offices()
        return self.annotate(led=Exists(held.filter(unit=OuterRef("pk"))))

    def with_roster_size(self) -> Self:
        """Adds ``roster_size``: how many are on the unit's own roster today, those below it not counted."""
        today = timezone.localdate()
        in_force = Q(memberships__from_date__lte=today) & (
            Q(memberships__until__isnull=True) | Q(memberships__until__gte=today)
        )
        return self.annotate(
            roster_size=Count("memberships", filter=in_force & Q(memberships__role=Role.MEMBER), distinct=True)
        )

    def tree_locked(self) -> Self:
        """The topmost units, locked until the transaction ends: whoever changes the tree waits for the one before."""
        return self.filter(depth=1).select_for_update()


class UnitManager(MP_NodeManager.from_queryset(UnitQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> UnitQuerySet:
        """In the order of the tree. Treebeard's own would give its bare queryset, without the words above."""
        return UnitQuerySet(self.model, using=self._db).order_by("path")


class MembershipQuerySet(models.QuerySet):
    def on(self, date: dt.date | OuterRef) -> Self:
        """Those in force on a day; ``until`` is the last day that counts."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=date), from_date__lte=date)

    def during(self, start: dt.date, end: dt.date) -> Self:
        """Those in force on at least one day from ``start`` to ``end``, both included."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=start), from_date__lte=end)

    def lasting_beyond(self, day: dt.date) -> Self:
        """Those that do not end on or before a day, begun or not."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day))

    def at_or_below(self, unit: Unit) -> Self:
        """Those in the unit or in any unit under it."""
        return self.filter(unit__path__startswith=unit.path)

    def of(self, member: Member) -> Self:
        """One member's own, with their units, the current ones first."""
        current_first = F("until").desc(nulls_first=True)
        return self.filter(member=member).select_related("unit").order_by(current_first, "unit__path", "role")

    def with_names(self) -> Self:
        """With the member and the unit, which lists show."""
        return self.select_related("member", "unit")

    def overlapping(self, membership: Membership) -> Self:
        """Others of the same member, unit and role that share a day with this one."""
        return (
            self.filter(member=membership.member, unit=membership.unit, role=membership.role)
            .during(membership.from_date, membership.until or dt.date.max)
            .exclude(pk=membership.pk)
        )

    def offices(self) -> Self:
        """Those whose holder may see the study records of the unit."""
        return self.filter(role__in=RECORD_READING_ROLES)

    def roster(self) -> Self:
        """Those that put a person on a roster, as opposed to offices held."""
        return self.filter(role=Role.MEMBER)


def audience_of(user: Member | AnonymousUser) -> Q:
    """Whatever has an ``audience`` that the user belongs to today; what is for all, where nobody signed in."""
    from accounts.models import Membership

    held = Membership.objects.on(timezone.localdate()).filter(member=user.pk)
    audience = ExpressionWrapper(OuterRef("audience"), output_field=models.CharField())
    admitting = held.alias(audience=audience).filter(
        Q(audience=Audience.LEADERS, role=Role.LEADER)
        | Q(audience=Audience.UNION_OFFICERS, role=Role.UNION_OFFICER)
        | Q(audience=Audience.UNIT, unit__path__startswith=OuterRef("audience_unit__path"))
    )
    return Q(audience=Audience.ALL) | Q(Exists(admitting))


class MemberQuerySet(models.QuerySet):
    def on_roster_of(self, unit: Unit, *, on: dt.date | None = None) -> Self:
        """Members on the roster of this unit or below on a day (today, when none is given), each once."""
        return self.on_roster_during(unit, on or timezone.localdate(), on or timezone.localdate())

    def on_roster_during(self, unit: Unit, start: dt.date, end: dt.date) -> Self:
        """Members on the roster of this unit or below on at least one day of a period, each once."""
        from accounts.models import Membership

        on_roster = Membership.objects.roster().at_or_below(unit).during(start, end)
        return self.filter(Exists(on_roster.filter(member=OuterRef("pk"))))

    def with_presence_in(self, unit: Unit) -> Self:
        """Each with ``still_there``: whether the member is on the roster of this unit or below today."""
        from accounts.models import Membership

        today = Membership.objects.roster().at_or_below(unit).on(timezone.localdate())
        return self.annotate(still_there=Exists(today.filter(member=OuterRef("pk"))))

    def named(self, login: str) -> Self:
        """Whoever signs in with this employee number, phone or e-mail; at most one.

        An employee number goes before a phone, so that nobody takes another's by giving it as their own phone.
        """
        name = fold(login)
        return (
            self.alias(number_lower=Lower("employee_number"), email_lower=Lower("email"))
            .filter(Q(number_lower=name.lower()) | Q(phone=fold_phone(name)) | Q(email_lower=name.lower()))
            .alias(rank=Case(When(number_lower=name.lower(), then=0), When(phone=fold_phone(name), then=1), default=2))
            .order_by("rank")[:1]
        )

    def numbered(self, employee_number: str) -> Self:
        """The member with this employee number, however its letters are written."""
        return self.alias(number_lower=Lower("employee_number")).filter(number_lower=fold(employee_number).lower())

    def with_email(self, email: str) -> Self:
        """The active member who has this e-mail address."""
        return self.alias(email_lower=Lower("email")).filter(is_active=True, email_lower=fold(email).lower())

    def with_standing(self, on: dt.date) -> Self:
        """Adds ``holds_office`` (today, in some unit) and ``may_edit`` (the CMS is open to them), in the same query."""
        from accounts.models import Membership

        opens_cms = {"content_type__app_label": "wagtailadmin", "codename": "access_admin"}
        may_edit = Exists(Permission.objects.filter(group__user=OuterRef("pk"), **opens_cms)) | Exists(
            Permission.objects.filter(user=OuterRef("pk"), **opens_cms)
        )
        return self.annotate(
            holds_office=Exists(Membership.objects.on(on).offices().filter(member=OuterRef("pk"))),
            may_edit=Case(When(Q(is_superuser=True) | may_edit, then=Value(True)), default=Value(False)),
        )

    def who_may(self, permission: str) -> Self:
        """Active members with a permission (``library.change_guidepage``): their own, a group's, or as superusers."""
        app_label, codename = permission.split(".")
        named = Permission.objects.filter(content_type__app_label=app_label, codename=codename)
        return self.filter(
            Q(is_superuser=True)
            | Exists(named.filter(group__user=OuterRef("pk")))
            | Exists(named.filter(user=OuterRef("pk"))),
            is_active=True,
        )

    def locked(self) -> Self:
        """Locked until the transaction ends: whoever changes the same member waits."""
        return self.select_for_update(no_key=True)


class ActivationCodeQuerySet(models.QuerySet):
    def issued_as(self, code: str) -> Self:
        """The code that was shown as this text, used or not."""
        return self.filter(code_hash=code_hash(code)).select_related("member")

    def open(self) -> Self:
        """Not used yet; it may have expired."""
        return self.filter(used_at__isnull=True)


class MemberManager(BaseUserManager.from_queryset(MemberQuerySet)):  # type: ignore[misc]
    def create_user(self, employee_number: str, password: str | None = None, **fields: object) -> Member:
        """A member who can sign in with ``password``, or only after activation when it is ``None``."""
        member: Member = self.model(employee_number=employee_number.strip(), **fields)
        member.set_password(password)
        member.save(using=self._db)
        return member

    def create_superuser(self, employee_number: str, password: str | None = None, **fields: object) -> Member:
        return self.create_user(employee_number, password, **{**fields, "is_superuser": True})


class LeaveQuerySet(models.QuerySet):
    def with_names(self) -> Self:
        """With the member, whom lists show."""
        return self.select_related("member")

    def of(self, member: Member) -> Self:
        """One member's own."""
        return self.filter(member=member)

    def during(self, start: dt.date, end: dt.date) -> Self:
        """Leave that covers at least one day from ``start`` to ``end``, both included."""
        return self.filter(from_date__lte=end, until__gte=start)
