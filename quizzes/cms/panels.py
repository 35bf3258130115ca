"""What the editor's home says of quizzes."""

from __future__ import annotations

from typing import Any

from wagtail.admin.ui.components import Component

from quizzes.models import Quiz
from quizzes.services import PoolTooSmall, Shortage
from quizzes.services.publishing import draw_questions

#: So many quizzes are looked at, those that close first before the others.
LOOKED_AT = 50


class ShortQuizzesPanel(Component):
    """Quizzes that members can take and that have too few questions by now, as when a law has changed."""

    name = "short_quizzes"
    order = 95
    template_name = "quizzes/cms/short_quizzes.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        may_edit = parent_context["request"].user.has_perm("quizzes.change_quiz")
        return {"short": short_quizzes() if may_edit else []}


def short_quizzes() -> list[tuple[Quiz, list[Shortage]]]:
    """Open ones, each with the sections that cannot be filled."""
    found = []
    for quiz in Quiz.objects.open_at().with_sections().closing_first()[:LOOKED_AT]:
        try:
            draw_questions(quiz.sections.all())
        except PoolTooSmall as problem:
            found.append((quiz, problem.shortages))
    return found
