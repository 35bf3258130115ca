import datetime as dt
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from wagtail.models import ModelLogEntry

from courses.events import lesson_completed
from courses.models import LessonProgress
from participation.enums import StudySource
from participation.models import StudyRecord
from participation.queries import AppendOnlyError
from participation.services import CannotVoidError, record_study, void_record
from quizzes.events import attempt_marked
from quizzes.models import Attempt
from tests.factories.accounts import MemberFactory
from tests.factories.courses import LessonPageFactory
from tests.factories.participation import StudyRecordFactory
from tests.factories.quizzes import AttemptFactory, QuizFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 22)


def study(member, **fields):
    facts = {"source": StudySource.LESSON, "source_id": 7, "title": "试用期", "hours": Decimal("0.5")}
    return record_study(member=member, **{**facts, **fields})


# --- One row for each source ------------------------------------------------------------------------------------------


def test_a_source_earns_once():
    member = MemberFactory()
    first = study(member)
    assert study(member, hours=Decimal(9), title="改了名") == first
    assert StudyRecord.objects.of(member).get() == first
    assert first.hours == Decimal("0.5")


def test_a_lesson_and_a_quiz_of_the_same_number_are_two_sources():
    member = MemberFactory()
    study(member)
    study(member, source=StudySource.QUIZ)
    assert StudyRecord.objects.of(member).count() == 2


def test_a_void_source_does_not_earn_again():
    member, by = MemberFactory(), MemberFactory()
    void_record(record=study(member), reason="代做", by=by)
    study(member)
    assert not StudyRecord.objects.of(member).standing().exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_fifty_parallel_requests_give_one_row(at_once):
    member = MemberFactory()
    records = at_once([lambda: study(member).pk] * 50)
    assert len(set(records)) == 1, records
    assert all(isinstance(record, int) for record in records)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_parallel_voids_one_wins_and_the_others_are_told(at_once):
    record, by = study(MemberFactory()), MemberFactory()
    answers = at_once([lambda: void_record(record=record, reason="代做", by=by)] * 10)
    assert sum(isinstance(answer, StudyRecord) for answer in answers) == 1
    assert sum(isinstance(answer, CannotVoidError) for answer in answers) == 9


# --- Voiding ----------------------------------------------------------------------------------------------------------


def test_voiding_adds_a_row_with_a_reason_and_a_name_and_leaves_the_old_one():
    record, by = StudyRecordFactory(), MemberFactory()
    before = StudyRecord.objects.values().get(pk=record.pk)
    voiding = void_record(record=record, reason=" 由他人代做 ", by=by)
    assert (voiding.voids, voiding.reason, voiding.recorded_by) == (record, "由他人代做", by)
    assert StudyRecord.objects.values().get(pk=record.pk) == before
    assert not StudyRecord.objects.standing().exists()


def test_voiding_is_audited():
    record, by = StudyRecordFactory(), MemberFactory()
    void_record(record=record, reason="代做", by=by)
    entry = ModelLogEntry.objects.get(action="participation.void_record")
    assert (entry.user, entry.object_id, entry.data["reason"]) == (by, str(record.pk), "代做")


@pytest.mark.parametrize("reason", ["", "   "])
def test_voiding_without_a_reason_is_refused(reason):
    record = StudyRecordFactory()
    with pytest.raises(CannotVoidError):
        void_record(record=record, reason=reason, by=MemberFactory())
    assert StudyRecord.objects.standing().exists()


def test_a_record_is_voided_once_and_a_voiding_row_never():
    by = MemberFactory()
    record = StudyRecordFactory()
    voiding = void_record(record=record, reason="代做", by=by)
    for again in (record, voiding):
        with pytest.raises(CannotVoidError):
            void_record(record=again, reason="再来", by=by)
    assert StudyRecord.objects.count() == 2
    assert ModelLogEntry.objects.filter(action="participation.void_record").count() == 1


COLUMNS = "member_id, source, source_id, title, hours, studied_on, recorded_at, reason"
AGAIN = "member_id, source, source_id, title, 9, studied_on, recorded_at, reason FROM participation_studyrecord"
#: Ways past a trigger on deletion, each database's own.
REPLACEMENTS = {
    "sqlite": [
        f"INSERT OR REPLACE INTO participation_studyrecord (id, {COLUMNS}) SELECT id, {AGAIN}",
        f"INSERT OR REPLACE INTO participation_studyrecord ({COLUMNS}) SELECT {AGAIN}",
    ],
    "postgresql": ["TRUNCATE participation_studyrecord", "TRUNCATE accounts_member CASCADE"],
}[connection.vendor]


# --- Append-only ------------------------------------------------------------------------------------------------------


def test_the_model_and_its_manager_refuse_to_change_or_delete():
    record = StudyRecordFactory()
    record.hours = Decimal(9)
    for change in (
        record.save,
        record.delete,
        StudyRecord.objects.all().delete,
        lambda: StudyRecord.objects.update(hours=9),
        lambda: StudyRecord.objects.bulk_update([record], ["hours"]),
    ):
        with pytest.raises(AppendOnlyError), transaction.atomic():
            change()
    assert StudyRecord.objects.get().hours == Decimal("0.5")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM participation_studyrecord",
        "UPDATE participation_studyrecord SET hours = 9",
        "UPDATE participation_studyrecord SET title = 'x'",
        "UPDATE participation_studyrecord SET studied_on = '2020-01-01'",
        "UPDATE participation_studyrecord SET source_id = 'x'",
        "UPDATE participation_studyrecord SET voids_id = id",
        "UPDATE participation_studyrecord SET member_id = NULL, hours = 9",
        "UPDATE participation_studyrecord SET member_id = (SELECT MAX(id) FROM accounts_member)",
        *REPLACEMENTS,
    ],
)
def test_the_database_refuses_to_change_or_delete(statement):
    record = StudyRecordFactory()
    MemberFactory()
    before = StudyRecord.objects.values().get(pk=record.pk)
    connection.check_constraints()  # none left for the end of the transaction, which would stop TRUNCATE before us
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert StudyRecord.objects.values().get(pk=record.pk) == before


@pytest.mark.parametrize("change", [{"hours": Decimal(9)}, {"title": "别的"}, {"source_id": "x"}, {"member": None}])
def test_the_database_refuses_a_voiding_row_that_does_not_repeat_what_it_voids(change):
    record = StudyRecordFactory()
    facts = {name: getattr(record, name) for name in ("member", "source", "source_id", "title", "hours", "studied_on")}
    with pytest.raises(IntegrityError), transaction.atomic():
        StudyRecord.objects.create(**{**facts, "voids": record, "reason": "代做", **change})
    voiding = StudyRecord.objects.create(**facts, voids=record, reason="代做")
    with pytest.raises(IntegrityError), transaction.atomic():
        StudyRecord.objects.create(**facts, voids=voiding, reason="再来")


def test_erasing_people_keeps_the_count_and_drops_the_persons():
    record, by = StudyRecordFactory(), MemberFactory()
    void_record(record=record, reason="代做", by=by)
    ModelLogEntry.objects.all().delete()
    record.member.delete()
    by.delete()
    rows = StudyRecord.objects.values_list("member", "recorded_by", "hours")
    assert list(rows) == [(None, None, Decimal("0.5"))] * 2


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_flush_empties_the_ledger_and_the_guard_stands_again():
    StudyRecordFactory()
    # Were the sequences to begin anew, the next tests would be given ids that the refilled rows have.
    call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True, reset_sequences=False)
    assert not StudyRecord.objects.exists()
    StudyRecordFactory()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM participation_studyrecord")
    assert StudyRecord.objects.exists()


# --- What happens below is written down -------------------------------------------------------------------------------


def completed(lesson, member, moment):
    return LessonProgress.objects.create(
        lesson=lesson, member=member, state="completed", started_at=moment, completed_at=moment
    )


def test_a_completed_lesson_earns_its_hours_on_its_day_in_shanghai():
    lesson = LessonPageFactory(title="加班费怎么算", credit_hours=Decimal("1.5"))
    late_evening_in_utc = dt.datetime(2026, 11, 21, 17, tzinfo=dt.UTC)
    lesson_completed.send(LessonProgress, progress=completed(lesson, MemberFactory(), late_evening_in_utc))
    record = StudyRecord.objects.get()
    assert (record.source, record.source_id) == (StudySource.LESSON, str(lesson.pk))
    assert (record.title, record.hours, record.studied_on) == ("加班费怎么算", Decimal("1.5"), TODAY)


def attempt_at(quiz, member, **fields):
    return AttemptFactory(quiz=quiz, member=member, started_at=dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC), **fields)


def test_a_passed_quiz_earns_its_hours_once_however_often_it_is_passed():
    quiz, member = QuizFactory(credit_hours=Decimal("0.5")), MemberFactory()
    for _ in range(2):
        attempt_marked.send(Attempt, attempt=attempt_at(quiz, member))
    record = StudyRecord.objects.get()
    assert (record.source, record.source_id, record.hours) == (StudySource.QUIZ, str(quiz.pk), Decimal("0.5"))
    assert record.studied_on == TODAY


def test_a_failed_quiz_earns_nothing():
    attempt_marked.send(Attempt, attempt=attempt_at(QuizFactory(), MemberFactory(), passed=False))
    assert not StudyRecord.objects.exists()


@pytest.mark.parametrize(("rule", "earned"), [("best", 1), ("last", 1), ("average", 0)])
def test_a_quiz_earns_only_when_what_counts_of_it_is_a_pass(rule, earned):
    quiz, member = QuizFactory(counting_rule=rule, attempts_allowed=3), MemberFactory()
    for passed in (False, False, True):
        attempt_marked.send(Attempt, attempt=attempt_at(quiz, member, passed=passed))
    assert StudyRecord.objects.count() == earned


def test_a_quiz_without_credit_still_shows_that_it_was_studied():
    attempt_marked.send(Attempt, attempt=attempt_at(QuizFactory(credit_hours=0), MemberFactory()))
    assert StudyRecord.objects.get().hours == 0


def test_when_the_change_below_is_rolled_back_so_is_the_record():
    lesson, member = LessonPageFactory(), MemberFactory()
    with transaction.atomic():
        progress = completed(lesson, member, dt.datetime(2026, 11, 22, tzinfo=dt.UTC))
        lesson_completed.send(LessonProgress, progress=progress)
        assert StudyRecord.objects.exists()
        transaction.set_rollback(True)
    assert not StudyRecord.objects.exists()
