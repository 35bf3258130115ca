"""Builds the pages around the law out of the content files."""

from __future__ import annotations

import datetime as dt
from typing import Any

from taggit.models import Tag
from wagtail.models import Page

from demo.content import BlockWriter, read_file, read_folder
from library.enums import CaseOrigin
from library.models import (
    CaseIndexPage,
    CasePage,
    GuideIndexPage,
    GuidePage,
    HandbookChapterPage,
    HandbookIndexPage,
    HandbookPage,
    NoticeIndexPage,
    NoticePage,
    QuestionAnswerPage,
    QuestionIndexPage,
    TopicIntro,
)

#: Who answers for the pages, as readers see it.
AUTHOR = "东湾机械公司工会法律工作部"
#: Fields whose blocks an entry holds under the name that is given for them.
BODIES = frozenset({"body", "reasons", "contacts", "attachments"})
LISTS: dict[type[Page], str] = {
    GuideIndexPage: "遇上事了，先看这里：一件事一篇。",
    QuestionIndexPage: "大家常问的，先给短答案，再说依据。",
    CaseIndexPage: "别人遇到过的事，结果怎样，为什么。都是为讲解编写的示例。",
    HandbookIndexPage: "工会做什么、怎么办、找谁。",
    NoticeIndexPage: "这段时间要知道的事。",
}


def build_law_pages(*, today: dt.date) -> None:
    """Guides, answers, cases, the handbook, the notice board, and what is said of each topic."""
    for model, summary in LISTS.items():
        model.objects.filter(summary="").update(summary=summary)
    for entry in read_folder("guides"):
        _add(GuidePage, GuideIndexPage.objects.get(), entry, body="blocks")
    for entry in read_folder("answers"):
        _add(QuestionAnswerPage, QuestionIndexPage.objects.get(), entry, body="blocks")
    for entry in read_folder("cases"):
        words = {name: entry[name] for name in ("forum", "facts", "decision", "takeaway")}
        _add(CasePage, CaseIndexPage.objects.get(), entry, reasons="reasons", origin=CaseOrigin.EXAMPLE, **words)
    _build_handbook()
    for entry in read_folder("notices"):
        issued = today - dt.timedelta(days=entry["days_ago"])
        pinned = today + dt.timedelta(days=entry["pinned_days"]) if "pinned_days" in entry else None
        _add(
            NoticePage,
            NoticeIndexPage.objects.get(),
            entry,
            body="blocks",
            attachments="attachments",
            author=entry["author"],
            for_whom=entry["for_whom"],
            issued_on=issued,
            pinned_until=pinned,
        )
    for name, text in read_file("topics.toml").items():
        for topic in Tag.objects.filter(name=name):
            TopicIntro.objects.get_or_create(topic=topic, defaults={"text": text})


def _build_handbook() -> None:
    book = HandbookIndexPage.objects.get()
    for entry in read_folder("handbook"):
        chapter = HandbookChapterPage.objects.filter(slug=entry["slug"]).first()
        if chapter is None:
            chapter = HandbookChapterPage(title=entry["title"], slug=entry["slug"], summary=entry["summary"])
            book.add_child(instance=chapter)
        for page in entry["pages"]:
            _add(HandbookPage, chapter, page, body="blocks", contacts="contacts")


def _add(model: type[Page], parent: Page, entry: dict[str, Any], **fields: Any) -> None:
    """A page under its list, unless it is there."""
    if model.objects.filter(slug=entry["slug"]).exists():
        return
    writer = BlockWriter()
    for name in BODIES & set(fields):
        place = entry["slug"] if name == "body" else f"{entry['slug']}/{name}"
        blocks = [{"type": "document", **block} for block in entry.get(fields[name], [])]
        fields[name] = writer.stream(place, blocks)
    if "reviewed_on" in entry:
        fields |= {"author": AUTHOR, "reviewed_on": entry["reviewed_on"]}
    page: Any = model(title=entry["title"], slug=entry["slug"], summary=entry["summary"], **fields)
    page.topics.add(*entry["topics"])
    parent.add_child(instance=page)
    page.save_revision().publish()
