import json

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry
from wagtail.test.utils.form_data import nested_form_data

from quizzes.enums import QuestionType
from quizzes.models import Question, Quiz
from quizzes.services import start_attempt, submit_attempt
from tests.factories.courses import lesson_asking
from tests.factories.library import ArticleFactory
from tests.factories.quizzes import QuestionBankFactory, QuestionFactory, quiz_with_questions

pytestmark = pytest.mark.django_db

QUESTIONS = "wagtailsnippets_quizzes_question"
QUIZZES = "wagtailsnippets_quizzes_quiz"


def question_form(**fields: object) -> dict[str, str]:
    """As the page sends it: each row of an option with its id."""
    rows = fields.pop("rows", [("x1", "一个月", True), ("x2", "两个月", False)])
    options = {"options-count": str(len(rows))}
    for number, (identity, text, right) in enumerate(rows):
        prefix = f"options-{number}"
        options |= {
            f"{prefix}-deleted": "",
            f"{prefix}-order": str(number),
            f"{prefix}-type": "item",
            f"{prefix}-id": identity,
            f"{prefix}-value-text": text,
            **({f"{prefix}-value-right": "on"} if right else {}),
        }
    return {
        "type": QuestionType.SINGLE,
        "stem": "最长多久？",
        "statement": "",
        "explanation": "因为",
        "difficulty": "2",
        "citations": "《劳动合同法》第三十九条第（二）项",
        "status": "active",
        "use": "draw",
        "topics": "",
        "code": "",
        **options,
        **fields,
    }


@pytest.fixture
def client(union, client_for):
    return client_for(union.editor)


def test_editor_writes_a_question_with_rows_of_options(union, client):
    bank = QuestionBankFactory()
    response = client.post(reverse(f"{QUESTIONS}:add"), question_form(bank=bank.pk, topics="劳动合同"))
    assert response.status_code == 302
    version = Question.objects.get().current
    assert version.options == [{"id": "x1", "text": "一个月"}, {"id": "x2", "text": "两个月"}]
    assert (version.key, version.created_by) == (["x1"], union.editor)
    assert [str(citation) for citation in version.citations.all()] == ["《劳动合同法》第三十九条第（二）项"]
    assert version.question.topics.get().name == "劳动合同"


def test_editor_writes_a_true_or_false_question_without_rows(client):
    data = question_form(bank=QuestionBankFactory().pk, type=QuestionType.TRUE_FALSE, statement="false", rows=[])
    assert client.post(reverse(f"{QUESTIONS}:add"), data).status_code == 302
    assert Question.objects.get().current.key == ["false"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"citations": "劳动合同法39"}, "没认出这是哪一条：劳动合同法39"),
        ({"rows": [("x1", "一个月", False), ("x2", "两个月", False)]}, "请勾出正确答案"),
        ({"rows": [("x1", "一个月", True), ("x2", "两个月", True)]}, "只能有一个正确答案"),
        ({"rows": [("x1", "一个月", True)]}, "至少要有两个选项"),
        ({"type": QuestionType.TRUE_FALSE}, "请勾出正确答案"),
    ],
)
def test_mistakes_are_named_and_nothing_is_saved(client, fields, words):
    response = client.post(reverse(f"{QUESTIONS}:add"), question_form(bank=QuestionBankFactory().pk, **fields))
    assert response.status_code == 200
    page = response.content.decode()
    assert words in page or json.dumps(words)[1:-1] in page
    assert not Question.objects.exists()


def test_a_question_cites_no_article_that_the_law_lacks(client):
    ArticleFactory(version__statute__short_title="停工法", number=3)
    data = question_form(
        bank=QuestionBankFactory().pk, citations="《停工法》第三条\n《停工法》第九条\n《别的法》第九条"
    )
    page = client.post(reverse(f"{QUESTIONS}:add"), data).content.decode()
    assert "现行的《停工法》没有第九条。" in page
    assert "别的法》没有" not in page
    assert not Question.objects.exists()


def test_edit_page_shows_what_is_written_and_saving_it_makes_no_version(client):
    bank = QuestionBankFactory()
    client.post(reverse(f"{QUESTIONS}:add"), question_form(bank=bank.pk))
    question = Question.objects.get()
    edit = reverse(f"{QUESTIONS}:edit", args=[question.pk])
    page = client.get(edit).content.decode()
    assert "最长多久？" in page
    assert "x1" in page
    client.post(edit, question_form(bank=bank.pk, status="retired"))
    question.refresh_from_db()
    assert (question.status, question.versions.count()) == ("retired", 1)


def test_rewording_on_the_edit_page_makes_a_version_that_keeps_option_ids(client):
    bank = QuestionBankFactory()
    client.post(reverse(f"{QUESTIONS}:add"), question_form(bank=bank.pk))
    question = Question.objects.get()
    rows = [("x2", "两个月", True), ("x1", "三十天", False)]
    client.post(reverse(f"{QUESTIONS}:edit", args=[question.pk]), question_form(bank=bank.pk, rows=rows))
    question.refresh_from_db()
    assert question.current.number == 2
    assert question.current.options == [{"id": "x2", "text": "两个月"}, {"id": "x1", "text": "三十天"}]
    assert question.current.key == ["x2"]


def test_preview_shows_what_is_being_written(client):
    bank = QuestionBankFactory()
    preview = reverse(f"{QUESTIONS}:preview_on_add")
    assert client.post(preview, question_form(bank=bank.pk)).json()["is_valid"]
    page = client.get(f"{preview}?in_preview_panel=true&mode=").content.decode()
    assert "最长多久？" in page
    assert "答对了" in page
    assert not Question.objects.exists()


def test_question_list_filters_and_takes_the_same_number_of_queries(client, django_assert_max_num_queries):
    wanted = QuestionFactory(version__type=QuestionType.MULTIPLE, version__stem="找我")
    QuestionFactory(bank=wanted.bank, version__stem="不找我")
    index = reverse(f"{QUESTIONS}:list")
    for query in ({"type": "multiple"}, {"q": "找我", "type": "multiple"}):
        page = client.get(index, query).content.decode()
        assert "找我" in page
        assert "不找我" not in page
    with django_assert_max_num_queries(60) as few:
        client.get(index)
    QuestionFactory.create_batch(30, bank=wanted.bank)
    with django_assert_max_num_queries(len(few)):
        client.get(index)


def test_chooser_finds_a_question_for_lessons_by_its_words(client):
    for stem, fields in (
        ("带薪年休假几天", {}),
        ("试用期几个月", {}),
        ("带薪年休假旧题", {"status": "retired"}),
        ("带薪年休假抽题", {"use": "draw"}),
    ):
        QuestionFactory(version__stem=stem, **{"use": "check", **fields})
    page = client.get(reverse("wagtailsnippetchoosers_quizzes_question:choose_results"), {"q": "年休假"})
    assert "带薪年休假几天" in page.content.decode()
    for other in ("试用期", "旧题", "抽题"):
        assert other not in page.content.decode()


def quiz_form(bank, **changes):
    return nested_form_data(
        {
            "title": "月测",
            "slug": "monthly",
            "intro": "",
            "published": "on",
            "audience": "all",
            "audience_unit": "",
            "duration_minutes": "20",
            "attempts_allowed": "3",
            "counting_rule": "best",
            "pass_percent": "60",
            "multiple_policy": "all_or_nothing",
            "answers_shown": "at_once",
            "credit_hours": "0",
            "sections": {
                "TOTAL_FORMS": 1,
                "INITIAL_FORMS": 0,
                "MIN_NUM_FORMS": 0,
                "MAX_NUM_FORMS": 100,
                "0": {"title": "单选题", "bank": bank.pk, "count": "20", "mark": "5", "ORDER": "1"},
            },
            **changes,
        }
    )


def test_quiz_form_refuses_to_publish_with_too_few_questions_and_says_by_how_much(client):
    bank = QuestionBankFactory()
    QuestionFactory.create_batch(17, bank=bank)
    data = quiz_form(bank)
    page = client.post(reverse(f"{QUIZZES}:add"), data).content.decode()
    assert "需要 20 题，只有 17 题" in page
    assert not Quiz.objects.exists()
    assert client.post(reverse(f"{QUIZZES}:add"), {**data, "sections-0-count": "17"}).status_code == 302
    assert Quiz.objects.get().published
    assert client.post(reverse(f"{QUIZZES}:add"), {**data, "slug": "daily"}).status_code == 200


def test_publishing_in_the_form_is_on_record(client, union):
    QuestionFactory.create_batch(20, bank=(bank := QuestionBankFactory()))
    client.post(reverse(f"{QUIZZES}:add"), quiz_form(bank, published=""))
    quiz = Quiz.objects.get()
    published = ModelLogEntry.objects.for_instance(quiz).filter(action="quizzes.publish")
    assert (quiz.published, published.count()) == (False, 0)
    sections = {"sections-INITIAL_FORMS": "1", "sections-0-id": quiz.sections.get().pk}
    assert client.post(reverse(f"{QUIZZES}:edit", args=[quiz.pk]), {**quiz_form(bank), **sections}).status_code == 302
    assert Quiz.objects.get().published
    assert published.get().user == union.editor


@pytest.mark.parametrize("change", [{"use": "draw"}, {"status": "retired"}])
def test_what_a_lesson_asks_stays_for_lessons(client, change):
    question = QuestionFactory(use="check")
    edit = reverse(f"{QUESTIONS}:edit", args=[question.pk])
    data = question_form(bank=question.bank.pk, citations="", use="check")
    lesson = lesson_asking(question, title="试用期多长")
    page = client.post(edit, {**data, **change})
    assert page.status_code == 200
    assert "试用期多长" in page.content.decode()
    assert client.post(edit, {**data, "explanation": "更清楚"}).status_code == 302
    assert client.post(edit, {**data, "status": "review"}).status_code == 302, "it may be looked at all the same"
    lesson.delete()
    assert client.post(edit, {**data, **change}).status_code == 302


@pytest.mark.parametrize("change", [{"missed_mark": "-1"}, {"credit_hours": "-1"}])
def test_quiz_form_refuses_negative_numbers(client, change):
    QuestionFactory.create_batch(20, bank=(bank := QuestionBankFactory()))
    assert client.post(reverse(f"{QUIZZES}:add"), quiz_form(bank, **change)).status_code == 200
    assert not Quiz.objects.exists()


@pytest.mark.parametrize("field", ["opens_at", "closes_at"])
@pytest.mark.parametrize("day", ["0001-01-01 00:00", "0026-11-25 08:00"])
def test_quiz_form_refuses_a_year_that_is_a_slip_of_the_finger(client, field, day):
    QuestionFactory.create_batch(20, bank=(bank := QuestionBankFactory()))
    assert client.post(reverse(f"{QUIZZES}:add"), quiz_form(bank, **{field: day})).status_code == 200
    assert not Quiz.objects.exists()


def test_a_tenth_of_a_point_is_a_mark(client):
    QuestionFactory.create_batch(20, bank=(bank := QuestionBankFactory()))
    data = quiz_form(bank) | {"sections-0-mark": "0.1"}
    assert client.post(reverse(f"{QUIZZES}:add"), data).status_code == 302


@pytest.mark.parametrize(
    "change",
    [
        {"multiple_policy": "missed_half"},
        {"answers_shown": "never"},
        {"closes_at": "2000-01-01 08:00"},
        {"multiple_policy": "missed_fixed", "missed_mark": "1"},
    ],
)
def test_what_marking_goes_by_stays_while_somebody_is_answering(client, union, change):
    QuestionFactory.create_batch(20, bank=(bank := QuestionBankFactory()))
    client.post(reverse(f"{QUIZZES}:add"), quiz_form(bank))
    quiz = Quiz.objects.get()
    attempt = start_attempt(quiz=quiz, by=union.worker)
    sections = {"sections-INITIAL_FORMS": "1", "sections-0-id": quiz.sections.get().pk}
    edit = reverse(f"{QUIZZES}:edit", args=[quiz.pk])
    page = client.post(edit, {**quiz_form(bank, **change), **sections})
    assert page.status_code == 200
    assert f"{timezone.localtime(attempt.deadline):%H:%M}" in page.content.decode()
    assert client.post(edit, {**quiz_form(bank, intro="先读题"), **sections}).status_code == 302
    submit_attempt(attempt=attempt, by=union.worker)
    assert client.post(edit, {**quiz_form(bank, **change), **sections}).status_code == 302


def test_what_was_used_is_not_deleted_and_what_was_not_is(union, client):
    quiz = quiz_with_questions(1)
    used = Question.objects.get()
    start_attempt(quiz=quiz, by=union.worker)
    unused = QuestionFactory()
    for model, instance in ((QUESTIONS, used), (QUIZZES, quiz), ("wagtailsnippets_quizzes_questionbank", used.bank)):
        page = client.post(reverse(f"{model}:delete", args=[instance.pk]), follow=True).content.decode()
        assert "不能删除" in page
    client.post(reverse(f"{QUESTIONS}:delete", args=[unused.pk]))
    assert list(Question.objects.all()) == [used]


def test_members_who_are_no_editors_do_not_get_in(union, client_for):
    question = QuestionFactory()
    for address in (reverse(f"{QUESTIONS}:list"), reverse(f"{QUESTIONS}:edit", args=[question.pk])):
        for person in (None, union.worker, union.leader):
            assert client_for(person).get(address).status_code in (302, 403)
