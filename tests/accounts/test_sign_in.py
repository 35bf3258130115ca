"""Signing in under any of three names, and how guessing is stopped without stopping the member."""

import pytest
from allauth.account import app_settings
from axes.models import AccessAttempt
from django.contrib.auth import get_user
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts.models import Member
from tests.factories.accounts import PASSWORD, MemberFactory

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


@pytest.fixture
def member() -> Member:
    return MemberFactory(employee_number="GH-017", phone="13800000017", email="li@example.com")


def sign_in(login: str, password: str = PASSWORD, client: Client | None = None, **kwargs):
    client = client or Client()
    return client, client.post(LOGIN, {"login": login, "password": password, **kwargs}, REMOTE_ADDR="203.0.113.5")


def is_signed_in(client: Client) -> bool:
    return get_user(client).is_authenticated


@pytest.mark.parametrize(
    "name",
    [
        "GH-017",
        "gh-017",
        " GH-017 ",
        "ＧＨ－０１７",
        "13800000017",
        "+86 138-0000-0017",
        "li@example.com",
        "LI@Example.com",
    ],
)
def test_a_member_signs_in_under_any_of_their_names_however_typed(member, name):
    client, response = sign_in(name)
    assert response.status_code == 302
    assert get_user(client) == member


def test_an_employee_number_goes_before_somebody_elses_phone():
    owner = MemberFactory(employee_number="1380000")
    MemberFactory(phone="1380000", password="another long password")
    client, _response = sign_in("1380000")
    assert get_user(client) == owner
    other, _response = sign_in("1380000", "another long password")
    assert not is_signed_in(other)


@pytest.mark.parametrize(("name", "password"), [("GH-017", "wrong"), ("nobody", PASSWORD), ("GH-017\x00", PASSWORD)])
def test_wrong_name_and_wrong_password_get_the_same_answer(member, name, password):
    client, response = sign_in(name, password)
    assert response.status_code == 200
    assert not is_signed_in(client)
    assert ("不对" in response.content.decode()) is ("\x00" not in name)


def test_an_unknown_name_costs_as_much_hashing_as_a_known_one(member, monkeypatch):
    hashed = []
    monkeypatch.setattr(
        "django.contrib.auth.hashers.MD5PasswordHasher.encode",
        lambda self, password, salt: hashed.append(password) or f"md5${salt}$x",
    )
    sign_in("GH-017", "wrong")
    known = len(hashed)
    sign_in("nobody", "wrong")
    assert known == len(hashed) - known == 1


def test_an_inactive_member_with_the_right_password_is_told_clearly(member):
    Member.objects.filter(pk=member.pk).update(is_active=False)
    client, response = sign_in("GH-017")
    assert response["Location"] == reverse("account_inactive")
    page = client.get(response["Location"])
    assert "不能登录" in page.content.decode()
    assert not is_signed_in(client)


def test_an_inactive_member_is_signed_out_where_they_were_signed_in(member, client_for):
    client = client_for(member)
    assert client.get("/me/").status_code == 200
    Member.objects.filter(pk=member.pk).update(is_active=False)
    assert client.get("/me/").status_code == 302


def test_next_is_kept_and_never_leads_away(member):
    _client, response = sign_in("GH-017", next="/library/")
    assert response["Location"] == "/library/"
    _client, response = sign_in("GH-017", next="https://evil.example/")
    assert response["Location"] == "/"


def lock_out(name: str = "GH-017", address: str = "203.0.113.5"):
    client = Client()
    for _attempt in range(8):
        response = client.post(LOGIN, {"login": name, "password": "wrong"}, REMOTE_ADDR=address)
    return response


def test_eight_wrong_passwords_lock_this_name_at_this_address_and_say_for_how_long(member):
    response = lock_out()
    assert response.status_code == 429
    assert "15 分钟" in response.content.decode()
    client, response = sign_in("GH-017")
    assert response.status_code == 429
    assert not is_signed_in(client)


def test_the_victim_still_signs_in_from_elsewhere(member):
    lock_out()
    client = Client()
    client.post(LOGIN, {"login": "GH-017", "password": PASSWORD}, REMOTE_ADDR="198.51.100.9")
    assert is_signed_in(client)


def test_colleagues_behind_the_same_address_still_sign_in(member):
    colleague = MemberFactory()
    lock_out()
    client, _response = sign_in(colleague.employee_number)
    assert is_signed_in(client)


def test_a_whole_shift_signs_in_from_one_address_within_a_minute():
    shift = MemberFactory.create_batch(45)
    assert app_settings.RATE_LIMITS["login"] is None
    assert all(is_signed_in(sign_in(member.employee_number)[0]) for member in shift)


def test_other_names_of_the_same_member_give_no_further_guesses(member):
    names = [
        "GH-017",
        "gh-017",
        "13800000017",
        "li@example.com",
        "LI@example.com",
        "+8613800000017",
        " GH-017",
        "ＧＨ-017",
    ]
    client = Client()
    for name in names:
        client.post(LOGIN, {"login": name, "password": "wrong"}, REMOTE_ADDR="203.0.113.5")
    assert AccessAttempt.objects.get().username == "GH-017"
    _client, response = sign_in("GH-017")
    assert response.status_code == 429


def test_signing_in_forgets_the_wrong_passwords_before(member):
    client = Client()
    for _attempt in range(7):
        client.post(LOGIN, {"login": "GH-017", "password": "wrong"}, REMOTE_ADDR="203.0.113.5")
    sign_in("13800000017")
    assert not AccessAttempt.objects.exists()


def test_behind_proxies_the_address_is_the_clients(member, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    client = Client(REMOTE_ADDR="10.0.0.1")
    for _attempt in range(8):
        client.post(
            LOGIN, {"login": "GH-017", "password": "wrong"}, headers={"x-forwarded-for": "6.6.6.6, 203.0.113.5"}
        )
    home = Client(REMOTE_ADDR="10.0.0.1")
    home.post(LOGIN, {"login": "GH-017", "password": PASSWORD}, headers={"x-forwarded-for": "198.51.100.9"})
    assert is_signed_in(home)


def test_nobody_signs_up_and_what_is_not_used_does_not_exist():
    for name in ("account_signup", "account_email", "account_set_password", "account_confirm_email"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    for path in ("signup/", "email/", "password/set/", "3rdparty/", "social/login/error/", "2fa/"):
        assert Client().get(f"/accounts/{path}").status_code == 404


def test_sign_out_asks_first_and_needs_a_post(member, client_for):
    client = client_for(member)
    assert client.get("/accounts/logout/").status_code == 200
    assert is_signed_in(client)
    assert client.post("/accounts/logout/").status_code == 302
    assert not is_signed_in(client)


# --- A forgotten password -------------------------------------------------------------------------------------


def test_a_forgotten_password_is_reset_by_a_letter(member):
    client = Client()
    client.post("/accounts/password/reset/", {"email": "LI@example.com"})
    letter = mail.outbox[0]
    assert letter.to == ["li@example.com"]
    assert "GH-017" in letter.body
    link = next(line for line in letter.body.splitlines() if line.startswith("http"))
    response = client.get(link, follow=True)
    path = response.redirect_chain[-1][0]
    new = "quite another password"
    assert client.post(path, {"password1": new, "password2": new}).status_code == 302
    assert is_signed_in(sign_in("GH-017", new)[0])
    assert "链接" in Client().get(link, follow=True).content.decode()


@pytest.mark.parametrize("state", ["unknown", "inactive", "never activated"])
def test_no_letter_goes_to_whoever_cannot_use_it_and_the_answer_is_the_same(member, state):
    if state == "inactive":
        Member.objects.filter(pk=member.pk).update(is_active=False)
    if state == "never activated":
        member.set_unusable_password()
        member.save()
    email = "nobody@example.com" if state == "unknown" else "li@example.com"
    response = Client().post("/accounts/password/reset/", {"email": email})
    assert response["Location"] == reverse("account_reset_password_done")
    assert mail.outbox == []


def test_an_old_address_no_longer_resets_the_password(member):
    Client().post("/accounts/password/reset/", {"email": "li@example.com"})
    assert len(mail.outbox) == 1
    Member.objects.filter(pk=member.pk).update(email="new@example.com")
    Client().post("/accounts/password/reset/", {"email": "li@example.com"})
    assert len(mail.outbox) == 1


def test_letters_to_one_address_are_limited_without_refusing_the_victim(member):
    for _letter in range(8):
        response = Client().post("/accounts/password/reset/", {"email": "li@example.com"})
        assert response["Location"] == reverse("account_reset_password_done")
    assert len(mail.outbox) == 5


def test_without_an_address_the_page_names_the_other_way():
    assert "班组长" in Client().get("/accounts/password/reset/").content.decode()


def test_changing_the_password_signs_other_devices_out_and_keeps_this_one(member, client_for):
    here, there = client_for(member), client_for(member)
    new = "quite another password"
    response = here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert response["Location"] == "/me/"
    assert here.get("/me/").status_code == 200
    assert there.get("/me/").status_code == 302


@pytest.mark.parametrize(
    "name", ["account_login", "account_logout", "account_reset_password", "account_reauthenticate"]
)
@pytest.mark.parametrize(
    "wanted", ["http://[", "//[", "https://evil.example/", "//evil.example", "javascript:alert(1)"]
)
def test_what_is_no_address_of_ours_is_nowhere_to_go_on_to(union, client_for, name, wanted):
    member = client_for(union.worker)
    visitor = Client()
    for client in (member, visitor):
        for response in (
            client.get(reverse(name), {"next": wanted}),
            client.post(reverse(name), {"next": wanted, "login": "x", "password": "y"}),
        ):
            assert response.status_code in (200, 302)
            assert "evil" not in response.get("Location", "").partition("?")[0]
            assert not response.get("Location", "").startswith("javascript")
