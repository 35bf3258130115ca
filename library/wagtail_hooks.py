"""What an editor meets in the CMS."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import page_permission_policy
from wagtail.snippets.models import register_snippet

from library.amendments.following import DECIDE
from library.cms.amendments import DeskPanel, point_to_the_desk
from library.cms.guide import StatuteGuideView
from library.cms.law_content import LawContentViewSetGroup
from library.cms.menu import LibraryViewSetGroup
from library.cms.reviews import UnreviewedView
from library.cms.versions import VersionViewSet, keep_what_was_published

register_snippet(VersionViewSet)
hooks.register("before_delete_snippet", keep_what_was_published)
hooks.register("after_edit_snippet", point_to_the_desk)


@hooks.register("construct_homepage_panels")
def amendments_on_the_home(request: HttpRequest, panels: list[Component]) -> None:
    if request.user.has_perm(DECIDE):
        panels.append(DeskPanel())


@hooks.register("register_permissions")
def right_to_decide() -> QuerySet[Permission]:
    """For groups to be given; what no snippet or viewset brings, their form does not show otherwise."""
    return Permission.objects.filter(content_type__app_label="library", content_type__model="amendmentreview")


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


@hooks.register("insert_global_admin_css")
def statute_styles() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("library/cms.css"))


@hooks.register("register_admin_urls")
def guide_url() -> list[URLPattern]:
    return [path("library/guide/", StatuteGuideView.as_view(), name="statute_guide")]


@hooks.register("register_help_menu_item")
def guide_menu_item() -> MenuItem:
    return MenuItem(_("How to edit statutes"), reverse("statute_guide"), icon_name="doc-full", order=100)


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    for action, label, message in (
        ("library.import_statute", _("Import a statute"), _("Statute imported")),
        ("library.import_differing", _("Import another text"), _("Another text of this version imported, as a draft")),
        ("library.draft_version", _("Upload a version"), _("Uploaded as a draft")),
        ("library.edit_article", _("Edit an article"), _("Article edited")),
        ("library.add_article", _("Add an article"), _("Article added")),
        ("library.remove_article", _("Take out an article"), _("Article taken out")),
        ("library.edit_headings", _("Edit headings"), _("Headings edited")),
        ("library.discard_draft", _("Discard the draft"), _("Draft discarded")),
        ("library.name_statute", _("Name a statute"), _("Further names changed")),
        ("library.repeal_statute", _("Repeal"), _("Day of repeal changed")),
        ("library.discard_upload", _("Discard an upload"), _("Upload discarded")),
        ("library.decide_reviews", _("Decide after an amendment"), _("Decided what becomes of what cites it")),
        ("library.assign_reviews", _("Take over after an amendment"), _("Somebody else sees to what cites it")),
        ("library.correct_text", _("Publish corrections"), _("Corrected text published")),
    ):
        actions.register_action(action, label, message)
