"""Who is paid what of each event: exact fractions along the lineage, rounded once.

Three policies (`docs/decisions/0018-how-money-follows-a-lineage.md`). *absolute-edge*: every edge of the earner's
ancestor graph takes its percentage of the earner's gross, once. *absolute-path*: once for every path from the earner
that ends with it. *relative*: each parent takes its percentage of what reaches its child. Percentages of the parents
of one work stand side by side: each is of what reaches that work.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from oeuvre.royalties.lineage import ordered
from oeuvre.royalties.rounding import apportion
from oeuvre.royalties.scenario import Holding, Scenario

Path = tuple[str, ...]


@dataclass(frozen=True)
class Claim:
    """What one work is owed of each unit that another earns: an exact share, the shortest path, how many there are."""

    work: str
    share: Fraction
    path: Path
    paths: int


@dataclass(frozen=True)
class Line:
    """What one event pays to one party for one work, in minor units, and by which way the money came."""

    event: str
    work: str
    party: str
    path: Path
    paths: int
    amount: int

    def as_dict(self) -> dict[str, object]:
        return {
            "event": self.event,
            "work": self.work,
            "party": self.party,
            "path": list(self.path),
            "paths": self.paths,
            "amount": self.amount,
        }


@dataclass(frozen=True)
class Allocation:
    """Net of each work and amount of each party, both in id order, and the lines that they are the sums of."""

    works: Mapping[str, int] = field(hash=False)
    parties: Mapping[str, int] = field(hash=False)
    lines: tuple[Line, ...]

    def as_dict(self) -> dict[str, object]:
        return {
            "works": dict(self.works),
            "parties": dict(self.parties),
            "lines": [line.as_dict() for line in self.lines],
        }


class Claims:
    """The claims on each earner of a lineage, worked out when first asked for.

    The lineage must hold (`lineage.faults_of`); ids in an answer are in the order of their code points.
    """

    def __init__(self, works: Mapping[str, Holding]) -> None:
        self._works = works
        self._rank = {work: rank for rank, work in enumerate(ordered(works))}
        self._found: dict[str, tuple[Claim, ...]] = {}

    def on(self, earner: str) -> tuple[Claim, ...]:
        """Every work that is owed something of what `earner` earns, itself among them, by id; the shares sum to 1."""
        found = self._found.get(earner)
        if found is None:
            found = self._found[earner] = self._follow(earner)
        return found

    def _follow(self, earner: str) -> tuple[Claim, ...]:
        share: dict[str, Fraction] = {earner: Fraction(1)}
        paid_paths: dict[str, int] = {earner: 1}
        paid_path: dict[str, Path] = {earner: (earner,)}
        ways: dict[str, int] = {earner: 1}  # in how many ways money, or a claim on it, gets to a work
        way: dict[str, Path] = {earner: (earner,)}
        for work in self._children_first(earner):
            if work not in ways:
                continue
            reached = share[work] if work in share else Fraction(0)
            for parent in self._works[work].parents:
                to, relative = parent.work, parent.policy == "relative"
                if relative and not (parent.share and reached):
                    continue
                if relative:
                    taken, taken_from = reached * parent.share, work
                else:
                    times = ways[work] if parent.policy == "absolute-path" else 1
                    taken, taken_from = parent.share * times, earner
                ways[to] = ways.get(to, 0) + ways[work]
                longer = (*way[work], to)
                way[to] = _shorter(way.get(to), longer)
                if taken:
                    share[to] = share.get(to, Fraction(0)) + taken
                    share[taken_from] -= taken
                    paid_paths[to] = paid_paths.get(to, 0) + ways[work]
                    paid_path[to] = _shorter(paid_path.get(to), longer)
        return tuple(
            Claim(work, share[work], paid_path[work], paid_paths[work]) for work in sorted(share) if share[work]
        )

    def _children_first(self, earner: str) -> list[str]:
        """The earner and its ancestors, each work before its parents."""
        seen, waiting = {earner}, [earner]
        while waiting:
            for parent in self._works[waiting.pop()].parents:
                if parent.work not in seen:
                    seen.add(parent.work)
                    waiting.append(parent.work)
        return sorted(seen, key=self._rank.__getitem__, reverse=True)


def _shorter(known: Path | None, other: Path) -> Path:
    """The shorter of two paths; of two as short, the one whose ids come first."""
    return other if known is None or (len(other), other) < (len(known), known) else known


@dataclass(frozen=True)
class Split:
    """The claims on an earner down to parties: part `parts[i]` of `whole` goes to `parties[i]` for `claims[i]`.

    In the order of ties: by work id, then by party id.
    """

    claims: tuple[Claim, ...]
    parties: tuple[str, ...]
    parts: tuple[int, ...]
    whole: int


def split_of(claims: Sequence[Claim], works: Mapping[str, Holding]) -> Split:
    """Claims times the weights of the parties in each work, over one common denominator; parts of nothing left out."""
    pairs: list[tuple[Claim, str, Fraction]] = []
    for claim in claims:
        shares = works[claim.work].shares
        all_weights = sum((share.weight for share in shares), Fraction(0))
        for share in sorted(shares, key=lambda share: share.party):
            if share.weight:
                pairs.append((claim, share.party, claim.share * share.weight / all_weights))
    whole = lcm(*(part.denominator for _, _, part in pairs))
    return Split(
        tuple(claim for claim, _, _ in pairs),
        tuple(party for _, party, _ in pairs),
        tuple(part.numerator * (whole // part.denominator) for _, _, part in pairs),
        whole,
    )


def allocate(scenario: Scenario) -> Allocation:
    """Every event of a scenario, split to the last unit; input order changes nothing but the order of lines.

    Lines come by event id, then work id, then party id. Each event's lines sum to its amount: the exact fractions
    over all its pairs of paid work and party are rounded together by largest remainder, ties by work id, then party
    id. The scenario must hold, as `read_scenario` makes sure.
    """
    claims = Claims(scenario.works)
    splits: dict[str, Split] = {}
    works = dict.fromkeys(sorted(scenario.works), 0)
    parties = dict.fromkeys(sorted({share.party for one in scenario.works.values() for share in one.shares}), 0)
    lines: list[Line] = []
    for event in sorted(scenario.events, key=lambda event: event.id):
        split = splits.get(event.work)
        if split is None:
            split = splits[event.work] = split_of(claims.on(event.work), scenario.works)
        amounts = apportion(event.amount, split.parts, split.whole)
        for claim, party, amount in zip(split.claims, split.parties, amounts, strict=True):
            works[claim.work] += amount
            parties[party] += amount
            lines.append(Line(event.id, claim.work, party, claim.path, claim.paths, amount))
    return Allocation(works, parties, tuple(lines))
