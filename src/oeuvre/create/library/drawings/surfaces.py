"""Surfaces that fill a page evenly: stripes, checks, a halftone, confetti, terrazzo, dots."""

from __future__ import annotations

import math

from oeuvre.create.library.drawings.canvas import (
    Colours,
    area,
    disc,
    group,
    n,
    polygon,
    rect,
    ring,
    scatter,
    sheet,
    stroke,
)
from oeuvre.create.library.drawings.geometry import grid_of


def draw_stripes(width: float, height: float, colours: Colours, seed: int = 0, *, angle: float | None = None) -> str:
    """Bands of uneven width, straight or slanting, as on a deck-chair or an awning."""
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.short
    turn = angle if angle is not None else page.chance.choice((0, 0, 32, -32, 90))
    far = math.hypot(width, height)
    inks = [ink.ground, ink.second, ink.ground, ink.ink, ink.light, ink.second]
    widths = [0.13, 0.06, 0.13, 0.025, 0.08, 0.06]
    x, index, parts = -far / 2, page.chance.randrange(6), []
    signal = page.chance.randrange(8, 16)
    while x < far / 2:
        wide = short * widths[index % 6]
        parts.append(rect(x, -far / 2, wide + 0.6, far, ink.signal if index % 18 == signal else inks[index % 6]))
        x += wide
        index += 1
    return page.done(page.ground(), group("".join(parts), width / 2, height / 2, turn))


def draw_checks(width: float, height: float, colours: Colours, seed: int = 0, *, cells: float = 7) -> str:
    """A chequered ground that dissolves to one side; one square has the signal colour."""
    page = sheet(width, height, colours, seed)
    ink = page.colour
    columns, rows = grid_of(width, height, cells)
    across, down = width / columns, height / rows
    parts = [page.ground()]
    lone = (page.chance.randrange(columns), page.chance.randrange(max(1, rows // 2)))
    for row in range(rows):
        for column in range(columns):
            along = (row + 0.5) / rows if height >= width else 1 - (column + 0.5) / columns
            part = min(1.0, 0.3 + 0.9 * along)
            if (column + row) % 2 == (lone[0] + lone[1]) % 2:
                colour = ink.signal if (column, row) == lone else ink.ink if (row + column) % 4 < 2 else ink.second
                x, y = (column + 0.5) * across, (row + 0.5) * down
                w, h = across * part, down * part
                parts.append(rect(x - w / 2, y - h / 2, w + 0.3, h + 0.3, colour))
    return page.done(*parts)


def draw_halftone(
    width: float, height: float, colours: Colours, seed: int = 0, *, angle: float = 22, cell: float = 30
) -> str:
    """Dots that grow from nothing towards a corner, on a slanted screen."""
    page = sheet(width, height, colours, seed)
    ink, step = page.colour, cell * page.unit * 1.3
    turn = math.radians(angle)
    reach = math.hypot(width, height) / 2
    count = int(reach / step) + 2
    focus = page.chance.choice(((0.92, 0.9), (0.08, 0.92), (0.9, 0.08)))
    fx, fy = width * focus[0], height * focus[1]
    span = max(width, height) * (0.9 if page.ratio < 2.5 and page.ratio > 0.4 else 0.62)
    dots = []
    for i in range(-count, count + 1):
        for j in range(-count, count + 1):
            x = width / 2 + (i * math.cos(turn) - j * math.sin(turn)) * step
            y = height / 2 + (i * math.sin(turn) + j * math.cos(turn)) * step
            if -step < x < width + step and -step < y < height + step:
                value = 1 - math.hypot(x - fx, y - fy) / span
                radius = step * 0.72 * math.sqrt(max(0.0, value))
                if radius > step * 0.07:
                    dots.append(disc(x, y, radius, ink.ink))
    return page.done(page.ground(), *dots)


def draw_confetti(width: float, height: float, colours: Colours, seed: int = 0) -> str:
    """Paper strips, discs, rings and curls thrown over the page, denser at the top."""
    page = sheet(width, height, colours, seed)
    ink, unit = page.colour, page.unit
    inks = [ink.ink, ink.second, page.pale, ink.signal]
    parts = [page.ground()]
    for index, (x, y) in enumerate(scatter(page, area(page, 100), 68 * unit)):
        if page.chance.random() < 0.42 * (y / height):
            continue
        colour = inks[index % 4]
        turn = page.chance.uniform(0, 180)
        match index % 5:
            case 0:
                parts.append(group(rect(-unit * 24, -unit * 8, unit * 48, unit * 16, colour), x, y, turn))
            case 1:
                parts.append(disc(x, y, unit * 15, colour))
            case 2:
                curl = (
                    f"M{n(-30 * unit)} 0C{n(-10 * unit)} {n(-34 * unit)} {n(10 * unit)} {n(34 * unit)} {n(30 * unit)} 0"
                )
                parts.append(group(stroke(curl, colour, unit * 11), x, y, turn))
            case 3:
                corners = [(0.0, -20 * unit), (18 * unit, 14 * unit), (-18 * unit, 14 * unit)]
                parts.append(group(polygon(corners, colour), x, y, turn))
            case _:
                parts.append(ring(x, y, unit * 15, colour, unit * 8))
    return page.done(*parts)


def draw_terrazzo(width: float, height: float, colours: Colours, seed: int = 0, *, each: float = 92) -> str:
    """Chips of stone of three sizes, no two touching."""
    page = sheet(width, height, colours, seed)
    ink, unit = page.colour, page.unit
    inks = [ink.ink, ink.second, page.pale, ink.second, ink.ink, page.pale, ink.signal]
    parts = [page.ground()]
    for index, (x, y) in enumerate(scatter(page, area(page, each), each * unit * 0.74)):
        size = unit * each * page.chance.choice((0.14, 0.22, 0.34, 0.42))
        corners = page.chance.randrange(5, 8)
        start = page.chance.uniform(0, 6.28)
        points = []
        for corner in range(corners):
            angle = start + 2 * math.pi * corner / corners
            reach = size * page.chance.uniform(0.68, 1.12)
            points.append((x + reach * math.cos(angle) * 1.12, y + reach * math.sin(angle) * 0.86))
        parts.append(polygon(points, inks[index % 7]))
    return page.done(*parts)


def draw_dots(width: float, height: float, colours: Colours, seed: int = 0, *, cells: float = 7) -> str:
    """A strict grid of equal dots, some swollen into each other, one in the signal colour."""
    page = sheet(width, height, colours, seed)
    ink = page.colour
    columns, rows = grid_of(width, height, cells)
    across, down = width / columns, height / rows
    radius = min(across, down) * 0.3
    parts = [page.ground()]
    lone = (page.chance.randrange(columns), page.chance.randrange(rows))
    for row in range(rows):
        for column in range(columns):
            x, y = (column + 0.5) * across, (row + 0.5) * down
            colour = ink.signal if (column, row) == lone else (ink.ink, ink.ink, ink.second)[(column * 2 + row) % 3]
            draw = page.chance.random()
            if draw < 0.16 and column + 1 < columns and (column, row) != lone and (column + 1, row) != lone:
                parts.append(rect(x - radius, y - radius, across + 2 * radius, 2 * radius, colour, radius))
            elif draw < 0.3 and row + 1 < rows and (column, row) != lone and (column, row + 1) != lone:
                parts.append(rect(x - radius, y - radius, 2 * radius, down + 2 * radius, colour, radius))
            else:
                parts.append(disc(x, y, radius, colour))
    return page.done(*parts)
