"""The report of pages that nobody has checked against the law for a year."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import ContentTypeFilter, WagtailFilterSet
from wagtail.admin.views.reports import PageReportView
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from library.models import CasePage, GuidePage, HandbookPage, QuestionAnswerPage
from library.models.law_content import REVIEW_EVERY

REVIEWED: tuple[type[Page], ...] = (GuidePage, CasePage, QuestionAnswerPage, HandbookPage)


def _reviewed_types() -> QuerySet[ContentType]:
    found = ContentType.objects.get_for_models(*REVIEWED).values()
    return ContentType.objects.filter(pk__in=[content_type.pk for content_type in found])


class UnreviewedFilterSet(WagtailFilterSet):
    content_type = ContentTypeFilter(label=_("Kind"), queryset=lambda request: _reviewed_types())

    class Meta:
        model = Page
        fields = ("content_type",)


class UnreviewedView(PageReportView):
    """Published pages that the reader may change, those checked longest ago first."""

    page_title = _("Not reviewed for long")
    header_icon = "time"
    results_template_name = "library/cms/unreviewed_results.html"
    index_url_name = "unreviewed_report"
    index_results_url_name = "unreviewed_report_results"
    filterset_class = UnreviewedFilterSet
    any_permission_required = ("add", "change", "publish")
    list_export = ("title", "reviewed_on")
    export_headings = {"reviewed_on": _("Reviewed on")}

    def get_queryset(self) -> Any:
        mine = page_permission_policy.instances_user_has_permission_for(self.request.user, "change")
        reviewed = Coalesce(*(F(f"{model._meta.model_name}__reviewed_on") for model in REVIEWED))
        old = timezone.localdate() - REVIEW_EVERY
        self.queryset = (
            mine.filter(live=True, content_type__in=_reviewed_types())
            .annotate(reviewed_on=reviewed)
            .filter(Q(reviewed_on__isnull=True) | Q(reviewed_on__lt=old))
            .select_related("content_type")
            .order_by(F("reviewed_on").asc(nulls_first=True), "title")
        )
        return super().get_queryset()
