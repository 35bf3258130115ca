"""Those of allauth's pages that members use, under allauth's own names. Signing up, e-mail management and the rest of
``allauth.urls`` are left out on purpose: they do not exist here.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.usersessions import views as usersessions
from django.urls import path, re_path

from accounts.views import private

urlpatterns = [
    path("login/", private(account.login), name="account_login"),
    path("logout/", private(account.logout), name="account_logout"),
    path("inactive/", private(account.account_inactive), name="account_inactive"),
    path("reauthenticate/", private(account.reauthenticate), name="account_reauthenticate"),
    path("password/change/", private(account.password_change), name="account_change_password"),
    path("password/reset/", private(account.password_reset), name="account_reset_password"),
    path("password/reset/done/", private(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        private(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        private(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("two-factor/", private(mfa.index), name="mfa_index"),
    path("two-factor/authenticate/", private(mfa.authenticate), name="mfa_authenticate"),
    path("two-factor/reauthenticate/", private(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("two-factor/app/", private(totp.activate_totp), name="mfa_activate_totp"),
    path("two-factor/app/remove/", private(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("two-factor/codes/", private(recovery_codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("two-factor/codes/new/", private(recovery_codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path(
        "two-factor/codes/download/",
        private(recovery_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("devices/", private(usersessions.list_usersessions), name="usersessions_list"),
]
