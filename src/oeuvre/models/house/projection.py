"""A drawing brought into the latent space: the style whose figure overlaps it most.

The encoder's first guess is refined by damped least squares on the field (Levenberg 1944, Marquardt 1963) along the
widest principal axes of styles: the slope of the field is found by finite differences, one forward pass an axis, so
that no framework of training is needed to run.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oeuvre.models.house.fields import HEIGHT, WIDTH, Floats
from oeuvre.models.house.house import House

_AXES = 72
# In standard deviations of styles.
_STEP = 0.05
_DAMPING = 3.0
# Far from an outline a field says little about the figure: samples are weighed by how near it they are.
_REACH = 0.5


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
    """The style that draws a half-field (HEIGHT, WIDTH) best, after at most `steps` steps of refinement."""
    target = np.asarray(half_field, np.float32)
    style = house.encode(target[None])[0]
    weight = np.exp(-np.abs(target) / _REACH).ravel()
    field = house.fields(style[None])[0]
    best = Projection(style, field, overlap(field, target))
    damping, loss = _DAMPING, _loss(field, target, weight)
    axes = house.style_axes[:_AXES]
    for _ in range(steps):
        slope = (house.fields(style[None] + _STEP * axes) - field[None]).reshape(len(axes), HEIGHT * WIDTH) / _STEP
        pull = (slope * weight) @ (target - field).ravel()
        curvature = (slope * weight) @ slope.T
        # A few dampings are tried on one slope: a forward pass is cheap beside finding it.
        dampings = damping * np.array([0.03, 0.3, 3.0, 30.0, 300.0])
        moved = np.stack(
            [
                style + np.linalg.solve(curvature + d * np.eye(len(axes)), pull).astype(np.float32) @ axes
                for d in dampings
            ]
        )
        fields = house.fields(moved)
        losses = [_loss(one, target, weight) for one in fields]
        chosen = int(np.argmin(losses))
        if losses[chosen] >= loss:
            break
        damping = float(dampings[chosen])
        style, field, loss = moved[chosen], fields[chosen], losses[chosen]
        found = overlap(field, target)
        if found > best.overlap:
            best = Projection(style, field, found)
    return best


def _loss(field: Floats, target: Floats, weight: Floats) -> float:
    return float((weight * (field - target).ravel() ** 2).sum())
