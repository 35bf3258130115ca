"""Whoever leaves the union leaves every unit: today is the last day that counts, and nothing begins later."""

import datetime as dt
from functools import partial

import pytest
from django.utils.translation import override
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.models import Member
from accounts.services import change_member
from tests.conftest import Union
from tests.factories.accounts import LONG_AGO, MembershipFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> dt.date:
    """A day that midnight does not end half-way through a test."""
    day = dt.date(2028, 2, 29)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args, **kwargs: day)
    return day


def save(member: Member, *, is_active: bool, by: Member) -> None:
    change_member(
        member=member,
        employee_number=member.employee_number,
        display_name=member.display_name,
        phone="",
        email="",
        is_active=is_active,
        groups=[],
        by=by,
    )


@pytest.fixture
def leave(union: Union):
    """Makes the worker inactive."""
    return partial(save, union.worker, is_active=False, by=union.administrator)


def test_whoever_left_is_on_the_roster_for_the_last_time_today(union, leave, today):
    assert union.worker in Member.objects.on_roster_of(union.team, on=today + DAY)
    leave()
    assert union.worker in Member.objects.on_roster_of(union.team, on=today)
    assert union.worker not in Member.objects.on_roster_of(union.team, on=today + DAY)
    assert union.teammate in Member.objects.on_roster_of(union.team, on=today + DAY)


def test_what_lasts_ends_today_what_is_to_come_goes_and_what_has_ended_stays(union, leave, today):
    def holds(role: Role, from_date: dt.date, until: dt.date | None) -> None:
        MembershipFactory(member=union.worker, unit=union.other_team, role=role, from_date=from_date, until=until)

    holds(Role.LEADER, LONG_AGO, today + 90 * DAY)
    holds(Role.UNION_OFFICER, today, None)
    holds(Role.ADMINISTRATOR, LONG_AGO, LONG_AGO + DAY)
    holds(Role.MEMBER, today + DAY, None)
    leave()
    kept = union.worker.memberships.order_by("unit__path", "role").values_list("role", "from_date", "until")
    assert list(kept) == [
        (Role.MEMBER, LONG_AGO, today),
        (Role.ADMINISTRATOR, LONG_AGO, LONG_AGO + DAY),
        (Role.LEADER, LONG_AGO, today),
        (Role.UNION_OFFICER, today, today),
    ]


def test_each_membership_that_ends_leaves_its_own_line_in_the_trail(union, leave, today):
    MembershipFactory(member=union.worker, unit=union.other_team, from_date=today + DAY)
    leave()
    trail = ModelLogEntry.objects.filter(content_type__model="membership").order_by("pk")
    assert {(entry.action, entry.data["unit"], entry.user) for entry in trail} == {
        ("accounts.end_membership", union.team.pk, union.administrator),
        ("accounts.remove_membership", union.other_team.pk, union.administrator),
    }
    assert ModelLogEntry.objects.filter(action="accounts.change_member", object_id=str(union.worker.pk)).count() == 1


def test_a_leaving_that_fails_half_way_leaves_everything_as_it_was(union, leave, monkeypatch):
    MembershipFactory(member=union.worker, unit=union.other_team)
    ended = []

    def fail_the_second_time(*, instance, **kwargs):
        ended.append(instance)
        if len(ended) == 2:
            raise RuntimeError

    monkeypatch.setattr("accounts.services.memberships.log", fail_the_second_time)
    with pytest.raises(RuntimeError):
        leave()
    union.worker.refresh_from_db()
    assert union.worker.is_active
    assert [membership.until for membership in union.worker.memberships.all()] == [None, None]


def test_only_the_step_from_active_to_inactive_ends_anything(union, leave):
    save(union.worker, is_active=True, by=union.administrator)
    assert union.worker.memberships.get().until is None
    leave()
    later = MembershipFactory(member=union.worker, unit=union.other_team)
    leave()
    later.refresh_from_db()
    assert later.until is None


def test_whoever_comes_back_is_put_on_a_roster_anew(union, leave, today):
    leave()
    save(union.worker, is_active=True, by=union.administrator)
    assert union.worker.memberships.get().until == today


def test_the_form_says_so_and_does_so(union, cms, today):
    address = f"/cms/users/edit/{union.worker.pk}/"
    help_text = cms.get(address).context["form"].fields["is_active"].help_text
    with override("en"):
        assert "Their memberships end today." in str(help_text)
    data = {"employee_number": union.worker.employee_number, "display_name": "工人", "phone": "", "email": ""}
    assert cms.post(address, data).status_code == 302
    assert union.worker.memberships.get().until == today
