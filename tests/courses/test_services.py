import pytest
from django.core.exceptions import ValidationError

from courses import services
from courses.enums import ProgressState
from courses.events import course_completed
from courses.models import CheckAnswer, Enrolment, LessonPage, LessonProgress
from quizzes.events import attempt_marked
from quizzes.models import Attempt
from tests.factories.accounts import MemberFactory
from tests.factories.courses import CoursePageFactory, block, lesson_asking
from tests.factories.quizzes import AttemptFactory, QuestionFactory, QuestionVersionFactory, QuizFactory

pytestmark = pytest.mark.django_db

RIGHT, WRONG = ["b"], ["a"]


def answer(lesson, question, chosen, by):
    return services.answer_check(
        lesson=lesson, question_id=question.pk, version_id=question.current_id, chosen=chosen, by=by
    )


def take(quiz, by, *, passed):
    """An attempt as marking leaves it, told as marking tells it."""
    attempt_marked.send(sender=Attempt, attempt=AttemptFactory(quiz=quiz, member=by, passed=passed))


def progress(lesson, member):
    return LessonProgress.objects.get(lesson=lesson, member=member)


# --- Enrolling and opening --------------------------------------------------------------------------------------------


def test_enrolling_twice_is_enrolling_once():
    member, course = MemberFactory(), CoursePageFactory()
    assert services.enrol(course=course, by=member) == services.enrol(course=course, by=member)


def test_opening_a_lesson_enrols_and_starts_it():
    member, lesson = MemberFactory(), lesson_asking()
    services.open_lesson(lesson=lesson, by=member)
    assert Enrolment.objects.of(member).get().course_id == lesson.get_parent().pk
    assert progress(lesson, member).state == ProgressState.STARTED


def test_opening_a_lesson_again_moves_only_the_time_it_was_last_seen(django_assert_num_queries):
    member, lesson = MemberFactory(), lesson_asking()
    services.open_lesson(lesson=lesson, by=member)
    before = progress(lesson, member)
    with django_assert_num_queries(1):
        services.open_lesson(lesson=lesson, by=member)
    after = progress(lesson, member)
    assert after.last_seen_at > before.last_seen_at
    assert (after.state, after.started_at) == (before.state, before.started_at)


# --- Place ------------------------------------------------------------------------------------------------------------


def test_the_place_is_a_block_of_the_lesson():
    member, lesson = MemberFactory(), lesson_asking()
    services.keep_place(lesson=lesson, block_id=lesson.block_ids[1], by=member)
    assert progress(lesson, member).last_block == lesson.block_ids[1]
    with pytest.raises(ValidationError):
        services.keep_place(lesson=lesson, block_id="nowhere", by=member)
    assert progress(lesson, member).last_block == lesson.block_ids[1]


def test_answering_keeps_the_place_without_a_script():
    member, question = MemberFactory(), QuestionFactory()
    lesson = lesson_asking(question, QuestionFactory())
    answer(lesson, question, WRONG, member)
    assert progress(lesson, member).last_block == lesson.block_of_check(question.pk) != ""


# --- Answering --------------------------------------------------------------------------------------------------------


def test_every_try_is_kept_until_the_right_one():
    member, question = MemberFactory(), QuestionFactory()
    lesson = lesson_asking(question)
    tries = [answer(lesson, question, chosen, member) for chosen in (WRONG, ["c"], RIGHT, WRONG)]
    assert tries == [False, False, True, True]
    kept = CheckAnswer.objects.of(member).order_by("pk").values_list("chosen", "correct")
    assert list(kept) == [(["a"], False), (["c"], False), (["b"], True)]


def test_a_lesson_is_completed_by_the_last_right_answer_and_not_before(told):
    member, first, second = MemberFactory(), QuestionFactory(), QuestionFactory()
    lesson = lesson_asking(first, second)
    services.keep_place(lesson=lesson, block_id=lesson.block_ids[-1], by=member)
    answer(lesson, first, RIGHT, member)
    assert progress(lesson, member).state == ProgressState.STARTED
    assert told.lessons == []
    answer(lesson, second, RIGHT, member)
    done = progress(lesson, member)
    assert done.state == ProgressState.COMPLETED
    assert done.completed_at is not None
    assert told.lessons == [lesson.pk]


def test_a_completed_lesson_is_told_of_once_however_often_it_is_answered_or_recomputed(told):
    member, question = MemberFactory(), QuestionFactory()
    lesson = lesson_asking(question)
    answer(lesson, question, RIGHT, member)
    answer(lesson, question, RIGHT, member)
    services.recompute_lesson(lesson=lesson, by=member)
    assert told.lessons == [lesson.pk]
    assert len(told.courses) == 1


def test_three_wrong_tries_at_one_question_need_help_and_a_right_one_ends_that():
    member, first, second = MemberFactory(), QuestionFactory(), QuestionFactory()
    lesson = lesson_asking(first, second)
    answer(lesson, second, WRONG, member)
    answer(lesson, first, WRONG, member)
    answer(lesson, first, WRONG, member)
    assert progress(lesson, member).state == ProgressState.STARTED
    answer(lesson, first, WRONG, member)
    assert progress(lesson, member).state == ProgressState.NEEDS_HELP
    assert list(LessonProgress.objects.needing_help()) == [progress(lesson, member)]
    answer(lesson, first, RIGHT, member)
    assert progress(lesson, member).state == ProgressState.STARTED


def test_an_answer_to_what_the_lesson_does_not_ask_is_refused_and_nothing_is_kept():
    member, lesson, other = MemberFactory(), lesson_asking(), QuestionFactory()
    with pytest.raises(ValidationError):
        answer(lesson, other, RIGHT, member)
    assert not CheckAnswer.objects.exists()
    assert not LessonProgress.objects.exists()
    assert not Enrolment.objects.exists()


@pytest.mark.parametrize("chosen", [[], ["a", "b"], ["z"]], ids=["nothing", "two of a single choice", "unknown"])
def test_a_choice_that_the_question_does_not_allow_is_refused(chosen):
    member, question = MemberFactory(), QuestionFactory()
    with pytest.raises(ValidationError):
        answer(lesson_asking(question), question, chosen, member)
    assert not CheckAnswer.objects.exists()


def test_an_answer_to_an_older_wording_is_refused():
    member, question = MemberFactory(), QuestionFactory()
    lesson, old = lesson_asking(question), question.current_id
    question.current = QuestionVersionFactory(question=question, number=2, key=["c"])
    question.save()
    with pytest.raises(ValidationError) as refusal:
        services.answer_check(lesson=lesson, question_id=question.pk, version_id=old, chosen=RIGHT, by=member)
    assert refusal.value.code == "reworded"


def test_a_right_answer_stands_when_the_question_is_reworded_later():
    member, question = MemberFactory(), QuestionFactory()
    lesson = lesson_asking(question, QuestionFactory())
    answer(lesson, question, RIGHT, member)
    question.current = QuestionVersionFactory(question=question, number=2, key=["c"])
    question.save()
    assert answer(lesson, question, RIGHT, member) is True


def test_the_same_question_in_another_lesson_is_asked_anew():
    member, question = MemberFactory(), QuestionFactory()
    first, second = lesson_asking(question), lesson_asking(question)
    answer(first, question, RIGHT, member)
    services.recompute_lesson(lesson=second, by=member)
    assert progress(second, member).state == ProgressState.STARTED


def test_another_members_answers_count_for_nobody_else():
    member, mate, question = MemberFactory(), MemberFactory(), QuestionFactory()
    lesson = lesson_asking(question)
    answer(lesson, question, RIGHT, mate)
    services.recompute_lesson(lesson=lesson, by=member)
    assert progress(lesson, mate).state == ProgressState.COMPLETED
    assert progress(lesson, member).state == ProgressState.STARTED


def test_a_lesson_that_asks_nothing_is_never_completed(told):
    member = MemberFactory()
    lesson = lesson_asking()
    lesson.body = [block("text", "<p>只是读。</p>")]
    lesson.save()
    services.recompute_lesson(lesson=lesson, by=member)
    assert progress(lesson, member).state == ProgressState.STARTED
    assert told.lessons == []


# --- Quizzes ----------------------------------------------------------------------------------------------------------


def test_a_lesson_with_a_quiz_waits_for_it(told):
    member, question, quiz = MemberFactory(), QuestionFactory(), QuizFactory()
    lesson = lesson_asking(question, quizzes=[quiz])
    answer(lesson, question, RIGHT, member)
    assert told.lessons == []
    take(quiz, member, passed=True)
    assert told.lessons == [lesson.pk]
    assert progress(lesson, member).state == ProgressState.COMPLETED


def test_a_quiz_passed_first_counts_when_the_checks_are_answered(told):
    member, question, quiz = MemberFactory(), QuestionFactory(), QuizFactory()
    take(quiz, member, passed=True)
    lesson = lesson_asking(question, quizzes=[quiz])
    answer(lesson, question, RIGHT, member)
    assert told.lessons == [lesson.pk]


def test_a_quiz_failed_twice_needs_help_and_passing_ends_that():
    member, quiz = MemberFactory(), QuizFactory()
    lesson = lesson_asking(quizzes=[quiz])
    services.open_lesson(lesson=lesson, by=member)
    take(quiz, member, passed=False)
    assert progress(lesson, member).state == ProgressState.STARTED
    take(quiz, member, passed=False)
    assert progress(lesson, member).state == ProgressState.NEEDS_HELP
    take(quiz, member, passed=True)
    assert progress(lesson, member).state == ProgressState.COMPLETED


def test_a_quiz_changes_only_lessons_that_ask_for_it_and_that_were_started():
    member, quiz = MemberFactory(), QuizFactory()
    other, unopened = lesson_asking(quizzes=[QuizFactory()]), lesson_asking(quizzes=[quiz])
    services.open_lesson(lesson=other, by=member)
    take(quiz, member, passed=True)
    assert progress(other, member).state == ProgressState.STARTED
    assert not LessonProgress.objects.filter(lesson=unopened).exists()


# --- Courses ----------------------------------------------------------------------------------------------------------


def test_a_course_is_completed_once_with_the_last_of_its_live_lessons(told):
    member, course = MemberFactory(), CoursePageFactory()
    questions = QuestionFactory.create_batch(2)
    lessons = [lesson_asking(question, parent=course) for question in questions]
    lesson_asking(parent=course, live=False)
    answer(lessons[1], questions[1], RIGHT, member)
    assert Enrolment.objects.get().completed_at is None
    answer(lessons[0], questions[0], RIGHT, member)
    assert Enrolment.objects.get().completed_at is not None
    assert told.courses == [course.pk]


def test_a_lesson_added_later_does_not_complete_the_course_again(told):
    member, course, question = MemberFactory(), CoursePageFactory(), QuestionFactory()
    answer(lesson_asking(question, parent=course), question, RIGHT, member)
    answer(lesson_asking(question, parent=course), question, RIGHT, member)
    assert told.courses == [course.pk]


def test_nothing_is_kept_when_somebody_who_is_told_fails():
    member, question = MemberFactory(), QuestionFactory()
    lesson = lesson_asking(question)

    def fail(**kwargs):
        raise RuntimeError

    course_completed.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            answer(lesson, question, RIGHT, member)
    finally:
        course_completed.disconnect(fail)
    assert not CheckAnswer.objects.exists()
    assert not LessonProgress.objects.exists()


# --- Two devices ------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_many_devices_that_answer_at_once_complete_the_lesson_once(at_once, told):
    member, question = MemberFactory(), QuestionFactory()
    lesson_id = lesson_asking(question).pk
    answers = at_once([lambda: answer(LessonPage.objects.get(pk=lesson_id), question, RIGHT, member)] * 12)
    assert answers == [True] * 12
    assert told.lessons == [lesson_id]
    assert len(told.courses) == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_last_two_lessons_completed_at_once_complete_the_course_once(at_once, told):
    member, course, question = MemberFactory(), CoursePageFactory(), QuestionFactory()
    waiting = [lesson_asking(question, parent=course).pk for _ in range(2)]
    answers = at_once([lambda pk=pk: answer(LessonPage.objects.get(pk=pk), question, RIGHT, member) for pk in waiting])
    assert answers == [True, True]
    assert sorted(told.lessons) == sorted(waiting)
    assert told.courses == [course.pk]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_lesson_opened_on_two_devices_at_once_is_started_once(at_once):
    member, lesson_id = MemberFactory(), lesson_asking().pk

    def open_it():
        services.open_lesson(lesson=LessonPage.objects.get(pk=lesson_id), by=member)
        return LessonProgress.objects.of(member).count()

    assert at_once([open_it] * 8) == [1] * 8
