"""Texts that hold what a query asks for, found and scored by arrays: the same that Whoosh finds, with the same scores.

Whoosh goes from document to document and from place to place in Python; a common word makes it slow, and a phrase of
common words that stands nowhere slower still.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.query import And, Or, Phrase, Query, Term
from whoosh.query.qcore import NullQuery
from whoosh.scoring import bm25
from whoosh.searching import Searcher

from library.search.postings import LENGTH, SATURATION, IndexArrays

Numbers = npt.NDArray[Any]

#: Documents in order, and the score of each.
Found = tuple[Numbers, Numbers]


def match(index: IndexArrays, searcher: Searcher, query: Query, most: int) -> list[tuple[float, str]] | None:
    """Scores and keys of the documents, best first; nothing where the query can only be asked in Whoosh's own way."""
    if not _is_known(query):
        return None
    if not index.size:
        return []
    documents, scores = _Matching(index, searcher).found(query)
    is_live = index.are_live(documents)
    documents, scores = documents[is_live], scores[is_live]
    if len(scores) > most:
        is_best = scores >= np.partition(scores, -most)[-most]
        documents, scores = documents[is_best], scores[is_best]
    # The key settles what the score leaves open, so that pages of results never overlap.
    best = sorted(zip(scores.tolist(), index.keys(documents), strict=True), key=lambda result: (-result[0], result[1]))
    return best[:most]


def _is_known(query: Query) -> bool:
    if isinstance(query, And | Or):
        return query.boost == 1 and all(map(_is_known, query.subqueries))
    return query is NullQuery or isinstance(query, Term | Phrase)


class _Matching:
    """One query's way through an index."""

    def __init__(self, index: IndexArrays, searcher: Searcher) -> None:
        self.index = index
        self.searcher = searcher

    def found(self, query: Query) -> Found:
        if not self._size(query):
            return np.empty(0, np.int64), np.empty(0)
        match query:
            case Term():
                return self._term(query.fieldname, query.text, query.boost)
            case Phrase():
                return self._phrase(query.fieldname, query.words, query.boost)
            case And():
                rarest_first = sorted(query.subqueries, key=self._size)
                return self._all([partial(self.found, part) for part in rarest_first])
        return self._any([self.found(part) for part in query.subqueries])

    def _size(self, query: Query) -> int:
        """The most documents that a query can find."""
        match query:
            case Term():
                return self.index.frequency(query.fieldname, query.text)
            case Phrase():
                return min(self.index.frequency(query.fieldname, word) for word in query.words)
            case And():
                return min(map(self._size, query.subqueries), default=0)
            case Or():
                return sum(map(self._size, query.subqueries))
        return 0

    def _term(self, field: str, term: str, boost: float) -> Found:
        documents, counts = self.index.postings(field, term)
        if not boost:
            return documents, np.zeros(len(documents))
        lengths = self.index.lengths(field)[documents]
        average = self.searcher.avg_field_length(field) or 1
        rarity = self.searcher.idf(field, term)
        return documents, boost * bm25(rarity, counts.astype(float), lengths, average, LENGTH, SATURATION)

    def _phrase(self, field: str, terms: list[str], boost: float) -> Found:
        if len(terms) == 1:
            return self._term(field, terms[0], boost)
        found = self.index.in_a_row(field, terms)
        scores = np.zeros(len(found))
        for term in terms:
            documents, values = self._term(field, term, boost)
            scores += values[np.searchsorted(documents, found)]
        return found, scores

    def _all(self, parts: list[Callable[[], Found]]) -> Found:
        """What all parts find; once nothing is left, the others are not asked."""
        scores = np.zeros(self.index.size)
        is_found = np.ones(self.index.size, dtype=bool)
        for part in parts:
            documents, values = part()
            scores[documents] += values
            is_part = np.zeros(self.index.size, dtype=bool)
            is_part[documents] = True
            is_found &= is_part
            if not is_found.any():
                break
        return _of(is_found, scores)

    def _any(self, parts: list[Found]) -> Found:
        scores = np.zeros(self.index.size)
        is_found = np.zeros(self.index.size, dtype=bool)
        for documents, values in parts:
            scores[documents] += values
            is_found[documents] = True
        return _of(is_found, scores)


def _of(is_found: Numbers, scores: Numbers) -> Found:
    documents = np.flatnonzero(is_found)
    return documents, scores[documents]
