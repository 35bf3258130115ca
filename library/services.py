"""Changes to the library."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import Member
from base.visitor_pages import clear_visitor_pages
from library.citing.records import record_citations
from library.enums import ImportOutcome
from library.importers.parsed import ParsedStatute, UnreadableStatuteError
from library.importers.topics import usual_topics
from library.models import Article, Division, Statute, StatuteVersion

#: What could be meant by the first part of the address of a statute already.
RESERVED_SLUGS = {"search", "topics"}


@dataclass(frozen=True)
class ImportedStatute:
    statute: Statute
    version: StatuteVersion
    outcome: ImportOutcome


@transaction.atomic
def import_statute(*, parsed: ParsedStatute, topics: Iterable[str] = (), by: Member | None) -> ImportedStatute:
    """Keep one version of one statute, published at once; ``by`` is nobody for a command.

    A version that is there already, of the same statute and day, is never overwritten: an equal text changes nothing,
    another text is left to an editor. A new statute gets its usual topics besides. Raises ``UnreadableStatuteError``
    where it cannot stand beside what is there.
    """
    statute = _statute_for(parsed)
    version = statute.versions.filter(promulgated_on=parsed.promulgated_on).first()
    if version is None:
        version = _add_version(statute, parsed)
        record_citations(model=Article, objects=version.articles.select_related("version__statute"))
        outcome = ImportOutcome.ADDED
    elif version.digest != parsed.digest:
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


def _statute_for(parsed: ParsedStatute) -> Statute:
    known: Statute | None = Statute.objects.select_for_update().filter(short_title=parsed.short_title).first()
    if known:
        return known
    slug = slugify(parsed.short_title, allow_unicode=True)
    if not slug or slug in RESERVED_SLUGS or Statute.objects.filter(slug=slug).exists():
        raise UnreadableStatuteError(_("Another statute already has the address that this title gives."))
    statute = Statute.objects.create(
        title=parsed.title, short_title=parsed.short_title, slug=slug, kind=parsed.kind, issuer=parsed.issuer
    )
    statute.topics.add(*usual_topics(parsed.short_title))
    return statute


def _add_version(statute: Statute, parsed: ParsedStatute) -> StatuteVersion:
    version = StatuteVersion.objects.create(
        statute=statute,
        promulgated_on=parsed.promulgated_on,
        effective_from=parsed.effective_from,
        history=parsed.history,
        preamble=parsed.preamble,
        digest=parsed.digest,
        published_at=timezone.now(),
    )
    divisions: list[Division] = []
    for position, heading in enumerate(parsed.divisions, start=1):
        parent = None if heading.parent is None else divisions[heading.parent]
        divisions.append(
            Division.objects.create(
                version=version,
                parent=parent,
                kind=heading.kind,
                number=heading.number,
                title=heading.title,
                position=position,
            )
        )
    for position, article in enumerate(parsed.articles, start=1):
        # One by one rather than in bulk: each save tells the search index.
        Article.objects.create(
            version=version,
            division=None if article.division is None else divisions[article.division],
            annex=article.annex,
            number=article.number,
            suffix=article.suffix,
            position=position,
            paragraphs=article.paragraphs,
            text=article.text,
        )
    _chain_versions(statute)
    return version


def _update_dates(version: StatuteVersion, parsed: ParsedStatute) -> ImportOutcome:
    """Only a day that the file names itself replaces the one that is there."""
    if not parsed.effective_is_given or version.effective_from == parsed.effective_from:
        return ImportOutcome.UNCHANGED
    version.effective_from = parsed.effective_from
    version.effective_until = None
    version.save(update_fields=["effective_from", "effective_until"])
    _chain_versions(version.statute)
    return ImportOutcome.UPDATED


def _chain_versions(statute: Statute) -> None:
    """Each published version ends on the day before the next one begins."""
    versions = list(statute.versions.published().order_by("effective_from", "promulgated_on"))
    for version, following in zip_longest(versions, versions[1:]):
        until = following.effective_from - dt.timedelta(days=1) if following else None
        if until and until < version.effective_from:
            raise UnreadableStatuteError(
                _("Two versions of %(title)s would come into force on %(day)s; say in the front matter when each does.")
                % {"title": statute.short_title, "day": version.effective_from}
            )
        if version.effective_until != until:
            version.effective_until = until
            version.save(update_fields=["effective_until"])
