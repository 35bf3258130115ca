"""What a leader sees of their teams: who studied, who is on the way, who has not begun, who needs help."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from accounts.models import Member, Membership, Unit
from courses.models import LessonProgress
from participation.enums import MemberState
from participation.models import StudyRecord
from participation.periods import Month
from participation.rates import (
    MemberFacts,
    Participation,
    fact_rows,
    facts_by_unit,
    gather,
    participation_by_unit,
    summarise,
)


@dataclass(frozen=True, slots=True)
class UnitFigure:
    """A unit and its participation in a month."""

    unit: Unit
    participation: Participation


@dataclass(frozen=True, slots=True)
class MemberStanding:
    """One member in a month. ``hours`` and ``last_studied_on`` are of their days on this roster.

    Whoever has left it is not said to need help or to be under way: where they stand today is their new team's to see.
    """

    member: Member
    unit: Unit
    state: MemberState
    needs_help: bool
    hours: Decimal
    last_studied_on: dt.date | None


@dataclass(frozen=True, slots=True)
class StateCount:
    """So many members are in a state."""

    state: MemberState
    count: int


@dataclass(frozen=True, slots=True)
class TeamRecord:
    """A unit's month: the same figures for the page and for the export."""

    unit: Unit
    month: Month
    participation: Participation
    members: list[MemberStanding]
    below: list[UnitFigure]

    def in_state(self, state: str) -> list[MemberStanding]:
        """Those in a state. Whoever is stuck needs help, even if they studied besides."""
        if state == MemberState.NEEDS_HELP:
            return [one for one in self.members if one.needs_help]
        return [one for one in self.members if one.state == state]

    @property
    def states(self) -> list[StateCount]:
        """The states that occur, in their order, each with how many ``in_state`` finds."""
        counts = [StateCount(state, len(self.in_state(state))) for state in MemberState]
        return [one for one in counts if one.count]


def figures_of(units: list[Unit], month: Month) -> list[UnitFigure]:
    """Each unit with its participation, in one query."""
    found = participation_by_unit(units, month.start, month.end)
    return [UnitFigure(unit, found[unit.pk]) for unit in units]


def figures_led_by(member: Member, month: Month) -> list[UnitFigure]:
    """The units in which the member holds an office, each with its participation, in one query for both."""
    columns = ("pk", "name", "kind", "led")
    opened = Unit.objects.with_records_open_to(member).with_office_of(member)
    rows = list(fact_rows(opened, month.start, month.end, *columns))
    led = {}
    for path, *_facts, pk, name, kind, is_led in rows:
        if is_led:
            led[path] = Unit(pk=pk, path=path, name=name, kind=kind)
    facts = gather(led.values(), rows, month.start, month.end)
    return [UnitFigure(unit, summarise(facts[unit.pk].values())) for unit in led.values()]


def team_record(unit: Unit, month: Month) -> TeamRecord:
    """Everybody on the roster of a unit or below in a month, and the units directly below it."""
    below = list(unit.get_children())
    facts = facts_by_unit([unit, *below], month.start, month.end)
    return TeamRecord(
        unit=unit,
        month=month,
        participation=summarise(facts[unit.pk].values()),
        members=_standings(unit, month, facts[unit.pk]),
        below=[UnitFigure(child, summarise(facts[child.pk].values())) for child in below],
    )


def _standings(unit: Unit, month: Month, facts: dict[int, MemberFacts]) -> list[MemberStanding]:
    stays = Membership.objects.roster().at_or_below(unit).during(month.start, month.end)
    on_roster = stays.values("member")
    still_there = stays.on(timezone.localdate()).values("member")
    progress = LessonProgress.objects.of_any(still_there)
    underway = progress.underway(month.start, month.end).member_ids()
    stuck = progress.stuck_by(month.end).member_ids()
    earlier = StudyRecord.objects.of_any(on_roster).last_day_by_member(before=month.start)
    standings = {}
    for stay in stays.select_related("member", "unit").order_by("from_date"):
        member, fact = stay.member, facts[stay.member_id]
        standings[member.pk] = MemberStanding(
            member=member,
            unit=stay.unit,
            state=_state(fact, underway=member.pk in underway, stuck=member.pk in stuck),
            needs_help=member.pk in stuck,
            hours=sum(fact.hours_by_day.values(), Decimal(0)),
            last_studied_on=max(fact.hours_by_day, default=earlier.get(member.pk)),
        )
    order = list(MemberState)
    return sorted(
        standings.values(), key=lambda one: (order.index(one.state), one.unit.path, one.member.employee_number)
    )


def _state(fact: MemberFacts, *, underway: bool, stuck: bool) -> MemberState:
    if fact.on_leave:
        return MemberState.ON_LEAVE
    if fact.studied:
        return MemberState.STUDIED
    if stuck:
        return MemberState.NEEDS_HELP
    return MemberState.IN_PROGRESS if underway else MemberState.NOT_STARTED
