"""What an editor meets: the 题库 menu, and the words of the audit log."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.db.models import Model, ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from quizzes.cms.panels import ShortQuizzesPanel
from quizzes.cms.viewsets import QuizzesViewSetGroup
from quizzes.models import Question, QuestionBank, Quiz

register_snippet(QuizzesViewSetGroup)


@hooks.register("register_log_actions")
def quiz_log_actions(actions: LogActionRegistry) -> None:
    """What an auditor would ask about."""
    actions.register_action("quizzes.new_version", _("Reword question"), _("Reworded the question"))
    actions.register_action("quizzes.retire_question", _("Retire question"), _("Retired the question"))
    actions.register_action("quizzes.publish", _("Publish quiz"), _("Published the quiz"))


@hooks.register("construct_homepage_panels")
def short_quizzes_on_the_home(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(ShortQuizzesPanel())


@hooks.register("before_delete_snippet")
def keep_what_was_used(request: HttpRequest, instances: Sequence[Model]) -> HttpResponse | None:
    """A question that somebody was asked, and a quiz that somebody took, stay: they can be retired."""
    if not isinstance(instances[0], Question | QuestionBank | Quiz):
        return None
    try:
        Collector(using="default").collect(instances)
    except (ProtectedError, RestrictedError):
        messages.error(request, _("It is in use or was used, and so it stays. Retire or unpublish it instead."))
        return redirect(type(instances[0]).snippet_viewset.get_url_name("list"))  # type: ignore[union-attr]
    return None
