"""What the terms of a piece say of being used in something that is made: asked at the day of its making, like any use.

What the making is for stands in the brief: for whom, where, by which media and for which purpose. A limit that asks
what no brief tells is not met. What has a price before it may be done, and what one party alone may have, takes a grant
(docs/decisions/0029-limits-are-asked-where-something-is-made.md).
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import product

from oeuvre.foundation import OeuvreError
from oeuvre.licence import (
    Action,
    Basis,
    Event,
    EventKind,
    Facts,
    FieldUnfit,
    Limits,
    Price,
    Relation,
    Request,
    Terms,
    actions_of,
    all_templates,
    decide,
    lies_within,
    overlap,
)
from oeuvre.production.licensing.acts import moment_of
from oeuvre.production.licensing.granted import WHERE
from oeuvre.record import Act, Record

ASKED: Mapping[Relation, tuple[Action, ...]] = {
    Relation.ADAPTATION: (Action.ADAPT,),
    Relation.COLLECTION: (Action.REPRODUCE, Action.DISTRIBUTE),
}
"""What is done with a piece that stands on something, by its relation."""
MEMBERS = frozenset({"commissioner", "chooser", "director", "editor", "reviewer", "concept", "writer"})
"""Who takes part in what a house makes, by role."""
COMMISSIONED = "commissioned-work"

HELD_ALONE = "events.held-alone"
"""The clause that stops what would use a piece as another was granted it alone: nothing but another piece helps."""
_SETS = ("territories", "media", "channels", "purposes", "industries", "audiences")
# By this much asking is bounded: every value of a list is asked with every value of the others.
_MOST = 256
_SAID_BY_COMPOSING = frozenset({"derivatives.allowed", "derivatives.ceiling", *(f"actions.{one}" for one in Action)})


@dataclass(frozen=True)
class Meant:
    """What something is made for, as its brief tells: the client, and the values that limits ask about; an empty list
    was not told. `people` are those of the house who have a part in it, by id."""

    client: str = ""
    territories: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    people: frozenset[str] = frozenset()

    def requests(self, action: Action) -> Iterable[Request]:
        """The requests that together ask for everything that is meant."""
        values = product(*(getattr(self, name) or ("",) for name in _SETS))
        for _, (territory, medium, channel, purpose, industry, audience) in zip(range(_MOST), values, strict=False):
            yield Request(action, self.client, territory, medium, channel, purpose, industry, audience)

    def touches(self, limits: Limits) -> bool:
        """Whether something that is meant may lie within limits; what was not told may be anything."""
        return all(
            within is None or not told or any(_touches(name, one, other) for one in told for other in within)
            for name, told, within in ((name, getattr(self, name), getattr(limits, name)) for name in _SETS)
        )


def _touches(name: str, one: str, other: str) -> bool:
    return overlap(one, other) if name == "territories" else _same(one, other)


@lru_cache(maxsize=256)
def meant_by(text: str) -> Meant:
    """What a brief (TOML) tells of its use; nothing where it cannot be read."""
    try:
        held = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return Meant()
    rights = held.get("rights")
    told = rights if isinstance(rights, dict) else {}
    return Meant(
        " ".join(str(held.get("client", "")).split()),
        tuple(one.upper() for one in _words(told.get("territories"))),
        _words(told.get("media")),
        _words(told.get("channels")),
        _words(told.get("purposes")),
        _words(told.get("industries")),
        _words(told.get("audiences")),
    )


def _words(value: object) -> tuple[str, ...]:
    return tuple(" ".join(one.split()) for one in value if isinstance(one, str)) if isinstance(value, list) else ()


@dataclass(frozen=True)
class Right:
    """What a grant (its `act`) lets `party` do: the actions, and where and what for in the order of `WHERE`, each empty
    where it was granted without that limit."""

    actions: frozenset[Action]
    where: tuple[str, ...]
    act: int
    party: str

    def outside(self, request: Request) -> tuple[str, ...]:
        """The limits of the grant that a request does not keep, as terms call them; where a brief is silent, the grant
        itself says what the making is for."""
        told = (getattr(request, name) for name in WHERE)
        pairs = zip(_SETS, self.where, told, strict=True)
        return tuple(
            name
            for name, granted, asked in pairs
            if granted and asked and not (lies_within if name == "territories" else _same)(asked, granted)
        )

    def meets(self, request: Request) -> bool:
        """Whether a request has a place and a medium in common with the grant; what was not told may be any."""
        territory, medium = self.where[0], self.where[1]
        return overlap(territory, request.territory) and (
            not medium or not request.medium or _same(medium, request.medium)
        )


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


@dataclass(frozen=True)
class Held:
    """Grants of a piece that run at a moment: those of our side, the newest last, and what others hold alone."""

    ours: tuple[Right, ...] = ()
    others: tuple[Right, ...] = ()

    def covering(self, request: Request) -> Right | None:
        """The newest of our grants that lets us do just this."""
        found = [one for one in self.ours if request.action in one.actions and not one.outside(request)]
        return found[-1] if found else None

    def covers(self, asked: Sequence[Action], meant: Meant) -> Right | None:
        """The newest of our grants, where together they let us do everything that is meant."""
        found = [self.covering(request) for action in asked for request in meant.requests(action)]
        return max((one for one in found if one), key=lambda one: one.act) if found and all(found) else None

    def short_of(self, request: Request) -> tuple[str, ...]:
        """By which limits the nearest of our grants of this action does not cover a request."""
        near = [one.outside(request) for one in self.ours if request.action in one.actions]
        return min(near, key=len, default=())


@dataclass(frozen=True)
class GrantTold:
    """The act of a grant, and the acts by which uses of it were counted."""

    act: Act
    uses: tuple[Act, ...] = ()

    def used_up(self, at: datetime, works: Collection[str]) -> bool:
        """Whether nothing of it was left at a moment for one of `works`; what was counted for one is theirs."""
        count = self.act.settings.get("count")
        if not isinstance(count, int):
            return False
        others = [act for act in self.uses if act.at <= at and str(act.settings.get("use")) not in works]
        spent = sum(units for act in others if isinstance(units := act.settings.get("units"), int))
        return spent >= count


def held_by_grant(
    record: Record, grants: Sequence[GrantTold], meant: Meant, at: datetime, works: Collection[str]
) -> Held:
    """What the grants of a piece come to that run at `at`: for the client or people of the house, and exclusive ones of
    others. `works` are what is made, in all of its states: a grant of so many units covers so many derivatives."""
    if not grants:
        return Held()
    ours, others = list[Right](), list[Right]()
    client = record.find_party(meant.client) if meant.client else None
    mine = meant.people | ({client.id} if client is not None else set())
    for told in grants:
        act = told.act
        start, end = moment_of(act.settings.get("not_before")), moment_of(act.settings.get("expires"))
        if act.at > at or (start is not None and at < start) or (end is not None and at > end):
            continue
        licensees = {by.party_id for by in act.by if by.role == "licensee"}
        if not licensees & mine and act.settings.get("exclusive") is True:
            others.append(_right(act, min(licensees, default="")))
        elif licensees & mine and not told.used_up(at, works):
            ours.append(_right(act, min(licensees & mine)))
    return Held(tuple(ours), tuple(others))


def _right(act: Act, party: str) -> Right:
    try:
        request = Request(Action(str(act.settings.get("action"))), commercial=act.settings.get("commercial") is True)
        granted = frozenset(actions_of(request))
    except (ValueError, FieldUnfit):
        granted = frozenset()
    told = (act.settings.get(name) for name in WHERE)
    return Right(granted, tuple(one if isinstance(one, str) else "" for one in told), act.seq, party)


def refused_making(
    terms: Terms, relation: Relation, meant: Meant, events: Sequence[Event], held: Held, at: datetime, *, own: bool
) -> tuple[str, ...]:
    """The clauses by which a piece may not be used in what is made at `at`: for each thing that is meant, those of the
    piece, unless a grant covers it. Where a grant of ours falls short, its own limits are named as well.

    `own` says that a commissioned piece is used for whom it was made. What composing says itself (an action prohibited,
    derivatives not allowed, shares over a ceiling) is left to it.
    """
    asked = ASKED[relation]
    facts = Facts(member=bool(meant.people), events=_halting(terms, events))
    fees = any(fee.amount for fee in terms.derivatives.minimum_fees)
    found: dict[str, None] = {}
    for action in asked:
        for request in meant.requests(action):
            if held.covering(request) is not None:
                continue
            found |= dict.fromkeys(_taken(held, request, relation))
            if not terms.rule(action).permitted:
                continue
            wrong = [one.clause for one in decide(terms, request, facts, at).reasons]
            if terms.rule(action).limits.exclusive and not own:
                wrong.append(f"actions.{action}.exclusive")
            priced = any(action in one.actions and _before(one, member=facts.member) for one in terms.prices)
            wrong += ["prices"] if priced else []
            wrong += ["derivatives.minimum-fees"] if action is Action.ADAPT and fees else []
            wrong += [f"actions.{action}.{name}" for name in held.short_of(request)] if wrong else []
            found |= dict.fromkeys(wrong)
    return tuple(clause for clause in found if clause not in _SAID_BY_COMPOSING)


def _taken(held: Held, request: Request, relation: Relation) -> Iterable[str]:
    """The exclusive rights of others that a making would touch: what is made is reproduced and distributed, too."""
    touched = {*ASKED[relation], Action.REPRODUCE, Action.DISTRIBUTE}
    for one in held.others:
        if one.actions & touched and one.meets(request):
            yield HELD_ALONE


def _before(price: Price, *, member: bool) -> bool:
    """Whether something is owed before anything is earned: all but a share of revenue."""
    if price.basis is Basis.REVENUE_SHARE:
        return False
    if price.basis is Basis.TIERED:
        return any(tier.amount for tier in price.tiers)
    return bool(price.member_amount if member and price.member_amount is not None else price.amount)


def _halting(terms: Terms, events: Sequence[Event]) -> tuple[Event, ...]:
    """The events that stop a making: what is under a public licence stays so for whoever has a copy."""
    known = all_templates()
    public = bool(terms.names) and all(name in known and known[name].deed for name in terms.names)
    return tuple(one for one in events if not public or one.kind is not EventKind.WITHDRAWN)


def brief_text(record: Record, brief: str) -> str:
    """The text of a brief on the record; empty where its bytes are gone or are none."""
    try:
        return record.store.read(record.work(brief).digest).decode()
    except (OeuvreError, ValueError, OSError):
        return ""
