"""Putting emblems into drawings: one as a fragment of a scene, many as a pattern with one odd piece out."""

from __future__ import annotations

import math
from collections.abc import Sequence

from oeuvre.create.library.drawings.canvas import Colours, lightness, rect, sheet
from oeuvre.create.library.emblems import Emblem

# Angles of a pattern, in the order of its diagonals: none twice running, one upright.
ANGLES = (-22.0, 16.0, 0.0, 30.0, -10.0)


def emblem_group(
    emblem: Emblem,
    colour: str,
    x: float,
    y: float,
    size: float,
    rotation: float = 0,
    *,
    colour2: str | None = None,
    mirrored: bool = False,
) -> str:
    """A fragment with the emblem centred on x, y, its width `size`; never mirrored when its note forbids it."""
    width, height = emblem.view
    flip = " scale(-1 1)" if mirrored and emblem.may_mirror else ""
    turn = f" rotate({rotation:g})" if rotation else ""
    return (
        f'<g transform="translate({x:.2f} {y:.2f}){turn}{flip} scale({size / width:.5f}) '
        f'translate({-width / 2:g} {-height / 2:g})">{emblem.inner(colour, colour2)}</g>'
    )


def pattern_svg(
    emblems: Sequence[Emblem],
    width: float,
    height: float,
    colours: Colours,
    cell: float,
    angles: Sequence[float] = ANGLES,
    odd_one: Emblem | None = None,
    seed: int = 0,
    *,
    paint_ground: bool = True,
    fill: float = 0.8,
) -> str:
    """Emblems in staggered rows, every `cell` pixels, cut by all edges: the ground of the Motif family.

    Pieces take ink, second and light in turn, whichever part from the ground; `odd_one` stands once, upright and in
    the signal colour, in the outer third of the page where a plate of words leaves it to be found.
    """
    page = sheet(width, height, colours, seed)
    ink = page.colour
    free = [
        colour
        for colour in dict.fromkeys((ink.ink, ink.second, ink.light))
        if colour != ink.signal and abs(lightness(colour) - lightness(ink.ground)) > 0.12
    ] or [ink.ink]
    columns, rows = math.ceil(width / cell) + 2, math.ceil(height / cell) + 2
    left, top = (width - (columns - 1) * cell) / 2, (height - (rows - 1) * cell) / 2
    spots = [
        (column, row, left + column * cell + (cell / 2 if row % 2 else 0) - cell / 4, top + row * cell)
        for row in range(rows)
        for column in range(columns)
    ]
    whole = [
        spot
        for spot in spots
        if cell * 0.45 < spot[2] < width - cell * 0.45
        and cell * 0.45 < spot[3] < height - cell * 0.45
        and (abs(spot[2] / width - 0.5) > 0.3 or abs(spot[3] / height - 0.5) > 0.34)
    ]
    chosen = page.chance.choice(whole)[:2] if odd_one is not None and whole else None
    shift = page.chance.randrange(len(angles) * 6)
    parts = [rect(0, 0, width, height, ink.ground)] if paint_ground else []
    for column, row, x, y in spots:
        if odd_one is not None and (column, row) == chosen:
            parts.append(emblem_group(odd_one, ink.signal, x, y, cell * fill * 1.08))
            continue
        piece = emblems[(column + 2 * row + shift) % len(emblems)]
        colour = free[(column + row + shift) % len(free)]
        angle = angles[(column * 3 + row * 2 + shift) % len(angles)]
        parts.append(emblem_group(piece, colour, x, y, cell * fill, angle))
    return page.done(*parts)
