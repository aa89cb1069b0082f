"""Plain geometry: rings, tiles, arches, one large figure, a rosette, a stair."""

from __future__ import annotations

import math
from collections.abc import Sequence

from oeuvre.create.library.drawings.canvas import (
    Colours,
    disc,
    group,
    lightness,
    n,
    polygon,
    rect,
    ring,
    shape,
    sheet,
    smooth,
    steps,
    stroke,
)
from oeuvre.create.library.drawings.compose import emblem_group
from oeuvre.create.library.emblems import Emblem

# A tile is drawn on a square from -1 to 1: two quarter discs, a disc, a lens, stripes, a corner and so on.
TILES = (
    "M-1-1A2 2 0 0 1 1 1L-1 1Z",
    "M-1-1A1 1 0 0 1 1-1ZM-1 0A1 1 0 0 1 1 0ZM-1 1A1 1 0 0 1 1 1Z",
    "M-.78 0A.78 .78 0 1 1 .78 0A.78 .78 0 1 1-.78 0Z",
    "M0-1L1 0 0 1-1 0Z",
    "M-1-1A2 2 0 0 1 1 1A2 2 0 0 1-1-1Z",
    "M-1-1H1V-.5H-1ZM-1 0H1V.5H-1Z",
    "M-1-1L1 1-1 1Z",
    "M-1-1A1 1 0 0 1 0 0A1 1 0 0 1-1 1ZM1-1A1 1 0 0 0 0 0A1 1 0 0 0 1 1Z",
    "M-1 1A2 2 0 0 1 1-1V-.4A1.4 1.4 0 0 0-.4 1Z",
)


def grid_of(width: float, height: float, cells: float) -> tuple[int, int]:
    """Columns and rows of cells as square as the page allows, about `cells` on its short side."""
    short, long = min(width, height), max(width, height)
    # On a long strip the cells are fewer and larger.
    side = short / max(1, round(cells / max(1.0, (long / short / 1.6) ** 0.5)))
    return max(1, round(width / side)), max(1, round(height / side))


def draw_rings(
    width: float,
    height: float,
    colours: Colours,
    seed: int = 0,
    *,
    at: tuple[float, float] | None = None,
    size: float | None = None,
    count: int = 9,
) -> str:
    """Even rings about a disc: a record, a target, an echo. `at` in parts of the page, `size` by the short side."""
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.short
    radius = short * (size if size is not None else 0.44 if page.is_wide else 0.58 if page.is_tall else 0.36)
    place = at or ((1 - (radius + short * 0.07) / width, 0.5) if page.is_wide else (0.6, 0.38))
    x, y = width * place[0], height * place[1]
    inner = radius * 0.31
    thick = (radius - inner) / count * 0.42
    parts = [page.ground()]
    for index in range(count):
        parts.append(ring(x, y, inner + (radius - inner) * index / (count - 1), ink.ink, thick))
    parts.append(disc(x, y, radius * 0.22, ink.signal))
    return page.done(*parts)


def draw_mosaic(
    width: float,
    height: float,
    colours: Colours,
    seed: int = 0,
    *,
    cells: float = 4,
    emblems: Sequence[Emblem] = (),
    skip: Sequence[tuple[int, int]] = (),
) -> str:
    """Square tiles of quarter discs, discs, bars and lenses; an emblem on a few; `skip` names cells left as ground."""
    page = sheet(width, height, colours, seed)
    ink = page.colour
    columns, rows = grid_of(width, height, cells)
    across, down = width / columns, height / rows
    inks = list(dict.fromkeys((ink.ground, ink.ink, ink.signal, ink.second, ink.light)))
    parts = [page.ground()]
    free = [(c, r) for r in range(rows) for c in range(columns) if (c, r) not in skip]
    hosts = dict(zip(page.chance.sample(free, min(len(emblems), len(free))), emblems, strict=False))
    before: dict[tuple[int, int], tuple[str, int]] = {}
    for column, row in free:
        neighbours = {before.get((column - 1, row), ("", -1)), before.get((column, row - 1), ("", -1))}
        choice = [c for c in inks if c not in {colour for colour, _ in neighbours}] or inks
        back = page.chance.choice(choice)
        front = page.chance.choice([c for c in inks if c != back] or inks)
        kinds = [k for k in (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8) if k not in {kind for _, kind in neighbours}]
        kind = page.chance.choice(kinds)
        before[(column, row)] = (back, kind)
        x, y = column * across, row * down
        parts.append(rect(x, y, across + 0.6, down + 0.6, back))
        host = hosts.get((column, row))
        middle = f'<g transform="translate({n(x + across / 2)} {n(y + down / 2)})'
        if host is not None:
            parts.append(emblem_group(host, front, x + across / 2, y + down / 2, min(across, down) * 0.78))
            continue
        turn = page.chance.choice((0, 90, 180, 270))
        size = f"scale({across / 2:.3f} {down / 2:.3f})"
        parts.append(f'{middle} {size} rotate({turn})">{shape(TILES[kind], front)}</g>')
    return page.done(*parts)


def draw_arches(width: float, height: float, colours: Colours, seed: int = 0, *, cells: float | None = None) -> str:
    """Rows of nested arches, every other one turned over: a rainbow, a bridge, an arcade."""
    page = sheet(width, height, colours, seed)
    ink = page.colour
    columns, rows = grid_of(width, height, cells or 3)
    across, down = width / columns, height / rows
    bands = [page.dark, ink.ground, ink.second, ink.light, ink.signal]
    parts = [page.ground()]
    for row in range(rows):
        for column in range(columns):
            x, y = column * across, row * down
            up = (row + column + seed) % 2 == 0
            parts.append(rect(x, y, across + 0.6, down + 0.6, ink.ground if up else ink.second))
            inks = bands if up else [ink.light, ink.second, page.dark, ink.ground, ink.signal]
            body = []
            for index, colour in enumerate(inks):
                half = 1 - 0.2 * index
                body.append(
                    shape(
                        f"M{-half:.2f} 1V{1 - half:.2f}A{half:.2f} {half:.2f} 0 0 1 {half:.2f} {1 - half:.2f}V1Z",
                        colour,
                    )
                )
            flip = "" if up else " rotate(180)"
            parts.append(
                f'<g transform="translate({n(x + across / 2)} {n(y + down / 2)}) scale({across / 2:.3f} {down / 2:.3f})'
                f'{flip}">{"".join(body)}</g>'
            )
    return page.done(*parts)


def draw_figure(width: float, height: float, colours: Colours, seed: int = 0) -> str:
    """One large figure of plain parts, balanced on a bar: disc, half disc, square, beam. Off the words' side."""
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.short
    unit = short * (0.2 if page.is_wide else 0.3 if page.is_tall else 0.205)
    x = width - unit * 2.7 if page.is_wide else width * 0.56
    y = height * (0.52 if page.is_wide else 0.36)
    parts = [page.ground()]
    kind = page.chance.randrange(4)
    half = f"M{n(-unit)} 0A{n(unit)} {n(unit)} 0 0 1 {n(unit)} 0Z"
    quarter = f"M0 0H{n(unit)}A{n(unit)} {n(unit)} 0 0 1 0 {n(unit)}Z"
    if kind == 0:
        body = disc(-unit * 0.5, -unit * 0.55, unit * 1.1, ink.second) + rect(
            0, -unit * 0.55, unit * 1.5, unit * 1.5, ink.ink
        )
        body += group(shape(half, ink.signal), unit * 0.2, unit * 0.95, 180) + rect(
            -unit * 2, unit * 0.92, unit * 4, unit * 0.14, ink.ink
        )
    elif kind == 1:
        body = rect(-unit * 0.3, -unit * 1.7, unit * 0.6, unit * 3.4, ink.ink)
        body += group(shape(half, ink.signal), 0, -unit * 0.4, 90, 1.2) + group(
            shape(half, ink.second), 0, unit * 0.7, -90, 1.0
        )
        body += disc(unit * 0.98, unit * 1.25, unit * 0.42, ink.light)
    elif kind == 2:
        body = "".join(
            group(shape(quarter, colour), dx * unit, dy * unit, turn)
            for colour, dx, dy, turn in (
                (ink.ink, -1.05, -1.05, 0),
                (ink.signal, 1.05, -1.05, 90),
                (ink.second, 1.05, 1.05, 180),
                (ink.ink, -1.05, 1.05, 270),
            )
        )
        body += disc(0, 0, unit * 0.36, ink.light) + disc(unit * 1.15, -unit * 1.15, unit * 0.3, ink.second)
    else:
        body = polygon([(-unit * 1.7, unit * 1.2), (-unit * 0.5, -unit * 0.9), (unit * 0.7, unit * 1.2)], ink.ink)
        body += polygon([(unit * 0.1, unit * 1.2), (unit * 0.9, -unit * 0.2), (unit * 1.7, unit * 1.2)], ink.second)
        body += disc(unit * 0.62, -unit * 1.05, unit * 0.62, ink.signal)
        body += rect(-unit * 2, unit * 1.2, unit * 4, unit * 0.16, ink.ink)
    return page.done(*parts, group(body, x, y))


def draw_rosette(width: float, height: float, colours: Colours, seed: int = 0, *, petals: int | None = None) -> str:
    """Fine curves turning about a centre, as on share certificates; large enough to be cut by the edges."""
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.short
    x, y = (width - short * 0.56, height * 0.5) if page.is_wide else (width * 0.5, height * 0.44)
    lobes = petals or page.chance.choice((10, 12, 14, 16))
    reach = short * (0.5 if page.is_wide or page.is_tall else 0.46)
    parts = [page.ground()]
    for number in range(16):
        radius = reach * (0.3 + 0.64 * number / 15)
        deep = reach * 0.075
        phase = math.pi * (number % 2) + number // 2 * 0.16
        points = []
        for corner in range(lobes * 8):
            angle = 2 * math.pi * corner / (lobes * 8)
            away = radius + deep * math.sin(lobes * angle + phase)
            points.append((x + away * math.cos(angle), y + away * math.sin(angle)))
        colour = ink.signal if number == 15 else (ink.ink, ink.second)[number % 2]
        parts.append(stroke(smooth(points, closed=True), colour, short * 0.0042))
    parts += [ring(x, y, reach * 0.17, ink.ink, short * 0.0042), disc(x, y, reach * 0.12, ink.signal)]
    return page.done(*parts)


def draw_steps(width: float, height: float, colours: Colours, seed: int = 0) -> str:
    """A stair of bars rising to a disc: growth, a score, a way up."""
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.short
    count = max(5, min(14, round(width / short * 6) + page.chance.choice((-1, 0, 1))))
    bar = width / count
    parts = [page.ground()]
    shades = steps(ink.second, page.dark if lightness(ink.ground) > 0.5 else ink.ink, count)
    for index in range(count):
        tall = height * (0.14 + 0.5 * ((index + 1) / count) ** 1.3)
        left, right = round(index * bar), round((index + 1) * bar)
        parts.append(rect(left, height - tall, right - left, tall + 1, shades[index]))
    radius = min(bar * 0.5, short * 0.11)
    parts.append(disc(width - bar / 2, height * 0.36 - radius * 1.02, radius, ink.signal))
    return page.done(*parts)
