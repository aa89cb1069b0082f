"""Reading the record: rows into values."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from oeuvre.record.body import act_of
from oeuvre.record.errors import ActUnknown, WorkAmbiguous, WorkUnknown
from oeuvre.record.schema import act, act_by, act_made, act_used, enrolment, party, word, work
from oeuvre.record.values import Act, Party, Project, Work

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_BLOCK = 10_000  # acts read in one go
_CHUNK = 500  # parameters in one statement, well under SQLite's limit
Words = dict[str, tuple[str, str] | None]  # key -> (salt, text), None once erased
_HEX = frozenset("0123456789abcdef")


def _work(row: Any) -> Work:
    return Work(
        id=row.id,
        digest=row.digest,
        media_type=row.media_type,
        modality=row.modality,
        title=row.title,
        language=row.language,
        iscc=row.iscc,
        size=row.size,
        licence=row.licence,
        attributes=json.loads(row.attributes),
    )


def works_where(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> tuple[Work, ...]:
    return tuple(_work(row) for row in connection.execute(sa.select(work).where(*conditions).order_by(work.c.seq)))


def works_at(connection: sa.Connection, ids: Collection[str]) -> dict[str, Work]:
    """The works with these ids that are there, by id."""
    wanted = sorted(set(ids))
    found: dict[str, Work] = {}
    for start in range(0, len(wanted), _CHUNK):
        part = works_where(connection, work.c.id.in_(wanted[start : start + _CHUNK]))
        found.update({one.id: one for one in part})
    return found


def find_work(connection: sa.Connection, prefix: str) -> Work:
    """The one work whose id begins with `prefix`."""
    prefix = prefix.strip().lower()
    if not prefix or not _HEX.issuperset(prefix):
        raise WorkUnknown(prefix)
    # The first string after every one that begins so: "g" follows "f".
    rows = connection.execute(sa.select(work).where(work.c.id >= prefix, work.c.id < prefix + "g").limit(2)).all()
    if not rows:
        raise WorkUnknown(prefix)
    if len(rows) > 1:
        raise WorkAmbiguous(prefix)
    return _work(rows[0])


def works_of(
    connection: sa.Connection, project: str | None, run: str | None, kind: str | None, role: str | None
) -> tuple[Work, ...]:
    """The works that acts made, in the order they were first made."""
    made = sa.select(act_made.c.work).join(act, act.c.seq == act_made.c.act)
    if project is not None:
        made = made.where(act.c.project == project)
    if run is not None:
        made = made.where(act.c.run == run)
    if kind is not None:
        made = made.where(act.c.kind == kind)
    if role is not None:
        made = made.where(act_made.c.role == role)
    return works_where(connection, work.c.seq.in_(made))


def acts_at(connection: sa.Connection, numbers: Iterable[int]) -> tuple[Act, ...]:
    """The acts with these numbers, in order."""
    wanted = sorted(set(numbers))
    found: list[Act] = []
    for start in range(0, len(wanted), _CHUNK):
        found += _acts(connection, act.c.seq.in_(wanted[start : start + _CHUNK]))
    return tuple(found)


def one_act(connection: sa.Connection, seq: int) -> Act:
    found = _acts(connection, act.c.seq == seq)
    if not found:
        raise ActUnknown(str(seq))
    return found[0]


def acts_of(
    connection: sa.Connection,
    project: str | None,
    run: str | None,
    kinds: Collection[str] | None,
    party_ids: Collection[str] | None,
    work_id: str | None,
    after: int | None = None,
    before: int | None = None,
    last: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> tuple[Act, ...]:
    """Acts that fit everything asked for, in order; `after` and `before` are numbers of acts, `last` is how many."""
    conditions = _fitting(project, run, kinds, party_ids, work_id, after, before, since, until)
    if last is None:
        return tuple(_acts(connection, *conditions))
    newest = sa.select(act.c.seq).where(*conditions).order_by(act.c.seq.desc()).limit(last)
    return tuple(_acts(connection, act.c.seq.in_(connection.execute(newest).scalars().all())))


def numbers_of(connection: sa.Connection, party_ids: Collection[str] | None, work_id: str | None) -> frozenset[int]:
    """The numbers of the acts in which one of these parties took part, and that used or made a work."""
    conditions = _fitting(None, None, None, party_ids, work_id, None, None, None, None)
    return frozenset(connection.execute(sa.select(act.c.seq).where(*conditions)).scalars())


def _fitting(
    project: str | None,
    run: str | None,
    kinds: Collection[str] | None,
    party_ids: Collection[str] | None,
    work_id: str | None,
    after: int | None,
    before: int | None,
    since: datetime | None,
    until: datetime | None,
) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if since is not None:
        conditions.append(act.c.at >= _microseconds(since))
    if until is not None:
        conditions.append(act.c.at < _microseconds(until))
    if after is not None:
        conditions.append(act.c.seq > after)
    if before is not None:
        conditions.append(act.c.seq < before)
    if project is not None:
        conditions.append(act.c.project == project)
    if run is not None:
        conditions.append(act.c.run == run)
    if kinds is not None:
        conditions.append(act.c.kind.in_(list(kinds)))
    if party_ids is not None:
        numbers = sa.select(party.c.seq).where(party.c.id.in_(list(party_ids)))
        conditions.append(act.c.seq.in_(sa.select(act_by.c.act).where(act_by.c.party.in_(numbers))))
    if work_id is not None:
        number = sa.select(work.c.seq).where(work.c.id == work_id).scalar_subquery()
        used = sa.select(act_used.c.act).where(act_used.c.work == number)
        made = sa.select(act_made.c.act).where(act_made.c.work == number)
        conditions.append(act.c.seq.in_(sa.union_all(used, made)))
    return conditions


def _microseconds(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(microseconds=1)


def head(connection: sa.Connection) -> int:
    """The number of the last act; 0 where there is none."""
    return connection.execute(sa.select(sa.func.max(act.c.seq))).scalar() or 0


def _acts(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> list[Act]:
    words: dict[int, dict[str, str | None]] = {}
    chosen = sa.select(act.c.seq).where(*conditions)
    for row in connection.execute(sa.select(word.c.act, word.c.key, word.c.text).where(word.c.act.in_(chosen))):
        words.setdefault(row.act, {})[row.key] = row.text
    rows = connection.execute(sa.select(act.c.seq, act.c.body, act.c.digest).where(*conditions).order_by(act.c.seq))
    return [act_of(row.seq, json.loads(row.body), row.digest, words.get(row.seq, {})) for row in rows]


def written(connection: sa.Connection, numbers: Collection[int] | None = None) -> Iterator[tuple[str, str, Words]]:
    """Bodies, digests and words with their salts: of the acts with these numbers, or of all, in order."""
    if numbers is None:
        last = connection.execute(sa.select(sa.func.max(act.c.seq))).scalar() or 0
        for start in range(1, last + 1, _BLOCK):
            end = start + _BLOCK - 1
            yield from _written(connection, act.c.seq.between(start, end), word.c.act.between(start, end))
        return
    wanted = sorted(numbers)
    for start in range(0, len(wanted), _CHUNK):
        part = wanted[start : start + _CHUNK]
        yield from _written(connection, act.c.seq.in_(part), word.c.act.in_(part))


def _written(
    connection: sa.Connection, acts: sa.ColumnElement[bool], their_words: sa.ColumnElement[bool]
) -> Iterator[tuple[str, str, Words]]:
    words: dict[int, Words] = {}
    for row in connection.execute(sa.select(word).where(their_words)):
        words.setdefault(row.act, {})[row.key] = None if row.text is None else (row.salt, row.text)
    for row in connection.execute(sa.select(act.c.seq, act.c.body, act.c.digest).where(acts).order_by(act.c.seq)):
        yield row.body, row.digest, words.get(row.seq, {})


def parties_where(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> tuple[Party, ...]:
    """Parties in the order they came onto the record, described by the latest words that are left of each."""
    kinds: dict[str, str] = {}
    words: dict[str, dict[str, str]] = {}
    rows = connection.execute(
        sa.select(party.c.id, party.c.kind, word.c.key, word.c.text)
        .join(enrolment, enrolment.c.party == party.c.seq)
        .join(word, word.c.act == enrolment.c.act, isouter=True)
        .where(*conditions)
        .order_by(party.c.seq, enrolment.c.act)
    )
    for row in rows:
        kinds[row.id] = row.kind
        if row.text is not None:
            words.setdefault(row.id, {})[row.key] = row.text
    return tuple(described(id, kind, words.get(id, {})) for id, kind in kinds.items())  # noqa: A001


def described(id: str, kind: str, words: Mapping[str, str]) -> Party:  # noqa: A002
    """A party by the words that are left of it."""
    return Party(
        id=id,
        name=words.get("name", id[:8]),
        kind=kind,  # type: ignore[arg-type]
        role=words.get("role"),
        identifiers={
            key.removeprefix("identifier."): text
            for key, text in sorted(words.items())
            if key.startswith("identifier.")
        },
        forgotten="name" not in words,
    )


def parties_at(connection: sa.Connection, ids: Sequence[str]) -> tuple[Party, ...]:
    found: list[Party] = []
    for start in range(0, len(ids), _CHUNK):
        found += parties_where(connection, party.c.id.in_(ids[start : start + _CHUNK]))
    return tuple(found)


def parties_named(connection: sa.Connection, name: str, kind: str | None = None) -> tuple[Party, ...]:
    """Parties whose latest name this is."""
    enrolled = sa.select(enrolment.c.party).join(word, word.c.act == enrolment.c.act)
    found = parties_where(connection, party.c.seq.in_(enrolled.where(word.c.key == "name", word.c.text == name)))
    return tuple(one for one in found if one.name == name and not one.forgotten and kind in (None, one.kind))


_PROJECTS = sa.text(
    "SELECT project, min(at) AS first, max(at) AS last, count(*) AS acts FROM act WHERE project IS NOT NULL"
    " GROUP BY project ORDER BY max(seq) DESC"
)
_IN_ORDER = sa.text(
    "SELECT project FROM act WHERE project IS NOT NULL AND seq <= :until GROUP BY project ORDER BY max(seq) DESC"
)
_RUNS = sa.text(
    "SELECT project, run FROM act WHERE project IS NOT NULL AND run IS NOT NULL"
    " GROUP BY project, run ORDER BY project, min(seq)"
)
_TITLE = sa.text(
    "SELECT json_extract(body, '$.settings.project_title') AS title FROM act WHERE project = :project"
    " AND json_type(body, '$.settings.project_title') = 'text' ORDER BY seq DESC LIMIT 1"
)


def projects_in_order(connection: sa.Connection, until: int) -> tuple[str, ...]:
    """The names of the projects that there were with act `until`, the one with the latest act by then first."""
    return tuple(row.project for row in connection.execute(_IN_ORDER, {"until": until}))


def projects(connection: sa.Connection) -> tuple[Project, ...]:
    """Every project, the one with the latest act first."""
    runs: dict[str, list[str]] = {}
    for row in connection.execute(_RUNS):
        runs.setdefault(row.project, []).append(row.run)
    return tuple(
        Project(
            slug=row.project,
            title=connection.execute(_TITLE, {"project": row.project}).scalar() or row.project,
            first=_EPOCH + timedelta(microseconds=row.first),
            last=_EPOCH + timedelta(microseconds=row.last),
            acts=row.acts,
            runs=tuple(runs.get(row.project, ())),
        )
        for row in connection.execute(_PROJECTS).all()
    )
