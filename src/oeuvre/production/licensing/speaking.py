"""Who may speak for a work: set its price, grant it, take consent back. Holders, and those who directed its making.

A home trusts its people to say truly who they are; it does not let one of them dispose of what another made. Where
nobody at all gave a name to what was made here, nobody can be told from anybody, and everybody may. Whoever gives none
has no say beside those who did.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from oeuvre.production.holding import held_work
from oeuvre.production.licensing.errors import NotTheHolder
from oeuvre.production.licensing.holders import holders
from oeuvre.production.licensing.lineage import PEOPLE
from oeuvre.production.naming import UNNAMED
from oeuvre.production.splitting import standing_sheet
from oeuvre.record import Act, Party, Record, Work

_DIRECTING = frozenset({"commissioner", "chooser", "director"})
_DIRECTED_BY = ("choose", "keep")


def speakers(record: Record, work: Work) -> tuple[Party, ...]:
    """Who may speak for a work: its holders by the acts and by the sheet that stands, those who directed its making.

    Of what came in and names no author, whoever brought it. Nobody where the record names no person.
    """
    first = record.made_by_act(work.id)
    found = {party.id: party for party in holders(record, work)}
    held = held_work(record, work.id)
    sheet = standing_sheet(record, dict.fromkeys((work.id, held.id)), datetime.now(UTC))
    found |= {one.party.id: one.party for one in sheet.shares if one.weight} if sheet is not None else {}
    came_in = first.kind == "import" and "commissioner" not in {by.role for by in first.by}
    roles, acts = ({"importer"}, [first]) if came_in else (_DIRECTING, _directing(record, first, (work, held)))
    if not (came_in and found):
        parties = {party.id: party for party in record.parties()}
        directed = (by.party_id for act in acts for by in act.by if by.role in roles and by.party_id in parties)
        found |= {one: parties[one] for one in directed}
    people = tuple(party for party in found.values() if party.kind in PEOPLE)
    return tuple(party for party in people if party.name != UNNAMED) or people


def _directing(record: Record, first: Act, works: tuple[Work, Work]) -> list[Act]:
    """The acts that say who directed the making of a work: its brief, its run, what chose or kept it."""
    briefs = record.works(project=first.project, role="brief") if first.project else ()
    acts = [first, *(record.made_by_act(one.id) for one in briefs)]
    acts += record.acts(run=first.run, kinds=("import", *_DIRECTED_BY)) if first.run else ()
    for work in works:
        acts += record.acts(work=work, kinds=_DIRECTED_BY)
    return acts


def deciders(record: Record, work: Work) -> tuple[Party, ...]:
    """Who may decide about a work, where that is some and not everybody: empty for a work that anybody may."""
    known = speakers(record, work)
    return () if any(party.name == UNNAMED for party in known) else known


def check_speaks(record: Record, by: Party, work: Work) -> None:
    """Raises `NotTheHolder`, naming who may, for somebody who cannot speak for a work."""
    known = speakers(record, work)
    if by.id in {party.id for party in known} or any(party.name == UNNAMED for party in known):
        return
    if not known and (record.made_by_act(work.id).kind != "import"):
        return
    raise not_the_holder(work, by.name, known)


def not_the_holder(work: Work, name: str, known: Sequence[Party]) -> NotTheHolder:
    """The error that names who may instead."""
    return NotTheHolder(work.title or work.id[:12], name=name, holders=", ".join(party.name for party in known))
