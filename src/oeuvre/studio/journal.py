"""What a studio must not forget when it ends, and that is not the record's: answers given under a key, and its jobs.

One small SQLite file of the home. It is no state of the work: without it, or with a disk that takes nothing, the studio
works on, and only forgets sooner.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

DATABASE_NAME = "studio.db"
_LAYOUT = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS answer (
  owner TEXT NOT NULL, method TEXT NOT NULL, path TEXT NOT NULL, key TEXT NOT NULL, digest TEXT NOT NULL,
  at REAL NOT NULL, status INTEGER NOT NULL, headers TEXT NOT NULL, body BLOB NOT NULL,
  PRIMARY KEY (owner, method, path, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS answer_at ON answer (at);
CREATE TABLE IF NOT EXISTS erasing (one INTEGER PRIMARY KEY CHECK (one = 1), act INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS job (id TEXT PRIMARY KEY, seq INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
"""
_log = logging.getLogger("oeuvre.studio")
Name = tuple[str, str, str, str]


@dataclass(frozen=True)
class Answer:
    """An answer as it was given: to a body of this digest, at this moment (seconds since 1970)."""

    digest: str
    at: float
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Journal:
    """The file. Every method may be called from any thread, and none raises for what the disk refuses."""

    def __init__(self, home: Path) -> None:
        self._lock = threading.Lock()
        self._db: sqlite3.Connection | None = None
        path = home / DATABASE_NAME
        with self._told():
            home.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(FileExistsError):
                # Answers hold what only those may read who have the token.
                os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            db = sqlite3.connect(path, isolation_level=None, timeout=10.0, check_same_thread=False)
            try:
                (layout,) = db.execute("PRAGMA user_version").fetchone()
                if layout > _LAYOUT:
                    raise sqlite3.NotSupportedError(f"{DATABASE_NAME} is of a later version")
                db.execute("PRAGMA journal_mode=WAL")
                db.execute("PRAGMA synchronous=FULL")
                db.execute("PRAGMA trusted_schema=OFF")
                # What is let go is overwritten: it may be words that somebody had erased.
                db.execute("PRAGMA secure_delete=ON")
                db.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA user_version={_LAYOUT}; COMMIT;")
            except BaseException:
                db.close()
                raise
            self._db = db

    def close(self) -> None:
        with self._lock:
            if self._db is not None:
                self._db.close()
                self._db = None

    # --- answers -----------------------------------------------------------------------------------------------

    def answer(self, name: Name, *, since: float) -> Answer | None:
        """The answer that was given under a name (owner, method, path, key), unless it is older than `since`."""
        with self._told(), self._using() as db:
            row = db.execute(
                "SELECT digest, at, status, headers, body FROM answer "
                "WHERE owner = ? AND method = ? AND path = ? AND key = ? AND at >= ?",
                (*name, since),
            ).fetchone()
            if row is not None:
                headers = tuple((str(key), str(value)) for key, value in json.loads(row[3]))
                return Answer(row[0], row[1], row[2], headers, row[4])
        return None

    def keep(self, name: Name, answer: Answer, *, since: float, most: int) -> None:
        """Keep an answer; those before `since` go, and the oldest where there are more than `most`."""
        with self._told(), self._using() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                db.execute("DELETE FROM answer WHERE at < ?", (since,))
                db.execute(
                    "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (*name, answer.digest, answer.at, answer.status, json.dumps(answer.headers), answer.body),
                )
                db.execute(
                    "DELETE FROM answer WHERE (owner, method, path, key) IN "
                    "(SELECT owner, method, path, key FROM answer ORDER BY at DESC LIMIT -1 OFFSET ?)",
                    (most,),
                )
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise

    def forget(self, name: Name) -> None:
        """Let an answer go, so that what it answered can be asked anew."""
        with self._told(), self._using() as db:
            db.execute("DELETE FROM answer WHERE owner = ? AND method = ? AND path = ? AND key = ?", name)

    def let_go(self, erased: int) -> None:
        """Let all answers and jobs go that may have words which were erased since, by the act of this number."""
        with self._told(), self._using() as db:
            (known,) = db.execute("SELECT coalesce(max(act), 0) FROM erasing").fetchone()
            if known >= erased:
                return
            db.execute("BEGIN IMMEDIATE")
            try:
                db.execute("DELETE FROM answer")
                db.execute("DELETE FROM job")
                db.execute("INSERT OR REPLACE INTO erasing VALUES (1, ?)", (erased,))
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    # --- jobs --------------------------------------------------------------------------------------------------

    def write_job(self, job_id: str, body: Mapping[str, object], *, most: int) -> None:
        """Write how a job stands; the oldest are let go where there are more than `most`."""
        with self._told(), self._using() as db:
            db.execute(
                "INSERT INTO job VALUES (?, (SELECT coalesce(max(seq), 0) + 1 FROM job), ?) "
                "ON CONFLICT (id) DO UPDATE SET body = excluded.body",
                (job_id, json.dumps(body)),
            )
            db.execute("DELETE FROM job WHERE seq <= (SELECT max(seq) FROM job) - ?", (most,))

    def jobs(self) -> list[dict[str, object]]:
        """The jobs as they were written last, in the order in which they were asked for."""
        with self._told(), self._using() as db:
            return [json.loads(body) for (body,) in db.execute("SELECT body FROM job ORDER BY seq")]
        return []

    @contextlib.contextmanager
    def _using(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            if self._db is None:
                raise sqlite3.ProgrammingError("the journal is closed")
            yield self._db

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """What the disk refuses is for the log of who runs the studio."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            _log.warning("%s: %s", DATABASE_NAME, error)
