import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from wagtail.models import PageViewRestriction

from accounts.enums import Audience, Role
from courses import services
from courses.enums import ProgressState
from courses.models import CoursePage, LessonPage, LessonProgress
from courses.overview import continue_for, overviews
from tests.factories.accounts import MemberFactory, MembershipFactory, UnitFactory
from tests.factories.courses import CoursePageFactory, lesson_asking

pytestmark = pytest.mark.django_db

VISITOR = AnonymousUser()


def is_open(course, user):
    return CoursePage.objects.open_to(user).filter(pk=course.pk).exists()


def complete(lesson, member):
    services.open_lesson(lesson=lesson, by=member)
    LessonProgress.objects.filter(lesson=lesson, member=member).update(
        state=ProgressState.COMPLETED, completed_at=timezone.now()
    )


# --- For whom ---------------------------------------------------------------------------------------------------------


def test_a_course_for_all_is_open_to_members_and_visitors():
    course = CoursePageFactory()
    assert is_open(course, MemberFactory())
    assert is_open(course, VISITOR)


@pytest.mark.parametrize(
    ("audience", "role"), [(Audience.LEADERS, Role.LEADER), (Audience.UNION_OFFICERS, Role.UNION_OFFICER)]
)
def test_a_course_for_an_office_is_open_to_those_who_hold_it_today(audience, role):
    course = CoursePageFactory(audience=audience)
    holder = MembershipFactory(role=role).member
    former = MembershipFactory(role=role, until=timezone.localdate() - dt.timedelta(days=1)).member
    other = MembershipFactory().member
    assert [is_open(course, user) for user in (holder, former, other, VISITOR)] == [True, False, False, False]


def test_a_course_for_a_unit_is_open_to_it_and_those_below():
    union = UnitFactory()
    branch = UnitFactory(parent=union)
    team, other = UnitFactory(parent=branch), UnitFactory(parent=union)
    course = CoursePageFactory(audience=Audience.UNIT, audience_unit=branch)
    people = [MembershipFactory(unit=unit).member for unit in (branch, team, union, other)]
    assert [is_open(course, person) for person in people] == [True, True, False, False]
    assert not is_open(course, VISITOR)


def test_drafts_and_private_pages_are_open_to_nobody():
    draft, private, public = CoursePageFactory(live=False), CoursePageFactory(), CoursePageFactory()
    lesson_asking(parent=private)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    member = MemberFactory()
    assert [is_open(course, member) for course in (draft, private, public)] == [False, False, True]
    assert not LessonPage.objects.open_to(member).exists()


def test_a_lesson_is_open_where_its_course_is_and_knows_it():
    team_course = CoursePageFactory(audience=Audience.LEADERS)
    lesson_asking(parent=team_course)
    open_lesson = lesson_asking(parent=CoursePageFactory(title="工资"))
    found = LessonPage.objects.open_to(MemberFactory()).get()
    assert found == open_lesson
    assert found.course_title == "工资"
    assert found.course_slug == open_lesson.get_parent().slug


# --- Overviews --------------------------------------------------------------------------------------------------------


def test_an_overview_adds_up_lessons_minutes_and_hours():
    course = CoursePageFactory()
    for minutes in (8, 12):
        lesson_asking(parent=course, minutes=minutes)
    lesson_asking(parent=course, live=False)
    [overview] = overviews(CoursePage.objects.all(), MemberFactory())
    assert (len(overview.lessons), overview.minutes, overview.hours) == (2, 20, 1)
    assert overview.state == ProgressState.NOT_STARTED


def test_a_course_goes_through_the_four_states():
    course, member = CoursePageFactory(), MemberFactory()
    lessons = [lesson_asking(parent=course) for _ in range(2)]

    def state():
        [overview] = overviews(CoursePage.objects.all(), member)
        return overview.state

    seen = [state()]
    services.enrol(course=course, by=member)
    seen.append(state())
    services.open_lesson(lesson=lessons[0], by=member)
    LessonProgress.objects.update(state=ProgressState.NEEDS_HELP)
    seen.append(state())
    complete(lessons[0], member)
    seen.append(state())
    complete(lessons[1], member)
    seen.append(state())
    assert seen == ["not_started", "started", "needs_help", "started", "completed"]


@pytest.mark.parametrize("count", [1, 30])
def test_overviews_cost_the_same_for_one_course_and_for_thirty(count, django_assert_num_queries):
    member = MemberFactory()
    for _ in range(count):
        course = CoursePageFactory()
        course.topics.add("劳动合同")
        course.save()
        services.open_lesson(lesson=lesson_asking(parent=course), by=member)
    with django_assert_num_queries(4):
        shown = [(overview.state, overview.topics) for overview in overviews(CoursePage.objects.all(), member)]
    assert shown == [(ProgressState.STARTED, ["劳动合同"])] * count


# --- Continue ---------------------------------------------------------------------------------------------------------


def test_continue_is_nothing_before_a_course_is_taken_and_after_all_is_done():
    member, lesson = MemberFactory(), lesson_asking()
    assert continue_for(member) is None
    complete(lesson, member)
    assert continue_for(member) is None


def test_continue_leads_to_the_first_lesson_of_a_course_just_taken():
    member, course = MemberFactory(), CoursePageFactory()
    first, _second = lesson_asking(parent=course), lesson_asking(parent=course)
    services.enrol(course=course, by=member)
    assert continue_for(member) == first


def test_continue_leads_to_the_unfinished_lesson_last_seen():
    member = MemberFactory()
    older, newer = lesson_asking(), lesson_asking()
    for lesson in (older, newer, older):
        services.open_lesson(lesson=lesson, by=member)
    assert continue_for(member) == older


def test_continue_leads_on_in_the_course_last_seen_when_nothing_is_half_done():
    member = MemberFactory()
    courses = CoursePageFactory.create_batch(3)
    lessons = [[lesson_asking(parent=course) for _ in range(2)] for course in courses]
    for number in (2, 0, 1):
        complete(lessons[number][0], member)
    assert continue_for(member) == lessons[1][1]


def test_continue_forgets_lessons_that_are_no_longer_open_to_the_member():
    member, lesson = MemberFactory(), lesson_asking()
    services.open_lesson(lesson=lesson, by=member)
    assert continue_for(member) == lesson
    CoursePage.objects.update(audience=Audience.LEADERS)
    assert continue_for(member) is None


def test_continue_costs_one_query(django_assert_num_queries):
    member = MemberFactory()
    for _ in range(5):
        complete(lesson_asking(), member)
        services.open_lesson(lesson=lesson_asking(), by=member)
    with django_assert_num_queries(1):
        lesson = continue_for(member)
        assert lesson.course_title
        assert lesson.course_slug


# --- Many members -----------------------------------------------------------------------------------------------------
