"""Every article knows what cites it, and shows a reader what they may know of."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from library.citing.records import record_all_citations, record_citations
from library.citing.reverse import SHOWN_AT_ONCE, citing
from library.importers.markdown import parse_markdown
from library.models import Article, CasePage, Citation, QuestionAnswerPage
from library.services import import_statute
from tests.factories.courses import CoursePageFactory, block, lesson_asking
from tests.factories.law_content import make_page
from tests.factories.library import ArticleFactory, StatuteVersionFactory, make_guide
from tests.factories.quizzes import QuestionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cited():
    """第二条 of a law that is there."""
    version = StatuteVersionFactory(statute__short_title="停工法")
    ArticleFactory(version=version, number=1, position=1)
    return ArticleFactory(version=version, number=2, position=2)


def prose(guide, html: str):
    guide.body.append(("text", html))
    guide.save_revision().publish()
    return guide


def titles(article: Article, reader: object) -> list[str]:
    return [one.title for group in citing(article, reader=reader) for one in group.listed]


def rows_of(source: str) -> list[tuple[str, str]]:
    return [(str(row), row.sentence) for row in Citation.objects.filter(source=source).order_by("position")]


def test_a_guide_cites_by_choice_and_in_its_words(cited):
    guide = make_guide(body=[{"law": "停工法", "article": "1", "note": "先看这条。"}])
    prose(guide, "<p>天热。停工法第二条第一款说可以停工。别的不说。</p>")
    assert rows_of("library.guidepage") == [
        ("《停工法》第一条", "先看这条。"),
        ("《停工法》第二条第一款", "停工法第二条第一款说可以停工。"),
    ]
    assert set(Citation.objects.values_list("as_of", flat=True)) == {cited.version_id}


def test_summaries_and_rich_texts_cite_too(cited):
    """Each for itself: what one says of a law is not said in the next."""
    lesson_asking(summary="停工法第一条。")
    make_page(QuestionAnswerPage, summary="可以，见停工法第一条。")
    make_page(
        CasePage, facts="<p>停工法施行了。</p>", decision="<p>依停工法第一条补发。</p>", takeaway="<p>第二条。</p>"
    )
    for source in ("courses.lessonpage", "library.questionanswerpage", "library.casepage"):
        assert [cited for cited, _sentence in rows_of(source)] == ["《停工法》第一条"]


def test_what_a_draft_cites_waits_until_it_is_published(cited):
    guide = prose(make_guide(), "<p>停工法第二条。</p>")
    guide.body.append(("text", "<p>停工法第一条。</p>"))
    revision = guide.save_revision()
    assert [cited for cited, _sentence in rows_of("library.guidepage")] == ["《停工法》第二条"]
    revision.publish()
    assert [cited for cited, _sentence in rows_of("library.guidepage")] == ["《停工法》第二条", "《停工法》第一条"]


def test_what_is_deleted_cites_nothing(cited):
    guide = prose(make_guide(), "<p>停工法第二条。</p>")
    assert rows_of("library.guidepage")
    guide.delete()
    assert not rows_of("library.guidepage")


def test_an_article_cites_others_and_never_itself(cited):
    paragraphs = [
        {"text": "前条规定照办。"},
        {"text": "前款不适用。", "items": [{"number": 1, "text": "见本法第二条；"}]},
    ]
    other = ArticleFactory(version=cited.version, number=3, position=3, paragraphs=paragraphs)
    record_citations(model=Article, objects=[other])
    assert rows_of("library.article") == [
        ("《停工法》第二条", "前条规定照办。"),
        ("《停工法》第二条", "见本法第二条；"),
    ]
    assert titles(cited, AnonymousUser()) == ["《停工法》第三条"]


def test_a_text_that_is_law_no_more_is_not_shown(cited):
    old = StatuteVersionFactory(statute__short_title="旧法", effective_until=dt.date(2021, 12, 31))
    article = ArticleFactory(version=old, number=7, paragraphs=[{"text": "依照停工法第二条。"}])
    record_citations(model=Article, objects=[article])
    assert Citation.objects.of_article(cited).exists()
    assert titles(cited, AnonymousUser()) == []


def test_a_citation_stays_as_it_was_read_when_the_law_is_amended(cited):
    guide = prose(make_guide(), "<p>停工法第二条。</p>")
    cited.version.effective_until = dt.date(2021, 12, 31)
    cited.version.save()
    new = StatuteVersionFactory(statute=cited.version.statute, promulgated_on=dt.date(2022, 1, 1))
    ArticleFactory(version=new, number=2)
    prose(guide, "<p>停工法第一条。</p>")
    as_of = {str(row): row.as_of_id for row in Citation.objects.all()}
    assert as_of == {"《停工法》第二条": cited.version_id, "《停工法》第一条": new.pk}


def test_reading_everything_again_changes_nothing(cited):
    prose(make_guide(), "<p>停工法第二条。</p>")
    QuestionFactory(version__explanation="见停工法第一条。")
    before = list(Citation.objects.values("source", "object_id", "position", "sentence", "as_of"))
    assert record_all_citations() == len(before) == 2
    assert list(Citation.objects.values("source", "object_id", "position", "sentence", "as_of")) == before


def test_a_fixture_brings_its_citations_along(cited, tmp_path):
    prose(make_guide(), "<p>停工法第二条。</p>")
    QuestionFactory(version__explanation="见停工法第一条。")
    before = list(Citation.objects.values())
    kept = str(tmp_path / "kept.json")
    call_command("dumpdata", "quizzes.question", "library.guidepage", "library.citation", output=kept)
    Citation.objects.all().delete()
    call_command("loaddata", kept, verbosity=0)
    assert list(Citation.objects.values()) == before


def test_texts_that_are_older_than_the_records_are_read_by_a_command(cited, capsys):
    prose(make_guide(), "<p>停工法第二条。</p>")
    Citation.objects.all().delete()
    call_command("record_citations")
    assert len(rows_of("library.guidepage")) == 1


def test_each_reader_sees_what_they_may_know_of(cited, union):
    prose(make_guide("人人可读"), "<p>停工法第二条。</p>")
    prose(make_guide("写到一半"), "<p>停工法第二条。</p>").unpublish()
    words = [block("text", "<p>停工法第二条。</p>")]
    lesson_asking(prose=words, parent=CoursePageFactory(), title="人人可学")
    closed = CoursePageFactory(audience="unit", audience_unit=union.team)
    lesson_asking(prose=words, parent=closed, title="本班的课")
    QuestionFactory(version__stem="停工法第二条怎么说？")
    assert Citation.objects.of_article(cited).count() == 5
    assert titles(cited, union.outsider) == ["人人可读", "人人可学"]
    assert sorted(titles(cited, union.worker)) == sorted(["人人可读", "人人可学", "本班的课"])


@pytest.mark.parametrize(("who", "sees"), [("worker", False), ("leader", False), (None, False), ("editor", True)])
def test_only_who_keeps_questions_sees_them(cited, union, client_for, who, sees):
    QuestionFactory(version__stem="停工法第二条怎么说？")
    assert Citation.objects.of_article(cited).exists()
    html = client_for(who and getattr(union, who)).get(cited.get_absolute_url()).content.decode()
    assert ("停工法第二条怎么说" in html) is sees


def test_many_are_counted_and_the_rest_waits(cited, client):
    for number in range(SHOWN_AT_ONCE + 3):
        prose(make_guide(f"指南{number}"), "<p>停工法第二条。</p>")
    [group] = citing(cited, reader=AnonymousUser())
    assert (len(group.listed), len(group.first), len(group.rest)) == (SHOWN_AT_ONCE + 3, SHOWN_AT_ONCE, 3)
    html = client.get(cited.get_absolute_url()).content.decode()
    assert html.count("/guides/") >= SHOWN_AT_ONCE + 3
    assert "<details" in html


def test_articles_stand_in_the_order_of_their_numbers(cited):
    articles = [
        ArticleFactory(version=cited.version, number=number, position=number, paragraphs=[{"text": "依照第二条。"}])
        for number in (10, 9, 100)
    ]
    record_citations(model=Article, objects=articles)
    assert titles(cited, AnonymousUser()) == [f"《停工法》第{number}条" for number in ("九", "十", "一百")]


@pytest.mark.parametrize("count", [1, 30])
def test_an_article_page_costs_six_queries_to_who_is_signed_in(cited, union, client_for, count):
    for number in range(count):
        prose(make_guide(f"指南{number}"), "<p>停工法第二条。</p>")
    browser = client_for(union.worker)
    browser.get(cited.get_absolute_url())
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(reverse("library:article", args=["停工法", "2"])).status_code == 200
    assert len(queries) <= 6


def test_what_a_version_cites_is_known_while_it_is_published(cited):
    head = "# 天热办法\n\n（2020年5月1日公布 自2020年6月1日起施行）\n\n"
    text = f"{head}第一条 天热依照停工法第二条停工。\n\n第二条 前条不适用于夜班。\n"
    version = import_statute(parsed=parse_markdown(text), by=None).version
    assert titles(cited, AnonymousUser()) == ["《天热办法》第一条"]
    assert [str(citation) for citation in Citation.objects.filter(law="天热办法")] == ["《天热办法》第一条"]
    version.unpublish()
    assert not Citation.objects.exists()
