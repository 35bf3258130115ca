"""The amendment desk (修法影响): what cites a changed article, and what becomes of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from accounts.models import Member
from library import services
from library.amendments.desk import edit_url_of, places_by_article
from library.amendments.following import DECIDE
from library.cms.amendment_forms import DecisionForm, FilterForm
from library.enums import ReviewState
from library.models import AmendmentReview, StatuteVersion

PLACES_A_PAGE = 50
VERSIONS_A_PAGE = 50


class DeskMixin(WagtailAdminTemplateMixin):
    """For those who may decide."""

    header_icon = "clipboard-list"
    request: Any
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(DECIDE):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response


class DeskIndexView(DeskMixin, TemplateView):
    """The texts of law whose changes something cites, those with places to decide first."""

    template_name = "library/cms/amendments.html"
    page_title = gettext_lazy("Impact of amendments")

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [{"url": reverse("statutes:index"), "label": _("Statutes")}, {"url": "", "label": str(self.page_title)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = StatuteVersion.objects.with_places_to_check().select_related("statute")
        page = Paginator(versions, VERSIONS_A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(found=page, today=timezone.localdate(), **kwargs)


class DeskView(DeskMixin, TemplateView):
    """What one text changed: each article with both texts, and below it what cites it, to be decided in one go."""

    template_name = "library/cms/amendment.html"

    @cached_property
    def version(self) -> StatuteVersion:
        versions = StatuteVersion.objects.with_places_to_check().select_related("statute")
        return get_object_or_404(versions, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return _("Impact of amendments")

    def get_page_subtitle(self) -> str:
        return str(self.version)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            {"url": reverse("statutes:index"), "label": _("Statutes")},
            {"url": reverse("amendments:index"), "label": _("Impact of amendments")},
            {"url": "", "label": str(self.version)},
        ]

    @cached_property
    def filter_form(self) -> FilterForm:
        return FilterForm(self.request.GET)

    @cached_property
    def reviews(self) -> Any:
        shown = self.filter_form.narrow(AmendmentReview.objects.of_version(self.version), self.request.user)
        return shown.with_law().in_order_of_the_law()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = DecisionForm(request.POST)
        if form.is_valid():
            try:
                message, buttons = self._act(form)
            except ValidationError as problem:
                form.add_error(None, problem)
            else:
                messages.success(request, message, buttons=buttons)
                return redirect(self._address())
        return self.render_to_response(self.get_context_data(form=form))

    def _act(self, form: DecisionForm) -> tuple[str, list[Any]]:
        """Do what was asked; gives what to say of it, and buttons that lead on."""
        by, asked = self.request.user, form.cleaned_data
        decided = {"note": asked["note"], "by": by, "seen_at": asked["seen_at"]}
        if one := self.request.POST.get("one"):
            decision, _hyphen, pk = one.partition("-")
            pks = self._places([pk])
            count = services.decide_reviews(pks=pks, decision=decision, **decided)
            return _done(decision, count), self._way_to_rewrite(decision, pks[0])
        if self.request.POST.get("scope") == "shown":
            pks = list(self.reviews.values_list("pk", flat=True))
        else:
            pks = self._places(self.request.POST.getlist("place"))
        if "assign" in self.request.POST:
            count = services.assign_reviews(pks=pks, owner=asked["owner"], by=by)
            return _handed_over(asked["owner"], count), []
        count = services.decide_reviews(pks=pks, decision=asked["decision"], **decided)
        return _done(asked["decision"], count), []

    def _places(self, texts: list[str]) -> list[int]:
        """Places of this text alone; any other is told to be gone."""
        pks = _numbers(texts)
        here = set(AmendmentReview.objects.of_version(self.version).filter(pk__in=pks).values_list("pk", flat=True))
        return [pk if pk in here else 0 for pk in pks]

    @staticmethod
    def _way_to_rewrite(decision: str, pk: int) -> list[Any]:
        if decision != ReviewState.REWRITE:
            return []
        reviews = AmendmentReview.objects.filter(pk=pk)  # none, where what cites was deleted just now
        return [messages.button(edit_url_of(review), _("Rewrite it now")) for review in reviews]

    def _address(self) -> str:
        """The same places again, but for those that are decided."""
        chosen = {name: value for name, value in self.filter_form.chosen().items() if value}
        return f"{reverse('amendments:version', args=[self.version.pk])}?{urlencode(chosen)}"

    def get_context_data(self, form: DecisionForm | None = None, **kwargs: Any) -> dict[str, Any]:
        seen_at = timezone.now().isoformat()
        page = Paginator(self.reviews, PLACES_A_PAGE).get_page(self.request.GET.get("p"))
        chosen = self.filter_form.chosen()
        return super().get_context_data(
            version=self.version,
            today=timezone.localdate(),
            filter_form=FilterForm(chosen),
            filter_query=urlencode({name: value for name, value in chosen.items() if value}),
            found=page,
            seen_at=seen_at,
            articles=places_by_article(page.object_list),
            form=form or DecisionForm(),
            ticked=set(_numbers(self.request.POST.getlist("place"))),
            scope=self.request.POST.get("scope", "ticked"),
            **kwargs,
        )


def _numbers(texts: list[str]) -> list[int]:
    """Primary keys as a form sends them; what is none names no place."""
    return [int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0 for text in texts]


def _handed_over(owner: Member | None, count: int) -> str:
    if owner is None:
        return ngettext("Nobody sees to %d place now.", "Nobody sees to %d places now.", count) % count
    text = ngettext("%(count)d place handed over to %(owner)s.", "%(count)d places handed over to %(owner)s.", count)
    return text % {"count": count, "owner": owner.display_name}


def _done(decision: str, count: int) -> str:
    label = ReviewState(decision).label
    text = ngettext("%(count)d place decided: %(decision)s", "%(count)d places decided: %(decision)s", count)
    return text % {"count": count, "decision": label}


class DeskMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(DECIDE))


class DeskViewSet(ViewSet):
    name = "amendments"
    url_prefix = "library/amendments"
    icon = "clipboard-list"
    menu_label = gettext_lazy("Impact of amendments")

    @property
    def menu_item_class(self) -> type[MenuItem]:
        return DeskMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", DeskIndexView.as_view(), name="index"),
            path("<int:pk>/", DeskView.as_view(), name="version"),
        ]


class DeskPanel(Component):
    """On the home of who may decide: what waits on the desk, counted, and how much of it presses."""

    name = "amendments"
    order = 90
    template_name = "library/cms/amendment_panel.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        request = parent_context["request"]
        undecided = AmendmentReview.objects.of_readable_law().undecided()
        return {
            "counts": undecided.counted(request.user, timezone.localdate()),
            "versions": StatuteVersion.objects.with_places_to_check().select_related("statute").unsettled()[:5],
            "today": timezone.localdate(),
        }


def point_to_the_desk(request: HttpRequest, instance: Model) -> None:
    """Whoever published a text that touches something is told at once. A hook of Wagtail's."""
    if not isinstance(instance, StatuteVersion) or not request.user.has_perm(DECIDE):
        return
    count = AmendmentReview.objects.of_version(instance).of_readable_law().undecided().count()
    if count:
        text = ngettext(
            "%d place cites what this text changes: look through it.",
            "%d places cite what this text changes: look through them.",
            count,
        )
        desk = messages.button(reverse("amendments:version", args=[instance.pk]), _("Impact of amendments"))
        messages.warning(request, text % count, buttons=[desk])
