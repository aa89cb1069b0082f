"""The ledger's file: an append-only SQLite database in the home, the owner's alone to read.

Every table refuses to change or lose a row. Postings are chained by digest; entries are 64-bit integers, so what adds
up to more is refused before it gets here.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from oeuvre.royalties.errors import (
    LedgerBusy,
    LedgerDamaged,
    LedgerFull,
    LedgerNewer,
    LedgerReadOnly,
    RoyaltyError,
)
from oeuvre.royalties.layout import LAYOUT, create, migrate
from oeuvre.royalties.ledger import NO_POSTING, Entries, Header, Ints, chained, content_digests, facts_text, name_digest

DATABASE_NAME = "royalties.db"
BUSY_SECONDS = 30.0
STANDS = "NOT EXISTS (SELECT 1 FROM posting r WHERE r.reverses = p.seq) AND p.kind <> 'reversal'"
"""In SQL: whether posting `p` was neither reversed nor is a reversal."""

_BY_SQLITE_CODE: dict[int, type[RoyaltyError]] = {
    sqlite3.SQLITE_BUSY: LedgerBusy,
    sqlite3.SQLITE_LOCKED: LedgerBusy,
    sqlite3.SQLITE_FULL: LedgerFull,
    sqlite3.SQLITE_IOERR: LedgerFull,
    sqlite3.SQLITE_READONLY: LedgerReadOnly,
    sqlite3.SQLITE_PERM: LedgerReadOnly,
    sqlite3.SQLITE_CANTOPEN: LedgerReadOnly,
    sqlite3.SQLITE_CORRUPT: LedgerDamaged,
    sqlite3.SQLITE_NOTADB: LedgerDamaged,
}


class Store:
    """The open file. A context manager, used from the thread that opened it."""

    def __init__(self, home: Path) -> None:
        self.path = home / DATABASE_NAME
        self._place = f"{home.name}/{DATABASE_NAME}"
        self._depth = 0
        with self.told():
            home.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(FileExistsError):
                # What people earn is their own affair.
                os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            self.db = sqlite3.connect(self.path, isolation_level=None, timeout=BUSY_SECONDS)
        try:
            with self.told():
                self._prepare()
        except BaseException:
            self.db.close()
            raise
        self._numbers: dict[str, int] = {}
        self._digests: npt.NDArray[np.void] = np.zeros(1, "V16")

    def close(self) -> None:
        self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextlib.contextmanager
    def told(self) -> Iterator[None]:
        """Turns what SQLite and the system say into errors of this room."""
        try:
            yield
        except sqlite3.Error as error:
            kind = _BY_SQLITE_CODE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
            if kind is None:
                raise
            raise kind(self._place, detail=str(error)) from error
        except PermissionError as error:
            raise LedgerReadOnly(self._place, detail=error.strerror) from error

    def _prepare(self) -> None:
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.execute("PRAGMA synchronous=FULL")
        self.db.execute("PRAGMA trusted_schema=OFF")
        self.db.execute("PRAGMA cache_size=-64000")
        self.db.execute("PRAGMA temp_store=MEMORY")  # what a run sorts and marks
        found = self.db.execute("PRAGMA user_version").fetchone()[0]
        if found > LAYOUT:
            raise LedgerNewer(self._place, found=found, known=LAYOUT)
        if found == LAYOUT:
            return
        with self.writing():
            found = self.db.execute("PRAGMA user_version").fetchone()[0]
            if found == LAYOUT:
                return
            if found:
                migrate(self.db, found)
            elif self.db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                raise LedgerDamaged(self._place, detail="not a ledger")
            else:
                create(self.db)
            self.db.execute(f"PRAGMA user_version = {LAYOUT}")

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction, kept whole or not at all; inner ones are part of the outermost, and so are they."""
        if self._depth:
            with self._part():
                yield
            return
        with self.told():
            self.db.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
                self.db.execute("COMMIT")
            except BaseException:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                self._numbers.clear()
                raise
            finally:
                self._depth -= 1

    @contextlib.contextmanager
    def _part(self) -> Iterator[None]:
        """A part of the transaction that leaves nothing behind when it fails; whoever catches that goes on."""
        self.db.execute("SAVEPOINT part")
        try:
            yield
        except BaseException:
            # A full disk ends the whole transaction by itself.
            if self.db.in_transaction:
                self.db.execute("ROLLBACK TO part")
                self.db.execute("RELEASE part")
            self._numbers.clear()
            raise
        self.db.execute("RELEASE part")

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        with self.told():
            return self.db.execute(statement, values).fetchall()

    def named(self, statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """All rows of a query with named values."""
        with self.told():
            return self.db.execute(statement, values).fetchall()

    def one(self, statement: str, values: Sequence[Any] = ()) -> Any:
        """The first column of the first row, or None."""
        with self.told():
            row = self.db.execute(statement, values).fetchone()
        return row[0] if row else None

    def numbers(self, names: Iterable[str]) -> dict[str, int]:
        """The numbers of names, new ones written down; within a transaction."""
        self._load_names()
        new = sorted({name for name in names if name not in self._numbers})
        if new:
            start = len(self._numbers)
            self.db.executemany("INSERT INTO name VALUES (?, ?)", ((start + n, name) for n, name in enumerate(new)))
            self._learn(new)
        return self._numbers

    def number(self, name: str) -> int | None:
        """The number of a name that the ledger has met."""
        found: int | None = self.one("SELECT seq FROM name WHERE id = ?", (name,))
        return found

    def _load_names(self) -> None:
        count = self.one("SELECT count(*) FROM name")
        if count != len(self._numbers):
            self._numbers, self._digests = {}, np.zeros(1, "V16")
            self._learn([row[0] for row in self.db.execute("SELECT id FROM name ORDER BY seq")])

    def _learn(self, names: Sequence[str]) -> None:
        start = len(self._numbers)
        self._numbers.update((name, start + n) for n, name in enumerate(names))
        digests = np.frombuffer(b"".join(map(name_digest, names)), "V16")
        self._digests = np.concatenate([self._digests[:-1], digests, np.zeros(1, "V16")])

    def head(self) -> tuple[int, str]:
        """The number and the digest of the last posting."""
        rows = self.rows("SELECT seq, digest FROM posting ORDER BY seq DESC LIMIT 1")
        return (int(rows[0][0]), str(rows[0][1])) if rows else (0, NO_POSTING)

    def post(self, headers: Sequence[Header], entries: Entries, at: int | None = None) -> list[int]:
        """Writes postings behind the last; returns their numbers. Within a transaction; refuses what does not sum."""
        self._load_names()
        contents = content_digests(headers, entries, self._digests)
        moment = at if at is not None else time.time_ns() // 1000
        seq, digest = self.head()
        rows, numbers = [], []
        for header, content in zip(headers, contents, strict=True):
            seq += 1
            digest = chained(digest, content, seq, moment, header)
            numbers.append(seq)
            rows.append(
                (
                    *(seq, moment, header.kind, header.name, header.work, header.period, header.currency, header.gross),
                    *(header.known, header.day, header.facts, header.reverses, content, digest),
                )
            )
        self.db.executemany(f"INSERT INTO posting VALUES ({','.join('?' * 14)})", rows)
        starts = np.repeat(np.cumsum(entries.counts) - entries.counts, entries.counts)
        columns = (
            np.repeat(np.array(numbers, np.int64), entries.counts),
            np.arange(len(entries.amount)) - starts,
            *(entries.account, entries.party, entries.work, entries.amount, entries.paths),
        )
        self.db.executemany(
            "INSERT INTO entry VALUES (?,?,?,?,?,?,?)", zip(*(column.tolist() for column in columns), strict=True)
        )
        if numbers:
            self._point(entries.party, columns[0], columns[1], numbers[0])
        return numbers

    def _point(self, party: Ints, posting: Ints, place: Ints, first: int) -> None:
        """Notes where each party's entries stand: pairs of 64-bit integers (posting, place), little-endian."""
        # Held usage without any money is posted without entries.
        if not len(party):
            return
        order = np.argsort(party, kind="stable")
        pairs = np.stack([posting[order], place[order]], axis=1).astype("<i8")
        parties, starts = np.unique(party[order], return_index=True)
        body, ends = pairs.tobytes(), np.append(starts[1:], len(pairs))
        self.db.executemany(
            "INSERT INTO whereabouts VALUES (?, ?, ?)",
            (
                (number, first, body[start * 16 : end * 16])
                for number, start, end in zip(parties.tolist(), starts.tolist(), ends.tolist(), strict=True)
                if number >= 0
            ),
        )

    def entries_for(self, party: int) -> list[tuple[int, int, int, int, int, int]]:
        """(posting, place, account, work, amount, paths) of every entry of a party, in the order of postings."""
        places = [
            pair
            for (body,) in self.rows("SELECT places FROM whereabouts WHERE party = ? ORDER BY posting", (party,))
            for pair in np.frombuffer(body, "<i8").reshape(-1, 2).tolist()
        ]
        return self.rows(
            "SELECT e.posting, e.place, e.account, e.work, e.amount, e.paths FROM json_each(?) j JOIN entry e "
            "ON e.posting = j.value ->> 0 AND e.place = j.value ->> 1",
            (json.dumps(places),),
        )

    def reverse(self, postings: Sequence[int], known: int, day: str) -> list[int]:
        """Posts the exact opposite of each posting, within a transaction."""
        headers, counts, columns = [], [], list[npt.NDArray[np.int64]]()
        for seq in postings:
            kind, name, work, period, currency, gross = self.rows(
                "SELECT kind, name, work, period, currency, gross FROM posting WHERE seq = ?", (seq,)
            )[0]
            facts = facts_text({"of": kind, "posting": seq})
            headers.append(Header("reversal", name, work, period, currency, -gross, known, day, facts, seq))
            rows = self.rows(
                "SELECT account, party, work, amount, paths FROM entry WHERE posting = ? ORDER BY place", (seq,)
            )
            counts.append(len(rows))
            columns.append(np.array(rows, np.int64).reshape(-1, 5))
        if not headers:
            return []
        account, party, work, amount, paths = np.concatenate(columns).T
        return self.post(headers, Entries(np.array(counts, np.int64), account, party, work, -amount, paths))

    def entries_of(self, posting: int) -> list[tuple[int, int, str | None, str | None, int, int]]:
        """(place, account, party, work, amount, paths) of a posting, by place, with names."""
        return self.rows(
            "SELECT e.place, e.account, n.id, w.id, e.amount, e.paths FROM entry e LEFT JOIN name n ON n.seq = e.party "
            "LEFT JOIN name w ON w.seq = e.work WHERE e.posting = ? ORDER BY e.place",
            (posting,),
        )

    def verify(self) -> int | None:
        """The number of the first posting that does not hold, or None: digests, chain, and sums to zero."""
        self._load_names()
        previous = NO_POSTING
        postings = self.rows(
            "SELECT seq, at, kind, name, work, period, currency, gross, known, day, facts, reverses, content, digest "
            "FROM posting ORDER BY seq"
        )
        for place, row in enumerate(postings, 1):
            seq, at, kind, name, work, period, currency, gross, known, day, facts, reverses, content, digest = row
            try:
                header = Header(kind, name, work, period, currency, gross, known, day, facts, reverses)
                rows = self.rows(
                    "SELECT account, party, work, amount, paths FROM entry WHERE posting = ? ORDER BY place", (seq,)
                )
                account, party, paid, amount, paths = np.array(rows, np.int64).reshape(-1, 5).T
                entries = Entries(np.array([len(rows)], np.int64), account, party, paid, amount, paths)
                held = content_digests([header], entries, self._digests)[0]
            except (RoyaltyError, ValueError, TypeError, IndexError):
                return int(seq)
            if seq != place or held != content or chained(previous, content, seq, at, header) != digest:
                return int(seq)
            previous = digest
        return None
