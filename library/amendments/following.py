"""Keeps the desk in step with the law and with what cites it: reviews are opened, and closed where nothing is left
to decide. Whoever changes the one or the other calls it in the same transaction.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from django.utils import timezone

from accounts.models import Member
from library.amendments.impact import Change, Touched, touched
from library.citing.sources import kept_sources
from library.enums import HOLD_AFTER_REPEAL, AmendmentKind, ReviewState
from library.models import Amendment, AmendmentReview, Citation, Statute, StatuteVersion
from library.references import ArticleKey

#: The right to decide what becomes of what cites a changed article.
DECIDE = "library.change_amendmentreview"
_BATCH = 500
#: A model and a primary key: what cites.
_Object = tuple[str, int]


class _Name(NamedTuple):
    """What tells one amendment from all others."""

    version: int
    is_repeal: bool
    key: ArticleKey


def follow_statute(statute: Statute) -> None:
    """Versions of the statute were published, taken back or corrected, or it was repealed."""
    lock_laws([statute.short_title])
    citations = list(Citation.objects.of_law(statute.short_title).filter(source__in=kept_sources()).with_version_read())
    reviews = list(AmendmentReview.objects.of_statute(statute).with_law())
    if not citations and not reviews:
        return
    versions = published_versions([statute.short_title])
    _remember_what_was_read(citations, versions[statute.short_title])
    _Desk(reviews, versions, citations).settle(text_changed=False)


def lock_laws(short_titles: Iterable[str]) -> None:
    """One at a time: who publishes a text of these laws, who writes what cites them, and who decides about it.

    Each would otherwise not see what the others have not committed yet, and a place would be missed or a decision lost.
    """
    list(Statute.objects.filter(short_title__in=short_titles).locked().values_list("pk"))


def follow_texts(source: str, object_ids: Collection[int]) -> None:
    """Objects of a model were written anew, and their citations are recorded."""
    if source not in kept_sources():
        return
    reviews = list(AmendmentReview.objects.about(source, object_ids).with_law())
    citations = list(Citation.objects.within(source, object_ids).with_version_read())
    laws = {citation.law for citation in citations} | {r.amendment.version.statute.short_title for r in reviews}
    _Desk(reviews, published_versions(laws), citations).settle(text_changed=True)


def forget_texts(source: str, object_ids: Collection[int]) -> None:
    """The objects are gone."""
    AmendmentReview.objects.about(source, object_ids).delete()


def digest_of_wording(wording: str) -> str:
    """What is kept of a wording, to tell later whether it is another one."""
    return hashlib.sha256(wording.encode()).hexdigest()


def close_rewritten(source: str, objects: Iterable[Any]) -> dict[tuple[int, str], int]:
    """Of what was to be rewritten, close what says something else by now. Called before its citations are recorded.

    Returns, by object and law, the version for which it was rewritten: that is the one its citations were written by.
    """
    if source not in kept_sources():
        return {}
    by_pk = {obj.pk: obj for obj in objects}
    waiting = AmendmentReview.objects.about(source, by_pk).filter(state=ReviewState.REWRITE).with_law()
    wording = kept_sources()[source][1].wording
    done = [review for review in waiting if digest_of_wording(wording(by_pk[review.object_id])) != review.wording]
    mark_as_read(done)
    for review in done:
        review.state, review.decided_at = ReviewState.REWRITTEN, timezone.now()
    AmendmentReview.objects.bulk_update(done, ["state", "decided_at"])
    latest = sorted((review.amendment.version for review in done), key=lambda version: version.effective_from)
    by_law = {version.statute.short_title: version.pk for version in latest}
    return {
        (review.object_id, law): by_law[law] for review in done if (law := review.amendment.version.statute.short_title)
    }


def mark_as_read(reviews: Iterable[AmendmentReview]) -> None:
    """What these objects cite of the amended articles holds for the text after the amendment too."""
    by_law: dict[str, list[AmendmentReview]] = defaultdict(list)
    for review in reviews:
        by_law[review.amendment.version.statute.short_title].append(review)
    for law, found in by_law.items():
        settled = {(_name_of(review.amendment), (review.source, review.object_id)) for review in found}
        citations: list[Citation] = []
        for source in {review.source for review in found}:
            pks = [review.object_id for review in found if review.source == source]
            citations += Citation.objects.of_law(law).within(source, pks).with_version_read()
        read: dict[int, int] = {}  # of several changes the last
        for citation, change in _touched_in(citations, published_versions([law])[law]):
            if (_name(change), (citation.source, citation.object_id)) in settled:
                read[citation.pk] = change.version.pk
        for version in set(read.values()):
            rows = Citation.objects.filter(pk__in=[pk for pk, last in read.items() if last == version])
            rows.update(as_of=version)


class _Desk:
    """The reviews there are, beside those that there have to be."""

    def __init__(
        self,
        reviews: Sequence[AmendmentReview],
        versions: dict[str, list[StatuteVersion]],
        citations: Sequence[Citation],
    ) -> None:
        self.reviews = {(_name_of(r.amendment), (r.source, r.object_id)): r for r in reviews}
        by_law: dict[str, list[Citation]] = defaultdict(list)
        for citation in citations:
            by_law[citation.law].append(citation)
        self.changes: dict[_Name, Change] = {}
        self.wanted: dict[tuple[_Name, _Object], str] = {}
        for law, cited in by_law.items():
            for citation, change in _touched_in(cited, versions.get(law, [])):
                name = _name(change)
                self.changes[name] = change
                self.wanted.setdefault((name, (citation.source, citation.object_id)), citation.sentence)

    def settle(self, *, text_changed: bool) -> None:
        """``text_changed`` tells why something may be touched no longer: its text is another one, or the law is."""
        in_use = _in_use({where for _name, where in [*self.wanted, *self.reviews]})
        amendments, editors = self._amendments(), _Editors()
        new, changed = [], []
        for (name, where), sentence in self.wanted.items():
            review = self.reviews.get((name, where))
            if review is None:
                if where in in_use:
                    new.append(_opened(amendments[name], where, sentence, editors.among(in_use[where])))
                continue
            if name.is_repeal and review.state in HOLD_AFTER_REPEAL:
                continue
            state = review.state if review.is_undecided else ReviewState.OPEN
            if where not in in_use:
                state = ReviewState.RETIRED
            if (review.state, review.sentence) != (state, sentence):
                review.sentence = sentence
                changed.append(_moved(review, state))
        AmendmentReview.objects.bulk_create(new, batch_size=_BATCH, ignore_conflicts=True)
        done = [review for at, review in self.reviews.items() if at not in self.wanted and self._is_done(review)]
        if text_changed:
            changed += [_moved(review, ReviewState.REWRITTEN) for review in done]
        else:
            AmendmentReview.objects.filter(pk__in=[review.pk for review in done]).delete()
        AmendmentReview.objects.bulk_update(
            changed, ["state", "sentence", "decided_at", "decided_by"], batch_size=_BATCH
        )

    @staticmethod
    def _is_done(review: AmendmentReview) -> bool:
        """A version that was taken back may come again, and finds its reviews as they were."""
        return review.is_undecided and review.amendment.version.live

    def _amendments(self) -> dict[_Name, Amendment]:
        """The rows of all changes, made or brought up to date."""
        versions = {name.version for name in self.changes}
        rows = {_name_of(row): row for row in Amendment.objects.filter(version__in=versions)}
        stale = []
        for name, change in self.changes.items():
            if name in rows and _facts(rows[name]) != _facts_of(change):
                rows[name].previous = change.previous
                rows[name].kind = change.kind
                rows[name].new_annex, rows[name].new_number, rows[name].new_suffix = change.new_key or (None,) * 3
                stale.append(rows[name])
        Amendment.objects.bulk_update(
            stale, ["previous", "kind", "new_annex", "new_number", "new_suffix"], batch_size=_BATCH
        )
        missing = [_row(change) for name, change in self.changes.items() if name not in rows]
        if missing:
            Amendment.objects.bulk_create(missing, batch_size=_BATCH, ignore_conflicts=True)
            rows = {_name_of(row): row for row in Amendment.objects.filter(version__in=versions)}
        return rows


def _touched_in(citations: Sequence[Citation], versions: Sequence[StatuteVersion]) -> list[Touched]:
    """Nothing, without looking at a text, where none is later than those that were read."""
    return touched(citations, versions) if any(is_behind(citation, versions) for citation in citations) else []


def is_behind(citation: Citation, versions: Sequence[StatuteVersion]) -> bool:
    """Whether anything has come after the text that was read; ``versions`` as ``published_versions`` gives them."""
    return bool(versions) and (citation.as_of_id != versions[-1].pk or versions[-1].statute.repealed_on is not None)


def published_versions(laws: Iterable[str]) -> dict[str, list[StatuteVersion]]:
    """The published versions of each law, the first to begin first."""
    found: dict[str, list[StatuteVersion]] = {law: [] for law in laws}
    published = StatuteVersion.objects.published().filter(statute__short_title__in=found).select_related("statute")
    for version in published.defer("preamble", "history").order_by("effective_from", "promulgated_on"):
        found[version.statute.short_title].append(version)
    return found


def _remember_what_was_read(citations: Sequence[Citation], versions: Sequence[StatuteVersion]) -> None:
    """A law that came into the library after what cites it: it was the text of today that was read."""
    today = timezone.localdate()
    begun = [version for version in versions if version.effective_from <= today]
    unknown = [citation for citation in citations if citation.as_of_id is None]
    if begun and unknown:
        for citation in unknown:
            citation.as_of = begun[-1]
        Citation.objects.bulk_update(unknown, ["as_of"], batch_size=_BATCH)


def _in_use(objects: set[_Object]) -> dict[_Object, int | None]:
    """Those of the objects that readers meet, each with the member who answers for it."""
    by_source: dict[str, list[int]] = defaultdict(list)
    for source, pk in objects:
        by_source[source].append(pk)
    sources = kept_sources()
    return {
        (name, pk): owner
        for name, pks in by_source.items()
        if name in sources
        for pk, owner in sources[name][1]
        .in_use()
        .filter(pk__in=pks)
        .order_by()
        .values_list("pk", sources[name][1].owner)
    }


class _Editors:
    """Who may decide, asked once and only where somebody is needed."""

    def __init__(self) -> None:
        self._ids: set[int] | None = None

    def among(self, member_id: int | None) -> int | None:
        """The member, if they are one of those."""
        if self._ids is None:
            self._ids = set(Member.objects.who_may(DECIDE).values_list("pk", flat=True))
        return member_id if member_id in self._ids else None


def _opened(amendment: Amendment, where: _Object, sentence: str, owner_id: int | None) -> AmendmentReview:
    source, object_id = where
    return AmendmentReview(
        amendment=amendment, source=source, object_id=object_id, sentence=sentence, owner_id=owner_id
    )


def _moved(review: AmendmentReview, state: ReviewState | str) -> AmendmentReview:
    """By what was done to the text, not by anybody's decision."""
    if review.state != state:
        review.state, review.decided_by = state, None
        review.decided_at = None if state == ReviewState.OPEN else timezone.now()
    return review


def _name(change: Change) -> _Name:
    return _Name(change.version.pk, change.kind == AmendmentKind.REPEALED, change.key)


def _name_of(amendment: Amendment) -> _Name:
    return _Name(amendment.version_id, amendment.kind == AmendmentKind.REPEALED, amendment.key)


def _facts_of(change: Change) -> tuple[Any, ...]:
    return change.previous.pk, change.kind, change.new_key


def _facts(amendment: Amendment) -> tuple[Any, ...]:
    return amendment.previous_id, amendment.kind, amendment.new_key


def _row(change: Change) -> Amendment:
    annex, number, suffix = change.key
    new_annex, new_number, new_suffix = change.new_key or (None, None, None)
    return Amendment(
        version=change.version,
        previous=change.previous,
        kind=change.kind,
        annex=annex,
        number=number,
        suffix=suffix,
        new_annex=new_annex,
        new_number=new_number,
        new_suffix=new_suffix,
    )
