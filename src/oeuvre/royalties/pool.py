"""The training pool: what of a house model's earnings is owed to the works it learned from, and on what evidence.

One part is shared equally. The other goes by influence, but only as far as measuring it says something: a work's
measured share counts where its whole confidence interval lies above or below the equal split. Works of which nothing
can be told share by the stated analogy (how often each was used in training), and where there is none, equally.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from oeuvre.royalties.scenario import Parent, Policy

Evidence = Literal["measured", "analogy", "equal"]


@dataclass(frozen=True)
class Influence:
    """A measured share of influence on the outputs (0 to 1) and its confidence interval."""

    share: Fraction
    low: Fraction
    high: Fraction

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.share <= self.high <= 1:
            raise ValueError("an influence lies within its interval, from 0 to 1")

    def clears(self, split: Fraction) -> bool:
        """Whether the whole interval lies on one side of the equal split."""
        return self.low > split or self.high < split


@dataclass(frozen=True)
class PoolShare:
    """A training work's share of the pool, its two parts, and the grade of evidence behind the second."""

    work: str
    equal: Fraction
    attributed: Fraction
    evidence: Evidence

    @property
    def share(self) -> Fraction:
        return self.equal + self.attributed


def share_pool(
    works: Sequence[str],
    equal_part: Fraction,
    influence: Mapping[str, Influence] | None = None,
    uses: Mapping[str, int] | None = None,
) -> tuple[PoolShare, ...]:
    """Shares of the pool by work id; they sum to 1.

    `equal_part` (0 to 1) is shared equally. Of the rest, works whose influence clears the equal split get what was
    measured (scaled down together where that is more than there is; all of it where every work was measured); the
    others share what is left by `uses`, the analogy, or equally.
    """
    names = sorted(set(works))
    if not names or not 0 <= equal_part <= 1:
        raise ValueError("a pool has works, and an equal part from 0 to 1")
    split, rest = Fraction(1, len(names)), 1 - equal_part
    found = {name: influence[name].share for name in names if influence and name in influence}
    clear = {name: share for name, share in found.items() if influence and influence[name].clears(split)}
    others = [name for name in names if name not in clear]
    total = sum(clear.values(), Fraction(0))
    if total > 1 or (not others and total):
        clear = {name: share / total for name, share in clear.items()}
        total = Fraction(1)
    elif not others:
        clear, others, total = {}, names, Fraction(0)
    counts = {name: max(0, (uses or {}).get(name, 0)) for name in others}
    by_uses = sum(counts.values())
    made = []
    for name in names:
        if name in clear:
            part, evidence = clear[name], "measured"
        elif by_uses:
            part, evidence = (1 - total) * Fraction(counts[name], by_uses), "analogy"
        else:
            part, evidence = (1 - total) / len(others), "equal"
        made.append(PoolShare(name, equal_part * split, rest * part, _grade(evidence, rest)))
    return tuple(made)


def _grade(evidence: str, rest: Fraction) -> Evidence:
    if not rest or evidence == "equal":
        return "equal"
    return "measured" if evidence == "measured" else "analogy"


def pool_parents(shares: Sequence[PoolShare], pool: Fraction, policy: Policy = "relative") -> tuple[Parent, ...]:
    """The pool as parents of the model's work: `pool` (a share of what the model earns, 0 to 1) goes to them."""
    return tuple(Parent(one.work, pool * one.share, policy, one.evidence) for one in shares)
