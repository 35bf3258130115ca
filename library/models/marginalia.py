"""What a member writes in the margin of the law: bookmarks, highlights and private notes. Nobody else ever reads it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from library.enums import AnnotationKind
from library.models.statutes import StatuteVersion
from library.numerals import article_label
from library.queries import AnnotationQuerySet
from library.references import HIGHEST_SUFFIX

#: Characters of a passage and of a note.
QUOTE_LENGTH, NOTE_LENGTH = 1000, 2000


class Annotation(models.Model):
    """One mark on one article of the body, as it read in the version that the member had open."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="annotations")
    version = models.ForeignKey(StatuteVersion, on_delete=models.CASCADE, related_name="annotations")
    number = models.PositiveSmallIntegerField()
    suffix = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=9, choices=AnnotationKind)
    quote = models.CharField(
        max_length=QUOTE_LENGTH, blank=True, help_text=_("The passage that was marked, word for word.")
    )
    text = models.CharField(max_length=NOTE_LENGTH, blank=True, help_text=_("What the member wrote."))
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar = AnnotationQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["created_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["member", "version"], name="annotation_of_member")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["member", "version", "number", "suffix"],
                condition=Q(kind=AnnotationKind.BOOKMARK),
                name="annotation_one_bookmark",
            ),
            models.CheckConstraint(
                condition=Q(kind=AnnotationKind.BOOKMARK, quote="", text="")
                | (Q(kind=AnnotationKind.HIGHLIGHT, text="") & ~Q(quote=""))
                | (Q(kind=AnnotationKind.NOTE) & ~Q(text="")),
                name="annotation_holds_what_its_kind_says",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, suffix__lte=HIGHEST_SUFFIX), name="annotation_names_an_article"
            ),
        ]

    def __str__(self) -> str:
        return f"《{self.version.statute.short_title}》{self.label}"

    @property
    def label(self) -> str:
        """第三十九条, as it was numbered when it was marked."""
        return article_label(self.number, self.suffix)
