"""The record of one home: the service in which its state and its rules meet."""

from __future__ import annotations

import contextlib
import secrets
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import sqlalchemy as sa

from oeuvre.record import lineage as lineages
from oeuvre.record import reading
from oeuvre.record import schema as tables
from oeuvre.record.body import ID_SHAPE
from oeuvre.record.content import ContentStore
from oeuvre.record.credits import Credit
from oeuvre.record.database import DATABASE_NAME, engine_for, is_blank, prepare, told
from oeuvre.record.errors import ActRefused, RecordReadOnly, RecordUnreachable, WorkUnknown
from oeuvre.record.exchange import Imported, credits_on, part_of, take_in, whole, write_document
from oeuvre.record.lineage import Lineage
from oeuvre.record.prov_reading import read_export
from oeuvre.record.values import (
    PARTY_KINDS,
    Act,
    NewAct,
    Party,
    PartyKind,
    Project,
    Recorded,
    Work,
)
from oeuvre.record.verify import Verdict, verify
from oeuvre.record.writing import Pen, Rows

STORE_NAME = "store"
_KNOWN_AT_MOST = 200_000  # numbers of works kept in memory between transactions


def _now() -> datetime:
    return datetime.now(UTC)


def _salt() -> str:
    return secrets.token_hex(16)


class Record:
    """The append-only, hash-chained log of acts in `<home>/oeuvre.db`, with the content store beside it.

    Open it with `Record.open` or `Record.open_existing`; it is a context manager. `clock` tells the time (UTC) and
    `salts` gives 32 random hexadecimal digits; both are arguments so that tests can hold them still.
    """

    def __init__(
        self, home: Path, engine: sa.Engine, clock: Callable[[], datetime] = _now, salts: Callable[[], str] = _salt
    ) -> None:
        self.home = home
        self.store = ContentStore(home / STORE_NAME)
        self._database = home / DATABASE_NAME
        self._engine = engine
        # Kept open between transactions; SQLAlchemy's share of opening one would be greater than SQLite's.
        self._write_connection: sa.Connection | None = None
        self._write_lock = threading.Lock()
        self._clock, self._salts = clock, salts
        self._notes: list[set[int]] = []
        self._known_works: dict[str, int] = {}
        self._known_parties: dict[str, int] = {}

    @classmethod
    def open(cls, home: Path, *, clock: Callable[[], datetime] = _now, salts: Callable[[], str] = _salt) -> Record:
        """The record of `home`, created where there is none, its tables brought up to date."""
        try:
            home.mkdir(parents=True, exist_ok=True)
        except PermissionError as error:
            raise RecordReadOnly(str(home)) from error
        except OSError as error:
            raise RecordUnreachable(str(home), detail=error.strerror or str(error)) from error
        opened = cls._opened(home, clock, salts, create=True)
        assert opened is not None
        return opened

    @classmethod
    def open_existing(
        cls, home: Path, *, clock: Callable[[], datetime] = _now, salts: Callable[[], str] = _salt
    ) -> Record | None:
        """The record of `home`, or None where there is none; creates nothing."""
        if not (home / DATABASE_NAME).is_file():
            return None
        return cls._opened(home, clock, salts, create=False)

    @classmethod
    def _opened(
        cls, home: Path, clock: Callable[[], datetime], salts: Callable[[], str], *, create: bool
    ) -> Self | None:
        database = home / DATABASE_NAME
        engine = engine_for(database, create=create)
        try:
            with told(database):
                if not create and is_blank(engine):  # a first start that was interrupted before anything stood in it
                    engine.dispose()
                    return None
                prepare(engine, database)
        except BaseException:
            engine.dispose()
            raise
        record = cls(home, engine, clock, salts)
        record.store.sweep()
        return record

    def close(self) -> None:
        if self._write_connection is not None:
            self._write_connection.close()
            self._write_connection = None
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        """One consistent view of the record."""
        with told(self._database), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextlib.contextmanager
    def _writing(self) -> Iterator[Rows]:
        """One transaction: all of it is on the disk when this ends, or nothing is."""
        with self._write_lock, told(self._database):
            if self._write_connection is None:
                self._write_connection = self._engine.execution_options(writing=True).connect()
            connection = self._write_connection
            driver = connection.connection.driver_connection
            assert driver is not None
            try:
                # A writer takes its lock before it reads the head of the chain: two writers can never fork it.
                driver.execute("BEGIN IMMEDIATE")
                rows = Rows(connection, self._known_works, self._known_parties)
                yield rows
                rows.flush()
                driver.commit()
            except BaseException:
                self._write_connection = None
                with contextlib.suppress(sqlite3.Error):
                    driver.rollback()
                connection.close()
                raise
            connection.rollback()  # SQLAlchemy's own idea of a transaction; nothing is left to roll back
        if len(self._known_works) > _KNOWN_AT_MOST:
            self._known_works.clear()
        self._known_works.update(rows.fresh_works)
        self._known_parties.update(rows.fresh_parties)

    def _pen(self, rows: Rows) -> Pen:
        return Pen(rows, self.store, self._clock, self._salts)

    # Parties

    def party(
        self, name: str, kind: PartyKind, *, role: str | None = None, identifiers: Mapping[str, str] | None = None
    ) -> Party:
        """The party with this name and kind, enrolled by an act if it is new.

        A role or identifiers that the record does not have yet are added by an act, too.
        """
        name = " ".join(name.split())
        if not name:
            raise ActRefused("name", detail="name")
        if kind not in PARTY_KINDS:
            raise ActRefused("kind", detail=str(kind))
        known = self.find_party(name, kind)
        if known and _says_nothing_new(known, role, identifiers):
            return known
        with self._writing() as rows:
            found = reading.parties_named(rows.connection, name, kind)  # another process may have been first
            known = found[0] if found else None
            if known and _says_nothing_new(known, role, identifiers):
                return known
            role = role if role is not None else (known.role if known else None)
            merged = {**(known.identifiers if known else {}), **(identifiers or {})}
            words = {"name": name, **{f"identifier.{scheme}": value for scheme, value in merged.items()}}
            if role:
                words["role"] = role
            made = self._pen(rows).enrol(words, kind, known.id if known else None)
            return Party(made, name, kind, role or None, dict(sorted(merged.items())))

    def parties(self) -> tuple[Party, ...]:
        with self._reading() as connection:
            return reading.parties_where(connection)

    def find_party(self, name_or_id: str, kind: PartyKind | None = None) -> Party | None:
        """The party with this id, else the one that has had this name the longest."""
        with self._reading() as connection:
            found: tuple[Party, ...] = ()
            if ID_SHAPE.match(name_or_id):
                found = reading.parties_at(connection, [name_or_id])
            found = found or reading.parties_named(connection, " ".join(name_or_id.split()), kind)
            return found[0] if found else None

    # Acts

    def append(self, acts: NewAct | Sequence[NewAct]) -> tuple[Recorded, ...]:
        """Records acts in one transaction: all are on the disk when this returns, or none is."""
        wanted = (acts,) if isinstance(acts, NewAct) else tuple(acts)
        return self._append(wanted, None) or ()

    def append_at(self, head: int, acts: Sequence[NewAct]) -> tuple[Recorded, ...] | None:
        """The same while act number `head` is the last one; None, and nothing recorded, where others came since.

        What is to be recorded may follow from what stands: whoever gets None looks again.
        """
        return self._append(tuple(acts), head)

    def _append(self, wanted: tuple[NewAct, ...], head: int | None) -> tuple[Recorded, ...] | None:
        if not wanted:
            return ()
        with self._writing() as rows:
            if head is not None and reading.head(rows.connection) != head:
                return None
            pen = self._pen(rows)
            recorded = tuple(pen.write(new) for new in wanted)
        for notes in self._notes:
            notes.update(one.act.seq for one in recorded)
        return recorded

    @contextlib.contextmanager
    def noted(self) -> Iterator[set[int]]:
        """The numbers of the acts that are appended by way of this very object meanwhile: nobody else's are in it."""
        notes: set[int] = set()
        self._notes.append(notes)
        try:
            yield notes
        finally:
            self._notes = [one for one in self._notes if one is not notes]

    def act(self, seq: int) -> Act:
        with self._reading() as connection:
            return reading.one_act(connection, seq)

    def acts(
        self,
        project: str | None = None,
        run: str | None = None,
        kinds: Collection[str] | None = None,
        party: Party | str | Collection[str] | None = None,
        work: Work | str | None = None,
        *,
        after: int | None = None,
        before: int | None = None,
        last: int | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> tuple[Act, ...]:
        """Acts that fit everything asked for, in the order they came; `work` is one they used or made.

        Of several parties, acts in which any of them took part.

        `after` and `before` are numbers of acts that do not count themselves; with `last`, only so many of the newest.
        `since` and `until` are moments with a time zone: at or after the one, before the other.
        """
        with self._reading() as connection:
            return reading.acts_of(
                connection,
                project,
                run,
                kinds,
                _ids(party),
                work.id if isinstance(work, Work) else work,
                after,
                before,
                last,
                since,
                until,
            )

    def acts_at(self, numbers: Collection[int]) -> tuple[Act, ...]:
        """The acts with these numbers that are there, in order, in one look."""
        with self._reading() as connection:
            return reading.acts_at(connection, numbers)

    def numbers(self, party: str | Collection[str] | None = None, work: str | None = None) -> frozenset[int]:
        """The numbers of the acts in which a party (or one of several) took part, and that used or made a work: both
        where both are named."""
        with self._reading() as connection:
            return reading.numbers_of(connection, _ids(party), work)

    def head(self) -> int:
        """The number of the last act, 0 where there is none: whether something was recorded since is asked cheaply."""
        with self._reading() as connection:
            return reading.head(connection)

    def made_by_act(self, work_id: str) -> Act:
        """The act that first made a work."""
        with self._reading() as connection:
            number = connection.execute(sa.select(tables.work.c.act).where(tables.work.c.id == work_id)).scalar()
            if number is None:
                raise WorkUnknown(work_id)
            return reading.one_act(connection, number)

    def projects(self) -> tuple[Project, ...]:
        """Every project, the one with the latest act first."""
        with self._reading() as connection:
            return reading.projects(connection)

    def projects_in_order(self, until: int) -> tuple[str, ...]:
        """The names of the projects that there were with act `until`, the one with the latest act by then first."""
        with self._reading() as connection:
            return reading.projects_in_order(connection, until)

    # Works

    def work(self, id: str) -> Work:  # noqa: A002 (the field's name)
        with self._reading() as connection:
            found = reading.works_where(connection, tables.work.c.id == id)
            if not found:
                raise WorkUnknown(id)
            return found[0]

    def works_at(self, ids: Collection[str]) -> Mapping[str, Work]:
        """The works with these ids that are there, by id, in one look."""
        with self._reading() as connection:
            return reading.works_at(connection, ids)

    def find_work(self, prefix: str) -> Work:
        """The one work whose id begins so; `WorkUnknown` or `WorkAmbiguous` where there is none or several."""
        with self._reading() as connection:
            return reading.find_work(connection, prefix)

    def works(
        self,
        project: str | None = None,
        run: str | None = None,
        kind_of_act: str | None = None,
        role: str | None = None,
    ) -> tuple[Work, ...]:
        """Works made by acts of this project, run and kind, in this role; in the order they were made."""
        with self._reading() as connection:
            return reading.works_of(connection, project, run, kind_of_act, role)

    def works_with_digest(self, digest: str) -> tuple[Work, ...]:
        """Works with these very bytes, the oldest first."""
        with self._reading() as connection:
            return reading.works_where(connection, tables.work.c.digest == digest)

    # Lineage and credits

    def ancestors(self, work_id: str) -> Lineage:
        return self._lineage(work_id, up=True)

    def descendants(self, work_id: str) -> Lineage:
        return self._lineage(work_id, up=False)

    def lineage(self, work_id: str) -> Lineage:
        """Ancestors and descendants in one view."""
        return self.ancestors(work_id).merged(self.descendants(work_id))

    def _lineage(self, work_id: str, *, up: bool) -> Lineage:
        with self._reading() as connection:
            found = lineages.trace(connection, work_id, up=up)
            if not found.nodes:
                raise WorkUnknown(work_id)
            return found

    def paths(self, start: str, end: str, limit: int = 20) -> tuple[tuple[str, ...], ...]:
        """Up to `limit` ways, as ids of works, that lead from an ancestor down to a descendant."""
        with self._reading() as connection:
            return lineages.paths(connection, start, end, limit)

    def credits(self, work_id: str) -> tuple[Credit, ...]:
        """Who is credited on a work, in which role, for which acts: a pure function of the record."""
        with self._reading() as connection:
            if not reading.works_where(connection, tables.work.c.id == work_id):
                raise WorkUnknown(work_id)
            return credits_on(connection, work_id)

    # Whether it holds

    def verify(self, *, content: bool = False) -> Verdict:
        """Walks every chain and names the first act that does not hold; with `content`, reads the store too."""
        with self._reading() as connection:
            return verify(connection, self.store if content else None, str(self._database))

    # In and out

    def export_prov(self, target: Path | BinaryIO, run: str | None = None, project: str | None = None) -> None:
        """Writes the record as PROV-JSON: the whole of it, or the part that a run or a project is, with credits."""
        with self._reading() as connection:
            everything = run is None and project is None
            exported = whole(connection) if everything else part_of(connection, project, run)
        write_document(exported, target)

    def import_prov(self, source: Path) -> Imported:
        """Takes the acts of a whole export in; all of them that are not here yet, or none. See `prov_reading`."""
        acts = read_export(source)
        with self._writing() as rows:
            imported = take_in(rows, acts, str(source))
        self._empty_journal()  # texts that were erased at their home may have been erased here
        return imported

    # Erasing

    def erase_words(self, act_seq: int, by: Sequence[tuple[Party | str, str]] = ()) -> Recorded | None:
        """Erases the personal text of an act; an act says that it was done. None where nothing was left to erase."""
        with self._writing() as rows:
            reading.one_act(rows.connection, act_seq)
            recorded = self._erase(rows, [act_seq], tuple(by))
        self._empty_journal()
        return recorded

    def forget_party(self, party_id: str, by: Sequence[tuple[Party | str, str]] = ()) -> Recorded | None:
        """Erases a party's name, role and identifiers, and the free text of every act it took part in."""
        with self._writing() as rows:
            number = rows.party(party_id)
            found = rows.connection.exec_driver_sql(
                "SELECT act FROM enrolment WHERE party = ? UNION SELECT act FROM act_by WHERE party = ?",
                (number, number),
            )
            recorded = self._erase(rows, list(found.scalars()), tuple(by))
        self._empty_journal()
        return recorded

    def _empty_journal(self) -> None:
        """Erased text also leaves the write-ahead log; while another program reads, that waits for a later write."""
        with self._write_lock, told(self._database):
            if self._write_connection is not None:
                driver = self._write_connection.connection.driver_connection
                assert driver is not None
                driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                self._write_connection.rollback()

    def _erase(self, rows: Rows, numbers: list[int], by: tuple[tuple[Party | str, str], ...]) -> Recorded | None:
        erased = [
            number
            for number in numbers
            if rows.connection.exec_driver_sql(
                "UPDATE word SET salt = NULL, text = NULL WHERE act = ? AND text IS NOT NULL", (number,)
            ).rowcount
        ]
        if not erased:
            return None
        return self._pen(rows).erase([act.id for act in reading.acts_at(rows.connection, erased)], by)


def _says_nothing_new(known: Party, role: str | None, identifiers: Mapping[str, str] | None) -> bool:
    return role in (None, known.role) and all(
        known.identifiers.get(scheme) == value for scheme, value in (identifiers or {}).items()
    )


def _ids(party: Party | str | Collection[str] | None) -> tuple[str, ...] | None:
    if party is None:
        return None
    return (party.id,) if isinstance(party, Party) else (party,) if isinstance(party, str) else tuple(party)
