"""Ceilings in sum: what an edge may take in all, month after month, and where what exceeds it goes: it stays with the
child.

A cap counts for every edge of its account together. What a capped edge takes of a posting is a whole number of units,
rounded to the nearest and never beyond what its ceiling leaves; it is split among those above the edge by itself, and
the rest among the others. So lines come to the ceiling to the unit: never to more, and in the end to no less.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import lcm

from oeuvre.royalties.lineage import ordered
from oeuvre.royalties.rounding import apportion
from oeuvre.royalties.scenario import Holding, Parent
from oeuvre.royalties.store import STANDS, Store

Cut = tuple[str, str, str]
"""An edge (child, parent) and the share of one that it takes in one posting, as a fraction in text."""


@dataclass(frozen=True)
class Taken:
    """What capped edges take of one posting, in whole units by account; `cuts` are the edges that take less by it, and
    `lines` the units of each paid work and party."""

    accounts: Mapping[str, int]
    cuts: tuple[Cut, ...] = ()
    lines: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def facts(self) -> dict[str, object]:
        """What a posting keeps of it."""
        told: dict[str, object] = {"caps": sorted(map(list, self.accounts.items()))}
        return {**told, "cuts": [list(cut) for cut in self.cuts]} if self.cuts else told


class Caps:
    """What capped edges have taken by month, for one run."""

    def __init__(self, store: Store) -> None:
        self._months: dict[str, dict[str, int]] = {}
        self.works = _capped(store)
        if not self.works:
            return
        for month, facts in store.rows(
            "SELECT p.period, p.facts FROM posting p WHERE p.kind = 'royalty' AND p.facts LIKE '%\"caps\":%' "
            f"AND {STANDS}"
        ):
            self._add(month, dict(json.loads(facts)["caps"]))

    def begin(self, month: str) -> None:
        """Forgets what a month took: it is told anew, by every capped work in it."""
        self._months.pop(month, None)

    def of(self, earner: str, works: Mapping[str, Holding], net: int, month: str, currency: str) -> Taken | None:
        """What the caps on the way of `net` minor units take in a month, and notes it; None where there is none.

        Postings of a month are told in their order.
        """
        if earner not in self.works:
            return None
        lineage = _above(works, earner)
        streams = _Streams(earner, net)
        accounts: dict[str, int] = {}
        cuts: list[Cut] = []
        for work in reversed(ordered(lineage)):
            relative = [one for one in lineage[work].parents if one.policy == "relative"]
            bound = [one for one in relative if one.cap is not None and one.cap.currency == currency]
            for parent in relative:
                if parent not in bound:
                    streams.go_on(work, parent)
            keeps = sum((one.share for one in relative), Fraction(0)) < 1
            for parent, cap in ((one, one.cap) for one in bound if one.cap is not None):
                left = max(0, cap.most - self._before(cap.account, month) - accounts.get(cap.account, 0))
                reaching, there = streams.reaching(work), streams.left_at(work)
                # A work that keeps nothing hands on to its last parent what rounding left of the others.
                want = reaching * parent.share if keeps or parent is not bound[-1] else there
                units = streams.part(work, parent.work, min(left, round(want), int(there)))
                if reaching * parent.share > left:
                    cuts.append((work, parent.work, str(units / reaching)))
                accounts[cap.account] = accounts.get(cap.account, 0) + units
            streams.keep(work)
        if not accounts:
            return None
        self._add(month, accounts)
        return Taken(accounts, tuple(sorted(cuts)), streams.lines(lineage))

    def _before(self, account: str, month: str) -> int:
        """What an account took until a month, what was told of that month among it."""
        return sum(told.get(account, 0) for when, told in self._months.items() if when <= month)

    def _add(self, month: str, accounts: Mapping[str, int]) -> None:
        sums = self._months.setdefault(month, {})
        for account, amount in accounts.items():
            sums[account] = sums.get(account, 0) + amount


class _Streams:
    """Money on its way up in streams of whole units: what a work earned, and from each capped edge on a new one."""

    def __init__(self, earner: str, net: int) -> None:
        self._units = [net]
        # By work and stream: what reaches the work exactly, what of it goes on, and what it keeps.
        self._reaching: dict[str, dict[int, Fraction]] = {earner: {0: Fraction(net)}}
        self._gone: dict[tuple[str, int], Fraction] = {}
        self._kept: dict[tuple[int, str], Fraction] = {}

    def reaching(self, work: str) -> Fraction:
        """What reaches a work in all."""
        return sum(self._reaching.get(work, {}).values(), Fraction(0))

    def go_on(self, work: str, parent: Parent) -> None:
        """A share of every stream goes on to a parent."""
        for stream, amount in self._reaching.get(work, {}).items():
            self._send(work, stream, parent.work, stream, amount * parent.share)

    def left_at(self, work: str) -> Fraction:
        """What of it has not gone on."""
        gone = (self._gone.get((work, stream), Fraction(0)) for stream in self._reaching.get(work, {}))
        return self.reaching(work) - sum(gone, Fraction(0))

    def part(self, work: str, parent: str, units: int) -> int:
        """So many units go to a parent by themselves, out of the streams by how much of each there is; how many did."""
        streams = self._reaching.get(work, {})
        if units <= 0:
            return 0
        common = lcm(*(amount.denominator for amount in streams.values()))
        parts = [int(amount * common) for amount in streams.values()]
        given = 0
        for stream, part in zip(list(streams), apportion(units, parts, sum(parts)), strict=True):
            taken = min(part, self._units[stream])
            self._units[stream] -= taken
            self._gone[work, stream] = self._gone.get((work, stream), Fraction(0)) + taken
            given += taken
        self._units.append(given)
        self._reaching.setdefault(parent, {})[len(self._units) - 1] = Fraction(given)
        return given

    def keep(self, work: str) -> None:
        """What is left of every stream stays with a work."""
        for stream, amount in self._reaching.get(work, {}).items():
            kept = amount - self._gone.get((work, stream), Fraction(0))
            if kept > 0:
                self._kept[stream, work] = kept

    def _send(self, work: str, stream: int, to: str, into: int, amount: Fraction) -> None:
        self._gone[work, stream] = self._gone.get((work, stream), Fraction(0)) + amount
        reaching = self._reaching.setdefault(to, {})
        reaching[into] = reaching.get(into, Fraction(0)) + amount

    def lines(self, works: Mapping[str, Holding]) -> dict[tuple[str, str], int]:
        """The units of each paid work and party: every stream split by itself (largest remainder, ties by work, then
        party)."""
        found: dict[tuple[str, str], int] = {}
        for stream, units in enumerate(self._units):
            exact: dict[tuple[str, str], Fraction] = {}
            for (one, work), kept in self._kept.items():
                shares = works[work].shares if one == stream else ()
                whole = sum((share.weight for share in shares), Fraction(0))
                exact.update({(work, share.party): kept * share.weight / whole for share in shares if share.weight})
            if not units or not exact:
                continue
            pairs = sorted(exact)
            common = lcm(*(exact[pair].denominator for pair in pairs))
            parts = [int(exact[pair] * common) for pair in pairs]
            for pair, amount in zip(pairs, apportion(units, parts, sum(parts)), strict=True):
                found[pair] = found.get(pair, 0) + amount
        return found


def _capped(store: Store) -> frozenset[str]:
    """The works whose money goes by a capped edge, by any terms; they are looked at in every run."""
    rows = store.rows(
        "WITH RECURSIVE below (work) AS (SELECT work FROM holding WHERE body LIKE '%\"cap\":%' "
        "UNION SELECT e.child FROM edge e JOIN below b ON b.work = e.parent) SELECT work FROM below"
    )
    return frozenset(str(work) for (work,) in rows)


def _above(works: Mapping[str, Holding], earner: str) -> dict[str, Holding]:
    found: dict[str, Holding] = {}
    waiting = [earner]
    while waiting:
        work = waiting.pop()
        if work not in found:
            found[work] = works[work]
            waiting += [parent.work for parent in works[work].parents]
    return found


def cut_down(works: Mapping[str, Holding], cuts: Sequence[Sequence[str]]) -> dict[str, Holding]:
    """The works of which an edge takes less, with what it takes."""
    shares = {(child, parent): Fraction(share) for child, parent, share in cuts}
    return {
        child: replace(works[child], parents=tuple(_cut(child, one, shares) for one in works[child].parents))
        for child in {child for child, _ in shares}
    }


def _cut(child: str, parent: Parent, shares: Mapping[tuple[str, str], Fraction]) -> Parent:
    return replace(parent, share=shares.get((child, parent.work), parent.share))
