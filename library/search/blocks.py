"""Blocks of postings as plain arrays, written and read in Whoosh's own way or whole into numpy."""

from __future__ import annotations

import struct
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import W3LeafMatcher, W3PostingsWriter, W3TermsReader
from whoosh.formats import Positions
from whoosh.matching import ReadTooFar
from whoosh.reading import TermNotFound
from whoosh.util.numeric import byte_to_length, length_to_byte

from library.search.analysis import index_terms

#: The most postings of a block.
BLOCK_LENGTH = 512
_COMPRESSION = 6

#: Of a block: postings, last document, highest weight, shortest and longest field, bytes of the three parts, is last.
_HEAD = struct.Struct("<IIfBBIII?")
_LOW, _MORE = 0x7F, 0x80

Numbers = npt.NDArray[Any]


class Places(Positions):
    """The places of a term in a text: the distance of each from the one before, seven bits to a byte."""

    def word_values(self, value: str, analyzer: Any, **options: Any) -> Iterator[tuple[str, int, float, bytes]]:
        places: dict[str, list[int]] = {}
        for text, position in index_terms(value):
            places.setdefault(text, []).append(position)
        for text, positions in places.items():
            yield text, len(positions), len(positions) * self.field_boost, self.encode(positions)

    def encode(self, positions: Iterable[int]) -> bytes:
        encoded = bytearray()
        before = 0
        for position in positions:
            distance, before = position - before, position
            while distance > _LOW:
                encoded.append(distance & _LOW | _MORE)
                distance >>= 7
            encoded.append(distance)
        return bytes(encoded)

    def decode_positions(self, value: bytes) -> list[int]:
        positions, position, distance, shift = [], 0, 0, 0
        for byte in value:
            distance |= (byte & _LOW) << shift
            if byte & _MORE:
                shift += 7
            else:
                position += distance
                positions.append(position)
                distance = shift = 0
        return positions

    def decode_frequency(self, value: bytes) -> int:
        return sum(byte <= _LOW for byte in value)


class BlockWriter(W3PostingsWriter):
    """Collects postings as Whoosh does, and writes each block as three compressed arrays."""

    def _write_block(self, last: bool = False) -> None:
        self._terminfo.add_block(self)
        ids = np.frombuffer(self._ids, dtype=np.uint32)
        parts = [
            np.diff(ids, prepend=np.uint32(0)).astype("<u4").tobytes(),
            b"" if all(weight == 1 for weight in self._weights) else np.array(self._weights, "<f4").tobytes(),
            array("I", map(len, self._values)).tobytes() + b"".join(self._values) if self._values else b"",
        ]
        parts = [zlib.compress(part, _COMPRESSION) if part else b"" for part in parts]
        lengths = length_to_byte(self._minlength), length_to_byte(self._maxlength)
        self._postfile.write(_HEAD.pack(len(ids), ids[-1], self._maxweight, *lengths, *map(len, parts), last))
        self._postfile.write(b"".join(parts))
        self._blockcount += 1
        self._new_block()


class BlockMatcher(W3LeafMatcher):
    """Whoosh's own way through the postings of a term, one by one, over our blocks."""

    _ids: Any
    _weights: Any
    _values: Any

    def _read_header(self) -> None:
        self._baseoffset = self._startoffset

    def _goto(self, position: int) -> None:
        self._ids: Any = None
        self._weights: Any = None
        self._values: Any = None
        self._i = 0
        head = _HEAD.unpack(self._postfile.get(position, _HEAD.size))
        self._blocklength, self._maxid, self._maxweight, shortest, longest, *self._sizes, self._lastblock = head
        self._minlength, self._maxlength = byte_to_length(shortest), byte_to_length(longest)
        self._dataoffset = position + _HEAD.size
        self._nextoffset = self._dataoffset + sum(self._sizes)

    def _part(self, number: int) -> bytes:
        start = self._dataoffset + sum(self._sizes[:number])
        return zlib.decompress(self._postfile.get(start, self._sizes[number])) if self._sizes[number] else b""

    def _read_ids(self) -> None:
        self._ids = _ids(self._part(0)).tolist()

    def _read_weights(self) -> None:
        self._weights = _weights(self._part(1), self._blocklength).tolist()

    def _read_values(self) -> None:
        part = self._part(2)
        if not part:
            self._values = [b""] * self._blocklength
            return
        size = 4 * self._blocklength
        ends = [*accumulate(array("I", part[:size]), initial=size)]
        self._values = [part[start:end] for start, end in pairwise(ends)]

    def skip_to(self, targetid: int) -> None:
        if not self.is_active():
            raise ReadTooFar
        if targetid <= self.id():
            return
        if targetid > self._maxid:
            self._skip_to_block(lambda: targetid > self._maxid)
        if self.is_active():
            self.id()
            self._i = bisect_left(self._ids, targetid, self._i)


class TermReader(W3TermsReader):
    """Postings as arrays."""

    def postings(self, field: str, term: bytes) -> tuple[Numbers, Numbers]:
        """All documents that hold a term, in order, and how often."""
        documents, counts = [np.empty(0, np.uint32)], [np.empty(0, np.float32)]
        for count, _last, part in self._blocks(field, term):
            documents.append(_ids(part(0)))
            counts.append(_weights(part(1), count))
        return np.concatenate(documents), np.concatenate(counts)

    def places(self, field: str, term: bytes, wanted: Numbers) -> tuple[Numbers, Numbers]:
        """The places of a term in those of the wanted documents, which come in order, that hold it: the document and
        the position of each place."""
        documents, positions, before = [np.empty(0, np.int64)], [np.empty(0, np.int64)], -1
        for count, last, part in self._blocks(field, term):
            within = wanted[np.searchsorted(wanted, before, "right") : np.searchsorted(wanted, last, "right")]
            before = last
            if len(within):
                rows, places = _places(part(2), count)
                held = _ids(part(0))[rows]
                is_wanted = np.isin(held, within)
                documents.append(held[is_wanted].astype(np.int64))
                positions.append(places[is_wanted])
        return np.concatenate(documents), np.concatenate(positions)

    def _blocks(self, field: str, term: bytes) -> Iterator[tuple[int, int, Callable[[int], bytes]]]:
        """Of each block of a term how many documents it has, the last of them, and a way to its three parts."""
        try:
            at, _length = self.term_info(field, term).extent()
        except TermNotFound:
            return
        is_last = False
        while not is_last:
            count, last, _weight, _shortest, _longest, *sizes, is_last = _HEAD.unpack(
                self._postfile.get(at, _HEAD.size)
            )
            starts = [*accumulate(sizes, initial=at + _HEAD.size)]
            yield count, last, partial(self._part, starts, sizes)
            at = starts[-1]

    def _part(self, starts: list[int], sizes: list[int], number: int) -> bytes:
        return zlib.decompress(self._postfile.get(starts[number], sizes[number])) if sizes[number] else b""


def _ids(part: bytes) -> Numbers:
    return np.frombuffer(part, dtype="<u4").cumsum(dtype=np.uint32)


def _weights(part: bytes, count: int) -> Numbers:
    return np.frombuffer(part, dtype="<f4") if part else np.ones(count, dtype=np.float32)


def _places(part: bytes, count: int) -> tuple[Numbers, Numbers]:
    """All places in a block of so many documents: the row of each, and its position; see :meth:`Places.encode`."""
    lengths = np.frombuffer(part, np.uint32, count)
    data = np.frombuffer(part, np.uint8, offset=lengths.nbytes)
    ends = np.flatnonzero(data <= _LOW)
    starts = np.concatenate([[0], ends[:-1] + 1])
    shifts = 7 * (np.arange(len(data)) - np.repeat(starts, ends - starts + 1))
    distances = np.add.reduceat((data & _LOW).astype(np.int64) << shifts, starts)
    rows = np.repeat(np.arange(count), lengths)[starts]
    positions = np.cumsum(distances)
    first = np.searchsorted(rows, np.arange(count))  # no document is without a place
    return rows, positions - (positions[first] - distances[first])[rows]
