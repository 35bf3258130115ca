from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


class ChangeKind(TextChoices):
    """What became of an article or a heading between two versions of a statute."""

    UNCHANGED = "unchanged", pgettext_lazy("change", "unchanged")
    CHANGED = "changed", pgettext_lazy("change", "changed")
    RENUMBERED = "renumbered", pgettext_lazy("change", "renumbered")
    MOVED_AND_CHANGED = "moved_and_changed", pgettext_lazy("change", "renumbered and changed")
    ADDED = "added", pgettext_lazy("change", "added")
    REMOVED = "removed", pgettext_lazy("change", "removed")


class SpanKind(TextChoices):
    """What became of a stretch of text."""

    SAME = "same", pgettext_lazy("change", "unchanged")
    ADDED = "added", pgettext_lazy("change", "added")
    REMOVED = "removed", pgettext_lazy("change", "removed")
