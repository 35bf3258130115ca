"""A citation: this law, this article, as the one who cited it read it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from library.models.statutes import StatuteVersion
from library.references import ArticleReference


class ArticleCitation(models.Model):
    """What a citing row stores. The law is named, so that a citation stands even where the law is not imported."""

    law = models.CharField(_("law"), max_length=120, help_text=_("Short title without brackets: 劳动合同法."))
    number = models.PositiveSmallIntegerField(_("article"))
    suffix = models.PositiveSmallIntegerField(_("之"), default=0)
    paragraph = models.PositiveSmallIntegerField(_("paragraph"), null=True, blank=True)
    item = models.PositiveSmallIntegerField(_("item"), null=True, blank=True)
    as_of = models.ForeignKey(
        StatuteVersion,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The version that was cited, where the library held it then."),
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.reference)

    @property
    def reference(self) -> ArticleReference:
        return ArticleReference(self.law, self.number, self.suffix, self.paragraph, self.item)
