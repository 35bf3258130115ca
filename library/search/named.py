"""The articles that a query names, as the law reads on a day: always shown first, and whatever became of them said."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from library.enums import StatuteKind, StatuteStatus
from library.models import Article, Statute, StatuteVersion
from library.models.statutes import Paragraph
from library.queries import StatuteQuerySet
from library.references import HIGHEST_NUMBER, HIGHEST_SUFFIX, ArticleReference
from library.search.direct import Mention
from library.search.links import on_the_day

#: Fewer characters are no abbreviation of anything in particular.
_SHORTEST_ABBREVIATION = 3
_LONGEST_TITLE = 80
#: Of how many statutes a number without a law is shown.
MOST_OF_A_NUMBER = 8


@dataclass(frozen=True)
class NamedArticle:
    """What a mention names: an article of the version to read on a day, or none where that has no such number."""

    mention: Mention
    statute: Statute
    version: StatuteVersion
    status: StatuteStatus
    day: dt.date
    article: Article | None

    @cached_property
    def reference(self) -> ArticleReference:
        return ArticleReference(self.statute.short_title, *self.mention[1:])

    @property
    def excerpt(self) -> list[Paragraph]:
        """The 款 or 项 that was named; nothing where the article lacks it."""
        return self.article.excerpt(self.reference) if self.article else []

    @property
    def paragraphs(self) -> list[Paragraph]:
        return self.excerpt or (self.article.paragraphs if self.article else [])

    @property
    def names_a_part(self) -> bool:
        return bool(self.mention.paragraph or self.mention.item)

    @property
    def is_countable(self) -> bool:
        """Whether the number can be written as statutes write theirs."""
        return self.mention.number <= HIGHEST_NUMBER and self.mention.suffix <= HIGHEST_SUFFIX

    @property
    def is_beyond(self) -> bool:
        """Whether the statute ends before the number."""
        return self.mention.number > self.version.article_count  # annotated

    @property
    def url(self) -> str:
        target = self.article or self.statute
        return on_the_day(target.get_absolute_url(), self.version, self.status, self.day)


def statutes_called(laws: Iterable[str], among: StatuteQuerySet) -> dict[str, Statute]:
    """The statute among some that each text names at its end; unknown ones are left out.

    A title, short title or alias in full counts before an abbreviation, and the longest before a shorter:
    根据劳动合同法 names 劳动合同法.
    """
    wanted = {law for law in laws if 1 < len(law) <= _LONGEST_TITLE}
    if not wanted:
        return {}
    endings = {law: [law[start:] for start in range(len(law) - 1)] for law in wanted}
    names = {name for names in endings.values() for ending in names for name in (ending, _full_width(ending))}
    abbreviations = [kept for law in wanted if len(kept := _letters(law)) >= _SHORTEST_ABBREVIATION]
    found = list(among.called(sorted(names), abbreviations))
    by_name = {_key(statute.alias): statute for statute in found if statute.alias}
    by_name |= {_key(name): statute for statute in found for name in (statute.short_title, statute.title)}
    chosen: dict[str, Statute] = {}
    for law in wanted:
        exact = next((by_name[_key(name)] for name in endings[law] if _key(name) in by_name), None)
        if statute := exact or _abbreviated(_letters(law), found):
            chosen[law] = statute
    return chosen


def readable_statutes(day: dt.date) -> StatuteQuerySet:
    """Those that a name may mean, each with the version to read on a day."""
    return Statute.objects.published().with_versions_to_read(day)


def resolve(mentions: list[Mention], day: dt.date) -> list[NamedArticle]:
    """What the mentions with a law name on a day, in their order, each once, in four queries however many."""
    statutes = statutes_called((mention.law for mention in mentions), readable_statutes(day))
    known = [(mention, statutes[mention.law]) for mention in mentions if mention.law in statutes]
    if not known:
        return []
    places = [
        (_version(statute), mention.number, mention.suffix)
        for mention, statute in known
        if mention.number <= HIGHEST_NUMBER and mention.suffix <= HIGHEST_SUFFIX
    ]
    articles = {
        (article.version_id, article.number, article.suffix): article
        for article in Article.objects.at(places).with_divisions()
    }
    named = {}
    for mention, statute in known:
        version = _version(statute)
        article = articles.get((version.pk, mention.number, mention.suffix))
        if article:
            article.version = version
        named[statute.pk, *mention[1:]] = NamedArticle(mention, statute, version, version.status_on(day), day, article)
    return list(named.values())


def everywhere(mention: Mention, day: dt.date) -> list[Article]:
    """The articles with a number in the statutes used most, for a mention without a law."""
    if mention.number > HIGHEST_NUMBER or mention.suffix > HIGHEST_SUFFIX:
        return []
    found = Article.objects.in_force_on(day).in_body().filter(number=mention.number, suffix=mention.suffix)
    return list(found.most_cited_first().select_related("version__statute").with_divisions()[:MOST_OF_A_NUMBER])


def _version(statute: Statute) -> StatuteVersion:
    version: StatuteVersion = statute.versions_to_read[0]
    version.statute = statute
    return version


def _abbreviated(law: str, statutes: list[Statute]) -> Statute | None:
    """The statute that an abbreviation means: one that begins alike before others, a shorter before a longer title."""
    kinds = list(StatuteKind)
    fitting = [statute for statute in statutes if _abbreviates(law, _letters(_key(statute.short_title)))]
    return min(
        fitting,
        key=lambda one: (one.short_title[0] != law[0], len(one.short_title), kinds.index(StatuteKind(one.kind))),
        default=None,
    )


def _abbreviates(law: str, title: str) -> bool:
    letters = iter(title)
    return len(law) >= _SHORTEST_ABBREVIATION and title.endswith(law[-1]) and all(one in letters for one in law)


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", name).replace(" ", "")


def _full_width(name: str) -> str:
    return name.replace("(", "（").replace(")", "）")


def _letters(name: str) -> str:
    return "".join(one for one in name if one.isalnum())
