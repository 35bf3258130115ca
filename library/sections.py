"""The sections around the law, registered for search, for topics and for related reading."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import IntegerField, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from library.models import (
    CaseIndexPage,
    CasePage,
    GuideIndexPage,
    GuidePage,
    HandbookIndexPage,
    HandbookPage,
    NoticeIndexPage,
    NoticePage,
    QuestionAnswerPage,
    QuestionIndexPage,
)
from library.reading import ReadingSource, register_reading
from library.search.sources import GUIDE, register_page_source

#: In the order in which readers find them. The kind names the group of search results as well.
SOURCES = (
    ReadingSource(GUIDE, _("Guides"), GuidePage, lambda: GuidePage.objects.published().latest_reviewed()),
    ReadingSource(
        "answer",
        _("Questions and answers"),
        QuestionAnswerPage,
        lambda: QuestionAnswerPage.objects.published().newest(),
    ),
    ReadingSource(
        "case",
        _("Typical cases"),
        CasePage,
        lambda: CasePage.objects.published().newest(),
    ),
    ReadingSource(
        "handbook", _("Union handbook"), HandbookPage, lambda: HandbookPage.objects.published().order_by("path")
    ),
    ReadingSource("notice", _("Notices"), NoticePage, lambda: NoticePage.objects.posted_on(timezone.localdate())),
)

#: What of each type is searched and quoted.
SEARCHED = {
    GuidePage: ["title", "summary", "body"],
    QuestionAnswerPage: ["title", "summary", "body"],
    CasePage: ["title", "summary", "facts", "decision", "reasons", "takeaway"],
    HandbookPage: ["title", "summary", "body", "contacts"],
    NoticePage: ["title", "summary", "body"],
}


def register() -> None:
    for source in SOURCES:
        register_reading(source)
        register_page_source(group=source.kind, label=source.label, model=source.model, fields=SEARCHED[source.model])


@dataclass(frozen=True)
class Section:
    """The list of a type of page, as a reader comes to it."""

    kind: str
    title: str
    summary: str
    url: str


#: Which list holds the pages of which kind, in the order of their doors.
LISTS = {
    GUIDE: GuideIndexPage,
    "answer": QuestionIndexPage,
    "case": CaseIndexPage,
    "handbook": HandbookIndexPage,
    "notice": NoticeIndexPage,
}


def sections() -> list[Section]:
    """The published lists, in one query."""
    kinds = list(LISTS)
    rows = [
        LISTS[kind]
        .objects.published()
        .with_root()
        .order_by()
        .annotate(place=Value(place, output_field=IntegerField()))
        .values_list("place", "title", "summary", "url_path", "root_path")
        for place, kind in enumerate(kinds)
    ]
    return [
        Section(kinds[place], title, summary, reverse("wagtail_serve", args=[path.removeprefix(root or "/")]))
        for place, title, summary, path, root in rows[0].union(*rows[1:], all=True).order_by("place")
    ]
