"""“The law has changed since you learned this”: what a member was taught that an amendment has overtaken."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from accounts.models import Member
from courses.models import CheckAnswer, LessonPage, LessonProgress
from library.amendments.desk import ChangedArticle, changed_articles
from library.models import Amendment, AmendmentReview
from participation.queries import amendments_since_learned
from quizzes.models import Answer, DailyAnswer, Question

LESSON, QUESTION = LessonPage._meta.label_lower, Question._meta.label_lower


@dataclass
class LawChange:
    """An article that is another now than when the member learned it, and by what they learned it."""

    article: ChangedArticle
    takes_effect_on: dt.date
    #: The lesson with the day on which it was completed.
    lessons: list[tuple[LessonPage, dt.date]] = field(default_factory=list)
    questions: int = 0

    @property
    def amendment(self) -> Amendment:
        return self.article.amendment


def unseen_changes(member: Member) -> list[LawChange]:
    """What the member has not said they have read, the latest first, in a few queries."""
    amendments = amendments_since_learned(member, timezone.localdate())
    found = list(amendments.with_law().with_day_of_effect().order_by("-takes_effect_on", "pk"))
    changes = {
        article.amendment.pk: LawChange(article, article.amendment.takes_effect_on)
        for article in changed_articles(found)
    }
    reviews = list(AmendmentReview.objects.changing_the_rule().filter(amendment__in=changes))
    _add_lessons(changes, [review for review in reviews if review.source == LESSON], member)
    _add_questions(changes, [review for review in reviews if review.source == QUESTION], member)
    return list(changes.values())


def _add_lessons(changes: dict[int, LawChange], reviews: Iterable[AmendmentReview], member: Member) -> None:
    completed = {
        progress.lesson_id: progress
        for progress in LessonProgress.objects.of(member).completed().filter(lesson__in=[r.object_id for r in reviews])
    }
    lessons = LessonPage.objects.open_to(member).in_bulk(completed)
    for review in reviews:
        progress, lesson = completed.get(review.object_id), lessons.get(review.object_id)
        if progress is None or lesson is None or progress.completed_at is None:
            continue
        day = timezone.localdate(progress.completed_at)
        if day < changes[review.amendment_id].takes_effect_on:
            changes[review.amendment_id].lessons.append((lesson, day))


def _add_questions(changes: dict[int, LawChange], reviews: Iterable[AmendmentReview], member: Member) -> None:
    first: dict[int, dt.date] = {}
    asked = {review.object_id for review in reviews}
    for rows, moment in (
        (Answer.objects.handed_in_by(member), "attempt__submitted_at"),
        (CheckAnswer.objects.of(member), "answered_at"),
        (DailyAnswer.objects.of(member), "answered_at"),
    ):
        answered = rows.filter(question_version__question__in=asked).order_by()
        for question, when in answered.values_list("question_version__question", moment):
            day = timezone.localdate(when)
            first[question] = min(day, first.get(question, day))
    counted: dict[int, set[int]] = defaultdict(set)
    for review in reviews:
        day = first.get(review.object_id, dt.date.max)
        if day < changes[review.amendment_id].takes_effect_on:
            counted[review.amendment_id].add(review.object_id)
    for amendment, questions in counted.items():
        changes[amendment].questions = len(questions)
