"""A drawing brought into the latent space: the style whose figure overlaps it most.

The encoder's first guess is refined by a quasi-Newton method of limited memory (Nocedal 1980) on the square distance of
fields; the slope comes from a graph that ships with the model, so that no framework of training is needed to run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from oeuvre.models.house.fields import Floats
from oeuvre.models.house.house import House

# Far from an outline a field says little about the figure: samples are weighed by how near it they are.
_REACH = 0.3
# Steps that are remembered; the length of the first one; halvings before a search along a line is given up.
_MEMORY, _FIRST, _HALVINGS = 12, 0.3, 6
_SHORTER, _ENOUGH = 0.4, 1e-4
# How often the slope is asked for in one step of refinement.
_EACH = 22

Wide = NDArray[np.float64]


@dataclass(frozen=True)
class Projection:
    """The style found (STYLE,), the half-field that it draws, and their overlap with the drawing's (0 to 1)."""

    style: Floats
    field: Floats
    overlap: float


def overlap(a: Floats, b: Floats) -> float:
    """Intersection over union of two half-fields' ink; two blank ones agree."""
    either = int(((a > 0) | (b > 0)).sum())
    return float(((a > 0) & (b > 0)).sum() / either) if either else 1.0


def project(house: House, half_field: Floats, steps: int = 5) -> Projection:
    """The style that draws a half-field (HEIGHT, WIDTH) best, after `steps` steps of refinement, some 60 ms each."""
    target = np.asarray(half_field, np.float32)
    style = house.encode(target[None])[0]
    if not steps:
        field = house.fields(style[None])[0]
        return Projection(style, field, overlap(field, target))
    return refine_style(house, style, target, steps * _EACH)


def refine_style(house: House, style: Floats, target: Floats, asked: int) -> Projection:
    """A style brought nearer to drawing a half-field; the slope is asked for so many times."""
    weight = np.exp(-np.abs(target) / _REACH)
    best = Projection(style, target, -1.0)

    def distance(at: Wide) -> tuple[float, Wide]:
        nonlocal best
        drawn, far, slope = house.pull(at[None].astype(np.float32), target[None], weight[None])
        found = overlap(drawn[0], target)
        if found > best.overlap:
            best = Projection(at.astype(np.float32), drawn[0], found)
        return float(far[0]), slope[0].astype(np.float64)

    _descend(distance, style.astype(np.float64), asked)
    return best


def _descend(distance: Callable[[Wide], tuple[float, Wide]], at: Wide, asked: int) -> None:
    """Goes down `distance` from `at`, asking for it so many times."""
    far, slope = distance(at)
    left = asked - 1
    moves: list[tuple[Wide, Wide]] = []
    while left > 0 and float(slope @ slope) > 0:
        way = _direction(slope, moves)
        length, steepness = 1.0, float(slope @ way)
        for _ in range(min(_HALVINGS, left)):
            then, new_slope = distance(at - length * way)
            left -= 1
            if then <= far - _ENOUGH * length * steepness:
                break
            length *= _SHORTER
        else:
            if not moves:
                return
            # The remembered steps mislead here: begin anew from the slope alone.
            moves = []
            continue
        step, bend = -length * way, new_slope - slope
        if float(step @ bend) > 1e-9:
            moves = [*moves, (step, bend)][-_MEMORY:]
        at, far, slope = at + step, then, new_slope


def _direction(slope: Wide, moves: list[tuple[Wide, Wide]]) -> Wide:
    """The slope times the inverse of the curvature that past moves tell."""
    if not moves:
        return np.asarray(slope * (_FIRST / np.linalg.norm(slope)), np.float64)
    way, shares = slope.copy(), []
    for step, bend in reversed(moves):
        share = float(step @ way) / float(step @ bend)
        shares.append(share)
        way -= share * bend
    step, bend = moves[-1]
    way *= float(step @ bend) / float(bend @ bend)
    for (step, bend), share in zip(moves, reversed(shares), strict=True):
        way += step * (share - float(bend @ way) / float(step @ bend))
    return way
