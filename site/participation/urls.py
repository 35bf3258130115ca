"""Addresses."""

from __future__ import annotations

from django.urls import path

from participation import views

app_name = "participation"
urlpatterns = [
    path("", views.home, name="home"),
    path("me/record/", views.record, name="record"),
    path("me/law-changes/", views.law_changes, name="law_changes"),
    path("teams/", views.teams, name="teams"),
    path("teams/<int:unit_id>/", views.team, name="team"),
    path("teams/<int:unit_id>/export/", views.team_export, name="team_export"),
    path("teams/<int:unit_id>/members/<int:member_id>/", views.team_member, name="team_member"),
]
