"""The outline of a figure: its level lines as curves, mirrored, sound, and within the limits of an emblem.

Sound means: no curve crosses another or itself, and neither the outline nor the level line is anywhere farther from the
other than `MOST_ERROR` of the side, tips that were drawn out included. Numbers are rounded to a tenth of a unit, in the
left half alone; the right half is its mirror image to the digit.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from oeuvre.create.explore.contours import AXIS, SIDE, Floats, Line, Points, level_lines, refine
from oeuvre.create.explore.curves import Curves, fit_lines
from oeuvre.create.explore.errors import NoOutline

Indices = NDArray[np.int64]

MOST_SEGMENTS = 200
MOST_ERROR = 0.005
# Tolerances in units of the box, the first that gives few enough curves without a crossing is taken; the last without
# drawing tips out.
_TRIES = ((0.55, True), (0.8, True), (0.55, False), (1.0, False), (0.3, False))
# A curve that strays less than this from its chord is written as a line; flattened, a curve has so many chords.
_STRAIGHT, _CHORDS = 0.25, 8


@dataclass(frozen=True)
class Outline:
    """Closed paths (each (k, 4, 2) in the box of `SIDE`), filled by the even-odd rule; `tolerance` of their fit."""

    paths: tuple[Curves, ...]
    tolerance: float

    @property
    def segments(self) -> int:
        """How many curves and lines it has."""
        return sum(map(len, self.paths))

    @property
    def commands(self) -> int:
        """How many commands its path data has, moves and closings included."""
        return self.segments + 2 * len(self.paths)

    @cached_property
    def data(self) -> str:
        """SVG path data: absolute, every command written out."""
        return "".join(map(_written, self.paths))

    def flat(self, chords: int = _CHORDS) -> list[Points]:
        """Each path as a closed polygon (n, 2)."""
        return [flatten(path, chords) for path in self.paths]


def trace(half: Floats, level: float = 0.0, most: int = MOST_SEGMENTS) -> Outline:
    """The outline of a half-field at a level, `most` segments in all. Raises `NoOutline` where there is nothing, too
    much, or what cannot be drawn without a crossing."""
    return trace_fine(refine(half), level, most)


def trace_fine(fine: Floats, level: float = 0.0, most: int = MOST_SEGMENTS) -> Outline:
    """The outline of a half-field that was refined, for who cuts it at several levels."""
    lines = level_lines(fine, level)
    if not lines:
        raise NoOutline(reason="blank")
    reason = "tangled"
    for tolerance, crisp in _TRIES:
        halves = [np.round(curves, 1) for curves in fit_lines(lines, tolerance, crisp)]
        paths = _mirrored(lines, halves)
        if sum(map(len, paths)) > most:
            reason = "busy"
            continue
        if not crossings(halves):
            return Outline(tuple(paths), tolerance)
        reason = "tangled"
    raise NoOutline(reason=reason)


def _mirrored(lines: list[Line], halves: list[Curves]) -> list[Curves]:
    paths: list[Curves] = []
    for line, curves in zip(lines, halves, strict=True):
        other = curves[::-1, ::-1].copy()
        other[..., 0] = SIDE - other[..., 0]
        paths += [np.concatenate([curves, other])] if line.on_axis else [curves, other]
    return paths


def flatten(path: Curves, chords: int = _CHORDS) -> Points:
    """Curves as a polyline (k * chords + 1, 2)."""
    u = np.linspace(0, 1, chords + 1)[:-1]
    v = 1 - u
    weights = np.stack([v**3, 3 * u * v * v, 3 * u * u * v, u**3], 1)
    return np.concatenate([(weights @ path).reshape(-1, 2), path[-1:, 3]])


def crossings(halves: list[Curves]) -> int:
    """How often curves of the left half cross one another, themselves or the axis, by chords; meeting at a shared end
    is none."""
    curves = np.concatenate(halves)
    low, high = curves.min(1), curves.max(1)
    over = int((high[:, 0] > AXIS + 0.05).sum())
    sizes = np.array([len(half) for half in halves])
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    close = (low[:, None] <= high[None]).all(2) & (low[None] <= high[:, None]).all(2)
    a, b = np.nonzero(np.triu(close))
    u = np.linspace(0, 1, _CHORDS + 1)
    v = 1 - u
    points = np.stack([v**3, 3 * u * v * v, 3 * u * u * v, u**3], 1) @ curves
    # Where one curve ends and the next begins, or a line closes, two chords share a point.
    after = np.arange(len(curves)) + 1
    last = first + sizes - 1
    after[last] = first
    shared = (points[:, -1] == points[after, 0]).all(1)
    p, q = points[:, :-1], points[:, 1:]
    return over + _crossed(p, q, a, b, np.where(shared, after, -1))


def _crossed(p: Points, q: Points, a: Indices, b: Indices, after: Indices) -> int:
    """How many chords from `p` to `q` (k, n, 2) cross, of pairs of curves a and b; `after` each comes the next."""
    first, second = p[a][:, :, None], q[a][:, :, None]
    third, fourth = p[b][:, None], q[b][:, None]

    def side(o: Points, d: Points, r: Points) -> Points:
        found = (d[..., 0] - o[..., 0]) * (r[..., 1] - o[..., 1]) - (d[..., 1] - o[..., 1]) * (r[..., 0] - o[..., 0])
        return np.sign(np.round(found, 9))

    one, two = side(first, second, third), side(first, second, fourth)
    three, four = side(third, fourth, first), side(third, fourth, second)
    cross = (one * two <= 0) & (three * four <= 0) & ((one != 0) | (two != 0))
    i, j = np.arange(_CHORDS)[:, None], np.arange(_CHORDS)[None]
    same = (a == b)[:, None, None]
    cross &= ~(same & (j <= i + 1))
    follows = (after[a] == b)[:, None, None] & (i == _CHORDS - 1) & (j == 0)
    leads = (after[b] == a)[:, None, None] & (j == _CHORDS - 1) & (i == 0)
    cross &= ~(follows | leads)
    return int(cross.sum())


def _written(path: Curves) -> str:
    said = [f"M{_numbers(path[0, 0])}"]
    chord = path[:, 3] - path[:, 0]
    arms = path[:, 1:3] - path[:, :1]
    off = np.abs(chord[:, None, 0] * arms[..., 1] - chord[:, None, 1] * arms[..., 0]).max(1)
    straight = off < _STRAIGHT * np.hypot(chord[:, 0], chord[:, 1])
    for curve, line in zip(path, straight, strict=True):
        said.append(f"L{_numbers(curve[3])}" if line else f"C{_numbers(curve[1:].ravel())}")
    return "".join(said) + "Z"


def _numbers(values: Points) -> str:
    return " ".join(f"{value:.1f}".removesuffix(".0") for value in values)
