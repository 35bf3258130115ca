"""How many of a unit's people studied: one definition for the screen, the drill-down and the export.

On the roster in a period is whoever was on the roster of the unit, or of one below it, on one of its days, whether or
not they ever signed in. Not counted among them is whoever was on leave on each of those days. Studied has whoever is
counted and has a standing record on a day on which they were on that roster; so after a transfer, study belongs to
the team of the day.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet

from accounts.models import Unit
from accounts.queries import UnitQuerySet
from participation.models import StudyRecord


@dataclass(frozen=True, slots=True)
class Participation:
    """Members of a unit in a period. ``studied`` are among ``counted``."""

    on_roster: int
    on_leave: int
    studied: int

    @property
    def counted(self) -> int:
        return self.on_roster - self.on_leave

    @property
    def rate(self) -> float | None:
        """From 0 to 1; none where nobody is counted."""
        return self.studied / self.counted if self.counted else None

    @property
    def percent(self) -> int | None:
        """Whole per cent; 100 says that nobody is missing, and 0 that nobody studied, whatever rounding would say."""
        if not self.counted or self.studied in (0, self.counted):
            return None if not self.counted else 100 * self.studied // self.counted
        return min(max((200 * self.studied + self.counted) // (2 * self.counted), 1), 99)


class Span(NamedTuple):
    """Days from ``start`` to ``end``, both included."""

    start: dt.date
    end: dt.date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, dt.date) and self.start <= day <= self.end

    def days(self) -> Iterator[dt.date]:
        for offset in range((self.end - self.start).days + 1):
            yield self.start + dt.timedelta(days=offset)


@dataclass(slots=True)
class MemberFacts:
    """What one member did while on the roster of one unit or below, in a period."""

    spans: set[Span] = field(default_factory=set)
    hours_by_day: dict[dt.date, Decimal] = field(default_factory=dict)
    on_leave: bool = False

    def settle(self, leaves: Collection[Span], study: Iterable[tuple[dt.date, Decimal]]) -> None:
        """Count what was studied on this roster, and see whether every day on it was one of leave."""
        for day, hours in study:
            if any(day in span for span in self.spans):
                self.hours_by_day[day] = self.hours_by_day.get(day, Decimal(0)) + hours
        self.on_leave = bool(leaves) and all(
            any(day in leave for leave in leaves) for span in self.spans for day in span.days()
        )

    @property
    def studied(self) -> bool:
        return not self.on_leave and bool(self.hours_by_day)


def participation_by_unit(units: Iterable[Unit], start: dt.date, end: dt.date) -> dict[int, Participation]:
    """The participation of each unit by its id, in as many queries as for one."""
    return {unit_id: summarise(facts.values()) for unit_id, facts in facts_by_unit(units, start, end).items()}


def summarise(facts: Iterable[MemberFacts]) -> Participation:
    """Counts what :func:`facts_by_unit` found out for one unit."""
    members = list(facts)
    return Participation(
        on_roster=len(members),
        on_leave=sum(member.on_leave for member in members),
        studied=sum(member.studied for member in members),
    )


def facts_by_unit(units: Iterable[Unit], start: dt.date, end: dt.date) -> dict[int, dict[int, MemberFacts]]:
    """For each unit's id, the facts of each member (by id) on its roster in the period. One query."""
    units = list(units)
    if not units:
        return {}
    return gather(units, fact_rows(Unit.objects.at_or_below_any(units), start, end), start, end)


class FactRow(NamedTuple):
    """A stay on the roster of the unit at ``path``, with one leave and one record of the member, where there are any.

    A record counts unless it ``voids`` another or is ``void`` itself. (Asked in the join, SQLite would search all rows
    that void nothing rather than those of the member.)
    """

    path: str
    member: int | None
    from_date: dt.date
    until: dt.date | None
    leave_from: dt.date | None
    leave_until: dt.date
    record: int | None
    studied_on: dt.date
    hours: Decimal
    voids: int | None
    void: bool


def fact_rows(units: UnitQuerySet, start: dt.date, end: dt.date, *also: str) -> QuerySet:
    """Tuples as long as :class:`FactRow`, and then what ``also`` names: all there is to know of a period."""
    of_leave = Q(stay__member__leaves__from_date__lte=end, stay__member__leaves__until__gte=start)
    of_record = Q(
        stay__member__study_records__studied_on__gte=start,
        stay__member__study_records__studied_on__lte=end,
    )
    joined = units.with_stays(start, end).annotate(
        leave=FilteredRelation("stay__member__leaves", condition=of_leave),
        record=FilteredRelation("stay__member__study_records", condition=of_record),
        void=Exists(StudyRecord.objects.filter(voids=OuterRef("record__pk"))),
    )
    stay = ("path", "stay__member", "stay__from_date", "stay__until", "leave__from_date", "leave__until")
    return joined.order_by("path").values_list(
        *stay, "record__pk", "record__studied_on", "record__hours", "record__voids", "void", *also
    )


def gather(
    units: Iterable[Unit], rows: Iterable[tuple], start: dt.date, end: dt.date
) -> dict[int, dict[int, MemberFacts]]:
    """What the rows say of each unit, by its id and each member's."""
    facts: dict[int, dict[int, MemberFacts]] = {unit.pk: {} for unit in units}
    unit_by_path = {unit.path: unit.pk for unit in units}
    leaves: dict[int, set[Span]] = defaultdict(set)
    study: dict[int, dict[int, tuple[dt.date, Decimal]]] = defaultdict(dict)
    for row in (FactRow._make(columns[: len(FactRow._fields)]) for columns in rows):
        if row.member is None:
            continue
        span = Span(max(row.from_date, start), min(row.until or end, end))
        for length in range(Unit.steplen, len(row.path) + 1, Unit.steplen):
            if (unit_id := unit_by_path.get(row.path[:length])) is not None:
                facts[unit_id].setdefault(row.member, MemberFacts()).spans.add(span)
        if row.leave_from:
            leaves[row.member].add(Span(row.leave_from, row.leave_until))
        if row.record and not row.voids and not row.void:
            study[row.member][row.record] = (row.studied_on, row.hours)
    for members in facts.values():
        for member_id, member in members.items():
            member.settle(leaves.get(member_id, ()), study.get(member_id, {}).values())
    return facts
