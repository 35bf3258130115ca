"""Which text of one list continues which of another.

Equal texts first. The rest by likeness: the share of two-character sequences (bigrams) that two texts have in common,
rare ones counting more. The likest pair is joined first, and a pair whose neighbours have been joined is preferred, so
that articles moved as a block stay together and the many short sentences of one pattern find their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]

#: Pairs are joined from the likest down, in these steps; neighbours joined in one step speak for pairs of the next.
STEPS = (0.75, 0.6, 0.5, 0.4, 0.3)
#: What the same number, and each neighbour on the right side of it, adds to a likeness between 0 and 1.
SAME_NUMBER, NEIGHBOUR = 0.05, 0.04
#: Without this much likeness of their own no two texts are the same article.
LEAST_LIKENESS = 0.2


@dataclass(frozen=True)
class Candidate:
    """A text with the number it stands under."""

    number: Hashable
    text: str


def match(old: Sequence[Candidate], new: Sequence[Candidate]) -> dict[int, int]:
    """Places in ``old`` with the places in ``new`` that continue them; each is used once, some not at all."""
    pairs = dict(_equal(old, new))
    left = [place for place in range(len(old)) if place not in pairs]
    taken = set(pairs.values())
    right = [place for place in range(len(new)) if place not in taken]
    if left and right:
        likeness = _likeness([old[i].text for i in left], [new[j].text for j in right])
        same_number = np.array([[old[i].number == new[j].number for j in right] for i in left])
        for step in STEPS:
            score = likeness + SAME_NUMBER * same_number + NEIGHBOUR * _neighbours(left, right, pairs)
            _join(pairs, left, right, np.where(likeness >= LEAST_LIKENESS, score, 0.0), step)
    return pairs


def _equal(old: Sequence[Candidate], new: Sequence[Candidate]) -> Iterator[tuple[int, int]]:
    """Equal texts; of several equal ones those of the same number, the rest in their order."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, candidate in enumerate(new):
        places[candidate.text].append(place)
    waiting = []
    for place, candidate in enumerate(old):
        same = [other for other in places[candidate.text] if new[other].number == candidate.number]
        if same:
            places[candidate.text].remove(same[0])
            yield place, same[0]
        else:
            waiting.append(place)
    for place in waiting:
        if places[old[place].text]:
            yield place, places[old[place].text].pop(0)


def _likeness(old: Sequence[str], new: Sequence[str]) -> Matrix:
    """Between 0 and 1 for every pair: the mean of what they share of both texts and of the shorter."""
    left, right = _places_of_bigrams(old), _places_of_bigrams(new)
    total = len(old) + len(new)
    shared, old_size, new_size = np.zeros((len(old), len(new))), np.zeros(len(old)), np.zeros(len(new))
    nowhere = np.array([], dtype=np.intp)
    for bigram in sorted(left.keys() | right.keys()):
        rows, columns = left.get(bigram, nowhere), right.get(bigram, nowhere)
        weight = np.log(1 + total / (len(rows) + len(columns)))
        old_size[rows] += weight
        new_size[columns] += weight
        if len(rows) and len(columns):
            shared[np.ix_(rows, columns)] += weight
    least = np.minimum.outer(old_size, new_size)
    both = np.add.outer(old_size, new_size)
    of_shorter = np.divide(shared, least, out=np.zeros_like(shared), where=least > 0)
    of_both = np.divide(2 * shared, both, out=np.zeros_like(shared), where=both > 0)
    return (of_shorter + of_both) / 2


def _places_of_bigrams(texts: Sequence[str]) -> dict[str, npt.NDArray[np.intp]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        for bigram in {first + second for first, second in pairwise(text)}:
            places[bigram].append(place)
    return {bigram: np.array(found, dtype=np.intp) for bigram, found in places.items()}


def _neighbours(left: Sequence[int], right: Sequence[int], pairs: dict[int, int]) -> Matrix:
    """How many of the two neighbours of each pair are joined to each other: 0, 1 or 2."""
    count = np.zeros((len(left), len(right)))
    columns = {place: column for column, place in enumerate(right)}
    for row, place in enumerate(left):
        for aside in (-1, 1):
            neighbour = pairs.get(place + aside)
            if neighbour is not None and neighbour - aside in columns:
                count[row, columns[neighbour - aside]] += 1
    return count


def _join(pairs: dict[int, int], left: Sequence[int], right: Sequence[int], score: Matrix, least: float) -> None:
    """Add the pairs that reach a score, the highest first, those that stand first in the text first among equals."""
    taken = set(pairs.values())
    rows, columns = np.nonzero(score >= least)
    for at in np.lexsort((columns, rows, -score[rows, columns])):
        old_place, new_place = left[rows[at]], right[columns[at]]
        if old_place not in pairs and new_place not in taken:
            pairs[old_place] = new_place
            taken.add(new_place)
