import pytest
from django.core.exceptions import ValidationError
from wagtail.models import ModelLogEntry

from library.references import parse_reference
from quizzes.enums import QuestionType
from quizzes.models import Question
from quizzes.services import (
    PoolTooSmall,
    QuestionContent,
    create_question,
    new_question_version,
    publish_quiz,
    start_attempt,
)
from tests.factories.accounts import MemberFactory
from tests.factories.library import ArticleFactory, StatuteVersionFactory
from tests.factories.quizzes import (
    QuestionBankFactory,
    QuestionFactory,
    QuizFactory,
    QuizSectionFactory,
    quiz_with_questions,
)

pytestmark = pytest.mark.django_db

OPTIONS = [{"id": "a", "text": "一个月"}, {"id": "b", "text": "两个月"}]


def content(**fields: object) -> QuestionContent:
    given = {"type": QuestionType.SINGLE, "stem": "多久？", "options": OPTIONS, "key": ["a"]}
    return QuestionContent(**{**given, **fields})


def create(**fields: object) -> Question:
    return create_question(bank=QuestionBankFactory(), content=content(**fields), by=MemberFactory())


# --- Versions -----------------------------------------------------------------------------------------------------


def test_question_cites_articles_as_of_the_version_in_force():
    article = ArticleFactory(version=StatuteVersionFactory(statute__short_title="劳动合同法"), number=39)
    question = create(citations=(parse_reference("《劳动合同法》第三十九条"), parse_reference("《工会法》第二条")))
    held, missing = question.current.citations.all()
    assert held.as_of == article.version
    assert (str(missing.reference), missing.as_of) == ("《工会法》第二条", None)


@pytest.mark.parametrize(
    "change",
    [
        {"stem": "最长多久？"},
        {"key": ["b"]},
        {"options": [*OPTIONS, {"id": "c", "text": "半年"}]},
        {"explanation": "因为"},
        {"difficulty": 3},
        {"citations": (parse_reference("《劳动合同法》第十条"),)},
    ],
)
def test_rewording_makes_a_version_and_keeps_the_old_one(change):
    question = create()
    old, editor = question.current, MemberFactory()
    new = new_question_version(question=question, content=content(**change), by=editor)
    assert (new.number, new.created_by) == (2, editor)
    question.refresh_from_db()
    assert question.current == new
    old.refresh_from_db()
    assert (old.stem, old.key, old.options) == ("多久？", ["a"], OPTIONS)
    entry = ModelLogEntry.objects.filter(action="quizzes.new_version").first()
    assert (entry.user, entry.data) == (editor, {"number": 2})


def test_saving_the_same_wording_makes_no_version():
    question = create()
    same = content(stem=" 多久？ ", options=[{**option, "text": f"{option['text']} "} for option in OPTIONS])
    assert new_question_version(question=question, content=same, by=None) == question.current
    assert question.versions.count() == 1


def test_correcting_a_key_never_changes_a_mark_that_was_given():
    quiz = quiz_with_questions(1)
    member = MemberFactory()
    attempt = start_attempt(quiz=quiz, by=member)
    question = Question.objects.get()
    new_question_version(question=question, content=content(options=question.current.options, key=["c"]), by=None)
    assert attempt.answers.get().question_version.key == ["b"]
    assert start_attempt(quiz=quiz, by=MemberFactory()).answers.get().question_version.key == ["c"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"stem": "  "}, "no_stem"),
        ({"options": OPTIONS[:1]}, "options"),
        ({"options": [*OPTIONS, {"id": "c", "text": "一个月"}]}, "options"),
        ({"options": [*OPTIONS, {"id": "a", "text": "半年"}]}, "options"),
        ({"options": [*OPTIONS, {"id": "c", "text": " "}]}, "options"),
        ({"key": []}, "key"),
        ({"key": ["z"]}, "key"),
        ({"key": ["a", "b"]}, "key"),
        ({"type": QuestionType.TRUE_FALSE, "key": ["a"]}, "key"),
    ],
)
def test_question_that_cannot_be_asked_is_refused_and_leaves_nothing(fields, code):
    with pytest.raises(ValidationError) as refusal:
        create(**fields)
    assert refusal.value.code == code
    assert not Question.objects.exists()


def test_true_or_false_has_its_two_options_by_itself():
    version = create(type=QuestionType.TRUE_FALSE, options=(), key=["false"]).current
    assert [option["id"] for option in version.options] == ["true", "false"]


# --- Publishing ---------------------------------------------------------------------------------------------------


def test_publishing_is_refused_when_the_pool_is_too_small_and_says_by_how_much():
    bank = QuestionBankFactory()
    QuestionFactory.create_batch(17, bank=bank)
    quiz = QuizFactory(published=False)
    QuizSectionFactory(quiz=quiz, bank=bank, title="单选题", count=20)
    with pytest.raises(PoolTooSmall, match="第 1 部分单选题：需要 20 题，只有 17 题") as refusal:
        publish_quiz(quiz=quiz, by=MemberFactory())
    assert [(short.needs, short.has) for short in refusal.value.shortages] == [(20, 17)]
    quiz.refresh_from_db()
    assert not quiz.published


def test_two_sections_cannot_count_the_same_questions():
    bank = QuestionBankFactory()
    QuestionFactory.create_batch(5, bank=bank)
    quiz = QuizFactory(published=False)
    QuizSectionFactory.create_batch(2, quiz=quiz, bank=bank, count=3)
    with pytest.raises(PoolTooSmall):
        publish_quiz(quiz=quiz, by=MemberFactory())


def test_quiz_without_sections_is_not_published():
    with pytest.raises(ValidationError):
        publish_quiz(quiz=QuizFactory(published=False), by=MemberFactory())


def test_publishing_is_on_record_once():
    quiz, editor = quiz_with_questions(2, published=False), MemberFactory()
    publish_quiz(quiz=quiz, by=editor)
    publish_quiz(quiz=quiz, by=editor)
    quiz.refresh_from_db()
    assert quiz.published
    assert [entry.user for entry in ModelLogEntry.objects.filter(action="quizzes.publish")] == [editor]


def test_section_draws_by_bank_topic_type_and_difficulty():
    bank = QuestionBankFactory()
    wanted = create_question(
        bank=bank, content=content(type=QuestionType.MULTIPLE, difficulty=3), by=None, topics=["工伤保护"]
    )
    create_question(bank=bank, content=content(difficulty=3), by=None, topics=["工伤保护"])
    create_question(bank=bank, content=content(type=QuestionType.MULTIPLE, difficulty=3), by=None)
    create_question(bank=bank, content=content(type=QuestionType.MULTIPLE), by=None, topics=["工伤保护"])
    create_question(
        bank=QuestionBankFactory(),
        content=content(type=QuestionType.MULTIPLE, difficulty=3),
        by=None,
        topics=["工伤保护"],
    )
    section = QuizSectionFactory(
        bank=bank, topic=wanted.topics.get(), type=QuestionType.MULTIPLE, difficulty=3, count=1
    )
    assert list(Question.objects.for_section(section)) == [wanted]
