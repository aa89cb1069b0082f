"""Frames: a label with bitten corners, an arch with its night, an awning, a proscenium, a garland, a medal of rays."""

from __future__ import annotations

import math
from itertools import pairwise

from oeuvre.create.library.drawings.canvas import (
    Colours,
    clip,
    disc,
    group,
    mix,
    n,
    polygon,
    rect,
    shape,
    sheet,
    smooth,
    stroke,
    wave_points,
)
from oeuvre.create.library.drawings.compose import emblem_group
from oeuvre.create.library.drawings.plants import leaf
from oeuvre.create.library.drawings.sky import rays, star_field
from oeuvre.create.library.emblems import Emblem


def bitten(x: float, y: float, width: float, height: float, bite: float) -> str:
    """A rectangle whose corners a disc has bitten off."""
    right, foot = x + width, y + height
    return (
        f"M{n(x + bite)} {n(y)}H{n(right - bite)}A{n(bite)} {n(bite)} 0 0 0 {n(right)} {n(y + bite)}V{n(foot - bite)}"
        f"A{n(bite)} {n(bite)} 0 0 0 {n(right - bite)} {n(foot)}H{n(x + bite)}"
        f"A{n(bite)} {n(bite)} 0 0 0 {n(x)} {n(foot - bite)}"
        f"V{n(y + bite)}A{n(bite)} {n(bite)} 0 0 0 {n(x + bite)} {n(y)}Z"
    )


def arch(x: float, y: float, width: float, height: float) -> str:
    """A round-headed opening."""
    radius = width / 2
    round_ = f"A{n(radius)} {n(radius)} 0 0 1 {n(x + width)} {n(y + radius)}"
    return f"M{n(x)} {n(y + height)}V{n(y + radius)}{round_}V{n(y + height)}Z"


def draw_label(width: float, height: float, colours: Colours, seed: int = 0, *, margin: float = 0.045) -> str:
    """A plate with bitten corners and a triple rule, as on a jar; its middle is free for words."""
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.short
    edge, bite = short * margin, short * 0.055
    parts = [page.ground(ink.signal)]
    parts.append(shape(bitten(edge, edge, width - 2 * edge, height - 2 * edge, bite), ink.light))
    for inset, thick in ((0.016, 0.0024), (0.026, 0.0066), (0.036, 0.0024)):
        gap = edge + short * inset
        path = bitten(gap, gap, width - 2 * gap, height - 2 * gap, bite)
        parts.append(stroke(path, page.dark, short * thick, "butt"))
    for x, y in ((edge, edge), (width - edge, edge), (edge, height - edge), (width - edge, height - edge)):
        parts.append(disc(x, y, short * 0.014, ink.light))
    return page.done(*parts)


def draw_medal(
    width: float, height: float, colours: Colours, seed: int = 0, *, emblem: Emblem | None = None, count: int = 32
) -> str:
    """A disc of rays round a plain disc, where an emblem stands."""
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.short
    x, y = (width - short * 0.5, height * 0.5) if page.is_wide else (width * 0.5, height * 0.42)
    radius = short * 0.42 if page.is_wide else short * 0.4
    parts = [page.ground(), disc(x, y, radius, ink.second)]
    parts.append(rays(x, y, radius * 0.7, radius * 0.95, count, mix(ink.second, page.dark, 0.55)))
    parts.append(disc(x, y, radius * 0.66, ink.light))
    if emblem is not None:
        parts.append(emblem_group(emblem, page.dark, x, y, radius * 0.94))
    else:
        parts.append(disc(x, y, radius * 0.3, ink.signal))
    return page.done(*parts)


def draw_window(
    width: float,
    height: float,
    colours: Colours,
    seed: int = 0,
    *,
    emblem: Emblem | None = None,
    part: float | None = None,
) -> str:
    """An arched window on a night with its moon (or an emblem in its place), a hairline round it."""
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.short
    if page.is_wide:
        wide = min(height * (part or 0.66), width * 0.4)
        x, y = width - wide - short * 0.12, short * 0.1
    else:
        wide = width * (part or 0.7)
        x, y = (width - wide) / 2, height * 0.16 if page.ratio < 0.9 else short * 0.1
    tall = height - y
    sky = page.dark if page.dark != ink.ground else mix(page.dark, "#000000", 0.4)
    deep = mix(sky, "#000000", 0.35)
    scene = rect(x, y, wide, tall, sky)
    moon_x, moon_y, moon = x + wide * 0.6, y + wide * 0.5, wide * 0.2
    scene += disc(moon_x, moon_y, moon * 1.7, mix(sky, ink.second, 0.2)) + disc(
        moon_x, moon_y, moon * 1.35, mix(sky, ink.second, 0.38)
    )
    inner = sheet(wide, min(tall, wide * 1.1), colours, seed)
    stars = star_field(inner, ink.light, foot=1, keep_out=(wide * 0.6, wide * 0.5, moon * 1.9), each=130)
    scene += group(stars, x, y)
    if emblem is None:
        scene += disc(moon_x, moon_y, moon, ink.light)
    else:
        scene += emblem_group(emblem, ink.light, moon_x, moon_y, moon * 2.3, -18)
    for index, colour in enumerate((mix(sky, ink.second, 0.75), mix(sky, ink.second, 0.45), deep)):
        line = y + tall * (0.66 + 0.12 * index)
        points = [
            (px + x, py)
            for px, py in wave_points(
                wide, line, wide * 0.035, wide * (1.1 - 0.2 * index), page.chance.uniform(0, 6.28), wide * 0.08
            )
        ]
        scene += shape(
            f"{smooth(points)}L{n(points[-1][0])} {n(height + 2)}L{n(points[0][0])} {n(height + 2)}Z", colour
        )
    gap = short * 0.013
    outline = arch(x - gap, y - gap, wide + 2 * gap, tall + gap + 4)
    return page.done(
        page.ground(), clip(arch(x, y, wide, tall + 4), scene), stroke(outline, ink.signal, short * 0.0028)
    )


def draw_awning(width: float, height: float, colours: Colours, seed: int = 0, *, drop: float | None = None) -> str:
    """A striped awning along the top, its scallops in two colours; the page under it is free."""
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.short
    tall = height * drop if drop else min(short * 0.2, height * 0.34)
    count = max(5, round(width / (short * 0.1)))
    count += 1 - count % 2
    bar = width / count
    parts = [page.ground()]
    for index in range(count):
        colour = ink.signal if index % 2 == 0 else ink.light
        x = index * bar
        parts.append(rect(x, 0, bar + 0.6, tall, colour))
        shade = mix(colour, page.dark, 0.12)
        parts.append(
            shape(
                f"M{n(x)} {n(tall - 0.5)}H{n(x + bar)}A{n(bar / 2)} {n(bar / 2)} 0 0 1 {n(x)} {n(tall - 0.5)}Z", shade
            )
        )
    parts.append(rect(0, 0, width, short * 0.018, page.dark))
    return page.done(*parts)


def draw_curtains(width: float, height: float, colours: Colours, seed: int = 0, *, part: float = 0.24) -> str:
    """Two curtains drawn back from a lit stage."""
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.short
    wide = min(width * part, short * 0.42)
    folds = 5
    parts = [page.ground()]
    x, y = width / 2, height * 0.94
    beam = min(width * 0.5, short * 0.62)
    parts.append(
        polygon(
            [(x - beam * 0.16, -1), (x + beam * 0.16, -1), (x + beam, y), (x - beam, y)],
            mix(ink.ground, ink.light, 0.3),
        )
    )
    parts.append(
        f'<ellipse cx="{n(x)}" cy="{n(y)}" rx="{n(beam)}" ry="{n(short * 0.055)}" '
        f'fill="{mix(ink.ground, ink.light, 0.85)}"/>'
    )
    for side in (-1, 1):
        body = []
        for fold in range(folds, 0, -1):
            top = wide * 1.5 * fold / folds
            waist = wide * 0.55 * fold / folds
            foot = wide * 1.0 * fold / folds
            tie = height * 0.62
            colour = ink.signal if fold % 2 else mix(ink.signal, page.dark, 0.28)
            body.append(
                shape(
                    f"M0 -2H{n(top)}C{n(top)} {n(tie * 0.55)} {n(waist)} {n(tie * 0.8)} {n(waist)} {n(tie)}"
                    f"C{n(waist)} {n(tie + height * 0.12)} {n(foot)} {n(height * 0.86)} {n(foot)} {n(height + 2)}H0Z",
                    colour,
                )
            )
        body.append(rect(-2, height * 0.61, wide * 0.55 + 4, short * 0.02, ink.second))
        transform = "" if side < 0 else f' transform="translate({n(width)} 0) scale(-1 1)"'
        parts.append(f"<g{transform}>{''.join(body)}</g>")
    scallop = max(4, round(width / (short * 0.16)))
    for index in range(scallop):
        left, step = index * width / scallop, width / scallop
        parts.append(
            shape(
                f"M{n(left)} -2H{n(left + step)}V{n(short * 0.04)}"
                f"Q{n(left + step / 2)} {n(short * 0.13)} {n(left)} {n(short * 0.04)}Z",
                mix(ink.signal, page.dark, 0.12 if index % 2 else 0.34),
            )
        )
    return page.done(*parts)


def draw_garland(width: float, height: float, colours: Colours, seed: int = 0, *, margin: float = 0.05) -> str:
    """Leaves and berries along all four edges, growing from the foot's middle to the top's."""
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.size
    edge = short * margin
    parts = [page.ground()]
    step = short * 0.062
    x0, y0, x1, y1 = edge, edge, width - edge, height - edge
    path = f"M{n(x0)} {n(y0)}H{n(x1)}V{n(y1)}H{n(x0)}Z"
    parts.append(stroke(path, ink.ink, short * 0.005))
    runs = (
        ((width / 2, y1), (x0, y1), (x0, y0), (width / 2, y0)),
        ((width / 2, y1), (x1, y1), (x1, y0), (width / 2, y0)),
    )
    for run in runs:
        index = 0
        for (ax, ay), (bx, by) in pairwise(run):
            far = math.hypot(bx - ax, by - ay)
            count = max(1, round(far / step))
            heading = math.degrees(math.atan2(by - ay, bx - ax)) + 90
            for place in range(count):
                t = (place + 0.5) / count
                x, y = ax + (bx - ax) * t, ay + (by - ay) * t
                side = 1 if index % 2 else -1
                size = short * page.chance.uniform(0.052, 0.07)
                colour = (ink.ink, ink.second, ink.ink)[index % 3]
                parts.append(group(shape(leaf(size, 0.3), colour), x, y, heading + side * 48))
                if index % 4 == 2:
                    angle = math.radians(heading - side * 60 - 90)
                    reach = short * 0.032
                    parts.append(
                        disc(x + reach * math.cos(angle), y + reach * math.sin(angle), short * 0.011, ink.signal)
                    )
                index += 1
    return page.done(*parts)


def draw_bunting(width: float, height: float, colours: Colours, seed: int = 0) -> str:
    """Strings of little flags hung across the top, the lower ones longer."""
    page = sheet(width, height, colours, seed)
    ink, short = page.colour, page.size
    inks = [ink.signal, page.pale, ink.second, ink.ink]
    parts = [page.ground()]
    for row, (left, right, sag) in enumerate(((0.02, 0.05, 0.08), (0.15, 0.2, 0.12), (0.33, 0.34, 0.1))):
        if row == 2 and page.is_wide:
            continue
        a, b, deep = short * left, short * right, short * sag
        # A hanging string, near enough a parabola.
        count = max(6, round(width / (short * 0.105)))

        def at(t: float, a: float = a, b: float = b, deep: float = deep) -> tuple[float, float]:
            return t * width, a + (b - a) * t + 4 * deep * t * (1 - t)

        parts.append(stroke(smooth([at(t / 16) for t in range(17)]), ink.ink, short * 0.005))
        for index in range(count):
            (x1, y1), (x2, y2) = at((index + 0.14) / count), at((index + 0.86) / count)
            tip = ((x1 + x2) / 2 - (y2 - y1) * 0.2, (y1 + y2) / 2 + (x2 - x1) * 1.15)
            parts.append(polygon([(x1, y1), (x2, y2), tip], inks[(index + row) % 4]))
    return page.done(*parts)
