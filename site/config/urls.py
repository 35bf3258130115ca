"""Where everything is. The named addresses of each feature are in its own ``urls.py``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps import views as sitemap_views
from wagtail.documents import urls as wagtaildocs_urls

from config.sitemaps import SITEMAPS
from library.api.views import router

urlpatterns: list[URLPattern | URLResolver] = [
    path("cms/", include("accounts.cms.urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("accounts/", include("accounts.allauth_urls")),
    path("", include("accounts.urls")),
    path("", include("base.urls")),
    path("library/", include("library.urls")),
    path("api/v2/", router.urls),
    path(
        "sitemap.xml",
        require_safe(sitemap_views.index),
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"},
        name="sitemaps",
    ),
    path("sitemap-<section>.xml", require_safe(sitemap_views.sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("quizzes/", include("quizzes.urls")),
    path("courses/", include("courses.urls")),
    path("", include("participation.urls")),
    path(
        "_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True), name="wagtailcore_login"
    ),
    path("", include(wagtail_urls)),
]

handler400 = "base.views.bad_request"
handler403 = "base.views.permission_denied"
handler404 = "base.views.page_not_found"
handler500 = "base.views.server_error"
