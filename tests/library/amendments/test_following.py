"""The desk holds everything that cites a changed article, and nothing else, whatever happens in whatever order."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import call_command

from library.citing.records import record_all_citations
from library.enums import AmendmentKind, ReviewState
from library.models import Amendment, AmendmentReview, Citation, GuidePage
from library.services import follow_withdrawal, repeal_statute
from quizzes.enums import QuestionStatus
from tests.factories.accounts import MemberFactory
from tests.factories.amendments import FIRST, TITLE, publish
from tests.factories.courses import block, lesson_asking
from tests.factories.law_content import make_page
from tests.factories.quizzes import QuestionFactory

DAY = dt.timedelta(days=1)


def found() -> list[tuple[str, str, str, str]]:
    return [
        (review.source, review.amendment.label, review.amendment.kind, review.state)
        for review in AmendmentReview.objects.select_related("amendment").order_by("source", "amendment__number")
    ]


def test_everything_that_cites_a_changed_article_is_listed_with_its_sentence(first, amend, today):
    make_page(GuidePage, cites=[(TITLE, "2"), (TITLE, "3")])
    QuestionFactory(version__explanation="先看别的。按停工办法第四条，培训的钱由单位出。")
    lesson_asking(prose=[block("text", "<p>见停工办法第二条。</p>")])
    QuestionFactory(version__explanation="停工办法第三条没有改。")
    new = amend(today)
    assert found() == [
        ("courses.lessonpage", "第二条", AmendmentKind.CHANGED, ReviewState.OPEN),
        ("library.guidepage", "第二条", AmendmentKind.CHANGED, ReviewState.OPEN),
        ("quizzes.question", "第四条", AmendmentKind.REMOVED, ReviewState.OPEN),
    ]
    review = AmendmentReview.objects.get(source="quizzes.question")
    assert review.sentence == "按停工办法第四条，培训的钱由单位出。"
    assert {(row.version, row.previous) for row in Amendment.objects.all()} == {(new, first)}


def test_articles_that_cite_articles_are_law_and_nobody_edits_them(amend, today):
    amend(today)
    assert not AmendmentReview.objects.exists()


def test_an_article_that_only_moved_is_listed_for_its_number(first, today):
    guide = make_page(GuidePage, cites=[(TITLE, "4")])
    articles = {1: FIRST[1], 2: FIRST[2], 3: FIRST[3], 4: "雷雨时不得在高处作业，违者由工会要求改正。", 5: FIRST[4]}
    publish(today, articles, effective_from=today)
    review = AmendmentReview.objects.get()
    assert (review.object_id, review.amendment.kind) == (guide.pk, AmendmentKind.RENUMBERED)
    assert (review.amendment.label, review.amendment.new_label) == ("第四条", "第五条")


def test_a_later_text_is_followed_from_the_number_of_the_one_before(first, today):
    make_page(GuidePage, cites=[(TITLE, "4")])
    moved = {1: FIRST[1], 2: FIRST[2], 3: FIRST[3], 4: "雷雨时不得在高处作业，违者由工会要求改正。", 5: FIRST[4]}
    publish(today - DAY, moved, effective_from=today - DAY)
    publish(today, {**moved, 5: FIRST[4].replace("一次", "两次")}, effective_from=today)
    assert [(a.label, a.new_label, a.kind) for a in Amendment.objects.order_by("version__effective_from")] == [
        ("第四条", "第五条", AmendmentKind.RENUMBERED),
        ("第五条", "第五条", AmendmentKind.CHANGED),
    ]


def test_what_is_written_between_publication_and_effect_is_listed_too(amend, today):
    amend(today + DAY)
    question = QuestionFactory(version__explanation="停工办法第二条说八成。")
    assert AmendmentReview.objects.get().object_id == question.pk


def test_what_is_written_by_the_new_text_is_right(amend, today):
    amend(today)
    QuestionFactory(version__explanation="停工办法第二条说全额。")
    assert not AmendmentReview.objects.exists()


def test_an_older_text_that_slots_in_behind_touches_nothing(first):
    make_page(GuidePage, cites=[(TITLE, "2")])
    publish(dt.date(2010, 1, 1), {1: FIRST[1], 2: FIRST[2].replace("八十", "五十")}, effective_from=dt.date(2010, 3, 1))
    assert not AmendmentReview.objects.exists()


def test_a_law_that_comes_in_after_what_cites_it_was_read_as_it_is_today(db, today):
    make_page(GuidePage, cites=[(TITLE, "2")])
    first = publish(dt.date(2020, 1, 1), FIRST, effective_from=dt.date(2020, 3, 1))
    assert Citation.objects.get(source="library.guidepage").as_of == first
    publish(today, {**FIRST, 2: "下雨停工的，工资照发，一分不少。"}, effective_from=today)
    assert AmendmentReview.objects.count() == 1


def test_a_repeal_touches_everything_that_cites_the_law(first, today):
    guide = make_page(GuidePage, cites=[(TITLE, "3"), (TITLE, "9")])
    repeal_statute(statute=first.statute, on=today + DAY, reason="有了新法", by=MemberFactory(is_superuser=True))
    review = AmendmentReview.objects.get()
    assert (review.object_id, review.amendment.kind, review.amendment.label) == (guide.pk, "repealed", "第三条")
    assert not AmendmentReview.objects.in_effect_on(today).exists()
    assert AmendmentReview.objects.in_effect_on(today + DAY).exists()
    repeal_statute(statute=first.statute, on=None, reason="弄错了", by=MemberFactory(is_superuser=True))
    assert not AmendmentReview.objects.exists()


def test_nothing_presses_before_the_day_of_effect(amend, today):
    make_page(GuidePage, cites=[(TITLE, "2")])
    amend(today + DAY)
    assert AmendmentReview.objects.undecided().count() == 1
    assert not AmendmentReview.objects.pressing().exists()
    assert AmendmentReview.objects.pressing(today + DAY).count() == 1


def test_a_version_taken_back_hides_its_reviews_and_finds_them_again(amend, today):
    make_page(GuidePage, cites=[(TITLE, "2")])
    new = amend(today)
    AmendmentReview.objects.update(note="李来看")
    new.live = False
    new.save(update_fields=["live"])
    follow_withdrawal(version=new)
    assert not AmendmentReview.objects.of_readable_law().exists()
    assert not AmendmentReview.objects.pressing().exists()
    new.get_latest_revision().publish()
    assert AmendmentReview.objects.of_readable_law().get().note == "李来看"
    assert AmendmentReview.objects.pressing().exists()


def test_a_text_that_cites_the_article_no_longer_is_rewritten(amend, today):
    guide = make_page(GuidePage, cites=[(TITLE, "2")])
    amend(today)
    guide.body = [block("text", "<p>另有规定。</p>")]
    guide.save_revision().publish()
    assert [state for *_rest, state in found()] == [ReviewState.REWRITTEN]


def test_a_draft_closes_nothing(amend, today):
    guide = make_page(GuidePage, cites=[(TITLE, "2")])
    amend(today)
    guide.body = [block("text", "<p>另有规定。</p>")]
    guide.save_revision()
    assert [state for *_rest, state in found()] == [ReviewState.OPEN]


def test_what_is_taken_from_readers_is_retired_and_comes_back_to_be_decided(amend, today):
    guide = make_page(GuidePage, cites=[(TITLE, "2")])
    amend(today)
    guide.unpublish()
    assert [state for *_rest, state in found()] == [ReviewState.RETIRED]
    guide.save_revision().publish()
    assert [state for *_rest, state in found()] == [ReviewState.OPEN]


def test_what_nobody_is_asked_any_more_is_not_listed(amend, today):
    QuestionFactory(status=QuestionStatus.RETIRED, version__explanation="停工办法第二条。")
    make_page(GuidePage, cites=[(TITLE, "2")]).unpublish()
    amend(today)
    assert not AmendmentReview.objects.exists()


def test_what_is_deleted_leaves_the_desk(amend, today):
    guide = make_page(GuidePage, cites=[(TITLE, "2")])
    amend(today)
    guide.delete()
    assert not AmendmentReview.objects.exists()


def test_whoever_answers_for_it_and_may_decide_gets_it(first, amend, today, union):
    make_page(GuidePage, title="编辑的", cites=[(TITLE, "2")], owner=union.editor)
    make_page(GuidePage, title="工人的", cites=[(TITLE, "2")], owner=union.worker)
    amend(today)
    assert {review.owner for review in AmendmentReview.objects.all()} == {union.editor, None}


def test_reading_everything_again_changes_nothing(amend, today):
    make_page(GuidePage, cites=[(TITLE, "2")])
    QuestionFactory(version__explanation="停工办法第四条。")
    amend(today)
    before = list(AmendmentReview.objects.values())
    record_all_citations()
    call_command("record_citations")
    assert list(AmendmentReview.objects.values()) == before


@pytest.mark.parametrize("times", [2, 3])
def test_a_statute_that_changes_again_asks_again(first, today, times):
    make_page(GuidePage, cites=[(TITLE, "2")])
    for number in range(1, times + 1):
        starts = today - (times - number) * DAY
        publish(starts, {**FIRST, 2: FIRST[2].replace("八十", f"八十{number}")}, effective_from=starts)
    assert AmendmentReview.objects.count() == times
