"""An amount split by shares, exactly: whole minor units, largest remainder, ties by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from oeuvre.licence.errors import SharesUnfit


@dataclass(frozen=True)
class Edge:
    """What one parent takes of whatever reaches its child, in percent; no more than `most` minor units of `currency`,
    where there is a ceiling, with all other edges of its `account`."""

    work: str
    parent: str
    percent: Fraction
    most: int | None = None
    currency: str = ""
    account: str = ""


@dataclass(frozen=True, order=True)
class Part:
    """What one party gets for one work, in minor units."""

    work: str
    party: str
    amount: int


def split_amount(
    amount: int,
    work: str,
    shares: Mapping[str, Mapping[str, Fraction]],
    edges: Sequence[Edge] = (),
    currency: str = "",
) -> tuple[Part, ...]:
    """`amount` minor units earned by `work`, split up its lineage and among the parties of each work.

    `shares` gives each work's parties and their weights; `edges` the lineage, each parent taking its percentage of what
    reaches its child, up to its ceiling in `currency`. Parts sum to `amount`. Raises SharesUnfit for a work without a
    share, for weights below zero, for parents that take over the whole, and for a work that descends from itself.
    """
    parents: dict[str, list[Edge]] = {}
    for edge in edges:
        parents.setdefault(edge.work, []).append(edge)
    reaching = {work: Fraction(amount)}
    exact: dict[tuple[str, str], Fraction] = {}
    left: dict[str, Fraction] = {}
    for one in _downwards(work, parents):
        above, reaches = parents.get(one, ()), reaching[one]
        taken = sum((edge.percent for edge in above), Fraction(0))
        weights = shares.get(one, {})
        whole = sum(weights.values(), Fraction(0))
        if taken > 100 or any(edge.percent < 0 for edge in above):
            raise SharesUnfit(one)
        if whole <= 0 or any(weight < 0 for weight in weights.values()):
            raise SharesUnfit(one)
        gone = Fraction(0)
        for edge in above:
            takes = reaches * edge.percent / 100
            if edge.most is not None and edge.currency == currency:
                takes = min(takes, left.get(edge.account, Fraction(edge.most)))
                left[edge.account] = left.get(edge.account, Fraction(edge.most)) - takes
            reaching[edge.parent] = reaching.get(edge.parent, Fraction(0)) + takes
            gone += takes
        for party, weight in weights.items():
            exact[one, party] = (reaches - gone) * weight / whole
    return _rounded(amount, exact)


def _downwards(work: str, parents: Mapping[str, Sequence[Edge]]) -> list[str]:
    """`work` and its ancestors, each before its own parents. Raises SharesUnfit where there is a cycle."""
    done: list[str] = []
    open_, closed = {work}, set[str]()
    stack = [(work, iter(parents.get(work, ())))]
    while stack:
        one, above = stack[-1]
        edge = next(above, None)
        if edge is None:
            stack.pop()
            open_.discard(one)
            closed.add(one)
            done.append(one)
        elif edge.parent in open_:
            raise SharesUnfit(edge.parent)
        elif edge.parent not in closed:
            open_.add(edge.parent)
            stack.append((edge.parent, iter(parents.get(edge.parent, ()))))
    return done[::-1]


def _rounded(amount: int, exact: Mapping[tuple[str, str], Fraction]) -> tuple[Part, ...]:
    """Whole units out of exact parts that sum to `amount` (Hamilton's method)."""
    whole = {key: part.numerator // part.denominator for key, part in exact.items()}
    left = amount - sum(whole.values())
    for key in sorted(exact, key=lambda key: (whole[key] - exact[key], key))[:left]:
        whole[key] += 1
    return tuple(Part(work, party, part) for (work, party), part in sorted(whole.items()) if part)
