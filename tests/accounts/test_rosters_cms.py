"""Units, memberships and leave in the CMS."""

import pytest
from wagtail.models import ModelLogEntry

from accounts.enums import UnitKind
from accounts.models import Leave, Membership, Unit
from tests.factories.accounts import UnitFactory

pytestmark = pytest.mark.django_db


# --- Units ----------------------------------------------------------------------------------------------------


def test_a_unit_is_added_renamed_and_moved(union, cms):
    data = {"name": "丙班", "kind": UnitKind.TEAM, "parent": union.branch.pk}
    assert cms.post("/cms/units/new/", data).status_code == 302
    unit = Unit.objects.get(name="丙班")
    assert unit.get_parent() == union.branch
    assert cms.get(f"/cms/units/edit/{unit.pk}/").status_code == 200
    cms.post(f"/cms/units/edit/{unit.pk}/", {"name": "丁班", "kind": UnitKind.TEAM, "parent": union.root.pk})
    unit = Unit.objects.get(pk=unit.pk)
    assert (unit.name, unit.get_parent()) == ("丁班", union.root)


def test_a_unit_moved_under_its_own_is_refused_in_the_form(union, cms):
    data = {"name": "一分会", "kind": UnitKind.BRANCH, "parent": union.team.pk}
    page = cms.post(f"/cms/units/edit/{union.branch.pk}/", data)
    assert page.status_code == 200
    assert "不能移到它自己" in page.content.decode()


def test_a_unit_with_people_is_not_deleted_and_the_reason_is_given(union, cms):
    response = cms.post(f"/cms/units/delete/{union.team.pk}/", follow=True)
    assert "要为他们的记录保留" in response.content.decode()
    empty = UnitFactory(parent=union.branch, name="空班")
    cms.post(f"/cms/units/delete/{empty.pk}/")
    assert not Unit.objects.filter(name="空班").exists()
    assert Unit.objects.filter(pk=union.team.pk).exists()


# --- Memberships and leave ------------------------------------------------------------------------------------


def place(member: str, unit: Unit, **changes: str) -> dict[str, object]:
    return {"member": member, "unit": unit.pk, "role": "member", "from_date": "2026-01-01", "until": "", **changes}


def test_a_membership_is_made_by_employee_number(union, cms, clerk):
    page = cms.get("/cms/memberships/new/", {"member": union.worker.employee_number})
    assert f'value="{union.worker.employee_number}"' in page.content.decode()
    assert cms.post("/cms/memberships/new/", place(union.worker.employee_number, union.other_team)).status_code == 302
    made = Membership.objects.get(member=union.worker, unit=union.other_team)
    assert ModelLogEntry.objects.get(object_id=str(made.pk), action="accounts.join_unit").user == clerk


def test_a_form_that_cannot_be_right_says_why(union, cms):
    unknown = cms.post("/cms/memberships/new/", place("nobody", union.team)).content.decode()
    assert "没有这个工号的会员" in unknown
    twice = cms.post("/cms/memberships/new/", place(union.worker.employee_number, union.team)).content.decode()
    assert "已经有同样的身份" in twice
    backwards = place(union.worker.employee_number, union.root, until="2025-01-01")
    assert "不能早于" in cms.post("/cms/memberships/new/", backwards).content.decode()
    assert union.worker.memberships.count() == 1


def test_a_membership_is_ended_and_removed(union, cms):
    mine = union.worker.memberships.get()
    assert cms.get(f"/cms/memberships/edit/{mine.pk}/").status_code == 200
    cms.post(f"/cms/memberships/edit/{mine.pk}/", {"from_date": "2026-01-01", "until": "2026-03-31"})
    mine.refresh_from_db()
    assert str(mine.until) == "2026-03-31"
    cms.post(f"/cms/memberships/delete/{mine.pk}/")
    assert not union.worker.memberships.exists()


def test_a_transfer_is_made_in_one_step(union, cms, client_for):
    mine = union.worker.memberships.get()
    address = f"/cms/memberships/{mine.pk}/transfer/"
    assert address in cms.get("/cms/memberships/").content.decode()
    assert cms.get(address).status_code == 200
    assert client_for(union.editor).get(address)["Location"] == "/cms/"
    refused = cms.post(address, {"to": union.team.pk, "on": "2026-03-01"})
    assert "已经在这个单位" in refused.content.decode()
    cms.post(address, {"to": union.other_team.pk, "on": "2026-03-01"})
    mine.refresh_from_db()
    assert str(mine.until) == "2026-02-28"
    assert union.worker.memberships.get(until=None).unit == union.other_team


def test_the_day_of_a_transfer_is_chosen_from_a_calendar(union, cms):
    page = cms.get(f"/cms/memberships/{union.worker.memberships.get().pk}/transfer/").content.decode()
    assert "date-time-chooser" in page


def test_leave_is_recorded_changed_and_removed_with_a_trail(union, cms, clerk):
    data = {"member": union.worker.employee_number, "kind": "sick", "from_date": "2026-01-05", "until": "2026-01-01"}
    assert "不能早于" in cms.post("/cms/leaves/new/", data).content.decode()
    cms.post("/cms/leaves/new/", {**data, "until": "2026-01-09"})
    leave = Leave.objects.get(member=union.worker)
    assert union.worker.employee_number in cms.get(f"/cms/leaves/edit/{leave.pk}/").content.decode()
    cms.post(f"/cms/leaves/edit/{leave.pk}/", {**data, "until": "2026-01-12"})
    leave.refresh_from_db()
    assert str(leave.until) == "2026-01-12"
    cms.post(f"/cms/leaves/delete/{leave.pk}/")
    assert not Leave.objects.exists()
    trail = ModelLogEntry.objects.filter(object_id=str(leave.pk), content_type__model="leave").order_by("pk")
    assert [entry.action for entry in trail] == ["wagtail.create", "wagtail.edit", "wagtail.delete"]
    assert {entry.user for entry in trail} == {clerk}
