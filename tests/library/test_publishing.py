from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from modelsearch.backends import get_search_backend
from wagtail.models import ModelLogEntry

from library.events import version_corrected, version_published
from library.importers.markdown import parse_markdown
from library.models import Article, Statute, StatuteVersion
from library.services import import_statute
from tests.factories.library import StatuteFactory

pytestmark = pytest.mark.django_db

TEXT = """# 停工办法

2010年1月1日 劳动部公布

## 第一章 总则

第一条 下雨停工。

第二条 停工照发工资。

## 第二章 附则

第三条 本办法自2010年3月1日起施行。
"""


@pytest.fixture
def version() -> StatuteVersion:
    return import_statute(parsed=parse_markdown(TEXT), by=None).version


@pytest.fixture
def heard() -> Iterator[list[tuple[str, dict]]]:
    """What the apps above are told, in its order."""
    told: list[tuple[str, dict]] = []

    def published(**kwargs):
        told.append(("published", kwargs))

    def corrected(**kwargs):
        told.append(("corrected", kwargs))

    version_published.connect(published)
    version_corrected.connect(corrected)
    yield told
    version_published.disconnect(published)
    version_corrected.disconnect(corrected)


def as_drafted(version: StatuteVersion) -> StatuteVersion:
    return StatuteVersion.objects.get(pk=version.pk).get_latest_revision_as_object()


def reword(version: StatuteVersion, number: int, text: str, **kwargs):
    """Save a draft in which an article reads otherwise."""
    draft = as_drafted(version)
    article = next(article for article in draft.content["articles"] if article["number"] == number)
    article["paragraphs"] = [{"text": text}]
    return draft.save_revision(**kwargs)


def texts(version: StatuteVersion) -> list[str]:
    return [article.text for article in version.articles.all()]


def draft_of_next(version: StatuteVersion, start: dt.date = dt.date(2021, 1, 1)) -> StatuteVersion:
    """A newer version that nobody published yet."""
    draft = StatuteVersion(
        statute=version.statute, promulgated_on=start, effective_from=start, live=False, content=version.content
    )
    draft.content["articles"][0]["paragraphs"] = [{"text": "下雪停工。"}]
    draft.save()
    draft.save_revision()
    return draft


def test_a_draft_has_no_row_and_is_nowhere(version, django_capture_on_commit_callbacks):
    draft = draft_of_next(version)
    assert as_drafted(draft).content["articles"][0]["paragraphs"] == [{"text": "下雪停工。"}]
    assert not draft.articles.exists()
    assert not draft.divisions.exists()
    assert "下雪" not in Client().get(version.statute.get_absolute_url()).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        draft.get_latest_revision().publish()
    assert "下雪" in Client().get(version.statute.get_absolute_url()).content.decode()
    assert get_search_backend().search("下雪", Article).count() == 1


def test_a_statute_that_is_only_a_draft_is_a_404():
    statute = StatuteFactory()
    StatuteVersion.objects.create(
        statute=statute, promulgated_on=dt.date(2020, 1, 1), effective_from=dt.date(2020, 1, 1), live=False
    )
    assert Client().get(statute.get_absolute_url()).status_code == 404
    assert not Statute.objects.published().exists()


def test_publishing_ends_the_version_before_and_tells_who_listens(version, heard):
    draft = draft_of_next(version)
    draft.get_latest_revision().publish()
    version.refresh_from_db()
    assert version.effective_until == dt.date(2020, 12, 31)
    assert [(name, told["version"], told["previous"]) for name, told in heard] == [("published", draft, version)]


def test_a_correction_keeps_the_rows_that_citations_and_notes_point_at(version, heard):
    before = {article.key: article.pk for article in version.articles.all()}
    reword(version, 2, "停工照发全部工资。")
    assert texts(version)[1] == "停工照发工资。"  # the draft changes nothing that is read
    version.refresh_from_db()
    version.get_latest_revision().publish()
    assert texts(version)[1] == "停工照发全部工资。"
    assert {article.key: article.pk for article in version.articles.all()} == before
    assert [name for name, _told in heard] == ["corrected"]
    assert heard[0][1]["articles"] == {(0, 2, 0)}
    assert ModelLogEntry.objects.get(action="library.correct_text").data == {"articles": [[0, 2, 0]]}


def test_a_correction_is_found_and_read_at_once(version, django_capture_on_commit_callbacks):
    client = Client()
    assert "照发工资" in client.get(version.statute.get_absolute_url()).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        reword(version, 2, "停工照发全部工资。").publish()
    assert "照发全部工资" in client.get(version.statute.get_absolute_url()).content.decode()
    assert get_search_backend().search("照发全部工资", Article).count() == 1


def test_articles_are_added_taken_out_and_put_in_another_order(version):
    draft = as_drafted(version)
    first, _second, third = draft.content["articles"]
    added = {**first, "number": 2, "suffix": 1, "paragraphs": [{"text": "新加的一条。"}]}
    draft.content["articles"] = [third, added, first]
    pks = {article.key: article.pk for article in version.articles.all()}
    draft.save_revision().publish()
    assert [article.key for article in version.articles.all()] == ["3", "2-1", "1"]
    assert [article.position for article in version.articles.all()] == [1, 2, 3]
    assert {a.key: a.pk for a in version.articles.all() if a.key in pks} == {"1": pks["1"], "3": pks["3"]}


def test_headings_are_laid_out_under_one_another(version):
    draft = as_drafted(version)
    draft.content["divisions"].append({"kind": "section", "number": 1, "title": "期限", "parent": 1})
    draft.content["articles"][2]["division"] = 2
    draft.save_revision().publish()
    article = version.articles.with_divisions().get(number=3)
    assert [str(division) for division in article.divisions] == ["第二章 附则", "第一节 期限"]


def test_publishing_that_fails_half_way_leaves_what_was_published(version):
    revision = reword(version, 2, "停工照发全部工资。")
    seen = []

    def fail(version, **kwargs):
        seen.append(texts(version)[1])
        raise RuntimeError

    version_corrected.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            revision.publish()
    finally:
        version_corrected.disconnect(fail)
    assert seen == ["停工照发全部工资。"]
    assert texts(version)[1] == "停工照发工资。"
    version.refresh_from_db()
    assert version.has_unpublished_changes
    assert not ModelLogEntry.objects.filter(action="library.correct_text").exists()


def test_the_text_that_was_imported_can_be_returned_to(version):
    reword(version, 2, "停工照发全部工资。").publish()
    first = version.revisions.order_by("created_at").first()
    first.publish()
    assert texts(version)[1] == "停工照发工资。"


def test_unpublishing_takes_everything_away_but_the_text(version):
    newer = draft_of_next(version)
    newer.get_latest_revision().publish()
    version.refresh_from_db()
    newer.refresh_from_db()
    newer.unpublish()
    version.refresh_from_db()
    assert version.effective_until is None
    assert not newer.articles.exists()
    assert get_search_backend().search("下雪", Article).count() == 0
    assert as_drafted(newer).content["articles"][0]["paragraphs"] == [{"text": "下雪停工。"}]


def test_an_imported_version_can_be_unpublished_and_published_again(version, heard):
    version.unpublish()
    assert Client().get(version.statute.get_absolute_url()).status_code == 404
    StatuteVersion.objects.get().get_latest_revision().publish()
    assert texts(version) == ["下雨停工。", "停工照发工资。", "本办法自2010年3月1日起施行。"]
    assert [name for name, _told in heard] == ["published"]


def test_a_planned_publication_comes_in_its_time_and_the_old_text_is_read_until_then(version):
    draft = as_drafted(version)
    draft.content["articles"][1]["paragraphs"] = [{"text": "停工照发全部工资。"}]
    draft.go_live_at = timezone.now() + dt.timedelta(hours=1)
    draft.save_revision().publish()
    assert texts(version)[1] == "停工照发工资。"
    assert StatuteVersion.objects.get().live
    call_command("publish_scheduled")
    assert texts(version)[1] == "停工照发工资。"
    revision = version.revisions.get(approved_go_live_at__isnull=False)
    revision.approved_go_live_at = timezone.now() - dt.timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    call_command("publish_scheduled")
    assert texts(version)[1] == "停工照发全部工资。"


def test_a_moved_start_is_chained_again(version):
    newer = draft_of_next(version)
    newer.get_latest_revision().publish()
    draft = as_drafted(newer)
    draft.effective_from = dt.date(2021, 7, 1)
    draft.save_revision().publish()
    version.refresh_from_db()
    assert version.effective_until == dt.date(2021, 6, 30)


def test_two_versions_do_not_begin_on_one_day(version):
    draft = StatuteVersion(
        statute=version.statute, promulgated_on=dt.date(2021, 1, 1), effective_from=version.effective_from, live=False
    )
    with pytest.raises(ValidationError):
        draft.clean()
    draft.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        StatuteVersion.objects.filter(pk=draft.pk).update(live=True)


def test_the_article_page_asks_no_more_for_drafts_beside_it(version, django_assert_max_num_queries):
    reword(version, 2, "停工照发全部工资。")
    with django_assert_max_num_queries(6):
        Client().get(reverse("library:article", args=[version.statute.slug, "2"]))
