"""What a reader may mean by a word that the law does not use. Editors keep the list; a query is expanded when asked,
so that a change needs no new index."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from library.search.analysis import fold

#: What a legal term that nobody typed weighs beside the words that were.
EXPANSION_WEIGHT = 0.6

#: Seconds after which a change made in another process is seen in this one.
LIFETIME = 5

_SHIPPED = Path(__file__).with_name("synonyms.txt")

#: Pairs of a word and the legal terms for it, apart by spaces.
Pairs = Iterable[tuple[str, str]]


class SynonymList:
    """Words with their legal terms, as they were when it was made."""

    def __init__(self, pairs: Pairs) -> None:
        self._terms = {fold(word): terms.split() for word, terms in pairs if word}
        # Of words that begin at one place only the longest is meant: 加班费, not 加班.
        longest_first = sorted(self._terms, key=len, reverse=True)
        self._words = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def expansions(self, text: str) -> list[tuple[str, float]]:
        """The legal terms for the words in a text, with their weight, each once."""
        if self._words is None:
            return []
        words = dict.fromkeys(self._words.findall(fold(text)))
        return [(term, EXPANSION_WEIGHT) for term in dict.fromkeys(t for word in words for t in self._terms[word])]


def shipped_synonyms() -> list[tuple[str, str]]:
    """The list that a new installation begins with."""
    lines = _SHIPPED.read_text(encoding="utf-8").splitlines()
    pairs = [line.partition(":") for line in lines if line and not line.startswith("#")]
    return [(word.strip(), terms.strip()) for word, _colon, terms in pairs]


class _Current:
    """The list in use in this process; read again when it is old or has been forgotten."""

    def __init__(self) -> None:
        self.source: Callable[[], Pairs] = list
        self._list: SynonymList | None = None
        self._read_at = 0.0
        self._lock = threading.Lock()

    def get(self) -> SynonymList:
        with self._lock:
            if self._list is None or time.monotonic() - self._read_at > LIFETIME:
                self._list = SynonymList(self.source())
                self._read_at = time.monotonic()
            return self._list

    def forget(self) -> None:
        with self._lock:
            self._list = None


_current = _Current()


def use_synonyms(source: Callable[[], Pairs]) -> None:
    """Where the list is read from. Without it there are no synonyms."""
    _current.source = source
    _current.forget()


@contextmanager
def using_synonyms(pairs: Pairs) -> Iterator[None]:
    """These in the place of the list in use."""
    before = _current.source
    use_synonyms(lambda: pairs)
    try:
        yield
    finally:
        use_synonyms(before)


def forget_synonyms() -> None:
    """Read the list anew at the next search of this process."""
    _current.forget()


def expansions(text: str) -> list[tuple[str, float]]:
    """Of the list in use: see :meth:`SynonymList.expansions`."""
    return _current.get().expansions(text)
