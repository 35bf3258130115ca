"""Statutes that come in from outside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import Member
from base.visitor_pages import clear_visitor_pages
from library.amendments.following import follow_statute
from library.enums import ImportOutcome
from library.importers.parsed import ParsedStatute, UnreadableStatuteError
from library.importers.topics import usual_topics
from library.models import Statute, StatuteVersion
from library.services.publishing import end_versions_in_turn, follow_publication

#: What could be meant by the first part of the address of a statute already.
RESERVED_SLUGS = frozenset({"api", "calculators", "mine", "search", "statutes", "topics"})


@dataclass(frozen=True)
class ImportedStatute:
    statute: Statute
    version: StatuteVersion
    outcome: ImportOutcome


@transaction.atomic
def import_statute(*, parsed: ParsedStatute, topics: Iterable[str] = (), by: Member | None) -> ImportedStatute:
    """Keep one version of one statute, published at once; ``by`` is nobody for a command.

    A version that is there already, of the same statute and day, is never overwritten: an equal text changes nothing,
    another text becomes a draft of that version, for an editor to compare and decide on. A new statute gets its usual
    topics besides. Raises ``UnreadableStatuteError`` where it cannot stand beside what is there.
    """
    statute = statute_for(parsed)
    version = statute.versions.filter(promulgated_on=parsed.promulgated_on).first()
    if version is None:
        version = _add_version(statute, parsed)
        outcome = ImportOutcome.ADDED
    elif version.digest != parsed.digest:
        _put_beside(version, parsed, by)
        return ImportedStatute(statute, version, ImportOutcome.DIFFERS)
    else:
        outcome = _update_dates(version, parsed)
    missing = set(topics) - set(statute.topics.names())
    if missing:
        statute.topics.add(*missing)
        outcome = outcome if outcome == ImportOutcome.ADDED else ImportOutcome.UPDATED
    if outcome != ImportOutcome.UNCHANGED:
        log(
            instance=statute,
            action="library.import_statute",
            user=by,
            data={"version": parsed.promulgated_on.isoformat(), "outcome": outcome.value},
        )
        clear_visitor_pages()
    return ImportedStatute(statute, version, outcome)


def statute_for(parsed: ParsedStatute) -> Statute:
    """The statute of this name, locked; a new one where there is none yet."""
    known: Statute | None = Statute.objects.select_for_update().filter(short_title=parsed.short_title).first()
    if known:
        return known
    slug = slugify(parsed.short_title, allow_unicode=True)
    if not slug or slug in RESERVED_SLUGS or Statute.objects.filter(slug=slug).exists():
        raise UnreadableStatuteError(_("Another statute already has the address that this title gives."))
    statute = Statute.objects.create(
        title=parsed.title, short_title=parsed.short_title, slug=slug, kind=parsed.kind, issuer=parsed.issuer
    )
    if topics := usual_topics(parsed.short_title):
        statute.topics.add(*topics)
    return statute


def version_of(statute: Statute, parsed: ParsedStatute, **state: Any) -> StatuteVersion:
    """A new version with what was read of it, but its articles."""
    version: StatuteVersion = StatuteVersion.objects.create(
        statute=statute,
        promulgated_on=parsed.promulgated_on,
        effective_from=parsed.effective_from,
        history=parsed.history,
        preamble=parsed.preamble,
        digest=parsed.digest,
        **state,
    )
    return version


def _add_version(statute: Statute, parsed: ParsedStatute) -> StatuteVersion:
    _refuse_same_start(statute, parsed)
    now = timezone.now()
    version = version_of(statute, parsed, live=True, first_published_at=now, last_published_at=now)
    follow_publication(version=version, content=parsed.content, by=None)
    return version


def _put_beside(version: StatuteVersion, parsed: ParsedStatute, by: Member | None) -> None:
    """Another text of a version becomes its draft, once: not again when it was discarded, and never over a draft."""
    if version.has_unpublished_changes or not version.live or version.was_drafted_as(parsed.digest):
        return
    version.history, version.preamble, version.content = parsed.history, parsed.preamble, parsed.content
    revision = version.save_revision(user=by, clean=False)
    log(instance=version, action="library.import_differing", user=by, revision=revision, content_changed=True)


def _update_dates(version: StatuteVersion, parsed: ParsedStatute) -> ImportOutcome:
    """Only a day that the file names itself replaces the one that is there."""
    if not parsed.effective_is_given or version.effective_from == parsed.effective_from:
        return ImportOutcome.UNCHANGED
    _refuse_same_start(version.statute, parsed)
    version.effective_from = parsed.effective_from
    version.effective_until = None
    version.save(update_fields=["effective_from", "effective_until"])
    end_versions_in_turn(version.statute)
    follow_statute(version.statute)
    return ImportOutcome.UPDATED


def _refuse_same_start(statute: Statute, parsed: ParsedStatute) -> None:
    others = statute.versions.published().exclude(promulgated_on=parsed.promulgated_on)
    if others.filter(effective_from=parsed.effective_from).exists():
        raise UnreadableStatuteError(
            _("Two versions of %(title)s would come into force on %(day)s; say in the front matter when each does.")
            % {"title": statute.short_title, "day": parsed.effective_from}
        )
