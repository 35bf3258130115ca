"""Two people do the same thing at once. SQLite lets one writer in at a time, so only PostgreSQL can show these."""

import datetime as dt
from collections.abc import Callable
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.enums import UnitKind
from accounts.models import ActivationCode, Member, Membership, Unit
from accounts.services import activate, add_member, add_unit, issue_activation_code, join_unit, transfer
from tests.factories.accounts import PASSWORD, MemberFactory, MembershipFactory, UnitFactory

pytestmark = [
    pytest.mark.services,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL"),
]


@pytest.fixture
def outcomes_of(at_once: Callable[[list[Callable[[], object]]], list[object]]) -> Callable[..., list[object]]:
    """What each of six simultaneous calls returned, or how it was refused; anything else fails the test."""

    def make(act: Callable[[int], object]) -> list[object]:
        outcomes = at_once([partial(act, number) for number in range(6)])
        errors = [item for item in outcomes if isinstance(item, Exception)]
        assert all(isinstance(error, ValidationError) for error in errors), errors
        return outcomes

    return make


def winners(outcomes: list[object]) -> list[object]:
    return [item for item in outcomes if not isinstance(item, Exception)]


def test_one_employee_number_is_given_once_and_the_others_are_told(outcomes_of):
    outcomes = outcomes_of(lambda n: add_member(employee_number="A17", display_name=f"会员{n}", by=None))
    assert len(winners(outcomes)) == 1
    assert Member.objects.count() == 1
    assert all(
        "employee_number" in item.message_dict or "__all__" in item.message_dict
        for item in outcomes
        if isinstance(item, ValidationError)
    )


def test_one_code_is_spent_once(outcomes_of):
    member = MemberFactory()
    code = issue_activation_code(member=member, by=None).code
    outcomes = outcomes_of(
        lambda n: activate(employee_number=member.employee_number, code=code, password=f"{PASSWORD} {n}")
    )
    assert len(winners(outcomes)) == 1
    assert {item.code for item in outcomes if isinstance(item, ValidationError)} == {"used"}


def test_of_several_codes_issued_at_once_one_is_open(outcomes_of):
    member = MemberFactory()
    assert len(winners(outcomes_of(lambda n: issue_activation_code(member=member, by=None)))) == 6
    assert ActivationCode.objects.open().count() == 1


def test_issuing_and_spending_at_once_never_deadlock(outcomes_of):
    member = MemberFactory()
    code = issue_activation_code(member=member, by=None).code
    outcomes_of(
        lambda n: (
            issue_activation_code(member=member, by=None)
            if n % 2
            else activate(employee_number=member.employee_number, code=code, password=PASSWORD)
        )
    )


def test_overlapping_memberships_made_at_once_leave_one(outcomes_of):
    member, unit = MemberFactory(), UnitFactory()
    first = dt.date(2026, 1, 1)
    outcomes = outcomes_of(
        lambda n: join_unit(
            member=member, unit=unit, by=None, from_date=first + dt.timedelta(days=n), until=dt.date(2026, 6, 30)
        )
    )
    assert len(winners(outcomes)) == 1
    assert Membership.objects.count() == 1


def test_a_member_transferred_twice_at_once_lands_in_one_unit(outcomes_of):
    old = MembershipFactory()
    targets = [UnitFactory() for _target in range(6)]
    outcomes = outcomes_of(lambda n: transfer(membership=old, to=targets[n], on=dt.date(2026, 3, 1), by=None))
    assert len(winners(outcomes)) == 1
    assert Membership.objects.filter(member=old.member, until=None).count() == 1


def test_units_added_at_once_all_stand_in_a_sound_tree(outcomes_of):
    root = UnitFactory()
    outcomes = outcomes_of(lambda n: add_unit(name=f"{n}班", kind=UnitKind.TEAM, parent=root, by=None))
    assert len(winners(outcomes)) == 6
    assert Unit.find_problems() == ([], [], [], [], [])
    assert Unit.objects.get(pk=root.pk).numchild == 6
