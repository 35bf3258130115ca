"""The door of the CMS, and the second factor."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth import get_user
from django.test import Client

from accounts.models import Member
from accounts.services import issue_activation_code
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.django_db


def give_second_factor(member: Member) -> str:
    secret = generate_totp_secret()
    TOTP.activate(member, secret)
    return secret


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_an_editor_without_a_second_factor_is_sent_to_set_it_up(union, client_for, settings):
    settings.EDITORS_NEED_SECOND_FACTOR = True
    client = client_for(union.editor)
    assert client.get("/cms/")["Location"] == "/accounts/two-factor/app/"
    assert client.get("/cms/pages/")["Location"] == "/accounts/two-factor/app/"
    give_second_factor(union.editor)
    assert client.get("/cms/").status_code == 200


def test_a_prefix_that_a_client_makes_up_opens_no_other_way_in(union, client_for, settings):
    """Some servers pass a client's SCRIPT_NAME on, so that the same page has another address before it."""
    settings.EDITORS_NEED_SECOND_FACTOR = True
    response = client_for(union.editor).get("/cms/pages/", SCRIPT_NAME="/made-up")
    assert response.status_code == 302
    assert client_for(union.worker).get("/cms/pages/", SCRIPT_NAME="/made-up").status_code == 403


def test_a_mere_link_signs_nobody_out_of_the_cms(union, client_for):
    client = client_for(union.editor)
    response = client.get("/cms/logout/")
    assert response.status_code == 405
    assert not response.cookies
    assert client.get("/cms/").status_code == 200
    client.post("/cms/logout/")
    assert client.get("/cms/").status_code == 302


def test_recovery_codes_alone_are_no_second_factor(union, client_for, settings):
    settings.EDITORS_NEED_SECOND_FACTOR = True
    Authenticator.objects.create(user=union.editor, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x"})
    assert client_for(union.editor).get("/cms/").status_code == 302


def test_where_the_settings_do_not_ask_for_it_the_cms_opens(union, client_for):
    assert client_for(union.editor).get("/cms/").status_code == 200


@pytest.mark.parametrize("who", ["worker", "leader"])
def test_whoever_may_not_edit_is_refused_and_not_sent_in_circles(union, client_for, who):
    client = client_for(getattr(union, who))
    assert client.get("/cms/").status_code == 403
    assert client.get("/cms/users/").status_code == 403


def test_a_visitor_is_sent_to_the_sites_own_sign_in_and_back(union):
    assert Client().get("/cms/pages/")["Location"] == "/accounts/login/?next=/cms/pages/"
    assert Client().get("/cms/login/?next=/cms/pages/")["Location"] == "/accounts/login/?next=%2Fcms%2Fpages%2F"
    assert Client().get("/cms/login/?next=https://evil.example/")["Location"] == "/accounts/login/?next=%2Fcms%2F"
    assert (
        Client().post("/cms/login/", {"username": union.editor.employee_number, "password": PASSWORD}).status_code
        == 302
    )


def test_somebody_signed_in_goes_straight_on_from_the_old_address(union, client_for):
    assert client_for(union.editor).get("/cms/login/?next=/cms/pages/")["Location"] == "/cms/pages/"


def test_setting_up_and_turning_off_ask_for_the_password_first(union, client_for):
    client = client_for(union.worker)
    for path in ("/accounts/two-factor/app/", "/accounts/two-factor/codes/new/"):
        assert client.get(path)["Location"].startswith("/accounts/reauthenticate/")


def sign_in(member: Member) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": member.employee_number, "password": PASSWORD})
    return client


def test_a_member_sets_it_up_signs_in_with_it_and_turns_it_off(union):
    client = sign_in(union.worker)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/two-factor/app/")
    secret = page.context["form"].secret
    assert "data:image/svg+xml" in page.content.decode()
    response = client.post("/accounts/two-factor/app/", {"code": code_of(secret)})
    assert response["Location"] == "/accounts/two-factor/codes/"
    codes = client.get(response["Location"]).context["unused_codes"]
    assert client.get("/accounts/two-factor/codes/download/").content.decode().split() == codes

    again = sign_in(union.worker)
    assert not get_user(again).is_authenticated
    assert again.get("/accounts/two-factor/authenticate/").status_code == 200
    again.post("/accounts/two-factor/authenticate/", {"code": codes[0]})
    assert get_user(again) == union.worker

    assert "codes" in client.get("/accounts/two-factor/").content.decode()
    client.post("/accounts/two-factor/app/remove/")
    assert not Authenticator.objects.filter(user=union.worker).exists()


def test_codes_cannot_be_guessed_and_the_password_stays_free_for_its_owner(union):
    secret = give_second_factor(union.worker)
    thief = sign_in(union.worker)
    for _guess in range(5):
        thief.post("/accounts/two-factor/authenticate/", {"code": "000000"})
    page = thief.post("/accounts/two-factor/authenticate/", {"code": code_of(secret)})
    assert "五分钟" in page.content.decode()
    assert not get_user(thief).is_authenticated
    colleague = sign_in(union.teammate)
    assert get_user(colleague) == union.teammate


def test_an_activation_code_does_not_get_around_the_second_factor(union):
    give_second_factor(union.worker)
    code = issue_activation_code(member=union.worker, by=union.administrator).code
    client = Client()
    response = client.post(
        "/accounts/activate/",
        {"employee_number": union.worker.employee_number, "code": code, "password1": PASSWORD, "password2": PASSWORD},
    )
    assert response["Location"] == "/accounts/two-factor/authenticate/"
    assert not get_user(client).is_authenticated
