"""The pages kept for visitors, and how to forget them when what they show has changed."""

from __future__ import annotations

import uuid

from django.core.cache import caches
from django.db import transaction

_GENERATION = "visitor-generation"


def generation() -> str:
    """The name under which pages are kept now. A page that was being made when it changed is never found again."""
    return str(caches["pages"].get_or_set(_GENERATION, lambda: uuid.uuid4().hex, timeout=None))


def _forget() -> None:
    caches["pages"].set(_GENERATION, uuid.uuid4().hex, timeout=None)


def clear_visitor_pages() -> None:
    """Forget every kept page once the transaction is committed. Services call it when what visitors see has changed."""
    transaction.on_commit(_forget)
