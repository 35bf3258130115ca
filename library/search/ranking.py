"""Texts that share something with a reader's sentence, the best first. docs/search.md says what was tried.

First every text is scored by the terms it shares (BM25), more for a source of high rank. Then the best are looked at
again: how much of the sentence a text covers, and how much else of the same law was found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh import query as whoosh_query

from library.search.postings import IndexArrays, rarity_of
from library.search.wording import Wording

#: The most texts that a sentence finds.
RANKED_COUNT = 2000

#: Texts that get the second look; how much covering all of the sentence is worth, and company of the same law.
_SECOND_LOOK = 500
_COVERAGE = 1.1
_COMPANY = 0.1
#: Only what is nearly as good as the best counts as company.
_MERIT = 4

Numbers = npt.NDArray[Any]


@dataclass(frozen=True)
class Ranking:
    """A sentence, the fields it is looked for in with their weights, and the model whose documents are wanted."""

    wording: Wording
    fields: dict[str, float]
    model: str

    def matching(self) -> whoosh_query.Query:
        """The same documents in Whoosh's own way, in an order that is good enough where ours cannot be had."""
        terms = [
            whoosh_query.Term(field, term, boost=weight * boost)
            for term, weight in self.wording.sought.items()
            for field, boost in self.fields.items()
        ]
        if not terms:
            return whoosh_query.NullQuery
        return whoosh_query.And([whoosh_query.Or(terms), whoosh_query.Term("model", self.model, boost=0)])


def rank(index: IndexArrays, ranking: Ranking) -> list[tuple[float, str]]:
    """Scores and keys of the documents, best first."""
    if not (index.size and ranking.fields):
        return []
    scores, coverage = _first_look(index, ranking)
    found = np.flatnonzero(scores)
    found = found[index.are_live(found)]
    if len(found) > RANKED_COUNT:
        found = found[np.argpartition(-scores[found], RANKED_COUNT)[:RANKED_COUNT]]
    found = found[np.argsort(-scores[found], kind="stable")]
    values = scores[found].astype(float)
    best = slice(_SECOND_LOOK)
    values[best] *= _second_look(found[best], values[best], coverage, index.column("group"))
    # The key settles what the score leaves open, so that pages of results never overlap.
    return sorted(zip(values.tolist(), index.keys(found), strict=True), key=lambda result: (-result[0], result[1]))


def _first_look(index: IndexArrays, ranking: Ranking) -> tuple[Numbers, list[tuple[float, Numbers]]]:
    """One score for each document, 0 for what is not found; and of each term sought its weight and its documents."""
    scores = np.zeros(index.size, dtype=np.float32)
    is_found = np.zeros(index.size, dtype=bool)
    coverage: list[tuple[float, Numbers]] = []
    for term, weight in ranking.wording.sought.items():
        documents, impacts = index.impacts(term, ranking.fields)
        scores[documents] += weight * impacts
        if len(documents):
            is_found[documents] = True
            coverage.append((weight * rarity_of(len(documents), index.size), documents))
    for character, weight in ranking.wording.characters.items():
        documents, impacts = index.impacts(character, ranking.fields)
        scores[documents] += weight * impacts
    is_found &= index.holding("model", ranking.model)
    return np.where(is_found, scores * index.column("prior"), 0), coverage


def _second_look(
    documents: Numbers, scores: Numbers, coverage: list[tuple[float, Numbers]], groups: Numbers
) -> Numbers:
    """What to multiply the scores of the best documents with, who come in their order."""
    if not len(documents):
        return np.ones(0)
    covered = np.zeros(len(documents))
    for weight, holding in coverage:
        at = np.minimum(np.searchsorted(holding, documents), len(holding) - 1)
        covered += weight * (holding[at] == documents)
    covered /= sum(weight for weight, _holding in coverage)
    _names, members = np.unique(groups[documents], return_inverse=True)
    merit = (scores / scores[0]) ** _MERIT
    company = np.where(groups[documents] == 0, 0, np.bincount(members, merit)[members] - merit)
    return np.exp(_COVERAGE * covered) * (1 + company) ** _COMPANY
