"""Claims that wait because of a work: one in dispute, or whose consent was withdrawn, and whatever earned them.

A claim is a line of a posting: what one work is owed of what another earned, down to a party. It waits while a work on
its way is held. Only claims wait, never a party: whoever holds something else is paid for that. What had left in a
payout before the hold began is not asked back. A hold that ends frees what it held, and nothing else.
"""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from oeuvre.royalties.errors import NothingHeld
from oeuvre.royalties.ledger import AccountKind
from oeuvre.royalties.scenario import Holding
from oeuvre.royalties.store import STANDS, Store

Cause = Literal["disputed", "withdrawn"]
CAUSES: tuple[Cause, ...] = ("disputed", "withdrawn")


@dataclass(frozen=True)
class Hold:
    """What waits: the claims of `work` and of all above it, because of the work `cause`.

    With `parties` only their own claims in `work` wait: those who are paid in it for what `cause` is in it. `since` is
    the first month whose claims wait, "" for all.
    """

    cause: str
    reason: Cause
    work: str
    parties: tuple[str, ...] = ()
    since: str = ""


@dataclass(frozen=True)
class ClaimHeld:
    """A claim that waits: what `party` is owed, in minor units, for `paid_for` of what `work` earned in a month."""

    line: str
    month: str
    work: str
    paid_for: str
    party: str
    amount: int
    currency: str
    cause: str
    reason: Cause

    def as_dict(self) -> dict[str, object]:
        return dict(vars(self))


@dataclass(frozen=True)
class _Open:
    hold: Hold
    at: int


_Key = tuple[str, str, str]


def _told(store: Store) -> dict[_Key, tuple[Hold, str, int]]:
    """Every hold by what it is about, as it was last told: itself, the verdict, and since when it has been open."""
    found: dict[_Key, tuple[Hold, str, int]] = {}
    for at, cause, reason, work, parties, since, verdict in store.rows(
        "SELECT at, cause, reason, work, parties, since, verdict FROM hold ORDER BY seq"
    ):
        key = (cause, reason, work)
        before = found.get(key)
        begun = before[2] if before is not None and before[1] == verdict == "open" else at
        found[key] = (Hold(cause, reason, work, tuple(json.loads(parties)), since), verdict, begun)
    return found


def standing_holds(store: Store) -> list[Hold]:
    """The holds that stand, by cause and work."""
    return sorted((hold for hold, verdict, _ in _told(store).values() if verdict == "open"), key=_order)


def _order(hold: Hold) -> tuple[str, str, str]:
    return hold.cause, hold.work, hold.reason


def set_holds(store: Store, wanted: Collection[Hold], by: str = "", because: str = "") -> int:
    """Notes which holds stand from now on; returns how many changed. The next run follows.

    A hold that a person let go stays so for as long as nothing else is told of its cause.
    """
    with store.writing():
        known = _told(store)
        changes = list[tuple[Hold, str]]()
        for hold in sorted(wanted, key=_order):
            before = known.pop((hold.cause, hold.reason, hold.work), None)
            if before is None or before[1] == "lift" or before[0] != hold:
                changes.append((hold, "open"))
        changes += [(hold, "lift") for hold, verdict, _ in known.values() if verdict != "lift"]
        _note(store, changes, by, because)
    return len(changes)


def let_go(store: Store, cause: str, by: str, because: str) -> int:
    """A person's word that money held because consent to a work was withdrawn is free; how many holds that ends.

    Raises `NothingHeld` where there is none; a dispute ends by being settled.
    """
    with store.writing():
        found = [
            (hold, "freed")
            for hold, verdict, _ in _told(store).values()
            if verdict == "open" and hold.cause == cause and hold.reason == "withdrawn"
        ]
        if not found:
            raise NothingHeld(cause)
        _note(store, found, by, because)
    return len(found)


def _note(store: Store, changes: Collection[tuple[Hold, str]], by: str, because: str) -> None:
    moment = time.time_ns() // 1000
    store.db.executemany(
        "INSERT INTO hold (at, cause, reason, work, parties, since, verdict, by, because) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (moment, hold.cause, hold.reason, hold.work, json.dumps(hold.parties), hold.since, verdict, by, because)
            for hold, verdict in changes
        ),
    )


class Waiting:
    """Which lines of postings wait, for one run."""

    def __init__(self, store: Store) -> None:
        self._open = [_Open(hold, at) for hold, verdict, at in _told(store).values() if verdict == "open"]
        self._open.sort(key=lambda one: _order(one.hold))
        self._below: set[str] = set()
        self._left: dict[tuple[str, str], list[tuple[int, str]]] = {}
        if not self._open:
            return
        works = json.dumps(sorted({one.hold.work for one in self._open}))
        self._below = {
            work
            for (work,) in store.rows(
                "WITH RECURSIVE below (work) AS (SELECT value FROM json_each(?) "
                "UNION SELECT e.child FROM edge e JOIN below b ON b.work = e.parent) SELECT work FROM below",
                (works,),
            )
        }
        for party, currency, at, through in store.rows(
            "SELECT n.id, p.currency, p.at, coalesce(json_extract(p.facts, '$.through'), p.period) FROM posting p "
            "JOIN entry e ON e.posting = p.seq JOIN name n ON n.seq = e.party "
            f"WHERE p.kind = 'payout' AND e.account = ? AND {STANDS}",
            (AccountKind.PAID,),
        ):
            self._left.setdefault((party, currency), []).append((at, through))

    def of(self, earner: str, works: Mapping[str, Holding], month: str, currency: str) -> Claimed | None:
        """What waits of what a work earned in a month; None where nothing does."""
        if earner not in self._below:
            return None
        reached = above(works, earner)
        held = [
            (one, above(works, one.hold.work) if not one.hold.parties else frozenset((one.hold.work,)))
            for one in self._open
            if one.hold.work in reached and month >= one.hold.since
        ]
        if not held:
            return None
        left = {
            (one.hold.work, share.party)
            for one, paid in held
            for work in paid
            for share in works[work].shares
            if self._has_left(one, share.party, month, currency)
        }
        return Claimed(tuple(held), frozenset(left))

    def _has_left(self, one: _Open, party: str, month: str, currency: str) -> bool:
        """Whether a month's money had left in a payout before the hold began."""
        return any(at < one.at and month <= through for at, through in self._left.get((party, currency), ()))


@dataclass(frozen=True)
class Claimed:
    """The holds on one posting, each with the works whose claims it holds, and whose money had left before."""

    held: tuple[tuple[_Open, frozenset[str]], ...]
    left: frozenset[tuple[str, str]]

    def facts(self) -> dict[str, object]:
        """What a posting keeps of it."""
        told = [
            [one.hold.work, one.hold.reason, one.hold.cause, list(one.hold.parties), sorted(works)]
            for one, works in self.held
        ]
        return {"holds": told, **({"left": sorted(map(list, self.left))} if self.left else {})}

    def has(self, paid: str, party: str) -> bool:
        """Whether the claim of a party for a work waits."""
        return any(
            paid in works
            and (not one.hold.parties or party in one.hold.parties)
            and (one.hold.work, party) not in self.left
            for one, works in self.held
        )


def above(works: Mapping[str, Holding], work: str) -> frozenset[str]:
    """A work and all its ancestors."""
    found, waiting = set[str](), [work]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += [parent.work for parent in works[one].parents]
    return frozenset(found)


def held_claims(store: Store) -> list[ClaimHeld]:
    """Every claim that waits, by month, work and party."""
    if not store.one("SELECT 1 FROM hold LIMIT 1"):
        return []
    rows = store.rows(
        "SELECT e.posting || '.' || e.place, p.period, p.work, w.id, n.id, e.amount, p.currency, p.facts "
        "FROM posting p JOIN entry e ON e.posting = p.seq JOIN name n ON n.seq = e.party JOIN name w ON w.seq = e.work "
        f"WHERE p.kind = 'royalty' AND p.facts LIKE '%\"holds\":%' AND e.account = ? AND {STANDS} "
        "ORDER BY p.period, p.work, w.id, n.id",
        (AccountKind.HELD,),
    )
    found = list[ClaimHeld]()
    for line, month, work, paid, party, amount, currency, facts in rows:
        reason, cause = why_waits(json.loads(facts), paid, party)
        found.append(ClaimHeld(line, month, work, paid, party, amount, currency, cause, reason))
    return found


def why_waits(facts: Mapping[str, Any], paid: str, party: str) -> tuple[Cause, str]:
    """Why the claim of a party for a work waits, and because of which work, by the facts of a posting; of several
    holds the first."""
    left = facts.get("left", ())
    for work, reason, cause, parties, works in facts.get("holds", ()):
        if paid in works and (not parties or party in parties) and [work, party] not in left:
            return ("withdrawn" if reason == "withdrawn" else "disputed"), str(cause)
    return "disputed", ""
