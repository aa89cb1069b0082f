"""Granting a use of a work: what its terms permit, at the price they name, on a signed receipt.

A receipt is a signed token that whoever trusts this home reads offline; its act keeps what programs need in its
settings and the token, which names people, among its words.
"""

from __future__ import annotations

import secrets
from dataclasses import asdict, replace
from datetime import UTC, datetime

from oeuvre.credentials import Authority, receipt_key
from oeuvre.foundation import OeuvreError
from oeuvre.licence import (
    Basis,
    FieldUnfit,
    Grant,
    GrantFrozen,
    QuoteRefused,
    Request,
    actions_of,
    all_templates,
    make_grant,
    sign_grant,
)
from oeuvre.production.licensing.acts import GRANT, TELLING
from oeuvre.production.licensing.asking import Answer, ask
from oeuvre.production.licensing.errors import AlreadyPublic, GrantIncomplete
from oeuvre.production.licensing.granted import WHERE, Granted, start_of, state_of
from oeuvre.production.licensing.speaking import check_speaks
from oeuvre.record import JSON, NewAct, Party, PartyUnknown, Record, Work

# Prices that are for so many: what is granted for one covers no more than was paid for.
_COUNTED = frozenset({Basis.PER_UNIT, Basis.PER_USE, Basis.TIERED})


def grant(
    record: Record,
    authority: Authority,
    by: Party,
    work: Work,
    request: Request,
    *,
    at: datetime | None = None,
    until: datetime | None = None,
    legal_term: bool = False,
    units: int | None = None,
    revenue: int = 0,
    because: str = "",
) -> Granted:
    """Grant what was asked for, on one act, with its signed receipt. `until` ends it, where its terms do not sooner.

    A grant says where, what for and how long: `request.territory` (`WORLD` for the whole world), `request.purpose`, and
    `until` or `legal_term` (as long as the law protects the work). `units` is how many it may be used for, where terms
    set no fewer; a price per unit or per use covers what it counts. `request.party_id` is the party that it is for; a
    name alone is enrolled.

    Raises `NotTheHolder` for somebody who cannot speak for the work, `GrantIncomplete` for what it does not say,
    `QuoteRefused` where terms refuse it, `AlreadyPublic` for an exclusive right to what everybody
    has by a public licence, GrantFrozen for a work that is withdrawn or in dispute, FieldUnfit for more units than are
    paid for, for an end before the beginning and for a moment before what is told and granted by now,
    and what pricing raises; then nothing is recorded.
    """
    head = record.head()
    moment = at or datetime.now(UTC)
    if at is not None:
        _check_moment(record, at)
    if not request.party.strip():
        raise FieldUnfit("party", found="∅", expected="text")
    check_speaks(record, by, work)
    answer = ask(record, work, request, at=moment, until=until, revenue=revenue)
    if answer.error is not None:
        raise answer.error
    if answer.quote is None:
        raise refusal_of(answer, work)
    if answer.published is not None and answer.standing.licence == answer.published.licence:
        # Whoever has a copy under a public licence keeps it; nothing new is given out under it.
        raise GrantFrozen(work.title or work.id[:12])
    if answer.published is not None and _exclusive(answer):
        licence = all_templates()[answer.published.licence].id
        raise AlreadyPublic(work.title or work.id[:12], licence=licence)
    made = _within(answer, by.name, moment, until, units, legal_term=legal_term)
    _check_whole(made, work)
    signing = receipt_key(authority)
    licensee = _licensee(record, request)
    made = replace(made, request=replace(made.request, party=licensee.name, party_id=licensee.id))
    receipt = sign_grant(made, signing.key, (signing.certificate,))
    words = {"receipt": receipt, **({"because": because} if because else {})}
    new = NewAct(
        kind=GRANT,
        project=record.made_by_act(work.id).project,
        by=[(by, "licensor"), (licensee, "licensee")],
        used=[(work, "granted")],
        settings=_settings(answer, made, revenue),
        words=words,
        at=moment if at is not None else None,
    )
    recorded = record.append_at(head, [new])
    if recorded is None:
        # Others wrote meanwhile (or the licensee was enrolled): what was decided may hold no more.
        return grant(
            record,
            authority,
            by,
            work,
            request,
            at=at,
            until=until,
            legal_term=legal_term,
            units=units,
            revenue=revenue,
            because=because,
        )
    state = state_of(made, 0, moment)
    every = answer.standing.terms.duties.report_every_days
    return Granted(made, receipt, recorded[0].act, 0, made.count, state, licensee.id, None, None, every)


def _licensee(record: Record, request: Request) -> Party:
    """The party that a grant is for: chosen by id, else known or enrolled by name."""
    if not request.party_id:
        return record.find_party(request.party) or record.party(request.party, "person")
    found = record.find_party(request.party_id)
    if found is None or found.id != request.party_id:
        raise PartyUnknown(request.party_id)
    return found


def _within(
    answer: Answer, issuer: str, moment: datetime, until: datetime | None, units: int | None, *, legal_term: bool
) -> Grant:
    """The grant of a quote, no longer and for no more than was asked and paid for."""
    quoted, standing = answer.quote, answer.standing
    assert quoted is not None
    needed = frozenset(actions_of(quoted.request))
    made = make_grant(quoted, standing.terms, standing.events(needed), issuer, moment, secrets.token_hex(16))
    paid_for = min((line.counted for line in quoted.lines if line.basis in _COUNTED), default=None)
    if units is not None and paid_for is not None and units > paid_for:
        raise FieldUnfit("count", found=units, expected="no-more", units=paid_for)
    made = replace(
        made,
        expires=min((end for end in (made.expires, until) if end is not None), default=None),
        count=min((most for most in (made.count, units, paid_for) if most is not None), default=None),
    )
    start = start_of(made)
    if made.expires is not None and made.expires < start:
        raise FieldUnfit("until", found=made.expires.isoformat(), expected="since", start=start.isoformat())
    return replace(made, term="legal" if legal_term and made.expires is None else "")


def _check_whole(made: Grant, work: Work) -> None:
    """A grant says its extent: where, what for, how long (art. L. 131-3 of the French code asks for each)."""
    said = {"territory": made.request.territory, "purpose": made.request.purpose, "duration": made.expires or made.term}
    lacking = tuple(name for name, told in said.items() if not told)
    if lacking:
        raise GrantIncomplete(work.title or work.id[:12], lacking=lacking)


def _settings(answer: Answer, made: Grant, revenue: int) -> dict[str, JSON]:
    """What the act of a grant keeps: figures and terms of the trade, and no name."""
    request, terms, quoted = made.request, answer.standing.terms, answer.quote
    assert quoted is not None
    every = terms.duties.report_every_days
    return {
        "grant": made.id,
        "action": str(request.action),
        "commercial": request.commercial,
        **{name: getattr(request, name) for name in WHERE},
        "units": request.units,
        "digest": made.digest,
        "count": made.count,
        "not_before": made.not_before.isoformat() if made.not_before else None,
        "expires": made.expires.isoformat() if made.expires else None,
        "term": made.term or None,
        "exclusive": _exclusive(answer),
        **({"report_every": every} if every is not None else {}),
        **({"approval": answer.approval} if answer.approval is not None else {}),
        **({"member": True} if answer.member else {}),
        "total": made.total,
        "currency": made.currency,
        "revenue": revenue,
        "lines": [asdict(line) for line in quoted.lines],
        "split": [asdict(part) for part in quoted.split],
    }


def _exclusive(answer: Answer) -> bool:
    """Whether what is granted is granted to nobody else: by a limit of the terms, or of the prices that it is at."""
    quoted, terms = answer.quote, answer.standing.terms
    limits = [terms.rule(action).limits for action in actions_of(answer.request)]
    return any(one.exclusive for one in (*limits, *([quoted.within] if quoted is not None else [])))


def _check_moment(record: Record, at: datetime) -> None:
    """A grant is never older than what is told of terms, nor than another grant: dated before a withdrawal, or before
    somebody else's exclusive right, it would pass that by."""
    now = datetime.now(UTC)
    told = [*record.acts(kinds=TELLING, last=1), *(one for one in record.acts(kinds=(GRANT,)) if one.at <= now)]
    latest = max((one.at for one in told), default=at)
    if at < latest:
        raise FieldUnfit("at", found=at.isoformat(), expected="since", start=latest.isoformat())


def refusal_of(answer: Answer, work: Work) -> OeuvreError:
    """Why nothing is granted, as an error: frozen where the work is withdrawn or disputed, else refused by a clause."""
    reason = answer.decision.reasons[0]
    if reason.clause.startswith("events."):
        return GrantFrozen(work.title or work.id[:12])
    return QuoteRefused(work.title or work.id[:12], clause=reason.clause, fact=reason.fact)
