"""Questions are written once and reworded by new versions; what somebody was shown stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from library.queries import resolve_references
from library.references import ArticleReference
from quizzes.enums import Difficulty, QuestionStatus, QuestionType, QuestionUse
from quizzes.models import Question, QuestionBank, QuestionCitation, QuestionVersion
from quizzes.models.questions import Option
from quizzes.queries import pages_asking

if TYPE_CHECKING:
    from accounts.models import Member

#: Options of a 判断, whose ids are always these.
TRUE_FALSE_OPTIONS: list[Option] = [{"id": "true", "text": "正确"}, {"id": "false", "text": "错误"}]
#: They are lettered A to Z.
MOST_OPTIONS = 26


@dataclass(frozen=True, kw_only=True)
class QuestionContent:
    """What a version says. Two equal contents are one version."""

    type: str
    stem: str
    options: Sequence[Option] = ()
    key: Sequence[str] = ()
    explanation: str = ""
    difficulty: int = Difficulty.MEDIUM
    citations: tuple[ArticleReference, ...] = ()

    @classmethod
    def of(cls, version: QuestionVersion) -> QuestionContent:
        """What is already written."""
        return cls(
            type=version.type,
            stem=version.stem,
            options=version.options,
            key=version.key,
            explanation=version.explanation,
            difficulty=version.difficulty,
            citations=tuple(citation.reference for citation in version.citations.all()),
        )

    def wording(self) -> dict[str, Any]:
        """The fields of a version that hold it; citations are rows of their own."""
        return {
            "type": self.type,
            "stem": self.stem,
            "options": list(self.options),
            "key": list(self.key),
            "explanation": self.explanation,
            "difficulty": self.difficulty,
        }

    def clean(self) -> QuestionContent:
        """The same in one spelling, with its key in the order of its options. Raises ``ValidationError``."""
        options = TRUE_FALSE_OPTIONS if self.type == QuestionType.TRUE_FALSE else _trimmed(self.options)
        identities = [option["id"] for option in options]
        texts = [option["text"] for option in options]
        if not self.stem.strip():
            raise ValidationError(_("Write what is asked."), code="no_stem")
        if not 2 <= len(options) <= MOST_OPTIONS:
            raise ValidationError(_("Give at least two options."), code="options")
        if not all(texts) or len(set(texts)) < len(texts) or len(set(identities)) < len(identities):
            raise ValidationError(_("Each option needs a text of its own."), code="options")
        if not self.key or not set(self.key) <= set(identities):
            raise ValidationError(_("Tick the right answer."), code="key")
        if len(set(self.key)) > 1 and self.type != QuestionType.MULTIPLE:
            raise ValidationError(_("This kind of question has one right answer only."), code="key")
        return QuestionContent(
            type=self.type,
            stem=self.stem.strip(),
            options=options,
            key=[identity for identity in identities if identity in self.key],
            explanation=self.explanation.strip(),
            difficulty=self.difficulty,
            citations=tuple(dict.fromkeys(self.citations)),
        )


def _trimmed(options: Iterable[Option]) -> list[Option]:
    return [{"id": option["id"], "text": option["text"].strip()} for option in options]


@transaction.atomic
def create_question(
    *,
    bank: QuestionBank,
    content: QuestionContent,
    by: Member | None,
    code: str | None = None,
    use: str = QuestionUse.DRAW,
    status: str = QuestionStatus.ACTIVE,
    topics: Iterable[str] = (),
) -> Question:
    """A question with its first version. Raises ``ValidationError``."""
    question = Question.objects.create(bank=bank, code=code, use=use, status=status)
    question.topics.set(list(topics))
    new_question_version(question=question, content=content, by=by)
    return question


@transaction.atomic
def new_question_version(*, question: Question, content: QuestionContent, by: Member | None) -> QuestionVersion:
    """Reword a question from now on; attempts keep what they were asked.

    Content that says nothing new makes no version: the present one is returned. Raises ``ValidationError``.
    """
    content = content.clean()
    locked = Question.objects.select_for_update(of=("self",)).select_related("current").get(pk=question.pk)
    if locked.current and QuestionContent.of(locked.current) == content:
        return locked.current
    version = QuestionVersion.objects.create(
        question=locked,
        number=locked.current.number + 1 if locked.current else 1,
        created_by=by,
        **content.wording(),
    )
    _cite(version, content.citations)
    locked.current = question.current = version
    locked.save(update_fields=["current"])
    log(instance=question, action="quizzes.new_version", user=by, data={"number": version.number})
    return version


def asked_in_lessons(places: Iterable[str]) -> ValidationError:
    """Why a question cannot be retired, or drawn for quizzes, yet."""
    return ValidationError(_("These lessons ask it: %s. Take it out of them first.") % "、".join(places), code="asked")


@transaction.atomic
def retire_question(*, question: Question, by: Member) -> None:
    """It is asked of nobody any more; what was answered stays.

    Raises ``PermissionDenied``, and ``ValidationError`` while a lesson asks it.
    """
    if not by.has_perm("quizzes.change_question"):
        raise PermissionDenied
    if places := pages_asking(question):
        raise asked_in_lessons(places)
    locked = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if locked.status == QuestionStatus.RETIRED:
        return
    locked.status = question.status = QuestionStatus.RETIRED
    locked.save(update_fields=["status"])
    log(instance=question, action="quizzes.retire_question", user=by)


def _cite(version: QuestionVersion, references: Sequence[ArticleReference]) -> None:
    found = resolve_references(references)
    QuestionCitation.objects.bulk_create(
        QuestionCitation(
            question_version=version,
            **reference._asdict(),
            as_of_id=found[reference].version_id if reference in found else None,
            position=position,
        )
        for position, reference in enumerate(references)
    )
