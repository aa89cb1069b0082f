"""Emblems as outlines: measured by their own ink even when turned, sliced level by level, run off a disc's edge.

A piece's canvas has air round its ink, a different air for each. Everything here works on the ink.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Any

from fontTools.pens.basePen import BasePen
from fontTools.svgLib.path.parser import parse_path

from oeuvre.create.design.page import Box
from oeuvre.create.design.scene import Drawing
from oeuvre.create.design.sheet import Sheet
from oeuvre.create.library import Emblem

Point = tuple[float, float]
_PATH = re.compile(r'<path\b[^>]*?\bd="([^"]*)"')


class _Flat(BasePen):  # type: ignore[misc]
    """Curves as short straight pieces, eight for each cubic."""

    def __init__(self) -> None:
        super().__init__(None)
        self.rings: list[list[Point]] = []

    def _moveTo(self, pt: Point) -> None:  # noqa: N802
        self.rings.append([pt])

    def _lineTo(self, pt: Point) -> None:  # noqa: N802
        self.rings[-1].append(pt)

    def _curveToOne(self, pt1: Point, pt2: Point, pt3: Point) -> None:  # noqa: N802
        x0, y0 = self._getCurrentPoint()
        for step in range(1, 9):
            t = step / 8
            s = 1 - t
            a, b, c, d = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
            self.rings[-1].append(
                (a * x0 + b * pt1[0] + c * pt2[0] + d * pt3[0], a * y0 + b * pt1[1] + c * pt2[1] + d * pt3[1])
            )


@lru_cache(maxsize=256)
def _rings(body: str) -> tuple[tuple[Point, ...], ...]:
    pen: Any = _Flat()
    for path in _PATH.findall(body):
        parse_path(path, pen)
    return tuple(tuple(ring) for ring in pen.rings if len(ring) > 2)


@lru_cache(maxsize=512)
def _turned(body: str, view: tuple[float, float], turn: float) -> tuple[tuple[Point, ...], ...]:
    rings = _rings(body)
    if not turn:
        return rings
    cx, cy = view[0] / 2, view[1] / 2
    c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    return tuple(
        tuple((cx + (x - cx) * c - (y - cy) * s, cy + (x - cx) * s + (y - cy) * c) for x, y in ring) for ring in rings
    )


def turned_ink(emblem: Emblem, turn: float = 0.0) -> Box:
    """The box of the piece's ink, in its canvas, after a turn clockwise about the canvas's centre."""
    points = [point for ring in _turned(emblem.body, emblem.view, turn) for point in ring]
    if not points:
        return Box(0, 0, *emblem.view)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(max(xs) - min(xs), 1.0), max(max(ys) - min(ys), 1.0))


def spans(emblem: Emblem, y: float, turn: float = 0.0) -> list[tuple[float, float]]:
    """Where the ink is along the level line `y` of the canvas, by the nonzero rule."""
    crossings: list[tuple[float, int]] = []
    for ring in _turned(emblem.body, emblem.view, turn):
        for (x0, y0), (x1, y1) in zip(ring, (*ring[1:], ring[0]), strict=True):
            if (y0 <= y) != (y1 <= y):
                crossings.append((x0 + (y - y0) * (x1 - x0) / (y1 - y0), 1 if y1 > y0 else -1))
    crossings.sort()
    found: list[tuple[float, float]] = []
    winding, start = 0, 0.0
    for x, way in crossings:
        before, winding = winding, winding + way
        if before == 0:
            start = x
        elif winding == 0 and x > start:
            found.append((start, x))
    return found


def contained(emblem: Emblem, box: Box, turn: float = 0.0, hang: tuple[float, float] = (0.5, 0.5)) -> Box:
    """The largest box of the piece's own ratio inside `box`; `hang` says where it sits in what is left over."""
    ink = turned_ink(emblem, turn)
    scale = min(box.width / ink.width, box.height / ink.height)
    w, h = ink.width * scale, ink.height * scale
    return Box(box.x + (box.width - w) * hang[0], box.y + (box.height - h) * hang[1], w, h)


def placed(emblem: Emblem, where: Box, colour: str, *, turn: float = 0.0, hollow: str | None = None) -> str:
    """The piece as an SVG group whose ink fills `where`, which has the ink's ratio. `hollow` fills its holes."""
    ink = turned_ink(emblem, turn)
    scale = where.width / ink.width
    spin = f" rotate({turn:g} {emblem.view[0] / 2:g} {emblem.view[1] / 2:g})" if turn else ""
    return (
        f'<g fill="{colour}" transform="translate({where.x - ink.x * scale:.3f} {where.y - ink.y * scale:.3f}) '
        f'scale({scale:.5f}){spin}">{emblem.inner(colour, hollow)}</g>'
    )


def canvas(box: Box, body: str) -> str:
    """An SVG that covers `box`, drawn in the page's own coordinates."""
    view = f"{box.x:.3f} {box.y:.3f} {box.width:.3f} {box.height:.3f}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" '
        f'width="{box.width:.3f}" height="{box.height:.3f}">{body}</svg>'
    )


def cut_out(
    sheet: Sheet,
    emblem: Emblem,
    box: Box,
    colour: str,
    *,
    turn: float = 0.0,
    hang: tuple[float, float] = (0.5, 0.5),
    hollow: str | None = None,
) -> Drawing:
    """Place the piece in one flat colour, its ink as large as `box` allows; the drawing's box is the ink's."""
    where = contained(emblem, box, turn, hang)
    svg = canvas(where, placed(emblem, where, colour, turn=turn, hollow=hollow))
    return sheet.drawing(svg, where, "emblem", ink=where.inset(min(where.width, where.height) * 0.04))


def in_disc(emblem: Emblem, cx: float, cy: float, radius: float, colour: str, *, fill: float = 1.0) -> str:
    """The piece inside a disc, as SVG. One that is cut straight is run off the disc's edge on that side."""
    cut = emblem.cut_edges
    ink = turned_ink(emblem)
    if not cut:
        # As large as keeps the farthest point of the ink at 86 % of the radius from the middle.
        x0, y0 = ink.centre
        reach = max(math.hypot(x - x0, y - y0) for ring in _rings(emblem.body) for x, y in ring)
        scale = radius * 0.84 * fill / reach
        w, h = ink.width * scale, ink.height * scale
        return placed(emblem, Box(cx - w / 2, cy - h / 2, w, h), colour)
    # Past the rim where the disc is narrower than the piece: the straight cut is never seen.
    across, upright = {"left", "right"} <= cut, {"top", "bottom"} <= cut
    scale = 2.05 * radius / ink.width if across else 1.5 * radius / max(ink.width, ink.height)
    if upright:
        scale = max(scale, 2.05 * radius / ink.height)
    w, h = ink.width * scale, ink.height * scale
    x, y = cx - w / 2, cy - h / 2
    if not across and cut & {"left", "right"}:
        x = cx - radius if "left" in cut else cx + radius - w
    if not upright and cut & {"top", "bottom"}:
        y = cy - radius if "top" in cut else cy + radius - h
    name = f"rim{hash((round(cx * 10), round(cy * 10), round(radius * 10))) % 1000003}"
    return (
        f'<clipPath id="{name}"><circle cx="{cx:.2f}" cy="{cy:.2f}" r="{radius:.2f}"/></clipPath>'
        f'<g clip-path="url(#{name})">{placed(emblem, Box(x, y, w, h), colour)}</g>'
    )
