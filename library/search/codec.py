"""How an index lies on disk: Whoosh's own layout but for the blocks of postings (:mod:`library.search.blocks`).

Whoosh keeps a block as a pickled tuple of Python numbers. One that is an array is a third of the size, is read whole
into numpy, and unpickles nothing. Whoosh's version is pinned for this.
"""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import LENGTHS_COLUMN, W3Codec, W3PerDocReader, W3Segment, W3TermInfo, _lenfield
from whoosh.columns import NumericColumn
from whoosh.fields import Schema
from whoosh.filedb.compound import CompoundStorage
from whoosh.filedb.structfile import BufferFile
from whoosh.util.numeric import byte_to_length

from library.search.blocks import BLOCK_LENGTH, BlockMatcher, BlockWriter, TermReader

#: Raised when blocks are written in another way.
CODEC_VERSION = 1

#: Lengths of fields as Whoosh keeps them, in one byte.
_LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], dtype=np.float32)

Numbers = npt.NDArray[Any]


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
        super().__init__(blocklimit=BLOCK_LENGTH)

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
