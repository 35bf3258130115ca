"""How a reader's sentence is answered: by arrays of whole posting lists, with the same matches as Whoosh's own way."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from modelsearch.query import PlainText
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.query import Phrase

from library.models import Article
from library.search import ranking as ranking_module
from library.search.blocks import Places
from library.search.compiler import QueryCompiler
from library.search.documents import schema
from library.search.postings import ArrayCache, arrays_of
from library.search.ranking import Ranking
from library.search.reading import hits
from library.search.store import IndexStore, open_generation
from library.search.synonyms import using_synonyms
from library.search.wording import SENTENCE_TERMS, wording

HAN = "劳动合同法工会员人"
FIELDS = {"w:text": 1.0, "w:search_headings": 0.3}


@pytest.fixture(autouse=True)
def no_synonyms() -> Iterator[None]:
    with using_synonyms([]):
        yield


def row(pk: int, text: str, **more: object) -> dict[str, object]:
    return {"key": f"library.article:{pk}", "model": "library.article", "w:text": text, **more}


def index_of(folder: Path, *segments: Iterable[dict[str, object]], index: type[FileIndex] | None = None) -> IndexStore:
    """Rows in segments of their own, in the order given; one with a key that is there takes its place."""
    store = IndexStore(folder)
    generation = store.new_generation()
    opened = index(FileStorage(str(generation)), schema(), "MAIN") if index else open_generation(generation)
    for rows in segments:
        writer = opened.writer()
        for fields in rows:
            writer.update_document(**fields)
        writer.commit(merge=False)
    store.seal(generation, whole=True)
    store.make_current(generation)
    return store


def ranked(store: IndexStore, text: str, fields: dict[str, float] | None = None) -> list[int]:
    return [int(pk) for pk in hits(store, Ranking(wording(text), fields or FIELDS, "library.article"))]


TEXTS = st.lists(st.text(HAN + "，a ", min_size=1, max_size=12), max_size=8)


@given(TEXTS, TEXTS, st.text(HAN + "，a ", min_size=1, max_size=8))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_both_ways_find_the_same_in_several_segments_with_deletions(
    tmp_path_factory: pytest.TempPathFactory, first: list[str], second: list[str], sentence: str
) -> None:
    # The second segment takes the place of some rows of the first.
    store = index_of(
        tmp_path_factory.mktemp("index"),
        [row(pk, text) for pk, text in enumerate(first)],
        [row(pk + 2, text, **{"w:search_headings": text}) for pk, text in enumerate(second)],
    )
    question = Ranking(wording(sentence), FIELDS, "library.article")
    with open_generation(store.current()).searcher() as searcher:
        assert arrays_of(store.current(), searcher) is not None
    assert set(hits(store, question)) == set(hits(store, question.matching()))


def test_an_index_of_whoosh_s_own_make_is_asked_the_plain_way(tmp_path: Path) -> None:
    rows = [row(0, "劳动合同"), row(1, "集体合同"), row(2, "工会")]
    store = index_of(tmp_path, rows, index=FileIndex)
    question = Ranking(wording("合同怎么签"), FIELDS, "library.article")
    with FileIndex(FileStorage(str(store.current())), schema(), "MAIN").searcher() as searcher:
        assert arrays_of(store.current(), searcher) is None
    assert set(hits(store, question)) == {"0", "1"}


def test_any_of_the_words_is_how_a_sentence_is_asked(tmp_path: Path) -> None:
    compiled = QueryCompiler(Article.objects.all(), PlainText("老板不给加班费怎么办", operator="or")).compiled
    assert isinstance(compiled, Ranking)
    assert set(compiled.fields) == {"w:text", "w:search_headings", "w:search_title"}
    assert not isinstance(QueryCompiler(Article.objects.all(), PlainText("加班费")).compiled, Ranking)


def test_more_of_the_sentence_comes_before_less_of_it(tmp_path: Path) -> None:
    store = index_of(tmp_path, [row(0, "支付工资"), row(1, "加班的，支付加班工资"), row(2, "安排加班"), row(3, "工会")])
    assert ranked(store, "加班工资怎么支付")[0] == 1
    assert 3 not in ranked(store, "加班工资怎么支付")


def test_of_equal_texts_the_higher_source_comes_first(tmp_path: Path) -> None:
    store = index_of(tmp_path, [row(0, "支付加班工资"), row(1, "支付加班工资", prior=1.4), row(2, "支付加班工资")])
    assert ranked(store, "加班工资") == [1, 0, 2]


def test_company_of_the_same_law_speaks_for_a_text(tmp_path: Path) -> None:
    rows = [row(0, "支付加班工资", group=1), row(1, "支付加班工资", group=2), row(2, "加班工资的支付", group=2)]
    assert ranked(index_of(tmp_path, rows), "加班工资")[0] == 1


def test_a_word_that_only_asks_is_not_looked_for_unless_there_is_no_other(tmp_path: Path) -> None:
    store = index_of(tmp_path, [row(0, "如何办理"), row(1, "加班")])
    assert ranked(store, "如何加班") == [1]
    assert ranked(store, "如何") == [0]
    assert ranked(store, "？") == []


def test_a_sentence_is_bounded() -> None:
    found = wording("".join(map(chr, range(0x4E00, 0x4E00 + 10_000))))
    assert len(found.sought) <= SENTENCE_TERMS
    assert len(found.characters) <= SENTENCE_TERMS
    assert wording("劳动 劳", [("工会", 0.5)]).terms == {
        "劳动": 1.0,
        "劳": 1.0,
        "动": 1.0,
        "工会": 0.5,
        "工": 0.5,
        "会": 0.5,
    }


def test_no_more_than_a_bounded_number_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking_module, "RANKED_COUNT", 3)
    store = index_of(tmp_path, [row(pk, "工会" * (pk + 1)) for pk in range(6)])
    assert len(ranked(store, "工会")) == 3


def test_a_generation_is_left_for_the_next_and_a_commit_is_seen(tmp_path: Path) -> None:
    store = index_of(tmp_path, [row(0, "工会")])
    assert ranked(store, "工会") == [0]
    writer = open_generation(store.current()).writer()
    writer.update_document(**row(1, "工会"))
    writer.delete_by_term("key", "library.article:0")
    writer.commit(merge=False)
    assert ranked(store, "工会") == [1]
    index_of(tmp_path, [row(2, "工会")])
    assert ranked(store, "工会") == [2]


def test_threads_find_what_one_finds(tmp_path: Path) -> None:
    store = index_of(tmp_path, [row(pk, f"工会{chr(0x4E00 + pk)}章程") for pk in range(200)])
    sentences = [f"工会{chr(0x4E00 + number)}" for number in range(20)]
    expected = [ranked(store, sentence) for sentence in sentences]
    found: list[list[list[int]]] = []
    threads = [
        threading.Thread(target=lambda: found.append([ranked(store, sentence) for sentence in sentences]))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 4


def test_what_is_kept_in_memory_is_bounded_and_the_longest_unused_goes_first() -> None:
    cache = ArrayCache(size=3000)
    reads: list[int] = []

    def ask(number: int) -> None:
        cache.get((number,), lambda: (reads.append(number) or np.zeros(1000, dtype=np.uint8),))  # type: ignore[func-returns-value]

    for number in (1, 2, 1, 3, 1, 2):
        ask(number)
    assert reads == [1, 2, 3, 2]
    assert cache.held <= 3000


@given(st.lists(st.integers(0, 100_000), min_size=1, max_size=30, unique=True).map(sorted))
def test_places_are_read_as_they_were_written(positions: Sequence[int]) -> None:
    places = Places()
    assert places.decode_positions(places.encode(positions)) == list(positions)
    assert places.decode_frequency(places.encode(positions)) == len(positions)


def test_both_ways_to_read_a_long_list_agree_and_merging_keeps_every_value(tmp_path: Path) -> None:
    count = 1500  # three blocks
    halves = [
        [row(pk, "工会 " * (pk % 3 + 1), prior=1 + pk / 1024, group=pk) for pk in part]
        for part in (range(700), range(700, count))
    ]
    store = index_of(tmp_path, *halves)
    writer = open_generation(store.current()).writer()
    writer.delete_by_term("key", "library.article:3")
    writer.commit(optimize=True)
    live = [pk for pk in range(count) if pk != 3]
    with open_generation(store.current()).searcher() as searcher:
        reader = searcher.leaf_searchers()[0][0].reader()
        documents, counts = reader._terms.postings("w:text", "工会".encode())
        matcher = reader.postings("w:text", "工会")
        assert [*matcher.all_ids()] == documents.tolist() == list(range(count - 1))
        assert counts.tolist() == [pk % 3 + 1 for pk in live]
        matcher = reader.postings("w:text", "工会")
        matcher.skip_to(1200)
        assert (matcher.id(), matcher.weight(), len(matcher.value_as("positions"))) == (1200, 2.0, 2)
        index = arrays_of(store.current(), searcher)
        assert index is not None
        assert index.column("prior").tolist() == [1 + pk / 1024 for pk in live]
        assert index.column("group").tolist() == live
        assert index.keys(np.array([0, 3]))[1] == "library.article:4"
        assert len(searcher.search(Phrase("w:text", ["工会", "工会"]), limit=None)) == 0
    assert len(ranked(store, "工会")) == count - 1
