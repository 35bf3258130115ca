"""An attempt from start to mark. The server's clock decides, and the attempt's row is the lock."""

from __future__ import annotations

import datetime as dt
import logging
import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Member
from quizzes.draw import shuffled
from quizzes.enums import AttemptState, QuestionType
from quizzes.events import attempt_marked
from quizzes.marking import mark_choice
from quizzes.models import Answer, Attempt, QuestionVersion, Quiz
from quizzes.presentation import check_choice
from quizzes.services.publishing import PoolTooSmall, draw_questions

if TYPE_CHECKING:
    from quizzes.models import QuizSection
    from quizzes.queries import AttemptQuerySet


logger = logging.getLogger(__name__)


class StartRefused(Exception):  # noqa: N818  it reads as what happened
    """No attempt can be started; the message says why, to the member."""


class AttemptOver(Exception):  # noqa: N818
    """The attempt was handed in, or its time is up: it takes no more answers."""


class SentAnswer(NamedTuple):
    """``sequence`` is the number of the change, one above the one the sender last saw."""

    chosen: Sequence[str]
    sequence: int


def start_attempt(*, quiz: Quiz, by: Member) -> Attempt:
    """The member's open attempt at a quiz; a new one, with its paper drawn, where there is none.

    Raises ``StartRefused``. Whether the quiz is meant for the member is the caller's query. An attempt whose time is
    up is handed in first, in a transaction of its own, so that a refusal does not undo it.
    """
    hand_in_overdue(member=by)
    with transaction.atomic():
        # One member's starts queue on their own row, so that the second finds the attempt of the first.
        Member.objects.select_for_update(no_key=True).get(pk=by.pk)
        attempt: Attempt | None = Attempt.objects.of(by).at(quiz).in_progress().first()
        return attempt or _new_attempt(quiz, by)


def _new_attempt(quiz: Quiz, member: Member) -> Attempt:
    now = timezone.now()
    if not quiz.is_open_at(now):
        raise StartRefused(_("This quiz is not open now."))
    tries = Attempt.objects.of(member).at(quiz).tries()
    if tries.counted >= quiz.attempts_allowed:
        raise StartRefused(_("You have used all your tries."))
    try:
        paper = draw_questions(quiz.sections.all())
    except PoolTooSmall as shortage:
        raise StartRefused(_("There are not enough questions in the bank. Please tell your union.")) from shortage
    attempt = Attempt(
        quiz=quiz,
        member=member,
        ordinal=tries.last + 1,
        started_at=now,
        deadline=quiz.deadline_from(now),
        pass_percent=quiz.pass_percent,
        max_mark=sum((section.mark * len(questions) for section, questions in paper), Decimal(0)),
    )
    answers = _blank_answers(attempt, paper)
    if not answers:
        raise StartRefused(_("This quiz has no questions yet."))
    attempt.save(force_insert=True)
    Answer.objects.bulk_create(answers)
    return attempt


def _blank_answers(attempt: Attempt, paper: Sequence[tuple[QuizSection, list[int]]]) -> list[Answer]:
    """The paper: each question's version and option order are settled here for good."""
    ids = [question for _section, questions in paper for question in questions]
    versions = {version.question_id: version for version in QuestionVersion.objects.current_of(ids)}
    asked = [(section, versions[question]) for section, questions in paper for question in questions]
    return [
        Answer(
            attempt=attempt,
            position=position,
            section_title=section.title,
            question_version=version,
            option_order=_option_order(version, shuffle=attempt.quiz.shuffle_options),
            max_mark=section.mark,
        )
        for position, (section, version) in enumerate(asked, start=1)
    ]


def _option_order(version: QuestionVersion, *, shuffle: bool) -> list[str]:
    identities = [option["id"] for option in version.options]
    return shuffled(identities) if shuffle and version.type != QuestionType.TRUE_FALSE else identities


@transaction.atomic
def save_answer(*, attempt_id: uuid.UUID, position: int, chosen: Sequence[str], sequence: int, by: Member) -> Answer:
    """Keep one answer, and return it as it now stands.

    A save that comes late or twice changes nothing: only a higher ``sequence`` does. Nothing chosen clears the answer.
    Raises ``Answer.DoesNotExist`` for somebody else's, ``AttemptOver``, ``ValidationError``.
    """
    # Only the attempt is locked: handing in takes it first and the answers after it, and so must every save.
    answer: Answer = (
        Answer.objects.select_for_update(of=("attempt",))
        .select_related("attempt", "question_version")
        .get(attempt=attempt_id, attempt__member=by, position=position)
    )
    now = timezone.now()
    _refuse_unless_open(answer.attempt, now)
    chosen = check_choice(answer.question_version, chosen, required=False)
    if sequence <= answer.sequence:
        return answer
    # The row was read before the lock was had; the condition is what keeps a save that came between.
    newer = Answer.objects.filter(pk=answer.pk, sequence__lt=sequence)
    if not newer.update(chosen=chosen, sequence=sequence, saved_at=now):
        answer.refresh_from_db(fields=["chosen", "sequence", "saved_at"])
        return answer
    answer.chosen, answer.sequence, answer.saved_at = chosen, sequence, now
    return answer


@transaction.atomic
def save_answers(*, attempt_id: uuid.UUID, sent: Mapping[int, SentAnswer], by: Member) -> list[int]:
    """Keep a whole form's answers by position, and return the positions that were changed elsewhere meanwhile.

    Those are left as they stand. Raises ``Attempt.DoesNotExist``, ``AttemptOver``, ``ValidationError``: then nothing
    is kept.
    """
    attempt = Attempt.objects.of(by).select_for_update().get(pk=attempt_id)
    now = timezone.now()
    _refuse_unless_open(attempt, now)
    changed, stale = [], []
    for answer in attempt.answers.select_related("question_version").filter(position__in=sent):
        new = sent[answer.position]
        chosen = check_choice(answer.question_version, new.chosen, required=False)
        if chosen == answer.chosen:
            continue
        if new.sequence <= answer.sequence:
            stale.append(answer.position)
            continue
        answer.chosen, answer.sequence, answer.saved_at = chosen, new.sequence, now
        changed.append(answer)
    Answer.objects.bulk_update(changed, ["chosen", "sequence", "saved_at"])
    return stale


def _refuse_unless_open(attempt: Attempt, now: dt.datetime) -> None:
    if attempt.state != AttemptState.IN_PROGRESS or attempt.deadline <= now:
        raise AttemptOver


@transaction.atomic
def submit_attempt(*, attempt: Attempt, by: Member) -> Attempt:
    """The member hands in, and the attempt is marked. Handing in again changes nothing.

    Tells ``attempt_marked`` once, inside the transaction. Raises ``Attempt.DoesNotExist`` for somebody else's.
    """
    locked: Attempt = Attempt.objects.of(by).for_marking().get(pk=attempt.pk)
    return _mark(locked) if locked.state == AttemptState.IN_PROGRESS else locked


def hand_in_overdue(*, member: Member) -> int:
    """Hand in what the member left open when its time ran out; how many that were."""
    return sum(_hand_in(attempt_id) for attempt_id in _overdue(Attempt.objects.of(member)))


def submit_overdue_attempts() -> int:
    """Hand in everybody's attempts whose time is up, each in a transaction of its own; how many that were.

    One that fails is logged and left for the next time: it must not keep the others waiting.
    """
    handed_in = 0
    for attempt_id in _overdue(Attempt.objects.all()):
        try:
            handed_in += _hand_in(attempt_id)
        except Exception:
            logger.exception("The overdue attempt %s could not be handed in.", attempt_id)
    return handed_in


def _overdue(attempts: AttemptQuerySet) -> list[uuid.UUID]:
    return list(attempts.overdue().values_list("pk", flat=True))


@transaction.atomic
def _hand_in(attempt_id: uuid.UUID) -> bool:
    """Whether it was still to be handed in: somebody else may have done it since it was listed."""
    attempt = Attempt.objects.overdue().for_marking().filter(pk=attempt_id).first()
    if attempt:
        _mark(attempt)
    return attempt is not None


def _mark(attempt: Attempt) -> Attempt:
    """Mark an open attempt whose row the caller has locked."""
    answers = list(attempt.answers.select_related("question_version"))
    for answer in answers:
        answer.mark = mark_choice(
            type=answer.question_version.type,
            key=answer.question_version.key,
            chosen=answer.chosen,
            max_mark=answer.max_mark,
            policy=attempt.quiz.multiple_policy,
            missed_mark=attempt.quiz.missed_mark,
        )
    Answer.objects.bulk_update(answers, ["mark"])
    attempt.mark = sum((answer.mark or Decimal(0) for answer in answers), Decimal(0))
    attempt.passed = attempt.mark * 100 >= attempt.max_mark * attempt.pass_percent
    attempt.submitted_at = min(timezone.now(), attempt.deadline)
    attempt.state = AttemptState.MARKED
    attempt.save(update_fields=["mark", "passed", "submitted_at", "state"])
    attempt_marked.send(sender=Attempt, attempt=attempt)
    return attempt
