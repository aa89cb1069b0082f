"""Writing acts: one transaction's pen, and the rows it leaves.

The statements are compiled once from the tables and run with plain tuples, one call for each table and transaction:
that is what keeps the record near the speed of plain inserts.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from oeuvre.record import schema
from oeuvre.record.body import WORD_KEY_SHAPE, Body, act_of, check_new_work, microseconds, work_of, write_time
from oeuvre.record.canonical import NO_ACT, canonical, commitment, party_id, sha256, work_id
from oeuvre.record.content import ContentStore
from oeuvre.record.errors import ActRefused, BytesMissing, KindUnknown, PartyUnknown, WorkUnknown
from oeuvre.record.kinds import KINDS
from oeuvre.record.values import NewAct, NewWork, Party, Recorded, Work

OWN_KINDS = frozenset(("enrol", "erase"))  # written by the record itself alone
Words = Mapping[str, tuple[str, str] | None]  # key -> (salt, text), or None once erased

_dialect = sqlite.dialect(paramstyle="qmark")
_ORDER = (
    schema.act,
    schema.party,
    schema.enrolment,
    schema.work,
    schema.act_by,
    schema.act_used,
    schema.act_made,
    schema.word,
)
_INSERT = {table.name: str(table.insert().compile(dialect=_dialect)) for table in (*_ORDER, schema.chain)}


class Rows:
    """Rows that wait to be written, by table, and the numbers of the parties and works they point to.

    `known_works` and `known_parties` are committed numbers that may be kept between transactions (nothing on the
    record ever changes its number); `fresh_works` and `fresh_parties` become so on commit.
    """

    def __init__(
        self, connection: sa.Connection, known_works: Mapping[str, int], known_parties: Mapping[str, int]
    ) -> None:
        self.connection = connection
        # Past SQLAlchemy, whose share of each small statement would be greater than SQLite's.
        self.driver = cast(sqlite3.Connection, connection.connection.driver_connection)
        self.known_works, self.known_parties = known_works, known_parties
        self.fresh_works: dict[str, int] = {}
        self.fresh_parties: dict[str, int] = {}
        self.waiting: dict[str, list[tuple[Any, ...]]] = {table.name: [] for table in _ORDER}
        self.last_act = self._last("act")
        self.last_work = self._last("work")
        self.last_party = self._last("party")

    def _last(self, table: str) -> int:
        return self.scalar(f"SELECT max(seq) FROM {table}") or 0

    def scalar(self, statement: str, *values: object) -> Any:
        row = self.driver.execute(statement, values).fetchone()
        return row[0] if row else None

    def work(self, id: str) -> int:  # noqa: A002
        number = self.fresh_works.get(id) or self.known_works.get(id)
        if number is None:
            number = self.scalar("SELECT seq FROM work WHERE id = ?", id)
            if number is None:
                raise WorkUnknown(id)
            self.fresh_works[id] = number
        return number

    def party(self, id: str) -> int:  # noqa: A002
        number = self.fresh_parties.get(id) or self.known_parties.get(id)
        if number is None:
            number = self.scalar("SELECT seq FROM party WHERE id = ?", id)
            if number is None:
                raise PartyUnknown(id)
            self.fresh_parties[id] = number
        return number

    def add(self, chain: int, body: Body, at: datetime, text: str, digest: str, words: Words) -> int:
        """Rows for one act, straight from its body; returns its number. `verify` draws the same rows its own way."""
        self.last_act = seq = self.last_act + 1
        position = body["position"]
        waiting = self.waiting
        waiting["act"].append(
            (seq, chain, position, body["kind"], microseconds(at), body["project"], body["run"], digest, text)
        )
        if "enrol" in body:
            party = body["enrol"]["party"]
            if party == party_id(body["chain"], position):
                self.last_party += 1
                self.fresh_parties[party] = self.last_party
                waiting["party"].append((self.last_party, party, body["enrol"]["kind"]))
            waiting["enrolment"].append((seq, self.party(party)))
        for place, (work, role) in enumerate(body["used"]):
            waiting["act_used"].append((seq, place, self.work(work), role))
        for place, (party, role) in enumerate(body["by"]):
            waiting["act_by"].append((seq, place, self.party(party), role))
        for place, made in enumerate(body["made"]):
            if "new" in made:
                self._new_work(seq, made["work"], made["new"])
            waiting["act_made"].append((seq, place, self.work(made["work"]), made["role"]))
        for key, pair in words.items():
            waiting["word"].append((seq, key, *(pair or (None, None))))
        return seq

    def _new_work(self, act: int, id: str, new: Mapping[str, Any]) -> None:  # noqa: A002
        self.last_work += 1
        self.fresh_works[id] = self.last_work
        told = new.get
        self.waiting["work"].append(
            (
                self.last_work,
                id,
                act,
                new["digest"],
                new["media_type"],
                new["modality"],
                told("title"),
                told("language"),
                told("iscc"),
                new["size"],
                told("licence"),
                canonical(new["attributes"]) if "attributes" in new else "{}",
            )
        )

    def flush(self) -> None:
        for table, rows in self.waiting.items():
            if rows:
                self.driver.executemany(_INSERT[table], rows)
                rows.clear()

    def chain(self, code: str, *, own: bool) -> int:
        """A new chain; returns its number."""
        number = self._last("chain") + 1
        self.driver.execute(_INSERT["chain"], (number, code, own))
        return number


class Pen:
    """Writes new acts at the end of this home's own chain, within one transaction."""

    def __init__(
        self, rows: Rows, store: ContentStore, clock: Callable[[], datetime], salts: Callable[[], str]
    ) -> None:
        self.rows, self.store, self.clock, self.salts = rows, store, clock, salts
        self._batch: dict[int, tuple[NewWork, str]] = {}
        found = rows.driver.execute(
            "SELECT chain.seq, code, position, digest FROM chain LEFT JOIN act ON act.chain = chain.seq"
            " WHERE own ORDER BY position DESC LIMIT 1"
        ).fetchone()
        if found is None:
            self.code = salts()
            self.chain, self.position, self.previous = rows.chain(self.code, own=True), 0, NO_ACT
        else:
            self.chain, self.code, position, previous = found
            self.position, self.previous = position or 0, previous or NO_ACT

    def write(self, new: NewAct) -> Recorded:
        """Records an act that was handed in; everything that is wrong with it raises before a row is made."""
        if new.kind not in KINDS:
            raise KindUnknown(new.kind)
        if new.kind in OWN_KINDS:
            raise ActRefused("kind", detail=new.kind)
        return self._write(new)

    def enrol(self, words: Mapping[str, str], kind: str, known: str | None = None) -> str:
        """A new party, or what is now to be said of a known one; returns the party's id."""
        party = known or party_id(self.code, self.position + 1)
        self._write(NewAct("enrol", words=words), {"party": party, "kind": kind})
        return party

    def erase(self, acts: Iterable[str], by: tuple[tuple[Party | str, str], ...] = ()) -> Recorded:
        """The act that says whose words were erased; the words themselves are the caller's to erase."""
        return self._write(NewAct("erase", by=by, settings={"acts": list(acts)}))

    def _write(self, new: NewAct, enrol: dict[str, str] | None = None) -> Recorded:
        self.position += 1
        words: dict[str, tuple[str, str]] = {}
        for key, text in new.words.items():
            if text is None:
                continue
            if not WORD_KEY_SHAPE.match(key) or not isinstance(text, str):
                raise ActRefused(f"words.{key}", detail=key)
            words[key] = (self.salts(), text)
        at = new.at or self.clock()
        if at.tzinfo is None:
            raise ActRefused("at", detail="at")
        at = at.astimezone(UTC)
        settings = new.settings if type(new.settings) is dict else dict(new.settings)
        made = [self._made(work, role, index) for index, (work, role) in enumerate(new.made)] if new.made else []
        body: Body = {
            "at": write_time(at),
            "by": [[self._party(party), _label(role, "by")] for party, role in new.by],
            "chain": self.code,
            "kind": new.kind,
            "made": made,
            "position": self.position,
            "previous": self.previous,
            "project": _label(new.project, "project") if new.project is not None else None,
            "run": _label(new.run, "run") if new.run is not None else None,
            "settings": settings,
            "used": [[self._used(work), _label(role, "used")] for work, role in new.used],
            "v": 1,
            "words": {key: self._commit(salt, key, text) for key, (salt, text) in words.items()} if words else {},
        }
        if enrol:
            body["enrol"] = enrol
        foreign = [settings, *[work.attributes for work, _ in new.made if work.attributes]]
        text = canonical(body, new.kind, foreign)
        digest = sha256(text)
        self._refuse_cycles(made, body["used"])
        seq = self.rows.add(self.chain, body, at, text, digest, words)
        self.previous = digest
        works = tuple(
            [
                work_of(one["work"], one["new"]) if "new" in one else cast(Work, work)
                for one, (work, _) in zip(made, new.made, strict=True)
            ]
        )
        return Recorded(act_of(seq, body, digest, {key: pair[1] for key, pair in words.items()}, at), works)

    def _commit(self, salt: str, key: str, text: str) -> str:
        try:
            return commitment(salt, key, text)
        except UnicodeEncodeError as error:
            raise ActRefused(f"words.{key}", detail=str(error)) from error

    def _party(self, party: Party | str) -> str:
        id = party.id if isinstance(party, Party) else party  # noqa: A001
        self.rows.party(id)
        return id

    def _used(self, work: Work | NewWork | str) -> str:
        if isinstance(work, NewWork):
            if id(work) not in self._batch:
                raise WorkUnknown(work.digest)
            return self._batch[id(work)][1]
        known = work.id if isinstance(work, Work) else work
        self.rows.work(known)
        return known

    def _made(self, work: NewWork | Work, role: str, index: int) -> dict[str, Any]:
        _label(role, "made")
        if isinstance(work, Work):
            self.rows.work(work.id)
            return {"role": role, "work": work.id}
        new: dict[str, Any] = {
            "digest": work.digest,
            "media_type": work.media_type,
            "modality": work.modality,
            "size": work.size,
        }
        for field in ("title", "language", "iscc", "licence"):
            if (value := getattr(work, field)) is not None:
                new[field] = value
        if work.attributes:
            new["attributes"] = dict(work.attributes)
        check_new_work(new)
        if self.store.size(work.digest) != work.size:
            raise BytesMissing(work.digest)
        made = work_id(self.code, self.position, index, work.digest)
        # The object is kept, so that its identity cannot be given to another one meanwhile.
        self._batch[id(work)] = (work, made)
        return {"new": new, "role": role, "work": made}

    def _refuse_cycles(self, made: list[dict[str, Any]], used: list[list[str]]) -> None:
        """A known work may be made again, but not from itself or from what was made of it."""
        again = [one["work"] for one in made if "new" not in one]
        if again and used:
            self.rows.flush()
            refuse_cycles(self.rows.connection, again, [work for work, _ in used])


_ANCESTRY = sa.text(
    "WITH RECURSIVE up(work) AS (SELECT seq FROM work WHERE id = :start UNION SELECT act_used.work FROM up"
    " CROSS JOIN act_made CROSS JOIN act_used WHERE act_made.work = up.work AND act_used.act = act_made.act)"
    " SELECT 1 FROM up JOIN work ON work.seq = up.work WHERE work.id = :sought"
)


def refuse_cycles(connection: sa.Connection, made: Iterable[str], used: Iterable[str]) -> None:
    """Raises `ActRefused` where one of `made` is among the ancestors of `used`, or one of them."""
    used = list(used)
    for sought in made:
        for start in used:
            if connection.execute(_ANCESTRY, {"start": start, "sought": sought}).first():
                raise ActRefused("made", detail=sought)


def _label(value: object, field: str) -> str:
    if type(value) is not str or not 0 < len(value) <= 500:
        raise ActRefused(field, detail=repr(value)[:80])
    return value
