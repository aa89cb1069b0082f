"""What is taken on a table, and the nearest free place in one direction, in px.

Anybody may lay down tens of thousands of cards, of any measure, where they make this hardest: a search looks once at
what crosses its way, sorted, and steps over it.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

# After so many steps a place is taken as it is: what lies there was laid to be in the way.
MOST_STEPS = 20_000
_Numbers = NDArray[np.float64]


class Taken:
    """The boxes (left, top, width, height) that something lies in."""

    def __init__(self, boxes: Iterable[tuple[float, float, float, float]] = ()) -> None:
        held = np.array(list(boxes), dtype=np.float64).reshape(-1, 4)
        self._count = len(held)
        self._boxes = held

    def add(self, x: float, y: float, w: float, h: float) -> None:
        """One more that is taken."""
        if self._count == len(self._boxes):
            grown = np.zeros((max(64, 2 * self._count), 4))
            grown[: self._count] = self._boxes[: self._count]
            self._boxes = grown
        self._boxes[self._count] = (x, y, w, h)
        self._count += 1

    def rightwards(self, x: float, y: float, w: float, h: float, *, step: float, gap: float = 0.0) -> float:
        """The least abscissa from `x` on at which a box meets nothing by less than `gap`; `step` from what it met."""
        return _first(*self._across(y, h, gap, axis=0), x, w, step, gap)

    def downwards(self, x: float, y: float, w: float, h: float, *, step: float, gap: float = 0.0) -> float:
        """The least ordinate from `y` on, as `rightwards` finds the abscissa."""
        return _first(*self._across(x, w, gap, axis=1), y, h, step, gap)

    def bottom(self, left: float, right: float) -> float | None:
        """Where the lowest that lies between two abscissae ends; None where nothing does."""
        held = self._boxes[: self._count]
        ends = (held[:, 1] + held[:, 3])[(held[:, 0] < right) & (held[:, 0] + held[:, 2] > left)]
        return float(ends.max()) if len(ends) else None

    def _across(self, at: float, size: float, gap: float, *, axis: int) -> tuple[_Numbers, _Numbers]:
        """From where to where the boxes lie along an axis that cross a stretch of the other one."""
        held, other = self._boxes[: self._count], 1 - axis
        start, end = held[:, other], held[:, other] + held[:, other + 2]
        crossing = held[(at < end + gap) & (start < at + size + gap)]
        return crossing[:, axis], crossing[:, axis] + crossing[:, axis + 2]


def _first(starts: _Numbers, ends: _Numbers, at: float, size: float, step: float, gap: float) -> float:
    order = np.argsort(starts, kind="stable")
    sorted_starts = starts[order]
    # How far what begins before each reaches: what was stepped over once is not met again.
    reached = np.maximum.accumulate(ends[order]) if len(order) else ends
    for _ in range(MOST_STEPS):
        met = int(np.searchsorted(sorted_starts, at + size + gap, side="left"))
        if met == 0 or reached[met - 1] + gap <= at:
            break
        at = float(reached[met - 1]) + step
    return at
