"""Papier découpé: layers of cut paper, and something that stands against the sun on the first of them.

Words on the empty sky at the top, facts on the deepest layer; the layers fill what lies between, whatever its height.
Waves, hills, peaks or scallops by seed. With a round piece, the piece itself is the sun.
"""

from __future__ import annotations

import math
import random

from oeuvre.create.design.contrast import best_on, contrast
from oeuvre.create.design.families import pieces
from oeuvre.create.design.families.family import Family
from oeuvre.create.design.kit import Kit
from oeuvre.create.design.page import Box, Page
from oeuvre.create.design.scene import Scene
from oeuvre.create.design.sheet import Sheet

TERRAINS = ("waves", "hills", "peaks", "scallops")


def _edge(kind: str, box: Box, y: float, amp: float, length: float, phase: float) -> list[tuple[float, float]]:
    """The upper edge of a layer, from left to right across `box`."""
    steps = 140
    points: list[tuple[float, float]] = []
    if kind == "peaks":
        pick = random.Random(round(phase * 1000))
        x, up = box.x - length * 0.3, True
        while x < box.right + length:
            points.append((x, y - amp * (pick.uniform(0.7, 1.5) if up else -pick.uniform(0.4, 0.9))))
            x += length * pick.uniform(0.2, 0.36)
            up = not up
        return points
    for step in range(steps + 1):
        x = box.x + box.width * step / steps
        t = 2 * math.pi * (x - box.x) / length + phase
        if kind == "scallops":
            points.append((x, y - amp * 1.3 * abs(math.sin(t * 0.9)) + amp * 0.5))
        elif kind == "hills":
            points.append((x, y - amp * (1.25 * math.sin(t * 0.62) + 0.55 * math.sin(t * 1.17 + phase))))
        else:
            points.append((x, y - amp * (math.sin(t) + 0.35 * math.sin(t * 2.3 + phase * 2.1))))
    return points


def _layer(points: list[tuple[float, float]], bottom: float, fill: str, shade: str, lift: float) -> str:
    """One sheet of paper with the narrow flat shadow that it casts on the one behind."""
    start, end = points[0][0], points[-1][0]
    line = " L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    shadow = " L".join(f"{x:.1f} {y - lift:.1f}" for x, y in points)
    close = f"L{end:.1f} {bottom:.1f} L{start:.1f} {bottom:.1f}Z"
    return f'<path d="M{shadow} {close}" fill="{shade}" opacity=".2"/><path d="M{line} {close}" fill="{fill}"/>'


def _scene(kit: Kit, page: Page, horizon: float, deep: float, sun: tuple[float, float]) -> tuple[str, Box]:
    """The whole picture, and the box of what stands on the horizon. `deep` is where the deepest layer begins."""
    palette, box = kit.palette, page.bled
    pick = random.Random(kit.seed)
    kind = TERRAINS[pick.randrange(len(TERRAINS))]
    cx, radius = sun
    layers = palette.layers or (palette.second, palette.light, palette.ink)
    tall = deep - horizon
    amp = min(max(tall * 0.075, page.short * 0.011), page.short * 0.03)
    if kind != "waves" and page.shape != "strip":
        amp = min(amp * 1.7, page.short * 0.045)
    length = max(min(box.width * 0.55, box.height * 0.75), box.width * 0.34)
    emblem = kit.emblem
    disc = palette.signal if contrast(palette.signal, palette.ground) > 1.6 else palette.second
    shade = best_on(palette.ground, (layers[-1], palette.ink)) if not palette.dark else layers[-1]
    parts: list[str] = []
    standing = Box(cx - radius, horizon - radius, 2 * radius, radius)
    is_sun = emblem is not None and emblem.shape == "disc" and not emblem.cut_edges and emblem.score == 3
    if emblem is not None and is_sun:
        where = pieces.contained(emblem, Box(cx - radius / 1.3, horizon - radius, radius * 1.54, radius * 1.54))
        parts.append(pieces.placed(emblem, where, disc))
        standing = where
    else:
        parts.append(f'<circle cx="{cx:.2f}" cy="{horizon:.2f}" r="{radius:.2f}" fill="{disc}"/>')
        if emblem is not None:
            tone = best_on(disc, (layers[-1], palette.ground, layers[0], palette.ink))
            high, wide = radius * 0.86, radius * 1.5
            ink = pieces.turned_ink(emblem)
            scale = min(high / ink.height, wide / ink.width)
            # The upper corners of the piece stay inside the sun.
            for _ in range(12):
                if math.hypot(ink.width * scale / 2, ink.height * scale) * 0.93 <= radius:
                    break
                scale *= 0.95
            w, h = ink.width * scale, ink.height * scale
            sunk = h * 0.06 + amp * 0.8
            where = Box(cx - w / 2, horizon - h + sunk, w, h)
            parts.append(pieces.placed(emblem, where, tone))
            standing = where
    count = len(layers)
    for index, tone in enumerate(layers):
        share = (index / (count - 1)) ** 1.08 if count > 1 else 1.0
        y = horizon + (deep - horizon) * share
        calm = amp * (0.7 + 0.15 * index) if index + 1 < count else amp * 0.75
        points = _edge(kind, box, y, calm, length * (1 + 0.09 * index), 0.7 + index * 1.9 + pick.uniform(0, 0.8))
        parts.append(_layer(points, box.bottom + 2, tone, shade, max(page.short * 0.006, 0.8)))
        if emblem is None and kind == "waves" and index + 1 < count:
            for step, (shift, k) in enumerate(((-0.05, 1.0), (0.16, 0.62))):
                wide = radius * (1.5 - 0.35 * index) * k
                thick = tall / count * 0.16
                parts.append(
                    f'<rect x="{cx + shift * radius - wide / 2:.1f}" '
                    f'y="{y + tall / count * (0.36 + 0.34 * step):.1f}" width="{wide:.1f}" height="{thick:.1f}" '
                    f'rx="{thick / 2:.1f}" fill="{disc}"/>'
                )
    if page.shape == "tall" and page.safe_bottom > page.margin * 2:
        # Nearer sheets, where the network covers the page.
        under = page.inner.bottom + page.margin
        for index, tone in enumerate((layers[-2], layers[max(len(layers) - 3, 0)]) if count > 2 else ()):
            y = under + (box.bottom - under) * 0.5 * index
            points = _edge(kind, box, y, amp * 0.8, length * 1.5, 2.2 + index * 1.9 + pick.uniform(0, 0.8))
            parts.append(_layer(points, box.bottom + 2, tone, shade, max(page.short * 0.006, 0.8)))
    seen = Box(standing.x, standing.y, standing.width, max(horizon - standing.y, 1.0))
    return pieces.canvas(box, "".join(parts)), seen


def compose(kit: Kit, page: Page) -> Scene:
    sheet = Sheet(kit, page, reversed_words=True)
    palette, inner, u, shape = kit.palette, page.inner, page.u, page.shape
    ink = palette.ink
    deepest = palette.layers[-1] if palette.layers else palette.light
    low = best_on(deepest, (palette.ink, palette.ground, palette.light, palette.second))
    rule = palette.signal if contrast(palette.signal, deepest) >= 3 else low
    if shape in ("tall", "square"):
        logo = sheet.logo(inner.right, inner.y - 3 * u, 40 * u, ink, align="right", most_width=inner.width * 0.46)
        line = sheet.line(
            inner.x, inner.y, inner.width * (0.46 if logo else 0.7), ink, size=32 * u, weight=600, most_lines=3
        )
        top = max(logo.bottom if logo else inner.y, line.bottom if line else inner.y)
        top += 54 * u if logo or line else 0
        foot = sheet.foot(inner.x, inner.bottom, inner.width, low, rule=rule, ground=deepest)
        wanted = page.height * (0.235 if shape == "tall" and page.ratio > 0.62 else 0.22 if shape == "tall" else 0.2)
        long = shape == "square" and len(kit.copy.headline) > 28
        wanted = page.height * 0.26 if long else wanted
        head = sheet.headline(
            Box(inner.x, top, inner.width, wanted), colour=ink, most_lines=3 if shape == "tall" or long else 2
        )
        deep = foot - (70 if shape == "tall" else 50) * u
        sky = deep - head.bottom
        horizon = min(head.bottom + sky * 0.76, deep - (120 if shape == "tall" else 84) * u)
        radius = min(page.width * 0.42, (horizon - head.bottom) - (44 if shape == "tall" else 32) * u)
        cx = inner.right - radius
    elif shape == "tower":
        logo = sheet.logo(inner.x, inner.y, sheet.strong, ink, most_width=inner.width)
        top = (logo.bottom + sheet.strong) if logo else inner.y
        foot = sheet.foot(inner.x, inner.bottom, inner.width, low, rule=rule, ground=deepest, style="stack")
        head = sheet.headline(Box(inner.x, top, inner.width, page.height * 0.27), colour=ink, most_lines=5)
        bottom = head.bottom
        line = sheet.line(inner.x, bottom + sheet.strong, inner.width, ink)
        bottom = line.bottom if line else bottom
        deep = foot - sheet.strong * 1.6
        horizon = bottom + (deep - bottom) * 0.66
        radius = min(page.width * 0.6, horizon - bottom - sheet.strong * 1.2)
        cx = page.width * 0.56
    elif shape == "strip":
        base = inner.bottom
        room = inner.width * 0.66
        top = sheet.facts_line(inner.x, base, room, low, ground=deepest)
        if page.ratio < 5:
            logo = sheet.logo(
                inner.right, base, sheet.strong * 0.95, low, ground=deepest, align="right", anchor="bottom",
                most_width=inner.width * 0.28,
            )  # fmt: skip
            top = min(top, logo.y) if logo else top
        deep = top - sheet.strong * 0.8
        horizon = deep - page.height * (0.12 if page.ratio < 5 else 0.07)
        cx = page.width * 0.83
        radius = min(horizon - inner.y * 0.4, page.width * 0.12)
        words = cx - radius * 1.1 - inner.x - page.margin * 0.4
        sheet.headline(
            Box(inner.x, inner.y, words, horizon - inner.y - page.height * 0.1),
            colour=ink,
            most_lines=2 if page.ratio < 5 else 1,
            valign="middle",
        )
    else:
        tiny = shape == "tiny"
        left = inner.width * (0.58 if tiny else 0.54)
        logo = None
        if tiny:
            sheet.logo(inner.right, inner.y, sheet.weak, ink, align="right", mark_only=True)
            foot = sheet.foot(
                inner.x, inner.bottom, inner.width * 0.72, low, rule=rule, ground=deepest, style="stack",
                most=1 if len(kit.copy.headline) > 26 else 2,
            )  # fmt: skip
        else:
            logo = sheet.logo(inner.x, inner.y, 40 * u, ink, most_width=left)
            foot = sheet.foot(inner.x, inner.bottom, inner.width, low, rule=rule, ground=deepest)
        deep = foot - (sheet.strong * 0.95 if tiny else 56 * u)
        top = logo.bottom + 56 * u if logo else inner.y
        horizon = deep - page.height * (0.13 if tiny else 0.17)
        base = horizon - page.height * (0.07 if tiny else 0.075)
        if kit.copy.line and not tiny:
            line = sheet.line(inner.x, base, left, ink, anchor="bottom", size=34 * u, most_lines=2, weight=600)
            base = line.y - 44 * u if line else base
        sheet.headline(
            Box(inner.x, top, left, base - top), colour=ink, most_lines=4 if tiny else 3,
            valign="top" if tiny else "bottom",
        )  # fmt: skip
        cx = page.width * (0.8 if tiny else 0.77)
        radius = min(horizon - inner.y * (1.9 if tiny else 0.9), page.width * 0.2)
    front, sheet.items = sheet.items, []
    svg, standing = _scene(kit, page, horizon, deep, (cx, radius))
    sheet.drawing(svg, page.bled, "scene", ink=standing)
    sheet.items += front
    return sheet.scene("papier_decoupe")


FAMILY = Family(
    id="papier_decoupe",
    fr="Papier découpé",
    en="Cut paper",
    compose=compose,
    titles=(4, 50),
)
