"""What the database itself refuses, and what `verify` sees when somebody went around it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from oeuvre.record import NewAct, Record, RecordDamaged, Verdict
from oeuvre.record.canonical import canonical, sha256
from oeuvre.record.verify import REASONS

from .conftest import make, new_work, open_record

TABLES = ("chain", "act", "act_by", "act_used", "act_made", "party", "enrolment", "work", "word")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A record of six acts: two enrolments, an import, an edit, a choice, a refusal."""
    with open_record(tmp_path) as record:
        anna = record.party("Anna", "person", role="illustrator")
        rule = record.party("chooser", "rule")
        one = make(record, anna, kind="import", project="p", run="1", words={"because": "a find", "note": "b"})
        two = make(record, rule, [one], project="p", run="1")
        record.append(NewAct("choose", by=[(anna, "chooser")], used=[(two, "chosen")], words={"because": "this one"}))
        record.append(NewAct("refuse", by=[(rule, "judge")], used=[(one, "refused")]))
    return tmp_path


@pytest.fixture
def raw(home: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(home / "oeuvre.db", isolation_level=None)
    yield connection
    connection.close()


def verdict(home: Path, *, content: bool = False) -> Verdict:
    record = Record.open_existing(home)
    assert record is not None
    with record:
        return record.verify(content=content)


def unguarded(raw: sqlite3.Connection) -> sqlite3.Connection:
    """As somebody would who removes the triggers first."""
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    return raw


class TestTriggers:
    @pytest.mark.parametrize("table", TABLES)
    def test_raw_sql_can_neither_delete_nor_update_nor_replace(self, raw: sqlite3.Connection, table: str) -> None:
        before = raw.execute(f"SELECT * FROM {table}").fetchall()
        assert before
        columns = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
        with pytest.raises(sqlite3.IntegrityError, match="only grows"):
            raw.execute(f"DELETE FROM {table}")
        for column in columns:
            for statement in (f"UPDATE {table} SET {column} = 8", f"UPDATE OR IGNORE {table} SET {column} = 9"):
                with pytest.raises(sqlite3.IntegrityError, match="only grows"):
                    raw.execute(statement)
        marks = ",".join("?" * len(columns))
        with pytest.raises(sqlite3.IntegrityError, match="only grows"):
            raw.execute(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", before[0])
        assert raw.execute(f"SELECT * FROM {table}").fetchall() == before

    def test_words_can_be_erased_but_not_rewritten(self, raw: sqlite3.Connection, home: Path) -> None:
        for statement in (
            "UPDATE word SET text = 'another'",
            "UPDATE word SET text = NULL",
            "UPDATE word SET salt = NULL",
            "UPDATE word SET text = NULL, salt = NULL, key = 'other'",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                raw.execute(statement)
        raw.execute("UPDATE word SET text = NULL, salt = NULL")
        assert verdict(home).holds


def rehash(raw: sqlite3.Connection, seq: int, change: Callable[[dict[str, object]], object]) -> None:
    """Changes an act's body and gives it the digest that fits: the chain after it must show it."""
    body = json.loads(raw.execute("SELECT body FROM act WHERE seq = ?", (seq,)).fetchone()[0])
    change(body)
    text = canonical(body)
    raw.execute("UPDATE act SET body = ?, digest = ? WHERE seq = ?", (text, sha256(text), seq))


# What somebody does, the act that no longer holds, and the reason that must be given.
FAULTS: list[tuple[str, int, str]] = [
    ("UPDATE act SET body = replace(body, '\"edit\"', '\"keep\"') WHERE seq = 4", 4, "body-altered"),
    ("UPDATE act SET body = body || ' ' WHERE seq = 2", 2, "body-altered"),
    ("UPDATE act SET digest = '00' WHERE seq = 6", 6, "body-altered"),
    ("UPDATE act SET body = x'00ff' WHERE seq = 1", 1, "body-altered"),
    ("UPDATE act SET body = 5 WHERE seq = 1", 1, "body-altered"),
    ("UPDATE act SET at = 'noon' WHERE seq = 2", 2, "row-altered"),
    ("UPDATE work SET act = 'x' WHERE seq = 2", 3, "rows-without-act"),
    ("UPDATE word SET text = x'ff' WHERE act = 5", 5, "words-altered"),
    ("DELETE FROM act WHERE seq = 3", 3, "act-missing"),
    ("DELETE FROM act WHERE seq = 6", 6, "rows-without-act"),
    ("UPDATE act SET seq = 7 WHERE seq = 6", 6, "act-missing"),
    ("UPDATE act SET position = position + 10 WHERE seq = 5", 5, "act-missing"),
    ("UPDATE chain SET code = 'ff'", 1, "chain-broken"),
    ("UPDATE act SET kind = 'keep' WHERE seq = 6", 6, "row-altered"),
    ("UPDATE act SET at = at + 1 WHERE seq = 2", 2, "row-altered"),
    ("UPDATE act SET run = '2' WHERE seq = 3", 3, "row-altered"),
    ("UPDATE act SET project = NULL WHERE seq = 4", 4, "row-altered"),
    ("DELETE FROM act_used WHERE act = 4", 4, "links-altered"),
    ("UPDATE act_by SET party = 2 WHERE act = 3", 3, "links-altered"),
    ("UPDATE act_by SET role = 'author' WHERE act = 5", 5, "links-altered"),
    ("INSERT INTO act_made VALUES (6, 0, 1, 'result')", 6, "links-altered"),
    ("UPDATE act_used SET work = 99 WHERE act = 6", 6, "links-altered"),
    ("INSERT INTO act_used VALUES (99, 0, 1, 'source')", 7, "rows-without-act"),
    ("UPDATE work SET title = 'mine' WHERE seq = 1", 3, "work-altered"),
    ("UPDATE work SET digest = 'ab' WHERE seq = 2", 4, "work-altered"),
    ("DELETE FROM work WHERE seq = 2", 4, "work-altered"),
    ("UPDATE party SET kind = 'person' WHERE seq = 2", 2, "party-altered"),
    ("DELETE FROM enrolment WHERE act = 1", 1, "party-altered"),
    ("INSERT INTO party VALUES (9, 'ab', 'person')", 7, "rows-without-act"),
    ("UPDATE word SET text = 'Zoe' WHERE key = 'name' AND act = 1", 1, "words-altered"),
    ("UPDATE word SET salt = NULL WHERE act = 5", 5, "words-altered"),
    ("DELETE FROM word WHERE act = 3 AND key = 'note'", 3, "words-altered"),
    ("INSERT INTO word VALUES (6, 'because', 'aa', 'bb')", 6, "words-altered"),
]


class TestVerify:
    def test_an_untouched_record_holds_with_its_content(self, home: Path) -> None:
        found = verdict(home, content=True)
        assert (found.holds, found.acts, found.broken_at) == (True, 6, None)
        assert found.as_dict()["reason"] is None

    def test_a_home_without_any_act_holds(self, tmp_path: Path) -> None:
        with open_record(tmp_path) as record:
            assert record.verify().holds
            assert record.verify().acts == 0

    @pytest.mark.parametrize(("statement", "act", "reason"), FAULTS)
    def test_each_fault_is_seen_at_the_first_act_it_touches(
        self, raw: sqlite3.Connection, home: Path, statement: str, act: int, reason: str
    ) -> None:
        unguarded(raw).execute(statement)
        found = verdict(home)
        assert not found.holds
        assert (found.broken_at, found.reason_code) == (act, reason)

    def test_an_index_that_lost_its_table_is_damage(self, raw: sqlite3.Connection, home: Path) -> None:
        raw.execute("PRAGMA writable_schema = ON")
        raw.execute(
            "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = "
            "'ix_act_made_work_act') WHERE name = 'ix_act_used_work_act'"
        )
        with pytest.raises(RecordDamaged):
            verdict(home)

    def test_an_act_that_was_hashed_again_breaks_the_next(self, raw: sqlite3.Connection, home: Path) -> None:
        unguarded(raw)
        rehash(raw, 3, lambda body: body.update(settings={"x": 1}))
        found = verdict(home)
        assert (found.broken_at, found.reason_code) == (4, "chain-broken")

    def test_a_forged_last_act_must_still_be_an_act(self, raw: sqlite3.Connection, home: Path) -> None:
        unguarded(raw)
        rehash(raw, 6, lambda body: body.update(by="nobody"))
        assert verdict(home).reason_code == "body-altered"

    def test_a_forged_id_of_a_work_is_seen(self, raw: sqlite3.Connection, home: Path) -> None:
        unguarded(raw)
        with Record.open(home) as record:
            last = make(record, record.party("Anna", "person"))
        seq = raw.execute("SELECT max(seq) FROM act").fetchone()[0]
        rehash(raw, seq, lambda body: body["made"][0].update(work="f" * 32))  # type: ignore[index]
        raw.execute("UPDATE work SET id = ? WHERE id = ?", ("f" * 32, last.id))
        found = verdict(home)
        assert (found.broken_at, found.reason_code) == (seq, "work-altered")

    def test_content_that_changed_or_went_is_seen_when_asked_for(self, home: Path) -> None:
        with Record.open(home) as record:
            record.append(NewAct("import", made=[(new_work(record, b"other"), "picture")]))
            place = record.store.path(sha256("other"))
        place.chmod(0o600)
        place.write_bytes(b"0ther")
        assert verdict(home).holds
        assert (verdict(home, content=True).broken_at, verdict(home, content=True).reason_code) == (
            7,
            "content-altered",
        )
        place.unlink()
        assert verdict(home, content=True).reason_code == "content-missing"

    @pytest.mark.parametrize("reason", REASONS)
    def test_every_reason_has_words_in_both_languages(self, reason: str) -> None:
        told = Verdict(False, 3, "ab", 4, reason, "detail")
        assert told.reason("fr") != told.reason("en")


def test_the_record_is_its_owners_alone_to_read(tmp_path: Path) -> None:
    with Record.open(tmp_path) as record:
        record.party("Léa Brossard", "person")
        modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir() if path.is_file()}
    assert modes
    assert set(modes.values()) == {0o600}
