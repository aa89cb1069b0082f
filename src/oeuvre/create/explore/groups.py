"""The 17 wallpaper groups: their lattices and general positions (International Tables for Crystallography A, 2016).

A position is written as there: what becomes of a point (x, y) in units of the lattice's two axes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Lattice = Literal["staggered", "low", "rectangular", "centred", "square", "hexagonal"]

# The two axes (columns) of each lattice, and the sides of a rectangle that repeats with it. A staggered lattice is one
# of the oblique ones; the axes of a centred one are those of its rectangle, and its middle is a point too.
_HIGH = math.sqrt(3) / 2
_AXES: dict[Lattice, tuple[tuple[tuple[float, float], tuple[float, float]], tuple[float, float]]] = {
    "staggered": (((1, 0.5), (0, 0.9)), (1, 1.8)),
    "low": (((1, 0), (0, 0.6)), (1, 0.6)),
    "rectangular": (((1, 0), (0, 1.1)), (1, 1.1)),
    "centred": (((1, 0), (0, 1.1)), (1, 1.1)),
    "square": (((1, 0), (0, 1)), (1, 1)),
    "hexagonal": (((1, -0.5), (0, _HIGH)), (1, 2 * _HIGH)),
}
_P2MM = "x,y -x,-y -x,y x,-y"
_P4 = "x,y -x,-y -y,x y,-x"
_P3 = "x,y -y,x-y -x+y,-x"
_P6 = f"{_P3} -x,-y y,-x+y x-y,x"
_GROUPS: dict[str, tuple[Lattice, str]] = {
    "p1": ("staggered", "x,y"),
    "p2": ("staggered", "x,y -x,-y"),
    "pm": ("low", "x,y -x,y"),
    "pg": ("rectangular", "x,y -x,y+1/2"),
    "cm": ("centred", "x,y -x,y"),
    "p2mm": ("rectangular", _P2MM),
    "p2mg": ("rectangular", "x,y -x,-y -x+1/2,y x+1/2,-y"),
    "p2gg": ("rectangular", "x,y -x,-y -x+1/2,y+1/2 x+1/2,-y+1/2"),
    "c2mm": ("centred", _P2MM),
    "p4": ("square", _P4),
    "p4mm": ("square", f"{_P4} -x,y x,-y y,x -y,-x"),
    "p4gm": ("square", f"{_P4} -x+1/2,y+1/2 x+1/2,-y+1/2 y+1/2,x+1/2 -y+1/2,-x+1/2"),
    "p3": ("hexagonal", _P3),
    "p3m1": ("hexagonal", f"{_P3} -y,-x -x+y,y x,x-y"),
    "p31m": ("hexagonal", f"{_P3} y,x x-y,-y -x,-x+y"),
    "p6": ("hexagonal", _P6),
    "p6mm": ("hexagonal", f"{_P6} -y,-x -x+y,y x,x-y y,x x-y,-y -x,-x+y"),
}
GROUPS = tuple(_GROUPS)


@dataclass(frozen=True)
class Group:
    """A wallpaper group as motions of the plane (3, 3 each, affine), those of its lattice apart; `tile` is a rectangle
    (width, height) that repeats. Lengths are in units of the first axis."""

    name: str
    axes: Matrix
    tile: tuple[float, float]
    motions: tuple[Matrix, ...]

    @cached_property
    def spots(self) -> Matrix:
        """Where the lattice's points lie (n, 2), from one tile before to one tile after."""
        reach = np.arange(-6, 7)
        steps = np.stack(np.meshgrid(reach, reach), -1).reshape(-1, 2)
        points = steps @ self.axes.T
        near = (np.abs(points) <= 1.5 * np.array(self.tile) + 1e-9).all(1)
        return np.asarray(points[near], np.float64)


def group_named(name: str) -> Group:
    """A wallpaper group by its short international name. Raises `KeyError`."""
    lattice, positions = _GROUPS[name]
    columns, tile = _AXES[lattice]
    axes = np.array(columns, np.float64)
    motions = []
    for position in positions.split():
        turn, shift = _read(position)
        motion = np.eye(3)
        motion[:2, :2] = axes @ turn @ np.linalg.inv(axes)
        motion[:2, 2] = axes @ shift
        motions.append(motion)
    if lattice == "centred":
        middle = np.eye(3)
        middle[:2, 2] = axes @ (0.5, 0.5)
        motions += [middle @ motion for motion in motions]
    return Group(name, axes, tile, tuple(motions))


def _read(position: str) -> tuple[Matrix, Matrix]:
    """The linear part and the shift of a general position: `-x+y,y+1/2`."""
    turn, shift = np.zeros((2, 2)), np.zeros(2)
    for row, term in enumerate(position.split(",")):
        rest = term
        if rest.endswith("+1/2"):
            rest, shift[row] = rest.removesuffix("+1/2"), 0.5
        for column, letter in enumerate("xy"):
            if letter in rest:
                turn[row, column] = -1.0 if f"-{letter}" in rest else 1.0
    return turn, shift
