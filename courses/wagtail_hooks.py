"""What an editor meets beyond the panels of the pages."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from courses.forms import CourseForm, LessonForm
from courses.models import CoursePage, Enrolment, LessonPage, LessonProgress

# Set here, since models import no forms.
CoursePage.base_form_class = CourseForm
LessonPage.base_form_class = LessonForm


@hooks.register("after_publish_page")
def say_that_the_course_is_no_more_than_a_draft(request: HttpRequest, page: Page) -> None:
    if isinstance(page, LessonPage) and not (course := page.get_parent()).live:
        messages.warning(
            request,
            _("Members do not see this lesson yet: its course “%(course)s” is a draft.") % {"course": course.title},
        )


@hooks.register("before_delete_page")
def keep_what_was_learnt_from(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Where members have begun, their progress hangs on the page: it can be unpublished."""
    if not _is_begun([page]):
        return None
    messages.error(request, _("Members have begun to learn here, and so it stays. Unpublish it instead."))
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def keep_what_was_learnt_from_in_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[Page], action: object
) -> HttpResponse | None:
    if action_type != "delete" or request.method != "POST" or not _is_begun(objects):
        return None
    messages.error(
        request, _("Nothing was deleted: members have begun to learn in one of them. Unpublish those instead.")
    )
    return redirect(request.get_full_path())


def _is_begun(pages: Iterable[Page]) -> bool:
    return any(
        Enrolment.objects.at_or_below(page).exists() or LessonProgress.objects.at_or_below(page).exists()
        for page in pages
        if isinstance(page, Page)
    )


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
