from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone

from library.models import StatuteVersion
from tests.factories.amendments import amended_text, first_text


@pytest.fixture
def today() -> dt.date:
    return timezone.localdate()


@pytest.fixture
def first(db: None) -> StatuteVersion:
    return first_text()


@pytest.fixture
def amend(first: StatuteVersion) -> Callable[[dt.date], StatuteVersion]:
    """Publishes the next text, which takes effect on a day."""
    return amended_text
