"""The laws that the library holds on a day, by every name they go by, and which articles each has.

Read in a few queries for the whole library and kept in the process, so that a page with a hundred citations asks the
database for none of them.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections import OrderedDict, defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count, Max, Q
from django.utils import timezone

from base.visitor_pages import generation
from library.references import ArticleKey, ArticleReference

#: Days of which the directory is kept: today's, and the last ones that somebody looked back to.
_DAYS_KEPT = 4
_SPACES = re.compile(r"\s")
_FULL_WIDTH = str.maketrans("()", "（）")


@dataclass(frozen=True)
class Law:
    """A law with the articles of the text that is read on the day.

    ``keys`` are those articles one by one, in their order, where they are not simply 1 to ``highest``.
    """

    short_title: str
    title: str
    slug: str
    highest: int = 0
    keys: tuple[tuple[int, int], ...] = ()
    annexes: frozenset[tuple[int, int, int]] = frozenset()

    def has(self, number: int, suffix: int = 0, annex: int = 0) -> bool:
        if annex:
            return (annex, number, suffix) in self.annexes
        if self.keys:
            place = bisect_left(self.keys, (number, suffix))
            return place < len(self.keys) and self.keys[place] == (number, suffix)
        return not suffix and 1 <= number <= self.highest

    def before(self, number: int, suffix: int, annex: int = 0) -> tuple[int, int] | None:
        """The article that stands before one."""
        keys = sorted(key[1:] for key in self.annexes if key[0] == annex) if annex else self.keys
        if keys:
            place = bisect_left(keys, (number, suffix))
            return keys[place - 1] if place else None
        return (number - 1, 0) if number > 1 and not suffix else None


@dataclass
class Directory:
    """``names`` leads from every name to a law's short title."""

    laws: dict[str, Law] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    @cached_property
    def _by_ending(self) -> dict[str, list[int]]:
        """The last character of names, and how long those names are, the longest first."""
        lengths: dict[str, set[int]] = defaultdict(set)
        for name in self.names:
            lengths[name[-1]].add(len(name))
        return {last: sorted(found, reverse=True) for last, found in lengths.items()}

    def add_law(self, title: str, short_title: str) -> None:
        for name in (title, title.removeprefix("中华人民共和国"), short_title):
            self.names[written(name)] = short_title

    def canonical(self, name: str) -> str | None:
        return self.names.get(written(name))

    def ending(self, text: str, end: int) -> tuple[str, int] | None:
        for length in self._by_ending.get(text[end - 1 : end], ()):
            if length <= end and (law := self.names.get(text[end - length : end])):
                return law, end - length
        return None

    def before(self, law: str, annex: int, number: int, suffix: int) -> tuple[int, int] | None:
        known = self.laws.get(law)
        return known.before(number, suffix, annex) if known else None

    def law_of(self, reference: ArticleReference, annex: int = 0) -> Law | None:
        """The law that a reference names, if it has such an article."""
        law = self.laws.get(reference.law)
        return law if law and law.has(reference.number, reference.suffix, annex) else None


def written(name: str) -> str:
    """A title in the one spelling in which names are compared: full-width brackets, no spaces."""
    return _SPACES.sub("", name).translate(_FULL_WIDTH)


_kept: OrderedDict[tuple[str, dt.date], Directory] = OrderedDict()


def directory(on: dt.date | None = None) -> Directory:
    """The laws on a day; today, when none is given."""
    key = (generation(), on or timezone.localdate())
    found = _kept.get(key)
    if found is None:
        found = _kept[key] = _read(key[1])
        while len(_kept) > _DAYS_KEPT:
            _kept.popitem(last=False)
    return found


def forget_directory(**kwargs: object) -> None:
    """A law, a name or a text has changed in this process; the others learn of it as they do of all pages."""
    _kept.clear()


def law_names() -> Directory:
    """The names of all laws and nothing of their articles: light enough to be read anew for every law that comes."""
    from library.models import Statute, StatuteAlias

    known = Directory()
    for alias, short_title in StatuteAlias.objects.values_list("name", "statute__short_title"):
        known.names[written(alias)] = short_title
    for title, short_title in Statute.objects.values_list("title", "short_title"):
        known.add_law(title, short_title)
    return known


def _read(day: dt.date) -> Directory:
    """In one query, and another where a law's articles are not simply numbered."""
    from library.models import StatuteVersion

    statute = ("statute__short_title", "statute__title", "statute__slug", "statute__aliases__name")
    rows = StatuteVersion.objects.to_read_on(day).annotate(
        highest=Max("articles__number", filter=Q(articles__annex=0)),
        plain=Count("articles", filter=Q(articles__annex=0, articles__suffix=0)),
        all=Count("articles"),
    )
    known = Directory()
    shown: dict[str, tuple[int, Law, bool]] = {}
    for pk, short_title, title, slug, alias, highest, plain, count in rows.values_list(
        "pk", *statute, "highest", "plain", "all"
    ):
        law = Law(short_title, title, slug, highest or 0)
        shown.setdefault(short_title, (pk, law, plain == count == (highest or 0)))
        if alias:
            known.names[written(alias)] = short_title
    keys = _keys([pk for pk, _law, is_plain in shown.values() if not is_plain])
    known.laws = {short_title: _with_keys(law, keys.get(pk, [])) for short_title, (pk, law, _is_plain) in shown.items()}
    for law in known.laws.values():
        known.add_law(law.title, law.short_title)
    return known


def _keys(versions: list[int]) -> dict[int, list[ArticleKey]]:
    """The articles of versions, one by one in their order."""
    from library.models import Article

    keys: dict[int, list[ArticleKey]] = defaultdict(list)
    if versions:
        listed = Article.objects.filter(version__in=versions).order_by("version", "annex", "number", "suffix")
        for version, *key in listed.values_list("version", "annex", "number", "suffix"):
            keys[version].append((key[0], key[1], key[2]))
    return keys


def _with_keys(law: Law, keys: list[ArticleKey]) -> Law:
    body = tuple(key[1:] for key in keys if not key[0])
    annexes = frozenset(key for key in keys if key[0])
    return Law(law.short_title, law.title, law.slug, law.highest, body, annexes)
