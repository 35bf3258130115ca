"""The e-mail that tells editors what waits on the amendment desk: at most one a day, and a reminder once a week."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Member
from library.amendments.following import DECIDE
from library.models import AmendmentDigest, AmendmentReview, StatuteVersion

logger = logging.getLogger(__name__)

#: Nobody is written to before this hour.
NOT_BEFORE = 8
#: What has been told already is told again after so long.
REMINDED_EVERY = dt.timedelta(days=7)


@dataclass
class Waiting:
    """What waits for an editor of one text's changes, the first of which takes effect on a day."""

    version: StatuteVersion
    today: dt.date
    takes_effect_on: dt.date
    mine: int = 0
    nobodys: int = 0

    @property
    def in_effect(self) -> bool:
        return self.takes_effect_on <= self.today

    @property
    def url(self) -> str:
        return settings.WAGTAILADMIN_BASE_URL + reverse("amendments:version", args=[self.version.pk])

    def add(self, review: AmendmentReview) -> None:
        self.takes_effect_on = min(self.takes_effect_on, review.takes_effect_on)
        if review.owner_id is None:
            self.nobodys += 1
        else:
            self.mine += 1


def send_digests(now: dt.datetime | None = None) -> int:
    """Write to every editor for whom something waits. Called again on the same day it writes to nobody twice.

    Returns how many were sent; an e-mail that the server does not take is tried again at the next call.
    """
    local = timezone.localtime(now)
    if local.hour < NOT_BEFORE:
        return 0
    reviews = list(AmendmentReview.objects.of_readable_law().undecided().with_law().in_order_of_the_law())
    if not reviews:
        return 0
    last = AmendmentDigest.objects.last_by_editor()
    editors = Member.objects.who_may(DECIDE).exclude(email=None).order_by("pk")
    return sum(
        _send(editor, waiting, local)
        for editor in editors
        if (waiting := _waiting_for(editor, reviews)) and _is_due(last.get(editor.pk), waiting, local.date())
    )


def _waiting_for(editor: Member, reviews: Iterable[AmendmentReview]) -> list[AmendmentReview]:
    """Those of the editor, and those that nobody has taken over yet."""
    return [review for review in reviews if review.owner_id in {editor.pk, None}]


def _is_due(last: dt.datetime | None, waiting: Iterable[AmendmentReview], today: dt.date) -> bool:
    """Never told; told a week ago; or something has come, or come into effect, since."""
    if last is None:
        return True
    day = timezone.localdate(last)
    if today - day >= REMINDED_EVERY:
        return True
    return day < today and any(review.opened_at > last or day < review.takes_effect_on <= today for review in waiting)


def _send(editor: Member, reviews: Iterable[AmendmentReview], now: dt.datetime) -> bool:
    """The day is written down first, so that of two senders one gives way."""
    today = now.date()
    by_version: dict[int, Waiting] = {}
    for review in reviews:
        version = review.amendment.version
        by_version.setdefault(version.pk, Waiting(version, today, review.takes_effect_on)).add(review)
    try:
        with transaction.atomic(), override(settings.LANGUAGE_CODE):
            AmendmentDigest.objects.create(editor=editor, sent_on=today, sent_at=now)
            body = render_to_string("library/email/amendments.txt", {"editor": editor, "waiting": by_version.values()})
            send_mail(_("Check what cites the amended law"), body, None, [editor.email or ""])
    except IntegrityError:
        return False
    except (SMTPException, OSError) as problem:
        logger.warning("The digest for member %s could not be sent: %s", editor.pk, problem)
        return False
    return True
