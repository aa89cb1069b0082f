"""Between homes: what goes into an export, and how the acts of another home are taken in.

A home writes on a chain of its own. Acts that come from elsewhere keep the chain they were written on, with its code,
positions and digests: it stays verifiable for itself, and nobody's chain is ever grafted onto another's.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import sqlalchemy as sa

from oeuvre.record import lineage as lineages
from oeuvre.record import reading
from oeuvre.record.body import read_time
from oeuvre.record.content import disk_error
from oeuvre.record.credits import Credit, credits_of, still_in
from oeuvre.record.errors import ActRefused, ProvForked, ProvUnreadable
from oeuvre.record.prov import Document, Part, Written, document, serialise
from oeuvre.record.schema import act, act_made, act_used, work
from oeuvre.record.values import Act
from oeuvre.record.writing import Rows, refuse_cycles

# How many works a query names one by one; of more, all are looked at.
_MOST_NAMED = 10_000


@dataclass(frozen=True)
class Imported:
    """How many acts and works came in, and how many acts were here already."""

    acts: int
    works: int
    known: int


def whole(connection: sa.Connection) -> Document:
    """Everything, so that another home can rebuild it."""
    return document(_written(connection, None))


def part_of(connection: sa.Connection, project: str | None, run: str | None) -> Document:
    """The acts of a project or a run, those behind every work they touch, and the credits of what they made."""
    condition = [act.c.project == project] if project is not None else []
    condition += [act.c.run == run] if run is not None else []
    numbers = set(connection.execute(sa.select(act.c.seq).where(*condition)).scalars())
    chosen = sa.select(act.c.seq).where(*condition)
    touched = sa.union(
        sa.select(act_used.c.work).where(act_used.c.act.in_(chosen)),
        sa.select(act_made.c.work).where(act_made.c.act.in_(chosen)),
    )
    numbers |= lineages.acts_behind(connection, touched)
    made = connection.execute(sa.select(work.c.id).where(work.c.act.in_(chosen)).order_by(work.c.seq)).scalars()
    acts = _written(connection, numbers)
    named = list(dict.fromkeys(party for written in acts for party, _ in written.body["by"]))
    earned = credits_on_each(connection, list(made))
    named += [credit.party.id for credits_of_one in earned.values() for credit in credits_of_one]
    parties = reading.parties_at(connection, list(dict.fromkeys(named)))
    return document(acts, Part(project, run, parties, earned))


def credits_on(connection: sa.Connection, work_id: str) -> tuple[Credit, ...]:
    """Credits on a work; empty for an unknown one."""
    ids, acts = lineages.acts_around(connection, lineages.ancestor_numbers(connection, work_id))
    wanted = list(dict.fromkeys(by.party_id for one in acts for by in one.by))
    return credits_of(
        acts, still_in(work_id, ids, acts), {party.id: party for party in reading.parties_at(connection, wanted)}
    )


def credits_on_each(connection: sa.Connection, works: Sequence[str]) -> dict[str, tuple[Credit, ...]]:
    """What `credits_on` says of each of many works, the acts behind all of them read once."""
    wanted = sa.select(work.c.seq.label("work"))
    wanted = wanted.where(work.c.id.in_(works)) if len(works) <= _MOST_NAMED else wanted
    numbers = lineages.works_made_by(connection, lineages.acts_behind(connection, sa.union(wanted, wanted)))
    _, acts = lineages.acts_around(connection, numbers)
    named = list(dict.fromkeys(by.party_id for one in acts for by in one.by))
    parties = {party.id: party for party in reading.parties_at(connection, named)}
    making: dict[str, list[Act]] = {}
    for one in acts:
        for made in one.made:
            making.setdefault(made.work_id, []).append(one)
    earned = {}
    for id_ in works:
        ids, pending = {id_}, [id_]
        while pending:
            above = {used.work_id for one in making.get(pending.pop(), ()) for used in one.used} - ids
            ids |= above
            pending.extend(above)
        near = [one for one in acts if not ids.isdisjoint(_touched(one))]
        earned[id_] = credits_of(near, still_in(id_, ids, near), parties)
    return earned


def _touched(act: Act) -> list[str]:
    return [*(made.work_id for made in act.made), *(used.work_id for used in act.used)]


def _written(connection: sa.Connection, numbers: set[int] | None) -> list[Written]:
    return [
        Written(json.loads(text), text, digest, words) for text, digest, words in reading.written(connection, numbers)
    ]


def write_document(exported: Document, target: Path | BinaryIO) -> None:
    """Into an open file, or to a path where it appears complete or not at all."""
    data = serialise(exported)
    if not isinstance(target, Path):
        target.write(data)
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        partial = Path(name)
        try:
            with os.fdopen(number, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            partial.chmod(0o644)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        raise disk_error(error, target) from error


def take_in(rows: Rows, acts: Sequence[Written], source: str) -> Imported:
    """Adds the acts that are not here yet, within the caller's transaction.

    Raises `ProvForked` where this home has another act in the place of one of them, and where the file goes on with
    the chain that this home itself writes: two places that write one chain would fork it sooner or later. Words that
    the other home has erased on its own chain are erased here too; words erased here stay erased.
    """
    came = works = known = 0
    chains = {
        row.code: (row.seq, row.own, row.last or 0)
        for row in rows.connection.exec_driver_sql(
            "SELECT chain.seq, code, own, max(position) AS last FROM chain LEFT JOIN act ON act.chain = chain.seq"
            " GROUP BY chain.seq"
        )
    }
    for written in acts:
        body = written.body
        place = f"{source}: activity/{written.name}"
        if body["chain"] not in chains:
            chains[body["chain"]] = (rows.chain(body["chain"], own=False), False, 0)
        chain, own, last = chains[body["chain"]]
        if body["position"] <= last:
            _recognise(rows.connection, chain, bool(own), written, place)
            known += 1
            continue
        if own:
            raise ProvForked(place, detail=str(body["position"]))
        _refuse_cycles(rows, written, place)
        rows.add(chain, body, read_time(body["at"]), written.text, written.digest, written.words)
        came += 1
        works += sum("new" in made for made in body["made"])
    return Imported(came, works, known)


def _recognise(connection: sa.Connection, chain: int, own: bool, written: Written, place: str) -> None:
    here = connection.exec_driver_sql(
        "SELECT seq, digest FROM act WHERE chain = ? AND position = ?", (chain, written.body["position"])
    ).one()
    if here.digest != written.digest:
        raise ProvForked(place, detail=str(written.body["position"]))
    for key, pair in written.words.items():
        if pair is None and not own:
            connection.exec_driver_sql(
                "UPDATE word SET salt = NULL, text = NULL WHERE act = ? AND key = ?", (here.seq, key)
            )


def _refuse_cycles(rows: Rows, written: Written, place: str) -> None:
    again = [made["work"] for made in written.body["made"] if "new" not in made]
    if again and written.body["used"]:
        rows.flush()
        try:
            refuse_cycles(rows.connection, again, [used for used, _ in written.body["used"]])
        except ActRefused as error:
            raise ProvUnreadable(place, reason="cycle", found=error.values["detail"]) from error
