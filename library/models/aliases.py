"""Further names by which people cite a law."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from library.citing.directory import written
from library.models.statutes import Statute


class StatuteAlias(models.Model):
    """A name that editors keep beside a law's title and short title, in the spelling in which names are compared."""

    statute = models.ForeignKey(Statute, on_delete=models.CASCADE, related_name="aliases", verbose_name=_("statute"))
    name = models.CharField(
        _("also called"), max_length=120, unique=True, help_text=_("Without 《》, for example 解释（一）.")
    )

    class Meta:
        verbose_name = _("further name of a law")
        verbose_name_plural = _("further names of laws")
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raises ``ValidationError`` where the name says nothing, or is another law's own."""
        self.name = written(self.name.strip("《》 "))
        if not self.name:
            raise ValidationError({"name": _("Write a name by which people cite this law.")})
        others = Statute.objects.exclude(pk=self.statute_id).values_list("title", "short_title")
        if any(self.name in {written(title), written(short_title)} for title, short_title in others):
            raise ValidationError({"name": _("Another law is called that already.")})
