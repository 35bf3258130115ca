"""Who joins, leaves and moves, and what the tree of units allows."""

import datetime as dt
from contextlib import nullcontext

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import ModelLogEntry

from accounts.enums import Audience, Role, UnitKind
from accounts.models import Member, Membership, Unit
from accounts.services import (
    add_member,
    add_unit,
    change_contact,
    change_member,
    change_membership,
    change_unit,
    end_membership,
    join_unit,
    remove_membership,
    remove_unit,
    transfer,
)
from quizzes.models import Quiz
from tests.factories.accounts import LONG_AGO, MemberFactory, MembershipFactory, UnitFactory

pytestmark = pytest.mark.django_db
JAN, FEB, MAR = dt.date(2026, 1, 1), dt.date(2026, 2, 1), dt.date(2026, 3, 1)


@pytest.fixture
def by(union) -> Member:
    return union.administrator


# --- Members --------------------------------------------------------------------------------------------------


def test_a_new_member_has_no_password_and_tidy_contacts(by):
    member = add_member(employee_number=" A17 ", display_name=" 李强 ", phone="+86 138-0000-0001", email="", by=by)
    assert not member.has_usable_password()
    assert (member.employee_number, member.display_name, member.phone, member.email) == (
        "A17",
        "李强",
        "13800000001",
        None,
    )
    entry = ModelLogEntry.objects.get(object_id=str(member.pk))
    assert (entry.action, entry.user) == ("accounts.add_member", by)


@pytest.mark.parametrize(
    ("field", "value"), [("employee_number", "a17"), ("phone", "138 0000 0001"), ("email", "LI@EXAMPLE.COM")]
)
def test_a_number_phone_or_address_belongs_to_one_member(by, field, value):
    MemberFactory(employee_number="A17", phone="13800000001", email="li@example.com")
    fields = {"employee_number": "B99", "display_name": "王芳", field: value}
    with pytest.raises(ValidationError) as caught:
        add_member(**fields, by=by)
    assert "已有其他会员" in str(caught.value)
    assert not Member.objects.filter(display_name="王芳").exists()


def test_nobody_is_added_without_a_number_or_with_a_strange_one(by):
    for number in ("", "工号一", "a b"):
        with pytest.raises(ValidationError):
            add_member(employee_number=number, display_name="王芳", by=by)


def test_a_change_of_a_member_is_audited_and_keeps_the_password(by):
    member = MemberFactory(employee_number="A17")
    changed = change_member(
        member=member, employee_number="A18", display_name="李强", phone="", email="", is_active=False, groups=[], by=by
    )
    assert changed.employee_number == "A18"
    assert not changed.is_active
    assert changed.password == member.password
    assert ModelLogEntry.objects.get(object_id=str(member.pk)).data["is_active"] is False


@pytest.mark.parametrize(
    ("phone", "taken"),
    [
        ("13800000003", True),
        ("+86 138-0000-0003", True),
        ("010-62345678", True),
        ("+85223456789", True),
        ("12345", False),
        ("23800000003", False),
        ("1380000000", False),
        ("138000000031", False),
    ],
)
def test_a_phone_is_one_that_can_be_called(phone, taken):
    member = MemberFactory()
    with nullcontext() if taken else pytest.raises(ValidationError):
        change_contact(member=member, phone=phone, email="")
    member.refresh_from_db()
    assert bool(member.phone) == taken


def test_a_taken_phone_leaves_the_contact_as_it_was():
    MemberFactory(phone="13800000001")
    member = MemberFactory(phone="13800000002", email="li@example.com")
    with pytest.raises(ValidationError):
        change_contact(member=member, phone="13800000001", email="new@example.com")
    member.refresh_from_db()
    assert (member.phone, member.email) == ("13800000002", "li@example.com")


# --- Memberships ----------------------------------------------------------------------------------------------


def test_a_member_serves_in_several_units_and_roles_at_once(union, by):
    member = union.worker
    join_unit(member=member, unit=union.other_team, by=by)
    join_unit(member=member, unit=union.team, role=Role.LEADER, by=by)
    assert member.memberships.count() == 3


@pytest.mark.parametrize(
    ("start", "end", "allowed"),
    [
        (JAN, None, False),
        (dt.date(2025, 12, 1), JAN, False),
        (dt.date(2025, 12, 1), dt.date(2025, 12, 31), True),
        (FEB, MAR, False),
        (MAR, None, True),
    ],
)
def test_the_same_role_in_the_same_unit_never_overlaps(by, start, end, allowed):
    first = MembershipFactory(from_date=JAN, until=dt.date(2026, 2, 28))
    again = {"member": first.member, "unit": first.unit, "from_date": start, "until": end, "by": by}
    if allowed:
        join_unit(**again)
    else:
        with pytest.raises(ValidationError):
            join_unit(**again)
    assert Membership.objects.filter(member=first.member).count() == 1 + allowed


def test_corrected_days_may_not_overlap_either(by):
    first = MembershipFactory(from_date=JAN, until=dt.date(2026, 1, 31))
    second = MembershipFactory(member=first.member, unit=first.unit, from_date=MAR)
    with pytest.raises(ValidationError):
        change_membership(membership=second, from_date=dt.date(2026, 1, 31), until=None, by=by)
    change_membership(membership=second, from_date=FEB, until=None, by=by)
    second.refresh_from_db()
    assert second.from_date == FEB


def test_a_membership_ends_on_its_last_day_and_not_before_it_began(by):
    membership = MembershipFactory(from_date=FEB)
    with pytest.raises(ValidationError):
        end_membership(membership=membership, last_day=JAN, by=by)
    ended = end_membership(membership=membership, last_day=FEB, by=by)
    assert ended.until == FEB
    assert Member.objects.on_roster_of(membership.unit, on=FEB).exists()


def test_a_transfer_ends_the_old_roster_the_day_before(union, by):
    old = union.worker.memberships.get()
    new = transfer(membership=old, to=union.other_team, on=MAR, by=by)
    old.refresh_from_db()
    assert (old.until, new.from_date, new.until) == (dt.date(2026, 2, 28), MAR, None)
    on = {day: set(Member.objects.on_roster_of(union.branch, on=day)) for day in (dt.date(2026, 2, 28), MAR)}
    assert all(union.worker in people for people in on.values())
    assert union.worker not in Member.objects.on_roster_of(union.team, on=MAR)
    actions = ModelLogEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions)[-2:] == ["accounts.end_membership", "accounts.join_unit"]


def test_a_transfer_that_cannot_be_made_changes_nothing(union, by):
    place = union.worker.memberships.get()
    office = union.leader.memberships.get(role=Role.LEADER)
    ended = MembershipFactory(from_date=JAN, until=FEB)
    MembershipFactory(member=union.worker, unit=union.other_team, from_date=MAR)
    for impossible in (
        {"membership": office, "to": union.other_team, "on": MAR},
        {"membership": place, "to": union.team, "on": MAR},
        {"membership": place, "to": union.other_team, "on": place.from_date},
        {"membership": ended, "to": union.other_team, "on": MAR},
        {"membership": place, "to": union.other_team, "on": MAR},
    ):
        with pytest.raises(ValidationError):
            transfer(**impossible, by=by)
    place.refresh_from_db()
    ended.refresh_from_db()
    assert place.until is None
    assert ended.until == FEB


def test_a_membership_entered_by_mistake_is_removed_and_the_trail_keeps_it(union, by):
    place = union.worker.memberships.get()
    pk = place.pk
    remove_membership(membership=place, by=by)
    assert not union.worker.memberships.exists()
    assert ModelLogEntry.objects.get(object_id=str(pk)).data["member"] == union.worker.employee_number


# --- Units ----------------------------------------------------------------------------------------------------


def test_units_form_a_tree_that_can_be_rearranged(union, by):
    new = add_unit(name="丙班", kind=UnitKind.TEAM, parent=union.branch, by=by)
    assert new.get_parent() == union.branch
    second = add_unit(name="二分会", kind=UnitKind.BRANCH, parent=union.root, by=by)
    moved = change_unit(unit=union.team, name="甲班（新）", kind=UnitKind.TEAM, parent=second, by=by)
    assert moved.get_parent() == second
    assert moved.name == "甲班（新）"
    assert union.worker in Member.objects.on_roster_of(Unit.objects.get(pk=second.pk))
    top = change_unit(unit=second, name="二分会", kind=UnitKind.BRANCH, parent=None, by=by)
    assert top.is_root()
    assert Unit.find_problems() == ([], [], [], [], [])


def test_a_unit_never_moves_under_itself(union, by):
    for target in (union.branch, union.team):
        with pytest.raises(ValidationError):
            change_unit(unit=union.branch, name="改名", kind=UnitKind.BRANCH, parent=target, by=by)
    assert Unit.objects.get(pk=union.branch.pk).name == "一分会"


def test_only_an_empty_unit_without_history_is_removed(union, by):
    empty = add_unit(name="丙班", kind=UnitKind.TEAM, parent=union.branch, by=by)
    for unit in (union.branch, union.team):
        with pytest.raises(ValidationError):
            remove_unit(unit=unit, by=by)
    remove_unit(unit=empty, by=by)
    assert set(Unit.objects.values_list("name", flat=True)) == {"示例工会", "一分会", "甲班", "乙班"}


def test_a_unit_that_a_quiz_is_meant_for_stays(union, by):
    empty = add_unit(name="丙班", kind=UnitKind.TEAM, parent=union.branch, by=by)
    Quiz.objects.create(title="测验", slug="quiz", audience=Audience.UNIT, audience_unit=empty)
    with pytest.raises(ValidationError):
        remove_unit(unit=empty, by=by)
    assert Unit.objects.filter(pk=empty.pk).exists()


def test_the_size_of_rosters_costs_one_query(union, django_assert_num_queries):
    MembershipFactory(unit=union.team, from_date=LONG_AGO, until=LONG_AGO)
    for _team in range(5):
        UnitFactory(parent=union.branch)
    with django_assert_num_queries(1):
        sizes = {unit.name: unit.roster_size for unit in Unit.objects.with_roster_size()}
    assert (sizes["甲班"], sizes["乙班"], sizes["一分会"]) == (3, 2, 0)
