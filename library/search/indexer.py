"""The one process that writes the index."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import close_old_connections
from modelsearch.backends import get_search_backend

from library.search.backend import WhooshBackend, WhooshIndex, WhooshRebuilder
from library.search.outbox import drain
from library.search.store import BusyError, IndexStore

logger = logging.getLogger(__name__)

#: Seconds between two looks at the outbox, after an error, and between two looks at the state of the index.
PAUSE = 0.5
PAUSE_AFTER_ERROR = 5
INSPECTION = 60


def run(*, stopping: Callable[[], bool], say: Callable[[str], None]) -> None:
    """Until told to stop. Raises :class:`~library.search.store.BusyError` when an indexer is at work already."""
    backend = get_search_backend()
    store = backend.store if isinstance(backend, WhooshBackend) else None
    # A server of its own keeps its index; then only the lock is ours.
    with (store or IndexStore(Path(settings.DATA_DIR) / "search")).lock("indexer", wait=False):
        inspected = float("-inf")
        while not stopping():
            try:
                if store and time.monotonic() - inspected > INSPECTION:
                    mend(backend, say)
                    inspected = time.monotonic()
                done, pause = drain(wait=False), PAUSE
            except BusyError:
                done, pause = 0, PAUSE
            except Exception:
                logger.exception("The search index could not be brought up to date; trying again.")
                inspected, done, pause = float("-inf"), 0, PAUSE_AFTER_ERROR
            close_old_connections()
            if not done:
                _wait(pause, stopping)


def mend(backend: WhooshBackend, say: Callable[[str], None]) -> None:
    """Make the index anew if it is missing, broken or of an older make; readers keep the old one until then."""
    if problem := backend.store.problem():
        say(f"Search index {problem}; making it anew.")
        WhooshRebuilder(WhooshIndex(backend)).run()
        say("Search index ready.")


def _wait(seconds: float, stopping: Callable[[], bool]) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and not stopping():
        time.sleep(min(PAUSE, seconds))
