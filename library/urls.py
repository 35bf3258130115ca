"""Addresses."""

from __future__ import annotations

from django.urls import path

from library import views
from library.search.views import search

app_name = "library"
urlpatterns = [
    path("", views.index, name="index"),
    path("search/", search, name="search"),
    path("statutes/", views.statutes, name="statutes"),
    path("topics/", views.topics, name="topics"),
    path("topics/<str:slug>/", views.topic, name="topic"),
    path("<str:slug>/", views.statute, name="statute"),
    path("<str:slug>/article/<str:key>/", views.article, name="article"),
]
