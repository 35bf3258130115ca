"""What an editor meets in the CMS."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from library.viewsets import LibraryViewSetGroup


@hooks.register("register_admin_viewset")
def register_library() -> LibraryViewSetGroup:
    return LibraryViewSetGroup()


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("library.import_statute", _("Import a statute"), _("Statute imported"))
