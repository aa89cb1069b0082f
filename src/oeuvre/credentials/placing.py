"""Putting signed bytes in their place in one step: written beside, flushed to the disk, renamed."""

from __future__ import annotations

import os
import re
import secrets
import time
from hashlib import file_digest
from pathlib import Path
from types import TracebackType
from typing import Self

from oeuvre.credentials.claims import Signed

_PART = re.compile(r"\.oeuvre-(\d+)-[0-9a-f]{12}(?:\.c2pa)?\.part\Z")
_A_DAY = 86_400


class Places:
    """The temporary names for a target and for its sidecar, in the target's own folder; gone when it closes."""

    def __init__(self, target: Path) -> None:
        mark = f".oeuvre-{os.getpid()}-{secrets.token_hex(6)}"
        self.target = target
        self.target_sidecar = target.with_name(f"{target.name}.c2pa")
        self.work = target.with_name(f"{mark}.part")
        self.sidecar = target.with_name(f"{mark}.c2pa.part")

    def __enter__(self) -> Self:
        self.target.parent.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.work.unlink(missing_ok=True)
        self.sidecar.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Removes what a process that was killed left half written in `folder`; what a living one writes stays."""
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        found = _PART.match(path.name)
        if found and not _may_be_in_use(int(found.group(1)), path):
            path.unlink(missing_ok=True)


def _may_be_in_use(process: int, path: Path) -> bool:
    if os.name != "posix":
        # There, asking whether a process lives would end it.
        return time.time() - path.stat().st_mtime < _A_DAY
    if process == os.getpid():
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def put_in_place(places: Places, *, manifest_bytes: int, sidecar: bool) -> Signed:
    """Renames what the worker wrote; the work first, then what vouches for it."""
    digest, size = _flush(places.work)
    if sidecar:
        _flush(places.sidecar)
    places.work.replace(places.target)
    beside: Path | None = None
    if sidecar:
        places.sidecar.replace(places.target_sidecar)
        beside = places.target_sidecar
    return Signed(places.target, digest, size, manifest_bytes, beside)


def _flush(path: Path) -> tuple[str, int]:
    with path.open("r+b") as stream:
        os.fsync(stream.fileno())
        return file_digest(stream, "sha256").hexdigest(), path.stat().st_size
