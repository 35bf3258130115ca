"""The participation rate against its rules, and against a day-by-day count over random histories."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.enums import Role
from accounts.models import Leave, Member, Membership
from participation.models import StudyRecord
from participation.rates import Participation, participation_by_unit
from participation.services import void_record
from tests.factories.accounts import LeaveFactory, MemberFactory, MembershipFactory, UnitFactory
from tests.factories.participation import StudyRecordFactory

pytestmark = pytest.mark.django_db
START, END = dt.date(2026, 11, 1), dt.date(2026, 11, 30)


def day(number):
    return dt.date(2026, 11, number)


@pytest.fixture
def team(db):
    return UnitFactory(name="甲班")


def on_roster(unit, **dates):
    return MembershipFactory(unit=unit, **dates).member


def studied(member, number, **fields):
    return StudyRecordFactory(member=member, studied_on=day(number), **fields)


def rate(unit):
    return participation_by_unit([unit], START, END)[unit.pk]


def test_whoever_never_signed_in_counts(team):
    studied(on_roster(team), 3)
    assert on_roster(team).last_login is None
    assert rate(team) == Participation(on_roster=2, on_leave=0, studied=1)
    assert rate(team).rate == 0.5


def test_a_team_of_nobody_has_no_rate(team):
    assert (rate(team).counted, rate(team).rate, rate(team).percent) == (0, None, None)


def test_a_hundred_per_cent_is_said_only_of_all():
    assert Participation(on_roster=1000, on_leave=0, studied=999).percent == 99
    assert Participation(on_roster=1000, on_leave=1, studied=999).percent == 100
    assert Participation(on_roster=1000, on_leave=0, studied=1).percent == 1
    assert Participation(on_roster=1000, on_leave=0, studied=0).percent == 0
    assert Participation(on_roster=15, on_leave=0, studied=7).percent == 47
    assert Participation(on_roster=8, on_leave=0, studied=1).percent == 13


def test_leave_of_all_days_on_the_roster_takes_out_of_the_count(team):
    away = on_roster(team, from_date=day(10), until=day(20))
    LeaveFactory(member=away, from_date=day(10), until=day(14))
    LeaveFactory(member=away, from_date=day(15), until=day(20))
    studied(away, 12)
    assert rate(team) == Participation(on_roster=1, on_leave=1, studied=0)


def test_one_day_without_leave_counts(team):
    LeaveFactory(member=on_roster(team), from_date=START, until=day(29))
    assert rate(team) == Participation(on_roster=1, on_leave=0, studied=0)


def test_after_a_transfer_study_belongs_to_the_team_of_the_day():
    branch = UnitFactory()
    old, new = UnitFactory(parent=branch), UnitFactory(parent=branch)
    member = on_roster(old, until=day(15))
    MembershipFactory(member=member, unit=new, from_date=day(16))
    studied(member, 15)
    branch.refresh_from_db()
    found = participation_by_unit([branch, old, new], START, END)
    assert found[old.pk] == Participation(on_roster=1, on_leave=0, studied=1)
    assert found[new.pk] == Participation(on_roster=1, on_leave=0, studied=0)
    assert found[branch.pk] == Participation(on_roster=1, on_leave=0, studied=1)


def test_study_before_joining_or_outside_the_period_is_not_counted(team):
    member = on_roster(team, from_date=day(10))
    studied(member, 9)
    StudyRecordFactory(member=member, studied_on=dt.date(2026, 12, 1))
    assert rate(team).studied == 0


def test_a_void_record_is_not_counted(team):
    record = studied(on_roster(team), 3)
    assert rate(team).studied == 1
    void_record(record=record, reason="代做", by=MemberFactory())
    assert rate(team).studied == 0


def test_an_office_alone_is_not_counted(team):
    MembershipFactory(unit=team, role=Role.LEADER)
    assert rate(team).on_roster == 0


def test_a_neighbour_is_not_counted(team):
    studied(on_roster(UnitFactory()), 3)
    assert rate(team) == Participation(on_roster=0, on_leave=0, studied=0)


@pytest.mark.parametrize("size", [1, 30])
def test_one_query_whatever_the_number_of_units_and_members(size, django_assert_num_queries):
    root = UnitFactory()
    units = [UnitFactory(parent=root) for _ in range(size)]
    for unit in units:
        studied(on_roster(unit), 3)
    with django_assert_num_queries(1):
        assert len(participation_by_unit([root, *units], START, END)) == size + 1


# --- Any history ------------------------------------------------------------------------------------------------------

FIRST = dt.date(2026, 10, 20)
days = st.integers(0, 50).map(lambda offset: FIRST + dt.timedelta(days=offset))
spans = st.tuples(days, days).map(sorted)
stays = st.tuples(st.integers(0, 3), st.sampled_from(Role), spans, st.booleans())
histories = st.lists(
    st.tuples(
        st.lists(stays, max_size=4),
        st.lists(spans, max_size=3),
        st.lists(st.tuples(days, st.booleans()), max_size=4),
    ),
    max_size=5,
)


def live(history, units, by):
    """Puts one person's history into the database; what the constraints would refuse does not happen."""
    member = MemberFactory()
    joined, leaves, study = history
    held = set()
    for index, role, (start, until), lasts in joined:
        if (index, role, start) in held or (lasts and (index, role) in held):
            continue
        held |= {(index, role, start)} | ({(index, role)} if lasts else set())
        MembershipFactory(member=member, unit=units[index], role=role, from_date=start, until=None if lasts else until)
    for start, until in leaves:
        LeaveFactory(member=member, from_date=start, until=until)
    for studied_on, void in study:
        record = StudyRecordFactory(member=member, studied_on=studied_on, hours=Decimal(0))
        if void:
            void_record(record=record, reason="代做", by=by)


def naive(unit, start, end):
    """RULES.md read aloud, one person and one day at a time."""
    on_roster = on_leave = counted_and_studied = 0
    memberships = list(Membership.objects.filter(role=Role.MEMBER).select_related("unit"))
    records = list(StudyRecord.objects.all())
    void = {record.voids_id for record in records}
    for member in Member.objects.all():
        roster_days = [
            date
            for date in (start + dt.timedelta(days=offset) for offset in range((end - start).days + 1))
            if any(
                membership.from_date <= date and (membership.until is None or date <= membership.until)
                for membership in memberships
                if membership.member_id == member.pk
                and (membership.unit == unit or membership.unit.is_descendant_of(unit))
            )
        ]
        if not roster_days:
            continue
        on_roster += 1
        leaves = list(Leave.objects.filter(member=member))
        if all(any(leave.from_date <= date <= leave.until for leave in leaves) for date in roster_days):
            on_leave += 1
            continue
        counted_and_studied += any(
            record.member_id == member.pk
            and record.studied_on in roster_days
            and record.voids_id is None
            and record.pk not in void
            for record in records
        )
    return Participation(on_roster=on_roster, on_leave=on_leave, studied=counted_and_studied)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=histories, period=spans)
def test_the_rate_equals_a_count_of_every_person_on_every_day(db, people, period):
    with transaction.atomic():
        root = UnitFactory()
        branch = UnitFactory(parent=root)
        team = UnitFactory(parent=branch)
        neighbour = UnitFactory(parent=root)
        units = [type(root).objects.get(pk=unit.pk) for unit in (root, branch, team, neighbour)]
        by = MemberFactory()
        for history in people:
            live(history, units, by)
        found = participation_by_unit(units, *period)
        assert found == {unit.pk: naive(unit, *period) for unit in units}
        transaction.set_rollback(True)
