"""Addresses."""

from __future__ import annotations

from django.urls import path

from library import views
from library.calculators import views as calculators
from library.search.views import search

app_name = "library"
urlpatterns = [
    path("", views.index, name="index"),
    path("search/", search, name="search"),
    path("calculators/", calculators.index, name="calculators"),
    path("calculators/compensation/", calculators.compensation, name="compensation"),
    path("calculators/overtime/", calculators.overtime, name="overtime"),
    path("topics/<str:slug>/", views.topic, name="topic"),
    path("<str:slug>/", views.statute, name="statute"),
    path("<str:slug>/article/<str:key>/", views.article, name="article"),
]
