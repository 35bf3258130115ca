"""The one-time code: how it is issued, what it does, and everything it refuses."""

import datetime as dt

import pytest
from django.contrib.auth import get_user
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts import codes
from accounts.models import ActivationCode, Member
from accounts.services import activate, find_activation_code, issue_activation_code
from tests.factories.accounts import PASSWORD, MemberFactory

pytestmark = pytest.mark.django_db
PAGE = "/accounts/activate/"


@pytest.fixture
def newcomer() -> Member:
    member = MemberFactory(employee_number="GH-042", display_name="王芳")
    member.set_unusable_password()
    member.save()
    return member


def post(client: Client, code: str, number: str = "GH-042", password: str = PASSWORD, again: str | None = None):
    return client.post(
        PAGE, {"employee_number": number, "code": code, "password1": password, "password2": again or password}
    )


def test_a_code_is_ten_unmistakable_characters_in_groups():
    code = codes.new_code()
    assert [len(part) for part in code.split("-")] == [4, 4, 2]
    assert not set(code) & set("01OIL")
    assert len(set(codes.ALPHABET)) == 31


@pytest.mark.parametrize(
    "typed", ["ABCD-EFGH-JK", "abcdefghjk", " abcd efgh jk ", "ＡＢＣＤ－ＥＦＧＨ－ＪＫ", "ABCD–EFGH–JK"]
)
def test_a_code_is_read_however_it_is_typed(typed):
    assert codes.code_hash(typed) == codes.code_hash("ABCD-EFGH-JK")


def test_only_a_hash_of_the_code_is_kept(newcomer):
    issued = issue_activation_code(member=newcomer, by=None)
    kept = ActivationCode.objects.get()
    assert issued.code not in str(vars(kept))
    assert issued.code.replace("-", "") not in str(vars(kept))
    assert kept.expires_at - kept.issued_at >= dt.timedelta(days=13, hours=23)


def test_the_code_sets_the_first_password_and_signs_in(newcomer):
    client = Client()
    response = post(client, issue_activation_code(member=newcomer, by=None).code)
    assert response["Location"] == "/me/"
    assert get_user(client) == newcomer
    newcomer.refresh_from_db()
    assert newcomer.check_password(PASSWORD)
    assert newcomer.activated_at
    assert "王芳" in client.get("/me/").content.decode()


def refusal(code: str, number: str = "GH-042") -> str:
    with pytest.raises(ValidationError) as caught:
        find_activation_code(employee_number=number, code=code)
    return caught.value.code


def test_every_refusal_has_its_own_reason(newcomer):
    code = issue_activation_code(member=newcomer, by=None).code
    assert refusal("ABCD-EFGH-JK") == "wrong"
    assert refusal("") == "wrong"
    assert refusal(code, MemberFactory().employee_number) == "wrong"
    Member.objects.update(is_active=False)
    assert refusal(code) == "inactive"
    Member.objects.update(is_active=True)
    ActivationCode.objects.update(expires_at=timezone.now())
    assert refusal(code) == "expired"
    ActivationCode.objects.update(used_at=timezone.now())
    assert refusal(code) == "used"


@pytest.mark.parametrize(
    ("change", "words"),
    [({}, "核对"), ({"used_at": timezone.now()}, "用过"), ({"expires_at": timezone.now()}, "过期")],
)
def test_the_page_says_what_is_wrong_and_what_to_do(newcomer, change, words):
    code = issue_activation_code(member=newcomer, by=None).code
    if change:
        ActivationCode.objects.update(**change)
    page = post(Client(), code if change else "ABCD-EFGH-JK").content.decode()
    assert words in page
    newcomer.refresh_from_db()
    assert not newcomer.has_usable_password()


def test_a_newer_code_ends_the_older(newcomer):
    old = issue_activation_code(member=newcomer, by=None).code
    new = issue_activation_code(member=newcomer, by=None).code
    assert refusal(old) == "wrong"
    assert find_activation_code(employee_number="gh-042", code=new).member == newcomer


def test_a_weak_or_mistyped_password_leaves_the_code_unspent(newcomer):
    code = issue_activation_code(member=newcomer, by=None).code
    for password, again in (("12345678", None), ("short", None), ("GH-042-1", None), (PASSWORD, "another one")):
        assert post(Client(), code, password=password, again=again).status_code == 200
    assert ActivationCode.objects.open().exists()


def test_a_short_password_is_refused_in_chinese(newcomer):
    code = issue_activation_code(member=newcomer, by=None).code
    page = post(Client(), code, password="九条").content.decode()
    assert "密码太短，至少 8 个字符。" in page
    assert "too short" not in page


def test_a_code_is_spent_once(newcomer):
    code = issue_activation_code(member=newcomer, by=None).code
    activate(employee_number="GH-042", code=code, password=PASSWORD)
    with pytest.raises(ValidationError):
        activate(employee_number="GH-042", code=code, password="the thief's password")
    newcomer.refresh_from_db()
    assert newcomer.check_password(PASSWORD)


def test_a_failing_activation_leaves_everything_as_it_was(newcomer, monkeypatch):
    code = issue_activation_code(member=newcomer, by=None).code

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("accounts.services.activation.log", fail)
    with pytest.raises(RuntimeError):
        activate(employee_number="GH-042", code=code, password=PASSWORD)
    newcomer.refresh_from_db()
    assert not newcomer.has_usable_password()
    assert ActivationCode.objects.open().exists()


def test_guesses_are_limited_by_number_and_address_together(newcomer):
    code = issue_activation_code(member=newcomer, by=None).code
    for _guess in range(10):
        assert post(Client(REMOTE_ADDR="203.0.113.5"), "ABCD-EFGH-JK").status_code == 200
    for spelling in ("GH-042", " gh-042 ", "ＧＨ-０４２"):
        assert post(Client(REMOTE_ADDR="203.0.113.5"), code, number=spelling).status_code == 429
    assert post(Client(REMOTE_ADDR="203.0.113.5"), "ABCD-EFGH-JK", number="W99999").status_code == 200
    assert post(Client(REMOTE_ADDR="198.51.100.9"), code).status_code == 302


def test_an_inactive_member_is_issued_no_code(newcomer):
    Member.objects.update(is_active=False)
    newcomer.refresh_from_db()
    with pytest.raises(ValidationError):
        issue_activation_code(member=newcomer, by=None)


def test_issue_and_use_are_audited(newcomer, union):
    issued = issue_activation_code(member=newcomer, by=union.administrator)
    activate(employee_number="GH-042", code=issued.code, password=PASSWORD)
    entries = ModelLogEntry.objects.filter(object_id=str(newcomer.pk)).order_by("pk")
    assert [(entry.action, entry.user) for entry in entries] == [
        ("accounts.issue_activation_code", union.administrator),
        ("accounts.activate", newcomer),
    ]
    assert issued.code not in str([entry.data for entry in entries])


def test_whoever_is_signed_in_already_is_sent_to_their_own_page(union, client_for):
    assert client_for(union.worker).get(PAGE)["Location"] == "/me/"
    assert Client().put(PAGE).status_code == 405
