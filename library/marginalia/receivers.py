"""What "download my data" says of a member's marks."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.events import member_data_requested
from accounts.models import Member
from library.models import Annotation


@receiver(member_data_requested)
def annotations_of_member(member: Member, **kwargs: object) -> tuple[str, list[dict[str, Any]]]:
    """Every bookmark, highlight and note."""
    rows = [
        {
            _("Article"): str(mark),
            _("Kind"): mark.get_kind_display(),
            _("Passage to mark"): mark.quote,
            _("My note"): mark.text,
            _("Made at"): timezone.localtime(mark.created_at).strftime("%Y-%m-%d %H:%M:%S"),
        }
        for mark in Annotation.objects.of(member).latest_first()
    ]
    return _("My marks in the law"), rows
