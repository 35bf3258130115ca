"""Editors are told by e-mail of what waits on the desk: when there is news, and once a week until it is decided."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from library.amendments.digest import send_digests
from library.enums import ReviewState
from library.models import AmendmentReview, GuidePage
from library.services import decide_reviews, repeal_statute
from tests.factories.amendments import TITLE
from tests.factories.law_content import make_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(union):
    union.editor.email = "bianji@example.org"
    union.editor.save()
    return union.editor


@pytest.fixture
def morning() -> dt.datetime:
    """Nine o'clock today."""
    return timezone.localtime().replace(hour=9, minute=0)


DAY = dt.timedelta(days=1)


def test_an_editor_is_told_once_a_day_what_waits(amend, editor, morning, today):
    make_page(GuidePage, cites=[(TITLE, "2")], owner=editor)
    make_page(GuidePage, cites=[(TITLE, "4")])
    version = amend(today)
    assert send_digests(morning) == 1
    assert send_digests(morning) == 0
    (message,) = mail.outbox
    assert message.to == [editor.email]
    assert reverse("amendments:version", args=[version.pk]) in message.body
    assert "由你负责 1 处" in message.body
    assert "尚无人负责 1 处" in message.body


def test_nobody_is_written_to_at_night_or_about_nothing(amend, editor, morning, today):
    make_page(GuidePage, cites=[(TITLE, "3")])
    amend(today)
    assert send_digests(morning) == 0
    make_page(GuidePage, cites=[(TITLE, "2")])
    AmendmentReview.objects.all().delete()
    assert send_digests(morning) == 0
    assert not mail.outbox


def test_nobody_is_written_to_before_eight(amend, editor, morning, today):
    make_page(GuidePage, cites=[(TITLE, "2")])
    amend(today)
    assert send_digests(morning.replace(hour=7, minute=59)) == 0
    assert send_digests(morning.replace(hour=8, minute=0)) == 1


def test_who_may_not_decide_or_has_no_address_is_not_written_to(amend, union, morning, today):
    union.worker.email = "gongren@example.org"
    union.worker.save()
    make_page(GuidePage, cites=[(TITLE, "2")])
    amend(today)
    assert send_digests(morning) == 0


def test_another_ones_places_are_not_told(amend, editor, union, morning, today):
    make_page(GuidePage, cites=[(TITLE, "2")], owner=union.administrator)
    amend(today)
    assert send_digests(morning) == 0


def test_it_is_told_again_when_something_comes_or_takes_effect_or_a_week_is_over(amend, editor, morning, today):
    make_page(GuidePage, cites=[(TITLE, "2")], owner=editor)
    amend(today + 3 * DAY)
    AmendmentReview.objects.update(opened_at=morning - 2 * DAY)
    told = [day for day in range(12) if send_digests(morning + day * DAY)]
    assert told == [0, 3, 10]  # first, in effect, a week after
    AmendmentReview.objects.update(opened_at=morning + 11 * DAY)
    assert send_digests(morning + 12 * DAY) == 1


def test_what_was_told_is_not_told_again_the_next_day(amend, editor, morning, today):
    make_page(GuidePage, cites=[(TITLE, "2")], owner=editor)
    amend(today)
    AmendmentReview.objects.update(opened_at=morning - dt.timedelta(minutes=10))
    assert [send_digests(morning + day * DAY) for day in range(3)] == [1, 0, 0]
    AmendmentReview.objects.update(opened_at=morning + dt.timedelta(minutes=10))  # came when all was told that day
    assert send_digests(morning + DAY) == 1


def test_a_repeal_is_told_with_its_own_day(first, editor, morning, today):
    make_page(GuidePage, cites=[(TITLE, "2")], owner=editor)
    ends = today + 3 * DAY
    repeal_statute(statute=first.statute, on=ends, reason="有了新法", by=editor)
    send_digests(morning)
    assert f"{ends:%Y-%m-%d}" in mail.outbox[0].body
    assert "已施行" not in mail.outbox[0].body


def test_a_server_that_takes_no_mail_is_tried_again_and_stops_nobody_elses(
    amend, editor, union, morning, today, settings
):
    union.administrator.email = "guanli@example.org"
    union.administrator.save()
    make_page(GuidePage, cites=[(TITLE, "2")])
    amend(today)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    assert send_digests(morning) == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_digests(morning) == 2


def test_what_is_decided_is_told_no_more(amend, editor, morning, today):
    make_page(GuidePage, cites=[(TITLE, "2")])
    amend(today)
    pks = list(AmendmentReview.objects.values_list("pk", flat=True))
    decide_reviews(pks=pks, decision=ReviewState.STILL_RIGHT, by=editor)
    assert send_digests(morning) == 0


def test_the_command_says_how_many(amend, editor, today, capsys):
    make_page(GuidePage, cites=[(TITLE, "2")])
    amend(today)
    call_command("send_amendment_digests")
    expected = int(timezone.localtime().hour >= 8)
    assert str(expected) in capsys.readouterr().out
    assert len(mail.outbox) == expected
