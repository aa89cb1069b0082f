"""What the machine does to a record: kills, full disks, several writers, damaged or read-only files."""

from __future__ import annotations

import multiprocessing
import os
import random
import resource
import shutil
import signal
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from oeuvre.foundation import OeuvreError
from oeuvre.record import (
    NewAct,
    Record,
    RecordBusy,
    RecordDamaged,
    RecordFull,
    RecordNewer,
    RecordReadOnly,
    RecordUnreachable,
)
from oeuvre.record import database as databases
from oeuvre.record.schema import HEAD

from .conftest import make, new_work, open_record

_forked = multiprocessing.get_context("fork")


def apart(work: Callable[[Connection], None]) -> tuple[multiprocessing.process.BaseProcess, Connection]:
    """Runs `work` in a process of its own and gives what it sends back."""
    here, there = _forked.Pipe()
    process = _forked.Process(target=work, args=(there,))
    process.start()
    there.close()
    return process, here


def received(source: Connection) -> Iterator[object]:
    try:
        while True:
            yield source.recv()
    except EOFError:
        return


class TestKill:
    @pytest.mark.parametrize("seed", range(6))
    def test_every_acknowledged_act_survives_kill_9(self, tmp_path: Path, seed: int) -> None:
        chance = random.Random(seed)
        acknowledged: dict[int, str] = {}

        def append_for_ever(out: Connection) -> None:
            with Record.open(tmp_path) as record:
                maker = record.party("maker", "rule")
                count = 0
                while True:
                    count += 1
                    draft = new_work(record, f"{os.getpid()} {count}".encode())
                    acts = [
                        NewAct("compose", by=[(maker, "designer")], made=[(draft, "draft")], words={"because": "x"}),
                        NewAct("choose", by=[(maker, "chooser")], used=[(draft, "chosen")]),
                    ]
                    out.send([(one.act.seq, one.act.digest) for one in record.append(acts)])

        for _ in range(2):
            process, source = apart(append_for_ever)
            for _ in range(chance.randrange(1, 30)):
                acknowledged.update(source.recv())
            time.sleep(chance.random() * 0.003)
            assert process.pid is not None
            os.kill(process.pid, signal.SIGKILL)
            process.join()
            for batch in received(source):
                acknowledged.update(batch)  # type: ignore[call-overload]
            with Record.open(tmp_path) as record:
                assert record.verify(content=True).holds
                there = {act.seq: act.digest for act in record.acts()}
                assert acknowledged.items() <= there.items()
                # A transaction is whole or absent.
                kinds = [act.kind for act in record.acts() if act.kind != "enrol"]
                assert kinds == ["compose", "choose"] * (len(kinds) // 2)


class TestSeveralWriters:
    def test_writers_in_several_processes_never_fork_the_chain(self, tmp_path: Path) -> None:
        def write(out: Connection) -> None:
            with Record.open(tmp_path) as record:  # all of them create the home at once
                maker = record.party("one and the same", "rule")
                for _ in range(40):
                    make(record, maker)
                out.send(maker.id)

        running = [apart(write) for _ in range(3)]
        parties = {source.recv() for _, source in running}
        for process, _ in running:
            process.join()
            assert process.exitcode == 0
        assert len(parties) == 1
        with Record.open(tmp_path) as record:
            verdict = record.verify()
            assert verdict.holds
            assert verdict.acts == 3 * 40 + 1
            assert len({act.previous for act in record.acts()}) == verdict.acts

    def test_threads_of_one_record_take_turns(self, tmp_path: Path) -> None:
        import threading

        with Record.open(tmp_path) as record:
            maker = record.party("maker", "rule")
            threads = [threading.Thread(target=lambda: [make(record, maker) for _ in range(20)]) for _ in range(3)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert record.verify().acts == 61

    def test_a_lock_that_is_held_too_long_is_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(databases, "BUSY_SECONDS", 0.05)
        with Record.open(tmp_path) as record:
            holder = sqlite3.connect(tmp_path / "oeuvre.db", isolation_level=None)
            holder.execute("BEGIN IMMEDIATE")
            with pytest.raises(RecordBusy):
                record.party("late", "person")
            holder.execute("ROLLBACK")
            holder.close()
            assert record.party("late", "person").name == "late"


class TestNoRoom:
    def test_a_full_disk_is_told_and_leaves_a_whole_record(self, tmp_path: Path) -> None:
        with open_record(tmp_path) as record:
            maker = record.party("maker", "rule")
            kept = [make(record, maker) for _ in range(5)]

        def fill(out: Connection) -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))
            done = 0
            with Record.open(tmp_path) as record:
                try:
                    record.store.put(bytes(200_000))
                except RecordFull as error:
                    out.send(error.code)
                try:
                    for _ in range(10_000):
                        make(record, record.party("maker", "rule"), settings={"filling": "x" * 1000})
                        done += 1
                except OeuvreError as error:
                    out.send(error.code)
            out.send(done)

        process, source = apart(fill)
        told = list(received(source))
        process.join()
        assert told[:2] == ["disk-full", "disk-full"]
        with Record.open(tmp_path) as record:
            assert record.verify(content=True).holds
            assert len(record.works()) == len(kept) + int(str(told[2]))
            make(record, record.party("maker", "rule"))
            assert not list((tmp_path / "store" / "tmp").iterdir())


class TestFiles:
    def test_looking_creates_nothing(self, tmp_path: Path) -> None:
        assert Record.open_existing(tmp_path / "nowhere") is None
        assert list(tmp_path.iterdir()) == []
        (tmp_path / "oeuvre.db").touch()  # a first start that was killed at once
        assert Record.open_existing(tmp_path) is None
        assert (tmp_path / "oeuvre.db").read_bytes() == b""
        Record.open(tmp_path).close()

    @pytest.mark.parametrize("content", [b"not a database at all, but long enough to have a header " * 50, b"short"])
    def test_a_file_that_is_no_database_is_damaged(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "oeuvre.db").write_bytes(content)
        with pytest.raises(RecordDamaged) as caught:
            Record.open(tmp_path)
        assert "oeuvre.db" in caught.value.place
        assert caught.value.exit_code == 2
        assert (tmp_path / "oeuvre.db").read_bytes() == content

    def test_another_program_s_database_is_left_alone(self, tmp_path: Path) -> None:
        other = sqlite3.connect(tmp_path / "oeuvre.db")
        other.execute("CREATE TABLE cookies (name TEXT)")
        other.close()
        before = (tmp_path / "oeuvre.db").read_bytes()
        with pytest.raises(RecordDamaged):
            Record.open(tmp_path)
        assert (tmp_path / "oeuvre.db").read_bytes() == before

    @pytest.mark.parametrize("seed", range(12))
    def test_overwritten_pages_are_damage_or_a_verdict_never_a_crash(self, tmp_path: Path, seed: int) -> None:
        with open_record(tmp_path) as record:
            maker = record.party("maker", "rule")
            for _ in range(40):
                make(record, maker, words={"because": "x" * 100})
        chance = random.Random(seed)
        data = bytearray((tmp_path / "oeuvre.db").read_bytes())
        start = chance.randrange(4096, len(data) - 4096)
        data[start : start + 4096] = chance.randbytes(4096)
        (tmp_path / "oeuvre.db").write_bytes(data)
        try:
            opened = Record.open_existing(tmp_path)
            assert opened is not None
            with opened:
                assert not opened.verify().holds
        except (RecordDamaged, RecordUnreachable):
            pass

    def test_a_later_version_s_record_is_left_alone(self, tmp_path: Path) -> None:
        open_record(tmp_path).close()
        raw = sqlite3.connect(tmp_path / "oeuvre.db")
        raw.execute("UPDATE record_revision SET version_num = '9999'")
        raw.commit()
        raw.close()
        with pytest.raises(RecordNewer):
            Record.open(tmp_path)

    def test_a_folder_that_is_a_file_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "home").write_text("x")
        with pytest.raises(RecordUnreachable):
            Record.open(tmp_path / "home")

    def test_a_read_only_home_is_read_and_not_written(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder) / "home"
            Path(folder).chmod(0o755)
            with open_record(home) as record:
                make(record, record.party("maker", "rule"))
            for path in (home, *home.rglob("*")):
                path.chmod(0o555 if path.is_dir() else 0o444)

            def look(out: Connection) -> None:
                if os.geteuid() == 0:
                    os.setuid(65534)
                for opened in (Record.open_existing(home), Record.open(home)):
                    assert opened is not None
                    with opened:
                        out.send(opened.verify(content=True).holds)
                        try:
                            opened.party("late", "person")
                        except RecordReadOnly as error:
                            out.send(error.code)
                        try:
                            opened.store.put(b"late")
                        except RecordReadOnly as error:
                            out.send(error.code)

            process, source = apart(look)
            told = list(received(source))
            process.join()
            for path in (home, *home.rglob("*")):
                path.chmod(0o755)
        assert told == [True, "read-only", "read-only"] * 2


class TestMigrations:
    def test_the_tables_are_those_of_the_schema(self, tmp_path: Path) -> None:
        import sqlalchemy as sa
        from alembic.autogenerate import compare_metadata
        from alembic.migration import MigrationContext

        from oeuvre.record.schema import metadata

        open_record(tmp_path).close()
        engine = sa.create_engine(f"sqlite:///{tmp_path / 'oeuvre.db'}")
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"version_table": "record_revision"})
            assert compare_metadata(context, metadata) == []
            assert context.get_current_revision() == HEAD
        engine.dispose()

    def test_the_head_is_the_newest_revision_shipped(self) -> None:
        from alembic.script import ScriptDirectory

        folder = Path(databases.__file__).parent / "migrations"
        assert ScriptDirectory(str(folder)).get_heads() == [HEAD]

    def test_an_upgrade_copies_the_file_aside_first(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        with open_record(tmp_path) as record:
            make(record, record.party("maker", "rule"))
            before = record.acts()
        folder = tmp_path / "package" / "migrations"
        shutil.copytree(Path(databases.__file__).parent / "migrations", folder)
        (folder / "versions" / "r0002_next.py").write_text(
            "from alembic import op\nrevision = '0002'\ndown_revision = '0001'\n"
            "def upgrade():\n    op.execute('CREATE TABLE later (x INTEGER)')\n"
        )
        monkeypatch.setattr(databases, "HEAD", "0002")
        monkeypatch.setattr(databases, "__file__", str(folder.parent / "database.py"))
        with Record.open(tmp_path) as record:
            assert record.acts() == before
            assert record.verify().holds
        copies = list(tmp_path.glob("oeuvre.db.before-upgrade-from-*"))
        assert [path.name for path in copies] == ["oeuvre.db.before-upgrade-from-0001"]
        copy = sqlite3.connect(copies[0])
        assert copy.execute("SELECT count(*) FROM act").fetchone()[0] == len(before)
        assert copy.execute("SELECT version_num FROM record_revision").fetchone()[0] == "0001"
        copy.close()

    def test_a_failed_upgrade_leaves_the_record_as_it_was(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with open_record(tmp_path) as record:
            make(record, record.party("maker", "rule"))
        folder = tmp_path / "package" / "migrations"
        shutil.copytree(Path(databases.__file__).parent / "migrations", folder)
        (folder / "versions" / "r0002_next.py").write_text(
            "from alembic import op\nrevision = '0002'\ndown_revision = '0001'\n"
            "def upgrade():\n    op.execute('CREATE TABLE later (x INTEGER)')\n    raise RuntimeError('midway')\n"
        )
        with monkeypatch.context() as patched:
            patched.setattr(databases, "HEAD", "0002")
            patched.setattr(databases, "__file__", str(folder.parent / "database.py"))
            with pytest.raises(RuntimeError):
                Record.open(tmp_path)
        raw = sqlite3.connect(tmp_path / "oeuvre.db")
        assert raw.execute("SELECT count(*) FROM sqlite_master WHERE name = 'later'").fetchone()[0] == 0
        raw.close()
        with Record.open(tmp_path) as record:
            assert record.verify().holds
