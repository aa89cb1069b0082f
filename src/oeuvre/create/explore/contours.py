"""From a half-field to level lines: mirrored, made finer, smoothed, and cut at a level by marching squares.

A half-field (high, wide) is the left half of a mirrored figure, its axis at the right edge, positive where there is
ink. Lines are drawn in a box of `SIDE` a side, in its left half alone: what crosses the axis ends on it, so that the
other half is its exact mirror image.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from contourpy import LineType, contour_generator
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Points = NDArray[np.float64]

# The side of the box in which outlines stand; the axis is its middle.
SIDE = 256.0
AXIS = SIDE / 2
# A field of 64 samples is made four times finer, and smoothed by so much of one of its samples: what a network of
# that size draws wavers from sample to sample.
_FINER, _SMOOTH = 4, 0.55
# A field of 1 or -1 is so much of its side, or more, from the outline.
_CLIP = 0.12
# Where no sample is, there is no ink.
_BEYOND = -1.0
# Areas and widths, in the box, under which a shape is a crumb or a sliver: 0.07 % of it, 0.5 % of its side.
_CRUMB, _SLIVER = 45.0, 1.3


@dataclass(frozen=True)
class Line:
    """One level line of the left half: `points` (n, 2) with ink on its left; either closed (its last point is its
    first) or, where `on_axis`, from the axis to the axis."""

    points: Points
    on_axis: bool

    @property
    def area(self) -> float:
        """What it encloses in the box, its mirror image counted where they are one shape."""
        x, y = self.points[:, 0] - AXIS, self.points[:, 1]
        half = 0.5 * abs(float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum() + x[-1] * y[0] - x[0] * y[-1]))
        return 2 * half if self.on_axis else half


def widened(half: Floats, margin: int) -> Floats:
    """A half-field with `margin` samples of ground more above, below and at the left, where distances go on falling: so
    that what stands off a figure is not cut by the box."""
    given = np.asarray(half, np.float32)
    slope = 1 / (_CLIP * given.shape[0])
    wide = np.pad(given, ((margin, margin), (margin, 0)), mode="edge")
    across = np.maximum(margin - np.arange(wide.shape[1]), 0)
    below = np.arange(wide.shape[0])
    down = np.maximum(np.maximum(margin - below, below - (given.shape[0] + margin - 1)), 0)
    away = np.hypot(across[None], down[:, None]) * slope
    return np.asarray(np.maximum(wide - away, _BEYOND), np.float32)


def refine(half: Floats) -> Floats:
    """A half-field (high, wide) mirrored, made finer by cubic interpolation and smoothed: its left half again, with one
    column more, which stands on the axis. Raises `ValueError` for what is no half-field."""
    given = np.asarray(half, np.float32)
    if given.ndim != 2 or min(given.shape) < 2 or not np.isfinite(given).all():
        raise ValueError(f"a half-field of shape {given.shape}")
    high, wide = given.shape
    whole = np.concatenate([given, given[:, ::-1]], 1)
    fine = cv2.resize(whole, (2 * wide * _FINER, high * _FINER), interpolation=cv2.INTER_CUBIC)
    fine = cv2.GaussianBlur(fine, (0, 0), _SMOOTH * _FINER, borderType=cv2.BORDER_REPLICATE)
    left = (fine[:, : wide * _FINER] + fine[:, : wide * _FINER - 1 : -1]) / 2
    return np.asarray(np.concatenate([left, left[:, -1:]], 1), np.float32)


def level_lines(fine: Floats, level: float = 0.0) -> list[Line]:
    """Where a refined half-field crosses a level, the largest shape first; crumbs and slivers are left out."""
    high, wide = fine.shape
    scale = AXIS / (wide - 1)
    framed = np.pad(fine, ((1, 1), (1, 0)), constant_values=min(_BEYOND, level - 1.0))
    x = np.concatenate([(np.arange(-1, wide - 1) + 0.5) * scale, [AXIS]])
    y = (np.arange(-1, high + 1) + 0.5) * scale
    x[0], y[0], y[-1] = 0.0, 0.0, high * scale
    drawer = contour_generator(x, y, framed.astype(np.float64), name="serial", line_type=LineType.Separate)
    found = []
    for points in map(np.asarray, drawer.lines(level)):
        line = Line(points, bool(np.any(points[0] != points[-1])))
        length = float(np.hypot(*np.diff(line.points, axis=0).T).sum()) * (2 if line.on_axis else 1)
        if line.area >= _CRUMB and 2 * line.area >= _SLIVER * length:
            found.append(line)
    return sorted(found, key=lambda line: (-line.area, *line.points[0]))
