"""What hangs on a version's being published: its rows, the days on which versions end, and who must know."""

from __future__ import annotations

import datetime as dt
from itertools import zip_longest

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Revision

from accounts.models import Member
from base.visitor_pages import clear_visitor_pages
from library.amendments.following import follow_statute
from library.citing.directory import forget_directory
from library.citing.records import forget_citations, record_citations
from library.events import version_corrected, version_published
from library.models import Article, Statute, StatuteVersion
from library.models.content import VersionContent
from library.services.rows import lay_out_rows, take_away_rows


@transaction.atomic
def follow_publication(
    *, version: StatuteVersion, content: VersionContent, by: Member | None, revision: Revision | None = None
) -> None:
    """The version was made live with this content: bring everything after it that must agree with it.

    ``by`` wrote the text; a correction of what people were shown already is written down with the articles it touches.
    """
    is_correction = version.articles.exists()
    changed = lay_out_rows(version, content)
    end_versions_in_turn(version.statute)
    forget_directory()
    record_citations(model=Article, objects=version.articles.select_related("version__statute"))
    version.refresh_from_db(fields=["effective_until"])
    follow_statute(version.statute)
    clear_visitor_pages()
    if not is_correction:
        version_published.send(sender=StatuteVersion, version=version, previous=version.predecessor())
    elif changed:
        log(
            instance=version,
            action="library.correct_text",
            user=by,
            revision=revision,
            content_changed=True,
            data={"articles": sorted(changed)},
        )
        version_corrected.send(sender=StatuteVersion, version=version, articles=changed)


@transaction.atomic
def follow_withdrawal(*, version: StatuteVersion) -> None:
    """The version was unpublished: what was to be read of it goes, and its neighbours in time meet again.

    Its text stays in its revisions.
    """
    version.keep_published_text()
    forget_citations(model=Article, pks=version.articles.values_list("pk", flat=True))
    take_away_rows(version)
    forget_directory()
    StatuteVersion.objects.filter(pk=version.pk).update(effective_until=None)
    end_versions_in_turn(version.statute)
    follow_statute(version.statute)
    clear_visitor_pages()


def end_versions_in_turn(statute: Statute) -> None:
    """Each published version ends on the day before the next one begins."""
    versions = list(statute.versions.published().order_by("effective_from", "promulgated_on"))
    for version, following in zip_longest(versions, versions[1:]):
        until = following.effective_from - dt.timedelta(days=1) if following else None
        if version.effective_until != until:
            version.effective_until = until
            version.save(update_fields=["effective_until"])
