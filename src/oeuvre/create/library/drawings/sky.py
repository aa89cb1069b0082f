"""Sky: a night with its moon, the sun and its rays, stars, snow, a firework."""

from __future__ import annotations

import math

from oeuvre.create.library.drawings.canvas import (
    Colours,
    Sheet,
    area,
    disc,
    group,
    layer,
    lightness,
    mix,
    n,
    polygon,
    rect,
    ring,
    scatter,
    shape,
    sheet,
    steps,
    stroke,
    wave_points,
)
from oeuvre.create.library.drawings.compose import emblem_group
from oeuvre.create.library.emblems import Emblem

# A four-pointed star with hollow sides, about 0, 0, of radius 1.
GLINT = "M0-1C.12-.2.2-.12 1 0 .2.12.12.2 0 1-.12.2-.2.12-1 0-.2-.12-.12-.2 0-1Z"


def star_field(
    page: Sheet, colour: str, *, foot: float, keep_out: tuple[float, float, float] | None, each: float
) -> str:
    """Sparse stars of four sizes, one in six with points, none near the disc `keep_out`."""
    count = max(8, round(page.width * page.height * foot / (each * page.unit) ** 2))
    gap = each * page.unit * 0.55
    spots = scatter(page, count, gap, foot=foot, keep_out=[keep_out] if keep_out else ())
    parts = []
    for x, y in spots:
        size = page.unit * page.chance.choice((2.2, 2.2, 3.0, 3.0, 4.2, 13.0))
        if size > 6 * page.unit:
            parts.append(f'<g transform="translate({n(x)} {n(y)}) scale({size:.2f})">{shape(GLINT, colour)}</g>')
        else:
            parts.append(disc(x, y, size, colour))
    return "".join(parts)


def rays(
    x: float, y: float, inner: float, outer: float, count: int, colour: str, turn: float = 0, part: float = 0.5
) -> str:
    """Wedges about x, y; `part` is how much of the round they cover."""
    half = math.pi / count * part
    parts = []
    for index in range(count):
        middle = turn + 2 * math.pi * index / count
        corners = [
            (x + radius * math.cos(angle), y + radius * math.sin(angle))
            for radius, angle in (
                (inner, middle - half),
                (outer, middle - half),
                (outer, middle + half),
                (inner, middle + half),
            )
        ]
        parts.append("M" + "L".join(f"{n(a)} {n(b)}" for a, b in corners) + "Z")
    return shape("".join(parts), colour)


def draw_night(
    width: float,
    height: float,
    colours: Colours,
    seed: int = 0,
    *,
    moon_at: tuple[float, float] | None = None,
    moon_size: float | None = None,
    emblem: Emblem | None = None,
    emblem_turn: float = 0,
    hills: int = 3,
) -> str:
    """A low moon in flat halos, sparse stars, layered ground; `emblem` takes the moon's place.

    `moon_at` in parts of width and height; `moon_size` is its radius in parts of the short side.
    """
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.short
    at = moon_at or ((0.74, 0.42) if page.is_wide else (0.585, 0.3))
    x, y = width * at[0], height * at[1]
    radius = short * (moon_size if moon_size is not None else 0.3 if page.is_wide else 0.24)
    sky = ink.ground if lightness(ink.ground) < 0.5 else page.dark
    parts = [page.ground(sky)]
    for reach, part in ((1.72, 0.10), (1.46, 0.17), (1.22, 0.27)):
        parts.append(disc(x, y, radius * reach, mix(sky, ink.second, part)))
    parts.append(star_field(page, ink.light, foot=0.72, keep_out=(x, y, radius * 1.8), each=150))
    if emblem is None:
        parts.append(disc(x, y, radius, ink.light))
        for dx, dy, size in ((-0.34, -0.22, 0.2), (0.28, 0.3, 0.14), (0.2, -0.42, 0.09), (-0.12, 0.46, 0.1)):
            parts.append(disc(x + radius * dx, y + radius * dy, radius * size, mix(ink.light, ink.second, 0.28)))
    else:
        parts.append(emblem_group(emblem, ink.signal, x, y, radius * 2.15, emblem_turn))
    dark = mix(sky, "#000000", 0.42)
    for index in range(hills):
        line = (
            height * (0.8 + 0.2 * index / max(1, hills)) if not page.is_wide else height * (0.76 + 0.24 * index / hills)
        )
        colour = mix(mix(sky, ink.second, 0.16), dark, index / max(1, hills - 1)) if hills > 1 else dark
        length = short * (1.5 - 0.22 * index)
        points = wave_points(
            width, line, short * (0.026 + 0.006 * index), length, page.chance.uniform(0, 6.28), short * 0.09
        )
        parts.append(layer(page, points, colour))
    return page.done(*parts)


def draw_sunburst(
    width: float,
    height: float,
    colours: Colours,
    seed: int = 0,
    *,
    at: tuple[float, float] | None = None,
    size: float = 0.2,
    count: int = 32,
    sun: bool = True,
) -> str:
    """Rays over the whole page from a sun; `at` in parts of width and height, `size` its radius by the short side."""
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.short
    place = at or ((0.74, 0.92) if page.is_wide else (0.5, 0.62))
    x, y = width * place[0], height * place[1]
    far = math.hypot(width, height)
    turn = page.chance.uniform(0, 1) * math.pi / count
    count = count * 2 if page.ratio > 3 else count
    parts = [page.ground(), rays(x, y, 0, far, count, ink.second, turn)]
    if sun:
        radius = short * size * (1.6 if page.is_wide else 1)
        parts += [disc(x, y, radius * 1.28, ink.ground), disc(x, y, radius, ink.signal)]
    return page.done(*parts)


def draw_stars(width: float, height: float, colours: Colours, seed: int = 0) -> str:
    """Big five-pointed and four-pointed stars cut out of paper, scattered to the edges."""
    page = sheet(width, height, colours, seed)
    ink, unit = page.colour, page.unit
    parts = [page.ground()]
    spots = scatter(page, area(page, 215), 170 * unit)
    for index, (x, y) in enumerate(spots):
        size = unit * page.chance.choice((26, 40, 62, 84))
        colour = ink.signal if index == 0 else (ink.second, page.pale, ink.ink)[index % 3]
        size = unit * 92 if index == 0 else size
        if page.chance.random() < 0.5:
            parts.append(f'<g transform="translate({n(x)} {n(y)}) scale({size:.2f})">{shape(GLINT, colour)}</g>')
        else:
            turn = page.chance.uniform(-0.5, 0.5)
            points = []
            for corner in range(10):
                angle = turn + math.pi * corner / 5 - math.pi / 2
                reach = size * (1 if corner % 2 == 0 else 0.44)
                points.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
            parts.append(polygon(points, colour))
    return page.done(*parts)


def draw_sunrise(width: float, height: float, colours: Colours, seed: int = 0, *, horizon: float | None = None) -> str:
    """A great half sun of concentric bands on a flat horizon, with bars of light below it."""
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.short
    horizon = horizon if horizon is not None else 0.66 if page.is_wide else 0.64
    x, y = width * (0.74 if page.is_wide else 0.5), height * horizon
    radius = min(short * 0.56, y * 0.92) if page.is_wide else min(width * 0.44, y * 0.8)
    bands = [*steps(ink.second, ink.signal, 4), ink.light]
    parts = [page.ground()]
    for index, colour in enumerate(bands):
        reach = radius * (1 - index * 0.19)
        parts.append(shape(f"M{n(x - reach)} {n(y)}A{n(reach)} {n(reach)} 0 0 1 {n(x + reach)} {n(y)}Z", colour))
    parts.append(rect(0, y, width, height - y, page.dark))
    bar = (height - y) / 9
    for index in range(4):
        long = radius * (1.7 - 0.4 * index)
        thick = bar * (0.9 - 0.16 * index)
        parts.append(rect(x - long / 2, y + bar * (0.9 + 2 * index), long, thick, bands[min(index + 1, 4)], thick / 2))
    return page.done(*parts)


def draw_snow(width: float, height: float, colours: Colours, seed: int = 0) -> str:
    """Big flakes of six plain arms among round ones."""
    page = sheet(width, height, colours, seed)
    ink, unit = page.colour, page.unit
    parts = [page.ground()]
    for index, (x, y) in enumerate(scatter(page, area(page, 172), 138 * unit)):
        if index % 3 == 0:
            size = unit * page.chance.choice((42, 56, 78))
            colour = ink.signal if index == 0 else (page.pale, ink.second)[index % 2]
            arms = "".join(
                f"M0 0L{n(size * math.sin(a))} {n(-size * math.cos(a))}"
                + "".join(
                    f"M{n(size * 0.58 * math.sin(a))} {n(-size * 0.58 * math.cos(a))}"
                    f"L{n(size * 0.58 * math.sin(a) + size * 0.3 * math.sin(a + s))} "
                    f"{n(-size * 0.58 * math.cos(a) - size * 0.3 * math.cos(a + s))}"
                    for s in (0.8, -0.8)
                )
                for a in (i * math.pi / 3 for i in range(6))
            )
            parts.append(group(stroke(arms, colour, size * 0.13), x, y, page.chance.uniform(0, 60)))
        else:
            parts.append(disc(x, y, unit * page.chance.choice((7, 11, 17)), (page.pale, ink.second)[index % 2]))
    return page.done(*parts)


def draw_firework(width: float, height: float, colours: Colours, seed: int = 0) -> str:
    """Two or three bursts of rounded strokes and dots, one large."""
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.short
    places = [(0.68, 0.38, 0.4), (0.22, 0.72, 0.24), (0.18, 0.17, 0.15)]
    if page.is_wide:
        places = [(0.8, 0.48, 0.46), (0.52, 0.28, 0.22), (0.44, 0.76, 0.2)]
    elif page.is_tall:
        places = [(0.62, 0.26, 0.62), (0.24, 0.6, 0.4), (0.8, 0.86, 0.3)]
    parts = [page.ground()]
    for index, (px, py, size) in enumerate(places):
        x, y, reach = width * px, height * py, short * size
        turn = page.chance.uniform(0, 1)
        colours_here = ((ink.signal, page.pale), (ink.second, page.pale), (page.pale, ink.signal))[index]
        count = (20, 14, 12)[index]
        for line in range(count):
            angle = 2 * math.pi * line / count + turn
            sway = 1 if line % 2 == 0 else 0.72
            cos, sin = math.cos(angle), math.sin(angle)
            path = f"M{n(x + cos * reach * 0.24)} {n(y + sin * reach * 0.24)}"
            path += f"L{n(x + cos * reach * 0.78 * sway)} {n(y + sin * reach * 0.78 * sway)}"
            parts.append(stroke(path, colours_here[line % 2], reach * 0.042))
            parts.append(disc(x + cos * reach * sway, y + sin * reach * sway, reach * 0.042, colours_here[line % 2]))
        parts.append(disc(x, y, reach * 0.085, colours_here[1]))
    return page.done(*parts)


def draw_eclipse(width: float, height: float, colours: Colours, seed: int = 0) -> str:
    """A disc before a disc, in thin rings: one figure, off centre."""
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.short
    x, y = (width - height * 0.5, height * 0.5) if page.is_wide else (width * 0.56, height * 0.4)
    radius = short * (0.36 if page.is_wide else 0.52 if page.is_tall else 0.34)
    parts = [page.ground()]
    for index in range(5, 0, -1):
        parts.append(
            ring(x, y, radius * (1 + 0.11 * index), mix(ink.ground, ink.second, 0.95 - 0.15 * index), short * 0.008)
        )
    shift = radius * page.chance.uniform(0.2, 0.3)
    parts += [disc(x, y, radius, ink.signal), disc(x - shift, y + shift * 0.5, radius * 0.9, page.dark)]
    return page.done(*parts)
