"""Addresses under the CMS that are ours instead of Wagtail's; they stand before Wagtail's own."""

from django.urls import path
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView, LogoutView

from accounts.views import cms_sign_in


class MemberAccountView(AccountView):
    """Wagtail's page of personal settings, less the form for first name, last name and e-mail: ours has /me/."""

    def get_panels(self) -> list[object]:
        return [panel for panel in super().get_panels() if panel.name != "name_email"]


urlpatterns = [
    path("login/", cms_sign_in, name="wagtailadmin_login"),
    # Wagtail's own takes the cookie away before it refuses a mere link.
    path("logout/", require_POST(LogoutView.as_view()), name="wagtailadmin_logout"),
    path("account/", require_admin_access(MemberAccountView.as_view()), name="wagtailadmin_account"),
]
