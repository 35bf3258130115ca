"""What a version owes to Wagtail's drafts, revisions, review and schedule; see
docs/decisions/0009-statutes-are-drafted-in-revisions.md.
"""

from __future__ import annotations

from typing import Any, Self

from django.db import models, transaction
from django.utils import timezone
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, Revision, RevisionMixin, WorkflowMixin

from library.models.content import VersionContent, content_of_rows, digest_of, empty_content


class DraftedText(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, models.Model):
    """A text that is written in revisions and read in rows.

    The rows of its headings and articles are those of the published text and of no other. What is not published
    stands in revisions alone, so that no page, search or interface can come upon it.
    """

    _content: VersionContent | None = None

    class Meta:
        abstract = True

    @property
    def content(self) -> VersionContent:
        """Its headings and articles: those of the revision it was read from, else those of its rows."""
        if self._content is None:
            self._content = content_of_rows(self) if self.pk else empty_content()  # type: ignore[arg-type]
        return self._content

    @content.setter
    def content(self, content: VersionContent) -> None:
        self._content = content

    def was_drafted_as(self, digest: str) -> bool:
        """Whether a text of this digest is among its revisions, whatever became of it."""
        return bool(self.revisions.filter(content__digest=digest).exists())

    def serializable_data(self) -> dict[str, Any]:
        data: dict[str, Any] = super().serializable_data()
        return {**data, "content": self.content}

    @classmethod
    def from_serializable_data(cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False) -> Self:
        text: Self = super().from_serializable_data(data, check_fks, strict_fks)
        text.content = data["content"]
        return text

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """The dates of its publication are those of the text as it is now, not as they were when a draft was saved."""
        text: Self = super().with_content_json(content)
        for name in ("last_published_at", "live_revision", "expired"):
            setattr(text, name, getattr(self, name))
        text.effective_until = None
        if self.effective_until and self.effective_until >= text.effective_from:
            text.effective_until = self.effective_until
        return text

    @transaction.atomic
    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        self.keep_published_text()
        self.digest = digest_of(self.preamble, self.content)
        return super().save_revision(*args, **kwargs)

    @transaction.atomic
    def publish(self, *args: Any, **kwargs: Any) -> None:
        """With all that hangs on it (``library.receivers``), or not at all."""
        super().publish(*args, **kwargs)

    @transaction.atomic
    def unpublish(self, *args: Any, **kwargs: Any) -> None:
        """With all that hangs on it, or not at all."""
        super().unpublish(*args, **kwargs)

    def keep_published_text(self) -> None:
        """An import writes no revision. Before the first change its text becomes one, to compare with and return to."""
        stored = type(self)._default_manager.filter(pk=self.pk, latest_revision=None, articles__isnull=False).first()
        if stored is None:
            return
        revision = Revision.objects.create(
            content_object=stored,
            base_content_type=self.get_base_content_type(),
            content=stored.serializable_data(),
            object_str=str(stored),
            created_at=stored.last_published_at or timezone.now(),
        )
        kept = {"latest_revision": revision, "live_revision": revision if stored.live else None}
        type(self)._default_manager.filter(pk=self.pk).update(**kept)
        for name, value in kept.items():
            setattr(self, name, value)
