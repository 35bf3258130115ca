"""Addresses that belong to no feature."""

from __future__ import annotations

from django.conf import settings
from django.urls import path

from base import views
from base.design import design

app_name = "base"
urlpatterns = [
    path("healthz", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path("display/", views.set_display, name="display"),
    path("media/<path:path>", views.picture, name="picture"),
]
if settings.DEBUG:
    urlpatterns += [path("design/", design, name="design")]
