"""Pages around the law, each under the one list of its type."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from wagtail.models import Page

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
)
from tests.factories.courses import block, home_page

TYPES = (GuidePage, CasePage, QuestionAnswerPage, HandbookPage, NoticePage)
LISTS: dict[type[Page], type[Page]] = {
    GuidePage: GuideIndexPage,
    CasePage: CaseIndexPage,
    QuestionAnswerPage: QuestionIndexPage,
    HandbookPage: HandbookIndexPage,
    NoticePage: NoticeIndexPage,
}
#: What a type must have beside its title.
NEEDED: dict[type[Page], dict[str, Any]] = {
    CasePage: {"facts": "<p>李某加了班。</p>", "decision": "<p>补发。</p>", "takeaway": "<p>留好记录。</p>"},
    QuestionAnswerPage: {"summary": "要付。"},
    NoticePage: {"issued_on": dt.date(2026, 11, 2)},
}


def list_of(model: type[Page]) -> Page:
    """The one list of a type; made on first use."""
    index = LISTS[model].objects.first()
    if index is None:
        home = home_page()
        index = home.add_child(
            instance=LISTS[model](title=str(LISTS[model]._meta.verbose_name), slug=model._meta.model_name)
        )
    return index


def chapter(title: str = "入会和会费", **fields: Any) -> HandbookChapterPage:
    page: HandbookChapterPage = list_of(HandbookPage).add_child(instance=HandbookChapterPage(title=title, **fields))
    return page


def make_page(
    model: type[Page],
    title: str = "加班费",
    *,
    cites: Iterable[tuple[str, str]] = (),
    topics: Iterable[str] = (),
    parent: Page | None = None,
    **fields: Any,
) -> Any:
    """A published page of a type that cites articles (law and number) and carries topics, as an editor publishes it."""
    if parent is None:
        parent = list_of(model)
        if model is HandbookPage:
            parent = HandbookChapterPage.objects.child_of(parent).first() or chapter()
    text = block("text", "<p>说明在这里。</p>")
    cited = [block("citation", {"law": law, "article": article}) for law, article in cites]
    page = model(title=title, **{**NEEDED.get(model, {}), **fields})
    setattr(page, model.citing_fields[0], [text, *cited])  # type: ignore[attr-defined]
    page.topics.add(*topics)
    type(parent).objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision().publish()
    return model.objects.get(pk=page.pk)
