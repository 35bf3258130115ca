import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.template.loader import render_to_string

from quizzes.enums import QuestionType
from quizzes.models import QuestionVersion
from quizzes.presentation import QuestionView, VerdictView, read_choice
from tests.factories.library import ArticleFactory

OPTIONS = [{"id": "x1", "text": "一个月"}, {"id": "x2", "text": "两个月"}, {"id": "x3", "text": "半年"}]


def version(**fields: object) -> QuestionVersion:
    given = {
        "type": QuestionType.SINGLE,
        "stem": "最长多久？",
        "options": OPTIONS,
        "key": ["x2"],
        "explanation": "法条",
    }
    return QuestionVersion(**{**given, **fields})


def test_letters_follow_the_order_in_which_options_are_shown():
    view = QuestionView(version(), name="q", order=["x3", "x1", "x2"], chosen=["x1"])
    assert [(o.letter, o.text, o.chosen) for o in view.options] == [
        ("A", "半年", False),
        ("B", "一个月", True),
        ("C", "两个月", False),
    ]


def test_question_template_has_a_legend_and_one_labelled_input_for_each_option():
    page = render_to_string(
        "quizzes/components/question.html", {"question": QuestionView(version(), name="q7", chosen=["x2"], position=7)}
    )
    assert page.count('type="radio"') == page.count("<label") == 3
    assert "<legend" in page
    assert page.count("checked") == 1


def test_several_answers_are_ticked_in_checkboxes():
    view = QuestionView(version(type=QuestionType.MULTIPLE), name="q")
    assert render_to_string("quizzes/components/question.html", {"question": view}).count('type="checkbox"') == 3


def test_question_template_escapes_what_an_author_wrote():
    hostile = version(stem="<script>alert(1)</script>", options=[{"id": "x1", "text": "<img src=x>"}])
    page = render_to_string("quizzes/components/question.html", {"question": QuestionView(hostile, name="q")})
    assert "<script>" not in page
    assert "<img" not in page


@pytest.mark.parametrize(
    ("chosen", "words"), [(["x2"], "答对了"), (["x1"], "没答对"), ([], "没有作答"), (["x1"], "正确答案")]
)
def test_verdict_says_the_outcome_in_words(chosen, words):
    assert words in render_to_string("quizzes/components/verdict.html", {"verdict": VerdictView(version(), chosen)})


def test_verdict_of_a_multiple_choice_tells_incomplete_from_wrong():
    several = version(type=QuestionType.MULTIPLE, key=["x1", "x2"])
    assert VerdictView(several, ["x1"]).incomplete
    assert not VerdictView(several, ["x1", "x3"]).incomplete


def sent(*values: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.setlist("q", list(values))
    return data


def test_choice_is_read_in_the_order_of_the_question():
    assert read_choice(sent("x3", "x1", "x3"), version(type=QuestionType.MULTIPLE), "q") == ["x1", "x3"]


@pytest.mark.parametrize("values", [(), ("x9",), ("x1", "x2")])
def test_choice_that_cannot_be_is_refused(values):
    with pytest.raises(ValidationError):
        read_choice(sent(*values), version(), "q")


def test_nothing_may_be_chosen_where_no_answer_is_required():
    assert read_choice(sent(), version(), "q", required=False) == []


@pytest.mark.django_db
def test_verdict_leads_to_the_articles_that_it_speaks_of():
    article = ArticleFactory(version__statute__short_title="停工法", number=2)
    told = version(explanation="见《停工法》第二条。\n<script>", options=[{"id": "x2", "text": "停工法第二条 & 别的"}])
    page = render_to_string("quizzes/components/verdict.html", {"verdict": VerdictView(told, [])})
    assert page.count(f'href="{article.get_absolute_url()}"') == 2
    assert "第二条</a>。<br>&lt;script&gt;" in page
    assert "第二条</a> &amp; 别的" in page


@pytest.mark.django_db
def test_nothing_leads_away_from_a_question_that_is_being_answered():
    ArticleFactory(version__statute__short_title="停工法", number=2)
    asked = version(stem="依照停工法第二条，", options=[{"id": "x2", "text": "停工法第二条"}])
    page = render_to_string("quizzes/components/question.html", {"question": QuestionView(asked, name="q")})
    assert "停工法第二条" in page
    assert "<a " not in page
