"""Forms in which editors write questions and set up quizzes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.blocks import BooleanBlock, CharBlock, ListBlock, StructBlock
from wagtail.blocks.base import BlockField

from accounts.models import Unit
from library.citations import by_its_own_name, missing_in_force
from library.references import ArticleReference, parse_reference
from quizzes.enums import Difficulty, QuestionStatus, QuestionType, QuestionUse
from quizzes.models import Attempt, Question, QuestionVersion, Quiz, QuizSection
from quizzes.queries import pages_asking
from quizzes.services import QuestionContent, check_pools, new_question_version, publish_quiz
from quizzes.services.questions import MOST_OPTIONS, TRUE_FALSE_OPTIONS, asked_in_lessons

#: A date before it is a slip of the finger; the first days of the calendar no database can keep.
EARLIEST_YEAR = 2000
#: What could be meant by the first part of the address of a quiz already.
RESERVED_SLUGS = {"daily", "attempts"}


class OptionBlock(StructBlock):
    text = CharBlock(label=_("Option"), max_length=300)
    right = BooleanBlock(label=_("This is right"), required=False)

    class Meta:
        icon = "tick"


#: A row keeps its id from version to version, and that is the option's identity.
OPTION_ROWS = ListBlock(OptionBlock(), label=_("Options"), min_num=0, max_num=MOST_OPTIONS)


class QuestionForm(WagtailAdminModelForm):
    """A question with the wording of its next version. Rewording makes a version; the rest is changed in place."""

    type = forms.ChoiceField(label=pgettext_lazy("question", "Type"), choices=QuestionType)
    stem = forms.CharField(label=_("Stem"), widget=forms.Textarea(attrs={"rows": 3}))
    options = BlockField(
        block=OPTION_ROWS,
        label=_("Options"),
        required=False,
        help_text=_("One row for each option, and a tick at each right one. Leave it empty for true or false."),
    )
    statement = forms.ChoiceField(
        label=_("The statement is"),
        required=False,
        choices=[("", _("not a true or false question")), *[(o["id"], o["text"]) for o in TRUE_FALSE_OPTIONS]],
        help_text=_("For true or false only."),
    )
    explanation = forms.CharField(
        label=_("Explanation"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Why it is right, and why the tempting wrong ones are wrong. Shown with the right answer."),
    )
    difficulty = forms.TypedChoiceField(
        label=_("Difficulty"), coerce=int, choices=Difficulty, initial=Difficulty.MEDIUM
    )
    citations = forms.CharField(
        label=_("Cited articles"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line, written in full: 《劳动合同法》第三十九条第（二）项"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        version = self.instance.current
        self.initial["options"] = OPTION_ROWS.to_python([])
        if version:
            self.initial.update(_as_initial(version))

    def clean_citations(self) -> tuple[ArticleReference, ...]:
        lines = [line.strip() for line in self.cleaned_data["citations"].splitlines() if line.strip()]
        references, unread = [], []
        for line in lines:
            try:
                references.append(by_its_own_name(parse_reference(line)))
            except ValueError:
                unread.append(line)
        missing = [problem.message for problem in map(missing_in_force, references) if problem]
        if unread:
            missing.append(
                _("Not a reference to an article: %s. Write it as 《劳动合同法》第三十九条.") % "；".join(unread)
            )
        if missing:
            raise ValidationError(missing)
        return tuple(references)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        if {"type", "stem", "options", "statement", "explanation", "difficulty", "citations"} <= data.keys():
            try:
                self.content = _content(data).clean()
            except ValidationError as problem:
                self.add_error({"no_stem": "stem"}.get(problem.code or "", self._answer_field(data)), problem)
        self._keep_what_lessons_ask(data)
        return data

    def _keep_what_lessons_ask(self, data: dict[str, Any]) -> None:
        """A lesson that asks the question would give it away to quizzes, or ask what is retired."""
        if not self.instance.pk or self.initial.get("use") != QuestionUse.CHECK:
            return
        gone = {"use": QuestionUse.DRAW, "status": QuestionStatus.RETIRED}
        leaving = [name for name in gone if name in self.changed_data and data.get(name) == gone[name]]
        if leaving and (places := pages_asking(self.instance)):
            for name in leaving:
                self.add_error(name, asked_in_lessons(places))

    @staticmethod
    def _answer_field(data: dict[str, Any]) -> str:
        return "statement" if data["type"] == QuestionType.TRUE_FALSE else "options"

    def save(self, commit: bool = True) -> Question:
        question: Question = super().save(commit=commit)
        if commit:
            new_question_version(question=question, content=self.content, by=self.for_user)
        else:
            # A preview shows what is being written.
            question.current = QuestionVersion(**self.content.wording())
        return question


def _as_initial(version: QuestionVersion) -> dict[str, Any]:
    if version.type == QuestionType.TRUE_FALSE:
        answer = {"statement": version.key[0]}
    else:
        rows = [
            {
                "type": "item",
                "id": option["id"],
                "value": {"text": option["text"], "right": option["id"] in version.key},
            }
            for option in version.options
        ]
        answer = {"options": OPTION_ROWS.to_python(rows)}
    return {
        "type": version.type,
        "stem": version.stem,
        "explanation": version.explanation,
        "difficulty": version.difficulty,
        "citations": "\n".join(str(citation) for citation in version.citations.all()),
        **answer,
    }


def _content(data: dict[str, Any]) -> QuestionContent:
    rows = data["options"].bound_blocks
    if data["type"] == QuestionType.TRUE_FALSE:
        key = [data["statement"]] if data["statement"] else []
    else:
        key = [row.id for row in rows if row.value["right"]]
    return QuestionContent(
        type=data["type"],
        stem=data["stem"],
        options=[{"id": row.id, "text": row.value["text"]} for row in rows],
        key=key,
        explanation=data["explanation"],
        difficulty=data["difficulty"],
        citations=data["citations"],
    )


class QuizForm(WagtailAdminModelForm):
    """A published quiz must have enough questions for every paper; the form says by how much it has not.

    What marking goes by stays as it is while somebody is answering.
    """

    #: Of an attempt that is open, these would change the mark or show the answers early.
    KEPT_WHILE_ANSWERED = ("multiple_policy", "missed_mark", "answers_shown")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience_unit"].label_from_instance = Unit.indented_name

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if slug in RESERVED_SLUGS:
            raise ValidationError(_("This address name is taken by another page."))
        return slug

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        sections = self._sections()
        if data.get("published") and sections is not None:
            try:
                check_pools(sections)
            except ValidationError as problem:
                self.add_error("published", problem)
        for name in ("opens_at", "closes_at"):
            if (moment := data.get(name)) and moment.year < EARLIEST_YEAR:
                self.add_error(name, _("This year is long past. Check the date."))
        self._keep_what_open_attempts_go_by(data)
        return data

    def _keep_what_open_attempts_go_by(self, data: dict[str, Any]) -> None:
        last = Attempt.objects.filter(quiz=self.instance.pk).being_answered().first()
        if last is None:
            return
        closes = data.get("closes_at")
        kept = [name for name in self.KEPT_WHILE_ANSWERED if name in self.changed_data]
        if "closes_at" in self.changed_data and closes and closes < last.deadline:
            kept.append("closes_at")
        until = date_format(timezone.localtime(last.deadline), "H:i")
        for name in kept:
            self.add_error(name, _("Somebody is answering this quiz until %s. Change this after that.") % until)

    def save(self, commit: bool = True) -> Quiz:
        """Publishing goes through its service, which checks once more and writes it down."""
        publishing = "published" in self.changed_data and self.instance.published
        if publishing and commit:
            self.instance.published = False
        quiz: Quiz = super().save(commit=commit)
        if publishing and commit:
            publish_quiz(quiz=quiz, by=self.for_user)
            quiz.published = True
        return quiz

    def _sections(self) -> list[QuizSection] | None:
        """The sections as they will be; nothing while they have mistakes of their own."""
        formset = self.formsets.get("sections")
        if formset is None or not formset.is_valid():
            return None
        kept = [form for form in formset.ordered_forms if form not in formset.deleted_forms]
        return [form.instance for form in kept]
