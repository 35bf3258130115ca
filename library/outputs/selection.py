"""A statute on one day, whole or some of its articles, for paper and for Word."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from library.models import Article, StatuteVersion
from library.numerals import from_chinese
from library.presentation import Section, sections_of

#: Characters of a list of articles; the longest statutes have some 1,300 articles.
LONGEST = 8000
_LONGEST_TOKEN = 40
_SEPARATORS = re.compile(r"[\s,，、;；]+")
_N = "[0-9０-９零〇一二两三四五六七八九十百千]+"
_NUMBER = rf"第?(?P<number{{0}}>{_N})条?(?:之(?P<suffix{{0}}>{_N}))?"
_ONE = re.compile(rf"^{_NUMBER.format(1)}$")
_RANGE = re.compile(rf"^{_NUMBER.format(1)}(?:~|～|—+|–|-|到|至|\.\.){_NUMBER.format(2)}$")

Key = tuple[int, int]


class SelectionError(ValueError):
    """What was asked for is not in the statute; the message says what, for the reader."""


@dataclass(frozen=True)
class Selection:
    """What of a version is printed. Headings stay above what stands under them."""

    version: StatuteVersion
    day: dt.date
    sections: list[Section]
    is_whole: bool

    @property
    def articles(self) -> list[Article]:
        return [article for section in self.sections for article in section.articles]


def select(version: StatuteVersion, *, day: dt.date, articles: str = "", divisions: Iterable[str] = ()) -> Selection:
    """The articles named (``39,40,120-1``, 第三十九条, 46—50) and those under the headings named by their position.

    Nothing named is the whole statute. Raises ``SelectionError`` for what cannot be read or is not there.
    """
    sections = sections_of(version)
    tokens = _tokens(articles)
    positions = _positions(sections, divisions)
    if not tokens and not positions:
        return Selection(version, day, sections, is_whole=True)
    body = [article for section in sections for article in section.articles if not article.annex]
    keys = {(article.number, article.suffix) for article in body}
    named = {key for token in tokens for key in _named(token, keys)}
    return Selection(version, day, list(_kept(sections, named, positions)), is_whole=False)


def _tokens(articles: str) -> list[str]:
    if len(articles) > LONGEST:
        raise SelectionError(_("The list of articles is too long. Choose chapters instead."))
    return [token for token in _SEPARATORS.split(articles) if token]


def _positions(sections: Sequence[Section], divisions: Iterable[str]) -> set[int]:
    there = {str(section.division.position): section.division.position for section in sections if section.division}
    wanted = set(divisions) - {""}
    if wanted - there.keys():
        raise SelectionError(_("One of the chapters you chose is not in this text. Choose again."))
    return {there[position] for position in wanted}


def _named(token: str, keys: set[Key]) -> list[Key]:
    """The articles that one part of the list names. 120-1 is an article where there is one; 46-50 is a range."""
    if len(token) > _LONGEST_TOKEN:
        raise _unreadable(token)
    number, dash, suffix = token.partition("-")
    if dash and number.isdecimal() and suffix.isdecimal() and (int(number), int(suffix)) in keys:
        return [(int(number), int(suffix))]
    if one := _ONE.match(token):
        found = [key] if (key := _key(one, 1, token)) in keys else []
    elif between := _RANGE.match(token):
        first, last = _key(between, 1, token), _key(between, 2, token)
        found = sorted(key for key in keys if first <= key <= last)
    else:
        raise _unreadable(token)
    if not found:
        raise SelectionError(_("This text has no article “%(article)s”.") % {"article": _short(token)})
    return found


def _key(match: re.Match[str], which: int, token: str) -> Key:
    try:
        return from_chinese(match[f"number{which}"]), from_chinese(match[f"suffix{which}"] or "0")
    except ValueError:
        raise _unreadable(token) from None


def _unreadable(token: str) -> SelectionError:
    names = {"article": _short(token)}
    return SelectionError(_("“%(article)s” is no number of an article. Write for example: 39, 40, 46—50.") % names)


def _short(token: str) -> str:
    return token if len(token) <= 20 else f"{token[:20]}…"


def _kept(sections: Sequence[Section], named: set[Key], positions: set[int]) -> Iterable[Section]:
    """The sections with what was chosen, and the headings above them."""
    chosen: set[int] = set()
    for section in sections:
        division = section.division
        if division and (division.position in positions or division.parent_id in chosen):
            chosen.add(division.pk)
    kept = [
        section
        if section.division and section.division.pk in chosen
        else replace(
            section,
            articles=[a for a in section.articles if not a.annex and (a.number, a.suffix) in named],
        )
        for section in sections
    ]
    above: set[int | None] = set()
    for section in reversed(kept):
        division = section.division
        if division and (section.articles or division.pk in above or division.position in positions):
            above |= {division.pk, division.parent_id}
    return [
        section for section in kept if section.articles or (section.division and section.division.pk in above | chosen)
    ]
