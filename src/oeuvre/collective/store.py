"""The tables on disk: every update that a window sent, in order, with who sent it; snapshots; named versions.

One SQLite file of the home's own, used from one thread. An edit is durable before anybody else is told of it.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sqlite3
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from oeuvre.collective.errors import TablesUnreadable, VersionUnknown

DATABASE_NAME = "collective.db"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS table_update (
  seq INTEGER PRIMARY KEY, project TEXT NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL, body BLOB NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS table_update_project ON table_update (project, seq);
CREATE TABLE IF NOT EXISTS table_snapshot (
  project TEXT PRIMARY KEY, upto INTEGER NOT NULL, body BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS table_version (
  id TEXT PRIMARY KEY, project TEXT NOT NULL, name TEXT NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL,
  cards INTEGER NOT NULL, body BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS brand (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
"""


@dataclass(frozen=True)
class Sent:
    """One update as it came in: whose, and its bytes (Yjs update encoding, version 1)."""

    actor: str
    body: bytes


@dataclass(frozen=True)
class Version:
    """A table as it stood when a person gave that moment a name; `cards` is how many it had."""

    id: str
    name: str
    actor: str
    at: datetime
    cards: int


class TableStore:
    """The file. A context manager; every method is called from the thread that opened it."""

    def __init__(self, home: Path) -> None:
        self.path = home / DATABASE_NAME
        home.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(OSError):
            # Notes and comments are the collective's own: the file is the owner's alone to read.
            os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        try:
            self._db = sqlite3.connect(self.path, isolation_level=None, timeout=30.0)
            self._db.execute("PRAGMA journal_mode=WAL")
            # The journal is written by each commit and made durable by `sync`, off the thread that serves windows.
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.execute("PRAGMA trusted_schema=OFF")
            self._db.executescript(_SCHEMA)
            self._journal = os.open(self.path.with_name(self.path.name + "-wal"), os.O_RDWR)
        except sqlite3.DatabaseError as error:
            raise TablesUnreadable(str(self.path), detail=str(error)) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._db.close()
        os.close(self._journal)

    # --- updates -----------------------------------------------------------------------------------------------

    def add(self, project: str, updates: Sequence[Sent]) -> None:
        """Write updates in one transaction; they are durable when a later `sync` returns."""
        now = _now()
        with self._writing():
            self._db.executemany(
                "INSERT INTO table_update (project, actor, at, body) VALUES (?, ?, ?, ?)",
                [(project, one.actor, now, one.body) for one in updates],
            )

    async def sync(self) -> None:
        """Wait until all that was committed is on the disk."""
        await asyncio.to_thread(_fdatasync, self._journal)

    def load(self, project: str) -> tuple[bytes | None, list[bytes]]:
        """The last snapshot, if there is one, and the updates since, in the order in which they came in."""
        row = self._db.execute("SELECT upto, body FROM table_snapshot WHERE project = ?", (project,)).fetchone()
        upto, snapshot = row or (0, None)
        rest = self._db.execute(
            "SELECT body FROM table_update WHERE project = ? AND seq > ? ORDER BY seq", (project, upto)
        )
        return snapshot, [body for (body,) in rest]

    def compact(self, project: str, body: bytes) -> None:
        """Keep the whole table as one snapshot; who sent what and when stays, the single updates' bytes do not."""
        with self._writing():
            (upto,) = self._db.execute(
                "SELECT coalesce(max(seq), 0) FROM table_update WHERE project = ?", (project,)
            ).fetchone()
            self._db.execute("INSERT OR REPLACE INTO table_snapshot VALUES (?, ?, ?)", (project, upto, body))
            self._db.execute("UPDATE table_update SET body = x'' WHERE project = ? AND seq <= ?", (project, upto))

    def tail(self, project: str) -> int:
        """How many updates a load has to apply after the snapshot."""
        (count,) = self._db.execute(
            "SELECT count(*) FROM table_update WHERE project = ?1 AND seq > "
            "coalesce((SELECT upto FROM table_snapshot WHERE project = ?1), 0)",
            (project,),
        ).fetchone()
        return int(count)

    # --- versions ----------------------------------------------------------------------------------------------

    def keep(self, project: str, name: str, actor: str, cards: int, body: bytes) -> Version:
        """Give the table as it stands a name."""
        version = Version(uuid.uuid4().hex, name, actor, datetime.now(UTC), cards)
        with self._writing():
            self._db.execute(
                "INSERT INTO table_version VALUES (?, ?, ?, ?, ?, ?, ?)",
                (version.id, project, name, actor, version.at.isoformat(), cards, body),
            )
        return version

    def versions(self, project: str) -> tuple[Version, ...]:
        """The named versions of a table, the latest first."""
        rows = self._db.execute(
            "SELECT id, name, actor, at, cards FROM table_version WHERE project = ? ORDER BY at DESC, id", (project,)
        )
        return tuple(Version(row[0], row[1], row[2], datetime.fromisoformat(row[3]), row[4]) for row in rows)

    def version_body(self, project: str, version: str) -> bytes:
        """The whole document of a version. Raises `VersionUnknown`."""
        row = self._db.execute(
            "SELECT body FROM table_version WHERE project = ? AND id = ?", (project, version)
        ).fetchone()
        if row is None:
            raise VersionUnknown(version, project=project)
        return bytes(row[0])

    # --- brand kits --------------------------------------------------------------------------------------------

    def brands(self) -> tuple[tuple[str, str], ...]:
        """Id and JSON of each brand kit, by id."""
        return tuple(self._db.execute("SELECT id, body FROM brand ORDER BY id"))

    def put_brand(self, brand: str, body: str) -> None:
        with self._writing():
            self._db.execute("INSERT OR REPLACE INTO brand VALUES (?, ?)", (brand, body))

    def drop_brand(self, brand: str) -> bool:
        """Whether there was one."""
        with self._writing():
            return self._db.execute("DELETE FROM brand WHERE id = ?", (brand,)).rowcount > 0

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")


# macOS has no fdatasync.
_fdatasync = getattr(os, "fdatasync", os.fsync)


def _now() -> str:
    return datetime.now(UTC).isoformat()
