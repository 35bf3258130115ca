"""Terms and documents of an index as arrays, read once and kept for all threads of a process while they are in use.

A segment of an index never changes once it is written, except that documents of it are deleted; so what is kept goes
by the segments it was read from, and whether a document is deleted is asked each time.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.reading import SegmentReader
from whoosh.searching import Searcher

from library.search.blocks import TermReader
from library.search.codec import DocumentReader

Numbers = npt.NDArray[Any]

#: What a process keeps in memory at most, in bytes: nearly all of what is asked of 50,000 articles.
CACHE_SIZE = 48 * 1024 * 1024

#: How soon another mention of a term stops to count (BM25's k1), and how much a long text is held against it (b).
SATURATION = 1.2
LENGTH = 0.75

#: A place is a document and a position in one number; the position has so many bits of it.
_PLACE_BITS = 32


class ArrayCache:
    """Arrays by key, of bounded size; those that were not asked for the longest go first."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.held = 0
        self._arrays: OrderedDict[tuple[Any, ...], tuple[Numbers, ...]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple[Any, ...], read: Callable[[], tuple[Numbers, ...]]) -> tuple[Numbers, ...]:
        with self._lock:
            if key in self._arrays:
                self._arrays.move_to_end(key)
                return self._arrays[key]
        arrays = read()
        with self._lock:
            if key not in self._arrays:
                self._arrays[key] = arrays
                self.held += _bytes(arrays)
            while self.held > self.size and len(self._arrays) > 1:
                self.held -= _bytes(self._arrays.popitem(last=False)[1])
        return arrays

    def clear(self) -> None:
        with self._lock:
            self._arrays.clear()
            self.held = 0


_cache = ArrayCache(CACHE_SIZE)


def forget_arrays() -> None:
    """As a process that has read nothing yet."""
    _cache.clear()


class IndexArrays:
    """An index as one thread reads it until the next commit, its documents numbered through all segments."""

    def __init__(self, folder: Path, readers: Iterable[SegmentReader]) -> None:
        self._readers = list(readers)
        self._segments = (str(folder), *(reader.segment().segment_id() for reader in self._readers))
        self._starts = np.cumsum([0, *(reader.doc_count_all() for reader in self._readers)])
        self.size = int(self._starts[-1])

    def impacts(self, term: str, fields: Mapping[str, float]) -> tuple[Numbers, Numbers]:
        """The documents that hold a term in any of the fields, in order, and what it adds to the score of each (BM25
        of each field, times the field's weight)."""

        def read() -> tuple[Numbers, Numbers]:
            scores = np.zeros(self.size, dtype=np.float32)
            for field, weight in fields.items():
                documents, counts = self._postings(field, term)
                rarity = rarity_of(len(documents), self.size)
                scores[documents] += (
                    weight * rarity * counts * (SATURATION + 1) / (counts + self._norms(field)[documents])
                )
            documents = np.flatnonzero(scores).astype(np.int32)
            return documents, scores[documents]

        documents, scores = _cache.get((self._segments, *fields.items(), term), read)
        return documents, scores

    def postings(self, field: str, term: str) -> tuple[Numbers, Numbers]:
        """The documents that hold a term in a field, in order, and how often."""
        documents, counts = _cache.get((self._segments, "postings", field, term), lambda: self._postings(field, term))
        return documents, counts

    def frequency(self, field: str, term: str) -> int:
        """How many documents hold a term in a field, deleted ones among them."""

        def read() -> tuple[Numbers]:
            return (np.array([reader.doc_frequency(field, term) for reader in self._readers]).sum(keepdims=True),)

        return int(_cache.get((self._segments, "frequency", field, term), read)[0][0])

    def in_a_row(self, field: str, terms: Sequence[str]) -> Numbers:
        """The documents, in order, in whose field the terms stand one after the other."""

        def read() -> tuple[Numbers]:
            rarest_first = sorted(terms, key=lambda term: self.frequency(field, term))
            documents = self.postings(field, rarest_first[0])[0]
            for term in rarest_first[1:]:
                documents = documents[np.isin(documents, self.postings(field, term)[0], assume_unique=True)]
            rows = np.empty(0, np.int64)
            for distance, term in enumerate(terms):
                begins = self._places(field, term, documents) - distance
                rows = rows[np.isin(rows, begins, assume_unique=True)] if distance else begins
                documents = np.unique(rows >> _PLACE_BITS)
            return (documents,)

        return _cache.get((self._segments, "in a row", field, *terms), read)[0]

    def holding(self, field: str, term: str) -> Numbers:
        """For each document whether it holds a term in a field."""

        def read() -> tuple[Numbers]:
            held = np.zeros(self.size, dtype=bool)
            held[self._postings(field, term)[0]] = True
            return (held,)

        return _cache.get((self._segments, "holding", field, term), read)[0]

    def column(self, name: str) -> Numbers:
        """The value of each document in a column of numbers."""
        return _cache.get(
            (self._segments, "column", name),
            lambda: (np.concatenate([reader._perdoc.column(name, reader.schema) for reader in self._readers]),),  # noqa: SLF001
        )[0]

    def are_live(self, documents: Numbers) -> Numbers:
        """Which of the documents have not been deleted."""
        deleted = [
            np.fromiter(reader.segment().deleted_docs(), np.int64) + start
            for reader, start in zip(self._readers, self._starts[:-1], strict=True)
        ]
        return np.isin(documents, np.concatenate(deleted), invert=True)

    def keys(self, documents: Numbers) -> list[str]:
        segments = np.searchsorted(self._starts, documents, side="right") - 1
        within = documents - self._starts[segments]
        return [self._keys[segment][document] for segment, document in zip(segments, within.tolist(), strict=True)]

    @cached_property
    def _keys(self) -> list[Any]:
        return [reader.column_reader("key") for reader in self._readers]

    def _postings(self, field: str, term: str) -> tuple[Numbers, Numbers]:
        parts = [reader._terms.postings(field, term.encode()) for reader in self._readers]  # noqa: SLF001
        documents = [part[0] + start for part, start in zip(parts, self._starts[:-1], strict=True)]
        return np.concatenate(documents), np.concatenate([part[1] for part in parts])

    def _places(self, field: str, term: str, documents: Numbers) -> Numbers:
        """Where a term stands in the documents: of each place one number, with the document in its upper half."""
        found = []
        for reader, start, stop in zip(self._readers, self._starts[:-1], self._starts[1:], strict=True):
            within = documents[np.searchsorted(documents, start) : np.searchsorted(documents, stop)]
            held, positions = reader._terms.places(field, term.encode(), within - start)  # noqa: SLF001
            found.append(held + start << _PLACE_BITS | positions)
        return np.concatenate(found)

    def lengths(self, field: str) -> Numbers:
        """How many terms each document has in a field."""
        return _cache.get(
            (self._segments, "lengths", field),
            lambda: (np.concatenate([reader._perdoc.lengths(field) for reader in self._readers]),),  # noqa: SLF001
        )[0]

    def _norms(self, field: str) -> Numbers:
        """What the length of each document's field adds to the denominator of its score."""

        def read() -> tuple[Numbers]:
            lengths = self.lengths(field)
            average = lengths.sum() / max(np.count_nonzero(lengths), 1) or 1.0
            return ((SATURATION * (1 - LENGTH + LENGTH * lengths / average)).astype(np.float32),)

        return _cache.get((self._segments, "norms", field), read)[0]


def arrays_of(folder: Path, searcher: Searcher) -> IndexArrays | None:
    """What a searcher reads in the folder of a generation; nothing if a part of it was not written by our codec."""
    readers = [leaf.reader() for leaf, _offset in searcher.leaf_searchers()]
    readers = [reader for reader in readers if reader.doc_count_all()]
    # Whoosh, pinned, has no other way to a segment's own files.
    own = [(reader._terms, reader._perdoc) for reader in readers]  # noqa: SLF001
    if not all(isinstance(terms, TermReader) and isinstance(rows, DocumentReader) for terms, rows in own):
        return None
    return IndexArrays(folder, readers)


def rarity_of(holding: int, all_documents: int) -> float:
    """How telling a term is that so many of all documents hold (BM25's idf)."""
    return float(np.log1p((all_documents - holding + 0.5) / (holding + 0.5)))


def _bytes(arrays: tuple[Numbers, ...]) -> int:
    return sum(array.nbytes for array in arrays) + 300
