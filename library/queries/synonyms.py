"""What people call what the law calls otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from library.models import Synonym


class SynonymQuerySet(models.QuerySet["Synonym"]):
    def pairs(self) -> list[tuple[str, str]]:
        """Each word with its legal terms."""
        return list(self.order_by().values_list("word", "legal_terms"))

    def leading_to(self, term: str) -> list[Synonym]:
        """Those that have this among their legal terms."""
        return [synonym for synonym in self.filter(legal_terms__contains=term) if term in synonym.legal_terms.split()]
