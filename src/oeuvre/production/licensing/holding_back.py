"""An edition whose terms collide is held back: that one alone, by an act that says what collides with what.

What would resolve it may come later (another piece makes another design; a permission, or terms stated anew, are acts):
from then on the refusal holds no more, and whoever goes on with the run makes the edition.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from oeuvre.foundation import Language
from oeuvre.licence import CheckReason, Clause, Collision
from oeuvre.production.licensing.acts import GRANT, TELLING
from oeuvre.production.licensing.lineage import CONTINUING
from oeuvre.production.licensing.standing import Licensing, Standing
from oeuvre.production.licensing.wording import conflict_as_dict, named_in
from oeuvre.record import JSON, Act, Record

COLLIDE = "terms-collide"


def collision_settings(standing: Standing) -> dict[str, JSON]:
    """What an act keeps of a conflict: its error, the clauses by work, the licences, and whose acts may resolve it."""
    collisions: list[JSON] = [
        {"reason": one.kind, "clauses": [[clause.work, clause.key] for clause in one.collision.clauses]}
        for one in standing.conflicts
    ]
    works = sorted({work for one in standing.conflicts for work in one.collision.works if work})
    names = {work: list(told) for work, told in named_in(standing).items() if work in works or not work}
    return {"error": COLLIDE, "collisions": collisions, "works": list(works), "licences": names}


def conflicts_in(record: Record, act: Act, language: Language) -> list[dict[str, Any]]:
    """The conflicts that an act of refusal tells of, in the shape of `oeuvre licence check`; none for any other."""
    told, licences = act.settings.get("collisions"), act.settings.get("licences")
    if not isinstance(told, Sequence) or isinstance(told, str):
        return []
    names = {
        str(work): [str(name) for name in found]
        for work, found in (licences.items() if isinstance(licences, Mapping) else ())
        if isinstance(found, Sequence)
    }
    reasons = (_reason(one) for one in told)
    return [conflict_as_dict(record, names, one, language) for one in reasons if one is not None]


def _reason(value: JSON) -> CheckReason | None:
    if not isinstance(value, Mapping):
        return None
    pairs = value.get("clauses")
    clauses = tuple(
        Clause(str(pair[0]), str(pair[1]))
        for pair in (pairs if isinstance(pairs, Sequence) else ())
        if isinstance(pair, Sequence) and len(pair) == 2
    )
    if not clauses:
        return None
    return CheckReason("discouraged" if value.get("reason") == "discouraged" else "forbidden", Collision(clauses))


def may_be_resolved(record: Record, act: Act, design: str) -> bool:
    """Whether, since a refusal for terms, terms were told or a grant given of a work that it names, of the design or of
    its brief."""
    if act.settings.get("error") != COLLIDE:
        return False
    later = record.acts(kinds=(*TELLING, GRANT), after=act.seq)
    if not later:
        return False
    named = act.settings.get("works")
    works = {design, *(str(one) for one in (named if isinstance(named, Sequence) else ()))}
    works |= {used.work_id for used in record.made_by_act(design).used if used.role == "brief"}
    return any(used.work_id in works for one in later for used in one.used)


def edition_today(record: Record, standing: Standing) -> Standing | None:
    """What an edition of a work in conflict would be under, were it made today; None for a work that has none.

    What was told since its making does not reach back to the work itself; its editions are made by what holds today.
    """
    act = record.made_by_act(standing.work)
    if not standing.conflicts or not act.used:
        return None
    works = record.works_at({standing.work, *(one.work_id for one in act.used)})
    pieces = [(works[one.work_id], one.role) for one in act.used if one.work_id in works and one.role not in CONTINUING]
    used = [(works[standing.work], "design"), *(pair for pair in pieces if pair[1] != "brief")]
    return Licensing(record).foreseen("adapt", used, act.project)
