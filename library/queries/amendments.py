"""What amendments touch, from which day on, and what is still to be decided about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Count, F, Q, When
from django.utils import timezone

from library.enums import UNDECIDED, AmendmentKind, ReviewState

if TYPE_CHECKING:
    from accounts.models import Member
    from library.models import Statute, StatuteVersion


class AmendmentQuerySet(models.QuerySet):
    def in_effect_on(self, date: dt.date) -> Self:
        """Of published versions that had begun by a day; of statutes that were repealed by then."""
        return self.filter(_in_effect_on(date, ""))

    def with_day_of_effect(self) -> Self:
        """Each with ``takes_effect_on``."""
        return self.annotate(takes_effect_on=_day_of_effect(""))

    def with_law(self) -> Self:
        """Each with both texts' versions and their statute."""
        return self.select_related("version__statute", "previous")


class AmendmentReviewQuerySet(models.QuerySet):
    def of_readable_law(self) -> Self:
        """Not those of a version that was taken back."""
        return self.filter(amendment__version__live=True)

    def undecided(self) -> Self:
        """Still to be decided, or to be rewritten."""
        return self.filter(state__in=UNDECIDED)

    def in_effect_on(self, date: dt.date) -> Self:
        """Those whose amendment is the law on a day."""
        return self.filter(_in_effect_on(date, "amendment__"))

    def with_day_of_effect(self) -> Self:
        """Each with ``takes_effect_on``, the day on which the amendment becomes the law."""
        return self.annotate(takes_effect_on=_day_of_effect("amendment__"))

    def pressing(self, date: dt.date | None = None) -> Self:
        """Undecided although the law is another by now: what cites it may teach what is no longer right."""
        return self.undecided().in_effect_on(date or timezone.localdate())

    def telling(self, date: dt.date) -> Self:
        """Those of which readers are told on a day: the law has changed, and nobody found that it does not matter."""
        return self.in_effect_on(date).exclude(state=ReviewState.STILL_RIGHT)

    def about(self, source: str, object_ids: Iterable[int]) -> Self:
        """Those of objects of a model."""
        return self.filter(source=source, object_id__in=object_ids)

    def changing_the_rule(self) -> Self:
        """Without those whose article has but another number, and those that were found to be right all the same."""
        return self.exclude(amendment__kind=AmendmentKind.RENUMBERED).exclude(state=ReviewState.STILL_RIGHT)

    def of_version(self, version: StatuteVersion) -> Self:
        return self.filter(amendment__version=version)

    def of_statute(self, statute: Statute) -> Self:
        return self.filter(amendment__version__statute=statute)

    def owned_by(self, member: Member) -> Self:
        return self.filter(owner=member)

    def without_owner(self) -> Self:
        return self.filter(owner=None)

    def in_state(self, state: str) -> Self:
        return self.filter(state=state)

    def of_kind(self, source: str) -> Self:
        """Those of objects of one model."""
        return self.filter(source=source)

    def counted(self, member: Member, date: dt.date) -> dict[str, int]:
        """How many there are: ``open``, ``mine``, ``nobodys``, and ``pressing``, whose law has changed by a day."""
        return self.aggregate(
            open=Count("pk"),
            mine=Count("pk", filter=Q(owner=member)),
            nobodys=Count("pk", filter=Q(owner=None)),
            pressing=Count("pk", filter=_in_effect_on(date, "amendment__")),
        )

    def in_order_of_the_law(self) -> Self:
        """As the articles stand in the text before; below each, the kinds together."""
        return self.order_by(
            "amendment__annex", "amendment__number", "amendment__suffix", "amendment__kind", "source", "object_id"
        )

    def with_law(self) -> Self:
        """Each with its amendment, both texts' versions, their statute, and its people."""
        return self.select_related(
            "amendment__version__statute", "amendment__previous", "owner", "decided_by"
        ).with_day_of_effect()


class AmendmentDigestQuerySet(models.QuerySet):
    def last_by_editor(self) -> dict[int, dt.datetime]:
        """When each editor was last told, by their primary keys."""
        return dict(self.order_by().values_list("editor").annotate(last=models.Max("sent_at")))


def _day_of_effect(path: str) -> Case:
    repealed = When(**{f"{path}kind": AmendmentKind.REPEALED}, then=F(f"{path}version__statute__repealed_on"))
    return Case(repealed, default=F(f"{path}version__effective_from"), output_field=models.DateField())


def _in_effect_on(date: dt.date, path: str) -> Q:
    repealed = {f"{path}kind": AmendmentKind.REPEALED}
    return Q(**{f"{path}version__live": True}) & (
        Q(**repealed, **{f"{path}version__statute__repealed_on__lte": date})
        | Q(~Q(**repealed), **{f"{path}version__effective_from__lte": date})
    )
