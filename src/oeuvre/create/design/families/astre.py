"""Astre: one big object stands in the night sky like a moon, words at the foot.

Tall: object upper right of the middle, headline at the foot. Wide: object in the right part. Strip and tiny: the
object is cropped by the right edge. Tower: object on top. A solid piece shines by itself; an open one, or one that is
cut straight on a side, is the figure on a full moon.
"""

from __future__ import annotations

import math
import random

from oeuvre.create.design.breaks import leans
from oeuvre.create.design.contrast import contrast
from oeuvre.create.design.families import pieces
from oeuvre.create.design.families.family import Family
from oeuvre.create.design.families.tones import mixed
from oeuvre.create.design.kit import Kit
from oeuvre.create.design.page import Box, Page
from oeuvre.create.design.scene import Drawing, Rule, Scene, Text
from oeuvre.create.design.sheet import Sheet


def _stars(page: Page, pick: random.Random, tone: str, keep_off: list[Box], moon: tuple[float, float, float]) -> str:
    """Sparse stars, few of them big, apart from each other, from the object and from words."""
    box, u = page.bled, page.u
    cx, cy, radius = moon
    parts: list[str] = []
    have: list[tuple[float, float]] = []
    wanted = int(30 * min(max(page.ratio, 1 / page.ratio), 2.0))
    big = max(wanted // 7, 2)
    for _ in range(wanted * 30):
        if len(have) >= wanted:
            break
        x, y = pick.uniform(box.x, box.right), pick.uniform(box.y, box.bottom)
        # The sky thins out towards the words.
        if pick.random() < (y - box.y) / box.height * 0.75 or math.hypot(x - cx, y - cy) < radius * 1.15:
            continue
        if any(math.hypot(x - a, y - b) < 74 * u for a, b in have):
            continue
        if any(b.x - 26 * u < x < b.right + 26 * u and b.y - 26 * u < y < b.bottom + 26 * u for b in keep_off):
            continue
        have.append((x, y))
        if len(have) <= big:
            size = pick.uniform(11, 17) * u
            parts.append(
                f'<path transform="translate({x:.1f} {y:.1f}) scale({size:.2f})" '
                'd="M0-1C.1-.2.2-.1 1 0 .2.1.1.2 0 1-.1.2-.2.1-1 0-.2-.1-.1-.2 0-1Z"/>'
            )
        else:
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{pick.choice((1.9, 2.4, 2.4, 3.2)) * u:.2f}"/>')
    return f'<g fill="{tone}">{"".join(parts)}</g>'


def _halo(cx: float, cy: float, radius: float, tone: str, strength: float) -> str:
    return (
        f'<defs><radialGradient id="halo"><stop offset="0" stop-color="{tone}" stop-opacity="{strength:.2f}"/>'
        f'<stop offset=".5" stop-color="{tone}" stop-opacity="{strength * 0.36:.2f}"/>'
        f'<stop offset="1" stop-color="{tone}" stop-opacity="0"/></radialGradient></defs>'
        f'<circle cx="{cx:.1f}" cy="{cy:.1f}" r="{radius:.1f}" fill="url(#halo)"/>'
    )


def _ground(page: Page, tone: str) -> str:
    """A long low hill under the words."""
    box = page.bled
    top = page.inner.bottom + page.margin * 0.75
    wide = box.width * 1.3
    high = (box.bottom - top) * 2.2
    centre = f'cx="{box.x + box.width * 0.34:.1f}" cy="{top + high:.1f}"'
    return f'<ellipse {centre} rx="{wide:.1f}" ry="{high:.1f}" fill="{tone}"/>'


def _full_moon(kit: Kit) -> bool:
    """Whether the object is the figure on a moon rather than the moon itself."""
    assert kit.emblem is not None
    if kit.emblem.cut_edges or kit.emblem.weight == "open" or kit.emblem.score < 3:
        return True
    return kit.seed % 3 == 2


def _words_below(sheet: Sheet, ink: str, accent: str) -> Box:
    """Tall, square and tower pages: the words, and the box of sky left for the object."""
    page, inner, u = sheet.page, sheet.page.inner, sheet.page.u
    tower, square = page.shape == "tower", page.shape == "square"
    top = inner.y
    logo = sheet.logo(
        inner.x, inner.y, sheet.strong if tower else 40 * u, ink,
        most_width=inner.width * (1.0 if tower else 0.55),
    )  # fmt: skip
    if logo:
        top = logo.bottom
    foot = sheet.foot(inner.x, inner.bottom, inner.width, ink, rule=accent, style="stack" if tower else "columns")
    if tower:
        line = sheet.line(inner.x, foot - sheet.strong * 1.1, inner.width, ink, anchor="bottom")
        foot = line.y if line else foot
    else:
        side = sheet.line(
            inner.right, inner.y + 5 * u, inner.width * (0.42 if logo else 0.5), ink, align="right", size=31 * u
        )
        top = max(top, side.bottom if side else top)
    wanted = page.height * {"square": 0.29, "tower": 0.28}.get(page.shape, 0.29 if page.ratio > 0.62 else 0.24)
    base = foot - sheet.strong * (1.1 if tower else 1.3)
    # The object keeps 40 % of a tall page: the headline gives way before it does.
    if page.shape == "tall":
        least = 0.24 if len(sheet.kit.copy.headline) > 28 else 0.18
        wanted = min(wanted, max(base - top - page.height * 0.42, page.height * least))
    if square and base - wanted - top < page.height * 0.42:
        # No room above the words: the object stands at their right, half as big again, off the right edge.
        first = top + 40 * u
        before, overflow = len(sheet.items), list(sheet.overflow)
        # As narrow as it can be without a line that ends on a word that leans on the next one.
        for share in (0.64,) if len(sheet.kit.copy.headline) > 28 else (0.58, 0.68, 0.78):
            del sheet.items[before:]
            sheet.overflow = list(overflow)
            width = inner.width * share
            box = Box(inner.x, first, width, base - first)
            set_ = sheet.headline(box, colour=ink, colours=(ink, accent), valign="bottom", most_lines=4)
            if not any(leans(line, sheet.kit.language) for line in set_.lines[:-1]):
                break
        x = inner.x + width + page.margin * 0.5
        radius = min((base - first) * 0.5, page.width * 0.31)
        return Box(x, (first + base) / 2 - radius, 2 * radius, 2 * radius)
    head = sheet.headline(
        Box(inner.x, base - wanted, inner.width, wanted),
        colour=ink,
        colours=(ink, accent),
        valign="bottom",
        most_lines=5 if tower else 2 if square else 3,
    )
    air = 0.4 * sheet.strong if tower else (34 if square else 46) * u
    return Box(0, top + air, page.width, head.box.y - air * 1.1 - top - air)


def _words_beside(sheet: Sheet, ink: str, accent: str) -> Box:
    """Wide, strip and tiny pages: words at the left, and the box of sky at their right."""
    page, inner, u = sheet.page, sheet.page.inner, sheet.page.u
    if page.shape == "strip":
        left = inner.width * (0.66 if page.ratio < 5 else 0.76)
        base = inner.bottom
        logo = None
        if page.ratio < 5:
            logo = sheet.logo(inner.x, inner.y, sheet.strong * 0.95, ink, most_width=left)
        top = sheet.facts_line(inner.x, base, left, ink)
        first = (logo.bottom + sheet.strong * 0.95) if logo else inner.y
        sheet.headline(
            Box(inner.x, first, left, top - first - sheet.strong * 0.75),
            colour=ink,
            colours=(ink, accent),
            most_lines=2 if page.ratio < 5 else 1,
            valign="bottom" if logo else "middle",
        )
        return Box(inner.x + left + page.margin, 0, page.width - inner.x - left - page.margin, page.height)
    tiny = page.shape == "tiny"
    left = inner.width * (0.6 if tiny else 0.55)
    most = 1 if tiny and len(sheet.kit.copy.headline) > 26 else 2 if tiny else 4
    logo = sheet.logo(inner.x, inner.y, sheet.weak if tiny else 40 * u, ink, most_width=left)
    top = logo.bottom if logo else inner.y
    foot = sheet.foot(
        inner.x,
        inner.bottom,
        left if tiny else inner.width,
        ink,
        rule=accent,
        style="stack" if tiny else "columns",
        most=most,
    )
    base = foot - sheet.strong * 1.15
    if not tiny:
        line = sheet.line(inner.x, base, left, ink, anchor="bottom", most_lines=2, size=33 * u)
        base = line.y - sheet.strong * 1.3 if line else base
    first = top + sheet.strong * (0.8 if tiny else 1.1)
    room = base - first
    sheet.headline(
        Box(inner.x, first, left, room), colour=ink, colours=(ink, accent), most_lines=4 if tiny else 3,
        valign="bottom",
    )  # fmt: skip
    end = page.height if tiny else foot - sheet.strong * 0.7
    x = inner.x + left + page.margin * (0.55 if tiny else 0.9)
    y = 0 if tiny else inner.y * 0.7
    return Box(x, y, page.width - x - (0 if tiny else page.margin * 0.7), end - y)


def compose(kit: Kit, page: Page) -> Scene:
    sheet = Sheet(kit, page)
    palette = kit.palette
    emblem = kit.emblem
    assert emblem is not None
    ink = palette.ink
    # The halo lightens the sky behind the words: what is only just readable on the bare ground is not so on it.
    accent = palette.signal if contrast(palette.signal, palette.ground) >= 3.5 else ink
    shine = max((palette.light, palette.signal), key=lambda tone: contrast(tone, palette.ground))
    beside = page.shape in ("wide", "strip", "tiny")
    sky = _words_beside(sheet, ink, accent) if beside else _words_below(sheet, ink, accent)
    cropped = page.shape in ("strip", "tiny")
    half = min(sky.width * 0.5, sky.height * 0.5)
    if cropped:
        half = min(page.height * 0.62, sky.width * 0.72)
        cx, cy = sky.x + half, page.height * 0.5
    elif page.shape == "wide":
        cx, cy = sky.centre
    elif page.shape == "square" and sky.x > 0:
        cx, cy = sky.centre
        half *= 0.98
    else:
        half = min(half, page.width * (0.44 if page.shape == "tower" else 0.36))
        cx = min(page.width * (0.5 if page.shape == "tower" else 0.585), page.inner.right - half * 0.9)
        cy = sky.y + sky.height * 0.5
    words = [item.box for item in sheet.items if isinstance(item, Text | Drawing)]
    rules = [item.y for item in sheet.items if isinstance(item, Rule)]
    if rules and page.shape != "tiny":
        # No star among the facts.
        words.append(Box(page.bled.x, min(rules), page.bled.width, page.bled.bottom - min(rules)))
    front, sheet.items = sheet.items, []
    moon = _full_moon(kit)
    parts = [_halo(cx, cy, half * (1.75 if not moon else 1.55), palette.second, 0.62 if not moon else 0.5)]
    parts.append(_stars(page, random.Random(kit.seed), ink, words, (cx, cy, half)))
    if page.shape == "tall" and page.safe_bottom > page.margin * 2:
        # Where the network covers the page lies the ground under the sky: by night, never in a colour that calls.
        parts.append(_ground(page, mixed(palette.ground, palette.second, 0.28)))
    if moon:
        parts.append(f'<circle cx="{cx:.2f}" cy="{cy:.2f}" r="{half:.2f}" fill="{shine}"/>')
        parts.append(pieces.in_disc(emblem, cx, cy, half, palette.ground))
    sheet.drawing(
        pieces.canvas(page.bled, "".join(parts)), page.bled, "scene", ink=Box(cx - half, cy - half, 2 * half, 2 * half)
    )
    if not moon:
        tilt = -18.0 if emblem.may_mirror and emblem.shape != "square" else 0.0
        # Off the right edge goes a fifth of the object at most.
        wide = min(2 * half, (page.width - cx + half) / 0.8) if cx + half > page.width else 2 * half
        pieces.cut_out(sheet, emblem, Box(cx - half, cy - half, wide, 2 * half), shine, turn=tilt)
    sheet.items += front
    return sheet.scene("astre")


FAMILY = Family(
    id="astre",
    fr="Astre",
    en="Moonrise",
    compose=compose,
    needs=frozenset({"emblem"}),
    grounds="dark",
    titles=(4, 48),
)
