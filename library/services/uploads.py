"""Texts on the desk: brought, corrected, and kept as drafts or thrown away."""

from __future__ import annotations

import re

from django.db import transaction
from wagtail.log_actions import log

from accounts.models import Member
from library.importers.parsed import ParsedStatute
from library.models import StatuteUpload, StatuteVersion
from library.services.drafting import draft_statute

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_FIELD = re.compile(r"^[a-zA-Z_]+:")


@transaction.atomic
def add_upload(*, name: str, text: str, by: Member) -> StatuteUpload:
    """Put a text on the desk; one that was pasted is called by its first line of words."""
    return StatuteUpload.objects.create(name=(name or _first_line(text))[:255], text=text, uploaded_by=by)


@transaction.atomic
def correct_upload(*, upload: StatuteUpload, text: str, particulars: dict[str, str]) -> None:
    """What an editor corrected is kept, whether or not it can be read yet."""
    upload.text, upload.particulars = text, particulars
    upload.save(update_fields=["text", "particulars"])


@transaction.atomic
def keep_upload(*, upload: StatuteUpload, parsed: ParsedStatute, by: Member) -> StatuteVersion:
    """Make a draft of what was understood; the upload is done with. Raises ``UnreadableStatuteError``."""
    version = draft_statute(parsed=parsed, by=by)
    upload.delete()
    return version


@transaction.atomic
def discard_upload(*, upload: StatuteUpload, by: Member) -> None:
    """Throw a text away that shall not come into the library."""
    log(instance=upload, action="library.discard_upload", user=by, title=str(upload))
    upload.delete()


def _first_line(text: str) -> str:
    """Its title, as a rule: the first line of Chinese that is no field of front matter."""
    lines = (line.strip().lstrip("#").strip() for line in text.splitlines())
    return next((line for line in lines if _CHINESE.search(line) and not _FIELD.match(line)), "")[:60]
