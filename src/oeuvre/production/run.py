"""What a run is, and whose folder it writes in.

A run is the digest of the brief and its files, the seed, the version and the folder. The same four are the same run:
started again it goes on where it stood, and finished it changes nothing.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import json
import os
import re
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from oeuvre import __version__
from oeuvre.create.brief import Brief, brief_digest
from oeuvre.production.errors import FolderUnwritable, ForeignFolder, HomeInside, PathOutside, RunBusy

MARKER = ".oeuvre.json"
LOCK = ".lock"
PREVIOUS = "previous"
# What a run writes in its folder.
RESULT = frozenset(
    {
        "index.html",
        "sheet.html",
        "ideas.html",
        "copy.md",
        "CREDITS.txt",
        "LICENCE.txt",
        "licence",
        "drafts",
        "kept",
        "editions",
        "source",
        "record",
    }
)
# What may lie in a folder that a run was killed in before it had taken it.
_BEGUN = frozenset({LOCK, f".{MARKER}.part"})
_RUN_NAME = re.compile(r"[0-9A-Za-z]{1,64}")
# What a home holds that no result may lie in.
HOME_PARTS = ("store", "trust")


@dataclass(frozen=True)
class Run:
    """One run of the loop: `id` is hexadecimal, `project` a slug, `out` the folder of the result.

    `idea` is the number of the idea that all drafts are of, where a person asked for one; `ideas` is the run whose
    ideas these are: the one of the same brief, seed and folder without that wish.
    """

    id: str
    project: str
    out: Path
    brief: Brief
    seed: int
    previous: str | None = None
    idea: int | None = None
    ideas_run: str = ""

    @property
    def ideas(self) -> str:
        return self.ideas_run or self.id


def slug(text: str, most: int = 60) -> str:
    """A name for files and projects: ASCII letters, figures and hyphens."""
    text = text.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae").replace("Æ", "ae").replace("ß", "ss")
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    made = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    if not made:
        # A title in another script: its digest names it, stable and safe.
        made = f"projet-{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    return made[:most].rstrip("-")


def identify(brief: Brief, seed: int, out: Path, idea: int | None = None) -> str:
    """The run's digest."""
    parts = [brief_digest(brief), str(seed), __version__, str(out.resolve())]
    if idea is not None:
        parts.append(f"idea {idea}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def check_folder(out: Path, home: Path) -> None:
    """Refuse, untouched, a folder that is not ours, and one that would mix the result with the home and its keys."""
    here, there = out.resolve(), home.resolve()
    if here == there or here in there.parents or any((there / name) in (here, *here.parents) for name in HOME_PARTS):
        raise HomeInside(str(out), home=str(home))
    try:
        if out.exists() and not out.is_dir():
            raise ForeignFolder(str(out))
        above = next(folder for folder in out.parents if folder.exists())
        if not above.is_dir():
            raise FolderUnwritable(str(out), detail=os.strerror(errno.ENOTDIR))
        if out.is_dir() and not (out / MARKER).is_file() and any(e.name not in _BEGUN for e in out.iterdir()):
            raise ForeignFolder(str(out))
        _read_marker(out / MARKER, out)
    except OSError as error:
        raise FolderUnwritable(str(out), detail=error.strerror or str(error)) from error


def open_folder(out: Path, run_id: str, project: str) -> str | None:
    """Take the folder, already locked and checked, for this run; returns the run that held it before, or None.

    An earlier run's result is moved whole into `previous/`, where the new page links it; what is not ours stays.
    """
    marker = out / MARKER
    try:
        held = _read_marker(marker, out)
        before = str(held.get("run") or "")
        told = held.get("history")
        history = [str(one) for one in told] if isinstance(told, list) else []
        if before and before != run_id:
            _shelve(out, before)
            history.append(before)
        if before != run_id:
            write_atomic(marker, json.dumps({"run": run_id, "project": project, "history": history}).encode())
    except OSError as error:
        raise FolderUnwritable(str(out), detail=error.strerror or str(error)) from error
    return history[-1] if history else None


def _read_marker(marker: Path, out: Path) -> dict[str, object]:
    if not marker.is_file():
        return {}
    try:
        held = json.loads(marker.read_text(encoding="utf-8"))
    except (ValueError, UnicodeDecodeError) as error:
        raise ForeignFolder(str(out)) from error
    if not isinstance(held, dict):
        raise ForeignFolder(str(out))
    told = held.get("history")
    # The shelf of an earlier run is named after it, so a name must be one and lead nowhere.
    for run in (held.get("run"), *(told if isinstance(told, list) else ())):
        if run is not None and not (isinstance(run, str) and _RUN_NAME.fullmatch(run)):
            raise ForeignFolder(str(out))
    return held


def read_run_of(out: Path) -> tuple[str, str | None] | None:
    """The run that holds a folder of ours and the one that held it before, if any; None where none does."""
    held = _read_marker(out / MARKER, out)
    run, history = held.get("run"), held.get("history")
    before = str(history[-1]) if isinstance(history, list) and history else None
    return (run, before) if isinstance(run, str) else None


def _shelve(out: Path, run_id: str) -> None:
    shelf = out / PREVIOUS / run_id[:12]
    shelf.mkdir(parents=True, exist_ok=True)
    for entry in sorted(out.iterdir()):
        if entry.name in RESULT:
            target = shelf / entry.name
            if target.exists():
                shutil.rmtree(target) if target.is_dir() else target.unlink()
            entry.replace(target)


def place_in(out: Path, name: str) -> Path:
    """Where a file of the result lies. Raises `PathOutside` for a name that leads elsewhere.

    Names stand on the record, and a record can come from anyone: none of them may reach what is not a result's.
    """
    parts = name.split("/")
    if parts[0] not in RESULT or any(part in ("", ".", "..") or "\\" in part or "\0" in part for part in parts):
        raise PathOutside(str(out), name=name[:200])
    place = out.joinpath(*parts)
    if not place.parent.resolve().is_relative_to(out.resolve()):
        raise PathOutside(str(out), name=name[:200])
    return place


@contextlib.contextmanager
def lock(out: Path) -> Iterator[None]:
    """One process at a time writes a folder; a second is told so at once. The lock dies with its process."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        handle = (out / LOCK).open("a")
    except OSError as error:
        raise FolderUnwritable(str(out), detail=error.strerror or str(error)) from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise RunBusy(str(out)) from error
        yield


def write_atomic(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as handle:
            handle.write(data)
            handle.flush()
            os.fsync(handle.fileno())
        part.replace(path)
    except OSError as error:
        # A full disk names no file.
        error.filename = error.filename or str(path)
        raise
