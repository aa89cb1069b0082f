"""From level lines to cubic Bézier curves: corners found and made crisp, the spans between them fitted all at once.

Fitting is Schneider's (1990): least squares with the tangents at the ends given, parameters bettered by Newton's
method, and a span that strays too far cut where it strays the most. All spans of a drawing are fitted side by side in
one array, which is what makes it quick.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from oeuvre.create.explore.contours import AXIS, Line, Points

# (k, 4, 2): k cubic curves, each from where the one before it ended.
Curves = NDArray[np.float64]

# Points along a line for each unit of the box; how far on each side a turn is looked at, and what turn is a corner.
_STEP = 1.0
_REACH, _CORNER = 7, 0.75
# Round a corner so much of the line is drawn anew, straight to where its two sides meet, if that is this near.
_ROUND, _TIP = 3, 1.15
_SAMPLES, _BETTERINGS = 24, 3
_SHORTEST = 3


@dataclass(frozen=True)
class _Path:
    """A line at even steps, its corners (indices, ends included) and the unit tangents forth and back at each point."""

    points: Points
    corners: tuple[int, ...]
    forth: Points
    back: Points


def fit_lines(lines: Sequence[Line], tolerance: float, crisp: bool = True) -> list[Curves]:
    """The curves of each line, nowhere farther than `tolerance` (in units of the box) from its points, corners apart.

    With `crisp`, corners that smoothing rounded are drawn out again to where their sides meet. A closed line ends where
    it began; a line on the axis begins and ends on it.
    """
    paths = [_path(line, crisp) for line in lines]
    if not paths:
        return []
    offsets = np.concatenate([[0], np.cumsum([len(path.points) for path in paths])])
    points = np.concatenate([path.points for path in paths])
    forth = np.concatenate([path.forth for path in paths])
    back = np.concatenate([path.back for path in paths])
    spans = [
        (offset + a, offset + b)
        for offset, path in zip(offsets, paths, strict=False)
        for a, b in pairwise(path.corners)
    ]
    pending, done = np.array(spans), []
    while len(pending):
        a, b = pending.T
        cubics, worst, place = _fit(points, a, b, forth[a], back[b])
        well = (worst <= tolerance) | (b - a <= _SHORTEST)
        done += [(int(start), cubic) for start, cubic in zip(a[well], cubics[well], strict=True)]
        a, b, place = a[~well], b[~well], place[~well]
        inset = np.minimum(3, (b - a) // 2)
        cut = np.clip(place, a + inset, b - inset)
        pending = np.concatenate([np.stack([a, cut], 1), np.stack([cut, b], 1)])
    done.sort(key=lambda item: item[0])
    starts, cubics = np.array([start for start, _ in done]), np.array([cubic for _, cubic in done])
    return [cubics[(starts >= low) & (starts < high)] for low, high in pairwise(offsets)]


def _path(line: Line, crisp: bool) -> _Path:
    points = _evenly(line.points)
    if not line.on_axis:
        ring = points[:-1]
        points = np.roll(ring, -int(np.argmax(_turns(ring, True))), 0)
        points = np.concatenate([points, points[:1]])
    else:
        points[0, 0] = points[-1, 0] = AXIS
        points = _drawn_to_axis(_drawn_to_axis(points, crisp)[::-1], crisp)[::-1]
    count = len(points)
    corners = _corners(points, closed=not line.on_axis)
    sharp = [corner for corner in corners if 0 < corner < count - 1]
    if crisp:
        points = points.copy()
        for corner in sharp:
            _sharpen(points, corner)
    ends = [0, *sharp, count - 1]
    return _Path(points, tuple(ends), *_tangents(points, ends, closed=not line.on_axis, kink=0 in corners))


def _evenly(points: Points) -> Points:
    """The same line with its points at even steps of about `_STEP`; at least eight of them."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    steps = np.linspace(0, along[-1], max(round(along[-1] / _STEP), 8) + 1)
    return np.stack([np.interp(steps, along, points[:, 0]), np.interp(steps, along, points[:, 1])], 1)


def _turns(points: Points, closed: bool) -> Points:
    """By how much the line turns at each of its points, in radians; the ends of an open line do not."""
    reach = min(_REACH, max((len(points) - 1) // 4, 1))
    before = points - np.roll(points, reach, 0)
    after = np.roll(points, -reach, 0) - points
    cross = before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]
    turns = np.abs(np.arctan2(cross, (before * after).sum(1)))
    if not closed:
        turns[:reach] = turns[-reach:] = 0
    return np.asarray(turns, np.float64)


def _corners(points: Points, closed: bool) -> list[int]:
    """Where a line turns sharply, no two within one reach; 0 among them where a closed line does at its start."""
    turns = _turns(points[:-1] if closed else points, closed)
    found: list[int] = []
    for index in np.flatnonzero(turns > _CORNER):
        low = max(index - _REACH, 0)
        if turns[index] < turns[low : index + _REACH + 1].max():
            continue
        if found and index - found[-1] <= _REACH // 2 + 1:
            continue
        if closed and len(turns) - index <= _REACH // 2 + 1 and found[:1] == [0]:
            continue
        found.append(int(index))
    return found


def _meeting(p: Points, d: Points, q: Points, e: Points) -> Points | None:
    """Where the rays from p along d and from q along e cross, ahead of both, or None."""
    den = d[0] * e[1] - d[1] * e[0]
    if abs(den) < 0.2 * np.hypot(*d) * np.hypot(*e):
        return None
    gap = q - p
    s, t = (gap[0] * e[1] - gap[1] * e[0]) / den, (gap[0] * d[1] - gap[1] * d[0]) / den
    return np.asarray(p + s * d) if s > 0 and t > 0 else None


def _sharpen(points: Points, corner: int) -> None:
    """Draws a rounded corner out to where its two sides meet, in place."""
    low, high = corner - _ROUND, corner + _ROUND
    if low - _ROUND < 0 or high + _ROUND >= len(points):
        return
    tip = _meeting(points[low], points[low] - points[low - _ROUND], points[high], points[high] - points[high + _ROUND])
    if tip is None:
        return
    out = tip - points[corner]
    far = float(np.hypot(*out))
    if far > _TIP:
        tip = points[corner] + out * (_TIP / far)
    tip[0] = min(tip[0], AXIS)
    share = np.linspace(0, 1, _ROUND + 1)[:, None]
    points[low : corner + 1] = points[low] * (1 - share) + tip * share
    points[corner : high + 1] = tip * (1 - share) + points[high] * share


def _drawn_to_axis(points: Points, crisp: bool) -> Points:
    """A line whose first point lies on the axis: where it comes to it in a tip, the tip runs on to the axis."""
    if not crisp or len(points) < 4 * _ROUND:
        return points
    near, far = points[_ROUND], points[2 * _ROUND]
    way = near - far
    if way[0] <= 0.15 * np.hypot(*way) or abs(way[1]) < 0.5 * np.hypot(*way):
        return points
    tip = near + way * ((AXIS - near[0]) / way[0])
    if np.hypot(*(tip - points[0])) > _TIP:
        return points
    tip[0] = AXIS
    share = np.linspace(0, 1, _ROUND + 1)[:, None]
    drawn = points.copy()
    drawn[: _ROUND + 1] = tip * (1 - share) + near * share
    return drawn


def _tangents(points: Points, ends: Sequence[int], closed: bool, kink: bool) -> tuple[Points, Points]:
    """Unit tangents forth and back at every point: one line through a smooth point, two at a corner."""
    if closed:
        ring = points[:-1]
        smooth = np.roll(ring, -2, 0) - np.roll(ring, 2, 0)
        smooth = np.concatenate([smooth, smooth[:1]])
    else:
        index = np.arange(len(points))
        smooth = points[np.minimum(index + 2, len(points) - 1)] - points[np.maximum(index - 2, 0)]
    forth, back = smooth.copy(), -smooth
    for place, end in enumerate(ends):
        at_edge = place in (0, len(ends) - 1)
        if at_edge and closed and not kink:
            continue
        if place < len(ends) - 1:
            forth[end] = points[min(end + 3, ends[place + 1])] - points[end]
        if place:
            back[end] = points[max(end - 3, ends[place - 1])] - points[end]
    if not closed:
        # Level where the line crosses the axis smoothly, so that it goes on into its mirror image.
        for vector in (forth[0], back[-1]):
            if abs(vector[1]) < 0.5 * np.hypot(*vector):
                vector[:] = (-1.0, 0.0)
    return _unit(forth), _unit(back)


def _unit(vectors: Points) -> Points:
    return np.asarray(vectors / np.maximum(np.hypot(vectors[:, 0], vectors[:, 1]), 1e-9)[:, None])


def _fit(
    points: Points, a: NDArray[np.int64], b: NDArray[np.int64], forth: Points, back: Points
) -> tuple[Curves, Points, NDArray[np.int64]]:
    """One cubic for each span from point a to point b: the curves, how far each strays at worst, and where."""
    share = np.linspace(0, 1, _SAMPLES)
    place = a[:, None] + (b - a)[:, None] * share
    low = np.minimum(place.astype(np.int64), b[:, None] - 1)
    part = (place - low)[..., None]
    wanted = points[low] * (1 - part) + points[low + 1] * part
    first, last = points[a], points[b]
    chord = np.hypot(*np.moveaxis(np.diff(wanted, axis=1), -1, 0)).sum(1)
    u = np.tile(share, (len(a), 1))
    best = np.zeros((len(a), 4, 2))
    least, where = np.full(len(a), np.inf), a.copy()
    for step in range(_BETTERINGS + 1):
        v = 1 - u
        b1, b2 = 3 * u * v * v, 3 * u * u * v
        b3 = u * u * u
        b0 = v * v * v
        rest = wanted - (b0 + b1)[..., None] * first[:, None] - (b2 + b3)[..., None] * last[:, None]
        along, against = (rest * forth[:, None]).sum(2), (rest * back[:, None]).sum(2)
        c11, c22 = (b1 * b1).sum(1), (b2 * b2).sum(1)
        c12 = (b1 * b2).sum(1) * (forth * back).sum(1)
        x1, x2 = (b1 * along).sum(1), (b2 * against).sum(1)
        det = c11 * c22 - c12 * c12
        safe = np.where(np.abs(det) > 1e-9, det, 1.0)
        k1, k2 = (x1 * c22 - x2 * c12) / safe, (c11 * x2 - c12 * x1) / safe
        poor = (np.abs(det) <= 1e-9) | (np.minimum(k1, k2) < 1e-3 * chord) | (np.maximum(k1, k2) > chord)
        k1, k2 = np.where(poor, chord / 3, k1), np.where(poor, chord / 3, k2)
        cubics = np.stack([first, first + forth * k1[:, None], last + back * k2[:, None], last], 1)
        drawn = np.stack([b0, b1, b2, b3], 2) @ cubics
        apart = drawn - wanted
        strays = (apart * apart).sum(2)
        worst = strays.max(1)
        better = worst < least
        best[better], least[better] = cubics[better], worst[better]
        where = np.where(better, np.rint(place[np.arange(len(a)), strays.argmax(1)]).astype(np.int64), where)
        if step == _BETTERINGS:
            break
        edges = np.diff(cubics, axis=1)
        slope = 3 * (np.stack([v * v, 2 * u * v, u * u], 2) @ edges)
        bend = 6 * (np.stack([v, u], 2) @ np.diff(edges, axis=1))
        down = (slope * slope).sum(2) + (apart * bend).sum(2)
        u = np.clip(u - (apart * slope).sum(2) / np.maximum(down, 1e-6), 0, 1)
    return best, np.sqrt(least), where
