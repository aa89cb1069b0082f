"""What every drawing by rule shares: the sheet, its unit, colours by role and the steps between them, curves.

Lengths are pixels of the drawing's own viewBox. `unit` is the 1080th part of the short side (of a little more on a
long strip), so that a stroke of 4 units looks the same on a poster and on a banner. The only ids are digests.
"""

from __future__ import annotations

import hashlib
import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

Colours = Mapping[str, str] | Sequence[str]
Point = tuple[float, float]

ROLES = ("ground", "ink", "signal", "second", "light")


@dataclass(frozen=True)
class Ink:
    """The colours of one drawing by role. Hex, #rrggbb."""

    ground: str
    ink: str
    signal: str
    second: str
    light: str


def by_role(colours: Colours) -> Ink:
    """Colours by role; a sequence gives them in the order of ROLES, and what lacks repeats what there is."""
    if isinstance(colours, Mapping):
        known = {role: colours[role] for role in ROLES if role in colours}
    else:
        known = dict(zip(ROLES, colours, strict=False))
    first = next(iter(known.values()))
    ground = known.get("ground", first)
    ink = known.get("ink", ground)
    signal = known.get("signal", ink)
    return Ink(ground, ink, signal, known.get("second", signal), known.get("light", ground))


@dataclass(frozen=True)
class Sheet:
    """A page to draw on: its size, its colours, its own chance."""

    width: float
    height: float
    colour: Ink
    deep: str
    chance: random.Random

    @property
    def short(self) -> float:
        return min(self.width, self.height)

    @property
    def size(self) -> float:
        """The short side, or more on a long strip, where things that fill it may be larger than it is wide."""
        return self.short * max(1.0, math.sqrt(max(self.width, self.height) / self.short / 1.6))

    @property
    def unit(self) -> float:
        return self.size / 1080

    @property
    def dark(self) -> str:
        """The darkest colour there is, deepened when none is dark: the near ground of a landscape."""
        darkest = min((self.deep, self.colour.ground, self.colour.second), key=lightness)
        return darkest if lightness(darkest) < 0.42 else mix(darkest, "#000000", 0.5)

    @property
    def pale(self) -> str:
        """The light colour where it shows on the ground, else the ink."""
        far = abs(lightness(self.colour.light) - lightness(self.colour.ground))
        return self.colour.light if far > 0.13 else self.colour.ink

    @property
    def ratio(self) -> float:
        return self.width / self.height

    @property
    def is_wide(self) -> bool:
        return self.ratio > 1.35

    @property
    def is_tall(self) -> bool:
        return self.ratio < 0.62

    def ground(self, colour: str | None = None) -> str:
        return rect(0, 0, self.width, self.height, colour or self.colour.ground)

    def done(self, *parts: str) -> str:
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {n(self.width)} {n(self.height)}" '
            f'width="{n(self.width)}" height="{n(self.height)}">{"".join(parts)}</svg>'
        )


def sheet(width: float, height: float, colours: Colours, seed: int) -> Sheet:
    if width <= 0 or height <= 0:
        raise ValueError("a drawing has a width and a height")
    ink = by_role(colours)
    # Lines and figures must part from the ground, whatever the palette calls its ink.
    drawn = ink.ink
    if abs(lightness(drawn) - lightness(ink.ground)) < 0.25:
        drawn = max((ink.ink, ink.light, ink.second), key=lambda one: abs(lightness(one) - lightness(ink.ground)))
    return Sheet(float(width), float(height), replace(ink, ink=drawn), ink.ink, random.Random(seed))


def n(value: float) -> str:
    """A number as SVG writes it, to a tenth of a pixel."""
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def rect(x: float, y: float, width: float, height: float, colour: str, radius: float = 0) -> str:
    round_ = f' rx="{n(radius)}"' if radius else ""
    return f'<rect x="{n(x)}" y="{n(y)}" width="{n(width)}" height="{n(height)}"{round_} fill="{colour}"/>'


def disc(x: float, y: float, radius: float, colour: str, opacity: float = 1) -> str:
    faint = f' opacity="{opacity:.2f}"' if opacity < 1 else ""
    return f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(radius)}" fill="{colour}"{faint}/>'


def ring(x: float, y: float, radius: float, colour: str, width: float) -> str:
    return f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(radius)}" fill="none" stroke="{colour}" stroke-width="{width:.2f}"/>'


def shape(path: str, colour: str) -> str:
    return f'<path d="{path}" fill="{colour}"/>'


def stroke(path: str, colour: str, width: float, cap: str = "round") -> str:
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:.2f}" '
        f'stroke-linecap="{cap}" stroke-linejoin="round"/>'
    )


def polygon(points: Sequence[Point], colour: str) -> str:
    return shape("M" + "L".join(f"{n(x)} {n(y)}" for x, y in points) + "Z", colour)


def group(body: str, x: float, y: float, rotation: float = 0, scale: float = 1) -> str:
    """`body`, drawn about 0, 0, put at x, y."""
    turn = f" rotate({n(rotation)})" if rotation else ""
    size = f" scale({scale:.5g})" if scale != 1 else ""
    return f'<g transform="translate({n(x)} {n(y)}){turn}{size}">{body}</g>'


def clip(path: str, body: str) -> str:
    """`body` inside `path`. The id is a digest of the two, so it never means anything else in a page."""
    name = "c" + hashlib.sha256((path + body).encode()).hexdigest()[:12]
    return f'<clipPath id="{name}"><path d="{path}"/></clipPath><g clip-path="url(#{name})">{body}</g>'


def smooth(points: Sequence[Point], closed: bool = False) -> str:
    """A curve through the points (Catmull-Rom, as cubic Béziers)."""
    count = len(points)
    if count < 3 and not closed:
        return "M" + "L".join(f"{n(x)} {n(y)}" for x, y in points)

    def at(index: int) -> Point:
        return points[index % count] if closed else points[max(0, min(count - 1, index))]

    path = f"M{n(points[0][0])} {n(points[0][1])}"
    for index in range(count if closed else count - 1):
        before, start, end, after = at(index - 1), at(index), at(index + 1), at(index + 2)
        one = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        two = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        path += f"C{n(one[0])} {n(one[1])} {n(two[0])} {n(two[1])} {n(end[0])} {n(end[1])}"
    return path + ("Z" if closed else "")


def wave_points(width: float, y: float, amplitude: float, length: float, phase: float, step: float) -> list[Point]:
    """A swell of two waves, one over the other, from a little left of the page to a little right of it."""
    count = max(3, math.ceil(width / step) + 3)
    points = []
    for index in range(-1, count):
        x = index * step
        turn = 2 * math.pi * x / length + phase
        points.append((x, y + amplitude * (math.sin(turn) + 0.34 * math.sin(turn * 2.3 + phase * 1.1))))
    return points


def layer(page: Sheet, points: Sequence[Point], colour: str) -> str:
    """The land or water under a line."""
    foot = page.height + 2
    line = smooth(points)
    return shape(f"{line}L{n(points[-1][0])} {n(foot)}L{n(points[0][0])} {n(foot)}Z", colour)


def scatter(
    page: Sheet,
    count: int,
    gap: float,
    *,
    top: float = 0,
    foot: float = 1,
    keep_out: Sequence[tuple[float, float, float]] = (),
) -> list[Point]:
    """Points at least `gap` apart, outside the discs (x, y, radius) of `keep_out`; top, foot: parts of the height."""
    found: list[Point] = []
    for _ in range(count * 40):
        x, y = page.chance.uniform(0, page.width), page.chance.uniform(top, foot) * page.height
        if all((x - a) ** 2 + (y - b) ** 2 > gap * gap for a, b in found) and all(
            (x - a) ** 2 + (y - b) ** 2 > r * r for a, b, r in keep_out
        ):
            found.append((x, y))
            if len(found) == count:
                break
    return found


def area(page: Sheet, each: float) -> int:
    """How many things of `each` units' spacing fill the page evenly, whatever its shape."""
    return max(1, round(page.width * page.height / (each * page.unit) ** 2))


def steps(start: str, end: str, count: int) -> list[str]:
    """Colours from `start` to `end`, both included, evenly spaced in OKLab (Ottosson 2020), so no step goes grey."""
    if count <= 1:
        return [start][:count]
    a, b = _to_lab(start), _to_lab(end)
    return [_to_hex(tuple(p + (q - p) * i / (count - 1) for p, q in zip(a, b, strict=True))) for i in range(count)]


def mix(start: str, end: str, part: float) -> str:
    a, b = _to_lab(start), _to_lab(end)
    return _to_hex(tuple(p + (q - p) * part for p, q in zip(a, b, strict=True)))


def lightness(colour: str) -> float:
    """OKLab L, 0 to 1."""
    return _to_lab(colour)[0]


def _to_lab(colour: str) -> tuple[float, float, float]:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _to_hex(lab: tuple[float, ...]) -> str:
    light, a, b = lab
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    channels = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(255 * _encoded(max(0.0, min(1.0, value)))):02x}" for value in channels)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _encoded(value: float) -> float:
    return value * 12.92 if value <= 0.0031308 else 1.055 * float(value ** (1 / 2.4)) - 0.055
