"""Land: hills, peaks, birches, a street of houses, fields, heights drawn by their lines."""

from __future__ import annotations

import math

from oeuvre.create.library.drawings.canvas import (
    Colours,
    Point,
    disc,
    layer,
    lightness,
    mix,
    n,
    polygon,
    rect,
    shape,
    sheet,
    smooth,
    steps,
    stroke,
    wave_points,
)
from oeuvre.create.library.drawings.compose import emblem_group
from oeuvre.create.library.emblems import Emblem


def draw_hills(
    width: float,
    height: float,
    colours: Colours,
    seed: int = 0,
    *,
    horizon: float | None = None,
    emblem: Emblem | None = None,
    trees: bool = True,
) -> str:
    """Layered hills under a sun, round trees on the second one; `emblem` stands on the third."""
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.short
    top = horizon if horizon is not None else 0.46 if page.is_wide else 0.56
    count = 5
    parts = [page.ground()]
    sun_x = width * (0.78 if page.is_wide else 0.7)
    parts.append(disc(sun_x, height * top - short * 0.1, short * (0.2 if page.is_wide else 0.17), ink.signal))
    for index, colour in enumerate(steps(ink.second, page.dark, count)):
        line = height * (top + (1 - top) * index / count)
        points = wave_points(
            width,
            line,
            short * (0.05 - 0.004 * index),
            short * (1.25 + 0.21 * ((index * 2) % 3)),
            page.chance.uniform(0, 6.28),
            short * 0.1,
        )
        if trees and index in (1, 2):
            leaf = mix(colour, page.dark, 0.45)
            for _ in range(max(3, round(width / short * 4))):
                x, y = page.chance.choice(points[1:-1])
                x += page.chance.uniform(-0.05, 0.05) * short
                tall = short * page.chance.uniform(0.028, 0.05) * (1 + 0.3 * index)
                parts.append(rect(x - tall * 0.07, y - tall * 1.1, tall * 0.14, tall * 1.8, page.dark))
                parts.append(disc(x, y - tall * 1.25, tall * 0.62, leaf))
        if index == 3 and emblem is not None:
            x = width * (0.72 if page.is_wide else 0.34)
            size = short * 0.26
            parts.append(emblem_group(emblem, ink.light, x, line - size * 0.36, size))
        parts.append(layer(page, points, colour))
    return page.done(*parts)


def draw_mountains(width: float, height: float, colours: Colours, seed: int = 0, *, foot: float = 1.0) -> str:
    """Angular ranges, the far ones pale, each peak with a lit and a shaded side and cut-paper snow."""
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.short
    dark = page.dark
    parts = [page.ground()]
    sun_x = width * (0.82 if page.is_wide else 0.76)
    parts.append(disc(sun_x, height * 0.3 if page.is_wide else height * 0.27, short * 0.13, ink.signal))
    ranges = ((0.46, 0.34, 0.30), (0.62, 0.28, 0.58), (0.80, 0.22, 1.0))
    for index, (base, tall, depth) in enumerate(ranges):
        lit = mix(ink.second, dark, depth * 0.62 if index < 2 else 0.72)
        shade = mix(lit, dark, 0.42)
        step = short * (0.46 - 0.05 * index)
        x = -step * page.chance.uniform(0.1, 0.6)
        floor = height * foot + 2
        while x < width + step:
            reach = step * page.chance.uniform(0.85, 1.3)
            peak_x, peak_y = (
                x + reach * page.chance.uniform(0.42, 0.58),
                height * base - short * tall * page.chance.uniform(0.6, 1.0),
            )
            slope = 1.12
            drop = floor - peak_y
            left, right = (peak_x - drop / slope, floor), (peak_x + drop / slope, floor)
            ridge = (peak_x + drop * 0.16, floor)
            parts.append(polygon([(peak_x, peak_y), left, right], lit))
            bend = (peak_x + short * 0.03, peak_y + short * 0.1)
            knee = (peak_x - short * 0.02, peak_y + short * 0.2)
            parts.append(polygon([(peak_x, peak_y), bend, knee, ridge, right], shade))
            if index < 2:
                cap = short * tall * 0.2
                zig: list[Point] = [(peak_x, peak_y)]
                for part, deep in ((1.0, 1.0), (0.45, 0.72), (0.12, 1.12), (-0.3, 0.7), (-0.62, 1.04), (-1.0, 1.0)):
                    zig.append((peak_x + part * cap / slope, peak_y + cap * deep))
                parts.append(polygon(zig, ink.light))
            x += reach
    return page.done(*parts)


def draw_birches(
    width: float,
    height: float,
    colours: Colours,
    seed: int = 0,
    *,
    emblem: Emblem | None = None,
    floor: float = 0.84,
    moon: bool = True,
) -> str:
    """Uneven trunks from edge to edge before a moon; `emblem` waits between two of them, on the ground."""
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.short
    dark = page.dark
    # Pale trunks need a wood behind them that is not pale.
    wood = ink.ground if lightness(ink.ground) < 0.6 else mix(ink.second, dark, 0.35)
    trunk, back = ink.light, mix(wood, dark, 0.3)
    parts = [page.ground(wood)]
    gap_x = width * (0.72 if page.is_wide else 0.56)
    if moon:
        parts.append(
            disc(
                gap_x + short * 0.2,
                height * (0.36 if page.is_wide else 0.26),
                short * 0.16,
                ink.second if emblem else ink.signal,
            )
        )
    x = short * 0.03
    while x < width:
        parts.append(rect(x, 0, short * 0.024, height, back))
        x += short * page.chance.uniform(0.1, 0.15)
    y = height * floor
    if emblem is not None:
        size = min(short * 0.42, y * 0.6)
        parts.append(emblem_group(emblem, ink.signal, gap_x, y - size * 0.42, size))
    x = -short * page.chance.uniform(0.0, 0.04)
    while x < width:
        wide = short * page.chance.choice((0.05, 0.062, 0.075, 0.09))
        if abs(x + wide / 2 - gap_x) > short * 0.17 or emblem is None:
            parts.append(rect(x, 0, wide, height, trunk))
            mark = short * page.chance.uniform(0.01, 0.06)
            while mark < height:
                long, thick = wide * page.chance.uniform(0.25, 0.62), short * page.chance.uniform(0.006, 0.015)
                left = page.chance.random() < 0.5
                edge, tip = (x, x + long) if left else (x + wide, x + wide - long)
                parts.append(
                    shape(f"M{n(edge)} {n(mark - thick)}Q{n(tip)} {n(mark)} {n(edge)} {n(mark + thick * 0.7)}Z", dark)
                )
                mark += short * page.chance.uniform(0.035, 0.1)
        x += wide + short * page.chance.uniform(0.09, 0.17)
    points = wave_points(width, y, short * 0.015, short * 0.8, page.chance.uniform(0, 6.28), short * 0.09)
    parts.append(layer(page, points, dark))
    return page.done(*parts)


def draw_houses(
    width: float, height: float, colours: Colours, seed: int = 0, *, floor: float | None = None, moon: bool = True
) -> str:
    """A street of narrow houses with lit windows, their roofs all different, under a moon."""
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.size
    base = height * (floor if floor is not None else 0.9)
    dark = page.dark
    walls = [ink.second, mix(ink.second, dark, 0.35), mix(ink.second, ink.light, 0.35), mix(ink.second, dark, 0.62)]
    parts = [page.ground()]
    if moon:
        at = (width * 0.78, height * 0.24) if not page.is_wide else (width * 0.86, height * 0.26)
        parts.append(disc(*at, short * 0.1, ink.light))
    x, index = -short * 0.02, page.chance.randrange(4)
    tallest = min(height * 0.52, short * 0.62)
    while x < width:
        wide = short * page.chance.uniform(0.13, 0.2)
        tall = tallest * page.chance.uniform(0.58, 1.0)
        wall, roof = walls[index % 4], dark if index % 2 else ink.signal
        y = base - tall
        kind = page.chance.choice("ggsfr")
        parts.append(rect(x, y, wide + 1, height - y, wall))
        peak = wide * 0.62
        if kind == "g":
            parts.append(polygon([(x, y), (x + wide / 2, y - peak), (x + wide, y)], roof))
            parts.append(disc(x + wide / 2, y - peak * 0.34, wide * 0.075, ink.light))
        elif kind == "s":
            steps_ = [(x, y)]
            for step in range(3):
                steps_ += [
                    (x + wide * step / 6, y - peak * (step + 1) / 3),
                    (x + wide * (step + 1) / 6, y - peak * (step + 1) / 3),
                ]
            steps_ += [(2 * x + wide - px, py) for px, py in reversed(steps_)]
            parts.append(polygon(steps_, wall))
        elif kind == "f":
            parts.append(rect(x - wide * 0.03, y - wide * 0.09, wide * 1.06, wide * 0.12, roof))
        else:
            parts.append(shape(f"M{n(x)} {n(y)}A{n(wide / 2)} {n(wide / 2)} 0 0 1 {n(x + wide)} {n(y)}Z", roof))
        across = 2 if wide < short * 0.165 else 3
        pane = wide / (across * 2 + 1)
        floors = max(2, int(tall / (pane * 2.4)))
        for row in range(floors):
            for column in range(across):
                lit = page.chance.random() < 0.42
                colour = ink.light if lit else mix(wall, dark, 0.55)
                top = y + pane * (0.9 + 2.4 * row)
                if top + pane * 1.4 < base:
                    parts.append(rect(x + pane * (1 + 2 * column), top, pane, pane * 1.4, colour))
        x += wide
        index += 1
    parts.append(rect(0, base, width, height - base + 1, dark))
    return page.done(*parts)


def draw_contours(width: float, height: float, colours: Colours, seed: int = 0, *, levels: int = 11) -> str:
    """Closed lines of height about two summits, as on a walker's map; the highest is filled."""
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.short
    parts = [page.ground()]
    long = max(width, height)
    places = [(0.68, 0.4, 1.0), (0.2, 0.78, 0.62)]
    if page.ratio > 2.2 or page.ratio < 0.45:
        places += [(0.38, 0.3, 0.7)] if page.is_wide else [(0.7, 0.62, 0.7)]
    reach = min(long * 0.62, short * 1.1)
    for number, (px, py, part) in enumerate(places):
        x, y = width * px, height * py
        lumps = [(page.chance.uniform(0.04, 0.16), k, page.chance.uniform(0, 6.28)) for k in (2, 3, 5)]
        for level in range(levels, 0, -1):
            radius = reach * part * level / levels
            points = []
            for corner in range(28):
                angle = 2 * math.pi * corner / 28
                wobble = 1 + sum(
                    a * (0.4 + 0.6 * level / levels) * math.sin(k * angle + f + level * 0.06) for a, k, f in lumps
                )
                points.append((x + radius * wobble * math.cos(angle), y + radius * wobble * 0.86 * math.sin(angle)))
            path = smooth(points, closed=True)
            fill = mix(ink.ground, ink.second, 0.16 + 0.55 * (1 - level / levels)) if number == 0 else ink.ground
            fill = fill if number == 0 else mix(ink.ground, ink.second, 0.08 + 0.4 * (1 - level / levels))
            heavy = page.unit * (6.5 if level % 4 == 1 else 3.2)
            parts.append(shape(path, fill))
            parts.append(stroke(path, mix(ink.ink, fill, 0.0 if level % 4 == 1 else 0.25), heavy))
        parts.append(disc(x, y, short * 0.022, ink.signal))
    return page.done(*parts)


def draw_fields(width: float, height: float, colours: Colours, seed: int = 0, *, horizon: float | None = None) -> str:
    """Ploughed fields running to a vanishing point under a low sun."""
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.short
    y = height * (horizon if horizon is not None else 0.44 if page.is_wide else 0.5)
    x = width * page.chance.uniform(0.56, 0.7)
    parts = [page.ground()]
    parts.append(disc(x, y - short * 0.02, short * (0.24 if page.is_wide else 0.2), ink.signal))
    parts.append(rect(0, y, width, height - y, ink.second))
    dark = page.dark
    spread = max(width, height) * 2.4
    rows = max(16, round(22 * width / height)) if page.is_wide else 18
    for row in range(-rows, rows + 1):
        near, far = row * spread / rows, row * spread / rows * 0.03
        half = spread / rows * 0.27
        colour = (dark, mix(ink.second, dark, 0.5), ink.light)[row % 3] if row % 3 else mix(ink.second, dark, 0.55)
        parts.append(
            polygon([(x + far, y), (x + near - half, height + 1), (x + near + half, height + 1)], colour),
        )
    line = wave_points(width, y - short * 0.004, short * 0.012, short * 0.7, 1.3, short * 0.08)
    ridge = smooth(line)
    parts.append(
        shape(
            f"{ridge}L{n(line[-1][0])} {n(y + short * 0.02)}L{n(line[0][0])} {n(y + short * 0.02)}Z",
            mix(ink.second, dark, 0.8),
        )
    )
    return page.done(*parts)
