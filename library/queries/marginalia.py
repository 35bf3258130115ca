"""What members keep in the margin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from accounts.models import Member
    from library.models import Statute


class AnnotationQuerySet(models.QuerySet):
    def of(self, member: Member) -> Self:
        """A member's own."""
        return self.filter(member=member)

    def on_statute(self, statute: Statute) -> Self:
        """On any version of a statute, each with its version."""
        return self.filter(version__statute=statute).select_related("version")

    def latest_first(self) -> Self:
        """Each with its version and statute."""
        return self.select_related("version__statute").order_by("-created_at", "-pk")
