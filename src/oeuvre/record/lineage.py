"""Lineage: the directed acyclic graph of works that acts draw, answered in the database.

A work comes from every work that was used by an act that made it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from oeuvre.record.kinds import KINDS
from oeuvre.record.reading import acts_at, parties_at, works_where
from oeuvre.record.schema import act_made, act_used, work
from oeuvre.record.values import JSON, Act, Party, Work

_CHUNK = 500

_UP = (
    "SELECT act_used.work FROM walk CROSS JOIN act_made CROSS JOIN act_used"
    " WHERE act_made.work = walk.work AND act_used.act = act_made.act"
)
_DOWN = (
    "SELECT act_made.work FROM walk CROSS JOIN act_used CROSS JOIN act_made"
    " WHERE act_used.work = walk.work AND act_made.act = act_used.act"
)


def _walk(name: str, start: str, step: str) -> str:
    return f"{name}(work) AS (SELECT seq FROM work WHERE id = :{start} UNION {step.replace('walk', name)})"


_ANCESTORS = sa.text(f"WITH RECURSIVE {_walk('walk', 'work', _UP)} SELECT work FROM walk")
_DESCENDANTS = sa.text(f"WITH RECURSIVE {_walk('walk', 'work', _DOWN)} SELECT work FROM walk")

# Every edge whose two ends are both in the set. CROSS JOIN holds SQLite to this order, from the set outwards, so that
# the cost follows the size of the set and not that of the record.
_EDGES = """
SELECT parent.id AS parent, child.id AS child, act_made.act AS act, act_used.role AS used, act_made.role AS made
FROM ({walk}) AS reached
CROSS JOIN act_made CROSS JOIN act_used CROSS JOIN work AS parent CROSS JOIN work AS child
WHERE act_made.work = reached.work AND act_used.act = act_made.act
AND parent.seq = act_used.work AND child.seq = act_made.work {both}
ORDER BY act_made.act, act_made.place, act_used.place
"""
_EDGES_UP = sa.text(
    f"WITH RECURSIVE {_walk('walk', 'work', _UP)} " + _EDGES.format(walk="SELECT work FROM walk", both="")
)
_EDGES_DOWN = sa.text(
    f"WITH RECURSIVE {_walk('walk', 'work', _DOWN)} "
    + _EDGES.format(walk="SELECT work FROM walk", both="AND act_used.work IN (SELECT work FROM walk)")
)
_BY = (
    "SELECT id FROM party WHERE seq IN (SELECT act_by.party FROM ({walk}) AS reached"
    " CROSS JOIN act_made CROSS JOIN act_by WHERE act_made.work = reached.work AND act_by.act = act_made.act)"
    " ORDER BY seq"
)
_BY_UP = sa.text(f"WITH RECURSIVE {_walk('walk', 'work', _UP)} " + _BY.format(walk="SELECT work FROM walk"))
_BY_DOWN = sa.text(f"WITH RECURSIVE {_walk('walk', 'work', _DOWN)} " + _BY.format(walk="SELECT work FROM walk"))

# Depth first (ORDER BY deepest), over works that lie between the two ends alone, so that every step leads to the end;
# and with nothing but `path` in the last FROM, so that SQLite hands paths out as they are found and LIMIT stops it. The
# number of paths can be exponential; the time for the first ones is not.
_PATHS = sa.text(
    f"""
WITH RECURSIVE {_walk("up", "end", _UP)},
{_walk("down", "start", _DOWN)},
inside(work) AS MATERIALIZED (SELECT work FROM up INTERSECT SELECT work FROM down),
step(parent, work, id) AS MATERIALIZED (
  SELECT DISTINCT act_used.work, work.seq, work.id
  FROM inside CROSS JOIN act_used CROSS JOIN act_made CROSS JOIN work
  WHERE act_used.work = inside.work AND act_made.act = act_used.act AND work.seq = act_made.work
  AND act_made.work IN (SELECT work FROM inside)
),
path(work, trace, depth) AS (
  SELECT seq, id, 0 FROM work WHERE id = :start AND seq IN (SELECT work FROM inside)
  UNION ALL
  SELECT step.work, path.trace || ' ' || step.id, path.depth + 1
  FROM path JOIN step ON step.parent = path.work
  ORDER BY 3 DESC
)
SELECT trace FROM path WHERE path.work = (SELECT seq FROM work WHERE id = :end) LIMIT :limit
"""
)


@dataclass(frozen=True)
class Edge:
    """`child` was made by the act with number `act`, which used `parent`; each in its role."""

    parent: str
    child: str
    act: int
    used_role: str
    made_role: str


@dataclass(frozen=True)
class Lineage:
    """A work with all its ancestors, or all its descendants: nodes and edges in the order of the record."""

    work: str
    nodes: tuple[Work, ...]
    edges: tuple[Edge, ...]
    parties: tuple[Party, ...]

    def as_dict(self) -> dict[str, JSON]:
        return {
            "work": self.work,
            "nodes": [node.as_dict() for node in self.nodes],
            "edges": [
                {
                    "parent": edge.parent,
                    "child": edge.child,
                    "act": edge.act,
                    "used_role": edge.used_role,
                    "made_role": edge.made_role,
                }
                for edge in self.edges
            ],
            "parties": [party.as_dict() for party in self.parties],
        }

    def merged(self, other: Lineage) -> Lineage:
        """Both together, as a view around one work that looks up and down."""
        return Lineage(
            self.work,
            tuple({node.id: node for node in (*self.nodes, *other.nodes)}.values()),
            tuple(dict.fromkeys((*self.edges, *other.edges))),
            tuple({party.id: party for party in (*self.parties, *other.parties)}.values()),
        )


def _works(connection: sa.Connection, numbers: Iterable[int]) -> tuple[Work, ...]:
    wanted = sorted(numbers)
    found: list[Work] = []
    for start in range(0, len(wanted), _CHUNK):
        found += works_where(connection, work.c.seq.in_(wanted[start : start + _CHUNK]))
    return tuple(found)


def trace(connection: sa.Connection, work_id: str, *, up: bool) -> Lineage:
    """The lineage above (`up`) or below a work, the work itself included."""
    start = {"work": work_id}
    edges = connection.execute(_EDGES_UP if up else _EDGES_DOWN, start)
    return Lineage(
        work=work_id,
        edges=tuple(Edge(row.parent, row.child, row.act, row.used, row.made) for row in edges),
        nodes=_works(connection, connection.execute(_ANCESTORS if up else _DESCENDANTS, start).scalars()),
        parties=parties_at(connection, connection.execute(_BY_UP if up else _BY_DOWN, start).scalars().all()),
    )


def ancestor_numbers(connection: sa.Connection, work_id: str) -> list[int]:
    """Row numbers of a work and all its ancestors."""
    return list(connection.execute(_ANCESTORS, {"work": work_id}).scalars())


def acts_behind(connection: sa.Connection, works: sa.CompoundSelect[Any]) -> set[int]:
    """The numbers of the acts that made these works (a query of row numbers) and all their ancestors."""
    walk = sa.select(works.subquery().c.work).cte("walk", recursive=True)
    walk = walk.union(
        sa.select(act_used.c.work)
        .join(act_made, act_made.c.act == act_used.c.act)
        .join(walk, act_made.c.work == walk.c.work)
    )
    made = sa.select(act_made.c.act).where(act_made.c.work.in_(sa.select(walk.c.work)))
    return set(connection.execute(made).scalars())


def works_made_by(connection: sa.Connection, acts: Iterable[int]) -> list[int]:
    """Row numbers of the works that these acts made."""
    wanted, found = sorted(acts), set[int]()
    for start in range(0, len(wanted), _CHUNK):
        made = sa.select(act_made.c.work).where(act_made.c.act.in_(wanted[start : start + _CHUNK]))
        found.update(connection.execute(made).scalars())
    return sorted(found)


def acts_around(connection: sa.Connection, numbers: list[int]) -> tuple[set[str], tuple[Act, ...]]:
    """The ids of the works with these row numbers, and every act that can earn a credit on one of them.

    Those are the acts that made one, and those that used one in a role which the table of kinds credits: a brief is
    used by thousands of acts, each of which made another work.
    """
    ids: set[str] = set()
    acts: set[int] = set()
    roles = {role for kind in KINDS.values() for role in kind.credits_used}
    for start in range(0, len(numbers), _CHUNK):
        part = numbers[start : start + _CHUNK]
        ids.update(connection.execute(sa.select(work.c.id).where(work.c.seq.in_(part))).scalars())
        acts.update(connection.execute(sa.select(act_made.c.act).where(act_made.c.work.in_(part))).scalars())
        used = sa.select(act_used.c.act).where(act_used.c.work.in_(part), act_used.c.role.in_(roles))
        acts.update(connection.execute(used).scalars())
    return ids, acts_at(connection, acts)


def paths(connection: sa.Connection, start: str, end: str, limit: int) -> tuple[tuple[str, ...], ...]:
    """Up to `limit` paths from an ancestor down to a descendant, as ids, the shortest first."""
    found = connection.execute(_PATHS, {"start": start, "end": end, "limit": limit}).scalars()
    return tuple(sorted((tuple(path.split(" ")) for path in found), key=lambda path: (len(path), path)))
