"""What an editor meets beyond the panels of the pages."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from courses.models import LessonPage


@hooks.register("before_bulk_action")
def refuse_lessons_that_ask_nothing(
    request: HttpRequest, action_type: str, objects: Iterable[Page], action: object
) -> HttpResponse | None:
    """Publishing from the list passes by the form that refuses such a lesson; so it is refused here."""
    if action_type != "publish" or request.method != "POST":
        return None
    lessons = LessonPage.objects.filter(pk__in=[page.pk for page in objects])
    if request.POST.get("include_descendants"):
        for page in objects:
            lessons |= LessonPage.objects.descendant_of(page).not_live()
    drafts = [lesson.get_latest_revision_as_object() for lesson in lessons]
    asking_nothing = [draft.title for draft in drafts if not draft.check_ids and not draft.quiz_ids]
    if not asking_nothing:
        return None
    refusal = _("Nothing was published. These lessons have no check question and no quiz yet: %(titles)s.")
    messages.error(request, refusal % {"titles": "、".join(asking_nothing)})
    return redirect(request.get_full_path())
