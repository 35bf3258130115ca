"""Changes to a member's own marks. They are private, so that no audit row tells anybody of them."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Member
from library.enums import AnnotationKind
from library.marginalia.margin import margin_of
from library.models import Annotation, Article

#: Marks of one member; nobody keeps so many by hand.
MOST_ANNOTATIONS = 5000


class RefusedError(Exception):
    """A mark that cannot be kept; the message says why."""


@transaction.atomic
def add_bookmark(*, article: Article, by: Member) -> Annotation:
    """Keep an article. One that is kept already, on this version or another, stays as it is."""
    known = margin_of(by, article).bookmark
    if known:
        return known
    _refuse_too_many(by)
    bookmark, _created = Annotation.objects.get_or_create(
        member=by,
        version=article.version,
        number=article.number,
        suffix=article.suffix,
        kind=AnnotationKind.BOOKMARK,
    )
    return bookmark


@transaction.atomic
def annotate(*, article: Article, quote: str, text: str, by: Member) -> Annotation:
    """Mark a passage, write a note, or both; the same sent twice is kept once.

    Raises ``RefusedError`` where the article does not hold the passage.
    """
    if quote and not any(quote in line for line in article.text.split("\n")):
        raise RefusedError(_("These words do not stand in the article like that; copy them from one paragraph."))
    if not (quote or text):
        raise RefusedError(_("Mark a passage or write a note."))
    mark = {
        "member": by,
        "version": article.version,
        "number": article.number,
        "suffix": article.suffix,
        "kind": AnnotationKind.NOTE if text else AnnotationKind.HIGHLIGHT,
        "quote": quote,
        "text": text,
    }
    if known := Annotation.objects.filter(**mark).first():
        return known
    _refuse_too_many(by)
    return Annotation.objects.create(**mark)


@transaction.atomic
def change_note(*, annotation: Annotation, text: str) -> Annotation:
    """Write a note anew. Without words a note on a passage is a highlight; one without a passage is refused."""
    if not (text or annotation.quote):
        raise RefusedError(_("A note needs words; to be rid of it, delete it."))
    annotation.text = text
    annotation.kind = AnnotationKind.NOTE if text else AnnotationKind.HIGHLIGHT
    annotation.save(update_fields=["text", "kind", "updated_at"])
    return annotation


def remove_annotation(*, annotation: Annotation) -> None:
    annotation.delete()


def _refuse_too_many(member: Member) -> None:
    if Annotation.objects.of(member).count() >= MOST_ANNOTATIONS:
        raise RefusedError(_("You keep 5,000 marks already; delete some first."))
