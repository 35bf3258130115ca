"""What an editor meets in the CMS."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from library.cms.viewsets import LibraryViewSetGroup


@hooks.register("register_admin_viewset")
def register_library() -> LibraryViewSetGroup:
    return LibraryViewSetGroup()


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    for action, label, message in (
        ("library.import_statute", _("Import a statute"), _("Statute imported")),
        ("library.import_differing", _("Import another text"), _("Another text of this version imported, as a draft")),
        ("library.correct_text", _("Publish corrections"), _("Corrected text published")),
    ):
        actions.register_action(action, label, message)
