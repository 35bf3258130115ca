"""The leader's pages: who sees them, what stands there, what it costs, and that looking is written down."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from courses.models import Enrolment, LessonProgress
from participation.enums import MemberState
from participation.periods import Month
from participation.services import void_record
from participation.teams import team_record
from tests.factories.accounts import LeaveFactory, MemberFactory, MembershipFactory, UnitFactory
from tests.factories.courses import CoursePageFactory, LessonPageFactory
from tests.factories.participation import StudyRecordFactory

pytestmark = pytest.mark.django_db
TEAMS = reverse("participation:teams")


def team_url(unit):
    return reverse("participation:team", args=[unit.pk])


def member_url(unit, member):
    return reverse("participation:team_member", args=[unit.pk, member.pk])


def export_url(unit):
    return reverse("participation:team_export", args=[unit.pk])


# --- Who may look -----------------------------------------------------------------------------------------------------


def urls(union):
    return [team_url(union.team), export_url(union.team), member_url(union.team, union.worker)]


def test_the_leader_of_the_team_and_offices_above_it_see_its_record(union, client_for):
    for person in (union.leader, union.administrator):
        for url in [TEAMS, *urls(union)]:
            assert client_for(person).get(url).status_code == 200, url


def test_for_everybody_else_there_is_no_such_record(union, client_for):
    for person in (union.other_leader, union.worker, union.teammate, union.outsider, union.editor):
        for url in urls(union):
            assert client_for(person).get(url).status_code == 404, (person.display_name, url)


def test_without_an_office_there_are_no_teams(union, client_for):
    assert client_for(union.worker).get(TEAMS).status_code == 404
    assert client_for(union.editor).get(TEAMS).status_code == 404


def test_an_office_that_ended_yesterday_opens_nothing(union, client_for):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    union.leader.memberships.filter(role=Role.LEADER).update(until=yesterday)
    assert client_for(union.leader).get(team_url(union.team)).status_code == 404


def test_an_anonymous_visitor_is_sent_to_sign_in(union, client):
    for url in [TEAMS, *urls(union)]:
        assert client.get(url).headers["Location"].startswith(reverse("account_login"))


def test_the_pages_are_only_read(union, client_for):
    for url in [TEAMS, team_url(union.team), member_url(union.team, union.worker)]:
        assert client_for(union.leader).post(url).status_code == 405
    assert client_for(union.leader).put(export_url(union.team)).status_code == 405


@pytest.mark.parametrize("month", ["2026", "2026-13", "x", "9999-01", "2026-11-22"])
def test_a_month_that_is_none_or_has_not_begun_is_not_found(month, union, client_for):
    assert client_for(union.leader).get(TEAMS, {"month": month}).status_code == 404
    assert client_for(union.leader).get(team_url(union.team), {"month": month}).status_code == 404


def test_names_of_another_team_do_not_leak(union, client_for):
    StudyRecordFactory(member=union.outsider)
    assert "外班工人" in client_for(union.other_leader).get(team_url(union.other_team)).content.decode()
    page = (
        client_for(union.leader).get(TEAMS).content.decode()
        + client_for(union.leader).get(team_url(union.team)).content.decode()
    )
    assert "外班" not in page
    assert "乙班" not in page


def test_a_member_of_another_team_is_not_found_under_mine(union, client_for):
    assert client_for(union.other_leader).get(member_url(union.other_team, union.outsider)).status_code == 200
    assert client_for(union.leader).get(member_url(union.team, union.outsider)).status_code == 404


# --- What stands there ------------------------------------------------------------------------------------------------


def test_each_team_has_its_sentence(union, client_for):
    StudyRecordFactory(member=union.worker)
    page = client_for(union.leader).get(TEAMS).content.decode()
    assert "本月 3 人中 1 人学过" in page
    assert "33%" in page


def test_an_office_above_sees_all_teams_below(union, client_for):
    figures = client_for(union.administrator).get(TEAMS).context["figures"]
    assert [(figure.unit.name, level) for figure, level in figures] == [
        ("示例工会", 0),
        ("一分会", 1),
        ("甲班", 2),
        ("乙班", 2),
    ]


def test_last_month_has_its_own_figures(union, client_for):
    last_month = Month.current().previous
    StudyRecordFactory(member=union.worker, studied_on=last_month.start)
    page = client_for(union.leader).get(TEAMS, {"month": last_month.key}).content.decode()
    assert f"{last_month} 3 人中 1 人学过" in page
    assert "本月 3 人中 0 人学过" in client_for(union.leader).get(TEAMS).content.decode()


def progress(member, state, days_ago=0, **fields):
    moment = timezone.now() - dt.timedelta(days=days_ago)
    return LessonProgress.objects.create(
        member=member,
        lesson=LessonPageFactory(),
        state=state,
        started_at=moment,
        last_seen_at=moment,
        completed_at=moment if state == "completed" else None,
        **fields,
    )


@pytest.fixture
def colleagues(union):
    """One member of the team in each state."""
    people = {state: MembershipFactory(unit=union.team).member for state in MemberState}
    month = Month.current()
    LeaveFactory(member=people[MemberState.ON_LEAVE], from_date=month.start, until=month.end)
    StudyRecordFactory(member=people[MemberState.STUDIED], hours=Decimal("1.5"))
    progress(people[MemberState.STUDIED], "needs_help")
    progress(people[MemberState.NEEDS_HELP], "needs_help", days_ago=400)
    progress(people[MemberState.IN_PROGRESS], "started")
    progress(people[MemberState.NOT_STARTED], "started", days_ago=400)
    return people


def test_members_stand_in_their_states(union, colleagues):
    standings = {one.member: one for one in team_record(union.team, Month.current()).members}
    assert {state: standings[member].state for state, member in colleagues.items()} == {
        state: state for state in MemberState
    }
    studied = standings[colleagues[MemberState.STUDIED]]
    assert (studied.needs_help, studied.hours, studied.last_studied_on) == (True, Decimal("1.5"), timezone.localdate())


def test_the_number_of_those_who_studied_is_that_of_the_rate(union, colleagues):
    record = team_record(union.team, Month.current())
    count = {one.state: one.count for one in record.states}
    assert count[MemberState.STUDIED] == record.participation.studied == 1
    assert count[MemberState.ON_LEAVE] == record.participation.on_leave == 1
    assert count[MemberState.NEEDS_HELP] == 2, "one of them studied besides"
    assert sum(count.values()) - 1 == record.participation.on_roster == len(record.members)


def test_a_state_can_be_picked_out(union, colleagues, client_for):
    page = client_for(union.leader).get(team_url(union.team), {"state": "needs_help"}).context["page"]
    assert {one.member for one in page} == {colleagues[MemberState.NEEDS_HELP], colleagues[MemberState.STUDIED]}
    everybody = client_for(union.leader).get(team_url(union.team), {"state": "nonsense"}).context["page"]
    assert len(everybody) == 8


def test_after_a_transfer_the_old_leader_sees_no_study_of_the_new_team(union, client_for):
    month = Month.current().previous
    union.worker.memberships.update(until=month.start)
    MembershipFactory(member=union.worker, unit=union.other_team, from_date=month.start + dt.timedelta(days=1))
    StudyRecordFactory(member=union.worker, studied_on=month.start, title="在甲班学的")
    StudyRecordFactory(member=union.worker, studied_on=month.start + dt.timedelta(days=1), title="在乙班学的")
    query = {"month": month.key}
    before = client_for(union.leader).get(member_url(union.team, union.worker), query).content.decode()
    after = client_for(union.other_leader).get(member_url(union.other_team, union.worker), query).content.decode()
    assert ("在甲班学的" in before, "在乙班学的" in before) == (True, False)
    assert ("在甲班学的" in after, "在乙班学的" in after) == (False, True)


def test_after_a_transfer_only_the_new_leader_sees_where_the_member_stands_today(union, client_for):
    month = Month.current().previous
    course = CoursePageFactory(title="工会与会员")
    LessonProgress.objects.create(
        member=union.worker, lesson=LessonPageFactory(parent=course, title="第二课"), state="needs_help"
    )
    Enrolment.objects.create(member=union.worker, course=course)
    union.worker.memberships.update(until=month.end)
    MembershipFactory(member=union.worker, unit=union.other_team, from_date=month.end + dt.timedelta(days=1))
    old = client_for(union.leader).get(member_url(union.team, union.worker), {"month": month.key}).content.decode()
    assert union.worker.display_name in old
    assert "工会与会员" not in old
    standing = next(one for one in team_record(union.team, month).members if one.member == union.worker)
    assert (standing.state, standing.needs_help) == (MemberState.NOT_STARTED, False)
    new = client_for(union.other_leader).get(member_url(union.other_team, union.worker)).content.decode()
    assert "卡在“第二课”" in new


def test_the_drill_down_into_an_earlier_month_has_that_months_figure(union, client_for):
    month = Month.current().previous
    StudyRecordFactory(member=union.worker, studied_on=month.start, hours=Decimal("1.5"))
    StudyRecordFactory(member=union.worker, studied_on=timezone.localdate(), hours=Decimal("2.5"))
    page = client_for(union.leader).get(member_url(union.team, union.worker), {"month": month.key})
    assert page.context["hours"].month == Decimal("1.5")
    assert f"{month}记了 1.5 学时" in page.content.decode()


def test_the_member_page_shows_completions_and_void_rows(union, client_for):
    StudyRecordFactory(member=union.worker, title="试用期最长多久", hours=Decimal("0.5"))
    void_record(record=StudyRecordFactory(member=union.worker), reason="由他人代做", by=union.administrator)
    page = client_for(union.leader).get(member_url(union.team, union.worker)).content.decode()
    assert "试用期最长多久" in page
    assert "由他人代做" in page


def test_a_team_without_members_says_so(union, client_for):
    empty = UnitFactory(name="筹备班", parent=union.team)
    assert "这个名册上没有人" in client_for(union.leader).get(team_url(empty)).content.decode()


# --- Looking is written down ------------------------------------------------------------------------------------------


def test_looking_at_a_member_is_audited(union, client_for):
    client_for(union.leader).get(member_url(union.team, union.worker))
    entry = ModelLogEntry.objects.get(action="participation.view_member")
    assert (entry.user, entry.object_id, entry.data["unit"]) == (union.leader, str(union.worker.pk), union.team.pk)


def test_a_look_that_was_refused_leaves_no_trace(union, client_for):
    client_for(union.other_leader).get(member_url(union.team, union.worker))
    client_for(union.other_leader).get(export_url(union.team))
    assert not ModelLogEntry.objects.filter(action__startswith="participation.").exists()


# --- What it costs ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 30])
def test_the_export_costs_the_same_whatever_the_number_of_members(size, union, client_for, query_count):
    for _ in range(size):
        member = MembershipFactory(unit=UnitFactory(parent=union.branch)).member
        StudyRecordFactory.create_batch(2, member=member)
    lesson = LessonPageFactory()
    for member in [union.worker, *MemberFactory.create_batch(size)]:
        LessonProgress.objects.create(member=member, lesson=lesson, state="needs_help")
    browser = client_for(union.administrator)
    url = export_url(union.branch)

    def download() -> None:
        assert "spreadsheet" in browser.post(url, {"purpose": "月报"}).headers["Content-Type"]

    download()
    # The audit row is written too, between two savepoints of the tests.
    assert query_count(download) <= 14
