from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UnitKind(TextChoices):
    UNION = "union", _("Trade union")
    BRANCH = "branch", _("Branch union")
    TEAM = "team", _("Team")


class Role(TextChoices):
    """What somebody is in a unit. Only ``MEMBER`` puts a person on its roster; the others are offices held besides."""

    MEMBER = "member", _("Member")
    LEADER = "leader", _("Leader")
    UNION_OFFICER = "union_officer", _("Union officer")
    ADMINISTRATOR = "administrator", _("Administrator")


#: Who may see the study records of a unit and of those below it.
RECORD_READING_ROLES = frozenset({Role.LEADER, Role.UNION_OFFICER, Role.ADMINISTRATOR})


class LeaveKind(TextChoices):
    MATERNITY = "maternity", _("Maternity leave")
    SICK = "sick", _("Sick leave")
    INJURY = "injury", _("Work injury leave")
    PERSONAL = "personal", _("Personal leave")
    OTHER = "other", _("Other leave")


class Audience(TextChoices):
    """For whom a course or a quiz is meant."""

    ALL = "all", _("All members")
    LEADERS = "leaders", _("Leaders")
    UNION_OFFICERS = "officers", _("Union officers")
    UNIT = "unit", _("One unit and those below it")
