"""Water: a sea with its sun, swells, ripples, scales."""

from __future__ import annotations

import math

from oeuvre.create.library.drawings.canvas import (
    Colours,
    area,
    disc,
    layer,
    n,
    rect,
    ring,
    scatter,
    sheet,
    smooth,
    steps,
    stroke,
    wave_points,
)
from oeuvre.create.library.drawings.compose import emblem_group
from oeuvre.create.library.emblems import Emblem


def draw_sea(
    width: float,
    height: float,
    colours: Colours,
    seed: int = 0,
    *,
    horizon: float | None = None,
    sun_at: float | None = None,
    sun_size: float | None = None,
    emblem: Emblem | None = None,
    layers: int = 5,
    sun: bool = True,
) -> str:
    """A sun going down on layered water, its light in rounded bars; `emblem` sails left of it.

    `horizon` and `sun_at` are parts of height and width, `sun_size` the sun's radius in parts of the short side.
    """
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.short
    horizon = horizon if horizon is not None else 0.58 if page.is_wide else 0.61
    sun_at = sun_at if sun_at is not None else 0.76 if page.is_wide else 0.62
    radius = short * (sun_size if sun_size is not None else 0.34 if page.is_wide else 0.29)
    x, y = width * sun_at, height * horizon
    deep = page.dark
    waters = steps(ink.second, deep, layers)
    parts = [page.ground()]
    if sun:
        parts.append(disc(x, y + radius * 0.08, radius, ink.signal))
    step = short * 0.06
    for index, water in enumerate(waters):
        line = y + (height - y) * (index / layers) ** 1.12
        amplitude = short * (0.007 + 0.005 * index)
        length = short * (0.62 + 0.13 * index)
        phase = page.chance.uniform(0, 6.28)
        parts.append(layer(page, wave_points(width, line, amplitude, length, phase, step), water))
        if index == 0 and emblem is not None:
            size = radius * (0.62 if sun else 0.9)
            at = max(x - radius * (1.62 if sun else 0), size * 0.8)
            parts.append(emblem_group(emblem, deep, at, y - size * 0.36, size))
            parts.append(layer(page, wave_points(width, line + short * 0.012, amplitude, length, phase, step), water))
        if sun and index < 3:
            band = (height - y) / layers
            long = radius * (1.5, 1.15, 0.8)[index]
            thick = min(band * 0.17, short * 0.016)
            for place, (offset, part) in enumerate(((-0.05, 1.0), (0.16, 0.62))):
                bar_y = line + amplitude * 1.4 + band * (0.2 + 0.4 * place)
                parts.append(
                    rect(x + offset * radius - long * part / 2, bar_y, long * part, thick, ink.light, thick / 2)
                )
    return page.done(*parts)


def draw_waves(
    width: float, height: float, colours: Colours, seed: int = 0, *, top: float = 0.0, layers: int | None = None
) -> str:
    """Swells from `top` (part of the height) to the foot, each a step from the second colour to the ink."""
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.short
    count = layers or max(4, min(9, round(6 * (height / short) ** 0.6)))
    parts = [page.ground()]
    first = height * top if top else height * 0.16
    for index, colour in enumerate(steps(ink.second, page.dark, count)):
        y = first + (height - first) * index / count
        amplitude = short * (0.028 + 0.004 * index)
        length = short * (0.95 + 0.1 * (index % 3))
        points = wave_points(width, y, amplitude, length, page.chance.uniform(0, 6.28), short * 0.09)
        parts.append(layer(page, points, colour))
        if index == count // 2:
            lift = [(x, y - short * 0.022) for x, y in points]
            parts.insert(-1, layer(page, lift, ink.signal))
    return page.done(*parts)


def draw_ripples(width: float, height: float, colours: Colours, seed: int = 0, *, stone: bool = True) -> str:
    """Rings spreading from two stones thrown into still water, cut by the edges."""
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.size
    one = (width * page.chance.uniform(0.24, 0.34), height * page.chance.uniform(0.62, 0.72))
    two = (width * page.chance.uniform(0.7, 0.8), height * page.chance.uniform(0.26, 0.36))
    parts = [page.ground()]
    for (x, y), reach, colour in ((one, 0.62, ink.ink), (two, 0.46, ink.second)):
        count = 9
        for index in range(count, 0, -1):
            radius = short * reach * index / count
            parts.append(ring(x, y, radius, colour, short / 1080 * (20 - 1.5 * index)))
        if stone:
            parts.append(disc(x, y, short * 0.03, ink.signal))
    return page.done(*parts)


def draw_scales(width: float, height: float, colours: Colours, seed: int = 0, *, each: float = 170) -> str:
    """Overlapping discs in rows, as scales, tiles or waves are drawn on old cloth."""
    page = sheet(width, height, colours, seed)
    ink, radius = page.colour, each * page.unit / 2
    columns = math.ceil(width / (2 * radius)) + 1
    rows = math.ceil(height / (radius * 0.9)) + 2
    bands = [ink.ink, ink.ground, ink.second, ink.ground]
    left = (width - columns * 2 * radius) / 2
    parts = [page.ground()]
    odd = (page.chance.randrange(1, max(2, columns)), page.chance.randrange(2, max(3, rows - 1)))
    for row in range(rows):
        y = row * radius * 0.9 - radius * 0.4
        for column in range(-1, columns + 1):
            x = left + column * 2 * radius + (radius if row % 2 else 0)
            colours_here = [ink.signal, ink.ground, ink.light, ink.ground] if (column, row) == odd else bands
            for index, colour in enumerate(colours_here):
                parts.append(disc(x, y, radius * (0.985 - 0.25 * index), colour))
    return page.done(*parts)


def draw_rain(width: float, height: float, colours: Colours, seed: int = 0) -> str:
    """Drops slanting over the page, one of them in the signal colour."""
    page = sheet(width, height, colours, seed)
    ink, unit = page.colour, page.unit
    spots = scatter(page, area(page, 118), 86 * unit)
    parts = [page.ground()]
    for index, (x, y) in enumerate(spots):
        long = unit * page.chance.choice((52, 70, 70, 96))
        colour = ink.signal if index == 0 else (ink.ink, ink.second)[index % 2]
        lean = long * 0.36
        parts.append(
            stroke(f"M{n(x + lean / 2)} {n(y - long / 2)}L{n(x - lean / 2)} {n(y + long / 2)}", colour, unit * 13)
        )
    return page.done(*parts)


def draw_river(width: float, height: float, colours: Colours, seed: int = 0) -> str:
    """A river seen from above, winding through fields to the far edge."""
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.short
    long, across = max(width, height), width >= height
    bend = short * 1.15
    phase = page.chance.uniform(0, 6.28)
    points: list[tuple[float, float]] = []
    for index in range(-3, math.ceil(long / short * 12) + 4):
        along = index * short / 12
        turn = 2 * math.pi * along / bend + phase
        side = short * (0.5 + 0.2 * math.sin(turn) + 0.07 * math.sin(turn * 0.43 + 1))
        points.append((along, side) if across else (side, along))
    line = smooth(points)
    bands = [(ink.second, 0.34), (ink.light, 0.24), (page.dark, 0.17)]
    parts = [page.ground()]
    parts += [stroke(line, colour, short * wide, "butt") for colour, wide in bands]
    parts.append(stroke(line, ink.signal, short * 0.014))
    return page.done(*parts)


def draw_bubbles(width: float, height: float, colours: Colours, seed: int = 0) -> str:
    """Discs and rings that rise and grow lighter, as in a glass."""
    page = sheet(width, height, colours, seed)
    ink, unit = page.colour, page.unit
    spots = sorted(scatter(page, area(page, 150), 118 * unit), key=lambda spot: -spot[1])
    parts = [page.ground()]
    for index, (x, y) in enumerate(spots):
        radius = unit * page.chance.choice((18, 26, 38, 54, 54))
        colour = ink.signal if index % 11 == 5 else (ink.second, ink.ink, page.pale)[index % 3]
        parts.append(disc(x, y, radius, colour) if index % 3 else ring(x, y, radius, colour, unit * 9))
    return page.done(*parts)
