"""What the search index has yet to learn; see docs/decisions/0004-search-index.md."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class IndexChange(models.Model):
    """A row was saved or deleted. Written with that change and gone with it if it is rolled back; the one indexer
    reads the row as it then is, and removes this."""

    model = models.CharField(max_length=100, help_text="app.model")
    object_pk = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.model} {self.object_pk}"
