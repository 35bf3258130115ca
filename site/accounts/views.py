"""What a member meets: activation, the page about oneself, and one's own data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.utils import perform_login
from allauth.core import ratelimit
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import ActivationForm, ContactForm
from accounts.models import Member, Membership
from accounts.names import fold
from accounts.permissions import can_edit_content
from accounts.personal_data import collect_personal_data

if TYPE_CHECKING:
    from accounts.requests import MemberRequest

#: Pages made for one person are kept neither by a proxy nor on a shared computer's disk.
private = cache_control(private=True, no_store=True)


@private
@sensitive_post_parameters("code", "password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def activate(request: HttpRequest) -> HttpResponse:
    """Set the first password with a one-time code, and be signed in."""
    if request.user.is_authenticated:
        return redirect("accounts:profile")
    form = ActivationForm(request.POST or None)
    if request.method == "POST":
        number = fold(form.data.get("employee_number", "")).lower()
        tried = f"{number} {get_adapter(request).get_client_ip(request)}"
        if not ratelimit.consume(request, action="activate", key=tried):
            return ratelimit.respond_429(request)
        if form.is_valid():
            try:
                member = form.save()
            except ValidationError as error:
                form.add_error(None, error)
            else:
                return perform_login(request, member, redirect_url=reverse("accounts:profile"))
    return render(request, "accounts/activate.html", {"form": form})


@private
@login_required
@require_safe
def profile(request: MemberRequest) -> HttpResponse:
    """Who I am here, and what I may change about it."""
    context = {
        "memberships": Membership.objects.of(request.user),
        "has_second_factor": is_mfa_enabled(request.user),
    }
    return render(request, "accounts/profile.html", context)


@private
@login_required
@reauthentication_required
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: MemberRequest) -> HttpResponse:
    """Own phone and e-mail; the password is asked again, since a forgotten one is reset by e-mail."""
    form = ContactForm(request.POST or None, instance=Member.objects.get(pk=request.user.pk))
    if form.is_valid():
        try:
            form.save()
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Your phone and e-mail are saved."))
            return redirect("accounts:profile")
    return render(request, "accounts/contact.html", {"form": form})


@private
@login_required
@require_safe
def download(request: MemberRequest) -> JsonResponse:
    """Everything the site holds on oneself, as JSON."""
    return JsonResponse(
        collect_personal_data(request.user),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={"Content-Disposition": f'attachment; filename="xuefa-{request.user.employee_number}.json"'},
    )


@private
def cms_sign_in(request: HttpRequest) -> HttpResponse:
    """The CMS has no sign-in of its own: the site's asks for the second factor and limits guessing."""
    wanted = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        wanted = reverse("wagtailadmin_home")
    if can_edit_content(request.user):
        return HttpResponseRedirect(wanted)
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': wanted})}")
