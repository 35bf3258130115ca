"""The calculators' pages. Figures come by POST, so that no wage stands in an address or a log; nothing is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from library.calculators.compensation import compensation as compute_compensation
from library.calculators.forms import CompensationForm, OvertimeForm
from library.calculators.overtime import overtime_pay
from library.calculators.working import Calculation
from library.citations import cite

_READ_OR_COMPUTE = ["GET", "HEAD", "POST"]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Which calculators there are."""
    return render(request, "library/calculators/index.html")


# Without a CSRF token: it changes nothing, and a token would make every visitor's page their own.
@csrf_exempt
@require_http_methods(_READ_OR_COMPUTE)
def compensation(request: HttpRequest) -> HttpResponse:
    """Economic compensation at the end of an employment."""
    form = CompensationForm(_sent(request))
    context = {"name": _("Economic compensation"), "form": form}
    return _answer(
        request, "library/calculators/compensation.html", context, lambda: compute_compensation(form.employment)
    )


@csrf_exempt  # as above
@require_http_methods(_READ_OR_COMPUTE)
def overtime(request: HttpRequest) -> HttpResponse:
    """Overtime pay of one month."""
    form = OvertimeForm(_sent(request))
    context = {"name": _("Overtime pay"), "form": form}
    return _answer(request, "library/calculators/overtime.html", context, lambda: overtime_pay(form.overtime))


def _sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, be it nothing; ``None`` before."""
    return request.POST if request.method == "POST" else None


def _answer(
    request: HttpRequest, template: str, context: dict[str, Any], compute: Callable[[], Calculation]
) -> HttpResponse:
    if not context["form"].is_valid():
        return render(request, template, context)
    calculation = compute()
    cited = cite(calculation.references)
    steps = [(step, [cited[reference] for reference in step.references]) for step in calculation.steps]
    return never_cache(render)(request, template, {**context, "calculation": calculation, "steps": steps})
