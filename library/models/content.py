"""The text of a version as data: what an editor edits, what a revision keeps, what publishing lays out as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from library.digest import text_digest

if TYPE_CHECKING:
    from library.models.statutes import Article, Division, Paragraph, StatuteVersion


class DivisionContent(TypedDict):
    """A heading; ``parent`` is the place of the one above it among the version's headings."""

    kind: str
    number: int
    title: str
    parent: int | None


class ArticleContent(TypedDict):
    """An article; ``division`` is the place of its heading among the version's headings."""

    number: int
    suffix: int
    annex: int
    division: int | None
    paragraphs: list[Paragraph]


class VersionContent(TypedDict):
    """Headings and articles, each in their order."""

    divisions: list[DivisionContent]
    articles: list[ArticleContent]


def empty_content() -> VersionContent:
    return {"divisions": [], "articles": []}


def content_of_rows(version: StatuteVersion) -> VersionContent:
    """What the rows of a published version say, in two queries."""
    divisions: list[Division] = list(version.divisions.all())
    articles: list[Article] = list(version.articles.all())
    places = {division.pk: place for place, division in enumerate(divisions)}
    return {
        "divisions": [
            {
                "kind": division.kind,
                "number": division.number,
                "title": division.title,
                "parent": None if division.parent_id is None else places[division.parent_id],
            }
            for division in divisions
        ],
        "articles": [
            {
                "number": article.number,
                "suffix": article.suffix,
                "annex": article.annex,
                "division": None if article.division_id is None else places[article.division_id],
                "paragraphs": article.paragraphs,
            }
            for article in articles
        ],
    }


def digest_of(preamble: str, content: VersionContent) -> str:
    """Equal text in an equal tree, equal digest, wherever it came from; see ``text_digest``."""
    headings = [(d["kind"], d["number"], d["title"]) for d in content["divisions"]]
    articles = [(a["annex"], a["number"], a["suffix"], a["division"], a["paragraphs"]) for a in content["articles"]]
    return text_digest(preamble, headings, articles)
