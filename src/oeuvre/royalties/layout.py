"""The tables of the ledger's file, by the number of their layout, and how a file of an earlier one is brought to it.

Every table refuses to change or lose a row. A migration adds columns and tables; what a row says stays as it was.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping

LAYOUT = 2
"""The number that a file of these tables bears (`PRAGMA user_version`)."""

TABLES: dict[str, str] = {
    "name": "seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE",
    "terms": "seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, valid_from TEXT NOT NULL, rules TEXT, body TEXT NOT NULL",
    "holding": "work TEXT NOT NULL, valid_from TEXT NOT NULL, terms INTEGER NOT NULL, title TEXT, body TEXT NOT NULL, "
    "PRIMARY KEY (work, valid_from, terms)",
    # Who descends from whom by any terms: what a change of terms may touch.
    "edge": "parent TEXT NOT NULL, child TEXT NOT NULL, PRIMARY KEY (parent, child)",
    # What a month (or "", for settling) had last seen of usage, decisions, terms, names and holds: only what is newer
    # is worked anew. A run by an earlier layout has seen nothing.
    "run": "seq INTEGER PRIMARY KEY, month TEXT NOT NULL, usage INTEGER NOT NULL, decision INTEGER NOT NULL, "
    "terms INTEGER NOT NULL, named INTEGER NOT NULL DEFAULT 0, hold INTEGER NOT NULL DEFAULT 0, "
    "layout INTEGER NOT NULL DEFAULT 1, by TEXT NOT NULL DEFAULT ''",
    "payee": "id TEXT NOT NULL, terms INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (id, terms)",
    "rate": "source TEXT NOT NULL, target TEXT NOT NULL, day TEXT NOT NULL, terms INTEGER NOT NULL, "
    "rate TEXT NOT NULL, origin TEXT NOT NULL, PRIMARY KEY (source, target, day, terms)",
    "advance": "id TEXT NOT NULL, terms INTEGER NOT NULL, party TEXT NOT NULL, currency TEXT NOT NULL, "
    "amount INTEGER NOT NULL, day TEXT NOT NULL, PRIMARY KEY (id, terms)",
    "mapping": "seq INTEGER PRIMARY KEY, name TEXT NOT NULL, body TEXT NOT NULL",
    # `rest` is what of an amount is below the minor unit, as a fraction; `due` says that the payer has not paid it yet.
    "usage": "seq INTEGER PRIMARY KEY, source TEXT NOT NULL, line TEXT NOT NULL, revision INTEGER NOT NULL, "
    "work TEXT NOT NULL, use TEXT NOT NULL, territory TEXT NOT NULL, channel TEXT NOT NULL, day TEXT NOT NULL, "
    "moment TEXT NOT NULL, units INTEGER NOT NULL, amount INTEGER NOT NULL, currency TEXT NOT NULL, "
    "payer TEXT NOT NULL, listener TEXT NOT NULL, at INTEGER NOT NULL, rest TEXT NOT NULL DEFAULT '', "
    "due INTEGER NOT NULL DEFAULT 0, UNIQUE (source, line, revision)",
    # For which work usage is that came in under a name.
    "named": "seq INTEGER PRIMARY KEY, told TEXT NOT NULL UNIQUE, work TEXT NOT NULL, at INTEGER NOT NULL",
    # A person's word on a line as it was then: `usage` is the revision that was looked at.
    "decision": "seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, source TEXT NOT NULL, line TEXT NOT NULL, "
    "verdict TEXT NOT NULL, party TEXT NOT NULL, because TEXT NOT NULL, usage INTEGER NOT NULL DEFAULT 0",
    "dispute": "seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, party TEXT NOT NULL, verdict TEXT NOT NULL, "
    "because TEXT NOT NULL, by TEXT NOT NULL DEFAULT ''",
    # Whose claims wait because of a work: see `holds`.
    "hold": "seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, cause TEXT NOT NULL, reason TEXT NOT NULL, "
    "work TEXT NOT NULL, parties TEXT NOT NULL, since TEXT NOT NULL, verdict TEXT NOT NULL, by TEXT NOT NULL, "
    "because TEXT NOT NULL",
    # Up to which posting a month's statement goes, and by how many terms it was settled; what comes later is told as an
    # adjustment in the next.
    "closing": "month TEXT PRIMARY KEY, posting INTEGER NOT NULL, at INTEGER NOT NULL, "
    "terms INTEGER NOT NULL DEFAULT 0, by TEXT NOT NULL DEFAULT ''",
    # Months up to which reserves had come free before months were closed for it.
    "freed": "month TEXT PRIMARY KEY, at INTEGER NOT NULL",
    "posting": "seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, "
    "work TEXT NOT NULL, period TEXT NOT NULL, currency TEXT NOT NULL, gross INTEGER NOT NULL, "
    "known INTEGER NOT NULL, day TEXT NOT NULL, "
    "facts TEXT NOT NULL, reverses INTEGER, content TEXT NOT NULL, digest TEXT NOT NULL",
    "held_line": "posting INTEGER NOT NULL, usage INTEGER NOT NULL, PRIMARY KEY (posting, usage)",
    "entry": "posting INTEGER NOT NULL, place INTEGER NOT NULL, account INTEGER NOT NULL, party INTEGER NOT NULL, "
    "work INTEGER NOT NULL, amount INTEGER NOT NULL, paths INTEGER NOT NULL, PRIMARY KEY (posting, place)",
    # Where a party's entries are, packed, a row for each party and call of `post`: an index that costs a tenth of one.
    "whereabouts": "party INTEGER NOT NULL, posting INTEGER NOT NULL, places BLOB NOT NULL, "
    "PRIMARY KEY (party, posting)",
}
_WITHOUT_ROWID = ("holding", "edge", "payee", "rate", "advance", "entry", "whereabouts", "held_line")
_INDEXES = (
    "CREATE INDEX usage_day ON usage (day)",
    "CREATE INDEX usage_work ON usage (work, day)",
    "CREATE INDEX named_work ON named (work)",
    "CREATE UNIQUE INDEX posting_reverses ON posting (reverses) WHERE reverses IS NOT NULL",
    "CREATE INDEX run_month ON run (month, seq)",
    "CREATE INDEX posting_period ON posting (period, kind)",
    "CREATE INDEX posting_settled ON posting (name) WHERE kind = 'settlement'",
)


def create(db: sqlite3.Connection) -> None:
    """The tables of a new file, within a transaction."""
    for table in TABLES:
        _create(db, table)
    for statement in _INDEXES:
        db.execute(statement)


def _create(db: sqlite3.Connection, table: str) -> None:
    tail = " STRICT, WITHOUT ROWID" if table in _WITHOUT_ROWID else " STRICT"
    db.execute(f"CREATE TABLE {table} ({TABLES[table]}){tail}")
    for act in ("UPDATE", "DELETE"):
        db.execute(
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END"
        )


def _add(db: sqlite3.Connection, table: str, *columns: str) -> None:
    """Adds columns as `TABLES` has them; they stand last there too."""
    for column in columns:
        told = next(one for one in TABLES[table].split(", ") if one.split()[0] == column)
        db.execute(f"ALTER TABLE {table} ADD COLUMN {told}")


def _fill(db: sqlite3.Connection, table: str, values: str) -> None:
    """Says of old rows what new columns would have said of them."""
    trigger = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (f"{table}_no_update",)).fetchone()[0]
    db.execute(f"DROP TRIGGER {table}_no_update")
    db.execute(f"UPDATE {table} SET {values}")
    db.execute(trigger)


def _second(db: sqlite3.Connection) -> None:
    """From layout 1: amounts below the cent, names apart from usage, holds by work, closings that keep their terms."""
    _add(db, "run", "named", "hold", "layout", "by")
    _add(db, "usage", "rest", "due")
    _add(db, "decision", "usage")
    # What was decided until now was decided on the line as it stood then.
    _fill(
        db,
        "decision",
        "usage = coalesce((SELECT u.seq FROM usage u WHERE u.source = decision.source AND u.line = decision.line "
        "AND u.at <= decision.at ORDER BY u.revision DESC LIMIT 1), 0)",
    )
    _add(db, "dispute", "by")
    _add(db, "closing", "terms", "by")
    _fill(db, "closing", "terms = (SELECT coalesce(max(t.seq), 0) FROM terms t WHERE t.at <= closing.at)")
    kept = db.execute("SELECT id, terms, party, currency, amount, day FROM advance").fetchall()
    db.execute("DROP TABLE advance")
    for table in ("advance", "named", "hold", "freed"):
        _create(db, table)
    db.executemany("INSERT INTO advance VALUES (?, ?, ?, ?, ?, ?)", kept)
    for statement in _INDEXES:
        if "INDEX named_work" in statement or "INDEX posting_settled" in statement:
            db.execute(statement)
    db.execute(
        "INSERT INTO hold (at, cause, reason, work, parties, since, verdict, by, because) "
        "SELECT at, substr(party, 6), 'disputed', substr(party, 6), '[]', '', verdict, '', because FROM dispute "
        "WHERE party LIKE 'work:%' ORDER BY seq"
    )
    # Reserves came free with the newest month that had earned anything: what is free stays so.
    db.execute(
        "INSERT INTO freed SELECT max(period), max(at) FROM posting WHERE kind = 'royalty' HAVING max(period) NOT NULL"
    )


_STEPS: Mapping[int, Callable[[sqlite3.Connection], None]] = {1: _second}


def migrate(db: sqlite3.Connection, found: int) -> None:
    """Brings a file of layout `found` to this one, within a transaction."""
    for layout in range(found, LAYOUT):
        _STEPS[layout](db)
