"""What administrators meet in the CMS, and the words of the audit trail."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.users.views.bulk_actions import AssignRoleBulkAction, DeleteBulkAction, SetActiveStateBulkAction

from accounts.cms.menu import PeopleGroup


@hooks.register("register_admin_viewset")
def register_people() -> PeopleGroup:
    return PeopleGroup()


class _Closed:
    """Wagtail's bulk actions on users write past the services: no lock, no audit, no care for who may do what."""

    def check_perm(self, obj: Any) -> bool:
        return False


# Registered after Wagtail's own, under the same names, these take their place.
for action in (AssignRoleBulkAction, DeleteBulkAction, SetActiveStateBulkAction):
    hooks.register("register_bulk_action", type(action.__name__, (_Closed, action), {}), order=1000)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    for action, label in (
        ("accounts.add_member", _("Add a member")),
        ("accounts.change_member", _("Change a member")),
        ("accounts.change_contact", _("Change own phone or e-mail")),
        ("accounts.issue_activation_code", _("Issue an activation code")),
        ("accounts.activate", _("Activate with a code")),
        ("accounts.remove_second_factor", _("Remove the second factor")),
        ("accounts.join_unit", _("Join a unit")),
        ("accounts.change_membership", _("Change the days of a membership")),
        ("accounts.end_membership", _("End a membership")),
        ("accounts.remove_membership", _("Remove a membership")),
        ("accounts.add_unit", _("Add a unit")),
        ("accounts.change_unit", _("Change a unit")),
        ("accounts.remove_unit", _("Remove a unit")),
    ):
        actions.register_action(action, label, label)
