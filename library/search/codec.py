"""How terms lie on disk: Whoosh's own layout but for the blocks of postings, which are plain arrays.

Whoosh keeps a block as a pickled tuple of Python numbers. One that is an array is a third of the size, is read whole
into numpy (:meth:`TermReader.postings`), and unpickles nothing. Whoosh's version is pinned for this.
"""

from __future__ import annotations

import io
import struct
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import (
    LENGTHS_COLUMN,
    W3Codec,
    W3LeafMatcher,
    W3PerDocReader,
    W3PostingsWriter,
    W3Segment,
    W3TermInfo,
    W3TermsReader,
    _lenfield,
)
from whoosh.columns import NumericColumn
from whoosh.fields import Schema
from whoosh.filedb.compound import CompoundStorage
from whoosh.filedb.structfile import BufferFile
from whoosh.formats import Positions
from whoosh.matching import ReadTooFar
from whoosh.reading import TermNotFound
from whoosh.util.numeric import byte_to_length, length_to_byte

from library.search.analysis import index_terms

#: Raised when blocks are written in another way.
CODEC_VERSION = 1

_BLOCK_LENGTH = 512
_COMPRESSION = 6

#: Of a block: postings, last document, highest weight, shortest and longest field, bytes of the three parts, is last.
_HEAD = struct.Struct("<IIfBBIII?")
_LOW, _MORE = 0x7F, 0x80

#: Lengths of fields as Whoosh keeps them, in one byte.
_LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], dtype=np.float32)

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
    def postings(self, field: str, term: bytes) -> tuple[Numbers, Numbers]:
        """All documents that hold a term, in order, and how often."""
        try:
            at, _length = self.term_info(field, term).extent()
        except TermNotFound:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        ids, weights, is_last = [], [], False
        while not is_last:
            count, _id, _weight, _shortest, _longest, *sizes, is_last = _HEAD.unpack(self._postfile.get(at, _HEAD.size))
            at += _HEAD.size
            ids.append(_ids(zlib.decompress(self._postfile.get(at, sizes[0]))))
            part = self._postfile.get(at + sizes[0], sizes[1]) if sizes[1] else b""
            weights.append(_weights(zlib.decompress(part) if part else b"", count))
            at += sum(sizes)
        return np.concatenate(ids), np.concatenate(weights)


class DocumentReader(W3PerDocReader):
    """Values of all documents at once."""

    def lengths(self, field: str) -> Numbers:
        """How many terms each document has in a field."""
        return _LENGTHS[self._numbers(_lenfield(field), LENGTHS_COLUMN)]

    def column(self, name: str, schema: Schema) -> Numbers:
        """What stands for each document in a column of numbers."""
        return self._numbers(name, schema[name].column_type)

    def _numbers(self, name: str, column: NumericColumn) -> Numbers:
        code = column._typecode  # noqa: SLF001  as all here, Whoosh's own ways with its files
        values = np.full(self.doc_count_all(), column.default_value(), dtype=code)
        if self.has_column(name):
            self.column_reader(name, column)
            file, start, size = self._colfiles[name]
            # The column ends with the last document whose value is not the default.
            held = np.frombuffer(file.get(start, size), dtype=f">{code}")
            values[: len(held)] = held
        return values


class _View(io.RawIOBase):
    """A part of a file in memory, read like a file."""

    def __init__(self, part: memoryview) -> None:
        self._part = part
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: len(self._part)}[whence]
        return self._at

    def readinto(self, buffer: Any) -> int:
        held = self._part[self._at : self._at + len(buffer)]
        buffer[: len(held)] = held
        self._at += len(held)
        return len(held)


class MappedFile(BufferFile):
    """Whoosh's own copies all of it into memory, for every reader of every thread."""

    def __init__(self, part: memoryview, name: str) -> None:
        self._buf = part
        self._name = name
        self.file = io.BufferedReader(_View(part))
        self.onclose = None
        self.is_real = self.is_closed = False


class MappedStorage(CompoundStorage):
    """The files of a segment, which lie in one that is mapped into memory."""

    def open_file(self, name: str, *args: Any, **options: Any) -> Any:
        if self._source is None:
            return super().open_file(name, *args, **options)
        start, length = self.range(name)
        return MappedFile(memoryview(self._source)[start : start + length], name)


class MappedSegment(W3Segment):
    def open_compound_file(self, storage: Any) -> MappedStorage:
        return MappedStorage(storage.open_file(self.make_filename(self.COMPOUND_EXT)))


class BlockCodec(W3Codec):
    def __init__(self) -> None:
        super().__init__(blocklimit=_BLOCK_LENGTH)

    def new_segment(self, storage: Any, indexname: str) -> MappedSegment:
        return MappedSegment(self, indexname)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> BlockWriter:
        return BlockWriter(dbfile, blocklimit=self._blocklimit, inlinelimit=0)

    def postings_reader(
        self, dbfile: Any, terminfo: W3TermInfo, format_: Any, term: Any = None, scorer: Any = None
    ) -> BlockMatcher:
        return BlockMatcher(dbfile, *terminfo.extent(), format_, term=term, scorer=scorer)

    def per_document_reader(self, storage: Any, segment: Any) -> DocumentReader:
        return DocumentReader(storage, segment)

    def terms_reader(self, storage: Any, segment: Any) -> TermReader:
        terms = segment.make_filename(self.TERMS_EXT)
        return TermReader(
            self, storage.open_file(terms), storage.file_length(terms), segment.open_file(storage, self.POSTS_EXT)
        )


def _ids(part: bytes) -> Numbers:
    return np.frombuffer(part, dtype="<u4").cumsum(dtype=np.uint32)


def _weights(part: bytes, count: int) -> Numbers:
    return np.frombuffer(part, dtype="<f4") if part else np.ones(count, dtype=np.float32)
