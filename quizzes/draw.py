"""Drawing a paper: so many questions from each section's pool, none of them twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import SystemRandom
from typing import NamedTuple, TypeVar

T = TypeVar("T")

_random = SystemRandom()


class Wanted(NamedTuple):
    """How many questions a section wants, and the ids of those it may take."""

    number: int
    pool: Iterable[int]


def draw(sections: Sequence[Wanted]) -> list[list[int]]:
    """Question ids for each section, in random order.

    A section gets fewer than it wants only where no division of the pools could serve all: when one section holds what
    another lacks, they swap (augmenting paths, as in maximum bipartite matching; H. W. Kuhn 1955).
    """
    pools = [shuffled(wanted.pool) for wanted in sections]
    holder: dict[int, int] = {}

    def take(section: int, asked: set[int]) -> bool:
        asked.add(section)
        free = next((question for question in pools[section] if question not in holder), None)
        if free is not None:
            holder[free] = section
            return True
        for question in pools[section]:
            other = holder[question]
            if other not in asked and take(other, asked):
                holder[question] = section
                return True
        return False

    for section, wanted in enumerate(sections):
        for _place in range(wanted.number):
            if not take(section, set()):
                break
    return [
        shuffled(question for question, held_by in holder.items() if held_by == section)
        for section in range(len(sections))
    ]


def shuffled(items: Iterable[T]) -> list[T]:
    """The same in random order."""
    pool = list(items)
    return _random.sample(pool, len(pool))
