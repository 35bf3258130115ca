from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class StatuteKind(TextChoices):
    """Kinds of law by who makes them, highest rank first."""

    CONSTITUTION = "constitution", _("Constitution")
    LAW = "law", _("Law")
    REGULATION = "regulation", _("Administrative regulation")
    INTERPRETATION = "interpretation", _("Judicial interpretation")
    RULE = "rule", _("Departmental rule")
    LOCAL = "local", _("Local regulation")
    NORMATIVE = "normative", _("Normative document")
    INTERNAL = "internal", _("Internal regulation")


class DivisionKind(TextChoices):
    PART = "part", _("Part")
    SUBPART = "subpart", _("Subpart")
    CHAPTER = "chapter", _("Chapter")
    SECTION = "section", _("Section")
    ANNEX = "annex", _("Annex")


class StatuteStatus(TextChoices):
    """Computed from dates for a given day, never stored."""

    IN_FORCE = "in_force", _("In force")
    AMENDED = "amended", _("Amended since")
    REPEALED = "repealed", _("Repealed")
    NOT_YET = "not_yet", _("Not yet in force")


class ImportOutcome(TextChoices):
    """What an import did with one version of one statute."""

    ADDED = "added", _("added")
    UPDATED = "updated", _("dates or topics updated")
    UNCHANGED = "unchanged", _("unchanged")
    DIFFERS = "differs", _("in the library with another text, which stays")


class EndingGround(TextChoices):
    """How an employment ended, as the law tells it apart for economic compensation (劳动合同法 46, 87)."""

    EMPLOYER_AT_FAULT = (
        "employer_at_fault",
        _("I left because the employer broke the law: unpaid wages, no insurance …"),
    )
    EMPLOYER_PROPOSED = "employer_proposed", _("The employer proposed it and I agreed")
    NO_FAULT = "no_fault", _("I was let go through no fault of mine: illness, not up to the job, changed circumstances")
    REDUNDANCY = "redundancy", _("Redundancies: many were let go")
    NOT_RENEWED = "not_renewed", _("The contract ran out and was not renewed, or only on worse terms")
    EMPLOYER_GONE = "employer_gone", _("The employer closed, went bankrupt or lost its licence")
    UNLAWFUL = "unlawful", _("I was let go unlawfully and do not want to go back")
    RESIGNED = "resigned", _("I resigned for reasons of my own")
    MISCONDUCT = "misconduct", _("I was dismissed for serious misconduct")
    RENEWAL_REFUSED = "renewal_refused", _("The contract ran out; I turned down terms as good as before")

    @property
    def explanation(self) -> StrOrPromise:
        """In a sentence, why something is due or not."""
        return _EXPLANATIONS[self]


_EXPLANATIONS: dict[str, StrOrPromise] = {
    EndingGround.EMPLOYER_AT_FAULT: _("Yes: who leaves because of the employer's breach is owed compensation."),
    EndingGround.EMPLOYER_PROPOSED: _("Yes: the employer made the proposal. Had you made it, nothing would be due."),
    EndingGround.NO_FAULT: _("Yes: who is let go without fault is owed compensation, and notice or a month's wage."),
    EndingGround.REDUNDANCY: _("Yes: redundancies are paid compensation."),
    EndingGround.NOT_RENEWED: _("Yes: a fixed term that runs out is compensated, unless you turn down terms as good."),
    EndingGround.EMPLOYER_GONE: _("Yes: an employer that closes pays compensation first."),
    EndingGround.UNLAWFUL: _("Yes: an unlawful ending costs twice the compensation. You may ask to go back instead."),
    EndingGround.RESIGNED: _("No: who resigns for reasons of their own is owed none."),
    EndingGround.MISCONDUCT: _("No: not if the misconduct is true, serious and proven. Otherwise it was unlawful."),
    EndingGround.RENEWAL_REFUSED: _("No: who turns down terms as good as before is owed none."),
}
GROUNDS_WITHOUT_COMPENSATION = frozenset({EndingGround.RESIGNED, EndingGround.MISCONDUCT, EndingGround.RENEWAL_REFUSED})


class WorkingTime(TextChoices):
    """Systems of working time (劳动法 36, 39)."""

    STANDARD = "standard", _("Standard: eight hours a day")
    COMPREHENSIVE = "comprehensive", _("Comprehensive: hours counted over weeks or months, approved")
    IRREGULAR = "irregular", _("Irregular: no fixed hours, approved")


class ChangeKind(TextChoices):
    """What became of an article or a heading between two versions of a statute."""

    UNCHANGED = "unchanged", pgettext_lazy("change", "unchanged")
    CHANGED = "changed", pgettext_lazy("change", "changed")
    RENUMBERED = "renumbered", pgettext_lazy("change", "renumbered")
    MOVED_AND_CHANGED = "moved_and_changed", pgettext_lazy("change", "renumbered and changed")
    ADDED = "added", pgettext_lazy("change", "added")
    REMOVED = "removed", pgettext_lazy("change", "removed")


class AmendmentKind(TextChoices):
    """What became of an article that something cites."""

    CHANGED = ChangeKind.CHANGED.value, ChangeKind.CHANGED.label
    RENUMBERED = ChangeKind.RENUMBERED.value, ChangeKind.RENUMBERED.label
    MOVED_AND_CHANGED = ChangeKind.MOVED_AND_CHANGED.value, ChangeKind.MOVED_AND_CHANGED.label
    REMOVED = ChangeKind.REMOVED.value, ChangeKind.REMOVED.label
    REPEALED = "repealed", pgettext_lazy("change", "repealed with its statute")


class ReviewState(TextChoices):
    """Where something stands that cites an amended article."""

    OPEN = "open", pgettext_lazy("review", "To decide")
    REWRITE = "rewrite", pgettext_lazy("review", "To rewrite")
    STILL_RIGHT = "still_right", pgettext_lazy("review", "Still right")
    REWRITTEN = "rewritten", pgettext_lazy("review", "Rewritten")
    RETIRED = "retired", pgettext_lazy("review", "Retired")


#: The rule that was taught may be wrong now, and readers are told so.
UNDECIDED = frozenset({ReviewState.OPEN, ReviewState.REWRITE})
#: A repeal has no text after it that could be read instead: what was decided about it is not asked again.
HOLD_AFTER_REPEAL = frozenset({ReviewState.STILL_RIGHT, ReviewState.REWRITTEN})
#: What an editor may say of it; the other states follow from what is done to the text.
DECISIONS = (ReviewState.STILL_RIGHT, ReviewState.REWRITE, ReviewState.RETIRED)


class SpanKind(TextChoices):
    """What became of a stretch of text."""

    SAME = "same", pgettext_lazy("change", "unchanged")
    ADDED = "added", pgettext_lazy("change", "added")
    REMOVED = "removed", pgettext_lazy("change", "removed")


class LawEvent(TextChoices):
    """What may happen to a text of law that readers follow."""

    PUBLISHED = "published", _("Newly in the library")
    IN_FORCE = "in_force", _("Takes effect")
    REPEALED = "repealed", _("Repealed")


class CaseForum(TextChoices):
    """Who decided a case."""

    ARBITRATION = "arbitration", _("Labour arbitration")
    COURT = "court", _("Court")
    MEDIATION = "mediation", _("Mediation")
    AUTHORITY = "authority", _("Labour authority")


class CaseOrigin(TextChoices):
    """Whether it happened."""

    PUBLISHED = "published", _("A published case, names and other particulars left out")
    EXAMPLE = "example", _("An example made up to explain the law")


class AnnotationKind(TextChoices):
    """Why a member marked an article; the words are those of the Web Annotation vocabulary."""

    BOOKMARK = "bookmark", _("Bookmark")
    HIGHLIGHT = "highlight", _("Highlight")
    NOTE = "note", _("Note")
