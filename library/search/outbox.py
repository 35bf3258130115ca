"""The way from a change to the index: written down in the same transaction, taken up by the one indexer.

Signals write the changes of single rows. Whoever changes rows without signals (``bulk_create``, ``update``), or
something that other rows are searched by, calls :func:`record_changes` in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext
from typing import Any

from django.apps import apps
from django.db import models
from modelsearch.backends import get_search_backend
from modelsearch.index import class_is_indexed, get_indexed_instance

from base.visitor_pages import clear_visitor_pages
from library.models import Article, IndexChange, Statute, StatuteVersion
from library.search.documents import key_of, label

BATCH_SIZE = 500
#: Saved with a draft of a version; nothing is found by them.
_FIELDS_OF_DRAFTS = {"latest_revision", "has_unpublished_changes"}


def record_changes(model: type[models.Model], pks: Iterable[object]) -> None:
    """Rows of a model were saved or deleted; the index shall follow."""
    IndexChange.objects.bulk_create(
        (IndexChange(model=label(model), object_pk=str(pk)) for pk in pks), batch_size=BATCH_SIZE
    )


def record_change(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """The receiver of ``post_save`` and ``post_delete``."""
    record_changes(sender, [instance.pk])


def record_text(
    sender: type[models.Model], instance: Any, created: bool, update_fields: Iterable[str] | None = None, **kwargs: Any
) -> None:
    """The receiver of ``post_save`` of what articles are found by: their statute's title, their version's dates."""
    if update_fields is not None and set(update_fields) <= _FIELDS_OF_DRAFTS:
        return
    if sender is StatuteVersion:
        record_changes(Statute, [instance.statute_id])
    if not created:
        record_changes(Article, Article.objects.of_text(instance).values_list("pk", flat=True))


def drain(*, wait: bool = True) -> int:
    """Bring one batch of changes into the index. Returns how many there were; 0 when nothing was waiting.

    A change is removed only when the index has it on disk: whatever stops this halfway, it is done again. Rows are
    read under the index's lock, so that no older state of a row is ever written over a newer. Raises
    :class:`~library.search.store.BusyError` when that lock is held elsewhere and ``wait`` is false.
    """
    if not IndexChange.objects.exists():
        return 0
    backend = get_search_backend()
    with backend.batch(wait=wait) if hasattr(backend, "batch") else nullcontext():
        changes = list(IndexChange.objects.all()[:BATCH_SIZE])
        pks_by_model: dict[str, set[str]] = {}
        for change in changes:
            pks_by_model.setdefault(change.model, set()).add(change.object_pk)
        _bring(backend, pks_by_model)
    IndexChange.objects.filter(pk__in=[change.pk for change in changes]).delete()
    clear_visitor_pages()  # a search made before this found less
    return len(changes)


def _bring(backend: Any, pks_by_model: dict[str, set[str]]) -> None:
    """Rows as they are now: those that are to be found are written, all others taken out."""
    found: dict[str, models.Model] = {}
    gone: dict[str, models.Model] = {}
    for name, pks in pks_by_model.items():
        try:
            model = apps.get_model(name)
        except LookupError:  # its app has left the site
            continue
        if class_is_indexed(model):
            rows = _indexed_rows(model, pks)
            found |= {key_of(type(row), row.pk): row for row in rows}
            gone |= {key_of(model, pk): model(pk=pk) for pk in pks}
    for model in {type(row) for row in found.values()}:
        backend.add_bulk(model, [row for row in found.values() if type(row) is model])
    for key in gone.keys() - found.keys():
        backend.delete(gone[key])


def _indexed_rows(model: Any, pks: set[str]) -> list[models.Model]:
    rows = list(model.get_indexed_objects().filter(pk__in=pks))
    others = model._default_manager.filter(pk__in=pks).exclude(pk__in=[row.pk for row in rows])
    # A page saved as a plain Page is indexed as what it is.
    specific = [get_indexed_instance(row) for row in others]
    return rows + [row for row in specific if row is not None]
