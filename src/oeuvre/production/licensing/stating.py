"""Stating terms for a work, pricing it, permitting, withdrawing, disputing: each one act on the record.

Nothing is changed: a later statement governs from its day, and what was granted before goes on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from oeuvre.licence import (
    CLAUSES,
    Action,
    FieldUnfit,
    Limits,
    Price,
    Rule,
    Terms,
    lifted,
    read_terms,
    terms_as_dict,
    waived,
)
from oeuvre.production.licensing.acts import DISPUTE, LICENSE, PERMIT, WITHDRAW
from oeuvre.production.licensing.arriving import RESERVED
from oeuvre.production.licensing.errors import NothingDisputed, NotTheHolder, TermsLoosened
from oeuvre.production.licensing.holders import holders
from oeuvre.production.licensing.standing import Licensing, standing_terms
from oeuvre.production.licensing.wording import collided
from oeuvre.record import JSON, Act, NewAct, Party, Record, Work


def state_terms(
    record: Record,
    by: Party,
    work: Work,
    terms: Terms,
    *,
    template: str = "",
    renew: Iterable[Action] = (),
    since: datetime | None = None,
    because: str = "",
) -> Act:
    """State the terms of a work from `since` (now) on; `template` is the licence's name where it has one.

    What was withdrawn stays withdrawn, but for the actions of `renew`: consent to them is given anew. Raises
    `NotTheHolder` for consent given anew to another's work that came in, `TermsCollide` where the works that it was
    made from do not let it be put under them, `TermsLoosened` for less than another's work came in under; then nothing
    is recorded. Raises what `read_terms` raises for terms that hold what terms cannot.
    """
    read_terms(terms_as_dict(terms))
    renewed: tuple[JSON, ...] = tuple(sorted({str(action) for action in renew}))
    _check_holder(record, by, work, terms, renewing=bool(renewed))
    found = Licensing(record).as_if(work.id, terms, template)
    if found.conflicts:
        raise collided(record, found, place=work.title or work.id[:12])
    settings: dict[str, JSON] = {"terms": terms_as_dict(terms), "digest": terms.digest, "template": template or None}
    if renewed:
        settings["renewed"] = renewed
    return _told(record, LICENSE, by, work, settings, since, because, "licensed", "licensor")


def _check_holder(record: Record, by: Party, work: Work, terms: Terms, *, renewing: bool) -> None:
    """Whoever does not hold a work that came in may say that less is done with it, and never that more may be."""
    found = standing_terms(record, work)
    known = holders(record, work)
    if record.made_by_act(work.id).used or found.basis == "made-here" or by.id in {party.id for party in known}:
        return
    if renewing:
        raise NotTheHolder(
            work.title or work.id[:12], name=by.name, holders=", ".join(party.name for party in known) or "?"
        )
    loose = lifted(found.terms, terms)
    if loose:
        raise TermsLoosened(
            work.title or work.id[:12],
            licence=found.licence,
            clauses=", ".join(loose),
            holders=", ".join(party.name for party in known) or "?",
        )


def offer(
    record: Record,
    by: Party,
    work: Work,
    price: Price,
    *,
    limits: Limits | None = None,
    since: datetime | None = None,
    because: str = "",
) -> Act:
    """Put a price on a work: what `price.actions` name is permitted for it, within `limits`; the rest stays as it is.

    A price of the same basis for the same actions gives way to the new one. What was withdrawn stays so. Raises what
    `state_terms` raises, and FieldUnfit for a price for nothing.
    """
    if not price.actions:
        raise FieldUnfit("actions", found="∅", expected="list")
    before = own_terms(record, work)
    rule = Rule(True, limits) if limits is not None else Rule(True)
    kept = frozenset(one for one in before.prices if (one.basis, one.actions) != (price.basis, price.actions) or one.of)
    derivatives = before.derivatives
    if Action.ADAPT in price.actions:
        derivatives = replace(derivatives, allowed=True)
    changed = dict.fromkeys(price.actions, rule)
    priced = replace(
        before.with_rules(changed), prices=kept | {price}, derivatives=derivatives, names=frozenset({"offer"})
    )
    return state_terms(record, by, work, priced, since=since, because=because)


def own_terms(record: Record, work: Work) -> Terms:
    """The terms that a work's makers put it under, what its parents hand down left out."""
    found = standing_terms(record, work)
    if found.statement is not None:
        return found.statement.version.terms
    return found.terms if found.basis in ("came-in", "model") else RESERVED


def permit(
    record: Record,
    by: Party,
    work: Work,
    holder: str,
    clauses: Collection[str],
    *,
    project: str = "",
    result: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    because: str = "",
) -> Act:
    """Record that `holder` lets clauses of `work` go: for a project, for a work (`result`), or for anything.

    `by` is who writes it down, on the holder's word. Raises `NotTheHolder` for somebody else than who holds the work
    (anybody may be named where the record knows no holder), FieldUnfit for what is no clause.
    """
    waived(Terms(), clauses)
    if not clauses:
        raise FieldUnfit("clause", found="∅", expected="among", among=", ".join(CLAUSES))
    known = holders(record, work)
    named = " ".join(holder.split())
    if known and named not in {party.name for party in known}:
        raise NotTheHolder(work.title or work.id[:12], name=named, holders=", ".join(party.name for party in known))
    party = next((one for one in known if one.name == named), None) or record.party(named, "person")
    settings: dict[str, JSON] = {"clauses": sorted(clauses)}
    if project:
        settings["for_project"] = project
    if result:
        settings["for_work"] = result
    if until is not None:
        settings["until"] = until.isoformat()
    made = _act(PERMIT, record, work, settings, since, because, [(party, "licensor"), (by, "recorder")], "permitted")
    return record.append(made)[0].act


def withdraw(
    record: Record,
    by: Party,
    work: Work,
    *,
    actions: Iterable[Action] = (),
    since: datetime | None = None,
    because: str = "",
) -> Act:
    """Withdraw consent to `actions`, or to all, from `since` (now) on; what was granted before goes on."""
    named: tuple[JSON, ...] = tuple(sorted(str(action) for action in actions))
    return _told(record, WITHDRAW, by, work, {"actions": named}, since, because, "withdrawn", "licensor")


def dispute(record: Record, by: Party, work: Work, because: str, *, since: datetime | None = None) -> Act:
    """Open a dispute about a work: no new grant for it, nor for what stands on it, until it is settled."""
    return _told(record, DISPUTE, by, work, {"state": "opened"}, since, because, "disputed", "claimant")


def settle(record: Record, by: Party, work: Work, because: str = "") -> Act:
    """Settle the dispute about a work. Raises `NothingDisputed` where none is open."""
    if work.id not in disputed_works(record):
        raise NothingDisputed(work.title or work.id[:12])
    return _told(record, DISPUTE, by, work, {"state": "settled"}, None, because, "disputed", "claimant")


def disputed_works(record: Record, at: datetime | None = None) -> frozenset[str]:
    """The works in dispute at a moment (now); whose money they earn is for the books to hold."""
    latest: dict[str, str] = {}
    for act in record.acts(kinds=(DISPUTE,), until=at):
        for used in act.used:
            latest[used.work_id] = str(act.settings.get("state"))
    return frozenset(work for work, state in latest.items() if state == "opened")


def _told(
    record: Record,
    kind: str,
    by: Party,
    work: Work,
    settings: Mapping[str, JSON],
    since: datetime | None,
    because: str,
    used: str,
    role: str,
) -> Act:
    made = _act(kind, record, work, settings, since, because, [(by, role)], used)
    return record.append(made)[0].act


def _act(
    kind: str,
    record: Record,
    work: Work,
    settings: Mapping[str, JSON],
    since: datetime | None,
    because: str,
    by: list[tuple[Party, str]],
    used: str,
) -> NewAct:
    told = {**settings, **({"since": since.isoformat()} if since is not None else {})}
    words = {"because": because} if because else {}
    project = record.made_by_act(work.id).project
    return NewAct(kind=kind, project=project, by=by, used=[(work, used)], settings=told, words=words)
