"""What editors decide, who may, and what follows from it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import ModelLogEntry

from library.enums import ReviewState
from library.models import AmendmentReview, CasePage, Citation, GuidePage
from library.services import assign_reviews, decide_reviews, repeal_statute
from quizzes.enums import QuestionStatus, QuestionUse
from quizzes.models import Question
from quizzes.services import QuestionContent, new_question_version
from tests.factories.accounts import MemberFactory
from tests.factories.amendments import FIRST, TITLE, publish
from tests.factories.courses import block, lesson_asking
from tests.factories.law_content import make_page
from tests.factories.quizzes import QuestionFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def admin():
    return MemberFactory(is_superuser=True)


def decide(review: AmendmentReview, decision: str, by, **more) -> AmendmentReview:
    decide_reviews(pks=[review.pk], decision=decision, by=by, **more)
    review.refresh_from_db()
    return review


def asked_of(question: Question) -> bool:
    return Question.objects.drawable().filter(pk=question.pk).exists()


def reword(question: Question, by, **changes) -> None:
    current = QuestionContent.of(question.current)
    content = {**current.__dict__, **changes}
    new_question_version(question=question, content=QuestionContent(**content), by=by)


def test_a_question_leaves_the_draws_on_the_day_of_effect_until_it_is_decided(amend, today, admin):
    question = QuestionFactory(version__explanation="停工办法第二条。")
    other = QuestionFactory(version__explanation="停工办法第三条。")
    amend(today)
    assert not asked_of(question)
    assert asked_of(other)
    decide(AmendmentReview.objects.get(), ReviewState.STILL_RIGHT, admin)
    assert asked_of(question)


def test_until_the_day_of_effect_the_old_law_is_asked(amend, today):
    question = QuestionFactory(version__explanation="停工办法第二条。")
    amend(today + DAY)
    assert asked_of(question)


def test_a_question_to_be_rewritten_returns_with_its_new_wording(amend, today, admin):
    question = QuestionFactory(version__explanation="停工办法第二条说八成。")
    amend(today)
    review = decide(AmendmentReview.objects.get(), ReviewState.REWRITE, admin, note="改成全额")
    assert (review.owner, review.decided_by, review.note) == (admin, admin, "改成全额")
    assert not asked_of(question)
    question.save()  # a topic, a bank: its wording is the same
    assert not asked_of(question)
    reword(question, admin, explanation="停工办法第二条说全额。")
    assert asked_of(question)
    review.refresh_from_db()
    assert review.state == ReviewState.REWRITTEN


def test_another_key_alone_is_another_wording(amend, today, admin):
    question = QuestionFactory(version__explanation="停工办法第二条。")
    amend(today)
    decide(AmendmentReview.objects.get(), ReviewState.REWRITE, admin)
    reword(question, admin, key=["c"])
    assert asked_of(question)


def test_a_page_is_rewritten_once_it_is_published(amend, today, admin):
    page = make_page(CasePage, cites=[(TITLE, "2")])
    amend(today)
    review = decide(AmendmentReview.objects.get(), ReviewState.REWRITE, admin)
    page.summary = "按新法重写。"
    revision = page.save_revision()
    review.refresh_from_db()
    assert review.state == ReviewState.REWRITE
    revision.publish()
    review.refresh_from_db()
    assert review.state == ReviewState.REWRITTEN


@pytest.mark.parametrize("field", ["title", "summary", "facts", "decision", "takeaway"])
def test_whatever_a_case_says_can_be_what_is_rewritten(amend, today, admin, field):
    page = make_page(CasePage, cites=[(TITLE, "2")])
    amend(today)
    review = decide(AmendmentReview.objects.get(), ReviewState.REWRITE, admin)
    setattr(page, field, "<p>按新法重写。</p>")
    page.save_revision().publish()
    review.refresh_from_db()
    assert review.state == ReviewState.REWRITTEN


def test_what_was_rewritten_ahead_of_time_is_not_asked_about_again(amend, today, admin):
    page = make_page(GuidePage, cites=[(TITLE, "2")])
    new = amend(today + DAY)
    decide(AmendmentReview.objects.get(), ReviewState.REWRITE, admin)
    page.body = [*page.body.raw_data, block("text", "<p>停工办法第三条也要看。</p>")]
    page.save_revision().publish()
    assert [review.state for review in AmendmentReview.objects.all()] == [ReviewState.REWRITTEN]
    assert set(Citation.objects.filter(source="library.guidepage").values_list("as_of", flat=True)) == {new.pk}


def test_one_article_that_is_decided_leaves_the_other_to_decide(amend, today, admin):
    question = QuestionFactory(version__explanation="停工办法第二条和第四条。")
    amend(today)
    first, second = AmendmentReview.objects.order_by("amendment__number")
    decide(first, ReviewState.STILL_RIGHT, admin)
    second.refresh_from_db()
    assert second.state == ReviewState.OPEN
    assert not asked_of(question)
    decide(second, ReviewState.STILL_RIGHT, admin)
    assert asked_of(question)


def test_what_was_decided_is_asked_anew_when_the_law_changes_again(amend, today, admin):
    question = QuestionFactory(version__explanation="停工办法第二条。")
    amend(today - DAY)
    decide(AmendmentReview.objects.get(), ReviewState.STILL_RIGHT, admin)
    publish(today, {**FIRST, 2: FIRST[2].replace("八十", "六十")}, effective_from=today)
    assert not asked_of(question)
    assert [r.state for r in AmendmentReview.objects.order_by("pk")] == [ReviewState.STILL_RIGHT, ReviewState.OPEN]


def test_what_still_names_a_repealed_law_rightly_is_decided_once(first, today, admin):
    question = QuestionFactory(version__explanation="当时的停工办法第二条。")
    repeal_statute(statute=first.statute, on=today, reason="有了新法", by=admin)
    assert not asked_of(question)
    assert decide(AmendmentReview.objects.get(), ReviewState.STILL_RIGHT, admin).state == ReviewState.STILL_RIGHT
    assert asked_of(question)
    reword(question, admin, explanation="停工办法第二条是当时的法。")
    assert asked_of(question)


def test_what_was_rewritten_after_a_repeal_may_still_name_the_law(first, today, admin):
    question = QuestionFactory(version__explanation="停工办法第二条。")
    repeal_statute(statute=first.statute, on=today, reason="有了新法", by=admin)
    review = decide(AmendmentReview.objects.get(), ReviewState.REWRITE, admin)
    reword(question, admin, explanation="停工办法第二条已经废止。")
    review.refresh_from_db()
    assert review.state == ReviewState.REWRITTEN
    assert asked_of(question)


def test_a_retired_question_is_asked_no_more_and_a_retired_page_read_no_more(amend, today, admin):
    question = QuestionFactory(version__explanation="停工办法第二条和第四条。")
    page = make_page(GuidePage, cites=[(TITLE, "2")])
    amend(today)
    first = AmendmentReview.objects.filter(amendment__number=2)
    decide_reviews(pks=first.values_list("pk", flat=True), decision=ReviewState.RETIRED, by=admin)
    question.refresh_from_db()
    page.refresh_from_db()
    assert (question.status, page.live) == (QuestionStatus.RETIRED, False)
    assert {review.state for review in AmendmentReview.objects.all()} == {ReviewState.RETIRED}


def test_nothing_is_retired_where_one_of_them_is_not_the_editors_to_retire(amend, today, union):
    QuestionFactory(version__explanation="停工办法第二条。")
    page = make_page(GuidePage, cites=[(TITLE, "2")])
    amend(today)
    pks = AmendmentReview.objects.values_list("pk", flat=True)
    with pytest.raises(ValidationError, match=page.title):  # Editors may not unpublish, which Moderators may
        decide_reviews(pks=list(pks), decision=ReviewState.RETIRED, by=union.editor)
    assert set(AmendmentReview.objects.values_list("state", flat=True)) == {ReviewState.OPEN}
    assert Question.objects.get().status == QuestionStatus.ACTIVE


def test_what_is_retired_already_is_not_in_the_way_of_the_others(amend, today, admin):
    page = make_page(GuidePage, cites=[(TITLE, "2")])
    question = QuestionFactory(version__explanation="停工办法第二条。")
    amend(today)
    page.unpublish()
    pks = AmendmentReview.objects.values_list("pk", flat=True)
    decide_reviews(pks=list(pks), decision=ReviewState.RETIRED, by=admin)
    question.refresh_from_db()
    assert question.status == QuestionStatus.RETIRED


def test_a_question_that_a_lesson_asks_is_not_retired_under_it(amend, today, admin):
    question = QuestionFactory(version__explanation="停工办法第二条。", use=QuestionUse.CHECK)
    lesson = lesson_asking(question)
    amend(today)
    with pytest.raises(ValidationError, match=lesson.title):
        decide(AmendmentReview.objects.get(), ReviewState.RETIRED, admin)
    question.refresh_from_db()
    assert question.status == QuestionStatus.ACTIVE


def test_who_may_not_decide_decides_nothing(amend, today, union):
    make_page(GuidePage, cites=[(TITLE, "2")])
    amend(today)
    review = AmendmentReview.objects.get()
    for member in (union.worker, union.leader):
        with pytest.raises(PermissionDenied):
            decide(review, ReviewState.STILL_RIGHT, member)
        with pytest.raises(PermissionDenied):
            assign_reviews(pks=[review.pk], owner=None, by=member)
    with pytest.raises(ValidationError):
        assign_reviews(pks=[review.pk], owner=union.worker, by=union.editor)
    member = union.teammate
    member.user_permissions.add(Permission.objects.get(codename="change_amendmentreview"))
    assign_reviews(pks=[review.pk], owner=type(member).objects.get(pk=member.pk), by=union.editor)
    review.refresh_from_db()
    assert review.owner == member


@pytest.mark.parametrize("decision", ["open", "rewritten", "", "nonsense"])
def test_only_a_decision_decides(amend, today, admin, decision):
    make_page(GuidePage, cites=[(TITLE, "2")])
    amend(today)
    with pytest.raises(ValidationError):
        decide(AmendmentReview.objects.get(), decision, admin)


def test_places_that_have_gone_are_told(amend, today, admin):
    make_page(GuidePage, cites=[(TITLE, "2")])
    amend(today)
    pk = AmendmentReview.objects.get().pk
    for wanted in ([], [pk, pk + 1]):
        with pytest.raises(ValidationError):
            decide_reviews(pks=wanted, decision=ReviewState.STILL_RIGHT, by=admin)
    assert AmendmentReview.objects.get().state == ReviewState.OPEN


def test_who_decided_what_is_written_down(amend, today, admin):
    make_page(GuidePage, cites=[(TITLE, "2")])
    new = amend(today)
    decide(AmendmentReview.objects.get(), ReviewState.STILL_RIGHT, admin, note="标准没有变")
    entry = ModelLogEntry.objects.for_instance(new).get(action="library.decide_reviews")
    assert entry.user == admin
    assert entry.data == {"articles": ["第二条"], "places": 1, "decision": "still_right", "note": "标准没有变"}
