from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class StudySource(TextChoices):
    """Where study hours come from. A source earns once."""

    LESSON = "lesson", _("Lesson completed")
    QUIZ = "quiz", _("Quiz passed")


class MemberState(TextChoices):
    """Where a member of a team stands in a period; whoever studied in it has studied, stuck elsewhere or not.

    In the order in which a leader wants to meet them.
    """

    NEEDS_HELP = "needs_help", _("Needs help")
    NOT_STARTED = "not_started", _("Not this month")
    IN_PROGRESS = "in_progress", _("In progress")
    STUDIED = "studied", _("Studied")
    ON_LEAVE = "on_leave", _("On leave")
