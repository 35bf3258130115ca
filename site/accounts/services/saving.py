"""How a service writes a row."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Model


def save_checked(instance: Model) -> None:
    """Check and save. Whoever loses a race for a unique value hears what a late form would have heard."""
    instance.full_clean()
    try:
        with transaction.atomic():
            instance.save()
    except IntegrityError:
        instance.full_clean()
        raise
