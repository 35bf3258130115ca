"""Wagtail's search queries, put into Whoosh's. Terms are taken literally: nothing a reader types is an operator."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from modelsearch.backends.base import BaseSearchQueryCompiler
from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText
from whoosh import query as whoosh_query

from library.search import documents
from library.search.analysis import TERM_COUNT, TERM_LENGTH, query_terms, sequence
from library.search.ranking import Ranking
from library.search.synonyms import expansions
from library.search.wording import wording

#: The most terms of all parts of one query together.
_TOTAL_TERMS = 4 * TERM_COUNT


class QueryCompiler(BaseSearchQueryCompiler):
    """Words, each wherever it stands in the fields of the model."""

    DEFAULT_OPERATOR = "and"
    HANDLES_ORDER_BY_EXPRESSIONS = True
    PREFIX: ClassVar[str] = documents.WORDS

    @property
    def matches_all(self) -> bool:
        return isinstance(self.query, MatchAll)

    @cached_property
    def compiled(self) -> whoosh_query.Query | Ranking:
        """The query, kept to the documents of the model that is searched.

        Any of the words, asked for by itself, is a ranking: how a reader's whole sentence is looked for.
        """
        if isinstance(self.query, PlainText) and self.query.operator == "or" and self.PREFIX == documents.WORDS:
            return self._ranking(self.query.query_string)
        self._terms_left = _TOTAL_TERMS
        # Whoosh's own Require does the opposite of what it says; a term without weight narrows as well.
        of_model = whoosh_query.Term("model", documents.label(self.queryset.model), boost=0)
        return whoosh_query.And([self._compile(self.query, 1.0), of_model])

    def _ranking(self, text: str) -> Ranking:
        return Ranking(wording(text, expansions(text)), self._boosts, documents.label(self.queryset.model))

    @cached_property
    def _boosts(self) -> dict[str, float]:
        boosts = documents.boosts(self.queryset.model, self.PREFIX)
        if self.fields is None:
            return boosts
        wanted = {self.PREFIX + field for field in self.fields}
        return {name: boost for name, boost in boosts.items() if name in wanted}

    def _compile(self, query: Any, boost: float) -> whoosh_query.Query:
        match query:
            case MatchAll():
                return whoosh_query.Every()
            case Not():
                return whoosh_query.AndNot(whoosh_query.Every(), self._compile(query.subquery, 1.0))
            case Boost():
                return self._compile(query.subquery, boost * query.boost)
            case And():
                return _join("and", [self._compile(subquery, boost) for subquery in query.subqueries])
            case Or():
                return _join("or", [self._compile(subquery, boost) for subquery in query.subqueries])
            case Phrase():
                return self._anywhere(query.query_string[: TERM_LENGTH * TERM_COUNT], boost)
            case PlainText():
                return self._plain_text(query_terms(query.query_string), query.operator, boost * query.boost)
            case Fuzzy():
                terms = query_terms(query.query_string)
                return _join(query.operator, [self._anywhere(term, boost, fuzzy=True) for term in terms])
        raise NotImplementedError(f"{type(query).__name__} is not supported.")

    def _plain_text(self, terms: list[str], operator: str, boost: float) -> whoosh_query.Query:
        return _join(operator, [self._anywhere(term, boost) for term in terms])

    def _anywhere(self, text: str, boost: float, **options: bool) -> whoosh_query.Query:
        """A text in any of the fields."""
        terms = sequence(text)[: max(self._terms_left, 0)]
        self._terms_left -= len(terms)
        if not terms:
            return whoosh_query.NullQuery
        return _join(
            "or", [self._in_field(name, terms, boost * weight, **options) for name, weight in self._boosts.items()]
        )

    def _in_field(self, name: str, terms: list[str], boost: float, *, fuzzy: bool = False) -> whoosh_query.Query:
        if len(terms) > 1:
            return whoosh_query.Phrase(name, terms, boost=boost)
        if fuzzy and terms[0].isascii():
            distance = min(2, (len(terms[0]) - 1) // 2)
            return whoosh_query.FuzzyTerm(name, terms[0], boost=boost, maxdist=distance, prefixlength=1)
        return whoosh_query.Term(name, terms[0], boost=boost)


class AutocompleteCompiler(QueryCompiler):
    """Like words, but the last may be unfinished."""

    PREFIX = documents.BEGINNINGS

    def _plain_text(self, terms: list[str], operator: str, boost: float) -> whoosh_query.Query:
        if not terms:
            return whoosh_query.NullQuery
        *whole, last = terms
        return _join(
            operator,
            [*(self._anywhere(term, boost) for term in whole), self._beginning(sequence(last), boost)],
        )

    def _beginning(self, terms: list[str], boost: float) -> whoosh_query.Query:
        *whole, last = terms
        return _join(
            "or",
            [
                whoosh_query.And(
                    [
                        *(whoosh_query.Term(name, term, boost=boost * weight) for term in whole),
                        whoosh_query.Prefix(name, last, boost=boost * weight),
                    ]
                )
                for name, weight in self._boosts.items()
            ],
        )


def _join(operator: str, parts: list[whoosh_query.Query]) -> whoosh_query.Query:
    if operator == "and":
        return whoosh_query.And(parts) if parts else whoosh_query.NullQuery
    some = [part for part in parts if part is not whoosh_query.NullQuery]
    return whoosh_query.Or(some) if some else whoosh_query.NullQuery
