"""How well and how quickly questions are answered, measured on a corpus of statutes with known answers.

What is measured is the site's own search: the same model, documents, index and query, in a folder of its own.
"""

from __future__ import annotations

import gzip
import json
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from modelsearch.query import PlainText

from library.enums import DivisionKind, StatuteKind
from library.models import Article, Division, Statute, StatuteVersion
from library.numerals import from_chinese
from library.search.backend import NewGeneration, WhooshBackend, writing
from library.search.postings import forget_arrays
from library.search.reading import hits
from library.search.store import open_generation
from library.search.synonyms import shipped_synonyms, using_synonyms

DEPTHS = (5, 10, 20, 100)
#: Which statute is written again: the shortest of at least so many articles.
_ONE_STATUTE = 100
#: How many of the commonest words are asked for at once.
_COMMON_WORDS = 30

#: What the corpus calls the kinds that are not simply laws.
_KINDS = {
    "宪法": StatuteKind.CONSTITUTION,
    "行政法规": StatuteKind.REGULATION,
    "司法解释": StatuteKind.INTERPRETATION,
    "部门规章": StatuteKind.RULE,
    "地方性法规": StatuteKind.LOCAL,
}


@dataclass(frozen=True)
class Question:
    text: str
    #: The ids of the articles that answer it.
    answers: frozenset[str]


class UnreadableCorpusError(Exception):
    """A line of the corpus or of the questions is not what it should be."""


def read_articles(path: Path) -> Iterator[Article]:
    """Articles of the corpus, as rows that are in no database, with their statutes and headings."""
    statutes: dict[str, StatuteVersion] = {}
    for row in _rows(path, "id", "law", "content"):
        law = str(row["law"])
        if law not in statutes:
            kind = _KINDS.get(str(row.get("category")), StatuteKind.LAW)
            statute = Statute(pk=len(statutes) + 1, title=law, short_title=law, kind=kind)
            statutes[law] = StatuteVersion(pk=statute.pk, statute=statute)
        chapter = row.get("chapter")
        yield Article(
            pk=row["id"],
            version=statutes[law],
            division=Division(kind=DivisionKind.CHAPTER, number=1, title=chapter) if chapter else None,
            number=row.get("no") or 1,
            suffix=from_chinese(str(row.get("sub") or "零")),
            text=row["content"],
        )


def read_questions(path: Path) -> list[Question]:
    return [Question(row["text"], frozenset(map(str, row["gold"]))) for row in _rows(path, "text", "gold")]


def measure(corpus: Path, questions: list[Question], say: Callable[[str], None]) -> dict[str, float]:
    """All figures by name. Times are those of this process's CPU, but for the indexing, which is by the clock."""
    with tempfile.TemporaryDirectory(prefix="xuefa-search-") as folder, using_synonyms(shipped_synonyms()):
        backend = WhooshBackend({"LOCATION": folder})
        say("Indexing …")
        figures = _index(backend, corpus)
        say("Asking …")
        found, cold = _ask(backend, questions, is_cold=True)
        _ask(backend, questions, is_cold=False)
        _found, warm = _ask(backend, questions, is_cold=False)
        return (
            figures
            | _quality(questions, found)
            | _times("cold", cold)
            | _times("warm", warm)
            | {"all_words_cold_ms": _all_words(backend)}
        )


def _rows(path: Path, *required: str) -> Iterator[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError as error:
                raise UnreadableCorpusError(f"{path}, line {number}: {error}") from error
            if not isinstance(row, dict) or not all(name in row for name in required):
                raise UnreadableCorpusError(f"{path}, line {number}: {', '.join(required)} are needed.")
            yield row


def _index(backend: WhooshBackend, corpus: Path) -> dict[str, float]:
    began = time.perf_counter()
    folder = backend.store.new_generation()
    articles = read_articles(corpus)
    by_statute: dict[int, list[Article]] = defaultdict(list)
    with writing(folder) as writer:
        new = NewGeneration(backend, writer)
        while chunk := list(islice(articles, 1000)):
            new.add_items(Article, chunk)
            for article in chunk:
                by_statute[article.version_id].append(article)
    backend.store.seal(folder, whole=True)
    backend.store.make_current(folder)
    took = time.perf_counter() - began
    size = sum(path.stat().st_size for path in folder.iterdir())
    total = sum(map(len, by_statute.values()))
    one = min(by_statute.values(), key=lambda held: (len(held) < _ONE_STATUTE, abs(len(held) - _ONE_STATUTE)))
    began = time.perf_counter()
    with backend.batch():
        backend.add_bulk(Article, one)
    return {
        "articles": total,
        "indexing_seconds": took,
        "index_megabytes": size / 1e6,
        "statute_articles": len(one),
        "statute_seconds": time.perf_counter() - began,
    }


def _ask(backend: WhooshBackend, questions: list[Question], *, is_cold: bool) -> tuple[list[list[str]], list[float]]:
    """The articles found for each question, best first, and the milliseconds that each took.

    Cold is a process that has read nothing of the index yet, before every single question.
    """
    found, times = [], []
    for question in questions:
        if is_cold:
            forget_arrays()
        began = time.process_time()
        query = backend.query_compiler_class(Article.objects.all(), PlainText(question.text, operator="or"))
        found.append(list(hits(backend.store, query.compiled))[: DEPTHS[-1]])
        times.append((time.process_time() - began) * 1000)
    return found, times


def _all_words(backend: WhooshBackend) -> float:
    """The milliseconds that the worst search takes for texts that hold all words: the commonest ones, asked of a
    process that has read nothing yet."""
    with open_generation(backend.store.current()).searcher() as searcher:
        words = [word.decode() for _count, word in searcher.reader().most_frequent_terms("w:text", _COMMON_WORDS)]
    forget_arrays()
    began = time.process_time()
    query = backend.query_compiler_class(Article.objects.all(), PlainText(" ".join(words), operator="and"))
    hits(backend.store, query.compiled)
    return (time.process_time() - began) * 1000


def _quality(questions: list[Question], found: list[list[str]]) -> dict[str, float]:
    shares: dict[int, list[float]] = {depth: [] for depth in DEPTHS}
    reciprocal = []
    for question, keys in zip(questions, found, strict=True):
        places = [place for place, key in enumerate(keys, start=1) if key in question.answers]
        for depth in DEPTHS:
            shares[depth].append(sum(place <= depth for place in places) / len(question.answers))
        reciprocal.append(1 / places[0] if places and places[0] <= 10 else 0.0)
    return {
        "questions": len(questions),
        **{f"recall@{depth}": statistics.fmean(values) for depth, values in shares.items()},
        "mrr@10": statistics.fmean(reciprocal),
        "nothing_found": sum(not keys for keys in found) / len(questions),
    }


def _times(name: str, times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    at = {percent: ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] for percent in (50, 95, 99)}
    return {f"{name}_p{percent}_ms": value for percent, value in at.items()} | {f"{name}_max_ms": ordered[-1]}
