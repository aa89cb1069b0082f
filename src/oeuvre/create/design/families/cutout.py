"""Emblems as cut-outs inside a drawing: placed by their own ink, not by the empty square that they came in.

Every function returns a fragment of SVG in the coordinates of the page; `picture` closes fragments into a drawing.
"""

from __future__ import annotations

import math
from functools import lru_cache

from oeuvre.create.design.families.pieces import spans, turned_ink
from oeuvre.create.design.page import Box
from oeuvre.create.library import Emblem


def ink_of(emblem: Emblem) -> Box:
    """Where the emblem's ink is on its own canvas."""
    return turned_ink(emblem)


@lru_cache(maxsize=256)
def slices(emblem: Emblem, levels: int = 28) -> tuple[tuple[float, float, float, float], ...]:
    """The outline as level slices (left, top, right, bottom) about the ink's centre, its longer side being 1."""
    ink = ink_of(emblem)
    k = 1 / max(ink.width, ink.height)
    x, y = ink.centre
    step = ink.height / levels
    found = []
    for level in range(levels):
        at = ink.y + (level + 0.5) * step
        inside = spans(emblem, at)
        if inside:
            left, right = inside[0][0], inside[-1][1]
            found.append(((left - x) * k, (at - step / 2 - y) * k, (right - x) * k, (at + step / 2 - y) * k))
    return tuple(found)


def covered(emblem: Emblem, cx: float, cy: float, size: float) -> Box:
    """The box of an upright cut-out whose longer side is `size`, centred on a point."""
    ink = ink_of(emblem)
    k = size / max(ink.width, ink.height)
    return Box(cx - ink.width * k / 2, cy - ink.height * k / 2, ink.width * k, ink.height * k)


def cutout(
    emblem: Emblem,
    cx: float,
    cy: float,
    size: float,
    colour: str,
    *,
    turn: float = 0.0,
    hollow: str | None = None,
    extra: str = "",
) -> str:
    """The emblem in one flat colour: the centre of its ink at a point, the longer side of its ink `size` long.

    `turn` in degrees clockwise; `hollow` fills its holes, so that what lies behind does not show through them.
    """
    ink = ink_of(emblem)
    k = size / max(ink.width, ink.height)
    x, y = ink.centre
    return (
        f'<g transform="translate({cx:.2f} {cy:.2f}) rotate({turn:g}) scale({k:.5f}) translate({-x:.2f} {-y:.2f})" '
        f'fill="{colour}"{extra}>{emblem.inner(colour, hollow)}</g>'
    )


def picture(box: Box, *parts: str) -> str:
    """Fragments in page coordinates as one SVG that covers `box`."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box.x:g} {box.y:g} {box.width:g} {box.height:g}" '
        f'width="{box.width:g}" height="{box.height:g}">{"".join(parts)}</svg>'
    )


def rect(box: Box, fill: str, radius: float = 0.0) -> str:
    """A plain rectangle."""
    rounded = f' rx="{radius:.2f}"' if radius else ""
    return (
        f'<rect x="{box.x:.2f}" y="{box.y:.2f}" width="{box.width:.2f}" height="{box.height:.2f}" fill="{fill}"'
        f"{rounded}/>"
    )


def disc(cx: float, cy: float, radius: float, fill: str) -> str:
    """A plain disc."""
    return f'<circle cx="{cx:.2f}" cy="{cy:.2f}" r="{radius:.2f}" fill="{fill}"/>'


def clipped(area: Box, *parts: str) -> str:
    """Fragments as one SVG that covers `area`, cut at its edges."""
    frame = f'x="{area.x:.2f}" y="{area.y:.2f}" width="{area.width:.2f}" height="{area.height:.2f}"'
    return picture(area, f'<clipPath id="area"><rect {frame}/></clipPath><g clip-path="url(#area)">', *parts, "</g>")


def swell(area: Box, y: float, height: float, length: float, phase: float, fill: str) -> str:
    """A soft horizon across `area` at `y`, `height` high and `length` from crest to crest, filled to the bottom."""
    steps = 48
    points = []
    for index in range(steps + 1):
        x = area.width * index / steps
        angle = 2 * math.pi * x / length + phase
        points.append(f"{area.x + x:.1f} {y + height * (math.sin(angle) + 0.35 * math.sin(angle * 2.3 + phase)):.1f}")
    floor = area.bottom + 2
    return f'<path d="M{"L".join(points)}L{area.right:.1f} {floor:.1f}L{area.x:.1f} {floor:.1f}Z" fill="{fill}"/>'
