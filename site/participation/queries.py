"""Reading the ledger."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, Self

from django.db import models
from django.db.models import Count, DecimalField, Exists, Max, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from accounts.models import Member
    from accounts.queries import MembershipQuerySet
    from library.queries import AmendmentQuerySet


class AppendOnlyError(TypeError):
    """Somebody tried to change or delete what the ledger holds. Correct it with ``services.void_record``."""


class Hours(NamedTuple):
    """Study hours of a month and of its year so far."""

    month: Decimal
    year: Decimal


def sum_of_hours(condition: Q | None = None) -> Coalesce:
    """The sum of ``hours``, of those rows only that meet the condition; 0 where there are none."""
    field = DecimalField(max_digits=8, decimal_places=1)
    return Coalesce(Sum("hours", filter=condition), Value(Decimal(0)), output_field=field)


def amendments_since_learned(member: Member, today: dt.date) -> AmendmentQuerySet:
    """Amendments, in effect by today, of articles that the member was taught before, by a lesson that they completed
    or a question that they answered; without those that they have read, and those after which what was taught is right.
    """
    from courses.models import CheckAnswer, LessonPage, LessonProgress
    from library.models import Amendment, AmendmentReview
    from participation.models import SeenAmendment
    from quizzes.models import Answer, DailyAnswer, Question

    def before(rows: models.QuerySet, target: str, moment: str) -> Q:
        """That the object is among those of the rows, by ``target``, and was so before the day of effect."""
        there = rows.filter(**{target: OuterRef("object_id"), f"{moment}__date__lt": OuterRef("takes_effect_on")})
        # Looked up once for all reviews; the days, which cost more to compare, only of those found.
        return Q(object_id__in=rows.order_by().values(target)) & Q(Exists(there))

    question = "question_version__question"
    learned = Q(source=LessonPage._meta.label_lower) & before(
        LessonProgress.objects.of(member).completed(), "lesson", "completed_at"
    )
    answered = Q(source=Question._meta.label_lower) & (
        before(Answer.objects.handed_in_by(member), question, "attempt__submitted_at")
        | before(CheckAnswer.objects.of(member), question, "answered_at")
        | before(DailyAnswer.objects.of(member), question, "answered_at")
    )
    taught = AmendmentReview.objects.changing_the_rule().with_day_of_effect().filter(learned | answered).order_by()
    seen = SeenAmendment.objects.of(member).filter(amendment=OuterRef("pk"))
    amendments: AmendmentQuerySet = Amendment.objects.in_effect_on(today)
    return amendments.filter(Exists(taught.filter(amendment=OuterRef("pk")))).exclude(Exists(seen))


class Numbers(NamedTuple):
    """What a member's home page counts."""

    hours: Hours
    law_changes: int


def numbers_of(member: Member, today: dt.date) -> Numbers:
    """All of them in one query."""
    from accounts.models import Member
    from participation.models import StudyRecord

    records = StudyRecord.objects.of(member).standing().between(today.replace(month=1, day=1), today).order_by()
    summed = records.values("member").annotate(
        this_month=sum_of_hours(Q(studied_on__gte=today.replace(day=1))), this_year=sum_of_hours()
    )
    changes = amendments_since_learned(member, today).order_by().annotate(all=Value(1)).values("all")
    numbers = Subquery(summed.values("this_month")), Subquery(summed.values("this_year"))
    counted = Subquery(changes.annotate(count=Count("pk")).values("count"))
    month, year, count = Member.objects.filter(pk=member.pk).values_list(*numbers, counted).get()
    return Numbers(Hours(month or Decimal(0), year or Decimal(0)), count or 0)


class SeenAmendmentQuerySet(models.QuerySet):
    def of(self, member: Member) -> Self:
        """The member's own."""
        return self.filter(member=member)


class StudyRecordQuerySet(models.QuerySet):
    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("Rows of the study ledger are never updated.")

    def delete(self) -> NoReturn:
        raise AppendOnlyError("Rows of the study ledger are never deleted.")

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def standing(self) -> Self:
        """Rows that count: neither void nor voiding."""
        return self.filter(voids__isnull=True, voided_by_row__isnull=True)

    def earned(self) -> Self:
        """What was earned, void since or not, each with the row that voided it."""
        return self.filter(voids__isnull=True).select_related("voided_by_row")

    def with_names(self) -> Self:
        """Each with its member, who voided it, and the row that voids it."""
        return self.select_related("member", "recorded_by", "voided_by_row")

    def of(self, member: Member) -> Self:
        """The member's own."""
        return self.filter(member=member)

    def of_any(self, members: models.QuerySet) -> Self:
        """Those of several members, given as a query of their ids."""
        return self.filter(member__in=members)

    def during_any(self, stays: MembershipQuerySet) -> Self:
        """Studied on a day that one of these memberships of the same member covers."""
        return self.filter(Exists(stays.filter(member=OuterRef("member")).on(OuterRef("studied_on"))))

    def between(self, start: dt.date, end: dt.date) -> Self:
        """Studied from ``start`` to ``end``, both included."""
        return self.filter(studied_on__gte=start, studied_on__lte=end)

    def hours_until(self, day: dt.date) -> Hours:
        """Standing hours of the month and of the year of a day, up to that day."""
        this_month = Q(studied_on__gte=day.replace(day=1))
        sums = self.standing().between(day.replace(month=1, day=1), day)
        return Hours(**sums.aggregate(month=sum_of_hours(this_month), year=sum_of_hours()))

    def last_day_by_member(self, *, before: dt.date) -> dict[int, dt.date]:
        """The last day before a day on which each member studied."""
        days = self.standing().filter(studied_on__lt=before).order_by().values_list("member_id")
        return dict(days.annotate(Max("studied_on")))
