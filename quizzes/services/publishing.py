"""A quiz is published only when every member can be given a whole paper."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from quizzes.draw import Wanted, draw
from quizzes.models import Question, Quiz, QuizSection

if TYPE_CHECKING:
    from accounts.models import Member


class Shortage(NamedTuple):
    """A section that cannot be filled: its place from 1, what it needs and what it can get."""

    place: int
    section: QuizSection
    needs: int
    has: int

    def __str__(self) -> str:
        return _("Section %(place)s %(title)s: needs %(needs)s, has %(has)s") % {
            "place": self.place,
            "title": self.section.title,
            "needs": self.needs,
            "has": self.has,
        }


class PoolTooSmall(ValidationError):  # noqa: N818  it reads as what happened
    """Names each section that its pool cannot fill."""

    def __init__(self, shortages: list[Shortage]) -> None:
        super().__init__([str(shortage) for shortage in shortages], code="pool_too_small")
        self.shortages = shortages


def draw_questions(sections: Iterable[QuizSection]) -> list[tuple[QuizSection, list[int]]]:
    """Each section with the ids of the questions drawn for it. Raises ``PoolTooSmall``."""
    sections = list(sections)
    drawn = draw(
        [
            Wanted(section.count, Question.objects.for_section(section).values_list("pk", flat=True))
            for section in sections
        ]
    )
    shortages = [
        Shortage(place, section, section.count, len(questions))
        for place, (section, questions) in enumerate(zip(sections, drawn, strict=True), start=1)
        if len(questions) < section.count
    ]
    if shortages:
        raise PoolTooSmall(shortages)
    return list(zip(sections, drawn, strict=True))


def check_pools(sections: Iterable[QuizSection]) -> None:
    """Raises ``ValidationError`` unless there is a section and each can be filled with no question twice."""
    sections = list(sections)
    if not sections:
        raise ValidationError(_("Add a section: the quiz has no questions yet."), code="no_sections")
    draw_questions(sections)


@transaction.atomic
def publish_quiz(*, quiz: Quiz, by: Member) -> None:
    """Let members see a quiz. Raises ``ValidationError``, ``PoolTooSmall`` where a section cannot be filled."""
    quiz = Quiz.objects.select_for_update().get(pk=quiz.pk)
    if quiz.published:
        return
    check_pools(quiz.sections.all())
    quiz.published = True
    quiz.save(update_fields=["published"])
    log(instance=quiz, action="quizzes.publish", user=by)
