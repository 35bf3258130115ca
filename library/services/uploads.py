"""Texts on the desk: brought, corrected, and kept as drafts or thrown away."""

from __future__ import annotations

from django.db import transaction
from wagtail.log_actions import log

from accounts.models import Member
from library.importers.parsed import ParsedStatute
from library.models import StatuteUpload, StatuteVersion
from library.services.drafting import draft_statute


@transaction.atomic
def add_upload(*, name: str, text: str, by: Member) -> StatuteUpload:
    """Put a text on the desk."""
    return StatuteUpload.objects.create(name=name[:255], text=text, uploaded_by=by)


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
