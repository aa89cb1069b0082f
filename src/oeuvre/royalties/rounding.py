"""Whole units out of exact fractions: largest remainder, with a tie-break that no order of input can move."""

from __future__ import annotations

from collections.abc import Sequence


def apportion(amount: int, parts: Sequence[int], whole: int) -> list[int]:
    """`amount` in shares of `parts[i] / whole`, in whole units that sum to it.

    Each share is rounded down; the units left go one each to the largest remainders, and among equal remainders to
    the earlier part: who calls brings the parts in the order that ties are to be broken by. The parts must be
    non-negative and sum to `whole`; `amount` must be non-negative (Hamilton's method).
    """
    shares, remainders = [], []
    for part in parts:
        share, remainder = divmod(amount * part, whole)
        shares.append(share)
        remainders.append(remainder)
    left = sum(remainders) // whole
    if left:
        for place in sorted(range(len(parts)), key=lambda place: -remainders[place])[:left]:
            shares[place] += 1
    return shares
