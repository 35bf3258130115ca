"""A member's own pages: whose they are, what they show, and that nobody keeps a copy."""

import json
import re

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user
from django.test import Client

from accounts.events import member_data_requested
from accounts.models import Leave
from accounts.templatetags.accounts_tags import device
from tests.factories.accounts import PASSWORD, LeaveFactory, MemberFactory, MembershipFactory

pytestmark = pytest.mark.django_db
OWN = [
    "/me/",
    "/me/contact/",
    "/me/download/",
    "/accounts/devices/",
    "/accounts/two-factor/",
    "/accounts/password/change/",
]


def signed_in(member) -> Client:
    client = Client(headers={"user-agent": "Mozilla/5.0 (Linux; Android 14) Chrome/120"})
    client.post("/accounts/login/", {"login": member.employee_number, "password": PASSWORD})
    assert get_user(client) == member
    return client


def confirmed(member) -> Client:
    """Signed in, and the password given once more a moment ago."""
    client = signed_in(member)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.mark.parametrize("path", OWN)
def test_a_visitor_is_asked_to_sign_in_and_comes_back(path):
    response = Client().get(path)
    assert response.status_code == 302
    assert response["Location"] == f"/accounts/login/?next={path}"


@pytest.mark.parametrize("path", OWN)
def test_no_copy_of_a_private_page_is_kept(union, path):
    response = confirmed(union.worker).get(path)
    assert response.status_code == 200
    assert {"private", "no-store"} <= {part.strip() for part in response["Cache-Control"].split(",")}


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/activate/", "/accounts/password/reset/"])
def test_no_copy_of_a_page_with_a_password_is_kept(path):
    assert "no-store" in Client().get(path)["Cache-Control"]


def test_the_page_shows_my_units_and_nobody_elses(union, client_for):
    mine = client_for(union.worker).get("/me/").content.decode()
    theirs = client_for(union.outsider).get("/me/").content.decode()
    assert "甲班" in mine
    assert "乙班" in theirs
    assert "乙班" not in mine
    assert union.worker.employee_number in mine
    assert union.outsider.employee_number not in mine


def test_only_reading_is_allowed_where_nothing_changes(union, client_for):
    client = client_for(union.worker)
    for path in ("/me/", "/me/download/"):
        assert client.head(path).status_code == 200
        assert client.post(path).status_code == 405


def test_a_page_with_a_form_answers_when_only_its_head_is_asked_for(union):
    assert confirmed(union.worker).head("/me/contact/").status_code == 200
    assert Client().head("/accounts/activate/").status_code == 200


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_costs_the_same_for_one_unit_and_for_thirty(client_for, count, django_assert_max_num_queries):
    member = MemberFactory()
    MembershipFactory.create_batch(count, member=member)
    client = client_for(member)
    with django_assert_max_num_queries(6):
        assert client.get("/me/").status_code == 200


def test_phone_and_e_mail_are_changed_only_after_the_password(union, client_for):
    response = client_for(union.worker).post("/me/contact/", {"phone": "13800000001", "email": ""})
    assert response["Location"].startswith("/accounts/reauthenticate/")
    union.worker.refresh_from_db()
    assert union.worker.phone is None
    response = confirmed(union.worker).post("/me/contact/", {"phone": "138 0000 0001", "email": "li@example.com"})
    assert response["Location"] == "/me/"
    union.worker.refresh_from_db()
    assert (union.worker.phone, union.worker.email) == ("13800000001", "li@example.com")


def test_a_phone_that_somebody_has_is_refused_with_a_reason(union):
    MemberFactory(phone="13800000001")
    page = confirmed(union.worker).post("/me/contact/", {"phone": "13800000001", "email": ""})
    assert "已有其他会员" in page.content.decode()


def test_a_contact_may_be_emptied(union):
    union.worker.phone, union.worker.email = "13800000001", "li@example.com"
    union.worker.save()
    confirmed(union.worker).post("/me/contact/", {"phone": "", "email": ""})
    union.worker.refresh_from_db()
    assert (union.worker.phone, union.worker.email) == (None, None)


def test_the_download_holds_everything_on_me_and_what_apps_above_add(union):
    LeaveFactory(member=union.worker, from_date="2026-01-01", until="2026-01-02")
    LeaveFactory(member=union.teammate, from_date="2025-05-05", until="2025-05-06")

    def receiver(sender, member, **kwargs):
        return "学习", [{"标题": member.display_name}]

    member_data_requested.connect(receiver)
    try:
        response = signed_in(union.worker).get("/me/download/")
    finally:
        member_data_requested.disconnect(receiver)
    assert "attachment" in response["Content-Disposition"]
    text = response.content.decode()
    data = json.loads(text)
    assert data["个人资料"][0]["工号"] == union.worker.employee_number
    assert data["单位与身份"][0]["单位"] == "甲班"
    assert len(data["请假"]) == 1
    assert data["设备"]
    moments = [data["生成时间"], data["个人资料"][0]["添加时间"], data["设备"][0]["登录时间"]]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", moment) for moment in moments), moments
    assert data["学习"] == [{"标题": "工人"}]
    assert Leave.objects.filter(member=union.teammate).exists()
    assert "2025-05-05" not in text
    assert "password" not in text


def test_signing_out_the_others_leaves_this_device(union):
    here, there = signed_in(union.worker), signed_in(union.worker)
    assert UserSession.objects.filter(user=union.worker).count() == 2
    page = here.get("/accounts/devices/").content.decode()
    assert "Android · Chrome" in page
    assert "当前设备" in page
    here.post("/accounts/devices/")
    assert get_user(here) == union.worker
    assert not get_user(there).is_authenticated


def test_somebody_elses_devices_are_neither_shown_nor_signed_out(union):
    mine, theirs = signed_in(union.worker), signed_in(union.teammate)
    theirs.post("/accounts/devices/")
    assert get_user(mine) == union.worker


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604 MicroMessenger/8.0", "iPhone · WeChat"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537 Edg/120", "Windows · Edge"),
        ("curl/8", "其他设备"),
    ],
)
def test_a_device_is_called_as_people_call_it(user_agent, name):
    assert device(user_agent) == name
