"""What a reader is told of a page, a lesson or a question whose law has changed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from library.enums import AmendmentKind
from library.models import Amendment, AmendmentReview, Article


@dataclass(frozen=True)
class AmendedArticle:
    """An article that is another by now, and where its two texts are compared."""

    amendment: Amendment

    @property
    def name(self) -> str:
        """With what became of it where that is the end of it, for it may have been amended before."""
        if self.amendment.kind != AmendmentKind.REPEALED:
            return str(self.amendment)
        return f"{self.amendment}（{self.amendment.get_kind_display()}）"

    @property
    def url(self) -> str:
        """The place in the comparison of both texts; after a repeal, the statute."""
        version = self.amendment.version
        if self.amendment.kind == AmendmentKind.REPEALED:
            return version.statute.get_absolute_url()
        days = {"from": self.amendment.previous.promulgated_on, "to": version.promulgated_on}
        annex, number, suffix = self.amendment.new_key or self.amendment.key
        anchor = Article(annex=annex, number=number, suffix=suffix).anchor
        place = anchor if self.amendment.new_key else f"removed-{anchor}"
        return f"{reverse('library:compare', args=[version.statute.slug])}?{urlencode(days)}#{place}"


@dataclass
class Notices:
    """Articles that something cites: those ``changed`` since its reader learned them there, and the others that nobody
    has looked at yet, ``unchecked``."""

    changed: list[AmendedArticle] = field(default_factory=list)
    unchecked: list[AmendedArticle] = field(default_factory=list)


def notices_about(
    model: type[models.Model], pks: Collection[int], *, learned_at: dt.datetime | None = None
) -> dict[int, Notices]:
    """By object, what a reader is told today; one who learned there at a moment, if that is given. One query."""
    today = timezone.localdate()
    learned_on = timezone.localdate(learned_at) if learned_at else None
    reviews = AmendmentReview.objects.about(model._meta.label_lower, pks).telling(today)
    found: dict[int, Notices] = defaultdict(Notices)
    for review in reviews.with_law().in_order_of_the_law():
        notices, article = found[review.object_id], AmendedArticle(review.amendment)
        rule_changed = review.amendment.kind != AmendmentKind.RENUMBERED
        if learned_on and rule_changed and learned_on < review.takes_effect_on:
            notices.changed.append(article)
        elif review.is_undecided:
            notices.unchecked.append(article)
    return found


def law_has_changed(model: type[models.Model]) -> Exists:
    """For a query of objects: whether there is anything to tell about each today."""
    reviews = AmendmentReview.objects.telling(timezone.localdate()).order_by()
    return Exists(reviews.filter(source=model._meta.label_lower, object_id=OuterRef("pk")))


def notices_of(obj: models.Model, *, learned_at: dt.datetime | None = None) -> Notices:
    """The same about one object; nothing about one that is not saved yet."""
    pks = [obj.pk] if obj.pk else []
    return notices_about(type(obj), pks, learned_at=learned_at)[obj.pk]
