import pytest

from accounts.events import member_data_requested
from courses import services
from quizzes.events import places_requested
from quizzes.models import Quiz
from tests.factories.accounts import MemberFactory
from tests.factories.courses import lesson_asking
from tests.factories.quizzes import QuestionFactory, QuizFactory

pytestmark = pytest.mark.django_db


def sections(member):
    """Only those of courses."""
    answers = member_data_requested.send(sender=type(member), member=member)
    return dict(answer for receiver, answer in answers if receiver.__module__ == "courses.receivers")


def test_my_data_holds_my_courses_lessons_and_answers_and_nobody_elses():
    member, mate, question = MemberFactory(), MemberFactory(), QuestionFactory(version__stem="期限是多长？")
    lesson = lesson_asking(question, title="试用期")
    for person, option in ((member, "a"), (mate, "b")):
        services.answer_check(
            lesson=lesson, question_id=question.pk, version_id=question.current_id, chosen=[option], by=person
        )
    mine = sections(member)
    assert list(mine) == ["课程", "各课内容", "课程里的检查题"]
    assert [row["课程"] for row in mine["课程"]] == [lesson.get_parent().title]
    assert [row["状态"] for row in mine["各课内容"]] == ["进行中"]
    [answer] = mine["课程里的检查题"]
    assert (answer["题目"], answer["我的答案"], answer["答对了"]) == ("期限是多长？", "选项a", "否")
    assert "选项b" not in str(mine)


def test_a_quiz_knows_the_way_back_to_the_lessons_i_have_opened():
    member, quiz = MemberFactory(), QuizFactory()
    opened, unopened = lesson_asking(quizzes=[quiz]), lesson_asking(quizzes=[quiz])
    other = lesson_asking(quizzes=[QuizFactory()])
    for lesson in (opened, other):
        services.open_lesson(lesson=lesson, by=member)
    places = [places for _receiver, places in places_requested.send(sender=Quiz, quiz=quiz, member=member)]
    assert [(opened.title, opened.address)] in places
    assert unopened.address not in str(places)
    assert other.address not in str(places)
