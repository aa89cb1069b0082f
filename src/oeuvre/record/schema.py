"""The tables of the record.

`act.body` is the canonical JSON that is hashed. Everything else is drawn from the bodies (so that the database can
answer about lineage) and `verify` holds it against them; only `word` has what the bodies must not have: the personal
text, each with the salt of its commitment. The migrations under `migrations/` make these tables and the triggers that
refuse to change them; a test compares the two.

Indexes stand only where a question is asked often: each one more is several pages more to write in every transaction.
Kinds, parties of acts and digests are looked through (a tenth of a second among 100,000 acts, and seldom).
"""

from __future__ import annotations

import sqlalchemy as sa

HEAD = "0001"  # the newest revision under migrations/versions; a test holds it to that folder

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

chain = sa.Table(
    "chain",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("code", sa.Text, nullable=False, unique=True),
    sa.Column("own", sa.Boolean, nullable=False),
)

act = sa.Table(
    "act",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("chain", sa.Integer, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),  # microseconds since 1970, UTC
    sa.Column("project", sa.Text),
    sa.Column("run", sa.Text),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.UniqueConstraint("chain", "position"),
    sa.Index(None, "project", "run"),
)

party = sa.Table(
    "party",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("kind", sa.Text, nullable=False),
)

# Which act says what of a party: its first `enrol`, and later ones that describe it anew.
enrolment = sa.Table(
    "enrolment",
    metadata,
    sa.Column("act", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("party", sa.Integer, nullable=False, index=True),
)

work = sa.Table(
    "work",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("act", sa.Integer, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("media_type", sa.Text, nullable=False),
    sa.Column("modality", sa.Text, nullable=False),
    sa.Column("title", sa.Text),
    sa.Column("language", sa.Text),
    sa.Column("iscc", sa.Text),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("licence", sa.Text),
    sa.Column("attributes", sa.Text, nullable=False),  # canonical JSON
)


def _link(name: str, other: str, *more: sa.Index) -> sa.Table:
    return sa.Table(
        name,
        metadata,
        sa.Column("act", sa.Integer, nullable=False, primary_key=True, autoincrement=False),
        sa.Column("place", sa.Integer, nullable=False, primary_key=True, autoincrement=False),
        sa.Column(other, sa.Integer, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        *more,
        sqlite_with_rowid=False,
    )


act_by = _link("act_by", "party")
act_used = _link("act_used", "work", sa.Index(None, "work", "act"))
act_made = _link("act_made", "work", sa.Index(None, "work", "act"))

word = sa.Table(
    "word",
    metadata,
    sa.Column("act", sa.Integer, nullable=False, primary_key=True, autoincrement=False),
    sa.Column("key", sa.Text, nullable=False, primary_key=True),
    sa.Column("salt", sa.Text),
    sa.Column("text", sa.Text),  # null, like the salt, once erased
    sa.Index("ix_word_name", "text", sqlite_where=sa.text("key = 'name'")),
    sqlite_with_rowid=False,
)
