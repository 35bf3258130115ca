from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProgressState(TextChoices):
    """The four states of a learner, in a lesson or in a course."""

    NOT_STARTED = "not_started", pgettext_lazy("study", "Not started")
    STARTED = "started", _("In progress")
    NEEDS_HELP = "needs_help", _("Needs help")
    COMPLETED = "completed", _("Completed")


#: Begun and not done.
UNFINISHED_STATES = frozenset({ProgressState.STARTED, ProgressState.NEEDS_HELP})

#: Wrong answers to one check question after which somebody should offer help.
WRONG_ANSWERS_BEFORE_HELP = 3

#: Failed attempts at one quiz, without a passed one, after which somebody should offer help.
FAILED_ATTEMPTS_BEFORE_HELP = 2
