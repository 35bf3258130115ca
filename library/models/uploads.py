"""Texts that came to the desk and are not in the library yet."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class StatuteUpload(models.Model):
    """A text as somebody uploaded or pasted it, with what they corrected so far; gone once it is kept as a version.

    On the desk it outlives a lost connection and a closed browser, and whoever may add statutes can go on with it.
    """

    name = models.CharField(
        _("file"), max_length=255, blank=True, help_text=_("Of a text that was pasted, its first line.")
    )
    text = models.TextField(_("text"))
    particulars = models.JSONField(
        default=dict, blank=True, help_text=_("What the editor says in the place of what was read, by name of field.")
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("uploaded statute")
        verbose_name_plural = _("uploaded statutes")
        ordering: ClassVar = ["-uploaded_at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name or gettext("Pasted text")
