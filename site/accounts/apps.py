from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Members")
    default = True


class MemberUsersAppConfig(WagtailUsersAppConfig):
    """Wagtail's user administration with the fields that our members have."""

    user_viewset = "accounts.cms.members.MemberViewSet"
    default = False
