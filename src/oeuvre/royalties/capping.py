"""Ceilings in sum: what an edge may take in all, month after month, and where what exceeds it goes: it stays with the
child.

A cap counts for every edge of its account together. What was taken is rounded up to whole units for the count, so that
the lines that are posted never come to more than the ceiling by it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from oeuvre.royalties.lineage import ordered
from oeuvre.royalties.scenario import Holding, Parent
from oeuvre.royalties.store import STANDS, Store

Cut = tuple[str, str, str]
"""An edge (child, parent) and the share of one that it takes in one posting, as a fraction in text."""


@dataclass(frozen=True)
class Taken:
    """What capped edges take of one posting, in whole units by account; `cuts` are the edges that take less by it."""

    accounts: Mapping[str, int]
    cuts: tuple[Cut, ...] = ()

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
        reaching = {earner: Fraction(net)}
        accounts: dict[str, int] = {}
        cuts: list[Cut] = []
        for work in reversed(ordered(lineage)):
            for parent in lineage[work].parents:
                if parent.policy != "relative":
                    continue
                taken = reaching.get(work, Fraction(0)) * parent.share
                cap = parent.cap
                if cap is not None and cap.currency == currency:
                    left = max(0, cap.most - self._before(cap.account, month) - accounts.get(cap.account, 0))
                    if taken > left:
                        taken = Fraction(left)
                        cuts.append((work, parent.work, str(taken / reaching[work])))
                    accounts[cap.account] = accounts.get(cap.account, 0) + ceil(taken)
                reaching[parent.work] = reaching.get(parent.work, Fraction(0)) + taken
        if not accounts:
            return None
        self._add(month, accounts)
        return Taken(accounts, tuple(sorted(cuts)))

    def _before(self, account: str, month: str) -> int:
        """What an account took until a month, what was told of that month among it."""
        return sum(told.get(account, 0) for when, told in self._months.items() if when <= month)

    def _add(self, month: str, accounts: Mapping[str, int]) -> None:
        sums = self._months.setdefault(month, {})
        for account, amount in accounts.items():
            sums[account] = sums.get(account, 0) + amount


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
