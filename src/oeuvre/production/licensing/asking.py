"""“May I use this?”: the decision by a work's terms as they stand, with the facts that the record knows, and its price.

Who asks is somebody on the record, chosen by id, or only a name that somebody typed. A name proves nothing: what is
for members, for a client, for whoever holds a use alone is for the party and not for its name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from fractions import Fraction
from itertools import pairwise

from oeuvre.foundation import OeuvreError
from oeuvre.licence import (
    Action,
    Basis,
    Decision,
    EventKind,
    Facts,
    Quote,
    Request,
    actions_of,
    all_templates,
    decide,
    is_within,
    overlap,
    percent_together,
    quote,
    read_territory,
)
from oeuvre.licence import Edge as SplitEdge
from oeuvre.production.licensing.acts import REVIEWED, Permission, told_of
from oeuvre.production.licensing.asked import COMMISSIONED, client_of
from oeuvre.production.licensing.granted import Granted, grants_of
from oeuvre.production.licensing.lineage import Reader
from oeuvre.production.licensing.published import Publication, publications
from oeuvre.production.licensing.speaking import speakers
from oeuvre.production.licensing.splits import shares_of, told_by_work
from oeuvre.production.licensing.standing import Licensing, Standing, standing_terms
from oeuvre.record import Record, Work

_MEMBERS = frozenset({"commissioner", "chooser", "director", "editor", "reviewer", "concept", "writer"})


@dataclass(frozen=True)
class Answer:
    """May this be done with a work: the decision by its terms as they stand, and its price with the split.

    `quote` is None where it is refused or cannot be priced; `error` then says why. `member` tells that a price for
    members was taken, which nobody proved; `approval` is the act that approved the derivative that is asked for.
    `published` is the public licence that it was under before, and that permits this to whoever has a copy.
    """

    standing: Standing
    request: Request
    decision: Decision
    quote: Quote | None
    error: OeuvreError | None
    member: bool = False
    approval: int | None = None
    published: Publication | None = None


def ask(
    record: Record,
    work: Work,
    request: Request,
    *,
    at: datetime | None = None,
    known_at: datetime | None = None,
    until: datetime | None = None,
    revenue: int = 0,
    shares: Mapping[str, Mapping[str, Fraction]] | None = None,
    edges: Sequence[SplitEdge] | None = None,
) -> Answer:
    """May `request` be done with a work at `at` (now), and for how much, split among whom?

    `request.party_id` is the party of the record who asks; without it, whoever asks is a name. `until` is how long the
    use lasts; `revenue` what it is expected to earn, in minor units. `shares` and `edges` are those of the record
    unless given (see `shares_of`). Raises `WorkUnknown`, and FieldUnfit for a territory that is none.
    """
    moment = at or known_at or datetime.now(UTC)
    known = known_at or known_by_now(record, moment)
    request = replace(request, territory=read_territory(request.territory))
    standing = standing_terms(record, work, at=moment, known_at=known_at)
    facts, approval = facts_for(record, standing, work, request, until=until, known_at=known)
    decision = _named(record, decide(standing.terms, request, facts, moment, known))
    published = _published(record, standing, request, facts)
    if not decision.permitted:
        if published is None:
            return Answer(standing, request, decision, None, None)
        # Whoever has a copy under a public licence needs nobody's leave, whatever was stated or withdrawn since.
        standing, facts = published.standing, published.facts
        decision = published.decision
    needed = {price.of or work.id for price in standing.terms.prices} | {
        fee.of or work.id for fee in standing.terms.derivatives.minimum_fees
    }
    asked = frozenset(actions_of(request))
    member = facts.member and any(
        price.member_amount is not None and price.actions & asked for price in standing.terms.prices
    )
    told = (member, approval, published.licence if published is not None else None)
    try:
        if shares is None:
            found, above = shares_of(record, needed, moment, request.territory)
            shares, edges = found, above if edges is None else edges
        made = quote(work.id, standing.terms, request, facts, moment, shares, edges or (), revenue, None, known)
    except OeuvreError as error:
        return Answer(standing, request, decision, None, error, *told)
    return Answer(standing, request, decision, replace(made, split=told_by_work(made.split)), None, *told)


@dataclass(frozen=True)
class _Published:
    """What a public licence of before says to a request."""

    licence: Publication
    standing: Standing
    facts: Facts
    decision: Decision


def _published(record: Record, standing: Standing, request: Request, facts: Facts) -> _Published | None:
    """The last public licence that a work was under and that permits what is asked; never one that is disputed."""
    events = tuple(one for one in facts.events if one.kind is not EventKind.WITHDRAWN)
    free = replace(facts, events=events, held_by="")
    for one in reversed(publications(record, standing)):
        terms = all_templates()[one.licence].terms
        then = Licensing(record, standing.known_at).as_if(standing.work, terms, one.licence)
        decision = decide(then.terms, request, free, standing.at, standing.known_at)
        if not then.conflicts and decision.permitted:
            return _Published(one, then, free, decision)
    return None


def _named(record: Record, decision: Decision) -> Decision:
    """The decision with parties by their names in the facts that people read."""
    reasons = []
    for one in decision.reasons:
        name, told, value = one.fact.partition("=")
        party = record.find_party(value) if name == "held_by" else None
        reasons.append(one if party is None else replace(one, fact=f"{name}{told}{party.name}"))
    return replace(decision, reasons=tuple(reasons))


def facts_for(
    record: Record,
    standing: Standing,
    work: Work,
    request: Request,
    *,
    until: datetime | None = None,
    known_at: datetime | None = None,
) -> tuple[Facts, int | None]:
    """What the record knows that terms ask about, and the act by which a holder approved this derivative.

    Who has the use alone, what this party was granted, used and reported, whether they are of the house, what happened
    to the work: by the acts that there were at `known_at`.
    """
    needed = frozenset(actions_of(request))
    known = known_at or standing.known_at
    fitting = [one for one in grants_of(record, at=standing.at, known_at=known) if _fits(one, request)]
    kin = _Kin(record, work)
    # A name is the party that a grant to it would be for: what they owe and have had counts, and gives them no right.
    asker = request.party_id or _party_named(record, request.party)
    mine = [one for one in fitting if asker and one.licensee == asker and kin.is_version(one.grant.work)]
    duty = standing.terms.duties.report_every_days
    late = _report_owed_longest(mine) if duty is not None else None
    approval = _approval(record, work, request, standing.at, known) if Action.ADAPT in needed else None
    facts = Facts(
        held_by=_held_by(record, standing, kin, fitting, request, until),
        granted=_counted(standing, mine) if not request.party_id else sum(one.grant.request.units for one in mine),
        began=late.began if late is not None else None,
        reported=late.reported if late is not None else None,
        approved=approval is not None,
        # Whoever adapts a work owes its own share, too.
        ancestors_percent=percent_together(standing.terms.prices),
        member=_is_member(record, request.party_id),
        events=standing.events(needed),
        paid=_paid(record, request, standing.at, known),
    )
    return facts, approval


def _paid(record: Record, request: Request, at: datetime, known: datetime) -> dict[tuple[str, str], int]:
    """What a party was granted for shares of revenue so far, by the work that they are owed for and the currency."""
    licensee = request.party_id or _party_named(record, request.party)
    found: dict[tuple[str, str], int] = {}
    for one in grants_of(record, at=at, known_at=known) if licensee else ():
        lines = one.act.settings.get("lines")
        if one.licensee != licensee or not isinstance(lines, Sequence) or isinstance(lines, str):
            continue
        for line in lines:
            if isinstance(line, Mapping) and line.get("basis") == Basis.REVENUE_SHARE:
                amount, key = line.get("amount"), (str(line.get("work")), one.grant.currency)
                found[key] = found.get(key, 0) + (amount if isinstance(amount, int) else 0)
    return found


def _party_named(record: Record, name: str) -> str:
    """The id of the party that a name is known by; empty for a name that nobody has."""
    found = record.find_party(name) if name.strip() else None
    return found.id if found is not None else ""


def known_by_now(record: Record, moment: datetime) -> datetime:
    """A moment by which every act there is was told, those of days to come among them, and none before `moment`."""
    last = record.acts(last=1)
    return max(moment, datetime.now(UTC), *(act.at for act in last))


class _Kin:
    """How other works are related to one: its versions (renditions, editions, corrections), those that it stands on,
    and those that stand on it. Each is looked at once."""

    def __init__(self, record: Record, work: Work) -> None:
        self._reader = Reader(record)
        self._lines: dict[str, frozenset[str]] = {}
        self._above: dict[str, frozenset[str]] = {}
        self.work = work.id

    def is_version(self, other: str) -> bool:
        """Whether another is the same work, in whatever state."""
        return bool(self._line(self.work) & self._line(other))

    def stands_on(self, other: str) -> bool:
        """Whether the work was made from another, in whatever state of both."""
        return bool(self._pieces(self.work) & self._line(other))

    def carries(self, other: str) -> bool:
        """Whether another was made from the work."""
        return bool(self._pieces(other) & self._line(self.work))

    def _line(self, work: str) -> frozenset[str]:
        if work not in self._lines:
            self._lines[work] = frozenset(one.made for one in self._reader.line(self._reader.making(work)))
        return self._lines[work]

    def _pieces(self, work: str) -> frozenset[str]:
        if work not in self._above:
            self._above[work] = frozenset(self._reader.above(self._reader.line(self._reader.making(work))))
        return self._above[work]


def _counted(standing: Standing, named: Sequence[Granted]) -> int:
    """Units that count against somebody who is only named: where prices rise with them. A lower one is for a party."""
    tiers = [price.tiers for price in standing.terms.prices if price.basis is Basis.TIERED]
    rising = any(later.amount > first.amount for told in tiers for first, later in pairwise(told))
    return sum(one.grant.request.units for one in named) if rising else 0


def _fits(granted: Granted, request: Request) -> bool:
    """Whether a grant and a request have an action in common."""
    return bool(set(actions_of(granted.grant.request)) & set(actions_of(request)))


def _report_owed_longest(mine: Sequence[Granted]) -> Granted | None:
    """Of the grants that this party used, the one whose use was reported the longest ago, or never."""
    used = [one for one in mine if one.began is not None]
    return min(used, key=lambda one: (one.reported or one.began, one.act.seq), default=None)


def _held_by(
    record: Record,
    standing: Standing,
    kin: _Kin,
    grants: Sequence[Granted],
    request: Request,
    until: datetime | None,
) -> str:
    """Who else holds a use of a work: by a grant that runs beside this one, else whom a commissioned work is for.

    An exclusive grant shuts others out of the same use in the same places, media and days, of whatever stands on the
    work as well; and nothing is granted exclusively that somebody else has already, by itself or in something else.
    """
    alone = _would_be_alone(standing, request)
    own: frozenset[str] | None = None
    for one in grants:
        theirs = not request.party_id or one.licensee != request.party_id
        if not theirs or not (one.exclusive or alone) or not _overlaps(one, request, standing.at, until):
            continue
        of = one.grant.work
        if kin.is_version(of) or (alone and kin.carries(of)):
            return one.licensee or one.grant.request.party
        if one.exclusive and kin.stands_on(of):
            # Whoever holds a piece alone may let others have what they made of it.
            own = frozenset(party.id for party in speakers(record, record.work(kin.work))) if own is None else own
            if one.licensee not in own:
                return one.licensee or one.grant.request.party
    if standing.licence != COMMISSIONED:
        return ""
    reader = Reader(record)
    for brief in reader.briefs(reader.line(reader.making(standing.work))):
        if client := client_of(record, brief):
            known = record.find_party(client)
            # A client who is nobody on the record yet is nobody that could be chosen.
            return known.id if known is not None else f"∅ {client}"
    return ""


def _would_be_alone(standing: Standing, request: Request) -> bool:
    """Whether what is asked would be granted exclusively: by a limit of the terms, or by that of a price for it."""
    needed = frozenset(actions_of(request))
    limits = [standing.terms.rule(action).limits for action in needed]
    limits += [
        price.limits
        for price in standing.terms.prices
        if price.actions & needed and is_within(price.limits, request, Facts(), standing.at)
    ]
    return any(one.exclusive for one in limits)


def _overlaps(granted: Granted, request: Request, at: datetime, until: datetime | None) -> bool:
    """Whether a grant that was made covers something of what is asked, in place, medium and time. A use that was made
    ends what may be used, and no exclusive right before its last day."""
    if granted.state == "expired" or (until is not None and granted.starts > until):
        return False
    theirs = granted.grant.request
    one, other = theirs.medium.casefold(), request.medium.casefold()
    return (not one or not other or one == other) and overlap(theirs.territory, request.territory)


def _is_member(record: Record, party: str) -> bool:
    if not party:
        return False
    return any(by.party_id == party and by.role in _MEMBERS for act in record.acts(party=party) for by in act.by)


def _approval(record: Record, work: Work, request: Request, at: datetime, known: datetime) -> int | None:
    """The act by which a holder approved the derivative that this party asks for, and that no grant rests on yet."""
    if not request.party_id:
        return None
    spent = {one.act.settings.get("approval") for one in grants_of(record, known_at=known)}
    reader = Reader(record)
    told: list[Permission] = [
        one
        for state in reader.line(reader.making(work.id))
        for one in told_of(record, state.made).permissions
        if REVIEWED in one.clauses and not one.recorder and one.known <= known and one.runs(at)
    ]
    fitting = [one for one in told if one.licensee == request.party_id and one.act not in spent]
    return fitting[0].act if fitting else None
