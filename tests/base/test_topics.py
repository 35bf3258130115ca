import pytest
from wagtail.test.utils.form_data import nested_form_data, streamfield

from base.topics import topics_from_string
from tests.factories.library import make_guide

COMMENTS = {"comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}}


@pytest.mark.parametrize(
    ("typed", "topics"),
    [
        ("工资,加班", ["加班", "工资"]),
        ("工资，加班、休假；工伤", ["休假", "加班", "工伤", "工资"]),
        ('"工资，加班"', ["加班", "工资"]),
        ("劳动合同", ["劳动合同"]),
        ("，", []),
        ("B2B、第3条", ["B2B", "第3条"]),
        ("", []),
    ],
)
def test_topics_are_apart_at_chinese_commas_as_well(typed: str, topics: list[str]) -> None:
    assert topics_from_string(typed) == sorted(topics)


@pytest.mark.parametrize("typed", ["',", "🔥", "工资,…", "-", "《》", "！"])
def test_a_topic_without_letters_or_digits_is_refused_since_it_has_no_address(typed: str) -> None:
    with pytest.raises(ValueError, match="topic"):
        topics_from_string(typed)


@pytest.mark.django_db
def test_a_guide_with_a_nameless_topic_is_refused_in_the_form_and_breaks_no_page(union, client_for):
    guide = make_guide("迟到怎么办")
    editor = client_for(union.editor)
    form = {"title": guide.title, "slug": guide.slug, "summary": "", "topics": "🔥", "action-publish": "1"}
    response = editor.post(
        f"/cms/pages/{guide.pk}/edit/", nested_form_data({**form, "body": streamfield([]), **COMMENTS})
    )
    assert response.status_code == 200
    assert not guide.topics.exists()
    assert client_for(None).get("/library/").status_code == 200
