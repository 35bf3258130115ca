"""Lessons cite the law; an article knows which."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from courses.models import LessonPage
from library.citing.passages import page_passages, page_upkeep
from library.citing.sources import Listed, register_citing_source


def register_lessons() -> None:
    register_citing_source(
        model=LessonPage,
        order=30,
        label=_("Lesson"),
        objects=LessonPage.objects.all,
        fields=["summary", "body"],
        passages=lambda lesson: page_passages(lesson, ["body"]),
        visible_to=_lessons_for,
        listed=_lesson,
        upkeep=page_upkeep(LessonPage, ["body"]),
    )


def _lessons_for(reader: Any) -> models.QuerySet[Any]:
    """Those of courses that are open to the reader."""
    lessons: models.QuerySet[Any] = LessonPage.objects.open_to(reader)
    return lessons.annotate(citing_title=F("title"), citing_key=F("url_path"))


def _lesson(title: str, key: str) -> Listed:
    return Listed(title, reverse("courses:lesson", args=key.strip("/").split("/")[-2:]))
