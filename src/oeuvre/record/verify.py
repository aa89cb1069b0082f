"""Whether the record holds: every act is read again, hashed again, and all that was drawn from it is drawn again.

A hash chain shows any change, insertion or removal before its head. It cannot show that the newest acts of all were
cut off together with everything that hangs on them; who wants to know that keeps the head somewhere else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from oeuvre.foundation import Language, say
from oeuvre.record.body import Body, check_body, draw
from oeuvre.record.canonical import NO_ACT, canonical, commitment, party_id, sha256, work_id
from oeuvre.record.content import ContentStore
from oeuvre.record.errors import ActRefused, RecordDamaged
from oeuvre.record.values import JSON

REASONS = (
    "act-missing",
    "body-altered",
    "chain-broken",
    "row-altered",
    "links-altered",
    "work-altered",
    "party-altered",
    "words-altered",
    "rows-without-act",
    "content-altered",
    "content-missing",
)


@dataclass(frozen=True)
class Verdict:
    """`head` is the digest of the last act of this home's own chain (of the last act, where it has none).

    `broken_at` is the number of the first act that does not hold; `reason_code` is one of `REASONS`.
    """

    holds: bool
    acts: int
    head: str
    broken_at: int | None = None
    reason_code: str | None = None
    detail: str = ""

    def reason(self, language: Language) -> str | None:
        """Why it does not hold, for people."""
        if self.reason_code is None:
            return None
        return say(f"record:verify.{self.reason_code}", language, act=self.broken_at, detail=self.detail)

    def as_dict(self, language: Language = "en") -> dict[str, JSON]:
        return {
            "holds": self.holds,
            "acts": self.acts,
            "head": self.head,
            "broken_at": self.broken_at,
            "reason_code": self.reason_code,
            "reason": self.reason(language),
            "detail": self.detail,
        }


class _Broken(Exception):
    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


class _Rows:
    """Rows of one table, ordered by act, handed out act by act."""

    def __init__(self, connection: sa.Connection, statement: str) -> None:
        self._rows: Iterator[Any] = iter(connection.execution_options(yield_per=2000).exec_driver_sql(statement))
        self._next = next(self._rows, None)

    def of(self, act: int) -> list[tuple[Any, ...]]:
        """The rows of `act`; rows of an earlier act that nobody asked for belong to none."""
        found: list[tuple[Any, ...]] = []
        while self._next is not None and not (isinstance(self._next[0], int) and self._next[0] > act):
            if self._next[0] != act:
                raise _Broken("rows-without-act", str(self._next[0]))
            found.append(tuple(self._next[1:]))
            self._next = next(self._rows, None)
        return found

    def end(self) -> None:
        if self._next is not None:
            raise _Broken("rows-without-act", str(self._next[0]))


_WORK_ROWS = (
    "SELECT act, id, digest, media_type, modality, title, language, iscc, size, licence, attributes"
    " FROM work ORDER BY act, seq"
)
_ENROLMENTS = (
    "SELECT enrolment.act, party.id, party.kind FROM enrolment LEFT JOIN party ON party.seq = enrolment.party"
    " ORDER BY enrolment.act"
)


def _links(table: str, other: str) -> str:
    return (
        f"SELECT {table}.act, {other}.id, {table}.role, {table}.place FROM {table}"
        f" LEFT JOIN {other} ON {other}.seq = {table}.{other} ORDER BY {table}.act, {table}.place"
    )


class _Walk:
    """One pass over all acts in the order they came, with the rows of every other table beside them."""

    def __init__(self, connection: sa.Connection, store: ContentStore | None) -> None:
        self.store = store
        self.connection = connection
        chains = connection.exec_driver_sql("SELECT seq, code, own FROM chain").all()
        self.codes: dict[int, str] = {number: code for number, code, _ in chains}
        self.own = next((number for number, _, own in chains if own), None)
        self.ends: dict[int, tuple[int, str]] = {}
        self.parties: dict[str, str] = {}
        self.by = _Rows(connection, _links("act_by", "party"))
        self.used = _Rows(connection, _links("act_used", "work"))
        self.made = _Rows(connection, _links("act_made", "work"))
        self.works = _Rows(connection, _WORK_ROWS)
        self.enrolments = _Rows(connection, _ENROLMENTS)
        self.words = _Rows(connection, "SELECT act, key, salt, text FROM word ORDER BY act, key")
        self.acts = 0
        self.head = NO_ACT

    def run(self) -> Verdict:
        rows = self.connection.execution_options(yield_per=2000).exec_driver_sql(
            "SELECT seq, chain, position, kind, at, project, run, digest, body FROM act ORDER BY seq"
        )
        seq = 0
        try:
            for row in rows:
                if row.seq != seq + 1:
                    seq += 1
                    raise _Broken("act-missing", str(seq))
                seq = row.seq
                self._act(row)
                self.acts += 1
                if row.chain == self.own or self.own not in self.ends:
                    self.head = row.digest
            seq += 1
            for left in (self.by, self.used, self.made, self.works, self.enrolments, self.words):
                left.end()
            parties = self.connection.exec_driver_sql("SELECT count(*) FROM party").scalar()
            if parties != len(self.parties):
                raise _Broken("rows-without-act", "party")
        except _Broken as broken:
            return Verdict(False, self.acts, self.head, seq, broken.code, broken.detail)
        return Verdict(True, self.acts, self.head)

    def _act(self, row: Any) -> None:
        if not isinstance(row.body, str) or sha256(row.body) != row.digest:
            raise _Broken("body-altered", row.digest)
        try:
            body = check_body(json.loads(row.body))
            if canonical(body) != row.body:
                raise _Broken("body-altered", "canonical")
        except (ValueError, ActRefused) as error:
            raise _Broken("body-altered", str(error)) from error
        position, previous = self.ends.get(row.chain, (0, NO_ACT))
        if body["chain"] != self.codes.get(row.chain):
            raise _Broken("chain-broken", body["chain"])
        if body["position"] != position + 1 or row.position != body["position"]:
            raise _Broken("act-missing", str(position + 1))
        if body["previous"] != previous:
            raise _Broken("chain-broken", body["previous"])
        self._projection(row, body)
        self._words(row.seq, body)
        self._content(row, body)
        self.ends[row.chain] = (body["position"], row.digest)

    def _projection(self, row: Any, body: Body) -> None:
        drawn = draw(body)
        if (row.kind, row.at, row.project, row.run) != (drawn.kind, drawn.at, drawn.project, drawn.run):
            raise _Broken("row-altered")
        enrolments = self.enrolments.of(row.seq)
        if enrolments != ([drawn.enrol] if drawn.enrol else []):
            raise _Broken("party-altered")
        if drawn.enrol:
            party, kind = drawn.enrol
            if party == party_id(body["chain"], body["position"]):
                self.parties[party] = kind
            if self.parties.get(party) != kind:
                raise _Broken("party-altered", party)
        works = [
            (w.id, w.digest, w.media_type, w.modality, w.title, w.language, w.iscc, w.size, w.licence,
             canonical(w.attributes))
            for w in drawn.works
        ]  # fmt: skip
        if self.works.of(row.seq) != works:
            raise _Broken("work-altered")
        for index, made in enumerate(body["made"]):
            if "new" in made and made["work"] != work_id(body["chain"], body["position"], index, made["new"]["digest"]):
                raise _Broken("work-altered", made["work"])
        for rows, links in ((self.by, drawn.by), (self.used, drawn.used), (self.made, drawn.made)):
            if rows.of(row.seq) != [(*link, place) for place, link in enumerate(links)]:
                raise _Broken("links-altered")

    def _words(self, seq: int, body: Body) -> None:
        rows = self.words.of(seq)
        if [key for key, _, _ in rows] != sorted(body["words"], key=str.encode):
            raise _Broken("words-altered")
        for key, salt, text in rows:
            erased = salt is None and text is None
            if not erased and (salt is None or text is None or commitment(salt, key, text) != body["words"][key]):
                raise _Broken("words-altered", key)

    def _content(self, row: Any, body: Body) -> None:
        """Bytes that are there must be the right ones; only works of chains from elsewhere may lack theirs."""
        if self.store is None:
            return
        for made in body["made"]:
            if "new" in made:
                digest = made["new"]["digest"]
                there = self.store.size(digest) is not None
                if not there and row.chain == self.own:
                    raise _Broken("content-missing", digest)
                if there and not self.store.holds(digest):
                    raise _Broken("content-altered", digest)


def verify(connection: sa.Connection, store: ContentStore | None, place: str) -> Verdict:
    """Reads everything once, within the caller's transaction; never mends. With a store, its bytes are read too.

    Raises `RecordDamaged` where every act holds but the file `place` itself does not: an index that lost its table
    would answer questions wrongly.
    """
    verdict = _Walk(connection, store).run()
    if verdict.holds:
        (found,) = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalars()
        if found != "ok":
            raise RecordDamaged(place, detail=found)
    return verdict
