"""What holds all of the words: found by arrays, the same that Whoosh finds in its own way, with the same scores."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from modelsearch.query import MATCH_ALL, And, Boost, Fuzzy, Or, Phrase, PlainText
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from library.models import Article
from library.search.blocks import Places
from library.search.compiler import QueryCompiler
from library.search.documents import schema
from library.search.matching import match
from library.search.postings import arrays_of
from library.search.reading import HIT_COUNT, _best, hits
from library.search.store import IndexStore, open_generation
from tests.library.test_search_ranking import HAN, index_of, row

WORDS = st.text(HAN + "a1 ", min_size=1, max_size=6)
ASKED = st.recursive(
    st.one_of(
        st.builds(PlainText, WORDS, st.sampled_from(["and", "or"]), st.sampled_from([1.0, 2.5])),
        st.builds(Phrase, WORDS),
    ),
    lambda parts: st.one_of(
        st.lists(parts, min_size=1, max_size=3).map(And),
        st.lists(parts, min_size=1, max_size=3).map(Or),
        st.builds(Boost, parts, st.sampled_from([0.5, 3.0])),
    ),
    max_leaves=5,
)
TEXTS = st.lists(st.text(HAN + "，a1 ", min_size=1, max_size=40), max_size=8)


def compiled(asked: Any) -> Any:
    # As a part of a whole: by itself any of the words is a ranking.
    return QueryCompiler(Article.objects.all(), And([asked])).compiled


def both_ways(store: IndexStore, asked: Any) -> tuple[dict[str, float], dict[str, float] | None]:
    with open_generation(store.current()).searcher() as searcher:
        query = compiled(asked)
        index = arrays_of(store.current(), searcher)
        assert index is not None
        ours = match(index, searcher, query, HIT_COUNT)
        plain = _best(searcher, query)
        return {key: score for score, key in plain}, None if ours is None else {key: score for score, key in ours}


@given(TEXTS, TEXTS, ASKED)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_both_ways_find_the_same_with_the_same_scores(
    tmp_path_factory: pytest.TempPathFactory, first: list[str], second: list[str], asked: Any
) -> None:
    # The second segment takes the place of some rows of the first.
    store = index_of(
        tmp_path_factory.mktemp("index"),
        [row(pk, text, **{"w:search_title": text[::-1]}) for pk, text in enumerate(first)],
        [row(pk + 2, text, **{"w:search_headings": text}) for pk, text in enumerate(second)],
    )
    plain, ours = both_ways(store, asked)
    assert ours == pytest.approx(plain, rel=1e-5)


def test_words_stand_in_a_row_across_blocks_and_far_down_a_long_text(tmp_path: Path) -> None:
    """Positions of more than one byte, and documents of more than one block."""
    rows = [row(pk, f"{'工' * (pk % 7)}会员{'，员工' * (pk % 300)}工会员") for pk in range(1100)]
    store = index_of(tmp_path, rows)
    for text in ("工会员", "员工会", "会员员", "工工工", "员工 会员"):
        plain, ours = both_ways(store, PlainText(text))
        assert ours == pytest.approx(plain, rel=1e-5), text


def test_other_questions_and_an_index_of_whoosh_s_own_make_are_asked_the_plain_way(tmp_path: Path) -> None:
    rows = [row(0, "工会 union"), row(1, "劳动")]
    store = index_of(tmp_path / "ours", rows)
    for asked, expected in ((Fuzzy("unoin"), {"0"}), (MATCH_ALL, {"0", "1"})):
        assert both_ways(store, asked)[1] is None
        assert set(hits(store, compiled(asked))) == expected
    store = index_of(tmp_path / "theirs", rows, index=FileIndex)
    with FileIndex(FileStorage(str(store.current())), schema(), "MAIN").searcher() as searcher:
        assert arrays_of(store.current(), searcher) is None
    assert set(hits(store, compiled(PlainText("工会")))) == {"0"}


def test_of_more_than_are_wanted_the_best_are_kept_and_equals_go_by_key(tmp_path: Path) -> None:
    store = index_of(tmp_path, [row(pk, "工会" if pk in {3, 5} else "工会和许多别的") for pk in range(9)])
    with open_generation(store.current()).searcher() as searcher:
        index = arrays_of(store.current(), searcher)
        assert index is not None
        best = match(index, searcher, compiled(PlainText("工会")), 4)
    assert best is not None
    assert [key for _score, key in best] == [f"library.article:{pk}" for pk in (3, 5, 0, 1)]


def test_many_common_words_that_stand_together_nowhere_cost_little(tmp_path: Path) -> None:
    """Whoosh looks at the places of every text for such a phrase, and takes seconds."""
    store = index_of(tmp_path, [row(pk, "工会，会员，员工，" * 20) for pk in range(1500)])
    query = compiled(PlainText("工会员 会员工 员工会 工会员工 会员工会 员工会员"))
    began = time.process_time()
    assert hits(store, query) == {}
    assert time.process_time() - began < 0.5


@given(st.lists(st.lists(st.integers(0, 100_000), min_size=1, max_size=9, unique=True).map(sorted), min_size=1))
def test_places_of_a_block_are_read_together_as_they_are_one_by_one(rows: list[list[int]]) -> None:
    from array import array

    from library.search.blocks import _places

    encoded = [Places().encode(row) for row in rows]
    part = array("I", map(len, encoded)).tobytes() + b"".join(encoded)
    held, positions = _places(part, len(rows))
    assert list(zip(held.tolist(), positions.tolist(), strict=True)) == [
        (number, position) for number, row in enumerate(rows) for position in row
    ]
