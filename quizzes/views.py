"""Quizzes as a member takes them. Somebody else's attempt does not exist."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from library.amendments.notices import notices_about
from library.citations import cite
from quizzes import services
from quizzes.daily import daily_card, daily_card_with_verdict, daily_version, field_name
from quizzes.events import places_requested
from quizzes.forms import AnswerForm, read_paper
from quizzes.models import Answer, Attempt, Question, Quiz
from quizzes.presentation import QuestionView, QuizCard, ResultRow, read_choice

if TYPE_CHECKING:
    from accounts.models import Member
    from accounts.requests import MemberRequest


HISTORY_PAGE = 20


@login_required
@never_cache
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """The quizzes that are open for me and how I stand to each, and what I handed in."""
    services.hand_in_overdue(member=request.user)
    now = timezone.now()
    mine = Quiz.objects.open_at(now).meant_for(request.user).with_sections().with_attempts_of(request.user)
    history = Paginator(Attempt.objects.of(request.user).over(), HISTORY_PAGE)
    return render(
        request,
        "quizzes/index.html",
        {
            "cards": [QuizCard(quiz, now) for quiz in mine],
            "daily": daily_card(request.user),
            "history": history.get_page(request.GET.get("page")),
        },
    )


@login_required
@never_cache
@require_safe
def quiz(request: MemberRequest, slug: str) -> HttpResponse:
    """What the quiz asks of me, in plain words, and the way in."""
    services.hand_in_overdue(member=request.user)
    mine = Quiz.objects.published().meant_for(request.user).with_sections().with_attempts_of(request.user)
    found = get_object_or_404(mine, slug=slug)
    context = {"card": QuizCard(found, timezone.now()), "places": _places(found, request.user)}
    return render(request, "quizzes/quiz.html", context)


@login_required
@require_POST
def start(request: MemberRequest, slug: str) -> HttpResponse:
    """Into my attempt: a new one, or the one that is open."""
    found = get_object_or_404(Quiz.objects.published().meant_for(request.user), slug=slug)
    try:
        return redirect(services.start_attempt(quiz=found, by=request.user))
    except services.StartRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(found)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def attempt(request: MemberRequest, attempt_id: uuid.UUID) -> HttpResponse:
    """The paper as one form. Sending it keeps all answers, and with ``?to=submit`` goes on to handing in."""
    found = _my_attempt(request, attempt_id)
    if not found.in_progress:
        return redirect("quizzes:result", attempt_id)
    if request.method == "POST":
        return _save_paper(request, found)
    return render(request, "quizzes/attempt.html", _paper(found))


def _paper(found: Attempt) -> dict[str, object]:
    answers = list(found.answers.on_paper())
    questions = [
        QuestionView(
            answer.question_version,
            name=f"q{answer.position}",
            chosen=answer.chosen,
            order=answer.option_order,
            position=answer.position,
        )
        for answer in answers
    ]
    return {
        "attempt": found,
        "rows": list(zip(answers, questions, strict=True)),
        "answered": sum(question.answered for question in questions),
        "seconds_left": max(int((found.deadline - timezone.now()).total_seconds()), 0),
    }


def _save_paper(request: MemberRequest, found: Attempt) -> HttpResponse:
    try:
        sent = read_paper(request.POST)
        stale = services.save_answers(attempt_id=found.pk, sent=sent, by=request.user)
    except services.AttemptOver:
        services.hand_in_overdue(member=request.user)
        messages.warning(request, _("It was already handed in; what you changed last was not kept."))
        return redirect("quizzes:result", found.pk)
    except (ValueError, ValidationError) as problem:
        raise BadRequest from problem
    if stale:
        numbers = "、".join(str(position) for position in stale)
        text = _("Changed on another device meanwhile, and left as it is there: question %s.") % numbers
        messages.warning(request, text)
        return redirect(found)
    if request.GET.get("to") == "submit":
        return redirect("quizzes:submit", found.pk)
    messages.success(request, _("Saved at %s") % _clock())
    return redirect(found)


@login_required
@require_POST
def answer(request: MemberRequest, attempt_id: uuid.UUID) -> JsonResponse:
    """Keep one answer, and say what stands now. 409 once the attempt is over."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"message": _("The answer could not be read.")}, status=400)
    try:
        kept = services.save_answer(attempt_id=attempt_id, chosen=form.chosen, by=request.user, **form.cleaned_data)
    except Answer.DoesNotExist:
        return JsonResponse({"message": _("There is no such question.")}, status=404)
    except services.AttemptOver:
        services.hand_in_overdue(member=request.user)
        return JsonResponse(
            {"message": _("It is handed in already."), "result": reverse("quizzes:result", args=[attempt_id])},
            status=409,
        )
    except ValidationError as problem:
        return JsonResponse({"message": problem.messages[0]}, status=400)
    return JsonResponse({"chosen": kept.chosen, "sequence": kept.sequence, "saved_at": _clock()})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: MemberRequest, attempt_id: uuid.UUID) -> HttpResponse:
    """Hand in, after a page that says what is not answered yet."""
    found = _my_attempt(request, attempt_id)
    if request.method == "POST":
        services.submit_attempt(attempt=found, by=request.user)
    if request.method == "POST" or not found.in_progress:
        return redirect("quizzes:result", attempt_id)
    context = {"attempt": found, "unanswered": list(found.answers.unanswered().values_list("position", flat=True))}
    return render(request, "quizzes/submit.html", context)


@login_required
@never_cache
@require_safe
def result(request: MemberRequest, attempt_id: uuid.UUID) -> HttpResponse:
    """My mark and my answers; the right ones only once they may be shown."""
    found = _my_attempt(request, attempt_id)
    if found.in_progress:
        return redirect(found)
    rows = _result_rows(found)
    context = {
        "attempt": found,
        "rows": rows,
        "right": sum(bool(row.verdict and row.verdict.right) for row in rows),
        "shows_answers": found.quiz.shows_answers_at(timezone.now()),
        "places": _places(found.quiz, request.user),
    }
    return render(request, "quizzes/result.html", context)


def _result_rows(found: Attempt) -> list[ResultRow]:
    if not found.quiz.shows_answers_at(timezone.now()):
        return [ResultRow(row, None) for row in found.answers.on_paper()]
    rows = list(found.answers.with_key())
    questions = [row.question_version.question_id for row in rows]
    notices = notices_about(Question, questions, learned_at=found.submitted_at)
    too_early = Answer.objects.told_too_early(found)
    cited = cite(citation.reference for row in rows for citation in row.question_version.citations.all())
    return [
        ResultRow(row, None) if question in too_early else ResultRow(row, cited, notices.get(question))
        for row, question in zip(rows, questions, strict=True)
    ]


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def daily(request: MemberRequest) -> HttpResponse:
    """My question of the day. The card alone is sent to htmx."""
    error = ""
    if request.method == "POST":
        error = _answer_daily(request)
        if not error and not request.htmx:
            return redirect("quizzes:daily")
    card = daily_card_with_verdict(request.user)
    card.error = error
    template = "quizzes/components/daily_card.html" if request.htmx else "quizzes/daily.html"
    return render(request, template, {"daily": card})


def _answer_daily(request: MemberRequest) -> str:
    """What is wrong with the answer sent, or nothing. One that comes twice finds the first and is right."""
    version = daily_version(request.user)
    if version is None or daily_card(request.user).answered:
        return ""
    try:
        chosen = read_choice(request.POST, version, field_name(version))
    except ValidationError as problem:
        return problem.messages[0]
    services.answer_daily_question(version=version, chosen=chosen, by=request.user)
    return ""


def _my_attempt(request: MemberRequest, attempt_id: uuid.UUID) -> Attempt:
    """The member's own attempt, handed in first when its time is up."""
    services.hand_in_overdue(member=request.user)
    found: Attempt = get_object_or_404(Attempt.objects.of(request.user).select_related("quiz"), pk=attempt_id)
    return found


def _places(quiz: Quiz, member: Member) -> list[tuple[str, str]]:
    """Where the quiz belongs, as the apps above say."""
    answers: list[tuple[Any, Any]] = places_requested.send(sender=Quiz, quiz=quiz, member=member)
    return [place for _receiver, places in answers for place in places]


def _clock() -> str:
    return timezone.localtime().strftime("%H:%M:%S")
