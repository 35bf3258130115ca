"""A lesson as one reader sees it: blocks in order, each check and quiz with what the reader made of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from django.contrib.auth.models import AnonymousUser
from django.db.models import prefetch_related_objects

from courses import queries
from courses.completion import lesson_state
from courses.enums import WRONG_ANSWERS_BEFORE_HELP, ProgressState
from courses.models import CourseIndexPage, CoursePage, LessonPage
from courses.overview import Contents, CourseOverview, overviews
from library.amendments.notices import Notices, notices_of
from library.blocks import citation_reference
from library.citations import CitedArticle, cite
from library.references import ArticleReference
from quizzes.presentation import QuestionView, VerdictView

if TYPE_CHECKING:
    from wagtail.blocks import BoundBlock

    from accounts.models import Member
    from quizzes.models import Question, QuestionVersion, Quiz


def field_name(question_id: int) -> str:
    """The form field of a check question; also the anchor to which its answer comes back."""
    return f"check-{question_id}"


@dataclass
class CheckView:
    """One check question. ``verdict``, which shows the right answer, is there only once the reader has given it.

    After a wrong try ``cited`` are the articles that answer the question. ``error`` says what was amiss with a try
    that was not taken.
    """

    asked: Question
    verdict: VerdictView | None = None
    cited: list[CitedArticle] = field(default_factory=list)
    error: str = ""

    @property
    def answer_is_here(self) -> bool:
        """Whether an article that answers the question can be read on the page."""
        return any(cited.article for cited in self.cited)

    @property
    def anchor(self) -> str:
        return field_name(self.asked.pk)

    @property
    def version(self) -> QuestionVersion:
        """The wording asked; a question without one is not asked at all."""
        return cast("QuestionVersion", self.asked.current)

    @property
    def question(self) -> QuestionView:
        return QuestionView(self.version, name=self.anchor, chosen=self.asked.last_choice or ())

    @property
    def tried(self) -> bool:
        return bool(self.asked.last_choice)

    @property
    def needs_help(self) -> bool:
        return not self.asked.passed and self.asked.wrong_tries >= WRONG_ANSWERS_BEFORE_HELP


@dataclass(frozen=True)
class Part:
    """One block of the lesson: a check, a quiz, or prose for Wagtail to render."""

    id: str
    block: BoundBlock | None = None
    check: CheckView | None = None
    quiz: Quiz | None = None


class Reading:
    """A lesson before a reader.

    ``lesson`` must carry what ``LessonQuerySet.open_to``, ``with_progress_of`` and ``with_law_changed`` add. ``errors``
    are messages for check questions, by question id. How many queries are made does not depend on what it holds.
    """

    def __init__(
        self, lesson: LessonPage, user: Member | AnonymousUser, *, errors: dict[int, str] | None = None
    ) -> None:
        self.lesson = lesson
        self.user = user
        self.checks = {
            question.pk: CheckView(question, error=(errors or {}).get(question.pk, ""))
            for question in queries.checks_of(lesson, user)
        }
        self.quizzes = {quiz.pk: quiz for quiz in queries.quizzes_of(lesson, user)} if lesson.quiz_ids else {}
        self.parts = [part for index in range(len(lesson.body)) if (part := self._part(index))]
        self.cited_articles = self._cite()

    def _part(self, index: int) -> Part | None:
        """A block by its index. Checks and quizzes are read raw, so that Wagtail does not fetch them once more."""
        raw = self.lesson.body.raw_data[index]
        identity = raw.get("id") or ""
        if raw["type"] == "check":
            check = self.checks.get(raw["value"])
            return Part(identity, check=check) if check else None
        if raw["type"] == "quiz":
            quiz = self.quizzes.get(raw["value"])
            return Part(identity, quiz=quiz) if quiz else None
        return Part(identity, block=self.lesson.body[index])

    def _cite(self) -> dict[ArticleReference, CitedArticle]:
        """Every article cited on the page in one query: by the body, and by the questions already tried."""
        tried = [check for check in self.checks.values() if check.tried or check.asked.passed]
        prefetch_related_objects([check.version for check in tried], "citations")
        references = [
            reference
            for part in self.parts
            if part.block is not None and part.block.block.name == "citation"
            if (reference := citation_reference(part.block.value))
        ]
        by_question = {check.asked.pk: [row.reference for row in check.version.citations.all()] for check in tried}
        found = cite([*references, *(reference for cited in by_question.values() for reference in cited)])
        for check in tried:
            check.cited = [found[reference] for reference in by_question[check.asked.pk]]
            if check.asked.passed:
                check.verdict = VerdictView(check.version, check.version.key, cited=check.cited)
        return found

    @cached_property
    def notices(self) -> Notices:
        """What the reader is told of the lesson's law where it has changed."""
        if not self.lesson.law_changed:
            return Notices()
        return notices_of(self.lesson, learned_at=self.lesson.completed_at)

    @property
    def state(self) -> ProgressState:
        """What the answers and marks seen here come to; once completed, a lesson stays so."""
        if self.lesson.learner_state == ProgressState.COMPLETED:
            return ProgressState.COMPLETED
        return lesson_state([check.asked for check in self.checks.values()], list(self.quizzes.values()))

    @property
    def completed(self) -> bool:
        return self.state == ProgressState.COMPLETED

    @property
    def newly_completed(self) -> bool:
        """Nothing is missing, and that is not written down yet: a quiz was passed first, or a check was taken out."""
        return self.completed and self.lesson.learner_state != ProgressState.COMPLETED

    @property
    def checks_left(self) -> int:
        return sum(not check.asked.passed for check in self.checks.values())

    @property
    def first_open_check(self) -> CheckView | None:
        """The first in the lesson's order that is not answered right."""
        checks = (part.check for part in self.parts if part.check is not None)
        return next((check for check in checks if not check.asked.passed), None)

    @property
    def quizzes_left(self) -> int:
        return sum(not quiz.passed for quiz in self.quizzes.values())

    @property
    def place(self) -> str:
        """The id of the block where the reader stood, unless that is the beginning or the lesson is done."""
        beyond_the_first = [part.id for part in self.parts[1:]]
        return self.lesson.place if self.lesson.place in beyond_the_first and not self.completed else ""

    @cached_property
    def contents(self) -> Contents:
        """The lessons of the course."""
        return Contents(list(LessonPage.objects.beside(self.lesson).with_progress_of(self.user).defer("body")))

    @property
    def number(self) -> int:
        """Which lesson of the course this is, from 1; 0 in the preview of one that is not published."""
        return next((n for n, lesson in enumerate(self.contents.lessons, start=1) if lesson.pk == self.lesson.pk), 0)

    @property
    def previous(self) -> LessonPage | None:
        return self.contents.lessons[self.number - 2] if self.number > 1 else None

    @property
    def following(self) -> LessonPage | None:
        return self.contents.lessons[self.number] if 0 < self.number < len(self.contents.lessons) else None


def preview_context(page: CourseIndexPage | CoursePage | LessonPage) -> dict[str, Any]:
    """What the page's own template needs to show an editor the draft as a visitor or a beginner would see it."""
    reader = AnonymousUser()
    if isinstance(page, CourseIndexPage):
        return {"index": page, "overviews": overviews(CoursePage.objects.open_to(reader), reader)}
    if isinstance(page, CoursePage):
        lessons = LessonPage.objects.of_course(page).with_progress_of(reader).defer("body")
        return {"overview": CourseOverview(list(lessons), page), "preview": True}
    course = page.get_parent()
    page.course_title, page.course_slug = course.title, course.slug
    page.learner_state, page.completed_at, page.place = ProgressState.NOT_STARTED, None, ""
    page.law_changed = False
    reading = Reading(page, reader)
    return {"reading": reading, "cited_articles": reading.cited_articles, "preview": True}
