"""The handbook as a book: its contents in order, and the pages beside one."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail.models import Page

from library.models import HandbookChapterPage, HandbookPage


@dataclass(frozen=True)
class Chapter:
    """A published chapter with its published pages."""

    page: HandbookChapterPage
    pages: list[HandbookPage]


def chapters_below(path: str) -> list[Chapter]:
    """The chapters of a book, or the one chapter at this path of the tree, in two queries."""
    by_chapter: dict[str, list[HandbookPage]] = {}
    for page in (
        HandbookPage.objects.published().filter(path__startswith=path).defer("body", "contacts").order_by("path")
    ):
        by_chapter.setdefault(page.path[: -Page.steplen], []).append(page)
    chapters = HandbookChapterPage.objects.published().filter(path__startswith=path).order_by("path")
    return [Chapter(chapter, by_chapter.get(chapter.path, [])) for chapter in chapters]


def beside(page: HandbookPage, chapters: list[Chapter]) -> tuple[HandbookPage | None, HandbookPage | None]:
    """The pages before and after one, across the borders of chapters."""
    book = [other for chapter in chapters for other in chapter.pages]
    before = next((other for other in reversed(book) if other.path < page.path), None)
    after = next((other for other in book if other.path > page.path), None)
    return before, after
