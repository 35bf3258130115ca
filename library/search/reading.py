"""Reading the index: keys and scores of what a query matches. Everything else is asked of the database."""

from __future__ import annotations

import heapq
import logging
import threading
from collections.abc import Sequence
from pathlib import Path

from whoosh.query import Query
from whoosh.searching import SearchContext, Searcher

from library.search.documents import pk_of
from library.search.matching import match
from library.search.postings import IndexArrays, arrays_of
from library.search.ranking import RANKED_COUNT, Ranking, rank
from library.search.store import IndexMissingError, IndexStore, open_generation

logger = logging.getLogger(__name__)

#: The most rows that one search hands to the database: more parameters than this break SQLite.
HIT_COUNT = 20_000

#: A reader may come between the naming of a generation and the removal of the one before it.
_TRIES = 3


class _Open(threading.local):
    """Each thread's own readers: Whoosh's are not to be shared."""

    def __init__(self) -> None:
        self.searchers: dict[Path, tuple[Searcher, IndexArrays | None]] = {}


_open = _Open()


def hits(store: IndexStore, query: Query | Ranking) -> dict[str, float]:
    """Primary keys with their scores, best first. Nothing while there is no index that can be read."""
    return hits_of_each(store, [query])[0]


def hits_of_each(store: IndexStore, queries: Sequence[Query | Ranking]) -> list[dict[str, float]]:
    """The same for several queries, which are asked of one state of the index."""
    for attempt in range(_TRIES):
        try:
            searcher, index = _searcher(store)
            return [{pk_of(key): score for score, key in _scored(searcher, index, query)} for query in queries]
        except IndexMissingError:
            logger.warning("There is no search index at %s yet; run_indexer makes it.", store.location)
            break
        except Exception:
            _forget(store)
            if attempt == _TRIES - 1:
                logger.exception("The search index at %s cannot be read.", store.location)
    return [{} for _query in queries]


def _searcher(store: IndexStore) -> tuple[Searcher, IndexArrays | None]:
    """What is current to read, in Whoosh's own way and, where that can be, by arrays."""
    folder = store.current()
    if folder in _open.searchers:
        before, index = _open.searchers[folder]
        searcher = before.refresh()
        if searcher is not before:
            index = arrays_of(folder, searcher)
    else:
        _forget(store)
        searcher = open_generation(folder).searcher()
        index = arrays_of(folder, searcher)
    _open.searchers[folder] = searcher, index
    return searcher, index


def _forget(store: IndexStore) -> None:
    for folder in [folder for folder in _open.searchers if folder.parent == store.location]:
        _open.searchers.pop(folder)[0].close()


def _scored(searcher: Searcher, index: IndexArrays | None, query: Query | Ranking) -> list[tuple[float, str]]:
    """Scores and keys, best first. An index of an older make, read until the new one stands, is asked the plain way."""
    if isinstance(query, Ranking):
        return rank(index, query) if index else _best(searcher, query.matching())[:RANKED_COUNT]
    found = match(index, searcher, query, HIT_COUNT) if index else None
    return _best(searcher, query) if found is None else found


def _best(searcher: Searcher, query: Query) -> list[tuple[float, str]]:
    context = SearchContext(weighting=searcher.weighting, top_query=query)
    found: list[tuple[float, str]] = []
    for leaf, _offset in searcher.leaf_searchers():
        if not leaf.reader().doc_count():
            continue
        keys = leaf.reader().column_reader("key")
        matcher = query.matcher(leaf, context)
        while matcher.is_active():
            found.append((matcher.score(), keys[matcher.id()]))
            matcher.next()
    # The key settles what the score leaves open, so that pages of results never overlap.
    best = heapq.nsmallest(HIT_COUNT, ((-score, key) for score, key in found))
    return [(-score, key) for score, key in best]
