"""What the menu of the CMS holds on people."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from accounts.cms.members import MemberViewSet
from accounts.cms.rosters import LeaveViewSet, MembershipViewSet, UnitViewSet


class PeopleGroup(ViewSetGroup):
    """The part of the menu that administrators have and editors do not.

    Members are registered by Wagtail itself, which is why only their way into the menu stands here.
    """

    menu_label = _("Members and units")
    menu_icon = "group"
    menu_order = 600
    items = (UnitViewSet, MembershipViewSet, LeaveViewSet)

    def get_submenu_items(self) -> list[Any]:
        members = MemberViewSet("wagtailusers_users", url_prefix="users")
        return [members.get_menu_item(order=0), *super().get_submenu_items()]
