"""Questions cite the law, by the articles that they rest on and in their words; an article knows which."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from library.citing.sources import Listed, Passage, Upkeep, register_citing_source
from quizzes.models import Question
from quizzes.services import retire_question

if TYPE_CHECKING:
    from accounts.models import Member


def register_questions() -> None:
    register_citing_source(
        model=Question,
        order=40,
        label=_("Questions"),
        objects=lambda: Question.objects.select_related("current").prefetch_related("current__citations"),
        fields=["current", "status"],
        passages=_passages,
        visible_to=_questions_for,
        listed=_question,
        upkeep=Upkeep(
            in_use=lambda: Question.objects.in_use().filter(current__isnull=False),
            title="current__stem",
            owner="current__created_by",
            wording=lambda question: str(question.current_id),
            edit_url=lambda pk: reverse(Question.snippet_viewset.get_url_name("edit"), args=[pk]),
            retire=_retire,
        ),
    )


def _passages(question: Question) -> Iterator[Passage]:
    """The wording in use. Whoever looks at a citation by choice sees what is asked."""
    version = question.current
    if version is None:
        return
    for citation in version.citations.all():
        yield Passage(version.stem, reference=citation.reference)
    for text in (version.stem, *(option["text"] for option in version.options), version.explanation):
        yield Passage(text, is_heading=True)


def _questions_for(reader: Any) -> models.QuerySet[Any]:
    """Only who keeps them knows what is asked: a member is not to read a quiz before taking it."""
    questions = Question.objects.in_use().filter(current__isnull=False)
    if not (getattr(reader, "may_edit", False) and reader.has_perm("quizzes.change_question")):
        questions = questions.none()
    return questions.annotate(citing_title=F("current__stem"), citing_key=F("pk"))


def _question(title: str, key: str) -> Listed:
    return Listed(title, reverse(Question.snippet_viewset.get_url_name("edit"), args=[key]))


def _retire(question: Question, by: Member) -> None:
    retire_question(question=question, by=by)
