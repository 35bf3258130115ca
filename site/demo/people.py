"""The people of a fictional enterprise union: 东湾机械有限公司, three branches, nine teams, about 120 members."""

from __future__ import annotations

import datetime as dt
import random
from typing import NamedTuple

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.utils import timezone

from accounts.enums import LeaveKind, Role, UnitKind
from accounts.models import Leave, Member, Membership, Unit
from demo.content import read_file

#: Everybody's password in the demo; ``serve`` prints it. Never used outside of it.
PASSWORD = "xuefa-demo"  # noqa: S105
PREFIX = "DW"
COMPANY = "东湾机械有限公司工会"
BRANCHES = {
    "机加工分工会": ("车工一班", "车工二班", "铣磨班"),
    "装配分工会": ("总装一班", "总装二班", "电气班"),
    "仓储物流分工会": ("仓库班", "叉车班", "发运班"),
}
OFFICE = "工会办公室"
TEAM_SIZES = (14, 13, 12, 15, 13, 12, 14, 12, 11)


class SignIn(NamedTuple):
    employee_number: str
    what: str


#: Whom a visitor of the demo may be. The order is that in which ``serve`` prints them.
SIGN_INS = (
    SignIn(f"{PREFIX}1003", "worker 工人 (车工一班)"),
    SignIn(f"{PREFIX}1001", "team leader 班组长 (车工一班)"),
    SignIn(f"{PREFIX}0002", "union officer 工会干部 (机加工分工会)"),
    SignIn(f"{PREFIX}0003", "editor 编辑"),
    SignIn(f"{PREFIX}0001", "administrator 管理员"),
)
EDITOR, ADMINISTRATOR, OFFICER = (f"{PREFIX}0003", f"{PREFIX}0001", f"{PREFIX}0002")


def demo_members_only() -> bool:
    """Whether nobody but the demo's people is here, so that the demo may be loaded."""
    return not Member.objects.exclude(employee_number__startswith=PREFIX).exists()


def _names(chance: random.Random) -> list[str]:
    """Plausible and all different; common surnames come more often."""
    written = read_file("names.toml")
    surnames, given = "".join(written["surnames"].split()), written["given"].split()
    names: list[str] = []
    while len(names) < sum(TEAM_SIZES) + 3:
        surname = surnames[min(int(chance.expovariate(1 / 18)), len(surnames) - 1)]
        name = surname + chance.choice(given)
        if name not in names:
            names.append(name)
    return names


def build_people(*, today: dt.date) -> None:
    """Units, members, who belongs where since when, and who is on leave."""
    chance = random.Random("东湾")  # noqa: S311  the demo is the same wherever it is built
    names = iter(_names(chance))
    password = make_password(PASSWORD)
    now = timezone.now()

    def member(number: int | str, unit: Unit, since: dt.date) -> Member:
        person = Member.objects.create(
            employee_number=f"{PREFIX}{number}", display_name=next(names), password=password, activated_at=now
        )
        Membership.objects.create(member=person, unit=unit, role=Role.MEMBER, from_date=since)
        return person

    def appoint(person: Member, unit: Unit, role: Role, since: dt.date) -> None:
        Membership.objects.create(member=person, unit=unit, role=role, from_date=since)

    long_ago = today.replace(day=1) - dt.timedelta(days=900)
    union = Unit.add_root(name=COMPANY, kind=UnitKind.UNION)
    branches = {name: Unit.objects.get(pk=union.pk).add_child(name=name, kind=UnitKind.BRANCH) for name in BRANCHES}
    office = Unit.objects.get(pk=union.pk).add_child(name=OFFICE, kind=UnitKind.TEAM)
    teams = [
        (Unit.objects.get(pk=branches[branch].pk).add_child(name=name, kind=UnitKind.TEAM), branches[branch])
        for branch, team_names in BRANCHES.items()
        for name in team_names
    ]
    administrator, officer, editor = (member(number, office, long_ago) for number in ("0001", "0002", "0003"))
    administrator.is_superuser = True
    administrator.save(update_fields=["is_superuser"])
    appoint(administrator, union, Role.ADMINISTRATOR, long_ago)
    appoint(officer, branches["机加工分工会"], Role.UNION_OFFICER, long_ago)
    editor.groups.add(Group.objects.get(name="Editors"), Group.objects.get(name="Moderators"))
    appoint(editor, union, Role.UNION_OFFICER, long_ago)

    for index, ((team, _branch), size) in enumerate(zip(teams, TEAM_SIZES, strict=True), start=1):
        people = [
            member(index * 1000 + place, team, long_ago + dt.timedelta(days=chance.randrange(0, 600)))
            for place in range(1, size + 1)
        ]
        appoint(people[0], team, Role.LEADER, long_ago)
        if index % 3 == 1:
            appoint(people[1], team, Role.UNION_OFFICER, long_ago)
        if index == 4:  # one joined this month, one left two months ago, one moved between teams
            Membership.objects.filter(member=people[-1]).update(from_date=today.replace(day=1))
            Membership.objects.filter(member=people[-2]).update(until=today - dt.timedelta(days=60))
            moved = today - dt.timedelta(days=45)
            Membership.objects.filter(member=people[-3]).update(until=moved - dt.timedelta(days=1))
            Membership.objects.create(member=people[-3], unit=teams[0][0], role=Role.MEMBER, from_date=moved)
        if index in (2, 6):
            Leave.objects.create(
                member=people[-1],
                kind=LeaveKind.MATERNITY if index == 2 else LeaveKind.INJURY,
                from_date=today - dt.timedelta(days=70),
                until=today + dt.timedelta(days=60),
            )
