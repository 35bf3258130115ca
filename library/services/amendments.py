"""What editors decide about everything that cites an amended article."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import Member
from base.visitor_pages import clear_visitor_pages
from library.amendments.following import DECIDE, digest_of_wording, follow_texts, lock_laws, mark_as_read
from library.citing.sources import kept_sources
from library.enums import DECISIONS, ReviewState
from library.models import AmendmentReview


@transaction.atomic
def decide_reviews(
    *, pks: Collection[int], decision: str, note: str = "", by: Member, seen_at: dt.datetime | None = None
) -> int:
    """``by`` says what becomes of the places. One decided before may be decided anew. Returns how many were decided.

    All or none: raises ``ValidationError`` where ``decision`` is none, where a place has gone meanwhile, where it came
    or somebody else settled it after ``by`` looked (``seen_at``), or where what is to be retired is not ``by``'s to
    retire; ``PermissionDenied`` for somebody who may not decide at all.
    """
    _check_right(by)
    if decision not in DECISIONS:
        raise ValidationError(_("Choose what becomes of it."), code="decision")
    reviews = _locked(pks)
    if seen_at and any(_is_news(review, seen_at, by) for review in reviews):
        raise ValidationError(
            _("Somebody settled some of these places, or they came, after you looked. Look once more."), code="news"
        )
    objects = _objects_of(reviews)
    rows = AmendmentReview.objects.filter(pk__in=[review.pk for review in reviews])
    rows.update(state=decision, note=note.strip(), decided_at=timezone.now(), decided_by=by)
    if decision == ReviewState.STILL_RIGHT:
        mark_as_read(reviews)
    if decision == ReviewState.REWRITE:
        rows.without_owner().update(owner=by)
        _remember_wording(reviews, objects)
    if decision == ReviewState.RETIRED:
        _retire(objects, by)
    _write_down(reviews, "library.decide_reviews", by, {"decision": decision, "note": note.strip()})
    for source, object_ids in _by_source(objects).items():
        follow_texts(source, object_ids)
    clear_visitor_pages()
    return len(reviews)


@transaction.atomic
def assign_reviews(*, pks: Collection[int], owner: Member | None, by: Member) -> int:
    """``owner`` sees to the places from now on; nobody, when it is ``None``. Returns how many those are.

    Raises ``ValidationError`` for somebody who may not decide about them, and where a place has gone meanwhile.
    """
    _check_right(by)
    if owner is not None and not owner.has_perm(DECIDE):
        raise ValidationError(_("%s may not decide about this.") % owner.display_name, code="owner")
    reviews = _locked(pks)
    AmendmentReview.objects.filter(pk__in=[review.pk for review in reviews]).update(owner=owner)
    _write_down(reviews, "library.assign_reviews", by, {"owner": owner.display_name if owner else ""})
    return len(reviews)


def _check_right(by: Member) -> None:
    if not by.has_perm(DECIDE):
        raise PermissionDenied


def _locked(pks: Collection[int]) -> list[AmendmentReview]:
    wanted = set(pks)
    if not wanted:
        raise ValidationError(_("Tick at least one place."), code="none")
    rows = AmendmentReview.objects.filter(pk__in=wanted)
    lock_laws(rows.values_list("amendment__version__statute__short_title", flat=True))
    reviews = list(rows.select_for_update(of=("self",)).with_law())
    if len(reviews) < len(wanted):
        raise ValidationError(_("Some of these places are no longer there. Look once more."), code="gone")
    return reviews


def _is_news(review: AmendmentReview, seen_at: dt.datetime, by: Member) -> bool:
    settled_by_another = review.decided_at and review.decided_at > seen_at and review.decided_by_id != by.pk
    return bool(settled_by_another) or review.opened_at > seen_at


def _objects_of(reviews: Collection[AmendmentReview]) -> dict[tuple[str, int], Any]:
    """What cites, as it stands."""
    found: dict[tuple[str, int], Any] = {}
    for source, object_ids in _by_source({(review.source, review.object_id) for review in reviews}).items():
        for obj in kept_sources()[source][0].objects().filter(pk__in=object_ids):
            found[source, obj.pk] = obj
    return found


def _by_source(objects: Collection[tuple[str, int]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for source, object_id in objects:
        found[source].append(object_id)
    return found


def _remember_wording(reviews: Collection[AmendmentReview], objects: dict[tuple[str, int], Any]) -> None:
    """To tell later when it is another one."""
    for review in reviews:
        upkeep = kept_sources()[review.source][1]
        review.wording = digest_of_wording(upkeep.wording(objects[review.source, review.object_id]))
    AmendmentReview.objects.bulk_update(reviews, ["wording"], batch_size=500)


def _retire(objects: dict[tuple[str, int], Any], by: Member) -> None:
    """Those that readers still meet."""
    for source, object_ids in _by_source(objects).items():
        upkeep = kept_sources()[source][1]
        for pk in upkeep.in_use().filter(pk__in=object_ids).order_by().values_list("pk", flat=True):
            obj = objects[source, pk]
            try:
                upkeep.retire(obj, by)
            except PermissionDenied:
                raise ValidationError(_("You may not retire “%s”.") % obj, code="retire") from None
            except ValidationError as problem:
                raise ValidationError(f"“{obj}”：{problem.messages[0]}", code="retire") from problem


def _write_down(reviews: Collection[AmendmentReview], action: str, by: Member, data: dict[str, Any]) -> None:
    """In the history of each version that made changes; who decided what stands in the reviews themselves."""
    versions = {review.amendment.version_id: review.amendment.version for review in reviews}
    for pk, version in versions.items():
        of_version = [review for review in reviews if review.amendment.version_id == pk]
        articles = sorted({review.amendment.label for review in of_version})
        log(instance=version, action=action, user=by, data={"articles": articles, "places": len(of_version), **data})
