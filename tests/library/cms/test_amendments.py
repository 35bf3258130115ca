"""The desk in the CMS: who reaches it, what it shows, how it decides."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone

from library.amendments.desk import edit_url_of
from library.amendments.following import follow_statute
from library.citing.records import record_all_citations
from library.enums import ReviewState
from library.models import AmendmentReview, Citation, GuidePage, StatuteVersion
from quizzes.models import Question
from tests.factories.amendments import FIRST, TITLE, amended_text, first_text, publish
from tests.factories.law_content import make_page
from tests.factories.library import ArticleFactory, StatuteVersionFactory
from tests.factories.quizzes import QuestionFactory, QuizSectionFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def version() -> StatuteVersion:
    """The new text of a law; a guide, a question and an older guide cite what it changes."""
    first_text()
    make_page(GuidePage, title="雨天怎么领工资", cites=[(TITLE, "2")])
    make_page(GuidePage, title="培训谁出钱", cites=[(TITLE, "4")])
    QuestionFactory(version__stem="下雨停工发多少？", version__explanation="看停工办法第二条，是八成。")
    return amended_text(timezone.localdate())


@pytest.fixture
def editor(union, client_for):
    return client_for(union.editor)


def desk(version: StatuteVersion, query: str = "") -> str:
    return reverse("amendments:version", args=[version.pk]) + query


def states() -> list[str]:
    return sorted(AmendmentReview.objects.values_list("state", flat=True))


def shown(response) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("who", ["worker", "leader", "outsider", "administrator"])
def test_the_desk_is_open_to_who_may_decide_alone(who, version, union, client_for):
    browser = client_for(getattr(union, who))
    pk = AmendmentReview.objects.first().pk
    browser.get(reverse("amendments:index"))
    browser.post(desk(version), {"one": f"still_right-{pk}"})
    assert states().count(ReviewState.STILL_RIGHT) == (who == "administrator")


def test_the_desk_shows_both_texts_beside_what_cites_them(version, editor):
    first, second = shown(editor.get(desk(version))).select(".law-impact")
    old, new = first.select(".law-impact__texts .law-difference")
    assert old.select_one("del").text.endswith("八十")
    assert new.select_one("ins").text.endswith("百")
    assert "八十" not in new.text
    assert [place.text.split()[-1] for place in first.select(".law-place__title")] == [
        "雨天怎么领工资",
        "下雨停工发多少？",
    ]
    assert "看停工办法第二条，是八成。" in first.text
    assert "第四条" in second.h2.text
    assert "培训谁出钱" in second.text


def test_the_list_counts_what_is_to_be_done(version, editor):
    row = shown(editor.get(reverse("amendments:index"))).select("tbody tr")
    assert [cell.text.split()[0] for cell in row[0].select("td")][2:] == ["3", "0", "0"]


def test_one_place_is_decided_with_one_button(version, editor):
    review = AmendmentReview.objects.get(source="quizzes.question")
    page = shown(editor.post(desk(version), {"one": f"still_right-{review.pk}"}, follow=True))
    assert states() == ["open", "open", "still_right"]
    assert "下雨停工发多少" not in page.select_one(".law-desk").text


def test_to_rewrite_leads_to_where_it_is_rewritten(version, editor):
    review = AmendmentReview.objects.get(source="quizzes.question")
    page = shown(editor.post(desk(version), {"one": f"rewrite-{review.pk}"}, follow=True))
    assert page.select_one(".messages a")["href"] == edit_url_of(review)


def test_those_ticked_are_decided_in_one_go(version, editor):
    pks = list(AmendmentReview.objects.order_by("pk").values_list("pk", flat=True))[:2]
    editor.post(
        desk(version), {"place": pks, "scope": "ticked", "decision": "still_right", "note": "看过", "decide": ""}
    )
    assert states() == ["open", "still_right", "still_right"]
    assert set(AmendmentReview.objects.filter(pk__in=pks).values_list("note", flat=True)) == {"看过"}


def test_all_that_a_choice_shows_are_decided_in_one_go(version, editor):
    query = "?state=undecided&source=library.guidepage"
    editor.post(desk(version, query), {"scope": "shown", "decision": "still_right", "decide": ""})
    assert states() == ["open", "still_right", "still_right"]
    assert AmendmentReview.objects.get(state="open").source == "quizzes.question"


def test_what_was_ticked_and_written_is_not_lost_when_something_is_wrong(version, editor):
    pk = AmendmentReview.objects.first().pk
    page = shown(editor.post(desk(version), {"place": [pk], "scope": "ticked", "note": "记一笔", "decide": ""}))
    assert page.select_one('[role="alert"]').text.strip()
    assert page.select_one(f'input[name="place"][value="{pk}"]').has_attr("checked")
    assert page.select_one('input[name="note"]')["value"] == "记一笔"
    assert states() == ["open"] * 3


@pytest.mark.parametrize(
    "sent",
    [
        {"one": "still_right-"},
        {"one": "nonsense"},
        {"one": "open-1"},
        {"decide": "", "decision": "retired", "place": ["abc", "9" * 30]},
        {"decide": "", "decision": "nonsense", "scope": "shown"},
        {"assign": "", "owner": "999999", "scope": "shown"},
        {"note": "长" * 501, "decide": "", "decision": "still_right", "scope": "shown"},
        {},
    ],
)
def test_what_is_no_decision_is_told_and_changes_nothing(version, editor, sent):
    assert shown(editor.post(desk(version), sent)).select_one('[role="alert"]').text.strip()
    assert states() == ["open"] * 3


def test_places_are_handed_over_and_each_finds_their_own(version, union, client_for):
    other = union.teammate
    other.groups.add(Group.objects.get(name="Editors"))
    editor = client_for(union.editor)
    pk = AmendmentReview.objects.get(source="quizzes.question").pk
    done = shown(editor.post(desk(version), {"place": [pk], "owner": other.pk, "assign": ""}, follow=True))
    assert other.display_name in done.select_one(".messages").text
    page = shown(client_for(other).get(desk(version, "?owner=me")))
    assert [place.text.split()[-1] for place in page.select(".law-place__title")] == ["下雨停工发多少？"]
    assert shown(editor.get(desk(version, "?owner=nobody"))).text.count("雨天怎么领工资") >= 1


@pytest.mark.parametrize("query", ["?state=nonsense&source=x&owner=y", "?p=999", "?p=abc"])
def test_a_choice_that_is_none_shows_what_is_to_be_done(version, editor, query):
    assert len(shown(editor.get(desk(version, query))).select(".law-place")) == 3


def test_what_is_sent_to_one_text_decides_nothing_about_another(version, editor):
    pk = AmendmentReview.objects.first().pk
    for elsewhere, status in ((StatuteVersionFactory(), 404), (_another_amended(), 200)):
        for sent in ({"one": f"still_right-{pk}"}, {"place": [pk], "decision": "still_right", "decide": ""}):
            assert editor.post(desk(elsewhere), sent).status_code == status
    assert states() == ["open"] * 4


def _another_amended() -> StatuteVersion:
    """Of another law, with one place."""
    old = ArticleFactory(version__statute__short_title="天热法", number=1, text="天热停工。").version
    make_page(GuidePage, title="天热", cites=[("天热法", "1")])
    starts = timezone.localdate()
    new = StatuteVersionFactory(statute=old.statute, promulgated_on=starts, effective_from=starts, digest="another")
    ArticleFactory(version=new, number=1, text="天热停工，工资照发。")
    follow_statute(old.statute)
    return new


def test_a_version_without_places_has_no_desk(version, editor):
    assert editor.get(reverse("amendments:version", args=[version.predecessor().pk])).status_code == 404


def test_the_editors_home_counts_what_waits(version, editor, union, client_for):
    panel = shown(editor.get(reverse("wagtailadmin_home"))).select_one("#amendments-section")
    assert [int(number) for number in re.findall(r"[0-9]+", panel.p.text)] == [3, 3, 3]
    AmendmentReview.objects.all().delete()
    assert shown(editor.get(reverse("wagtailadmin_home"))).select_one("#amendments-section") is None


def test_who_may_not_decide_finds_nothing_of_it_on_the_home(version, union, client_for):
    Group.objects.get(name="Editors").permissions.remove(Permission.objects.get(codename="change_amendmentreview"))
    assert shown(client_for(union.editor).get(reverse("wagtailadmin_home"))).select_one("#amendments-section") is None


def test_the_right_to_decide_is_given_to_a_group_in_the_cms(union, client_for):
    group = Group.objects.create(name="法律工作部")
    right = Permission.objects.get(codename="change_amendmentreview")
    browser, address = client_for(union.administrator), reverse("wagtailusers_groups:edit", args=[group.pk])
    assert shown(browser.get(address)).select_one(f'input[name="permissions"][value="{right.pk}"]')


def test_the_menu_leads_to_the_desk(editor, version):
    assert reverse("amendments:index") in editor.get(reverse("wagtailadmin_home")).content.decode()


def test_whoever_publishes_a_text_is_led_to_what_it_touches(version, union, client_for):
    """Edited again after it was published by import: the same way as a first publication in the CMS."""
    moderator = union.editor
    moderator.groups.add(Group.objects.get(name="Moderators"))
    browser = client_for(moderator)
    address = reverse("statute_versions:edit", args=[version.pk])
    page = shown(browser.get(address))
    form = {field["name"]: field.get("value", "") for field in page.select("#w-editor-form input[name]")}
    texts = {area["name"]: area.text for area in page.select("#w-editor-form textarea[name]")}
    done = shown(browser.post(address, {**form, **texts, "action-publish": "1"}, follow=True))
    assert done.select_one(f'.messages a[href="{desk(version)}"]')


@pytest.mark.parametrize("size", [1, 40])
def test_the_desk_asks_a_constant_number_of_queries(size, version, editor, django_assert_max_num_queries):
    for _ in range(size):
        QuestionFactory(version__explanation="停工办法第四条。")
    record_all_citations()
    Citation.objects.update(as_of=version.predecessor())
    follow_statute(version.statute)
    assert AmendmentReview.objects.count() == 3 + size
    editor.get(desk(version))
    with django_assert_max_num_queries(26):
        editor.get(desk(version))


def test_the_statute_and_the_list_of_questions_lead_to_what_waits(version, editor):
    statute = shown(editor.get(reverse("statutes:inspect", args=[version.statute_id])))
    assert [link["href"] for link in statute.select("td a") if "amendments" in link["href"]] == [desk(version)]
    QuestionFactory(version__stem="不受影响的题？")
    questions = reverse(Question.snippet_viewset.get_url_name("list"))
    assert "不受影响的题" in shown(editor.get(questions)).text
    changed = shown(editor.get(questions, {"law": "changed"})).select_one("main").text
    assert "下雨停工发多少" in changed
    assert "不受影响的题" not in changed


def test_the_editors_home_names_the_quizzes_that_an_amendment_leaves_short(union, client_for):
    first_text()
    question = QuestionFactory(version__explanation="停工办法第二条。")
    quiz = QuizSectionFactory(quiz__title="停工测验", bank=question.bank, title="判断题").quiz
    editor = client_for(union.editor)
    home = reverse("wagtailadmin_home")
    assert shown(editor.get(home)).select_one("#short-quizzes-section") is None
    amended_text(timezone.localdate())
    panel = shown(editor.get(home)).select_one("#short-quizzes-section")
    assert quiz.title in panel.text
    assert "判断题：需要 1 题，只有 0 题" in panel.text


def seen_at(page: BeautifulSoup) -> str:
    return page.select_one('.law-desk input[name="seen_at"]')["value"]


def test_a_place_of_another_text_is_not_decided_from_here(version, editor):
    """Whoever decides has both texts before them."""
    publish(dt.date(2020, 2, 1), FIRST, effective_from=dt.date(2020, 2, 1), title="停电办法")
    QuestionFactory(version__stem="停电发多少？", version__explanation="看停电办法第二条。")
    texts = {**FIRST, 2: FIRST[2].replace("八十", "九十")}
    publish(timezone.localdate(), texts, effective_from=timezone.localdate(), title="停电办法")
    other = AmendmentReview.objects.get(amendment__version__statute__short_title="停电办法")
    for sent in (
        {"one": f"still_right-{other.pk}"},
        {"place": [other.pk], "decision": "still_right", "decide": ""},
        {"place": [other.pk], "owner": "", "assign": ""},
    ):
        assert shown(editor.post(desk(version), sent)).select_one('[role="alert"]').text.strip()
    assert states() == ["open"] * 4


def test_nobody_overrules_a_decision_that_they_did_not_see(version, editor, union, client_for):
    review = AmendmentReview.objects.get(source="quizzes.question")
    before = seen_at(shown(editor.get(desk(version))))
    client_for(union.administrator).post(desk(version), {"one": f"rewrite-{review.pk}"})
    page = shown(editor.post(desk(version), {"one": f"still_right-{review.pk}", "seen_at": before}))
    assert page.select_one('[role="alert"]').text.strip()
    assert states() == ["open", "open", "rewrite"]
    editor.post(desk(version), {"one": f"still_right-{review.pk}", "seen_at": seen_at(page)})
    assert states() == ["open", "open", "still_right"]


def test_all_that_was_shown_is_no_more_than_what_was_shown(version, editor):
    before = seen_at(shown(editor.get(desk(version))))
    late = QuestionFactory(version__stem="停工几天？", version__explanation="看停工办法第二条。")
    Citation.objects.filter(source="quizzes.question", object_id=late.pk).update(as_of=version.predecessor())
    follow_statute(version.statute)
    sent = {"scope": "shown", "decision": "still_right", "decide": "", "seen_at": before}
    page = shown(editor.post(desk(version), sent))
    assert states() == ["open"] * 4
    editor.post(desk(version), {**sent, "seen_at": seen_at(page)})
    assert states() == ["still_right"] * 4
