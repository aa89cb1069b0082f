"""The content-addressed store: a work's bytes under their sha256, in two levels of folders.

Bytes are written beside their place, flushed to the disk, renamed into place, and the folder is flushed too; so a
digest that was given out is on the disk, and a crash leaves at most a stray temporary file.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from oeuvre.record.errors import BytesMissing, RecordFull, RecordReadOnly, RecordUnreachable

DIGEST_SHAPE = re.compile(r"[0-9a-f]{64}\Z")
_BLOCK = 1 << 20
_STRAY_AFTER = 24 * 3600.0  # seconds after which a temporary file has surely no writer any more

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class ContentStore:
    """The folder `root`; nothing in it is ever changed or removed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._prefix = f"{root}{os.sep}"

    def path(self, digest: str) -> Path:
        """Where the bytes lie, or would lie."""
        if not DIGEST_SHAPE.match(digest):
            raise BytesMissing(digest)
        return self.root / digest[:2] / digest[2:4] / digest

    def has(self, digest: str) -> bool:
        return self.path(digest).is_file()

    def size(self, digest: str) -> int | None:
        """The size in bytes, or None where there is nothing."""
        try:
            return os.stat(f"{self._prefix}{digest[:2]}/{digest[2:4]}/{digest}").st_size  # noqa: PTH116 (hot path)
        except OSError:
            return None

    def read(self, digest: str) -> bytes:
        try:
            return self.path(digest).read_bytes()
        except FileNotFoundError as error:
            raise BytesMissing(digest) from error
        except OSError as error:
            raise disk_error(error, self.path(digest)) from error

    def holds(self, digest: str) -> bool:
        """Whether the bytes under `digest` are there and still have it."""
        try:
            with self.path(digest).open("rb") as source:
                return hashlib.file_digest(source, "sha256").hexdigest() == digest
        except OSError:
            return False

    def put(self, data: bytes) -> str:
        """Keeps `data` and returns its digest, on the disk when this returns."""
        digest = hashlib.sha256(data).hexdigest()
        if self.size(digest) == len(data):
            return digest
        with self._temporary() as (target, name):
            target.write(data)
            self._place(target, name, digest)
        return digest

    def put_file(self, source: Path) -> str:
        """Keeps the bytes of a file and returns their digest."""
        running = hashlib.sha256()
        with source.open("rb") as given, self._temporary() as (target, name):
            while block := given.read(_BLOCK):
                running.update(block)
                target.write(block)
            digest = running.hexdigest()
            if self.size(digest) != target.tell():
                self._place(target, name, digest)
        return digest

    def sweep(self) -> None:
        """Removes temporary files that a crash left behind long ago."""
        with contextlib.suppress(OSError):
            for stray in (self.root / "tmp").iterdir():
                if time.time() - stray.stat().st_mtime > _STRAY_AFTER:
                    stray.unlink()

    @contextlib.contextmanager
    def _temporary(self) -> Iterator[tuple[BinaryIO, str]]:
        folder = self.root / "tmp"
        name = ""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            number, name = tempfile.mkstemp(dir=folder)
            with os.fdopen(number, "wb") as target:
                yield target, name
        except OSError as error:
            raise disk_error(error, self.root) from error
        finally:
            if name:
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(name)  # noqa: PTH108 (a plain name is what mkstemp gave)

    def _place(self, target: BinaryIO, name: str, digest: str) -> None:
        place = self.path(digest)
        target.flush()
        if os.name != "nt":  # Windows would refuse to replace a file that is read-only
            os.fchmod(target.fileno(), 0o444)
        os.fsync(target.fileno())
        missing = [folder for folder in (place.parent, place.parent.parent) if not folder.is_dir()]
        place.parent.mkdir(parents=True, exist_ok=True)
        os.replace(name, place)  # noqa: PTH105
        _flush_folder(place.parent)
        for folder in missing:
            _flush_folder(folder.parent)


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows has no handle on a folder to flush
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def full_disk(error: BaseException) -> RecordFull | None:
    """What went wrong, as an error of this room, where the disk has no room left; None for anything else.

    Databases say it in their own way, and what wraps them in another.
    """
    found: BaseException | None = error
    while found is not None:
        if isinstance(found, OSError) and found.errno in _FULL:
            return RecordFull(str(found.filename or ""))
        if isinstance(found, sqlite3.Error) and getattr(found, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
            return RecordFull("")
        found = getattr(found, "orig", None) or found.__cause__
    return None


def disk_error(error: OSError, place: Path) -> RecordFull | RecordReadOnly | RecordUnreachable:
    """What the operating system said, as an error of this room."""
    if error.errno in _FULL:
        return RecordFull(str(place))
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return RecordReadOnly(str(place))
    return RecordUnreachable(str(place), detail=error.strerror or str(error))
