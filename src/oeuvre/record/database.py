"""Opening the database file: durable settings, migrations, and machine errors told as ours."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from oeuvre.record.errors import (
    RecordBusy,
    RecordDamaged,
    RecordError,
    RecordFull,
    RecordNewer,
    RecordReadOnly,
    RecordUnreachable,
)
from oeuvre.record.schema import HEAD

DATABASE_NAME = "oeuvre.db"
BUSY_SECONDS = 30.0

_BY_SQLITE_CODE: dict[int, type[RecordError]] = {
    sqlite3.SQLITE_BUSY: RecordBusy,
    sqlite3.SQLITE_LOCKED: RecordBusy,
    sqlite3.SQLITE_FULL: RecordFull,
    sqlite3.SQLITE_READONLY: RecordReadOnly,
    sqlite3.SQLITE_PERM: RecordReadOnly,
    sqlite3.SQLITE_CORRUPT: RecordDamaged,
    sqlite3.SQLITE_NOTADB: RecordDamaged,
    sqlite3.SQLITE_FORMAT: RecordDamaged,
    sqlite3.SQLITE_CANTOPEN: RecordUnreachable,
    sqlite3.SQLITE_IOERR: RecordUnreachable,
}

_DAMAGE = re.compile(r"no such (table|column)|Could not decode to UTF-8|malformed")  # said without a code of their own


@contextlib.contextmanager
def told(place: Path) -> Iterator[None]:
    """Turns what SQLite says of the machine into errors of this room; programming errors pass unchanged."""
    try:
        yield
    except (sa.exc.DBAPIError, sqlite3.Error) as error:
        cause: BaseException | None = error.orig if isinstance(error, sa.exc.DBAPIError) else error
        code = getattr(cause, "sqlite_errorcode", None)
        kind = _BY_SQLITE_CODE.get(code & 0xFF) if isinstance(code, int) else None
        if kind is None and isinstance(cause, sqlite3.OperationalError) and _DAMAGE.search(str(cause)):
            kind = RecordDamaged
        if kind is None:
            raise
        if code in (sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_TRUNCATE) and _no_room(place):
            kind = RecordFull
        raise kind(str(place), detail=str(cause)) from error


def _no_room(place: Path) -> bool:
    """Whether writing failed for want of room: SQLite reports a file-size limit or a quota as a plain I/O error."""
    with contextlib.suppress(OSError, ImportError, AttributeError):
        import resource

        limit = resource.getrlimit(resource.RLIMIT_FSIZE)[0]
        if limit != resource.RLIM_INFINITY:
            return True
    with contextlib.suppress(OSError, AttributeError):
        room = os.statvfs(place.parent)
        return room.f_bavail * room.f_frsize < 1 << 20
    return False


def engine_for(database: Path, *, create: bool) -> sa.Engine:
    """An engine on the file; every commit is on the disk when it returns (WAL, synchronous=FULL)."""
    query = {"uri": "true", "mode": "rwc" if create else "rw"}
    if database.exists() and not (os.access(database, os.W_OK) and os.access(database.parent, os.W_OK)):
        query["mode"] = "ro"
        if not database.with_name(database.name + "-wal").exists():
            # Without a journal beside it nobody is writing; and SQLite could not make one here.
            query["immutable"] = "1"
    if create and query["mode"] == "rwc":
        # The record holds names and reasons: its file, and SQLite's beside it, are the owner's alone to read.
        with contextlib.suppress(OSError):
            os.close(os.open(database, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=f"file:{_uri_path(database)}", query=query),
        connect_args={"timeout": BUSY_SECONDS, "isolation_level": None},
    )

    @event.listens_for(engine, "connect")
    def settle(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("PRAGMA trusted_schema=OFF")
        # Ids are random, so each transaction touches pages all over; 32 MB of cache and of journal let a page that is
        # touched often be read once and moved into the database once.
        connection.execute("PRAGMA cache_size=-32000")
        connection.execute("PRAGMA wal_autocheckpoint=8000")

    @event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        # A writing connection begins and commits by itself (`Record._writing`, `prepare`).
        if not connection.get_execution_options().get("writing", False):
            connection.exec_driver_sql("BEGIN")

    return engine


def _uri_path(path: Path) -> str:
    return str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def revision_of(connection: sa.Connection) -> str | None:
    """The revision the tables have, or None for an empty file. Raises `RecordDamaged` for another program's file."""
    tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    if "record_revision" not in tables:
        if tables:
            raise RecordDamaged(str(connection.engine.url.database), detail="not a record")
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM record_revision").scalar()
    return str(found) if found is not None else None


def is_blank(engine: sa.Engine) -> bool:
    """Whether the file has no tables at all."""
    with engine.connect() as connection:
        return revision_of(connection) is None


def prepare(engine: sa.Engine, database: Path) -> None:
    """Brings the tables to `HEAD`; a file that holds acts already is copied aside first."""
    with engine.connect() as connection:
        found = revision_of(connection)
    if found == HEAD:
        return
    if found is not None and found > HEAD:
        raise RecordNewer(str(database), found=found, known=HEAD)
    _use_wal(engine)
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        found = revision_of(connection)  # another process may have been first
        if found == HEAD:
            return
        if found is not None:
            _copy_aside(database, found)
        _upgrade(connection)


def _use_wal(engine: sa.Engine) -> None:
    deadline = time.monotonic() + BUSY_SECONDS
    raw = engine.raw_connection()
    try:
        while True:
            try:
                raw.driver_connection.execute("PRAGMA journal_mode=WAL")  # type: ignore[union-attr]
                return
            except sqlite3.OperationalError:
                # Changing the journal does not wait for other openers by itself.
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
    finally:
        raw.close()


def _copy_aside(database: Path, revision: str) -> Path:
    """A consistent copy of the file as it stood before an upgrade, beside it."""
    target = database.with_name(f"{database.name}.before-upgrade-from-{revision}")
    partial = target.with_name(target.name + ".part")
    partial.unlink(missing_ok=True)
    with (
        contextlib.closing(sqlite3.connect(f"file:{_uri_path(database)}?mode=ro", uri=True)) as source,
        contextlib.closing(sqlite3.connect(partial)) as copy,
    ):
        source.backup(copy)
    partial.replace(target)
    return target


def _upgrade(connection: sa.Connection) -> None:
    # Imported here: Alembic takes longer to import than a record to open.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
