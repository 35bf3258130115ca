"""What the index holds: one document for each row of an indexed model, one field for each of its search fields."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from functools import cache
from typing import Any

import whoosh
from django.db import models
from modelsearch.backends.base import get_model_root
from modelsearch.index import AutocompleteField, RelatedFields, SearchField, get_indexed_models
from modelsearch.utils import get_descendant_models
from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, ID, KEYWORD, TEXT, Schema

from library.search.analysis import ANALYSIS_VERSION, TextAnalyzer
from library.search.blocks import Places
from library.search.codec import CODEC_VERSION

#: Raised when the same rows would give other documents.
DOCUMENT_VERSION = 2

#: Prefixes of the index's fields: searched as words, searched as beginnings of words.
WORDS = "w:"
BEGINNINGS = "b:"
_PREFIXES = {SearchField: WORDS, AutocompleteField: BEGINNINGS}


def label(model: type[models.Model]) -> str:
    return str(model._meta.label_lower)


def key_of(model: type[models.Model], pk: object) -> str:
    """One key for one row, whichever class of its inheritance it is met as."""
    return f"{label(get_model_root(model))}:{pk}"


def pk_of(key: str) -> str:
    return key.partition(":")[2]


def _flat(fields: list[Any], path: str = "") -> Iterator[tuple[str, Any]]:
    """Search fields with those of related models, each with the name of its field in the index."""
    for field in fields:
        if isinstance(field, RelatedFields):
            yield from _flat(field.fields, f"{path}{field.field_name}__")
        elif type(field) in _PREFIXES:
            yield _PREFIXES[type(field)] + path + field.field_name, field


@cache
def boosts(model: type[models.Model], prefix: str) -> dict[str, float]:
    """The index's fields that a search of this model reads, those of its descendants with them, and their weights."""
    found: dict[str, float] = {}
    for descendant in get_descendant_models(model):
        for name, field in _flat(getattr(descendant, "search_fields", [])):
            if name.startswith(prefix):
                found[name] = max(found.get(name, 0.0), getattr(field, "boost", None) or 1.0)
    return found


@cache
def schema() -> Schema:
    """Made from the models of this installation, never read from the index, which would unpickle what lies there."""
    names = sorted({name for model in get_indexed_models() for name, _field in _flat(model.search_fields)})
    return Schema(
        key=ID(unique=True, sortable=True),
        model=KEYWORD(),
        prior=COLUMN(NumericColumn("f", default=1.0)),
        group=COLUMN(NumericColumn("I", default=0)),
        **{name: _text() for name in names},
    )


def _text() -> TEXT:
    field = TEXT(analyzer=TextAnalyzer(), multitoken_query="phrase")
    field.format = Places()
    return field


@cache
def signature() -> str:
    """Differs whenever an index that was made before no longer fits."""
    versions = (ANALYSIS_VERSION, CODEC_VERSION, DOCUMENT_VERSION)
    parts = [whoosh.versionstring(), *map(str, versions), *sorted(schema().names())]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def document(obj: models.Model) -> dict[str, Any]:
    """The fields of one row, ready to be written.

    A model may say with ``search_prior`` how much its row's scores are multiplied by when a sentence is looked for, and
    with ``search_group`` what it is a part of, so that other finds in the same whole speak for it.
    """
    model = type(obj)
    lineage = [parent for parent in [model, *model._meta.get_parent_list()] if not parent._meta.abstract]
    values: dict[str, list[str]] = {}
    for name, text in _texts(obj, model.search_fields):  # type: ignore[attr-defined]
        values.setdefault(name, []).append(text)
    return {
        "key": key_of(model, obj.pk),
        "model": " ".join(label(parent) for parent in lineage),
        "prior": float(getattr(obj, "search_prior", 1.0)),
        "group": zlib.crc32(str(group).encode()) if (group := getattr(obj, "search_group", None)) is not None else 0,
        **{name: "\n".join(texts) for name, texts in values.items()},
    }


def _texts(obj: models.Model, fields: list[Any], path: str = "") -> Iterator[tuple[str, str]]:
    for field in fields:
        if isinstance(field, RelatedFields):
            related = field.get_value(obj)
            rows = related.all() if isinstance(related, models.Manager) else [related]
            for row in rows:
                if row is not None:
                    yield from _texts(row, field.fields, f"{path}{field.field_name}__")
        elif type(field) in _PREFIXES and (text := _plain(field.get_value(obj))):
            yield _PREFIXES[type(field)] + path + field.field_name, text


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "\n".join(map(_plain, value))
    return str(value)
