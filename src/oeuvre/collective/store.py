"""The tables on disk: every update that a window sent, in order, with who sent it; snapshots; named versions.

One SQLite file of the home's own, used from one thread. An edit is durable before anybody else is told of it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
import uuid
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from oeuvre.collective.beside import beside, on_disk
from oeuvre.collective.errors import (
    CollectiveError,
    TablesBusy,
    TablesFull,
    TablesNewer,
    TablesReadOnly,
    TablesUnreadable,
    VersionsFull,
    VersionUnknown,
)
from oeuvre.collective.forgetting import forget_words, merged

DATABASE_NAME = "collective.db"
# In files of the first layout, labels repeat words of the record.
_LAYOUT = 2
# `table_hand` has what compacting takes from `table_update`: who had a hand in a table on which days.
_SCHEMA = """
CREATE TABLE IF NOT EXISTS table_update (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, project TEXT NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL,
  body BLOB NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS table_update_project ON table_update (project, seq);
CREATE TABLE IF NOT EXISTS table_snapshot (project TEXT PRIMARY KEY, body BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS table_hand (
  project TEXT NOT NULL, actor TEXT NOT NULL, day TEXT NOT NULL, updates INTEGER NOT NULL, first TEXT NOT NULL,
  last TEXT NOT NULL, PRIMARY KEY (project, actor, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS table_version (
  id TEXT PRIMARY KEY, project TEXT NOT NULL, name TEXT NOT NULL, actor TEXT NOT NULL, at TEXT NOT NULL,
  cards INTEGER NOT NULL, body BLOB NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS table_version_project ON table_version (project, at);
CREATE TABLE IF NOT EXISTS brand (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
"""
_HANDS = (
    "SELECT project, actor, substr(at, 1, 10) AS day, count(*) AS updates, min(at) AS first, max(at) AS last "
    "FROM table_update WHERE project = ? {more} GROUP BY project, actor, day"
)
_BY_SQLITE_CODE: dict[int, type[CollectiveError]] = {
    sqlite3.SQLITE_BUSY: TablesBusy,
    sqlite3.SQLITE_LOCKED: TablesBusy,
    sqlite3.SQLITE_FULL: TablesFull,
    sqlite3.SQLITE_READONLY: TablesReadOnly,
    sqlite3.SQLITE_PERM: TablesReadOnly,
    sqlite3.SQLITE_CANTOPEN: TablesReadOnly,
}
# Each is a whole table: whoever keeps one every hour would fill a disk unseen.
MOST_VERSIONS = 200
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


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


@dataclass(frozen=True)
class Hand:
    """Who edited a table on a day (UTC), how often, and when first and last."""

    actor: str
    day: str
    updates: int
    first: datetime
    last: datetime


class TableStore:
    """The file. A context manager; every method is called from the thread that opened it, and raises `CollectiveError`
    of its room for what the disk or the file refuses."""

    def __init__(self, home: Path) -> None:
        self.path = home / DATABASE_NAME
        # Told to whoever is at the table: where on this machine the home lies is not theirs to know.
        self._place = f"{home.name}/{DATABASE_NAME}"
        self._sound = True
        with self._told():
            home.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(FileExistsError):
                # Notes and comments are the collective's own: the file is the owner's alone to read.
                os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            self._db = sqlite3.connect(self.path, isolation_level=None, timeout=30.0)
        try:
            with self._told():
                self._prepare()
                self._journal = os.open(self.path.with_name(self.path.name + "-wal"), os.O_RDWR)
                _sync_folder(home)
        except CollectiveError:
            self._db.close()
            raise

    def _prepare(self) -> None:
        (layout,) = self._db.execute("PRAGMA user_version").fetchone()
        if layout > _LAYOUT:
            raise TablesNewer(self._place)
        self._db.execute("PRAGMA journal_mode=WAL")
        # The journal is written by each commit and made durable by `sync`, off the thread that serves windows.
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute("PRAGMA trusted_schema=OFF")
        # The journal stays about this long, in bytes, once it has been long.
        self._db.execute("PRAGMA journal_size_limit=16777216")
        # What is deleted is overwritten: words that somebody took back are in no free page of the file.
        self._db.execute("PRAGMA secure_delete=ON")
        self._db.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} COMMIT;")
        if layout == 1:
            self._forget()
        self._db.execute(f"PRAGMA user_version={_LAYOUT}")

    def _forget(self) -> None:
        """Every table and version without the words that labels once repeated, and the file without their traces."""
        projects = self._db.execute("SELECT project FROM table_update UNION SELECT project FROM table_snapshot")
        with self._writing():
            for (project,) in projects.fetchall():
                snapshot, rest = self.load(project)
                body = _without_words([snapshot, *rest] if snapshot else rest)
                if body is not None:
                    self._keep_snapshot(project, body)
            for key, held in self._db.execute("SELECT id, body FROM table_version").fetchall():
                with contextlib.suppress(zlib.error):
                    body = _without_words([zlib.decompress(held)])
                    if body is not None:
                        self._db.execute("UPDATE table_version SET body = ? WHERE id = ?", (zlib.compress(body), key))
        self._db.execute("VACUUM")
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

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
        with self._told():
            if not self._sound:
                # What a failed sync left out is never tried again by the system: all of it goes into the file itself.
                self._db.execute("PRAGMA synchronous=FULL")
                self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                self._db.execute("PRAGMA synchronous=NORMAL")
                self._sound = True
            try:
                await on_disk(_fdatasync, self._journal)
            except OSError:
                self._sound = False
                raise

    def load(self, project: str) -> tuple[bytes | None, list[bytes]]:
        """The last snapshot, if there is one, and the updates since, in the order in which they came in."""
        with self._told():
            row = self._db.execute("SELECT body FROM table_snapshot WHERE project = ?", (project,)).fetchone()
            rest = self._db.execute("SELECT body FROM table_update WHERE project = ? ORDER BY seq", (project,))
            return (row[0] if row else None), [body for (body,) in rest]

    async def compact(self, project: str) -> None:
        """Keep a table as one snapshot of what is in the file now, whoever wrote it; who edited it when stays.

        The snapshot is made beside the loop. What is written meanwhile is left as it is; where another program has
        made a snapshot meanwhile, that one stands.
        """
        with self._told():
            # Asked first: what another program writes in between is in the snapshot too, and stays as well.
            (last,) = self._db.execute("SELECT max(seq) FROM table_update WHERE project = ?", (project,)).fetchone()
            snapshot, rest = self.load(project)
        if last is None:
            return
        body = await beside(_whole, [snapshot, *rest] if snapshot else rest)
        with self._writing():
            row = self._db.execute("SELECT body FROM table_snapshot WHERE project = ?", (project,)).fetchone()
            if (row[0] if row else None) == snapshot:
                self._keep_snapshot(project, body, last)

    def _keep_snapshot(self, project: str, body: bytes, last: int = 1 << 62) -> None:
        """A snapshot in the place of the updates up to number `last`; who had a hand in them when stays."""
        self._db.execute("INSERT OR REPLACE INTO table_snapshot VALUES (?, ?)", (project, body))
        self._db.execute(
            f"INSERT INTO table_hand {_HANDS.format(more='AND seq <= ?')} ON CONFLICT DO UPDATE SET "
            "updates = updates + excluded.updates, first = min(first, excluded.first), "
            "last = max(last, excluded.last)",
            (project, last),
        )
        self._db.execute("DELETE FROM table_update WHERE project = ? AND seq <= ?", (project, last))

    def tail(self, project: str) -> int:
        """How many updates a load has to apply after the snapshot."""
        with self._told():
            (count,) = self._db.execute("SELECT count(*) FROM table_update WHERE project = ?", (project,)).fetchone()
        return int(count)

    def hands(self, project: str) -> tuple[Hand, ...]:
        """Who edited a table, by day."""
        with self._told():
            rows = self._db.execute(
                "SELECT actor, day, sum(updates), min(first), max(last) FROM "
                f"(SELECT * FROM table_hand WHERE project = ? UNION ALL {_HANDS.format(more='')}) "
                "GROUP BY day, actor ORDER BY day, actor",
                (project, project),
            ).fetchall()
        return tuple(Hand(a, d, n, datetime.fromisoformat(f), datetime.fromisoformat(t)) for a, d, n, f, t in rows)

    # --- versions ----------------------------------------------------------------------------------------------

    def keep(self, project: str, name: str, actor: str, cards: int, body: bytes) -> Version:
        """Give the table as it stands a name; durable when this returns. Raises `VersionsFull`."""
        if len(self.versions(project)) >= MOST_VERSIONS:
            raise VersionsFull(project, most=MOST_VERSIONS)
        version = Version(uuid.uuid4().hex, name, actor, datetime.now(UTC), cards)
        with self._writing(durable=True):
            self._db.execute(
                "INSERT INTO table_version VALUES (?, ?, ?, ?, ?, ?, ?)",
                (version.id, project, name, actor, version.at.isoformat(), cards, zlib.compress(body)),
            )
        return version

    def versions(self, project: str) -> tuple[Version, ...]:
        """The named versions of a table, the latest first."""
        with self._told():
            rows = self._db.execute(
                "SELECT id, name, actor, at, cards FROM table_version WHERE project = ? ORDER BY at DESC, id",
                (project,),
            ).fetchall()
        return tuple(Version(row[0], row[1], row[2], datetime.fromisoformat(row[3]), row[4]) for row in rows)

    def version_body(self, project: str, version: str) -> bytes:
        """The whole document of a version. Raises `VersionUnknown`."""
        return zlib.decompress(self._held(project, version))

    async def version_beside(self, project: str, version: str) -> bytes:
        """The same, unpacked beside the loop: a version may be as large as a table. Raises `VersionUnknown`."""
        return await beside(zlib.decompress, self._held(project, version))

    def _held(self, project: str, version: str) -> bytes:
        with self._told():
            row = self._db.execute(
                "SELECT body FROM table_version WHERE project = ? AND id = ?", (project, version)
            ).fetchone()
        if row is None:
            raise VersionUnknown(version, project=project)
        return bytes(row[0])

    def rename(self, project: str, version: str, name: str) -> Version:
        """Give a version another name; durable when this returns. Raises `VersionUnknown`."""
        with self._writing(durable=True):
            self._db.execute("UPDATE table_version SET name = ? WHERE project = ? AND id = ?", (name, project, version))
        found = next((one for one in self.versions(project) if one.id == version), None)
        if found is None:
            raise VersionUnknown(version, project=project)
        return found

    def drop(self, project: str, version: str) -> None:
        """Delete a version, for good; the table itself stays as it is. Raises `VersionUnknown`."""
        with self._writing(durable=True):
            gone = self._db.execute("DELETE FROM table_version WHERE project = ? AND id = ?", (project, version))
        if gone.rowcount == 0:
            raise VersionUnknown(version, project=project)

    # --- brand kits --------------------------------------------------------------------------------------------

    def brands(self) -> tuple[tuple[str, str], ...]:
        """Id and JSON of each brand kit, by id."""
        with self._told():
            return tuple(self._db.execute("SELECT id, body FROM brand ORDER BY id"))

    def put_brand(self, brand: str, body: str) -> None:
        """Keep a brand kit, in place of the one with this id if there is one; durable when this returns."""
        with self._writing(durable=True):
            self._db.execute("INSERT OR REPLACE INTO brand VALUES (?, ?)", (brand, body))

    def drop_brand(self, brand: str) -> bool:
        """Remove a brand kit; whether there was one."""
        with self._writing(durable=True):
            return self._db.execute("DELETE FROM brand WHERE id = ?", (brand,)).rowcount > 0

    @contextlib.contextmanager
    def _writing(self, *, durable: bool = False) -> Iterator[None]:
        with self._told():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                # A full disk has SQLite roll back by itself.
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
            if durable:
                _fdatasync(self._journal)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """What SQLite and the system say of the machine, as errors of this room."""
        try:
            yield
        except sqlite3.Error as error:
            kind = _BY_SQLITE_CODE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, TablesUnreadable)
            raise kind(self._place, detail=str(error)) from error
        except OSError as error:
            kind = TablesFull if error.errno in _NO_ROOM else TablesReadOnly
            raise kind(self._place, detail=error.strerror) from error


def _whole(bodies: Sequence[bytes]) -> bytes:
    return merged(bodies).get_update()


def _without_words(bodies: Sequence[bytes]) -> bytes | None:
    """A document without what its labels repeat of the record; None for bytes that are no document."""
    try:
        doc = merged(bodies)
        forget_words(doc)
        return doc.get_update()
    except BaseException as error:
        # Some decoding errors of the library are no Exception. Such a table is told when somebody opens it.
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        return None


# macOS has no fdatasync.
_fdatasync = getattr(os, "fdatasync", os.fsync)


def _sync_folder(folder: Path) -> None:
    """Have a new file's name on the disk too: a journal that nobody finds again is none."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _now() -> str:
    return datetime.now(UTC).isoformat()
