"""Where the index lies on disk, in generations of which one is current; see docs/decisions/0004-search-index.md.

``LOCATION/current`` names the generation that readers use. A generation is a folder with a Whoosh index and a
``manifest.json`` that names its files with their checksums, written after every commit, so that whatever a power cut
or a careless hand did to the folder is noticed and the index is made anew from the database.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter

from library.search.codec import BlockCodec
from library.search.documents import schema, signature

_MANIFEST = "manifest.json"
_LOCKS = ("_WRITELOCK", ".lock")


class IndexMissingError(Exception):
    """There is no index that can be read; the indexer will make one."""


class BusyError(Exception):
    """Somebody else holds the lock."""


class GenerationIndex(FileIndex):
    """Whoosh's index, written by our codec."""

    def writer(self, **options: Any) -> SegmentWriter:
        return SegmentWriter(self, codec=BlockCodec(), **options)


class IndexStore:
    def __init__(self, location: Path) -> None:
        self.location = location

    @contextmanager
    def lock(self, name: str, *, wait: bool = True) -> Iterator[None]:
        """Held by one process at a time and let go when it dies. Raises :class:`BusyError` if it shall not wait."""
        self.location.mkdir(parents=True, exist_ok=True)
        with (self.location / f"{name}.lock").open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError as error:
                raise BusyError(name) from error
            yield

    def current(self) -> Path:
        """The generation to read. Raises :class:`IndexMissingError`."""
        try:
            name = (self.location / "current").read_text().strip()
        except (OSError, UnicodeDecodeError) as error:
            raise IndexMissingError(str(self.location)) from error
        if not name or Path(name).name != name:
            raise IndexMissingError(str(self.location))
        return self.location / name

    def new_generation(self) -> Path:
        """An empty index beside the current one."""
        folder = self.location / f"generation-{time.time_ns()}"
        folder.mkdir(parents=True)
        GenerationIndex.create(FileStorage(str(folder)), schema(), "MAIN")
        return folder

    def make_current(self, folder: Path) -> None:
        """Readers turn to this generation at their next search; all others go."""
        name = self.location / "current"
        draft = name.with_suffix(".new")
        draft.write_text(folder.name)
        _sync(draft)
        draft.replace(name)
        _sync(self.location)
        for other in self.location.glob("generation-*"):
            if other != folder:
                shutil.rmtree(other, ignore_errors=True)

    def seal(self, folder: Path, *, whole: bool = False) -> None:
        """After a commit: all on disk, and written down what is there.

        ``whole`` says that every row has been read; an index that was begun with some of them is not.
        """
        before = _read_manifest(folder)
        known = before.get("files", {})
        files = [path for path in folder.iterdir() if path.name != _MANIFEST and not path.name.endswith(_LOCKS)]
        for path in files:
            _sync(path)
        # A file of Whoosh's is never written twice under one name, so that a checksum once taken holds.
        manifest = {
            "signature": signature(),
            "whole": whole or before.get("whole", False),
            "files": {path.name: known.get(path.name) or _checksum(path) for path in files},
        }
        draft = folder / f"{_MANIFEST}.new"
        draft.write_text(json.dumps(manifest, sort_keys=True))
        _sync(draft)
        draft.replace(folder / _MANIFEST)
        _sync(folder)

    def problem(self) -> str:
        """Why the current index must be made anew; empty when it is sound."""
        try:
            folder = self.current()
        except IndexMissingError:
            return "missing"
        manifest = _read_manifest(folder)
        if not manifest:
            return "broken"
        if manifest.get("signature") != signature():
            return "outdated"
        if not manifest.get("whole"):
            return "incomplete"
        try:
            if any(_checksum(folder / name) != value for name, value in manifest["files"].items()):
                return "broken"
            latest = FileIndex(FileStorage(str(folder)), schema(), "MAIN").latest_generation()
        except Exception:  # noqa: BLE001  whatever Whoosh says about torn files, the answer is the same
            return "broken"
        return "" if f"_MAIN_{latest}.toc" in manifest["files"] else "broken"


def open_generation(folder: Path) -> GenerationIndex:
    return GenerationIndex(FileStorage(str(folder)), schema(), "MAIN")


def _read_manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((folder / _MANIFEST).read_bytes())
    except (OSError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) and isinstance(manifest.get("files"), dict) else {}


def _checksum(path: Path) -> int:
    with path.open("rb") as file:
        value = 0
        while block := file.read(1 << 20):
            value = zlib.crc32(block, value)
    return value


def _sync(path: Path) -> None:
    """Whoosh leaves its writes to the system; a power cut would take them."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
