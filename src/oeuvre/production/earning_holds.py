"""Which claims wait, drawn from the record: those of works in dispute, and of works whose consent was withdrawn.

A dispute is about a work, so its claims wait and nothing else of whoever holds it: what it is paid on its own account
(whatever earned), all that its versions earn, and, where it is a piece of another work, what those are paid in that
work who are there because of it. Consent to commerce that was withdrawn, by one act or several, stops claims from that
month on; what was earned before, and what a grant goes on paying, is for a person to let go.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from oeuvre.licence import Action, EventKind
from oeuvre.production.earning import read_apart
from oeuvre.production.holding import Asked, Holdings, holdings
from oeuvre.production.licensing.acts import WITHDRAW, told_of
from oeuvre.production.licensing.disputing import disputed_works
from oeuvre.production.licensing.holders import holders
from oeuvre.record import Record
from oeuvre.royalties import Books, Cause, Hold


def withdrawn_works(record: Record, at: datetime | None = None) -> Mapping[str, datetime]:
    """The works of which consent to what money is earned by is withdrawn at a moment (now), by one act or several, and
    since when."""
    moment = at or datetime.now(UTC)
    found: dict[str, datetime] = {}
    for work in {used.work_id for act in record.acts(kinds=(WITHDRAW,)) for used in act.used}:
        since = [
            one.counts_from
            for one in told_of(record, work).happened(moment, moment)
            if one.kind is EventKind.WITHDRAWN and Action.COMMERCIALISE in one.actions and one.counts_from <= moment
        ]
        if since:
            found[work] = min(since)
    return found


def holds_of(record: Record, books: Books, asked: Asked) -> list[Hold]:
    """The holds that the record asks of the books, by what the books know of."""
    told = _causes(record)
    if not told:
        return []
    nodes: dict[str, list[str]] = {}
    for node in dict.fromkeys((*books.described_works(), *books.used_works())):
        nodes.setdefault(read_apart(node)[0], []).append(node)
    found: dict[tuple[str, str], Hold] = {}
    for cause, (reason, since) in told.items():
        for node in nodes.get(cause, ()):
            found[cause, node] = Hold(cause, reason, node, (), since)
    for work in record.works_at(nodes):
        for cause, parties in _inside(record, holdings(record, work, asked=asked), frozenset(told)):
            reason, since = told[cause]
            # A work waits under every id that it earns by: without a piece that is paid elsewhere, it is itself still.
            for node in nodes[work]:
                found.setdefault((cause, node), Hold(cause, reason, node, parties, since))
    return list(found.values())


def _causes(record: Record) -> dict[str, tuple[Cause, str]]:
    """Works because of which claims wait: why, and from which month on ("" for all)."""
    found: dict[str, tuple[Cause, str]] = {
        work: ("withdrawn", since.strftime("%Y-%m")) for work, since in withdrawn_works(record).items()
    }
    return found | dict.fromkeys(disputed_works(record), ("disputed", ""))


def _inside(record: Record, held: Holdings, causes: frozenset[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Those of `causes` that a work is a version of, or has as a piece that is not paid apart; with the parties that
    are paid in it because of that piece (nobody named: all)."""
    apart = {one.work.id for one in held.components}
    within: set[str] | None = None
    for cause in sorted(causes - apart):
        if cause in held.versions:
            yield cause, ()
            continue
        if within is None:
            within = {one for credit in record.credits(held.work.id) for one in credit.works}
        if cause not in within:
            continue
        making = record.made_by_act(cause).seq
        if held.basis == "sheet":
            speaking = {party.id for party in holders(record, record.work(cause))}
            parties = [one.party.id for one in held.holders if one.party.id in speaking]
        else:
            parties = [one.party.id for one in held.holders if any(making in why.acts for why in one.reasons)]
        if parties:
            yield cause, tuple(sorted(parties))


def refresh_holds(record: Record, books: Books, asked: Asked, by: str = "", because: str = "") -> int:
    """Tells the books which claims wait from now on; returns how many holds began or ended."""
    return books.hold(holds_of(record, books, asked), by, because)
