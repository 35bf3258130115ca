"""A member's own record, and the record of a leader's teams. Another team's record does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Member, Membership, Unit
from base.models import HomePage
from courses.overview import courses_taken_by
from participation import services
from participation.enums import MemberState
from participation.export import CONTENT_TYPE, team_workbook
from participation.forms import ExportForm
from participation.law_changes import unseen_changes
from participation.models import StudyRecord
from participation.periods import Month
from participation.teams import figures_of, team_record
from participation.today import Today, welcome

if TYPE_CHECKING:
    from accounts.requests import MemberRequest


RECORDS_A_PAGE = 30
CHANGES_A_PAGE = 20
UNITS_A_PAGE = 50
MEMBERS_A_PAGE = 100


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the site is, for a visitor; for a member, what to do today."""
    if request.user.is_authenticated:
        response = render(request, "participation/today.html", {"today": Today(request.user)})
        add_never_cache_headers(response)
        return response
    page = HomePage.objects.live().first() or HomePage(title=settings.WAGTAIL_SITE_NAME)
    return render(request, "participation/welcome.html", {"page": page, "welcome": welcome()})


@login_required
@never_cache
@require_safe
def record(request: MemberRequest) -> HttpResponse:
    """My own study record."""
    records = StudyRecord.objects.earned().of(request.user)
    return render(
        request,
        "participation/record.html",
        {
            "hours": records.hours_until(timezone.localdate()),
            "records": Paginator(records, RECORDS_A_PAGE).get_page(request.GET.get("page")),
        },
    )


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def law_changes(request: MemberRequest) -> HttpResponse:
    """What was taught me and is another now, each with both texts. Sending the form says that I have read of it."""
    if request.method == "POST":
        sent = request.POST.getlist("amendment")
        seen = services.see_changes(amendments=[int(pk) for pk in sent if _is_key(pk)], by=request.user)
        if seen:
            messages.success(request, _("Kept: you have read what changed."))
        return redirect("participation:law_changes")
    found = Paginator(unseen_changes(request.user), CHANGES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "participation/law_changes.html", {"changes": found})


@login_required
@never_cache
@require_safe
def teams(request: MemberRequest) -> HttpResponse:
    """My teams and those below them, each with its participation."""
    month = _month(request)
    page = Paginator(Unit.objects.with_records_open_to(request.user), UNITS_A_PAGE).get_page(request.GET.get("page"))
    if not page.paginator.count:
        raise Http404
    figures = figures_of(list(page.object_list), month)
    top = min(figure.unit.depth for figure in figures)
    return render(
        request,
        "participation/teams.html",
        {"month": month, "page": page, "figures": [(figure, figure.unit.depth - top) for figure in figures]},
    )


@login_required
@never_cache
@require_safe
def team(request: MemberRequest, unit_id: int) -> HttpResponse:
    """One unit's month: who studied, who is on the way, who has not begun, who needs help."""
    found = team_record(_unit(request, unit_id), _month(request))
    state = request.GET.get("state", "")
    shown = found.in_state(state) if state in MemberState else found.members
    return render(
        request,
        "participation/team.html",
        {
            "record": found,
            "month": found.month,
            "state": state,
            "page": Paginator(shown, MEMBERS_A_PAGE).get_page(request.GET.get("page")),
        },
    )


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def team_export(request: MemberRequest, unit_id: int) -> HttpResponse:
    """The same as a spreadsheet, once it is said what for. Who took it and why is written down."""
    unit, month = _unit(request, unit_id), _month(request)
    form = ExportForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "participation/export.html", {"form": form, "unit": unit, "month": month})
    found = team_record(unit, month)
    services.note_export(unit=unit, month=month, purpose=form.cleaned_data["purpose"], by=request.user)
    name = f"{found.unit.name}-{found.month.key}.xlsx"
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "attachment"}
    return HttpResponse(team_workbook(found), content_type=CONTENT_TYPE, headers=headers)


@login_required
@never_cache
@require_safe
def team_member(request: MemberRequest, unit_id: int, member_id: int) -> HttpResponse:
    """What one member completed while on the roster of a unit or below. Who looked is written down.

    How far they are in their courses is shown to the team they are in today.
    """
    month = _month(request)
    unit = _unit(request, unit_id)
    on_roster = Member.objects.on_roster_during(unit, month.start, month.end).with_presence_in(unit)
    member = get_object_or_404(on_roster, pk=member_id)
    services.note_view(member=member, unit=unit, by=request.user)
    stays = Membership.objects.roster().at_or_below(unit)
    records = StudyRecord.objects.earned().of(member).during_any(stays)
    return render(
        request,
        "participation/team_member.html",
        {
            "month": month,
            "unit": unit,
            "member": member,
            "hours": records.hours_until(month.end),
            "records": Paginator(records, RECORDS_A_PAGE).get_page(request.GET.get("page")),
            "courses": courses_taken_by(member) if member.still_there else [],
        },
    )


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _unit(request: MemberRequest, unit_id: int) -> Unit:
    return get_object_or_404(Unit.objects.with_records_open_to(request.user), pk=unit_id)


def _month(request: HttpRequest) -> Month:
    try:
        return Month.parse(request.GET.get("month", ""))
    except ValueError as error:
        raise Http404 from error
