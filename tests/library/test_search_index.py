"""The index on disk and the way of a change into it."""

from __future__ import annotations

import gc
import time
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from modelsearch.backends import get_search_backend
from pytest_django import DjangoAssertNumQueries

from library.models import Article, GuidePage, IndexChange, Statute
from library.search import documents, outbox
from library.search.backend import WhooshBackend
from library.search.indexer import mend, run
from library.search.outbox import drain, record_changes
from library.search.reading import hits
from library.search.store import BusyError
from tests.factories.courses import GuidePageFactory
from tests.factories.library import ArticleFactory, StatuteFactory, StatuteVersionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def backend(settings: LazySettings, tmp_path: Path) -> WhooshBackend:
    """An empty index, with nobody who fills it but the test."""
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "library.search.backend", "LOCATION": str(tmp_path)}}
    settings.SEARCH_INDEX_AT_ONCE = False
    return get_search_backend()


def titles(backend: WhooshBackend, query: str) -> list[str]:
    return sorted(statute.short_title for statute in backend.search(query, Statute))


def index_all() -> None:
    call_command("update_index", verbosity=0)


def test_saving_and_deleting_write_the_change_in_the_same_transaction(backend: WhooshBackend) -> None:
    statute = StatuteFactory(short_title="工会法")
    assert [(change.model, change.object_pk) for change in IndexChange.objects.all()] == [
        ("library.statute", str(statute.pk))
    ]
    drain()
    assert not IndexChange.objects.exists()
    assert titles(backend, "工会法") == ["工会法"]
    pk = statute.pk
    statute.delete()
    assert IndexChange.objects.filter(model="library.statute", object_pk=str(pk)).exists()
    assert drain()
    assert not hits(backend.store, backend.query_compiler_class(Statute.objects.all(), "工会法").compiled)


def test_what_is_rolled_back_leaves_no_change(backend: WhooshBackend) -> None:
    with transaction.atomic():
        StatuteFactory()
        assert IndexChange.objects.exists()
        transaction.set_rollback(True)
    assert not IndexChange.objects.exists()


def test_rows_changed_in_bulk_are_written_down_by_whoever_changed_them(backend: WhooshBackend) -> None:
    statutes = [StatuteFactory(short_title=f"规定{number}") for number in range(3)]
    drain()
    for statute in statutes:
        Statute.objects.filter(pk=statute.pk).update(title=f"关于高温津贴的规定{statute.pk}")
    assert titles(backend, "高温津贴") == []
    record_changes(Statute, [statute.pk for statute in statutes])
    drain()
    assert len(titles(backend, "高温津贴")) == 3


def test_a_renamed_statute_is_found_by_its_articles_under_the_new_name(backend: WhooshBackend) -> None:
    article = ArticleFactory(version__statute__short_title="旧名条例")
    while drain():
        pass
    statute = article.version.statute
    statute.short_title = "新名条例"
    statute.save()
    drain()
    assert list(backend.search("新名条例", Article)) == [article]
    assert list(backend.search("旧名条例", Article)) == []


def test_a_page_saved_as_a_plain_page_stays_what_it_is(backend: WhooshBackend) -> None:
    guide = GuidePageFactory(title="高温津贴怎么领", summary="夏天露天作业的")
    while drain():
        pass
    guide.page_ptr.save()
    assert drain()
    assert list(backend.search("露天作业", GuidePage)) == [guide]


def test_changes_of_a_model_that_left_the_site_are_passed_over(backend: WhooshBackend) -> None:
    IndexChange.objects.create(model="gone.thing", object_pk="1")
    IndexChange.objects.create(model="accounts.member", object_pk="1")
    assert drain() == 2
    assert not IndexChange.objects.exists()


def test_a_change_stays_written_down_until_the_index_has_it(
    backend: WhooshBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    StatuteFactory(short_title="职业病防治法")
    monkeypatch.setattr(type(backend.store), "seal", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        drain()
    assert IndexChange.objects.count() == 1
    monkeypatch.undo()
    assert drain() == 1


def test_one_batch_costs_the_same_queries_for_1_row_and_for_30(
    backend: WhooshBackend, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    version = StatuteVersionFactory()
    for count in (1, 30):
        while drain():
            pass
        ArticleFactory.create_batch(count, version=version)
        with django_assert_max_num_queries(6):
            assert drain() == count


def test_a_statute_of_many_articles_is_indexed_again_within_a_second(backend: WhooshBackend) -> None:
    version = StatuteVersionFactory()
    articles = ArticleFactory.create_batch(120, version=version, text="用人单位应当按照规定支付劳动报酬。" * 8)
    while drain():
        pass
    Article.objects.filter(version=version).update(text="用人单位应当按月支付劳动报酬。" * 8)
    record_changes(Article, [article.pk for article in articles])
    began = time.process_time()
    assert drain() == len(articles)
    assert time.process_time() - began < 1
    assert len(backend.search("按月支付", Article)) == len(articles)


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (lambda folder: (folder / "manifest.json").unlink(), "broken"),
        (lambda folder: (folder / "manifest.json").write_text("{"), "broken"),
        (lambda folder: next(folder.glob("*.seg")).write_bytes(b"torn"), "broken"),
        (lambda folder: next(folder.glob("*.seg")).unlink(), "broken"),
        (lambda folder: next(folder.glob("*.toc")).write_bytes(b""), "broken"),
        (lambda folder: next(folder.glob("*.toc")).unlink(), "broken"),
        (lambda folder: (folder.parent / "current").unlink(), "missing"),
        (lambda folder: (folder.parent / "current").write_bytes(b"\xff\x00"), "missing"),
        (lambda folder: (folder.parent / "current").write_text("../../etc"), "missing"),
        (lambda folder: [path.unlink() for path in folder.iterdir()], "broken"),
    ],
)
# Whoosh leaves a torn file that it could not read to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_a_damaged_index_is_noticed_survived_and_made_anew(
    backend: WhooshBackend, damage: object, problem: str
) -> None:
    StatuteFactory(short_title="工会法")
    index_all()
    assert backend.store.problem() == ""
    damage(backend.store.current())  # type: ignore[operator]
    assert backend.store.problem() == problem
    list(backend.search("工会法", Statute))
    gc.collect()
    said: list[str] = []
    mend(backend, said.append)
    assert said[0] == f"Search index {problem}; making it anew."
    assert backend.store.problem() == ""
    assert titles(backend, "工会法") == ["工会法"]


def test_an_index_of_another_make_is_read_until_the_new_one_stands(
    backend: WhooshBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    StatuteFactory(short_title="工会法")
    index_all()
    monkeypatch.setattr("library.search.store.signature", lambda: "another")
    assert backend.store.problem() == "outdated"
    assert titles(backend, "工会法") == ["工会法"]
    mend(backend, lambda text: None)
    assert backend.store.problem() == ""


def test_an_index_that_was_begun_without_a_rebuild_is_not_taken_for_whole(backend: WhooshBackend) -> None:
    old = StatuteFactory(short_title="工会法")
    IndexChange.objects.all().delete()
    StatuteFactory(short_title="劳动法")
    drain()
    assert titles(backend, "法") == ["劳动法"]
    assert backend.store.problem() == "incomplete"
    mend(backend, lambda text: None)
    assert titles(backend, "法") == ["劳动法", old.short_title]


def test_the_signature_changes_with_the_fields_that_are_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    before = documents.signature()
    for cached in (documents.schema, documents.signature):
        cached.cache_clear()
    assert documents.signature() == before
    monkeypatch.setattr(Article, "search_fields", Article.search_fields[:1])
    for cached in (documents.schema, documents.signature):
        cached.cache_clear()
    assert documents.signature() != before
    monkeypatch.undo()
    for cached in (documents.schema, documents.signature):
        cached.cache_clear()
    assert documents.signature() == before


def test_saves_during_a_rebuild_are_not_lost_and_the_old_index_answers_meanwhile(backend: WhooshBackend) -> None:
    kept, gone = StatuteFactory(short_title="工会法"), StatuteFactory(short_title="旧会法")
    index_all()
    IndexChange.objects.all().delete()
    index = backend.get_index_for_model(Statute)
    rebuilder = backend.rebuilder_class(index)
    new = rebuilder.start()
    new.add_items(Statute, list(Statute.objects.all()))
    StatuteFactory(short_title="新会法")
    kept.short_title = "工会新法"
    kept.save()
    gone.delete()
    with pytest.raises(BusyError):
        drain(wait=False)
    assert titles(backend, "会法") == ["工会新法"]  # found by what it was called when it was indexed
    rebuilder.finish()
    drain()
    assert titles(backend, "会") == ["工会新法", "新会法"]


def test_a_row_deleted_during_a_rebuild_makes_it_leave_nothing_out(backend: WhooshBackend) -> None:
    rows = [StatuteFactory(short_title=f"第{number}号令") for number in range(4)]
    rebuilder = backend.rebuilder_class(backend.get_index_for_model(Statute))
    new = rebuilder.start()
    pages = Statute.get_indexed_objects().order_by("pk")
    new.add_items(Statute, list(pages[0:2]))
    rows[0].delete()
    new.add_items(Statute, list(pages[2:4]))  # the command's paging, past the third
    rebuilder.finish()
    assert titles(backend, "号令") == [row.short_title for row in rows[1:]]


def test_readers_notice_a_new_generation_and_a_new_commit(backend: WhooshBackend) -> None:
    StatuteFactory(short_title="工会法")
    index_all()
    first = backend.store.current()
    assert titles(backend, "会法") == ["工会法"]
    StatuteFactory(short_title="协会法")
    while drain():
        pass
    assert backend.store.current() == first
    assert titles(backend, "会法") == ["协会法", "工会法"]
    StatuteFactory(short_title="商会法")
    index_all()
    assert backend.store.current() != first
    assert not first.exists()
    assert len(titles(backend, "会法")) == 3


def test_a_rebuild_that_failed_leaves_the_index_and_its_lock_as_they_were(
    backend: WhooshBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    StatuteFactory(short_title="工会法")
    index_all()
    current = backend.store.current()
    monkeypatch.setattr("library.search.backend.document", lambda obj: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        index_all()
    monkeypatch.undo()
    assert backend.store.current() == current
    assert titles(backend, "工会法") == ["工会法"]
    index_all()
    assert [path.name for path in backend.store.location.glob("generation-*")] == [backend.store.current().name]


def test_only_one_indexer_runs(backend: WhooshBackend) -> None:
    with backend.store.lock("indexer"), pytest.raises(BusyError):
        run(stopping=lambda: True, say=lambda text: None)


@pytest.mark.django_db(
    transaction=True, serialized_rollback=True
)  # it closes its connections, as a process that runs for months must
def test_the_indexer_makes_the_index_and_keeps_it_up_to_date(backend: WhooshBackend) -> None:
    StatuteFactory(short_title="工会法")
    said: list[str] = []
    looks = iter([False, False, True, True])
    run(stopping=lambda: next(looks, True), say=said.append)
    assert said == ["Search index missing; making it anew.", "Search index ready."]
    assert titles(backend, "工会法") == ["工会法"]
    assert not IndexChange.objects.exists()


def test_batches_are_bounded(backend: WhooshBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "BATCH_SIZE", 2)
    for _ in range(3):
        StatuteFactory()
    assert [drain(), drain(), drain()] == [2, 1, 0]


@override_settings(SEARCH_INDEX_AT_ONCE=True)
def test_in_tests_a_search_first_writes_what_has_changed() -> None:
    StatuteFactory(short_title="即时条例")
    assert titles(get_search_backend(), "即时条例") == ["即时条例"]
