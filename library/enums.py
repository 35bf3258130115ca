from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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
    DIFFERS = "differs", _("in the library with another text; nothing changed")


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
