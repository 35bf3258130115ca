"""What a browser meets. A course outside the reader's audience, or a draft, does not exist: 404."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from courses import services
from courses.models import CourseIndexPage, CoursePage, LessonPage
from courses.overview import CourseOverview, overviews
from courses.presentation import Reading, field_name

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import Member
    from accounts.requests import MemberRequest


View = Callable[..., HttpResponse]


def signed_in_for(page: str) -> Callable[[View], View]:
    """Send a visitor to sign in and, after that, to the page (a URL name that takes the same slugs)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: MemberRequest, course_slug: str, **kwargs: Any) -> HttpResponse:
            if request.user.is_authenticated:
                return view(request, course_slug=course_slug, **kwargs)
            slugs = {"course_slug": course_slug}
            if "lesson_slug" in kwargs:
                slugs["lesson_slug"] = kwargs["lesson_slug"]
            to_sign_in = redirect_to_login(reverse(page, kwargs=slugs))
            return HttpResponseClientRedirect(to_sign_in.url) if request.htmx else to_sign_in

        return guarded

    return decorate


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The catalogue."""
    context = {
        "index": CourseIndexPage.objects.live().first(),
        "overviews": overviews(CoursePage.objects.open_to(request.user), request.user),
    }
    return render(request, CourseIndexPage.template, context)


@require_safe
def course(request: HttpRequest, course_slug: str) -> HttpResponse:
    """What a course holds and how far I am in it."""
    return render(request, CoursePage.template, {"overview": _overview(request.user, course_slug)})


@require_POST
@signed_in_for("courses:course")
def enrol(request: MemberRequest, course_slug: str) -> HttpResponse:
    """Take a course and go to its first lesson that is still to be done."""
    overview = _overview(request.user, course_slug)
    services.enrol(course=overview.course, by=request.user)
    lesson = overview.next_lesson
    return redirect("courses:lesson", course_slug, lesson.slug) if lesson else redirect("courses:course", course_slug)


@never_cache
@require_safe
@signed_in_for("courses:lesson")
def lesson(request: MemberRequest, course_slug: str, lesson_slug: str) -> HttpResponse:
    """A lesson to read and answer."""
    page = _lesson(request.user, course_slug, lesson_slug)
    services.open_lesson(lesson=page, by=request.user)
    reading = Reading(page, request.user)
    if reading.newly_completed:
        services.recompute_lesson(lesson=page, by=request.user)
    return _show(request, LessonPage.template, reading)


@require_POST
@signed_in_for("courses:lesson")
def check(request: MemberRequest, course_slug: str, lesson_slug: str, question_id: int) -> HttpResponse:
    """Take an answer to a check question, then come back to it; htmx gets that question alone."""
    page = _lesson(request.user, course_slug, lesson_slug)
    if question_id not in page.check_ids:
        raise Http404
    version = request.POST.get("version", "")
    errors = {}
    try:
        services.answer_check(
            lesson=page,
            question_id=question_id,
            version_id=_number(version),
            chosen=request.POST.getlist(field_name(question_id)),
            by=request.user,
        )
    except ValidationError as error:
        errors[question_id] = error.messages[0]
    if not errors and not request.htmx:
        return redirect(f"{reverse('courses:lesson', args=[course_slug, lesson_slug])}#{field_name(question_id)}")
    reading = Reading(_lesson(request.user, course_slug, lesson_slug), request.user, errors=errors)
    if request.htmx:
        return _show(request, "courses/components/answered.html", reading, check=reading.checks.get(question_id))
    return _show(request, LessonPage.template, reading, status=422)


@require_POST
@signed_in_for("courses:lesson")
def place(request: MemberRequest, course_slug: str, lesson_slug: str) -> HttpResponse:
    """Remember where the reader stands."""
    page = _lesson(request.user, course_slug, lesson_slug)
    try:
        services.keep_place(lesson=page, block_id=request.POST.get("block", ""), by=request.user)
    except ValidationError as error:
        return HttpResponse(error.messages[0], status=400, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)


def _number(text: str) -> int:
    """What a form sent as a number; 0, which names nothing, for whatever else it is, however long."""
    try:
        return int(text)
    except ValueError:
        return 0


def _overview(user: Member | AnonymousUser, course_slug: str) -> CourseOverview:
    found = overviews(CoursePage.objects.open_to(user).filter(slug=course_slug), user)
    if not found:
        raise Http404
    return found[0]


def _lesson(user: Member, course_slug: str, lesson_slug: str) -> LessonPage:
    lessons = LessonPage.objects.open_to(user).with_progress_of(user).with_law_changed()
    return get_object_or_404(lessons, slug=lesson_slug, course_slug=course_slug)


def _show(
    request: HttpRequest, template: str, reading: Reading, *, status: int = 200, **context: object
) -> HttpResponse:
    return render(
        request, template, {"reading": reading, "cited_articles": reading.cited_articles, **context}, status=status
    )
