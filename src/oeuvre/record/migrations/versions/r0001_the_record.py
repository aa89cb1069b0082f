"""The record: chains, acts, parties, works, their links, erasable words, and the triggers that guard them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None

# Which rows are the same row: REPLACE would remove them without telling a DELETE trigger.
SAME = {
    "chain": "seq = NEW.seq OR code = NEW.code",
    "act": "seq = NEW.seq OR (chain = NEW.chain AND position = NEW.position)",
    "party": "seq = NEW.seq OR id = NEW.id",
    "enrolment": "act = NEW.act",
    "work": "seq = NEW.seq OR id = NEW.id",
    "act_by": "act = NEW.act AND place = NEW.place",
    "act_used": "act = NEW.act AND place = NEW.place",
    "act_made": "act = NEW.act AND place = NEW.place",
    "word": "act = NEW.act AND key = NEW.key",
}


def _link(name: str, other: str) -> None:
    op.create_table(
        name,
        sa.Column("act", sa.Integer, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("place", sa.Integer, nullable=False, primary_key=True, autoincrement=False),
        sa.Column(other, sa.Integer, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )


def _guard(table: str, same: str) -> None:
    refuse = f"SELECT RAISE(ABORT, 'the record only grows: {table} can be neither changed nor removed');"
    op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN {refuse} END")
    op.execute(
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) BEGIN {refuse} END"
    )
    # Words alone may be changed, and only into nothing.
    erasing = "NEW.act IS OLD.act AND NEW.key IS OLD.key AND NEW.salt IS NULL AND NEW.text IS NULL"
    unless = f"WHEN NOT ({erasing})" if table == "word" else ""
    op.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {unless} BEGIN {refuse} END")


def upgrade() -> None:
    op.create_table(
        "chain",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("own", sa.Boolean, nullable=False),
        sa.UniqueConstraint("code"),
    )
    op.create_table(
        "act",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("chain", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("project", sa.Text),
        sa.Column("run", sa.Text),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.UniqueConstraint("chain", "position"),
    )
    op.create_index("ix_act_project_run", "act", ["project", "run"])
    op.create_table(
        "party",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.UniqueConstraint("id"),
    )
    op.create_table(
        "enrolment",
        sa.Column("act", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("party", sa.Integer, nullable=False),
    )
    op.create_index("ix_enrolment_party", "enrolment", ["party"])
    op.create_table(
        "work",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("act", sa.Integer, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("modality", sa.Text, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("language", sa.Text),
        sa.Column("iscc", sa.Text),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("licence", sa.Text),
        sa.Column("attributes", sa.Text, nullable=False),
        sa.UniqueConstraint("id"),
    )
    _link("act_by", "party")
    _link("act_used", "work")
    _link("act_made", "work")
    for link in ("act_used", "act_made"):
        op.create_index(f"ix_{link}_work_act", link, ["work", "act"])
    op.create_table(
        "word",
        sa.Column("act", sa.Integer, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("key", sa.Text, nullable=False, primary_key=True),
        sa.Column("salt", sa.Text),
        sa.Column("text", sa.Text),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_word_name", "word", ["text"], sqlite_where=sa.text("key = 'name'"))
    for table, same in SAME.items():
        _guard(table, same)
