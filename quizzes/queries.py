"""Questions that may be asked, quizzes that may be taken, attempts that are whose."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple, Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Avg, Case, Count, Exists, F, FloatField, Max, OuterRef, Prefetch, Q, Subquery, When
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from accounts.enums import Audience
from accounts.queries import audience_of
from quizzes.enums import FINAL_STATES, AnswersShown, AttemptState, CountingRule, QuestionStatus, QuestionUse

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import Member, Unit
    from library.models import AmendmentReview
    from quizzes.models import Attempt, Question, QuestionBank, Quiz, QuizSection

#: Larger than any number of questions, so that two never share a place in the line of a day.
_PRIME = 2_147_483_647
#: What floating point may take from an average that is just a pass, in per cent.
_ROUNDING = 1e-9


class QuestionQuerySet(models.QuerySet["Question"]):
    def drawable(self) -> Self:
        """Those a random draw may take: in use, not under review, not asked inside lessons.

        Nor those that cite an article which an amendment has changed, until somebody has decided what becomes of them.
        """
        return self.filter(status=QuestionStatus.ACTIVE, use=QuestionUse.DRAW, current__isnull=False).exclude(
            Exists(self._overtaken_by_law())
        )

    def overtaken_by_law(self) -> Self:
        """Those that cite an article which the law of today has changed since, undecided."""
        return self.filter(Exists(self._overtaken_by_law()))

    def _overtaken_by_law(self) -> models.QuerySet[AmendmentReview]:
        from library.models import AmendmentReview

        reviews: models.QuerySet[AmendmentReview] = AmendmentReview.objects.pressing()
        return reviews.filter(source=self.model._meta.label_lower, object_id=OuterRef("pk")).order_by()

    def asked_in_lessons(self) -> Self:
        """Those kept for lessons, which quizzes never draw."""
        return self.filter(use=QuestionUse.CHECK)

    def in_use(self) -> Self:
        """Not retired."""
        return self.exclude(status=QuestionStatus.RETIRED)

    def in_bank(self, bank: QuestionBank | None) -> Self:
        """Those of a bank; all, when none is given."""
        return self.filter(bank=bank) if bank else self.all()

    def worded(self, words: str) -> Self:
        """Those whose present stem has these words."""
        return self.filter(current__stem__icontains=words) if words else self.all()

    def listed(self) -> Self:
        """With what a list shows of each, the latest first."""
        return self.select_related("current", "bank").order_by("-pk")

    def for_section(self, section: QuizSection) -> Self:
        """The pool that a section draws from."""
        pool = self.drawable()
        if section.bank_id:
            pool = pool.filter(bank_id=section.bank_id)
        if section.topic_id:
            pool = pool.filter(topics=section.topic_id)
        if section.type:
            pool = pool.filter(current__type=section.type)
        if section.difficulty:
            pool = pool.filter(current__difficulty=section.difficulty)
        return pool.distinct()

    def with_last_answer_of(self, member: Member) -> Self:
        """Each with ``date``, ``correct`` and ``streak_from`` of the member's last answer to a question of the day."""
        from quizzes.models import DailyAnswer

        last = DailyAnswer.objects.of(member).with_streak().order_by("-date")
        return self.annotate(**{name: Subquery(last.values(name)[:1]) for name in ("date", "correct", "streak_from")})

    def of_the_day(self, member: Member, day: dt.date) -> Question | None:
        """The one drawn for a member on a day: the same all day, and another one for the next member.

        Each question's place in the line is a number mixed from its id, the member and the day (rendezvous hashing),
        so that questions which come or go during the day change the pick of few. None whose right answer a quiz still
        keeps from the member: the card tells it at once.
        """
        from quizzes.models import Answer

        kept_back = Answer.objects.kept_back_from(member).filter(question_version__question=OuterRef("pk"))
        seed = int.from_bytes(hashlib.sha256(f"{member.pk}:{day}".encode()).digest()[:4])
        place = (F("pk") * (seed % (_PRIME - 1) + 1) + seed) % _PRIME
        return self.drawable().exclude(Exists(kept_back)).select_related("current").order_by(place, "pk").first()


def pages_asking(question: Question) -> list[str]:
    """The titles of the pages in which the question stands, as Wagtail keeps track of them."""
    pages = ContentType.objects.get_for_model(Page)
    asking = ReferenceIndex.get_references_to(question).filter(base_content_type=pages)
    ids = [int(page_id) for page_id in asking.values_list("object_id", flat=True)]
    return list(Page.objects.filter(pk__in=ids).values_list("title", flat=True))


class QuestionVersionQuerySet(models.QuerySet):
    def current_of(self, question_ids: Iterable[int]) -> Self:
        """The version now in use of each question."""
        return self.filter(question__in=question_ids, question__current=F("pk"))


class QuizQuerySet(models.QuerySet):
    def published(self) -> Self:
        """Those members may know of."""
        return self.filter(published=True)

    def open_at(self, moment: dt.datetime | None = None) -> Self:
        """Published and within their window."""
        moment = moment or timezone.now()
        return self.published().filter(
            Q(opens_at__isnull=True) | Q(opens_at__lte=moment), Q(closes_at__isnull=True) | Q(closes_at__gt=moment)
        )

    def meant_for(self, member: Member) -> Self:
        """Those whose audience the member belongs to today."""
        return self.filter(audience_of(member))

    def closed_to(self, audience: str, unit: Unit | None) -> Self:
        """Those that somebody of an audience may not take."""
        length = len(unit.path) if unit else 0
        around = [unit.path[:end] for end in range(unit.steplen, length + 1, unit.steplen)] if unit else []
        return self.exclude(
            Q(audience=Audience.ALL)
            | Q(audience=audience, audience_unit__isnull=True)
            | Q(audience_unit__path__in=around)
        )

    def calling(self, member: Member, *, by: dt.datetime) -> Self:
        """Those that the member should see to: under way, which come first, or closing by a moment and to be passed.

        Each with ``attempt`` and ``attempt_deadline`` of the paper that is open, or neither.
        """
        from quizzes.models import Attempt

        paper = Attempt.objects.of(member).being_answered().filter(quiz=OuterRef("pk"))
        closing = self.open_at().meant_for(member).still_to_pass(member).filter(closes_at__lte=by)
        return (
            self.annotate(
                attempt=Subquery(paper.values("pk")[:1]), attempt_deadline=Subquery(paper.values("deadline")[:1])
            )
            .filter(Q(attempt__isnull=False) | Q(pk__in=closing.values("pk")))
            .order_by(F("attempt_deadline").asc(nulls_last=True), "closes_at", "title")
        )

    def with_outcome_of(self, member: Member | AnonymousUser) -> Self:
        """Each with ``passed``: whether what counts of the member's attempts, by the quiz's counting rule, is a pass.

        ``results.counted_result`` tells the same of one quiz whose attempts are at hand.
        """
        from quizzes.models import Attempt

        marked = Attempt.objects.filter(member=member.pk, quiz=OuterRef("pk"), state=AttemptState.MARKED)
        last = marked.order_by("-ordinal")
        share = Cast("mark", FloatField()) * 100 / Cast("max_mark", FloatField())
        average = marked.order_by().values("quiz").annotate(average=Avg(share)).values("average")
        is_passed = (
            Q(Q(counting_rule=CountingRule.BEST), Exists(marked.filter(passed=True)))
            | Q(counting_rule=CountingRule.LAST, last_passed=True)
            | Q(counting_rule=CountingRule.AVERAGE, average__gte=F("last_pass_percent") - _ROUNDING)
        )
        return self.alias(
            last_passed=Subquery(last.values("passed")[:1]),
            last_pass_percent=Subquery(last.values("pass_percent")[:1]),
            average=Subquery(average),
        ).annotate(passed=Case(When(is_passed, then=True), default=False))

    def passed_by(self, member: Member) -> Self:
        """Those that the member has passed, by what counts."""
        return self.with_outcome_of(member).filter(passed=True)

    def still_to_pass(self, member: Member) -> Self:
        """Those that the member has not passed and may still take, or has open."""
        from quizzes.models import Attempt

        mine = Attempt.objects.of(member).filter(quiz=OuterRef("pk"))
        tries = mine.exclude(state=AttemptState.VOID).order_by().values("quiz").annotate(count=Count("pk"))
        return (
            self.with_outcome_of(member)
            .filter(passed=False)
            .alias(tries=Coalesce(Subquery(tries.values("count")), 0))
            .filter(Q(tries__lt=F("attempts_allowed")) | Exists(mine.in_progress()))
        )

    def closing_first(self) -> Self:
        """Those that close next before those that stay open."""
        return self.order_by(F("closes_at").asc(nulls_last=True), "title")

    def with_sections(self) -> Self:
        """Each with its sections, in their order."""
        return self.prefetch_related("sections")

    def with_attempts_of(self, member: Member) -> Self:
        """Each with ``my_attempts``: the member's own, the latest first."""
        from quizzes.models import Attempt

        mine = Attempt.objects.of(member).order_by("-ordinal")
        return self.prefetch_related(Prefetch("attempts", queryset=mine, to_attr="my_attempts"))


class Tries(NamedTuple):
    """How many attempts count against the limit, and the ordinal of the last (0 when there is none)."""

    counted: int
    last: int


class AttemptQuerySet(models.QuerySet):
    def of(self, member: Member) -> Self:
        """The member's own; anybody else's does not exist for them."""
        return self.filter(member=member)

    def at(self, quiz: Quiz) -> Self:
        """Those at one quiz."""
        return self.filter(quiz=quiz)

    def tries(self) -> Tries:
        """One member's tries at one quiz; a void one does not count."""
        found = self.aggregate(counted=Count("pk", filter=~Q(state=AttemptState.VOID)), last=Max("ordinal"))
        return Tries(found["counted"], found["last"] or 0)

    def over(self) -> Self:
        """Handed in, the latest first."""
        return self.filter(state__in=FINAL_STATES).select_related("quiz").order_by("-submitted_at")

    def for_marking(self) -> Self:
        """Locked, with what marking needs."""
        return self.select_for_update(of=("self",)).select_related("quiz", "member")

    def being_answered(self) -> Self:
        """Open, with time left; the last to end first."""
        return self.in_progress().filter(deadline__gt=timezone.now()).order_by("-deadline")

    def in_progress(self) -> Self:
        """Open, whether or not their time is up."""
        return self.filter(state=AttemptState.IN_PROGRESS)

    def overdue(self, moment: dt.datetime | None = None) -> Self:
        """Open although their time is up: to be handed in with what was saved."""
        return self.in_progress().filter(deadline__lte=moment or timezone.now())


class AnswerQuerySet(models.QuerySet):
    def on_paper(self) -> Self:
        """In the order of the paper, without what tells the right answers."""
        return (
            self.select_related("question_version")
            .defer("question_version__key", "question_version__explanation")
            .order_by("position")
        )

    def with_key(self) -> Self:
        """In the order of the paper, with right answers, explanations and cited articles."""
        return (
            self.select_related("question_version").prefetch_related("question_version__citations").order_by("position")
        )

    def handed_in_by(self, member: Member) -> Self:
        """The member's own, of attempts that are over."""
        return self.filter(attempt__member=member, attempt__submitted_at__isnull=False)

    def kept_back_from(self, member: Member, moment: dt.datetime | None = None) -> Self:
        """The member's own whose right answers may not be told yet: of an open attempt, or as the quiz says."""
        told = Q(attempt__quiz__answers_shown=AnswersShown.AT_ONCE) | Q(
            attempt__quiz__answers_shown=AnswersShown.AFTER_WINDOW,
            attempt__quiz__closes_at__lte=moment or timezone.now(),
        )
        return self.filter(attempt__member=member).exclude(told & ~Q(attempt__state=AttemptState.IN_PROGRESS))

    def told_too_early(self, attempt: Attempt) -> set[int]:
        """The questions of an attempt whose right answers another quiz still keeps from the member."""
        others = self.kept_back_from(attempt.member).exclude(attempt=attempt)
        return set(others.values_list("question_version__question", flat=True))

    def unanswered(self) -> Self:
        """Those with nothing chosen."""
        return self.filter(chosen=[])


class DailyAnswerQuerySet(models.QuerySet):
    def of(self, member: Member) -> Self:
        """The member's own."""
        return self.filter(member=member)

    def on(self, day: dt.date) -> Self:
        """Those of one day."""
        return self.filter(date=day)

    def with_streak(self) -> Self:
        """Each with ``streak_from``: the first of the days in a row with an answer that end with it."""
        from quizzes.models import DailyAnswer

        mine = DailyAnswer.objects.filter(member=OuterRef("member"))
        day_before = mine.filter(date=OuterRef("date") - dt.timedelta(days=1))
        begun = mine.filter(date__lte=OuterRef("date")).exclude(Exists(day_before)).order_by("-date")
        return self.annotate(streak_from=Subquery(begun.values("date")[:1]))
