"""Disputes about a work. Each is a case of its own, named by the act that opened it, and ends by whoever opened it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from oeuvre.licence import Action, EventKind, halting
from oeuvre.production.appending import append_as_it_stands
from oeuvre.production.licensing.acts import DISPUTE, told_by
from oeuvre.production.licensing.errors import NothingDisputed, NotTheClaimant
from oeuvre.production.licensing.speaking import check_speaks
from oeuvre.production.licensing.stating import act_on_terms
from oeuvre.production.naming import UNNAMED
from oeuvre.record import Act, NewAct, Party, Record, Work


def dispute(record: Record, by: Party, work: Work, because: str, *, since: datetime | None = None) -> Act:
    """Open a dispute about a work: no new grant for it, nor for what stands on it, until it is settled."""
    made = act_on_terms(DISPUTE, record, work, {"state": "opened"}, since, because, [(by, "claimant")], "disputed")
    return record.append(made)[0].act


def settle(record: Record, by: Party, work: Work, because: str = "") -> Act:
    """Settle the disputes that `by` opened about a work; those of others go on. The side that a dispute is against does
    not end it. One that was opened without a name ends by whoever can speak for the work.

    Raises `NothingDisputed` where none is open, `NotTheClaimant` for somebody who opened none of those that are.
    """

    def settled() -> NewAct:
        cases = open_disputes(record, work)
        if not cases:
            raise NothingDisputed(work.title or work.id[:12])
        mine = [one for one in cases if _opened_by(one, by)]
        if not mine:
            mine = _unnamed(record, by, work, cases)
        settings = {"state": "settled", "cases": tuple(sorted(one.id for one in mine))}
        return act_on_terms(DISPUTE, record, work, settings, None, because, [(by, "claimant")], "disputed")

    return append_as_it_stands(record, settled)


def _unnamed(record: Record, by: Party, work: Work, cases: Sequence[Act]) -> list[Act]:
    """The disputes that nobody put a name to, for somebody who can speak for the work. Raises `NotTheClaimant`."""
    names = {party.id: party.name for party in record.parties()}
    claimants = {one.party_id: names.get(one.party_id, "?") for act in cases for one in act.by}
    found = [act for act in cases if all(claimants[one.party_id] == UNNAMED for one in act.by)]
    if not found:
        told = ", ".join(dict.fromkeys(name for name in claimants.values() if name != UNNAMED))
        raise NotTheClaimant(work.title or work.id[:12], name=by.name, claimants=told)
    check_speaks(record, by, work)
    return found


def _opened_by(act: Act, party: Party) -> bool:
    return any(one.party_id == party.id for one in act.by)


def open_disputes(record: Record, work: Work) -> tuple[Act, ...]:
    """The acts that opened the disputes about a work that nobody has settled, those of days to come among them."""
    acts = record.acts(kinds=(DISPUTE,), work=work)
    opened: list[Act] = []
    for act, event in zip(acts, told_by(acts, work.id).events, strict=True):
        if event.kind is EventKind.DISPUTED:
            opened.append(act)
        else:
            opened = [one for one in opened if event.cases and one.id not in event.cases]
    return tuple(opened)


def disputed_works(record: Record, at: datetime | None = None) -> frozenset[str]:
    """The works in dispute at a moment (now); whose money they earn is for the books to hold."""
    moment = at or datetime.now(UTC)
    by_work: dict[str, list[Act]] = {}
    for act in record.acts(kinds=(DISPUTE,)):
        for used in act.used:
            by_work.setdefault(used.work_id, []).append(act)
    every = frozenset(Action)
    return frozenset(
        work for work, acts in by_work.items() if halting(told_by(acts, work).events, every, moment, moment) is not None
    )
