"""What has happened to the law of late, for those who follow it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.cache import caches
from django.utils import timezone
from django.utils.translation import gettext as _
from taggit.models import Tag

from library.comparison.report import Report
from library.enums import LawEvent
from library.models import Statute, StatuteVersion
from library.outputs.naming import chinese_day, version_name

#: As many as anybody reads; who follows meets each when it happens.
MOST = 50
#: Seconds for which what changed between two texts is remembered.
KEPT_FOR = 30 * 24 * 3600


@dataclass(frozen=True)
class LawChange:
    """One thing that happened to one text; ``previous`` is the text before it."""

    event: LawEvent
    version: StatuteVersion
    at: dt.datetime
    previous: StatuteVersion | None = None

    @property
    def title(self) -> str:
        names = {"statute": f"《{self.version.statute.short_title}》", "version": version_name(self.version)}
        match self.event:
            case LawEvent.IN_FORCE:
                return _("%(statute)s (%(version)s) is in force from today") % names
            case LawEvent.REPEALED:
                return _("%(statute)s is repealed") % names
        if self.previous:
            return _("%(statute)s has a new text (%(version)s)") % names
        return _("%(statute)s is newly in the library (%(version)s)") % names

    @property
    def summary(self) -> str:
        """What a reader must know before opening it."""
        version, days = self.version, {"day": chinese_day(self.version.effective_from)}
        if self.event == LawEvent.REPEALED and version.statute.repealed_on:
            return _("It is no longer the law from %(day)s.") % {"day": chinese_day(version.statute.repealed_on)}
        parts = [_("In force from %(day)s.") % days]
        if self.previous:
            parts.append(_("The text before it: %(version)s.") % {"version": version_name(self.previous)})
            parts.append(_what_changed(self.previous, version))
        if version.history:
            parts.append(version.history[-1])
        return " ".join(parts)


def law_changes(*, statute: Statute | None = None, topic: Tag | None = None) -> list[LawChange]:
    """The latest changes, newest first: texts published, come into force, repealed; of one statute or topic, or all."""
    today = timezone.localdate()
    announced = _narrowed(StatuteVersion.objects.announced(), statute, topic)
    begun = _narrowed(StatuteVersion.objects.begun_since_announced(today), statute, topic)
    repealed = _narrowed(StatuteVersion.objects.repealed_since_announced(today), statute, topic)
    published = list(announced.order_by("-announced_at", "-pk")[:MOST])
    before = _texts_before(published)
    changes = [LawChange(LawEvent.PUBLISHED, v, v.announced_at, before.get(v.pk)) for v in published]
    changes += [
        LawChange(LawEvent.IN_FORCE, version, _dawn(version.effective_from))
        for version in begun.order_by("-effective_from", "-pk")[:MOST]
    ]
    changes += [
        LawChange(LawEvent.REPEALED, version, _dawn(version.statute.repealed_on))
        for version in repealed.order_by("-statute__repealed_on", "-pk")[:MOST]
    ]
    return sorted(changes, key=lambda change: change.at, reverse=True)[:MOST]


def _what_changed(old: StatuteVersion, new: StatuteVersion) -> str:
    """How many articles were changed, added, removed. Comparing costs; two texts are compared once."""
    key = f"changes:{old.digest}:{new.digest}"
    return str(caches["pages"].get_or_set(key, lambda: Report.on(old, new).summary, KEPT_FOR))


def _narrowed(versions: Any, statute: Statute | None, topic: Tag | None) -> Any:
    if statute:
        versions = versions.of_statute(statute)
    if topic:
        versions = versions.on_topic(topic)
    return versions.select_related("statute").defer("preamble")


def _texts_before(versions: list[StatuteVersion]) -> dict[int, StatuteVersion]:
    """The published text that each of the versions took the place of, in one query."""
    statutes = {version.statute_id for version in versions}
    texts = StatuteVersion.objects.published().filter(statute__in=statutes).defer("preamble")
    before: dict[int, StatuteVersion] = {}
    last: StatuteVersion | None = None
    for text in texts.order_by("statute", "effective_from", "promulgated_on"):
        if last and last.statute_id == text.statute_id:
            before[text.pk] = last
        last = text
    return before


def _dawn(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
