from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class QuestionType(TextChoices):
    SINGLE = "single", _("Single choice")
    MULTIPLE = "multiple", _("Multiple choice")
    TRUE_FALSE = "truefalse", _("True or false")


class Difficulty(IntegerChoices):
    EASY = 1, _("Easy")
    MEDIUM = 2, _("Medium")
    HARD = 3, _("Hard")


class QuestionStatus(TextChoices):
    ACTIVE = "active", _("In use")
    UNDER_REVIEW = "review", _("Under legal review")
    RETIRED = "retired", _("Retired")


class QuestionUse(TextChoices):
    """A question asked inside a lesson is known to its readers and so is not drawn for quizzes."""

    DRAW = "draw", _("Drawn for quizzes")
    CHECK = "check", _("Asked inside a lesson")


class MultiplePolicy(TextChoices):
    """What a 多选 answer earns that is right but incomplete. Any wrong option is always 0."""

    ALL_OR_NOTHING = "all_or_nothing", _("All or nothing")
    MISSED_HALF = "missed_half", _("Incomplete earns half")
    MISSED_FIXED = "missed_fixed", _("Incomplete earns a fixed mark")
    PER_OPTION = "per_option", _("A share for each right option")


class CountingRule(TextChoices):
    BEST = "best", _("Best attempt counts")
    LAST = "last", _("Last attempt counts")
    AVERAGE = "average", _("Average counts")


class AnswersShown(TextChoices):
    AT_ONCE = "at_once", _("At once")
    AFTER_WINDOW = "after_window", _("After the quiz has closed")
    NEVER = "never", _("Never")


class AttemptState(TextChoices):
    IN_PROGRESS = "in_progress", _("Being answered")
    SUBMITTED = "submitted", _("Handed in")
    AWAITING_MARKING = "awaiting_marking", _("Awaiting marking")
    MARKED = "marked", _("Marked")
    VOID = "void", _("Void")


#: An attempt in one of these never changes an answer again.
FINAL_STATES = frozenset(
    {AttemptState.SUBMITTED, AttemptState.AWAITING_MARKING, AttemptState.MARKED, AttemptState.VOID}
)
