from __future__ import annotations

import datetime as dt

import factory
from factory.django import DjangoModelFactory

from accounts.enums import Role, UnitKind
from accounts.models import Leave, Member, Membership, Unit

PASSWORD = "a good long password"
LONG_AGO = dt.date(2020, 1, 1)


class MemberFactory(DjangoModelFactory):
    class Meta:
        model = Member
        skip_postgeneration_save = True

    employee_number = factory.Sequence(lambda n: f"W{n:05d}")
    display_name = factory.Sequence(lambda n: f"会员{n}")
    password = factory.django.Password(PASSWORD)


class UnitFactory(DjangoModelFactory):
    """``parent`` places the unit in the tree; without one it is a root."""

    class Meta:
        model = Unit

    name = factory.Sequence(lambda n: f"第{n}班组")
    kind = UnitKind.TEAM

    @classmethod
    def _create(cls, model_class: type[Unit], *args: object, parent: Unit | None = None, **kwargs: object) -> Unit:
        if parent is None:
            return model_class.add_root(**kwargs)
        parent.refresh_from_db()
        return parent.add_child(**kwargs)


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    member = factory.SubFactory(MemberFactory)
    unit = factory.SubFactory(UnitFactory)
    role = Role.MEMBER
    from_date = LONG_AGO


class LeaveFactory(DjangoModelFactory):
    class Meta:
        model = Leave

    member = factory.SubFactory(MemberFactory)
    kind = "sick"
