"""A statute's text laid out for reading: headings in their order, each with its articles."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from library.models import Article, Division, StatuteVersion


@dataclass
class Section:
    """A heading with the articles directly under it; ``level`` 1 stands at the top. No heading, no ``division``."""

    division: Division | None
    level: int
    articles: list[Article]

    @property
    def anchor(self) -> str:
        """Its place on the statute's page."""
        return f"division-{self.division.position}" if self.division else ""


def sections_of_draft(version: StatuteVersion) -> list[Section]:
    """The same of a text that has no rows: what a draft says."""
    divisions = [
        Division(version=version, kind=d["kind"], number=d["number"], title=d["title"], position=position)
        for position, d in enumerate(version.content["divisions"], start=1)
    ]
    levels: list[int] = []
    for written in version.content["divisions"]:
        levels.append(1 if written["parent"] is None else levels[written["parent"]] + 1)
    by_division: dict[int | None, list[Article]] = defaultdict(list)
    for position, a in enumerate(version.content["articles"], start=1):
        article = Article(
            version=version,
            annex=a["annex"],
            number=a["number"],
            suffix=a["suffix"],
            position=position,
            paragraphs=a["paragraphs"],
        )
        by_division[a["division"]].append(article)
    sections = [Section(None, 0, by_division[None])] if by_division[None] else []
    sections += [Section(division, levels[place], by_division[place]) for place, division in enumerate(divisions)]
    return sections


def sections_of(version: StatuteVersion) -> list[Section]:
    """The text of a version, annexes last, in two queries whatever its length."""
    by_division: dict[int | None, list[Article]] = defaultdict(list)
    for article in version.articles.all():
        article.version = version
        by_division[article.division_id].append(article)
    levels: dict[int | None, int] = {None: 0}
    sections = [Section(None, 0, by_division[None])] if by_division[None] else []
    for division in version.divisions.all():
        levels[division.pk] = levels[division.parent_id] + 1
        sections.append(Section(division, levels[division.pk], by_division[division.pk]))
    return sections
