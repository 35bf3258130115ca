"""What an editor meets in the CMS."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import page_permission_policy

from library.cms.law_content import LawContentViewSetGroup
from library.cms.reviews import UnreviewedView
from library.cms.viewsets import LibraryViewSetGroup


@hooks.register("register_admin_viewset")
def register_library() -> LibraryViewSetGroup:
    return LibraryViewSetGroup()


@hooks.register("register_admin_viewset")
def register_law_content() -> LawContentViewSetGroup:
    return LawContentViewSetGroup()


@hooks.register("register_admin_urls")
def register_review_report() -> list[URLPattern]:
    return [
        path("reports/unreviewed/", UnreviewedView.as_view(), name="unreviewed_report"),
        path(
            "reports/unreviewed/results/",
            UnreviewedView.as_view(results_only=True),
            name="unreviewed_report_results",
        ),
    ]


class ReviewReportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return page_permission_policy.user_has_any_permission(request.user, ["add", "change", "publish"])


@hooks.register("register_reports_menu_item")
def register_review_report_menu_item() -> MenuItem:
    return ReviewReportMenuItem(
        _("Not reviewed for long"), reverse("unreviewed_report"), icon_name="time", name="unreviewed", order=100
    )


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    for action, label, message in (
        ("library.import_statute", _("Import a statute"), _("Statute imported")),
        ("library.import_differing", _("Import another text"), _("Another text of this version imported, as a draft")),
        ("library.correct_text", _("Publish corrections"), _("Corrected text published")),
    ):
        actions.register_action(action, label, message)
