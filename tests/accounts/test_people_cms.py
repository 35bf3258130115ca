"""Members in the CMS, and who opens what is there on people: administrators, and nobody else."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import ModelLogEntry

from accounts.models import ActivationCode, Member
from accounts.services import find_activation_code
from tests.factories.accounts import LeaveFactory, MemberFactory, MembershipFactory

pytestmark = pytest.mark.django_db
MENU = json.dumps("会员与组织").strip('"')  # as the CMS hands its menu to the browser
LISTS = ["/cms/users/", "/cms/units/", "/cms/memberships/", "/cms/leaves/"]


@pytest.mark.parametrize("path", LISTS)
def test_an_administrator_opens_every_list_in_chinese(union, cms, path):
    LeaveFactory(member=union.worker, from_date="2026-01-01", until="2026-01-02")
    response = cms.get(path)
    assert response.status_code == 200
    assert MENU in response.content.decode()


@pytest.mark.parametrize(
    "path", [*LISTS, "/cms/users/new/", "/cms/units/new/", "/cms/memberships/new/", "/cms/leaves/new/"]
)
def test_an_editor_neither_sees_nor_opens_it(union, client_for, path):
    client = client_for(union.editor)
    assert MENU not in client.get("/cms/").content.decode()
    assert client.get(path)["Location"] == "/cms/"
    assert client_for(union.worker).get(path).status_code == 403
    assert Client().get(path)["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("rows", [1, 30])
def test_a_list_costs_the_same_with_one_row_and_with_thirty(cms, path, rows, django_assert_max_num_queries):
    for _row in range(rows):
        place = MembershipFactory()
        LeaveFactory(member=place.member, from_date="2026-01-01", until="2026-01-02")
    cms.get(path)
    with django_assert_max_num_queries(22):
        cms.get(path)


def test_a_member_is_found_by_number_by_name_and_by_unit(union, cms):
    assert "工友" in cms.get("/cms/users/", {"q": "工友"}).content.decode()
    by_number = cms.get("/cms/users/results/", {"q": union.worker.employee_number}).content.decode()
    assert "工人" in by_number
    assert "外班班长" not in by_number
    of_team = cms.get("/cms/users/results/", {"unit": union.team.pk}).content.decode()
    assert "工人" in of_team
    assert "外班工人" not in of_team
    waiting = cms.get("/cms/users/results/", {"activated": "false"}).content.decode()
    assert "工人" in waiting


def test_the_list_of_members_says_in_words_what_each_group_does(cms):
    page = cms.get("/cms/users/").content.decode()
    assert "编辑：撰写内容" in page
    assert "Moderators" not in page


def test_a_member_is_added_without_a_password(cms, clerk):
    assert 'type="password"' not in cms.get("/cms/users/new/").content.decode()
    data = {"employee_number": "N-1", "display_name": "新人", "phone": "138 0000 0009", "email": ""}
    assert cms.post("/cms/users/new/", data).status_code == 302
    member = Member.objects.get(employee_number="N-1")
    assert (member.phone, member.has_usable_password()) == ("13800000009", False)
    assert ModelLogEntry.objects.get(object_id=str(member.pk)).user == clerk


@pytest.mark.parametrize("number", ["N-1", "n-1"])
def test_a_taken_employee_number_is_said_plainly(cms, number):
    MemberFactory(employee_number="N-1")
    page = cms.post("/cms/users/new/", {"employee_number": number, "display_name": "新人", "phone": "", "email": ""})
    assert page.status_code == 200
    assert "这个工号已有其他会员使用" in page.content.decode()
    assert not Member.objects.filter(display_name="新人").exists()


def test_a_member_is_changed(union, cms):
    page = cms.get(f"/cms/users/edit/{union.worker.pk}/").content.decode()
    assert "甲班" in page
    assert "发放激活码" in page
    data = {
        "employee_number": union.worker.employee_number,
        "display_name": "工人甲",
        "phone": "",
        "email": "",
        "is_active": "on",
    }
    assert cms.post(f"/cms/users/edit/{union.worker.pk}/", data).status_code == 302
    union.worker.refresh_from_db()
    assert union.worker.display_name == "工人甲"
    assert not union.worker.groups.exists()


def test_nobody_makes_themselves_inactive(cms, clerk):
    data = {
        "employee_number": clerk.employee_number,
        "display_name": "会务",
        "phone": "",
        "email": "",
        "groups": [Group.objects.get(name="Administrators").pk],
    }
    assert cms.post(f"/cms/users/edit/{clerk.pk}/", data).status_code == 302
    clerk.refresh_from_db()
    assert clerk.is_active


def test_members_are_never_deleted_one_by_one_or_in_bulk(union, client_for):
    boss = client_for(union.administrator)
    worker = union.worker.pk
    assert boss.post(f"/cms/users/delete/{worker}/")["Location"] == "/cms/"
    for action in ("delete", "set_active_state", "assign_role"):
        boss.post(
            f"/cms/bulk/accounts/member/{action}/?id={worker}",
            {"mark_as_active": "False", "role": Group.objects.get(name="Editors").pk},
        )
    union.worker.refresh_from_db()
    assert union.worker.is_active
    assert not union.worker.groups.exists()


def test_a_code_is_issued_by_a_post_and_shown_once(union, cms, clerk):
    address = f"/cms/users/{union.worker.pk}/code/"
    assert cms.get(address).status_code == 200
    assert not ActivationCode.objects.exists()
    response = cms.post(address)
    code = response.context["issued"].code
    assert code in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert find_activation_code(employee_number=union.worker.employee_number, code=code)
    assert ActivationCode.objects.get().issued_by == clerk
    assert code not in cms.get(address).content.decode()
    assert code not in cms.get(f"/cms/users/edit/{union.worker.pk}/").content.decode()
    assert code not in cms.get(f"/cms/users/history/{union.worker.pk}/").content.decode()


def test_no_code_for_an_inactive_member(union, cms):
    Member.objects.filter(pk=union.worker.pk).update(is_active=False)
    page = cms.post(f"/cms/users/{union.worker.pk}/code/").content.decode()
    assert "已停用" in page
    assert not ActivationCode.objects.exists()


def test_an_editor_issues_no_code(union, client_for):
    assert client_for(union.editor).post(f"/cms/users/{union.worker.pk}/code/")["Location"] == "/cms/"
    assert client_for(union.leader).post(f"/cms/users/{union.worker.pk}/code/").status_code == 403
    assert not ActivationCode.objects.exists()


def test_the_second_factor_of_somebody_who_lost_the_phone_is_removed(union, cms):
    Authenticator.objects.create(user=union.worker, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert cms.get(f"/cms/users/{union.worker.pk}/second-factor/").status_code == 200
    cms.post(f"/cms/users/{union.worker.pk}/second-factor/")
    assert not Authenticator.objects.exists()


# --- Wagtail's own page of personal settings ------------------------------------------------------------------


def test_an_editors_own_settings_work_without_first_and_last_names(union, client_for):
    client = client_for(union.editor)
    page = client.get("/cms/account/")
    assert page.status_code == 200
    assert "first_name" not in page.content.decode()
    data = {
        "notifications-submitted_notifications": "on",
        "locale-preferred_language": "en",
        "locale-current_time_zone": "Asia/Shanghai",
        "theme-theme": "dark",
        "theme-contrast": "system",
        "theme-density": "default",
    }
    assert client.post("/cms/account/", data).status_code == 302
    assert union.editor.wagtail_userprofile.theme == "dark"


def test_history_is_readable(union, cms):
    cms.post(f"/cms/users/{union.worker.pk}/code/")
    assert "发放激活码" in cms.get(f"/cms/users/history/{union.worker.pk}/").content.decode()
