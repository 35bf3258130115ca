"""What editors fill in."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from accounts.models import Unit
from quizzes.models import Quiz


class CourseForm(WagtailAdminPageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience_unit"].label_from_instance = Unit.indented_name


class LessonForm(WagtailAdminPageForm):
    """A published lesson asks for no quiz that some of its readers may not take: they could never complete it."""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        if self.is_deferred_validation or not data.get("body"):
            return data
        course = self.parent_page.specific
        asked = [child.value.pk for child in data["body"] if child.block_type == "quiz" and child.value]
        closed = Quiz.objects.filter(pk__in=asked).closed_to(course.audience, course.audience_unit)
        if closed:
            refusal = _("These quizzes are not meant for all readers of the course: %(titles)s.")
            self.add_error("body", refusal % {"titles": "、".join(str(quiz) for quiz in closed)})
        return data
