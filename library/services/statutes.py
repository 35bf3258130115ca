"""What editors say of a statute as a whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from wagtail.log_actions import log

from accounts.models import Member
from base.visitor_pages import clear_visitor_pages
from library.amendments.following import follow_statute
from library.models import Statute, StatuteAlias
from library.tasks import read_citations_again


@transaction.atomic
def repeal_statute(*, statute: Statute, on: dt.date | None, reason: str, by: Member) -> None:
    """From this day on the statute is no law any more; with no day, it goes on being one."""
    locked = Statute.objects.select_for_update().get(pk=statute.pk)
    before, locked.repealed_on = locked.repealed_on, on
    locked.save(update_fields=["repealed_on"])
    statute.repealed_on = on
    follow_statute(locked)
    log(
        instance=locked,
        action="library.repeal_statute",
        user=by,
        data={
            "repealed_on": on.isoformat() if on else None,
            "before": before.isoformat() if before else None,
            "reason": reason,
        },
    )
    clear_visitor_pages()


@transaction.atomic
def name_statute(*, statute: Statute, names: Iterable[str], by: Member) -> None:
    """These, in the spelling in which names are compared, are the further names of the statute; others are not."""
    wanted, before = set(names), set(statute.aliases.values_list("name", flat=True))
    if wanted == before:
        return
    for alias in statute.aliases.exclude(name__in=wanted):
        alias.delete()
    for name in sorted(wanted - before):
        StatuteAlias.objects.create(statute=statute, name=name)
    log(instance=statute, action="library.name_statute", user=by, data={"names": sorted(wanted)})
    clear_visitor_pages()
    read_citations_again.enqueue()
