"""Who may speak for a work: those whose permission it takes, as the acts behind it name them."""

from __future__ import annotations

from collections.abc import Sequence

from oeuvre.production.licensing.lineage import PEOPLE
from oeuvre.record import Act, Party, Record, Work

_MAKING_ROLES = ("author", "writer", "editor", "concept")
_DIRECTING_ROLES = ("commissioner", "chooser")


def holders(record: Record, work: Work) -> tuple[Party, ...]:
    """Who may give permission for a work: its authors; of what a rule laid out, those who commissioned and chose.

    Nobody where the record names no person: what came in as nobody's is nobody's here.
    """
    act = record.made_by_act(work.id)
    while act.kind in ("adapt", "sign") and act.used:
        act = record.made_by_act(act.used[0].work_id)
    parties = {party.id: party for party in record.parties()}
    authors = _people(parties, [act], _MAKING_ROLES)
    if authors or act.kind == "import":
        return authors or _people(parties, [act], ("commissioner",))
    directing = record.acts(run=act.run, kinds=("import", "choose")) if act.run else ()
    return _people(parties, directing, _DIRECTING_ROLES) or _people(parties, [act], None)


def _people(parties: dict[str, Party], acts: Sequence[Act], roles: Sequence[str] | None) -> tuple[Party, ...]:
    found = [
        parties[by.party_id]
        for act in acts
        for by in act.by
        if by.party_id in parties and (roles is None or by.role in roles)
    ]
    return tuple({party.id: party for party in found if party.kind in PEOPLE}.values())
