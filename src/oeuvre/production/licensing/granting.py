"""Asking for a use, granting it, and counting uses against a receipt: decided from terms as they stand on the record.

A receipt is a signed token that whoever trusts this home reads offline; its act keeps what programs need in its
settings and the token, which names people, among its words.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from fractions import Fraction
from typing import Literal

from oeuvre.credentials import Anchors, Authority, receipt_key, vouched_key
from oeuvre.foundation import OeuvreError
from oeuvre.licence import (
    Action,
    Basis,
    Decision,
    Facts,
    FieldUnfit,
    Grant,
    GrantForged,
    GrantUnreadable,
    Quote,
    Request,
    Use,
    actions_of,
    decide,
    left_of,
    make_grant,
    meter,
    quote,
    read_grant,
    receipt_chain,
    sign_grant,
)
from oeuvre.licence import Edge as SplitEdge
from oeuvre.production.licensing.acts import GRANT, TELLING, USE, moment_of
from oeuvre.production.licensing.errors import GrantUnknown, NotTheHolder, SignerUnknown
from oeuvre.production.licensing.holders import holders
from oeuvre.production.licensing.lineage import Reader
from oeuvre.production.licensing.splits import shares_of
from oeuvre.production.licensing.standing import Standing, standing_terms
from oeuvre.record import JSON, Act, NewAct, Party, Record, Work

RECEIPT_TYPE = "application/jwt"
State = Literal["running", "not-begun", "expired", "used-up"]
# Prices that are for so many: what is granted for one covers no more than was paid for.
_COUNTED = frozenset({Basis.PER_UNIT, Basis.PER_USE, Basis.TIERED})
_MEMBERS = frozenset({"commissioner", "chooser", "director", "editor", "reviewer", "concept", "writer"})


@dataclass(frozen=True)
class Answer:
    """May this be done with a work: the decision by its terms as they stand, and its price with the split.

    `quote` is None where it is refused or cannot be priced; `error` then says why.
    """

    standing: Standing
    request: Request
    decision: Decision
    quote: Quote | None
    error: OeuvreError | None


def ask(
    record: Record,
    work: Work,
    request: Request,
    *,
    at: datetime | None = None,
    known_at: datetime | None = None,
    until: datetime | None = None,
    revenue: int = 0,
    approved: bool = False,
    shares: Mapping[str, Mapping[str, Fraction]] | None = None,
    edges: Sequence[SplitEdge] | None = None,
) -> Answer:
    """May `request` be done with a work at `at` (now), and for how much, split among whom?

    `until` is how long the use lasts or the quote is held; `revenue` what the use is expected to earn, in minor units.
    `shares` and `edges` are those of the record unless given (see `shares_of`). Raises `WorkUnknown`.
    """
    moment = at or known_at or datetime.now(UTC)
    standing = standing_terms(record, work, at=moment, known_at=known_at)
    facts = facts_for(record, standing, work, request, approved=approved)
    known = known_at or moment
    decision = decide(standing.terms, request, facts, moment, known)
    if not decision.permitted:
        return Answer(standing, request, decision, None, None)
    needed = {price.of or work.id for price in standing.terms.prices} | {
        fee.of or work.id for fee in standing.terms.derivatives.minimum_fees
    }
    try:
        if shares is None:
            found, above = shares_of(record, needed, moment)
            shares, edges = found, above if edges is None else edges
        made = quote(work.id, standing.terms, request, facts, moment, shares, edges or (), revenue, until, known)
    except OeuvreError as error:
        return Answer(standing, request, decision, None, error)
    return Answer(standing, request, decision, made, None)


def facts_for(record: Record, standing: Standing, work: Work, request: Request, *, approved: bool = False) -> Facts:
    """What the record knows that terms ask about: who holds it alone, whether this party is of the house, disputes."""
    needed = frozenset(actions_of(request))
    percents = [price.percent or Fraction(0) for price in standing.inherited.prices]
    return Facts(
        held_by=_held_by(record, standing, work, request),
        approved=approved,
        ancestors_percent=sum(percents, Fraction(0)),
        member=_is_member(record, request.party),
        events=standing.events(needed),
    )


def _held_by(record: Record, standing: Standing, work: Work, request: Request) -> str:
    """Who holds a use of a work alone: by a grant that runs, else whom a commissioned work was made for."""
    needed = set(actions_of(request))
    for one in grants_of(record, work, at=standing.at):
        exclusive = one.act.settings.get("exclusive") is True
        if exclusive and one.state in ("running", "not-begun") and needed & set(actions_of(one.grant.request)):
            return one.grant.request.party
    if standing.licence != "commissioned-work":
        return ""
    reader = Reader(record)
    line = reader.line(reader.making(work.id))
    for brief in reader.briefs(line):
        if client := _client_of(record, brief):
            return client
    return ""


def _client_of(record: Record, brief: str) -> str:
    import tomllib

    try:
        held = tomllib.loads(record.store.read(record.work(brief).digest).decode())
    except (OeuvreError, ValueError, OSError):
        return ""
    return " ".join(str(held.get("client", "")).split())


def _is_member(record: Record, name: str) -> bool:
    party = record.find_party(name) if name.strip() else None
    if party is None:
        return False
    return any(by.party_id == party.id and by.role in _MEMBERS for act in record.acts(party=party) for by in act.by)


# --- granting -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Granted:
    """A grant of this record: what it says, its receipt (empty once its words were erased), its act, how it stands.

    `used` are units used, `left` those that are left, None for any number.
    """

    grant: Grant
    receipt: str
    act: Act
    used: int
    left: int | None
    state: State


def grant(
    record: Record,
    authority: Authority,
    by: Party,
    work: Work,
    request: Request,
    *,
    at: datetime | None = None,
    until: datetime | None = None,
    units: int | None = None,
    revenue: int = 0,
    approved: bool = False,
    because: str = "",
) -> Granted:
    """Grant what was asked for, on one act, with its signed receipt. `until` ends it, where its terms do not sooner.

    `units` is how many it may be used for, where terms set no fewer; a price per unit or per use covers what it counts.
    Raises `NotTheHolder` for another's work that came in, `QuoteRefused` where terms refuse it, GrantFrozen for a work
    that is withdrawn or in dispute, FieldUnfit for more units than are paid for, for an end before the beginning and
    for a moment before what is told of terms by now, and what pricing raises; then nothing is recorded.
    """
    head = record.head()
    moment = at or datetime.now(UTC)
    if at is not None:
        _check_moment(record, at)
    if not request.party.strip():
        raise FieldUnfit("party", found="∅", expected="text")
    known = holders(record, work)
    if not record.made_by_act(work.id).used and by.id not in {party.id for party in known}:
        # What another made and put under terms is licensed by them, and by nobody who has a copy.
        named = ", ".join(party.name for party in known) or "?"
        raise NotTheHolder(work.title or work.id[:12], name=by.name, holders=named)
    answer = ask(record, work, request, at=moment, revenue=revenue, approved=approved)
    if answer.error is not None:
        raise answer.error
    if answer.quote is None:
        raise refusal_of(answer, work)
    standing = answer.standing
    needed = frozenset(actions_of(request))
    issuer = by.name
    made = make_grant(answer.quote, standing.terms, standing.events(needed), issuer, moment, secrets.token_hex(16))
    paid_for = min((line.counted for line in answer.quote.lines if line.basis in _COUNTED), default=None)
    if units is not None and paid_for is not None and units > paid_for:
        raise FieldUnfit("count", found=units, expected="no-more", units=paid_for)
    made = replace(
        made,
        expires=min((end for end in (made.expires, until) if end is not None), default=None),
        count=min((most for most in (made.count, units, paid_for) if most is not None), default=None),
    )
    start = made.issued if made.not_before is None else max(made.issued, made.not_before)
    if made.expires is not None and made.expires < start:
        raise FieldUnfit("until", found=made.expires.isoformat(), expected="since", start=start.isoformat())
    signing = receipt_key(authority)
    receipt = sign_grant(made, signing.key, (signing.certificate,))
    licensee = record.find_party(request.party) or record.party(request.party, "person")
    limits = [standing.terms.rule(action).limits for action in needed]
    settings: dict[str, JSON] = {
        "grant": made.id,
        "action": str(request.action),
        "commercial": request.commercial,
        "territory": request.territory,
        "units": request.units,
        "digest": made.digest,
        "count": made.count,
        "not_before": made.not_before.isoformat() if made.not_before else None,
        "expires": made.expires.isoformat() if made.expires else None,
        "exclusive": any(limit.exclusive for limit in limits),
        "total": made.total,
        "currency": made.currency,
        "revenue": revenue,
        "lines": [asdict(line) for line in answer.quote.lines],
        "split": [asdict(part) for part in answer.quote.split],
    }
    words = {"receipt": receipt, **({"because": because} if because else {})}
    new = NewAct(
        kind=GRANT,
        project=record.made_by_act(work.id).project,
        by=[(by, "licensor"), (licensee, "licensee")],
        used=[(work, "granted")],
        settings=settings,
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
            units=units,
            revenue=revenue,
            approved=approved,
            because=because,
        )
    act = recorded[0].act
    return Granted(made, receipt, act, 0, made.count, _state(made, 0, moment))


def _check_moment(record: Record, at: datetime) -> None:
    """A grant is never older than what is told of terms: dated before a withdrawal, it would pass that by."""
    told = record.acts(kinds=TELLING, last=1)
    if told and at < told[0].at:
        raise FieldUnfit("at", found=at.isoformat(), expected="since", start=told[0].at.isoformat())


def refusal_of(answer: Answer, work: Work) -> OeuvreError:
    """Why nothing is granted, as an error: frozen where the work is withdrawn or disputed, else refused by a clause."""
    from oeuvre.licence import GrantFrozen, QuoteRefused

    reason = answer.decision.reasons[0]
    if reason.clause.startswith("events."):
        return GrantFrozen(work.title or work.id[:12])
    return QuoteRefused(work.title or work.id[:12], clause=reason.clause, fact=reason.fact)


def grants_of(record: Record, work: Work | None = None, *, at: datetime | None = None) -> tuple[Granted, ...]:
    """The grants of a work, or all of the record, in the order they were made, as they stand at `at` (now)."""
    moment = at or datetime.now(UTC)
    acts = record.acts(kinds=(GRANT, USE), work=work)
    uses: dict[str, dict[str, Use]] = {}
    for act in acts:
        if act.kind == USE:
            uses.setdefault(str(act.settings.get("grant")), {})[str(act.settings.get("use"))] = _use(act)
    found = []
    for act in acts:
        if act.kind != GRANT:
            continue
        made = _grant_of(act)
        if made is None:
            continue
        mine = list(uses.get(made.id, {}).values())
        used = sum(one.units for one in mine)
        left = left_of(made, mine)
        found.append(Granted(made, act.words.get("receipt") or "", act, used, left, _state(made, used, moment)))
    return tuple(found)


def find_grant(record: Record, named: str, *, at: datetime | None = None) -> Granted:
    """The grant of an id, its beginning, or a receipt itself. Raises `GrantUnknown`."""
    name = named.strip()
    matching = [
        one
        for one in grants_of(record, at=at)
        if one.receipt == name or (len(name) >= 4 and one.grant.id.startswith(name))
    ]
    if len(matching) != 1:
        raise GrantUnknown(name[:32])
    return matching[0]


def _state(made: Grant, used: int, at: datetime) -> State:
    start = made.issued if made.not_before is None else max(made.issued, made.not_before)
    if at < start.replace(microsecond=0):
        return "not-begun"
    if made.expires is not None and at > made.expires:
        return "expired"
    return "used-up" if made.count is not None and used >= made.count else "running"


def _use(act: Act) -> Use:
    units = act.settings.get("units")
    at = moment_of(act.settings.get("at")) or act.at
    return Use(str(act.settings.get("use")), at, units if isinstance(units, int) else 1)


def _grant_of(act: Act) -> Grant | None:
    """What an act says was granted; who asked and for where stand in the receipt alone, which may have been erased."""
    settings = act.settings
    asked = _request_of(act.words.get("receipt") or "")
    try:
        request = asked or Request(
            action=Action(str(settings["action"])),
            units=int(str(settings.get("units") or 1)),
            commercial=settings.get("commercial") is True,
        )
        count, total = settings.get("count"), settings.get("total")
        return Grant(
            id=str(settings["grant"]),
            issuer="",
            work=act.used[0].work_id,
            request=request,
            digest=str(settings["digest"]),
            issued=act.at.replace(microsecond=0),
            not_before=moment_of(settings.get("not_before")),
            expires=moment_of(settings.get("expires")),
            count=count if isinstance(count, int) else None,
            total=total if isinstance(total, int) else 0,
            currency=str(settings.get("currency") or ""),
        )
    except (KeyError, ValueError, IndexError, FieldUnfit):
        return None


def _request_of(receipt: str) -> Request | None:
    """The request that a receipt of our own record states: it stands on the chain, so its words are taken as said."""
    import base64

    parts = receipt.split(".")
    if len(parts) != 3:
        return None
    try:
        claims = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
        asked = claims["request"]
        known = {one.name for one in fields(Request)}
        return Request(
            **{name: value for name, value in asked.items() if name in known} | {"action": Action(asked["action"])}
        )
    except (ValueError, KeyError, TypeError, FieldUnfit):
        return None


# --- reading receipts, counting uses ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Receipt:
    """A receipt read offline: the grant, and whose signature it has (`own` is this home's)."""

    grant: Grant
    own: bool
    signer: str


def read_receipt(receipt: str, anchors: Anchors) -> Receipt:
    """A receipt, its signature verified against the authorities that a home trusts; no database, no network.

    Raises `GrantUnreadable` for what is none, `SignerUnknown` where no trusted authority vouches for the signer,
    `GrantForged` where the signature does not hold.
    """
    text = receipt.strip()
    chain, issued = receipt_chain(text)
    vouched = vouched_key(chain, anchors, issued)
    if vouched is None:
        raise SignerUnknown()
    return Receipt(read_grant(text, vouched.key), vouched.own, vouched.name)


def use_grant(
    record: Record,
    by: Party,
    granted: Granted,
    *,
    units: int = 1,
    use_id: str = "",
    at: datetime | None = None,
    request: Request | None = None,
) -> tuple[Granted, bool]:
    """Count a use against a grant, on one act; the same `use_id` told twice counts once. Whether it was counted now.

    `request` says how it was used where that is not just what was granted. Raises `GrantSpent` with the reason: not
    covered, not begun, over, used up.
    """
    head, now = record.head(), datetime.now(UTC)
    moment = at or now
    work = record.work(granted.grant.work)
    uses = [_use(act) for act in record.acts(kinds=(USE,), work=work) if act.settings.get("grant") == granted.grant.id]
    use = Use(use_id or secrets.token_hex(8), moment, units)
    meter(granted.grant, request or granted.grant.request, use, uses)
    if any(one.id == use.id for one in uses):
        return find_grant(record, granted.grant.id, at=now), False
    settings: dict[str, JSON] = {"grant": granted.grant.id, "use": use.id, "units": units}
    if at is not None:
        settings["at"] = at.isoformat()
    new = NewAct(
        kind=USE,
        project=record.made_by_act(work.id).project,
        by=[(by, "licensee")],
        used=[(work, "used")],
        settings=settings,
    )
    if record.append_at(head, [new]) is None:
        # Others wrote meanwhile: what is left is counted once more.
        return use_grant(record, by, granted, units=units, use_id=use.id, at=at, request=request)
    return find_grant(record, granted.grant.id, at=now), True


__all__ = [
    "RECEIPT_TYPE",
    "Answer",
    "GrantForged",
    "GrantUnreadable",
    "Granted",
    "Receipt",
    "State",
    "ask",
    "facts_for",
    "find_grant",
    "grant",
    "grants_of",
    "read_receipt",
    "refusal_of",
    "use_grant",
]
