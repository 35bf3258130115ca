"""Addresses."""

from __future__ import annotations

from django.urls import path
from django.views.decorators.http import require_safe

from library import views
from library.calculators import views as calculators
from library.comparison.views import compare
from library.marginalia import views as marginalia
from library.outputs import feeds
from library.outputs import views as outputs
from library.search.views import search, suggest

app_name = "library"
urlpatterns = [
    path("", views.index, name="index"),
    path("mine/", marginalia.collection, name="collection"),
    path("mine/<int:pk>/", marginalia.annotation, name="annotation"),
    path("search/", search, name="search"),
    path("calculators/", calculators.index, name="calculators"),
    path("calculators/compensation/", calculators.compensation, name="compensation"),
    path("calculators/overtime/", calculators.overtime, name="overtime"),
    path("search/suggest/", suggest, name="suggest"),
    path("statutes/", views.statutes, name="statutes"),
    path("topics/", views.topics, name="topics"),
    path("topics/<str:slug>/", views.topic, name="topic"),
    path("api/", outputs.api, name="api"),
    path("changes.atom", require_safe(feeds.LawFeed()), name="feed"),
    path("topics/<str:slug>/changes.atom", require_safe(feeds.TopicFeed()), name="topic_feed"),
    path("<str:slug>/changes.atom", require_safe(feeds.StatuteFeed()), name="statute_feed"),
    path("<str:slug>/print/", outputs.print_text, name="statute_print"),
    path("<str:slug>/text.docx", outputs.word, name="statute_word"),
    path("<str:slug>/akn.xml", outputs.akn, name="statute_akn"),
    path("<str:slug>/", views.statute, name="statute"),
    path("<str:slug>/compare/", compare, name="compare"),
    path("<str:slug>/article/<str:key>/", views.article, name="article"),
    path("<str:slug>/article/<str:key>/bookmark/", marginalia.bookmark, name="bookmark"),
    path("<str:slug>/article/<str:key>/note/", marginalia.annotate, name="annotate"),
]
