from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command


def article(pk: int, law: str, category: str, content: str, **more: object) -> dict[str, object]:
    return {"id": pk, "law": law, "category": category, "content": content, **more}


ARTICLES = [
    article(0, "劳动法", "社会法", "延长工作时间的，支付工资报酬。", no=44, sub=None, chapter="工时"),
    article(1, "工会法", "社会法", "劳动者都有参加工会的权利。", no=3, sub="一", chapter=""),
    article(2, "某办法", "部门规章", "仓库应当通风。", no=None, sub=None, chapter="总则"),
]
QUESTIONS = [
    {"text": "老板不给加班费怎么办", "gold": [0]},  # in the shipped list of synonyms alone
    {"text": "怎样参加工会", "gold": [1, 2]},
    {"text": "zzz", "gold": [2]},
]


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    corpus, questions = tmp_path / "corpus.jsonl.gz", tmp_path / "questions.jsonl"
    corpus.write_bytes(gzip.compress("\n".join(map(json.dumps, ARTICLES)).encode()))
    questions.write_text("\n".join(map(json.dumps, QUESTIONS)) + "\n\n")
    return [str(corpus), str(questions)]


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("search_benchmark", *arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def test_figures_are_right_for_a_corpus_that_can_be_counted_by_hand(files: list[str]) -> None:
    figures: dict[str, Any] = json.loads(run(*files, "--json"))
    assert (figures["articles"], figures["questions"]) == (3, 3)
    assert figures["recall@5"] == figures["recall@100"] == pytest.approx((1 + 0.5 + 0) / 3)
    assert figures["mrr@10"] == pytest.approx(2 / 3)
    assert figures["nothing_found"] == pytest.approx(1 / 3)
    for name in (
        "indexing_seconds",
        "index_megabytes",
        "statute_seconds",
        "cold_p99_ms",
        "warm_p95_ms",
        "all_words_cold_ms",
    ):
        assert figures[name] > 0


def test_figures_are_read_by_people_too(files: list[str]) -> None:
    text = run(*files)
    assert "recall@10" in text
    assert "0.500" in text


@pytest.mark.parametrize(
    ("line", "said"),
    [("{", "line 1"), ("[]", "line 1"), ('{"id": 1}', "law, content"), (None, "No such file")],
)
def test_a_corpus_that_cannot_be_read_is_named_with_its_line(
    files: list[str], tmp_path: Path, line: str | None, said: str
) -> None:
    broken = tmp_path / "broken.jsonl"
    if line is not None:
        broken.write_text(line)
    with pytest.raises(CommandError, match=said):
        run(str(broken), files[1])


def test_no_questions_are_an_error(files: list[str], tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("\n")
    with pytest.raises(CommandError, match="no questions"):
        run(files[0], str(empty))
