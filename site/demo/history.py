"""Six months of study by the demo's people: who studied what on which day, told by the same facts the site records.

Rows are written in bulk because the site's services record what happens now, and this happened before.
"""

from __future__ import annotations

import datetime as dt
import random
import uuid
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils import timezone

from accounts.enums import Role
from accounts.models import Member
from courses.enums import WRONG_ANSWERS_BEFORE_HELP, ProgressState
from courses.models import CheckAnswer, CoursePage, Enrolment, LessonPage, LessonProgress
from demo.people import PREFIX
from participation.enums import StudySource
from participation.models import StudyRecord
from quizzes.enums import AttemptState
from quizzes.marking import mark_choice
from quizzes.models import Answer, Attempt, DailyAnswer, Question, QuestionVersion, Quiz, QuizSection
from quizzes.queries import QuestionQuerySet

MONTHS = 6
BATCH = 400
#: In the order in which the union offered them.
COURSES = ("labour-contract", "wages-hours-leave", "safety-injury", "union-members")
LEADERS_COURSE = "team-leader"
#: The worker whom a visitor of the demo may be: in the middle of the second course.
SHOWN_WORKER = f"{PREFIX}1003"


@dataclass
class Lesson:
    page: LessonPage
    checks: list[QuestionVersion]
    quiz: Quiz | None
    #: The quiz's sections, each with what it may draw.
    pools: list[tuple[QuizSection, list[QuestionVersion]]]


@dataclass
class Rows:
    """What is to be written, by table."""

    enrolments: list[Enrolment] = field(default_factory=list)
    progress: list[LessonProgress] = field(default_factory=list)
    checks: list[CheckAnswer] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    daily: list[DailyAnswer] = field(default_factory=list)
    records: list[StudyRecord] = field(default_factory=list)

    def write(self) -> None:
        Enrolment.objects.bulk_create(self.enrolments)
        LessonProgress.objects.bulk_create(self.progress, batch_size=BATCH)
        CheckAnswer.objects.bulk_create(self.checks, batch_size=BATCH)
        Attempt.objects.bulk_create(self.attempts, batch_size=BATCH)
        Answer.objects.bulk_create(self.answers, batch_size=BATCH)
        DailyAnswer.objects.bulk_create(self.daily, batch_size=BATCH)
        StudyRecord.objects.bulk_create(self.records, batch_size=BATCH)


def build_history(*, today: dt.date) -> bool:
    """Fill the past half year, once; gives whether that was now."""
    if StudyRecord.objects.exists():
        return False
    courses = {course.slug: course for course in CoursePage.objects.all()}
    lessons = {slug: _lessons(course) for slug, course in courses.items()}
    pool = _versions(Question.objects.drawable())
    rows = Rows()
    members = Member.objects.filter(employee_number__startswith=PREFIX).prefetch_related("memberships")
    for member in members:
        chance = random.Random(member.employee_number)  # noqa: S311  the demo is the same wherever it is built
        _Learner(member, chance, today, courses, lessons, pool, rows).study()
    rows.write()
    return True


def _lessons(course: CoursePage) -> list[Lesson]:
    found = []
    for page in LessonPage.objects.of_course(course):
        checks = [block.value.current for block in page.body if block.block_type == "check"]
        quiz = next((block.value for block in page.body if block.block_type == "quiz"), None)
        sections = quiz.sections.all() if quiz else []
        pools = [(section, _versions(Question.objects.for_section(section))) for section in sections]
        found.append(Lesson(page, checks, quiz, pools))
    return found


def _versions(questions: QuestionQuerySet) -> list[QuestionVersion]:
    return list(QuestionVersion.objects.filter(pk__in=questions.values("current")))


class _Learner:
    """One member's half year."""

    def __init__(
        self,
        member: Member,
        chance: random.Random,
        today: dt.date,
        courses: dict[str, CoursePage],
        lessons: dict[str, list[Lesson]],
        pool: list[QuestionVersion],
        rows: Rows,
    ) -> None:
        self.member, self.chance, self.today = member, chance, today
        self.courses, self.lessons, self.pool, self.rows = courses, lessons, pool, rows
        roles = {membership.role for membership in member.memberships.all()}
        #: How much they study, and how often they are right: most are middling, a few keen, a few hardly there.
        self.diligence = chance.betavariate(2.8, 1.5) + (0.15 if Role.LEADER in roles else 0)
        self.ability = 0.55 + 0.4 * chance.random()
        self.path = [*COURSES, LEADERS_COURSE] if Role.LEADER in roles else list(COURSES)
        self.enrolments: dict[str, Enrolment] = {}

    def study(self) -> None:
        queue = [(slug, lesson) for slug in self.path for lesson in self.lessons.get(slug, [])]
        if self.member.employee_number == SHOWN_WORKER:
            self._study_as_shown(queue)
        elif self.diligence > 0.25:
            for day in self._days():
                if not queue:
                    break
                slug, lesson = queue.pop(0)
                if not self._take(slug, lesson, day):
                    break
        for enrolment in self.enrolments.values():
            self.rows.enrolments.append(enrolment)

    def _study_as_shown(self, queue: list[tuple[str, Lesson]]) -> None:
        """Seven lessons on seven days, and the eighth begun yesterday."""
        self.ability = 0.9
        days = [self.today - dt.timedelta(days=ago) for ago in (94, 80, 66, 51, 37, 20, 6)]
        for day, (slug, lesson) in zip(days, queue, strict=False):
            self._take(slug, lesson, day, surely=True)
        slug, lesson = queue[len(days)]
        self._begin(slug, lesson, self._moment(self.today - dt.timedelta(days=1)))
        for ago in range(1, 5):
            self._answer_daily(self.today - dt.timedelta(days=ago))

    def _days(self) -> list[dt.date]:
        """The days on which they took a lesson, oldest first; never before they were on a roster."""
        joined = min((m.from_date for m in self.member.memberships.all() if m.role == Role.MEMBER), default=self.today)
        left = [m.until for m in self.member.memberships.all() if m.role == Role.MEMBER]
        last = self.today if None in left else max(day for day in left if day)
        days: set[dt.date] = set()
        for month in range(MONTHS - 1, -1, -1):
            start = (self.today.replace(day=1) - dt.timedelta(days=30 * month)).replace(day=1)
            span = (min(self.today, start + dt.timedelta(days=27)) - start).days + 1
            lessons = sum(self.chance.random() < 0.7 * self.diligence * span / 28 for _each in range(4))
            days |= {start + dt.timedelta(days=self.chance.randrange(span)) for _each in range(lessons)}
        return sorted(day for day in days if joined <= day <= last)

    def _moment(self, day: dt.date) -> dt.datetime:
        """Some minute before a shift, at noon or in the evening."""
        hour = self.chance.choice((7, 7, 12, 12, 12, 19, 20, 21))
        moment = dt.datetime.combine(day, dt.time(hour, self.chance.randrange(60), self.chance.randrange(60)))
        return min(timezone.make_aware(moment), timezone.now() - dt.timedelta(hours=1))

    def _begin(self, slug: str, lesson: Lesson, moment: dt.datetime) -> LessonProgress:
        self.enrolments.setdefault(slug, Enrolment(member=self.member, course=self.courses[slug], enrolled_at=moment))
        progress = LessonProgress(member=self.member, lesson=lesson.page, started_at=moment, last_seen_at=moment)
        self.rows.progress.append(progress)
        return progress

    def _take(self, slug: str, lesson: Lesson, day: dt.date, *, surely: bool = False) -> bool:
        """Take a lesson on a day; returns whether they completed it and will go on."""
        moment = self._moment(day)
        progress = self._begin(slug, lesson, moment)
        stuck = not surely and self.chance.random() < 0.02
        for version in lesson.checks:
            moment += dt.timedelta(minutes=self.chance.randrange(1, 4))
            if stuck:
                for _try in range(WRONG_ANSWERS_BEFORE_HELP):
                    self._answer_check(lesson, version, moment, correct=False)
                break
            if self.chance.random() > self.ability:
                self._answer_check(lesson, version, moment, correct=False)
            self._answer_check(lesson, version, moment + dt.timedelta(seconds=40), correct=True)
        passed = True
        if lesson.quiz and not stuck:
            sittings = [moment + dt.timedelta(minutes=20 * n) for n in range(1, lesson.quiz.attempts_allowed + 1)]
            quiz = lesson.quiz
            passed = any(self._sit(lesson, quiz, n, at, surely=surely) for n, at in enumerate(sittings, start=1))
            moment = sittings[-1]
        progress.last_seen_at = moment
        if stuck or not passed:
            progress.state = ProgressState.NEEDS_HELP
            return False
        progress.state, progress.completed_at = ProgressState.COMPLETED, moment
        self._record(StudySource.LESSON, lesson.page.pk, lesson.page.title, lesson.page.credit_hours, moment)
        if lesson is self.lessons[slug][-1]:
            self.enrolments[slug].completed_at = moment
        if self.chance.random() < 0.3:
            self._answer_daily(timezone.localdate(moment))
        return True

    def _answer_check(self, lesson: Lesson, version: QuestionVersion, moment: dt.datetime, *, correct: bool) -> None:
        self.rows.checks.append(
            CheckAnswer(
                member=self.member,
                lesson=lesson.page,
                question_version=version,
                chosen=version.key if correct else self._wrong(version),
                correct=correct,
                answered_at=moment,
            )
        )

    def _wrong(self, version: QuestionVersion) -> list[str]:
        wrong = [option["id"] for option in version.options if option["id"] not in version.key]
        return [self.chance.choice(wrong)] if wrong else version.key[:-1]

    def _sit(self, lesson: Lesson, quiz: Quiz, ordinal: int, moment: dt.datetime, *, surely: bool) -> bool:
        """One attempt at a quiz, marked as the site marks it; returns whether it was passed."""
        attempt = Attempt(
            id=uuid.UUID(int=self.chance.getrandbits(128), version=4),
            quiz=quiz,
            member=self.member,
            ordinal=ordinal,
            pass_percent=quiz.pass_percent,
            state=AttemptState.MARKED,
            started_at=moment,
            submitted_at=moment + dt.timedelta(minutes=9),
            deadline=moment + dt.timedelta(minutes=quiz.duration_minutes),
        )
        paper = [
            (section, version) for section, pool in lesson.pools for version in self.chance.sample(pool, section.count)
        ]
        answers = [
            self._answer(attempt, position, section, version, right=surely or self.chance.random() < self.ability)
            for position, (section, version) in enumerate(paper, start=1)
        ]
        attempt.mark = sum((answer.mark or Decimal(0) for answer in answers), Decimal(0))
        attempt.max_mark = sum((answer.max_mark for answer in answers), Decimal(0))
        attempt.passed = attempt.mark * 100 >= attempt.max_mark * attempt.pass_percent
        self.rows.attempts.append(attempt)
        self.rows.answers += answers
        if attempt.passed:
            self._record(StudySource.QUIZ, quiz.pk, quiz.title, quiz.credit_hours, moment)
        return attempt.passed

    def _answer(
        self, attempt: Attempt, position: int, section: QuizSection, version: QuestionVersion, *, right: bool
    ) -> Answer:
        chosen = version.key if right else self._wrong(version)
        return Answer(
            attempt=attempt,
            position=position,
            section_title=section.title,
            question_version=version,
            option_order=[option["id"] for option in version.options],
            max_mark=section.mark,
            chosen=chosen,
            sequence=1,
            saved_at=attempt.submitted_at,
            mark=mark_choice(
                type=version.type,
                key=version.key,
                chosen=chosen,
                max_mark=section.mark,
                policy=attempt.quiz.multiple_policy,
                missed_mark=attempt.quiz.missed_mark,
            ),
        )

    def _answer_daily(self, day: dt.date) -> None:
        if any(answer.member is self.member and answer.date == day for answer in self.rows.daily):
            return
        version = self.chance.choice(self.pool)
        correct = self.chance.random() < self.ability
        self.rows.daily.append(
            DailyAnswer(
                member=self.member,
                date=day,
                question_version=version,
                chosen=version.key if correct else self._wrong(version),
                correct=correct,
                answered_at=self._moment(day),
            )
        )

    def _record(self, source: StudySource, pk: int, title: str, hours: Decimal, moment: dt.datetime) -> None:
        self.rows.records.append(
            StudyRecord(
                member=self.member,
                source=source,
                source_id=str(pk),
                title=title,
                hours=hours,
                studied_on=timezone.localdate(moment),
                recorded_at=moment,
            )
        )
