import datetime as dt

import pytest

from accounts.enums import Role
from accounts.models import Member
from tests.factories.accounts import MemberFactory, MembershipFactory, UnitFactory

pytestmark = pytest.mark.django_db


def test_roster_counts_each_member_of_the_unit_and_those_below_once():
    union = UnitFactory()
    team = UnitFactory(parent=union)
    member = MemberFactory()
    MembershipFactory(member=member, unit=union)
    MembershipFactory(member=member, unit=team)
    assert list(Member.objects.on_roster_of(union)) == [member]


def test_roster_counts_the_first_and_the_last_day():
    membership = MembershipFactory(from_date=dt.date(2026, 3, 1), until=dt.date(2026, 3, 31))
    on = {
        day: Member.objects.on_roster_of(membership.unit, on=day).exists()
        for day in (dt.date(2026, 2, 28), dt.date(2026, 3, 1), dt.date(2026, 3, 31), dt.date(2026, 4, 1))
    }
    assert list(on.values()) == [False, True, True, False]


def test_an_office_alone_puts_nobody_on_the_roster():
    office = MembershipFactory(role=Role.LEADER)
    assert not Member.objects.on_roster_of(office.unit).exists()


def test_roster_of_a_period_holds_whoever_was_there_for_one_day_of_it():
    membership = MembershipFactory(until=dt.date(2026, 3, 1))
    unit = membership.unit
    assert Member.objects.on_roster_during(unit, dt.date(2026, 3, 1), dt.date(2026, 3, 31)).exists()
    assert not Member.objects.on_roster_during(unit, dt.date(2026, 3, 2), dt.date(2026, 3, 31)).exists()
