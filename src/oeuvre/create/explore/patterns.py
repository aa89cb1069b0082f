"""Seamless patterns: an emblem repeated by a wallpaper group, as a tile that repeats or spread over a page.

The emblem stands in a general position, chosen so that its copies have as much room as the group leaves them; it is as
large as it can be without touching its neighbours, so that none lies over another and no seam can show.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np

from oeuvre.create.explore.emblem import Emblem, Inks, document
from oeuvre.create.explore.groups import Group, Matrix, group_named

# Places tried along each side of the tile; how much of the room between two neighbours a copy takes.
_TRIES, _FILL = 36, 0.94
# An upright figure is its own mirror image: turned by this, it adds no symmetry of its own to the group's.
TURN = 17.0


@dataclass(frozen=True)
class Pattern:
    """An emblem's copies: `places` are the affine maps (3, 3) from the emblem's box to the tile, whose sides are `tile`
    in units of the lattice's first axis; copies that only reach into the tile from beyond are among them."""

    emblem: Emblem
    group: str
    tile: tuple[float, float]
    places: tuple[Matrix, ...]

    def tile_svg(self, inks: Inks, width: float = 256.0) -> str:
        """One tile as an SVG file, `width` units wide: laid edge to edge it has no seam."""
        high = width * self.tile[1] / self.tile[0]
        body = _uses(self.places, width / self.tile[0])
        return document(self._definition(inks) + body, inks.ground, (width, round(high, 4)))

    def spread_svg(self, inks: Inks, width: float, height: float, cell: float) -> str:
        """A page covered with it: `cell` is the length of the lattice's first axis."""
        wide, high = self.tile
        steps = [
            (column * wide, row * high)
            for row in range(math.ceil(height / cell / high))
            for column in range(math.ceil(width / cell / wide))
        ]
        # Each copy once: those that reach over a tile's edge are among the next tile's too.
        maps: dict[tuple[float, ...], Matrix] = {}
        for x, y in steps:
            for place in self.places:
                moved = _moved(x, y) @ place
                maps.setdefault(tuple(np.round(moved.ravel(), 6)), moved)
        return document(self._definition(inks) + _uses(tuple(maps.values()), cell), inks.ground, (width, height))

    def _definition(self, inks: Inks) -> str:
        return f'<defs><g id="e">{self.emblem.group(inks)}</g></defs>'


def repeat(emblem: Emblem, group: str, turn: float = TURN) -> Pattern:
    """The pattern of an emblem by a wallpaper group (of `GROUPS`), `turn` degrees from upright. Raises `KeyError`."""
    found = group_named(group)
    centre, room = _roomiest(group)
    left, top, right, bottom = emblem.extent
    across = math.hypot(right - left, bottom - top)
    size = _FILL * room / across
    turned = math.radians(turn)
    cos, sin = size * math.cos(turned), size * math.sin(turned)
    first = _moved(*centre) @ np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]])
    first = first @ _moved(-(left + right) / 2, -(top + bottom) / 2)
    reach = room / 2
    places = []
    for motion in found.motions:
        copy = motion @ first
        x, y, _ = motion @ (*centre, 1)
        # Brought into the tile first, then to wherever a neighbouring copy reaches into it.
        wide, high = found.tile
        home = _moved(-math.floor(x / wide + 1e-9) * wide, -math.floor(y / high + 1e-9) * high)
        for dx, dy in found.spots:
            moved = _moved(dx, dy) @ home @ copy
            at = _moved(dx, dy) @ home @ (x, y, 1)
            if -reach < at[0] < wide + reach and -reach < at[1] < high + reach:
                places.append(moved)
    return Pattern(emblem, group, found.tile, tuple(places))


@cache
def _roomiest(name: str) -> tuple[tuple[float, float], float]:
    """The point whose images lie farthest from one another, and how far the nearest two are apart."""
    group = group_named(name)
    wide, high = group.tile
    u = (np.arange(_TRIES) + 0.5) / _TRIES
    points = np.stack(np.meshgrid(u * wide, u * high), -1).reshape(-1, 2)
    room = np.full(len(points), np.inf)
    for number, motion in enumerate(group.motions):
        images = points @ motion[:2, :2].T + motion[:2, 2]
        gaps = images[:, None] + group.spots[None] - points[:, None]
        # Images are compared across the lattice: what lies a tile away is brought near first.
        gaps -= np.round(gaps / (wide, high)) * (wide, high)
        apart = np.hypot(gaps[..., 0], gaps[..., 1])
        if number == 0:
            # The point itself.
            apart[apart < 1e-9] = np.inf
        room = np.minimum(room, apart.min(1))
    room = np.minimum(room, _shortest(group))
    best = int(np.argmax(np.round(room, 9)))
    return (float(points[best, 0]), float(points[best, 1])), float(room[best])


def _shortest(group: Group) -> float:
    lengths = np.hypot(group.spots[:, 0], group.spots[:, 1])
    return float(lengths[lengths > 1e-9].min())


def _moved(x: float, y: float) -> Matrix:
    return np.array([[1, 0, x], [0, 1, y], [0, 0, 1]], np.float64)


def _uses(places: tuple[Matrix, ...], scale: float) -> str:
    said = []
    for place in places:
        (a, c, e), (b, d, f) = place[:2] * scale
        numbers = " ".join(f"{value:.6f}".rstrip("0").rstrip(".") for value in (a, b, c, d, e, f))
        said.append(f'<use href="#e" transform="matrix({numbers})"/>')
    return "".join(said)
