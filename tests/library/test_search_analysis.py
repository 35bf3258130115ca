from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from modelsearch.query import Fuzzy, Phrase, PlainText

from library.models import Article
from library.search.analysis import TERM_COUNT, TERM_LENGTH, pairs, query_terms, sequence
from library.search.compiler import QueryCompiler
from library.search.highlight import highlight, passage
from library.search.reading import hits
from library.search.store import IndexStore, open_generation
from library.search.synonyms import using_synonyms

HAN = "劳动合同法工会员人"


@pytest.fixture(autouse=True)
def no_synonyms() -> Iterator[None]:
    """What editors keep in the database is tested beside it."""
    with using_synonyms([]):
        yield


def index_of(folder: Path, texts: Iterable[str]) -> IndexStore:
    """Texts as articles 0, 1, 2 … of an index of their own."""
    store = IndexStore(folder)
    generation = store.new_generation()
    writer = open_generation(generation).writer()
    for pk, text in enumerate(texts):
        writer.add_document(key=f"library.article:{pk}", model="library.article", **{"w:text": text})
    writer.commit()
    store.seal(generation, whole=True)
    store.make_current(generation)
    return store


def found(store: IndexStore, query: object) -> set[int]:
    return {int(pk) for pk in hits(store, QueryCompiler(Article.objects.all(), query).compiled)}


@given(st.lists(st.text(HAN, min_size=1, max_size=12), min_size=1, max_size=8), st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_text_is_found_by_each_of_its_substrings_and_by_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], data: st.DataObject
) -> None:
    store = index_of(tmp_path_factory.mktemp("index"), texts)
    whole = data.draw(st.sampled_from(texts))
    start = data.draw(st.integers(0, len(whole) - 1))
    part = whole[start : data.draw(st.integers(start + 1, len(whole)))]
    expected = {number for number, text in enumerate(texts) if part in text}
    assert found(store, PlainText(part)) == found(store, Phrase(part)) == expected


def test_every_substring_of_real_terms_is_found(tmp_path: Path) -> None:
    terms = [
        "劳动合同法",
        "无固定期限劳动合同",
        "女职工劳动保护特别规定",
        "工伤认定申请",
        "劳动争议仲裁委员会",
        "带薪年休假",
    ]
    store = index_of(tmp_path, terms)
    for number, term in enumerate(terms):
        parts = {term[start:end] for start in range(len(term)) for end in range(start + 1, len(term) + 1)}
        missed = [part for part in parts if number not in found(store, PlainText(part))]
        assert not missed
    assert found(store, PlainText("劳动合同")) == {0, 1}


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("第３９条", "39"),
        ("第39条", "３９"),
        ("第 39 条", "第39条"),
        ("ＡＰＰ考勤", "app"),
        ("HR 主管", "hr主管"),
        ("ｶﾞｲﾄﾞ", "ガイド"),
        ("用人单位（含分公司）", "分公司"),
        ("𠮷林省", "𠮷林"),
    ],
)
def test_width_case_and_punctuation_do_not_matter(tmp_path: Path, text: str, query: str) -> None:
    assert found(index_of(tmp_path, [text]), PlainText(query)) == {0}


def test_words_of_other_scripts_are_found_whole(tmp_path: Path) -> None:
    store = index_of(tmp_path, ["the programming language", "第1390号"])
    assert found(store, PlainText("programming")) == {0}
    assert found(store, PlainText("pro")) == set()
    assert found(store, PlainText("39")) == set()


def test_a_phrase_keeps_its_order_and_does_not_reach_across_punctuation(tmp_path: Path) -> None:
    store = index_of(tmp_path, ["签订劳动合同", "合同劳动", "参加劳动，合同另签"])
    assert found(store, PlainText("劳动合同")) == {0}
    assert found(store, PlainText("劳动 合同")) == {0, 1, 2}
    assert found(store, PlainText("签订 劳动，合同")) == {0}


def test_a_misspelt_word_is_found_when_asked_for(tmp_path: Path) -> None:
    store = index_of(tmp_path, ["overtime pay"])
    assert found(store, PlainText("overtine")) == set()
    assert found(store, Fuzzy("overtine")) == {0}


HOSTILE = [
    "*",
    "*" * 10_000,
    "劳*",
    '"' * 999,
    '"劳动',
    "劳动\0合同",
    "[劳 TO 动]",
    "劳" * 10_000,
    "a " * 10_000,
    " ".join(["NOT 劳动"] * 200),
    " ".join(["劳动 OR"] * 200),
    "(" * 500 + "劳动" + ")" * 500,
    "劳动~9 合同^9 法:工",
    "\ud800劳动",
    "劳动" + "\u0301" * 5000,
    "\u202e\ufeff",
]


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_queries_are_literal_text_and_answered_quickly(tmp_path: Path, query: str) -> None:
    store = index_of(tmp_path, [f"劳动合同法第{number}条 a{number} not or" for number in range(300)])
    found(store, PlainText("热身"))
    began = time.process_time()
    for kind in (PlainText(query), PlainText(query, operator="or"), Phrase(query), Fuzzy(query)):
        found(store, kind)
    assert time.process_time() - began < 2


def test_a_query_is_bounded_in_terms_and_their_length() -> None:
    terms = query_terms(" ".join(f"{'长' * 100}{number}" for number in range(100)))
    assert len(terms) <= TERM_COUNT
    assert all(len(term) <= TERM_LENGTH for term in terms)
    assert len(pairs("老板不给加班费怎么办" * 1000)) <= TERM_COUNT
    assert query_terms("* ** ! 。") == []


def test_a_stretch_of_chinese_is_sought_by_its_pairs_and_a_mixed_one_by_its_units() -> None:
    assert sequence("劳动合同") == ["劳动", "动合", "合同"]
    assert sequence("法") == ["法"]
    assert sequence("第39条") == ["第", "39", "条"]
    assert pairs("老板 HR 工") == ["老板", "hr", "工"]


def test_what_was_sought_is_marked_and_everything_else_is_escaped() -> None:
    assert highlight("<b>劳动合同法</b> & Ｈ<script>", ["劳动合同", "h"]) == (
        "&lt;b&gt;<mark>劳动合同</mark>法&lt;/b&gt; &amp; <mark>Ｈ</mark>&lt;script&gt;"
    )
    assert highlight("ﬁne <mark>", ["fine", "mark"]) == "<mark>ﬁne</mark> &lt;<mark>mark</mark>&gt;"
    assert highlight("1390 39", ["39"]) == "1390 <mark>39</mark>"


def test_a_passage_begins_near_what_was_sought() -> None:
    text = "前面的话。" * 60 + "用人单位应当支付加班费。" + "后面的话。" * 60
    shown = passage(text, ["加班费"], 60)
    assert "应当支付<mark>加班费</mark>" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) < 100
    assert passage("短句。", ["没有"]) == "短句。"
    assert passage(text, [], 60).startswith("前面的话。")


@given(st.text(max_size=300), st.lists(st.text(min_size=1, max_size=4), max_size=5))
@settings(deadline=None)
def test_a_passage_never_breaks_out_of_its_markup(text: str, terms: list[str]) -> None:
    plain = passage(text + "<b>", [*terms, "b"]).replace("<mark>", "").replace("</mark>", "")
    assert "<" not in plain
