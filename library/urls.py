"""Addresses."""

from __future__ import annotations

from django.urls import path

from library import views
from library.comparison.views import compare
from library.search.views import search

app_name = "library"
urlpatterns = [
    path("", views.index, name="index"),
    path("search/", search, name="search"),
    path("topics/<str:slug>/", views.topic, name="topic"),
    path("<str:slug>/", views.statute, name="statute"),
    path("<str:slug>/compare/", compare, name="compare"),
    path("<str:slug>/article/<str:key>/", views.article, name="article"),
]
