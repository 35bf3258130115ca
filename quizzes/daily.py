"""The question of the day as its card shows it, on its own page and wherever the card is put."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from library.citations import cite
from quizzes.models import DailyAnswer, Question
from quizzes.presentation import QuestionView, VerdictView
from quizzes.results import streak

if TYPE_CHECKING:
    from accounts.models import Member
    from quizzes.models import QuestionVersion


@dataclass
class DailyCard:
    """``question`` is there until it is answered; ``verdict`` only where the page tells the answer at once."""

    streak: int
    answered: bool
    correct: bool = False
    question: QuestionView | None = None
    verdict: VerdictView | None = None
    error: str = ""


def daily_card(member: Member) -> DailyCard:
    """The card of today, in one query; in two while no question may be drawn."""
    today = timezone.localdate()
    asked = Question.objects.with_last_answer_of(member).of_the_day(member, today)
    last: Any = asked or DailyAnswer.objects.of(member).with_streak().first()
    days = streak(last.streak_from, last.date, today) if last else 0
    if last and last.date == today:
        return DailyCard(days, answered=True, correct=last.correct)
    version = asked.current if asked else None
    return DailyCard(days, answered=False, question=_view(version) if version else None)


def daily_card_with_verdict(member: Member) -> DailyCard:
    """The same, telling the right answer once the member has answered."""
    card = daily_card(member)
    if card.answered:
        answer = DailyAnswer.objects.of(member).on(timezone.localdate()).select_related("question_version").get()
        references = [citation.reference for citation in answer.question_version.citations.all()]
        cited = cite(references)
        card.question = _view(answer.question_version)
        card.verdict = VerdictView(
            answer.question_version, answer.chosen, cited=[cited[reference] for reference in references]
        )
    return card


def daily_version(member: Member) -> QuestionVersion | None:
    """What the member is asked today; nothing while no question may be drawn."""
    question = Question.objects.of_the_day(member, timezone.localdate())
    return question.current if question else None


def field_name(version: QuestionVersion) -> str:
    """It names the version, so that an answer to another question than today's is not read as one to this."""
    return f"daily-{version.pk}"


def _view(version: QuestionVersion) -> QuestionView:
    return QuestionView(version, name=field_name(version))
