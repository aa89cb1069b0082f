"""Stating terms for a work, pricing it, permitting, withdrawing: each one act on the record.

Nothing is changed: a later statement governs from its day, and what was granted before goes on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from oeuvre.licence import (
    LIMIT_SETS,
    NO_LIMITS,
    PROHIBITED,
    WAIVABLE,
    Action,
    FieldUnfit,
    Limits,
    Price,
    Rule,
    Terms,
    all_templates,
    clauses,
    joined,
    lifted,
    read_terms,
    read_territory,
    terms_as_dict,
    waived,
)
from oeuvre.production.appending import append_as_it_stands
from oeuvre.production.licensing.acts import LICENSE, PERMIT, REVIEWED, WITHDRAW
from oeuvre.production.licensing.arriving import RESERVED
from oeuvre.production.licensing.asked import COMMISSIONED, client_of
from oeuvre.production.licensing.errors import EvidenceMissing, NothingPriced, PriceForbidden, TermsLoosened
from oeuvre.production.licensing.holders import holders
from oeuvre.production.licensing.lineage import Reader
from oeuvre.production.licensing.speaking import check_speaks, not_the_holder, speakers
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

    What was withdrawn stays withdrawn, but for the actions of `renew`: consent to them is given anew. Terms that say
    what a licence known by name says are that licence; others go by no such name. Raises `NotTheHolder` for somebody
    who cannot speak for the work, `TermsCollide` where the works that it was made from do not let it be put under
    them, `TermsLoosened` for less than another's work came in under; then nothing is recorded. Raises what
    `read_terms` raises for terms that hold what terms cannot.
    """
    anew = frozenset(renew)
    return append_as_it_stands(
        record, lambda: _stated(record, by, work, terms, template, anew, since=since, because=because)
    )


def _stated(
    record: Record,
    by: Party,
    work: Work,
    terms: Terms,
    template: str = "",
    renew: Collection[Action] = (),
    *,
    since: datetime | None,
    because: str,
) -> NewAct:
    """The act by which terms are stated, as the record stands."""
    read_terms(terms_as_dict(terms))
    terms, template = _known_by(terms, template)
    renewed: tuple[JSON, ...] = tuple(sorted({str(action) for action in renew}))
    _check_holder(record, by, work, terms, renewing=bool(renewed))
    found = Licensing(record).as_if(work.id, terms, template)
    if found.conflicts:
        raise collided(record, found, place=work.title or work.id[:12])
    if template == COMMISSIONED:
        _enrol_clients(record, work)
    settings: dict[str, JSON] = {"terms": terms_as_dict(terms), "digest": terms.digest, "template": template or None}
    if renewed:
        settings["renewed"] = renewed
    return act_on_terms(LICENSE, record, work, settings, since, because, [(by, "licensor")], "licensed")


def _known_by(terms: Terms, template: str) -> tuple[Terms, str]:
    """Terms by the name that they have a right to: a licence's where they say what it says, else none of those."""
    known = all_templates()
    same = [name for name, one in known.items() if clauses(one.terms) == clauses(terms)]
    if same:
        name = next((one for one in same if one == template or one in terms.names), same[0])
        return known[name].terms, name
    return replace(terms, names=frozenset(one for one in terms.names if one not in known)), ""


def _enrol_clients(record: Record, work: Work) -> None:
    """Whom a commissioned work is made for is somebody on the record from then on, to be chosen and not spelt."""
    reader = Reader(record)
    briefs = reader.briefs(reader.line(reader.making(work.id)))
    for client in filter(None, (client_of(record, brief) for brief in (work.id, *briefs))):
        if record.find_party(client) is None:
            record.party(client, "collective")


def _check_holder(record: Record, by: Party, work: Work, terms: Terms, *, renewing: bool) -> None:
    """Whoever does not hold a work that came in may say that less is done with it, and never that more may be."""
    if renewing or record.made_by_act(work.id).used or standing_terms(record, work).basis == "made-here":
        check_speaks(record, by, work)
        return
    known = speakers(record, work)
    if by.id in {party.id for party in known}:
        return
    found = standing_terms(record, work)
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

    Prices for other places, media or times stand beside it: a use is permitted where any of them is for it, at that
    price. One of the same basis gives way where it is for nothing that the new one is not for. What was withdrawn stays
    so. Raises what `state_terms` raises, FieldUnfit for a price for nothing, and `PriceForbidden` for one that nobody
    could pay, since the works that this one is made from do not permit what it is for.
    """
    if not price.actions:
        raise FieldUnfit("actions", found="∅", expected="list")
    check_speaks(record, by, work)
    for code in sorted(limits.territories or ()) if limits is not None else ():
        read_territory(code)
    priced = replace(price, limits=limits or NO_LIMITS)
    _check_sellable(record, work, price)
    return append_as_it_stands(
        record,
        lambda: _stated(record, by, work, _priced(own_terms(record, work), priced), since=since, because=because),
    )


def _check_sellable(record: Record, work: Work, price: Price) -> None:
    """Raises `PriceForbidden` for a price for what pieces of the work prohibit, naming them and whose word it takes."""
    found = standing_terms(record, work)
    forbidden = [action for action in sorted(price.actions) if not found.inherited.rule(action).permitted]
    parents = [one for one in found.parents if any(not one.terms.rule(action).permitted for action in forbidden)]
    if not forbidden or not parents or found.conflicts:
        return
    pieces = [record.work(one.work) for one in parents]
    raise PriceForbidden(
        work.title or work.id[:12],
        actions=tuple(str(action) for action in forbidden),
        works=", ".join(piece.title or piece.id[:12] for piece in pieces),
        piece=pieces[0].id[:12],
        holder=next((party.name for party in holders(record, pieces[0])), "…"),
        clauses=" ".join(f"--clause actions.{action}" for action in forbidden),
        work=work.id[:12],
    )


def take_back(
    record: Record,
    by: Party,
    work: Work,
    *,
    actions: Collection[Action] = (),
    territories: Collection[str] = (),
    since: datetime | None = None,
    because: str = "",
) -> Act:
    """Take back prices of a work's own: all, or those for just these actions, or these places. What no price is left
    for is permitted no more; grants that were made go on.

    Raises `NothingPriced` where there is no such price, and what `state_terms` raises.
    """
    check_speaks(record, by, work)
    wanted, places = frozenset(actions), frozenset(read_territory(one) for one in territories)

    def without() -> NewAct:
        before = own_terms(record, work)
        gone = {
            one
            for one in before.prices
            if not one.of and (not wanted or one.actions == wanted) and (not places or one.limits.territories == places)
        }
        if not gone:
            raise NothingPriced(work.title or work.id[:12])
        left = before.prices - gone
        mine = [one for one in left if not one.of]
        changed = {
            action: Rule(True, joined(limits))
            if (limits := [one.limits for one in mine if action in one.actions])
            else PROHIBITED
            for one in gone
            for action in one.actions
        }
        return _stated(record, by, work, replace(before.with_rules(changed), prices=left), since=since, because=because)

    return append_as_it_stands(record, without)


def _priced(before: Terms, price: Price) -> Terms:
    """Terms with a price more."""
    told = frozenset(_with_its_limits(one, before) for one in before.prices)
    kept = frozenset(one for one in told if one.of or not _gives_way(one, price))
    mine = [one for one in (*kept, price) if not one.of]
    derivatives = before.derivatives
    if Action.ADAPT in price.actions:
        derivatives = replace(derivatives, allowed=True)
    changed = {
        action: Rule(True, joined(one.limits for one in mine if action in one.actions)) for action in price.actions
    }
    return replace(
        before.with_rules(changed), prices=kept | {price}, derivatives=derivatives, names=frozenset({"offer"})
    )


def _with_its_limits(price: Price, terms: Terms) -> Price:
    """A price of terms in which limits stood with the actions alone."""
    limits = {terms.rule(action).limits for action in price.actions}
    return replace(price, limits=limits.pop()) if price.limits == NO_LIMITS and len(limits) == 1 else price


def _gives_way(before: Price, price: Price) -> bool:
    """Whether a price is for nothing that the new one is not for as well."""
    if before.basis is not price.basis or not before.actions <= price.actions:
        return False
    old, new = before.limits, price.limits
    return all(
        getattr(new, name) is None or (getattr(old, name) is not None and getattr(old, name) <= getattr(new, name))
        for name in LIMIT_SETS
    )


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
    credit: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    because: str = "",
) -> Act:
    """Record that `holder` lets clauses of `work` go: for a project, for a work (`result`), or for anything.

    `by` is who writes it down: the holder, or somebody on the holder's word, who then says in `because` how it was
    given. `credit` is the form of the credit that was agreed on; the name itself nobody can give away. Raises
    `NotTheHolder` for somebody else than who holds the work (anybody may be named where the record knows no holder),
    `EvidenceMissing` for another's word without a reason, FieldUnfit for what no permission can let go.
    """
    waived(Terms(), clauses)
    if not clauses and not credit:
        raise FieldUnfit("clause", found="∅", expected="among", among=", ".join(WAIVABLE))
    known = holders(record, work)
    wanted = " ".join(holder.split())
    if known and wanted not in {party.name for party in known}:
        raise not_the_holder(work, wanted, known)
    party = next((one for one in known if one.name == wanted), None) or record.find_party(wanted, "person")
    if not because.strip() and (party is None or party.id != by.id):
        raise EvidenceMissing(work.title or work.id[:12], name=wanted)
    party = party or record.party(wanted, "person")
    settings: dict[str, JSON] = {"clauses": sorted(clauses)}
    if project:
        settings["for_project"] = project
    if result:
        settings["for_work"] = result
    if until is not None:
        settings["until"] = until.isoformat()
    people = [(party, "licensor"), *([(by, "recorder")] if by.id != party.id else [])]
    words = {**({"because": because} if because else {}), **({"credit": credit} if credit else {})}
    made = replace(act_on_terms(PERMIT, record, work, settings, since, "", people, "permitted"), words=words)
    return record.append(made)[0].act


def approve(
    record: Record, by: Party, work: Work, *, party: Party | None = None, result: str = "", because: str = ""
) -> Act:
    """A holder approves one derivative of `work`: a work of the record (`result`), or what `party` is about to make.

    It answers for terms that want every derivative reviewed, and for one grant. Raises `NotTheHolder` for anybody who
    holds nothing in the work, FieldUnfit where no derivative is named.
    """
    if (party is None) == (not result):
        raise FieldUnfit("for", found="∅", expected="text")
    known = holders(record, work)
    if by.id not in {one.id for one in known}:
        raise not_the_holder(work, by.name, known)
    settings: dict[str, JSON] = {"clauses": [REVIEWED], **({"for_work": result} if result else {})}
    people = [(by, "licensor")]
    if party is not None:
        settings["for_party"] = party.id
        people.append((party, "licensee"))
    return record.append(act_on_terms(PERMIT, record, work, settings, None, because, people, "permitted"))[0].act


def withdraw(
    record: Record,
    by: Party,
    work: Work,
    *,
    actions: Iterable[Action] = (),
    since: datetime | None = None,
    because: str = "",
) -> Act:
    """Withdraw consent to `actions`, or to all, from `since` (now) on; what was granted before goes on.

    A public licence cannot be taken back: whoever has a copy under it keeps that. Raises `NotTheHolder` for somebody
    who cannot speak for the work.
    """
    check_speaks(record, by, work)
    named: tuple[JSON, ...] = tuple(sorted(str(action) for action in actions))
    settings = {"actions": named}
    made = act_on_terms(WITHDRAW, record, work, settings, since, because, [(by, "licensor")], "withdrawn")
    return record.append(made)[0].act


def renew(
    record: Record,
    by: Party,
    work: Work,
    actions: Collection[Action],
    *,
    since: datetime | None = None,
    because: str = "",
) -> Act:
    """Give consent anew to what it was withdrawn from; the terms stay those that the work is under.

    Raises what `state_terms` raises, and FieldUnfit for no action.
    """
    if not actions:
        raise FieldUnfit("actions", found="∅", expected="list")

    def anew() -> NewAct:
        found = standing_terms(record, work)
        template = found.statement.template if found.statement is not None else ""
        return _stated(record, by, work, own_terms(record, work), template, actions, since=since, because=because)

    return append_as_it_stands(record, anew)


def act_on_terms(
    kind: str,
    record: Record,
    work: Work,
    settings: Mapping[str, JSON],
    since: datetime | None,
    because: str,
    by: list[tuple[Party, str]],
    used: str,
) -> NewAct:
    """An act about the terms of a work: what it settles, from when on, and by whom in which roles."""
    told = {**settings, **({"since": since.isoformat()} if since is not None else {})}
    words = {"because": because} if because else {}
    project = record.made_by_act(work.id).project
    return NewAct(kind=kind, project=project, by=by, used=[(work, used)], settings=told, words=words)
