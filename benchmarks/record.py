"""The record against its goals: appending next to plain SQLite, and lineage in a large record.

    python -m benchmarks.record [--quick]

Both writers write the same bytes (every column of every row that the record writes, in tables of the same shape)
in transactions of 10 acts, with WAL and `synchronous=FULL`, in turns, so that a busy machine slows both. The peer has
no hashing, no triggers, no indexes beside its keys and no checks; a second, weaker peer writes the bodies alone.
"""

from __future__ import annotations

import hashlib
import json
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from oeuvre.record import NewAct, NewWork, Record, Recorded, Work

BATCH = 10
DEPTH = 50
LIBRARY, RUN, SIZE = 700, 60, 16
TABLES = ("act", "work", "act_by", "act_used", "act_made", "word")


def _acts(
    record: Record, contents: Sequence[str], known: Sequence[Work], batch: int, people: Sequence[Any]
) -> list[NewAct]:
    """Ten acts as production writes them: a piece of the library and a work of the same run are used, one is made."""
    chance = random.Random(batch)
    built: list[NewAct] = []
    for number in range(BATCH):
        used = [(chance.choice(known[:LIBRARY]), "picture"), (chance.choice(known[-RUN:]), "base")] if known else []
        words = {"because": "the steam reads from across the street"} if number % 5 == 0 else {}
        new = NewWork(chance.choice(contents), "image/png", "design", SIZE, title=f"draft {number}", language="en")
        built.append(
            NewAct(
                "compose",
                by=[(chance.choice(people), "composer")],
                used=used,
                made=[(new, "draft")],
                project=f"project-{batch // 100}",
                run=f"run-{batch // 20}",
                settings={"family": "big-word", "palette": ["#c8102e", "#f4ead5"], "seed": batch * BATCH + number},
                words=words,
            )
        )
    return built


def _contents(record: Record, count: int) -> list[str]:
    """Bytes of works, put straight into their places: storing is not what is measured here."""
    digests = []
    for number in range(count):
        data = number.to_bytes(SIZE, "big")
        digest = hashlib.sha256(data).hexdigest()
        place = record.store.path(digest)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        digests.append(digest)
    return digests


def _copy_statements(source: sqlite3.Connection, peer: sqlite3.Connection) -> dict[str, str]:
    """The same tables in the peer, with their columns and keys and nothing else."""
    statements = {}
    for table in TABLES:
        ddl = source.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone()[0]
        peer.execute(ddl)
        width = len(source.execute(f"PRAGMA table_info({table})").fetchall())
        statements[table] = f"INSERT INTO {table} VALUES ({','.join('?' * width)})"
    return statements


def _rows(reader: sqlite3.Connection, first: int, works: int) -> dict[str, list[tuple[Any, ...]]]:
    """The rows that the record wrote from act `first` and after `works` works, by table."""
    after = {"act": f"seq >= {first}", "work": f"seq > {works}"}
    return {
        table: reader.execute(f"SELECT * FROM {table} WHERE {after.get(table, f'act >= {first}')}").fetchall()
        for table in TABLES
    }


def _plain(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    return connection


def appending(home: Path, acts: int) -> dict[str, float]:
    """Seconds for `acts` acts in the record, in plain SQLite with the same rows, and with the bodies alone."""
    spent = {"record": 0.0, "same rows": 0.0, "bodies alone": 0.0}
    last = dict.fromkeys(spent, 0.0)
    with Record.open(home) as record:
        people = [record.party(f"rule {number}", "rule") for number in range(5)]
        contents = _contents(record, 2_000)
        reader = sqlite3.connect(home / "oeuvre.db")
        rows_peer, body_peer = _plain(home / "rows.db"), _plain(home / "bodies.db")
        statements = _copy_statements(reader, rows_peer)
        body_peer.execute("CREATE TABLE act (seq INTEGER PRIMARY KEY, body TEXT)")
        known: list[Work] = []
        rows: dict[str, list[tuple[Any, ...]]] = {}
        handed_in: list[NewAct] = []
        recorded: tuple[Recorded, ...] = ()

        def write_record() -> None:
            nonlocal recorded
            recorded = record.append(handed_in)

        def write_rows() -> None:
            rows_peer.execute("BEGIN IMMEDIATE")
            for table, statement in statements.items():
                rows_peer.executemany(statement, rows[table])
            rows_peer.execute("COMMIT")

        def write_bodies() -> None:
            body_peer.execute("BEGIN IMMEDIATE")
            body_peer.executemany("INSERT INTO act VALUES (?, ?)", [(row[0], row[-1]) for row in rows["act"]])
            body_peer.execute("COMMIT")

        turns = [("record", write_record), ("same rows", write_rows), ("bodies alone", write_bodies)]
        batches = acts // BATCH
        for batch in range(batches):
            handed_in = _acts(record, contents, known, batch, people)
            random.shuffle(turns)
            for name, write in turns:
                if rows or name == "record":  # the peers are one batch behind
                    start = time.perf_counter()
                    write()
                    took = time.perf_counter() - start
                    spent[name] += took
                    last[name] += took if batch >= batches * 9 // 10 else 0.0
            known += [work for one in recorded for work in one.works]
            rows = _rows(reader, recorded[0].act.seq, len(known) - BATCH)
        for connection in (reader, rows_peer, body_peer):
            connection.close()
    return {**spent, **{f"last tenth, {name}": seconds for name, seconds in last.items()}}


def lineage(home: Path) -> dict[str, float]:
    """Milliseconds (median of 20) for questions about a work 50 deep, each step from two works."""
    with Record.open(home) as record:
        digest = record.store.put(b"a small picture")
        maker = record.party("rule 0", "rule")
        deep: list[Work] = []
        for depth in range(DEPTH):
            new = NewWork(digest, "image/png", "design", 15, title=f"step {depth}")
            side = NewWork(digest, "image/png", "image", 15, title=f"side {depth}")
            used = [(work, "base") for work in deep[-2:]]
            made = record.append(
                NewAct("edit", by=[(maker, "editor")], used=used, made=[(new, "step"), (side, "side")])
            )
            deep += made[0].works
        target, root = deep[-1].id, deep[0].id
        asked = {
            "ancestors": lambda: record.ancestors(target),
            "descendants": lambda: record.descendants(root),
            "paths": lambda: record.paths(root, target, 20),
            "credits": lambda: record.credits(target),
        }
        took: dict[str, float] = {}
        for name, ask in asked.items():
            runs = []
            for _ in range(20):
                start = time.perf_counter()
                ask()
                runs.append((time.perf_counter() - start) * 1000)
            took[name] = statistics.median(runs)
        start = time.perf_counter()
        verdict = record.verify()
        took["verify, all acts"] = (time.perf_counter() - start) * 1000
        if not verdict.holds:
            raise SystemExit(f"the record does not hold: {verdict}")
    return took


def main(quick: bool = False) -> dict[str, Any]:
    """Measures, prints, and returns the figures; the full run takes a few minutes."""
    acts = 5_000 if quick else 100_000
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        home = Path(folder) / "home"
        spent = appending(home, acts)
        asked = lineage(home)
    figures: dict[str, Any] = {
        "acts": acts,
        "acts a second": round(acts / spent["record"]),
        "plain inserts of the same rows, acts a second": round(acts / spent["same rows"]),
        "plain inserts of the bodies alone, acts a second": round(acts / spent["bodies alone"]),
        "ratio to the same rows (goal 0.5)": round(spent["same rows"] / spent["record"], 2),
        "ratio to the same rows, last tenth": round(spent["last tenth, same rows"] / spent["last tenth, record"], 2),
        "ratio to the bodies alone": round(spent["bodies alone"] / spent["record"], 2),
        **{f"{name}, ms": round(milliseconds, 2) for name, milliseconds in asked.items()},
        "ancestors of a work 50 deep, share of the 10 ms goal": round(asked["ancestors"] / 10, 2),
    }
    print(json.dumps(figures, indent=2))
    return figures


if __name__ == "__main__":
    main(quick="--quick" in sys.argv[1:])
