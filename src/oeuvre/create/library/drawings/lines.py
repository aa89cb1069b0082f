"""Line: a stave with its notes, flowing strokes, a spiral, one long ribbon, a thread with its knot."""

from __future__ import annotations

import math

from oeuvre.create.library.drawings.canvas import (
    Colours,
    Point,
    disc,
    mix,
    n,
    shape,
    sheet,
    smooth,
    stroke,
    wave_points,
)


def draw_stave(
    width: float, height: float, colours: Colours, seed: int = 0, *, at: float | None = None, sun: bool = True
) -> str:
    """Five swelling strokes across the full width, notes with sails for flags, one disc. `at`: part of the height."""
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.size
    gap = short * 0.047
    amplitude, length = short * 0.043, short * 1.05
    middle = height * (at if at is not None else 0.62 if page.is_wide else 0.68)
    first = middle - 2 * gap
    phase = page.chance.uniform(0, 6.28)
    parts = [page.ground()]
    if sun:
        parts.append(disc(width * (0.86 if page.is_wide else 0.77), first - gap * 0.8, short * 0.135, ink.second))
    for line in range(5):
        points = wave_points(width, first + line * gap, amplitude, length, phase + line * 0.05, short * 0.045)
        parts.append(stroke(smooth(points), ink.ink, short * 0.0042))

    def level(x: float, line: float) -> float:
        turn = 2 * math.pi * x / length + phase + line * 0.05
        return (
            first
            + line * gap
            + amplitude * (math.sin(turn) + 0.34 * math.sin(turn * 2.3 + (phase + line * 0.05) * 1.1))
        )

    count = max(4, round(width / short * 5.5))
    red = page.chance.randrange(1, count - 1)
    for index in range(count):
        x = width * (index + 0.5 + page.chance.uniform(-0.12, 0.12)) / count
        place = page.chance.choice((1.0, 1.5, 2.0, 2.5, 3.0, 3.5))
        colour = ink.signal if index == red else ink.ink
        y, size = level(x, place), gap * 0.62
        parts.append(
            f'<g transform="translate({n(x)} {n(y)}) rotate(-14)">'
            f'<ellipse rx="{n(size * 0.82)}" ry="{n(size * 0.56)}" fill="{colour}"/></g>'
        )
        stem, top = x + size * 0.74, y - gap * 2.9
        parts.append(stroke(f"M{n(stem)} {n(y - size * 0.1)}V{n(top)}", colour, short * 0.006, "butt"))
        if index % 3 != 2:
            sail = f"M{n(stem)} {n(top)}L{n(stem + gap * 1.15)} {n(y - gap * 1.25)}L{n(stem)} {n(y - gap * 1.15)}Z"
            parts.append(shape(sail, colour))
    return page.done(*parts)


def draw_flow(width: float, height: float, colours: Colours, seed: int = 0, *, count: int | None = None) -> str:
    """Many parallel strokes that swell round a disc, as wind round a stone."""
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.short
    gap = short * 0.042
    lines = count or max(12, math.ceil(height / gap) + 4)
    x0, y0 = width * (0.74 if page.is_wide else 0.6), height * (0.5 if page.is_wide else 0.4)
    radius = short * (0.24 if page.is_wide else 0.2)
    parts = [page.ground()]
    phase = page.chance.uniform(0, 6.28)
    for line in range(lines):
        y = (line - 2) * height / (lines - 4)
        points: list[Point] = []
        for place in range(-1, math.ceil(width / (short * 0.05)) + 2):
            x = place * short * 0.05
            away, down = (x - x0) / (radius * 1.3), (y - y0) / (radius * 1.15)
            push = math.copysign(1, down if down else 1) * radius * 0.92 * math.exp(-(away**2) - abs(down) * 0.85)
            swell = short * 0.02 * math.sin(2 * math.pi * x / (short * 1.3) + phase + line * 0.09)
            points.append((x, y + push + swell))
        parts.append(
            stroke(smooth(points), ink.second if line % 4 else ink.ink, short * (0.005 if line % 4 else 0.008))
        )
    parts.append(disc(x0, y0, radius * 0.74, ink.signal))
    return page.done(*parts)


def draw_spiral(width: float, height: float, colours: Colours, seed: int = 0, *, turns: float = 5) -> str:
    """One thick line wound from the edge to a disc at its heart."""
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.short
    x, y = (width - short * 0.52, height * 0.5) if page.is_wide else (width * 0.52, height * 0.42)
    reach = short * (0.46 if page.is_wide else 0.62 if page.is_tall else 0.44)
    start = page.chance.uniform(0, 6.28)
    points: list[Point] = []
    total = int(turns * 20)
    for index in range(total + 1):
        part = index / total
        angle = start + turns * 2 * math.pi * part
        radius = reach * (0.12 + 0.88 * part)
        points.append((x + radius * math.cos(angle), y + radius * math.sin(angle)))
    thick = reach * 0.88 / turns * 0.5
    return page.done(page.ground(), stroke(smooth(points), ink.ink, thick), disc(x, y, thick * 0.62, ink.signal))


def draw_ribbon(width: float, height: float, colours: Colours, seed: int = 0) -> str:
    """A broad band of parallel strokes looping over the page from edge to edge."""
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.short
    long, across = max(width, height), width >= height
    loops = max(2, round(long / short * 1.5))
    phase = page.chance.uniform(0, 1)
    points: list[Point] = []
    for index in range(-16, loops * 12 + 17):
        t = index / 12 + phase
        along = (index / (loops * 12)) * long + short * 0.2 * math.sin(2 * math.pi * t)
        side = short * (0.5 - 0.3 * math.cos(2 * math.pi * t))
        points.append((along, side) if across else (side, along))
    line = smooth(points)
    bands = [(ink.ink, 0.2), (ink.light, 0.145), (ink.signal, 0.09), (ink.second, 0.04)]
    return page.done(page.ground(), *(stroke(line, colour, short * wide, "butt") for colour, wide in bands))


def draw_thread(width: float, height: float, colours: Colours, seed: int = 0) -> str:
    """A single thread that wanders over the page, ties one loop and ends at a disc."""
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.short
    y = height * (0.6 if page.is_wide else 0.62)
    centre = width * (0.7 if page.is_wide else 0.56)
    loop = short * 0.17
    sway = page.chance.uniform(0.8, 1.2)
    points: list[Point] = [
        (-short * 0.05, y + short * 0.12 * sway),
        (centre * 0.35, y - short * 0.1),
        (centre * 0.7, y + short * 0.07),
    ]
    for corner in range(13):
        angle = math.pi / 2 - 2 * math.pi * corner / 12
        points.append(
            (centre + loop * math.cos(angle) + corner * loop * 0.035, y - loop * 0.9 + loop * math.sin(angle))
        )
    end = (width * 0.9, y - short * 0.16)
    points += [(centre + (end[0] - centre) * 0.6, y + short * 0.06), end]
    thick = short * 0.014
    return page.done(
        page.ground(),
        stroke(smooth([(px, py + short * 0.03) for px, py in points]), mix(ink.ground, ink.second, 0.6), thick),
        stroke(smooth(points), ink.ink, thick),
        disc(*end, short * 0.05, ink.signal),
    )


def draw_pulse(width: float, height: float, colours: Colours, seed: int = 0) -> str:
    """Rounded bars of a sound wave along the page, the loudest in the signal colour."""
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.size
    step = short * 0.058
    count = math.ceil(width / step)
    y = height * (0.5 if page.is_wide else 0.42)
    most = min(height * 0.36, short * 0.4)
    talls = []
    for index in range(count):
        envelope = 0.25 + 0.75 * abs(math.sin(math.pi * (index + 0.5) / count * max(1.0, width / short)))
        talls.append(most * envelope * page.chance.uniform(0.3, 1))
    loud = max(range(count), key=talls.__getitem__)
    parts = [page.ground()]
    for index, tall in enumerate(talls):
        x = (index + 0.5) * width / count
        colour = ink.signal if index == loud else ink.second if index % 5 == 2 else ink.ink
        parts.append(stroke(f"M{n(x)} {n(y - tall)}V{n(y + tall)}", colour, step * 0.52))
    return page.done(*parts)
