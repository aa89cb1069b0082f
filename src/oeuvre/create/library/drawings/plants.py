"""Plants: cut-paper leaves, stems from the foot, a meadow, blobs, a garland round the edge."""

from __future__ import annotations

import math

from oeuvre.create.library.drawings.canvas import (
    Colours,
    Sheet,
    disc,
    group,
    mix,
    n,
    rect,
    shape,
    sheet,
    smooth,
    stroke,
)


def _alga(size: float, lobes: int, lean: float) -> str:
    """A leaf of rounded lobes in pairs, as scissors cut them, standing on 0, 0 and growing to -size."""
    left: list[tuple[float, float]] = []
    right: list[tuple[float, float]] = []
    for index in range(lobes):
        y = -size * (0.16 + 0.74 * index / lobes)
        reach = size * 0.36 * math.sin(math.pi * (0.25 + 0.66 * index / lobes))
        rise = size * 0.12
        left += [
            (-size * 0.05, y),
            (-reach * 0.9, y - rise * 0.7),
            (-reach, y - rise * 1.5),
            (-size * 0.07, y - rise * 0.75),
        ]
        right += [
            (size * 0.05, y),
            (reach * 0.9, y - rise * 0.7),
            (reach, y - rise * 1.5),
            (size * 0.07, y - rise * 0.75),
        ]
    points = [(-size * 0.04, 0.0), *left, (lean * size * 0.06, -size * 1.03), *reversed(right), (size * 0.04, 0.0)]
    return smooth(points, closed=True)


def leaf(size: float, plump: float = 0.3) -> str:
    """A plain leaf from 0, 0 to 0, -size."""
    w = size * plump
    low, high = n(-size * 0.25), n(-size * 0.72)
    return f"M0 0C{n(w)} {low} {n(w)} {high} 0 {n(-size)}C{n(-w)} {high} {n(-w)} {low} 0 0Z"


def draw_leaves(width: float, height: float, colours: Colours, seed: int = 0, *, each: float = 300) -> str:
    """Cut-paper leaves laid on patches of colour, in a loose grid, cut by the edges."""
    page = sheet(width, height, colours, seed)
    ink, cell = page.colour, each * page.unit
    columns, rows = max(1, round(width / cell)), max(1, round(height / cell))
    across, down = width / columns, height / rows
    patches = [ink.ground, ink.second, ink.light, ink.ground, ink.ink]
    parts = [page.ground()]
    signal_at = (page.chance.randrange(columns), page.chance.randrange(rows))
    for row in range(rows):
        for column in range(columns):
            patch = patches[(column * 2 + row * 3 + seed) % 5]
            x, y = column * across, row * down
            parts.append(rect(x, y, across + 0.6, down + 0.6, patch))
            options = [c for c in (ink.ink, ink.light, ink.second) if c != patch] or [ink.ink]
            colour = ink.signal if (column, row) == signal_at else options[(column + row) % len(options)]
            size = min(across, down) * 0.92
            kind = (column * 3 + row * 5 + seed) % 4
            turn = page.chance.choice((-24, -10, 8, 20, 38))
            middle_x, middle_y = x + across / 2, y + down / 2
            if kind < 2:
                body = group(shape(_alga(size, 4 + kind, page.chance.uniform(-1, 1)), colour), 0, size * 0.52)
            elif kind == 2:
                body = _branch(size, colour)
            else:
                blades = "".join(
                    group(shape(leaf(size * 0.56, 0.22), colour), 0, size * 0.1, angle) for angle in range(0, 360, 60)
                )
                body = group(blades, 0, -size * 0.1)
            parts.append(group(body, middle_x, middle_y, turn))
    return page.done(*parts)


def _branch(size: float, colour: str) -> str:
    """A stem with leaves in pairs, about 0, 0."""
    parts = [stroke(f"M0 {n(size * 0.5)}L0 {n(-size * 0.3)}", colour, size * 0.05)]
    for index in range(4):
        y = size * (0.36 - 0.2 * index)
        for side in (-1, 1):
            parts.append(group(shape(leaf(size * (0.34 - 0.03 * index), 0.32), colour), 0, y, side * 52))
    parts.append(group(shape(leaf(size * 0.34, 0.34), colour), 0, -size * 0.2))
    return "".join(parts)


def draw_stems(width: float, height: float, colours: Colours, seed: int = 0, *, reach: float = 0.62) -> str:
    """Flowers and blades growing from the foot to `reach` of the height, the middle ones lower."""
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.size
    parts = [page.ground()]
    step = short * 0.115
    count = math.ceil(width / step) + 1
    tall_most = min(height * reach, short * 1.1)
    for back in (True, False):
        for index in range(count):
            x = (index + (0.5 if back else 0)) * step + page.chance.uniform(-0.2, 0.2) * step
            hollow = 1 - 0.42 * math.exp(-(((x / width) - 0.42) ** 2) / 0.03)
            tall = tall_most * page.chance.uniform(0.45, 0.98) * (0.94 if back else 0.72) * hollow
            colour = mix(ink.second, ink.ground, 0.35) if back else (ink.second, ink.ink)[index % 2]
            parts.append(_plant(page, x, tall, colour, index + (7 if back else 0)))
    return page.done(*parts)


def _plant(page: Sheet, x: float, tall: float, colour: str, kind: int) -> str:
    ink, short, foot = page.colour, page.size, page.height
    lean = page.chance.uniform(-0.12, 0.12) * tall
    top_x, top_y = x + lean, foot - tall
    stem = stroke(f"M{n(x)} {n(foot + 4)}Q{n(x)} {n(foot - tall * 0.6)} {n(top_x)} {n(top_y)}", colour, short * 0.009)
    parts = [stem]
    head = short * page.chance.uniform(0.036, 0.058)
    bloom = ink.signal if kind % 5 == 1 else page.pale if kind % 5 == 3 else colour
    match kind % 5:
        case 0:
            parts.append(group(shape(leaf(tall * 0.5, 0.14), colour), x, foot + 2, lean / tall * 50 - 10))
            for index in range(5):
                y = top_y + tall * 0.1 * index
                for side in (-1, 1):
                    parts.append(
                        group(shape(leaf(head * 1.3, 0.28), colour), top_x - lean * 0.08 * index, y, side * 38)
                    )
        case 1:
            for turn in range(0, 360, 45):
                parts.append(group(shape(leaf(head * 1.15, 0.42), bloom), top_x, top_y, turn))
            parts.append(disc(top_x, top_y, head * 0.38, page.pale if bloom == ink.signal else ink.signal))
        case 2:
            parts.append(group(shape(leaf(tall * 0.72, 0.09), colour), x - short * 0.02, foot + 2, -9))
            parts.append(group(shape(leaf(tall * 0.56, 0.1), colour), x + short * 0.02, foot + 2, 12))
        case 3:
            cup = head * 1.1
            parts.append(
                shape(
                    f"M{n(top_x - cup)} {n(top_y - cup)}L{n(top_x - cup * 0.5)} {n(top_y - cup * 0.5)}"
                    f"L{n(top_x)} {n(top_y - cup * 1.15)}L{n(top_x + cup * 0.5)} {n(top_y - cup * 0.5)}"
                    f"L{n(top_x + cup)} {n(top_y - cup)}C{n(top_x + cup)} {n(top_y + cup * 0.7)} "
                    f"{n(top_x - cup)} {n(top_y + cup * 0.7)} {n(top_x - cup)} {n(top_y - cup)}Z",
                    bloom,
                )
            )
            for side in (-1, 1):
                parts.append(group(shape(leaf(tall * 0.34, 0.16), colour), x, foot - tall * 0.2, side * 24))
        case _:
            for index in range(9):
                angle = math.radians(-160 + 140 * index / 8)
                tip = (top_x + head * 1.5 * math.cos(angle), top_y + head * 1.5 * math.sin(angle))
                parts.append(stroke(f"M{n(top_x)} {n(top_y)}L{n(tip[0])} {n(tip[1])}", colour, short * 0.005))
                parts.append(disc(*tip, head * 0.17, page.pale))
    return "".join(parts)


def draw_blobs(width: float, height: float, colours: Colours, seed: int = 0) -> str:
    """Large soft patches of cut paper that meet the edges, with a thin leaf on the lightest."""
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.short
    long = max(width, height)
    parts = [page.ground()]
    count = max(4, round(long / short * 2.6))
    inks = [ink.second, ink.light, ink.signal, ink.ink if ink.ink != ink.light else page.dark]
    for index in range(count):
        along = (index + 0.5) / count * long
        side = short * (0.02 if index % 2 else 0.98) + page.chance.uniform(-0.1, 0.1) * short
        x, y = (along, side) if width >= height else (side, along)
        radius = short * page.chance.uniform(0.26, 0.4)
        lumps = [(page.chance.uniform(0.06, 0.17), k, page.chance.uniform(0, 6.28)) for k in (2, 3)]
        points = []
        for corner in range(14):
            angle = 2 * math.pi * corner / 14
            wobble = 1 + sum(a * math.sin(k * angle + f) for a, k, f in lumps)
            points.append((x + radius * wobble * math.cos(angle), y + radius * wobble * math.sin(angle)))
        colour = inks[(index + seed) % 4]
        parts.append(shape(smooth(points, closed=True), colour))
        mark = inks[(index + seed + 1) % 4]
        inward_x, inward_y = x + (width / 2 - x) * 0.16, y + (height / 2 - y) * 0.16
        match index % 3:
            case 0:
                parts.append(group(_branch(radius * 0.86, mark), inward_x, inward_y, page.chance.uniform(-60, 60)))
            case 1:
                for row in range(3):
                    for column in range(3):
                        spot = (inward_x + (column - 1) * radius * 0.24, inward_y + (row - 1) * radius * 0.24)
                        parts.append(disc(*spot, radius * 0.055, mark))
    return page.done(*parts)


def draw_petals(width: float, height: float, colours: Colours, seed: int = 0, *, each: float = 240) -> str:
    """Round flowers in staggered rows, as on a printed cloth; one in the signal colour."""
    page = sheet(width, height, colours, seed)
    ink, cell = page.colour, each * page.unit
    columns, rows = math.ceil(width / cell) + 1, math.ceil(height / (cell * 0.86)) + 1
    left, top = (width - (columns - 1) * cell) / 2, (height - (rows - 1) * cell * 0.86) / 2
    odd = (page.chance.randrange(columns), page.chance.randrange(rows))
    parts = [page.ground()]
    for row in range(rows):
        for column in range(columns + 1):
            x, y = left + column * cell - (cell / 2 if row % 2 else 0), top + row * cell * 0.86
            turn = page.chance.uniform(0, 60)
            petal, heart = ((ink.ink, page.pale), (page.pale, ink.second), (ink.second, ink.ink))[(column + row) % 3]
            if (column, row) == odd:
                petal, heart = ink.signal, page.pale
            blades = "".join(group(shape(leaf(cell * 0.4, 0.44), petal), 0, 0, angle) for angle in range(0, 360, 60))
            parts.append(group(blades + disc(0, 0, cell * 0.11, heart), x, y, turn))
            mid_x, mid_y = x + cell / 2, y + cell * 0.29
            parts.append(disc(mid_x, mid_y, cell * 0.045, mix(ink.ground, ink.ink, 0.5)))
    return page.done(*parts)


def draw_meadow(width: float, height: float, colours: Colours, seed: int = 0) -> str:
    """Blades of grass leaning one way over the lower part, with seed heads and one red one."""
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.size
    parts = [page.ground()]
    base = height * (0.96 if page.is_wide else 0.98)
    parts.append(disc(width * 0.74, height * 0.3, short * 0.15, ink.signal))
    for depth, colour in ((0, mix(ink.ground, ink.second, 0.5)), (1, ink.second), (2, page.dark)):
        count = math.ceil(width / (short * 0.034))
        for index in range(count):
            x = index * width / count + page.chance.uniform(-1, 1) * short * 0.02
            tall = min(height * 0.6, short * 0.62) * page.chance.uniform(0.5, 1) * (1 - 0.24 * depth)
            lean = tall * page.chance.uniform(0.06, 0.3)
            w = short * 0.013
            parts.append(
                shape(
                    f"M{n(x - w)} {n(base + short * 0.05)}Q{n(x)} {n(base - tall * 0.6)} {n(x + lean)} {n(base - tall)}"
                    f"Q{n(x + w * 1.6)} {n(base - tall * 0.55)} {n(x + w)} {n(base + short * 0.05)}Z",
                    colour,
                )
            )
            if index % 6 == depth * 2:
                parts.append(
                    group(shape(leaf(short * 0.075, 0.2), page.pale), x + lean, base - tall + short * 0.02, 22)
                )
    parts.append(rect(0, base, width, height - base + 1, page.dark))
    return page.done(*parts)
