"""Asking whichever search engine there is for primary keys alone: who may see what is for the database to say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models
from modelsearch.backends import get_search_backend
from modelsearch.query import PlainText

from library.search.backend import WhooshBackend
from library.search.reading import HIT_COUNT

#: Rows of a model, and the fields that are searched; all where none are named.
Wanted = tuple["models.QuerySet[Any]", Sequence[str] | None]


def find_each(query: PlainText, wanted: Sequence[Wanted]) -> list[list[int]]:
    """The primary keys of what a query finds in each, best first; rows outside of the querysets may be among them.

    Our own index is asked once for all. A server is asked for one after another, and filters what it counts.
    """
    backend = get_search_backend()
    if isinstance(backend, WhooshBackend):
        return [list(map(int, pks)) for pks in backend.search_each(query, wanted)]
    return [
        [row.pk for row in backend.search(query, rows.only("pk"), fields=fields and list(fields))[:HIT_COUNT]]
        for rows, fields in wanted
    ]
