"""What several tests of the ledger ask."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def query_count() -> Callable[[Callable[[], object]], int]:
    """How many queries something costs."""

    def count(action: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as queries:
            action()
        return len(queries)

    return count
