"""Claims that wait because of a work: one in dispute, or whose consent was withdrawn, and whatever earned them.

A claim is a line of a posting: what one work is owed of what another earned, down to a party. It waits while a work on
its way is held. Only claims wait, never a party: whoever holds something else is paid for that. What had left in a
payout before the hold began is not asked back: an amount, and never a month, so that what comes in late for a month
that was paid waits like everything else. A hold that ends frees what it held, and nothing else.
"""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from oeuvre.royalties.allocation import Claims, split_of
from oeuvre.royalties.errors import NothingHeld
from oeuvre.royalties.ledger import AccountKind
from oeuvre.royalties.period import booked_in
from oeuvre.royalties.rounding import apportion
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


@dataclass(frozen=True)
class _Payout:
    """A payout to a party: when, behind which posting, and the months that it paid (None for all)."""

    at: int
    seq: int
    months: frozenset[str] | None


class Waiting:
    """Which lines of postings wait, and how much of each, for one run."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._open = [_Open(hold, at) for hold, verdict, at in _told(store).values() if verdict == "open"]
        # The oldest first: by it the least had left before.
        self._open.sort(key=lambda one: (one.at, _order(one.hold)))
        self._below: set[str] = set()
        self._payouts: dict[tuple[str, str], list[_Payout]] = {}
        self._closed: dict[str, int] = {}
        self._left: dict[tuple[str, str], dict[tuple[str, str], int]] = {}
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
        self._closed = dict(store.rows("SELECT month, posting FROM closing"))
        for party, currency, at, seq, facts in store.rows(
            "SELECT n.id, p.currency, p.at, p.seq, p.facts FROM posting p JOIN entry e ON e.posting = p.seq "
            f"JOIN name n ON n.seq = e.party WHERE p.kind = 'payout' AND e.account = ? AND {STANDS}",
            (AccountKind.PAID,),
        ):
            one = _Payout(at, seq, _months_paid(json.loads(facts), seq, self._closed))
            self._payouts.setdefault((party, currency), []).append(one)

    def begin(self) -> None:
        """Forgets what was told of a month."""
        self._left.clear()

    def of(
        self,
        earner: str,
        works: Mapping[str, Holding],
        net: int,
        month: str,
        currency: str,
        lines: Mapping[tuple[str, str], int] | None = None,
    ) -> Claimed | None:
        """What waits of `net` minor units of what a work earned in a month; None where nothing does.

        `lines` are the units of each paid work and party, where they are known. Postings of a month are told in their
        order.
        """
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
        since: dict[tuple[str, str], int] = {}
        for one, paid in held:
            for work in paid:
                for share in works[work].shares:
                    if not one.hold.parties or share.party in one.hold.parties:
                        since.setdefault((work, share.party), one.at)
        left = self._left.setdefault((earner, currency), self._had_left(earner, month, currency, since))
        if not left:
            return Claimed(tuple(held), {})
        taken: dict[tuple[str, str], int] = {}
        told = lines if lines is not None else _split(earner, {work: works[work] for work in reached}, net)
        for key, amount in sorted(told.items()):
            if key in since and min(left.get(key, 0), amount) > 0:
                taken[key] = min(left[key], amount)
                left[key] -= taken[key]
        return Claimed(tuple(held), taken)

    def _had_left(
        self, earner: str, month: str, currency: str, since: Mapping[tuple[str, str], int]
    ) -> dict[tuple[str, str], int]:
        """What of these claims on what a work earned in a month had left in payouts before they were held.

        A payout takes with it what was posted before it and is booked in a month that it pays.
        """
        if not any((party, currency) in self._payouts for _, party in since):
            return {}
        found: dict[tuple[str, str], int] = {}
        for seq, work, party, amount in self._store.rows(
            "SELECT p.seq, w.id, n.id, e.amount FROM posting p JOIN entry e ON e.posting = p.seq "
            "JOIN name n ON n.seq = e.party JOIN name w ON w.seq = e.work WHERE p.period = ? AND p.work = ? "
            "AND p.currency = ? AND p.name LIKE 'royalty|%' AND e.account = ?",
            (month, earner, currency, AccountKind.EARNED),
        ):
            key = (work, party)
            booked = booked_in(month, seq, self._closed)
            if key in since and any(
                one.at < since[key] and seq <= one.seq and (one.months is None or booked in one.months)
                for one in self._payouts.get((party, currency), ())
            ):
                found[key] = found.get(key, 0) + amount
        return {key: amount for key, amount in found.items() if amount > 0}


def _split(earner: str, works: Mapping[str, Holding], net: int) -> dict[tuple[str, str], int]:
    """The units of each paid work and party of what a work earned."""
    split = split_of(Claims(works).on(earner), works)
    amounts = apportion(net, split.parts, split.whole)
    return {
        (claim.work, party): amount for claim, party, amount in zip(split.claims, split.parties, amounts, strict=True)
    }


def _months_paid(facts: Mapping[str, Any], seq: int, closed: Mapping[str, int]) -> frozenset[str] | None:
    """The months that a payout paid, by its facts; None where it paid all that there was."""
    if "months" in facts:
        return frozenset(facts["months"])
    if facts.get("early") or "through" not in facts:
        return None
    # Before the months themselves were kept: those that were closed by then, up to the newest that it paid.
    return frozenset(month for month, head in closed.items() if head <= seq and month <= facts["through"])


@dataclass(frozen=True)
class Claimed:
    """The holds on one posting, each with the works whose claims it holds; and what of claims, by paid work and party,
    had left before, in minor units."""

    held: tuple[tuple[_Open, frozenset[str]], ...]
    left: Mapping[tuple[str, str], int]

    def facts(self) -> dict[str, object]:
        """What a posting keeps of it."""
        told = [
            [one.hold.work, one.hold.reason, one.hold.cause, list(one.hold.parties), sorted(works)]
            for one, works in self.held
        ]
        left = [[work, party, amount] for (work, party), amount in sorted(self.left.items())]
        return {"holds": told, **({"left": left} if left else {})}

    def waits(self, paid: str, party: str, amount: int) -> int:
        """How much of the claim of a party for a work waits."""
        if not any(paid in works and (not one.hold.parties or party in one.hold.parties) for one, works in self.held):
            return 0
        return max(0, amount - self.left.get((paid, party), 0))


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
    # An earlier layout told whole lines that had left, by the work that was held.
    left = [one for one in facts.get("left", ()) if len(one) == 2]
    for work, reason, cause, parties, works in facts.get("holds", ()):
        if paid in works and (not parties or party in parties) and [work, party] not in left:
            return ("withdrawn" if reason == "withdrawn" else "disputed"), str(cause)
    return "disputed", ""


def paid_in_dispute(store: Store) -> dict[tuple[str, str], dict[str, int]]:
    """Of claims that wait what had left before, by party and currency, by month: a reserve kept of it waits."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for month, currency, facts in store.rows(
        "SELECT p.period, p.currency, p.facts FROM posting p WHERE p.kind = 'royalty' AND p.facts LIKE '%\"holds\":%' "
        f"AND p.facts LIKE '%\"left\":%' AND {STANDS}"
    ):
        for _, party, amount in (one for one in json.loads(facts)["left"] if len(one) == 3):
            months = found.setdefault((party, currency), {})
            months[month] = months.get(month, 0) + amount
    return found
