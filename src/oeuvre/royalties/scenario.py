"""A scenario as frozen values: works with their shares and parents, and what they earned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

Policy = Literal["absolute-edge", "absolute-path", "relative"]
POLICIES: tuple[Policy, ...] = ("absolute-edge", "absolute-path", "relative")


@dataclass(frozen=True)
class Share:
    """A party's weight in a work: what it gets of what the work keeps, against the sum of all weights."""

    party: str
    weight: Fraction


@dataclass(frozen=True)
class Cap:
    """The most that edges of one account may take together, in minor units of `currency`."""

    account: str
    most: int
    currency: str


@dataclass(frozen=True)
class Parent:
    """A work from which another was made, what it takes (a share of one, 0 to 1), and by which policy.

    `evidence` grades a share that was worked out rather than agreed: measured, analogy, equal. `cap` bounds what a
    relative share comes to in all. With `places` (codes of territories) it is a share of what is earned there alone, or
    (`elsewhere`) everywhere else.
    """

    work: str
    share: Fraction
    policy: Policy
    evidence: str = ""
    cap: Cap | None = None
    places: tuple[str, ...] = ()
    elsewhere: bool = False


@dataclass(frozen=True)
class Holding:
    """A work as money sees it: who has shares in it, and what it owes to which parents."""

    id: str
    shares: tuple[Share, ...]
    parents: tuple[Parent, ...] = ()


@dataclass(frozen=True)
class Earning:
    """What a work earned at once, in minor units: one event, one posting."""

    id: str
    work: str
    amount: int


@dataclass(frozen=True)
class Scenario:
    """Works by id, events in the order given, and the currency of all amounts."""

    currency: str
    works: Mapping[str, Holding] = field(hash=False)
    events: tuple[Earning, ...] = ()
