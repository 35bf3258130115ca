"""Wagtail's search on Whoosh: the index returns keys and scores, the database filters, orders and counts.

A backend writes when it is told to; who tells it is decided elsewhere (:mod:`library.search.outbox`): the one
indexer, or a command that rebuilds. Web processes only read.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count
from modelsearch.backends.base import BaseIndex, BaseSearchBackend, BaseSearchResults, FilterFieldError
from modelsearch.index import get_indexed_models
from whoosh.writing import IndexWriter

from base.visitor_pages import clear_visitor_pages
from library.search.compiler import AutocompleteCompiler, QueryCompiler
from library.search.documents import document, key_of
from library.search.reading import HIT_COUNT, hits, hits_of_each
from library.search.store import IndexMissingError, IndexStore, open_generation

_READ_AT_ONCE = 1000


class WhooshIndex(BaseIndex):
    """The one index of all models."""

    def __init__(self, backend: WhooshBackend) -> None:
        super().__init__(backend)
        self.store = backend.store

    def __str__(self) -> str:
        return str(self.store.location)

    def add_items(self, model: type[models.Model], items: Iterable[models.Model]) -> None:
        if not model.search_fields:  # type: ignore[attr-defined]
            return
        with self.backend.writer() as writer:
            documents = [document(obj) for obj in {item.pk: item for item in items}.values()]
            with writer.searcher() as searcher:  # Whoosh opens one for each document that it is to replace
                for fields in documents:
                    writer.delete_by_term("key", fields["key"], searcher=searcher)
            for fields in documents:
                writer.add_document(**fields)

    def delete_item(self, item: models.Model) -> None:
        with self.backend.writer() as writer:
            writer.delete_by_term("key", key_of(type(item), item.pk))

    def reset(self) -> None:
        with self.store.lock("write"):
            folder = self.store.new_generation()
            self.store.seal(folder)
            self.store.make_current(folder)


class NewGeneration(WhooshIndex):
    """An index that is being made beside the current one."""

    def __init__(self, backend: WhooshBackend, writer: IndexWriter) -> None:
        super().__init__(backend)
        self._writer = writer
        self.keys: dict[type[models.Model], set[str]] = {}

    def add_items(self, model: type[models.Model], items: Iterable[models.Model]) -> None:
        keys = self.keys.setdefault(model, set())
        for obj in items:
            if (key := key_of(type(obj), obj.pk)) not in keys:
                keys.add(key)
                self._writer.add_document(**document(obj))

    def add_left_out(self) -> None:
        """The command pages by offset, so that a row deleted meanwhile makes it pass over another."""
        for model, keys in self.keys.items():
            rows = model.get_indexed_objects()  # type: ignore[attr-defined]
            pks = [pk for pk in rows.values_list("pk", flat=True) if key_of(model, pk) not in keys]
            for start in range(0, len(pks), _READ_AT_ONCE):
                self.add_items(model, rows.filter(pk__in=pks[start : start + _READ_AT_ONCE]))


class WhooshRebuilder:
    """Makes a new generation while the current one goes on being read, then swaps them.

    It holds the writing lock throughout: what changes meanwhile waits in the outbox and is written after the swap.
    """

    def __init__(self, index: WhooshIndex) -> None:
        self.backend = index.backend
        self.store = index.store
        self._lock = ExitStack()
        self._writing = ExitStack()

    def run(self) -> None:
        """What the command does, and lets go of the lock when it fails."""
        with self._lock, self._writing:
            new = self.start()
            for model in get_indexed_models():
                rows = model.get_indexed_objects().order_by("pk").iterator(chunk_size=_READ_AT_ONCE)
                while chunk := list(islice(rows, _READ_AT_ONCE)):
                    new.add_items(model, chunk)
            self.finish()

    def start(self) -> NewGeneration:
        self._lock.enter_context(self.store.lock("write"))
        self._folder = self.store.new_generation()
        self._index = NewGeneration(self.backend, self._writing.enter_context(writing(self._folder)))
        return self._index

    def finish(self) -> None:
        with self._lock:
            with self._writing:
                self._index.add_left_out()
            self.store.seal(self._folder, whole=True)
            self.store.make_current(self._folder)
        clear_visitor_pages()


class WhooshResults(BaseSearchResults):
    supports_facet = True

    def _ranked(self) -> list[Any]:
        """Primary keys of all results in their order; asked once for all slices of one search."""
        compiler = self.query_compiler
        if not hasattr(compiler, "ranked"):
            queryset = self._matching()
            if compiler.order_by_relevance and not compiler.matches_all:
                to_python = queryset.model._meta.pk.to_python
                found = set(queryset.order_by().values_list("pk", flat=True)) if self._scores() else ()
                compiler.ranked = [pk for key in self._scores() if (pk := to_python(key)) in found]
            else:
                if not queryset.ordered or not (compiler.order_by_relevance or queryset.query.order_by):
                    queryset = queryset.order_by("-pk")
                compiler.ranked = list(dict.fromkeys(queryset.values_list("pk", flat=True)))
        return list(compiler.ranked[self.start : self.stop])

    def _scores(self) -> dict[str, float]:
        compiler = self.query_compiler
        if not hasattr(compiler, "scores"):
            self.backend.catch_up()
            compiler.scores = hits(self.backend.store, compiler.compiled)
        return dict(compiler.scores)

    def _matching(self) -> models.QuerySet[Any]:
        queryset: models.QuerySet[Any] = self.query_compiler.queryset
        if self.query_compiler.matches_all:
            return queryset
        return queryset.filter(pk__in=list(self._scores()))

    def _do_search(self) -> list[Any]:
        pks = self._ranked()
        rows = self.query_compiler.queryset.order_by()
        if self.prefetch_related:
            rows = rows.prefetch_related(*self.prefetch_related)
        by_pk = {
            row.pk: row
            for start in range(0, len(pks), HIT_COUNT)
            for row in rows.filter(pk__in=pks[start : start + HIT_COUNT])
        }
        found = [by_pk[pk] for pk in pks if pk in by_pk]
        if self._score_field:
            scores = {} if self.query_compiler.matches_all else self._scores()
            for row in found:
                setattr(row, self._score_field, scores.get(str(row.pk), 0.0))
        return found

    def _do_count(self) -> int:
        return len(self._ranked())

    def facet(self, field_name: str) -> OrderedDict[Any, int]:
        """How many results there are for each value of a filterable field, most first."""
        if self.query_compiler._get_filterable_field(field_name) is None:  # noqa: SLF001  the base class's own way
            model = self.query_compiler.queryset.model.__name__
            raise FilterFieldError(
                f"Cannot facet by {field_name!r}: {model}.search_fields has no such FilterField.",
                field_name=field_name,
            )
        counted = self._matching().order_by().values(field_name).annotate(count=Count("pk")).order_by("-count")
        return OrderedDict((row[field_name], row["count"]) for row in counted)


class WhooshBackend(BaseSearchBackend):
    """``LOCATION`` is the folder of the index."""

    query_compiler_class = QueryCompiler
    autocomplete_query_compiler_class = AutocompleteCompiler
    index_class = WhooshIndex
    results_class = WhooshResults
    rebuilder_class = WhooshRebuilder

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.store = IndexStore(Path(params["LOCATION"]))
        self._writer: IndexWriter | None = None

    @contextmanager
    def writer(self, *, wait: bool = True) -> Iterator[IndexWriter]:
        """On the current generation, or on a first one; what was written counts if nothing is raised."""
        if self._writer is not None:
            yield self._writer
            return
        with self.store.lock("write", wait=wait):
            try:
                folder, is_first = self.store.current(), False
            except IndexMissingError:
                folder, is_first = self.store.new_generation(), True
            with writing(folder) as writer:
                yield writer
            self.store.seal(folder)
            if is_first:
                self.store.make_current(folder)

    @contextmanager
    def batch(self, *, wait: bool = True) -> Iterator[None]:
        """Everything that is added and deleted within becomes visible together. No row may be added twice."""
        with self.writer(wait=wait) as self._writer:
            try:
                yield
            finally:
                self._writer = None

    def search_each(
        self, query: Any, wanted: Sequence[tuple[models.QuerySet[Any], Sequence[str] | None]]
    ) -> list[list[str]]:
        """The primary keys of what a query finds in some fields of each of several models, best first. The index is
        asked once for all of them, the database not at all."""
        self.catch_up()
        compiled = [self.query_compiler_class(rows, query, fields=fields).compiled for rows, fields in wanted]
        return [list(scores) for scores in hits_of_each(self.store, compiled)]

    def catch_up(self) -> None:
        """Where there is no indexer (``SEARCH_INDEX_AT_ONCE``), a search first writes what has changed."""
        if getattr(settings, "SEARCH_INDEX_AT_ONCE", False):
            from library.search.outbox import drain

            drain()


SearchBackend = WhooshBackend


@contextmanager
def writing(folder: Path) -> Iterator[IndexWriter]:
    """On a generation; what was written counts if nothing is raised."""
    writer = open_generation(folder).writer(limitmb=64)
    try:
        yield writer
        writer.commit()
    finally:
        if not writer.is_closed:
            writer.cancel()
