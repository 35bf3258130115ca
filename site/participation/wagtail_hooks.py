"""What an editor or administrator meets in the CMS."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from participation.viewsets import ParticipationViewSetGroup


@hooks.register("register_admin_viewset")
def register_participation() -> ParticipationViewSetGroup:
    return ParticipationViewSetGroup()


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("participation.void_record", _("Void a study record"), _("Study record voided"))
    actions.register_action("participation.view_member", _("View a member's record"), _("Member's record viewed"))
    actions.register_action("participation.export_team", _("Export a team's record"), _("Team's record exported"))
