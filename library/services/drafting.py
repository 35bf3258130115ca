"""What editors do to a version's text: each change is a draft with a reason, read by nobody until it is published."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision

from accounts.models import Member
from library.importers.parsed import ParsedStatute
from library.models import StatuteVersion
from library.models.content import ArticleContent
from library.models.statutes import Paragraph
from library.numerals import division_label, key_label
from library.services.importing import statute_for, version_of
from library.services.rows import ArticleKey


@transaction.atomic
def draft_statute(*, parsed: ParsedStatute, by: Member) -> StatuteVersion:
    """Keep a text as a draft: of a new version, or beside what is published of a known one.

    A text that the version has already, published or as its draft, adds nothing. Raises ``UnreadableStatuteError``
    where it cannot stand beside what is there.
    """
    statute = statute_for(parsed)
    version = statute.versions.select_for_update().filter(promulgated_on=parsed.promulgated_on).first()
    is_new = version is None
    if version is None:
        version = version_of(statute, parsed, live=False)
    draft: StatuteVersion = version.get_latest_revision_as_object()
    if is_new or draft.digest != parsed.digest:
        draft.history, draft.preamble, draft.content = parsed.history, parsed.preamble, parsed.content
        draft.effective_from = parsed.effective_from
        revision = draft.save_revision(user=by, clean=False)
        action = "library.draft_version" if is_new else "library.import_differing"
        log(instance=version, action=action, user=by, revision=revision, content_changed=True)
    return version


@transaction.atomic
def edit_article(
    *, version: StatuteVersion, key: ArticleKey, paragraphs: list[Paragraph], reason: str, by: Member
) -> Revision:
    """Put other words in the place of an article's."""
    draft = _open(version)
    article = draft.content["articles"][_place(draft, key)]
    article["paragraphs"] = paragraphs
    return _save(draft, "library.edit_article", reason, by, {"article": key_label(*key)})


@transaction.atomic
def add_article(
    *,
    version: StatuteVersion,
    key: ArticleKey,
    after: ArticleKey | None,
    paragraphs: list[Paragraph],
    reason: str,
    by: Member,
) -> Revision:
    """Add an article behind another, under the same heading; at the beginning where there is none before it.

    Raises ``ValidationError`` where the version has an article of this number.
    """
    draft = _open(version)
    articles = draft.content["articles"]
    if any(key_of(article) == key for article in articles):
        raise ValidationError(_("%(article)s is there already.") % {"article": key_label(*key)})
    place = 0 if after is None else _place(draft, after) + 1
    neighbour = articles[max(place - 1, 0)] if articles else None
    articles.insert(
        place,
        {
            "number": key[1],
            "suffix": key[2],
            "annex": key[0],
            "division": neighbour["division"] if neighbour else None,
            "paragraphs": paragraphs,
        },
    )
    return _save(draft, "library.add_article", reason, by, {"article": key_label(*key)})


@transaction.atomic
def remove_article(*, version: StatuteVersion, key: ArticleKey, reason: str, by: Member) -> Revision:
    """Take an article out. Raises ``ValidationError`` for the last one: a version without a text is none."""
    draft = _open(version)
    place = _place(draft, key)
    if len(draft.content["articles"]) == 1:
        raise ValidationError(_("It is the only article. Unpublish or delete the version instead."))
    del draft.content["articles"][place]
    return _save(draft, "library.remove_article", reason, by, {"article": key_label(*key)})


@transaction.atomic
def retitle_divisions(*, version: StatuteVersion, titles: list[str], reason: str, by: Member) -> Revision | None:
    """Give the headings these titles, in their order. Nothing is saved where nothing differs."""
    draft = _open(version)
    divisions = draft.content["divisions"]
    changed = [
        division_label(division["kind"], division["number"])
        for division, title in zip(divisions, titles, strict=True)
        if division["title"] != title
    ]
    if not changed:
        return None
    for division, title in zip(divisions, titles, strict=True):
        division["title"] = title
    return _save(draft, "library.edit_headings", reason, by, {"article": "、".join(changed)})


@transaction.atomic
def discard_draft(*, version: StatuteVersion, by: Member) -> None:
    """Return to what is published. The draft stays in the history, and imported again it is not put up again."""
    locked = StatuteVersion.objects.select_for_update().get(pk=version.pk)
    if not locked.live or not locked.has_unpublished_changes:
        return
    if state := locked.current_workflow_state:
        state.cancel(user=by)
    discarded = locked.latest_revision
    locked.revisions.update(approved_go_live_at=None)
    locked.latest_revision, locked.has_unpublished_changes = locked.live_revision, False
    locked.save(update_fields=["latest_revision", "has_unpublished_changes"])
    log(instance=locked, action="library.discard_draft", user=by, revision=discarded, timestamp=timezone.now())


def key_of(article: ArticleContent) -> ArticleKey:
    return article["annex"], article["number"], article["suffix"]


def _open(version: StatuteVersion) -> StatuteVersion:
    """The text as it was last saved, with the version's row locked."""
    locked = StatuteVersion.objects.select_for_update().get(pk=version.pk)
    draft: StatuteVersion = locked.get_latest_revision_as_object()
    return draft


def _place(draft: StatuteVersion, key: ArticleKey) -> int:
    for place, article in enumerate(draft.content["articles"]):
        if key_of(article) == key:
            return place
    raise ValidationError(_("%(article)s is not there any more.") % {"article": key_label(*key)})


def _save(draft: StatuteVersion, action: str, reason: str, by: Member, data: dict[str, Any]) -> Revision:
    revision = draft.save_revision(user=by, clean=False)
    log(
        instance=draft,
        action=action,
        user=by,
        revision=revision,
        content_changed=True,
        data={**data, "reason": reason},
    )
    return revision
