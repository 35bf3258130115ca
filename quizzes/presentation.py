"""Quizzes, questions and verdicts as pages show them, and an answer as a browser sends it back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from quizzes import marking
from quizzes.enums import AttemptState, QuestionType
from quizzes.results import counted_result

if TYPE_CHECKING:
    from library.amendments.notices import Notices
    from quizzes.models import Answer, Attempt, QuestionVersion, Quiz


@dataclass(frozen=True)
class OptionView:
    id: str
    letter: str
    text: str
    chosen: bool


class QuestionView:
    """What ``quizzes/components/question.html`` needs. It never hands out the key.

    ``order`` lists the option ids as they are to be shown; without it they stand as they were written. ``name`` is the
    field in the form, ``position`` the number on the paper (0 when it has none).
    """

    def __init__(
        self,
        version: QuestionVersion,
        *,
        name: str,
        chosen: Collection[str] = (),
        order: Sequence[str] | None = None,
        position: int = 0,
    ) -> None:
        self.name = name
        self.position = position
        self.stem: str = version.stem
        self.type: str = version.type
        self.type_label: str = version.get_type_display()
        self.several: bool = version.type == QuestionType.MULTIPLE
        texts = {option["id"]: option["text"] for option in version.options}
        self.options = [
            OptionView(identity, letter, texts[identity], identity in chosen)
            for identity, letter in zip(order or texts, ascii_uppercase, strict=False)
        ]

    @property
    def answered(self) -> bool:
        return any(option.chosen for option in self.options)

    @property
    def chosen_options(self) -> list[OptionView]:
        return [option for option in self.options if option.chosen]


class VerdictView:
    """What ``quizzes/components/verdict.html`` needs. It holds the key: make one only for who may see it.

    ``cited`` are the library's CitedArticles of the version.
    """

    def __init__(
        self,
        version: QuestionVersion,
        chosen: Collection[str],
        *,
        order: Sequence[str] | None = None,
        cited: Iterable[Any] = (),
    ) -> None:
        self.question = QuestionView(version, name="", chosen=chosen, order=order)
        self.answered = bool(chosen)
        self.right = marking.is_right(version, chosen)
        self.incomplete = marking.is_incomplete(version, chosen)
        self.right_options = [option for option in self.question.options if option.id in version.key]
        self.explanation: str = version.explanation
        self.cited = list(cited)


def read_choice(data: QueryDict, version: QuestionVersion, field_name: str, *, required: bool = True) -> list[str]:
    """The option ids that a form sent for a question, in the order in which the version lists them.

    Raises ``ValidationError`` for an option that the question does not have, for two of a single choice and, where an
    answer is required, for none.
    """
    return check_choice(version, data.getlist(field_name), required=required)


def check_choice(version: QuestionVersion, chosen: Iterable[str], *, required: bool = True) -> list[str]:
    """The same for ids that did not come from a form."""
    picked = set(chosen)
    known = [option["id"] for option in version.options]
    if not picked <= set(known):
        raise ValidationError(_("This question has no such option."), code="unknown")
    if required and not picked:
        raise ValidationError(_("Choose an answer."), code="nothing")
    if len(picked) > 1 and version.type != QuestionType.MULTIPLE:
        raise ValidationError(_("Choose one answer only."), code="several")
    return [identity for identity in known if identity in picked]


class QuizCard:
    """A quiz as a member stands to it. The quiz comes with its sections and with ``my_attempts``."""

    def __init__(self, quiz: Quiz, now: dt.datetime) -> None:
        attempts: list[Attempt] = quiz.my_attempts
        sections = list(quiz.sections.all())
        self.quiz = quiz
        self.questions = sum(section.count for section in sections)
        self.may_ask_several = any(section.type in ("", QuestionType.MULTIPLE) for section in sections)
        self.full_mark = sum((section.count * section.mark for section in sections), Decimal(0))
        self.pass_mark = self.full_mark * quiz.pass_percent / 100
        self.open_attempt = next((attempt for attempt in attempts if attempt.in_progress), None)
        self.past_attempts = [attempt for attempt in attempts if not attempt.in_progress]
        self.result = counted_result(quiz, attempts)
        counted = sum(attempt.state != AttemptState.VOID for attempt in attempts)
        self.tries_left = max(quiz.attempts_allowed - counted, 0)
        self.not_open_yet = quiz.opens_after(now)
        self.closed = quiz.closed_by(now)
        self.can_start = bool(self.tries_left and self.questions and quiz.is_open_at(now) and not self.open_attempt)


class ResultRow:
    """One question on the result page: always what was asked and answered, the verdict only where it may be shown.

    ``notices`` tell what has changed in the law since it was answered.
    """

    def __init__(self, answer: Answer, cited: Mapping[Any, Any] | None, notices: Notices | None = None) -> None:
        version = answer.question_version
        self.answer = answer
        self.notices = notices
        self.question = QuestionView(
            version, name="", chosen=answer.chosen, order=answer.option_order, position=answer.position
        )
        self.verdict = cited is not None and VerdictView(
            version,
            answer.chosen,
            order=answer.option_order,
            cited=[cited[citation.reference] for citation in version.citations.all()],
        )
