"""Titre debout: the headline stands on a band at the left, reading upwards like the spine of a book.

Beside it a scene: a disc, one big cut-out before it, and a foot in layers that carries facts and logo. Tall and
square: a band of 30 %. Wide: the band stands only when the headline is short, else it is a column and the headline
lies level. Strip: level. Tower: the band is half the page. Not offered on a card.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from oeuvre.create.design import copyfit
from oeuvre.create.design.contrast import contrast
from oeuvre.create.design.families.cutout import cutout, disc, ink_of, picture, rect
from oeuvre.create.design.families.family import Family
from oeuvre.create.design.families.tones import first_off, mixed, surface
from oeuvre.create.design.kit import Kit, Palette
from oeuvre.create.design.measure import metrics
from oeuvre.create.design.page import Box, Page
from oeuvre.create.design.scene import Scene, Text
from oeuvre.create.design.sheet import Sheet

# With this many signs or fewer a headline stands on a wide page too.
STANDS_WIDE = 14


@dataclass(frozen=True)
class _Look:
    """Colours of the band, the sky, the disc, the cut-out, and the foot's layers from far to near."""

    band: str
    band_word: str
    sky: str
    sky_word: str
    disc: str
    piece: str
    hills: tuple[str, ...]
    foot: str
    foot_word: str


def _look(palette: Palette, pick: random.Random) -> _Look:
    sky = palette.ground
    wanted = [palette.signal, palette.second, palette.ink] if pick.random() < 0.75 else [palette.second, palette.ink]
    band, band_word = surface(palette, [tone for tone in wanted if contrast(tone, sky) >= 1.8] or [palette.ink], 3.0)
    deep = palette.layers[-1] if palette.layers else palette.ink
    foot, foot_word = surface(palette, (deep, mixed(deep, "#000000", 0.25), palette.ink, palette.ground), 7.0)
    hills = tuple(
        mixed(palette.layers[2] if palette.layers else palette.second, foot, share)
        if not palette.dark
        else mixed(sky, foot, 0.35 + share * 0.65)
        for share in (0.0, 0.5)
    )
    round_ = first_off(
        [
            tone
            for tone in (palette.light, palette.second, palette.layers[0] if palette.layers else sky, palette.ink)
            if tone != band
        ]
        if palette.dark
        else [
            tone
            for tone in (palette.second, palette.light, palette.layers[0] if palette.layers else palette.ink)
            if tone != band
        ],
        (sky,),
        1.35,
    )
    piece = first_off((palette.signal, palette.ink, deep, sky, palette.light), (round_, hills[0]), 1.7)
    return _Look(band, band_word, sky, palette.on(sky), round_, piece, hills, foot, foot_word)


def _hill(box: Box, y: float, swell: float, length: float, phase: float) -> str:
    """A soft horizon across `box`, filled to its bottom."""
    steps = 48
    points = []
    for index in range(steps + 1):
        x = box.x + box.width * index / steps
        angle = 2 * math.pi * (x - box.x) / length + phase
        points.append(f"{x:.1f} {y + swell * (math.sin(angle) + 0.35 * math.sin(angle * 2.3 + phase)):.1f}")
    return f"M{'L'.join(points)}L{box.right:.1f} {box.bottom:.1f}L{box.x:.1f} {box.bottom:.1f}Z"


def _scene(
    page: Page, area: Box, horizon: float, foot_top: float, look: _Look, kit: Kit, pick: random.Random, upper: float
) -> str:
    """Sky, disc, cut-out standing on the horizon, and the foot, in `area`; nothing above `upper`."""
    assert kit.emblem is not None
    u = page.u
    manner = pick.choice(("hills", "steps", "rings"))
    emblem = kit.emblem
    ink = ink_of(emblem)
    cx = area.x + area.width * 0.52
    room = horizon - upper
    radius = min(area.width * 0.43, room * 0.52)
    cy = horizon - radius * (0.78 if manner != "rings" else 0.7)
    # The cut-out is as large as the scene lets it be, its foot a little below the horizon, or cut by the page.
    size = min(area.width * 0.92, room * 0.98 if ink.height >= ink.width else area.width * 0.92)
    k = size / max(ink.width, ink.height)
    w, h = ink.width * k, ink.height * k
    if h > room * 0.96:
        size *= room * 0.96 / h
        k = size / max(ink.width, ink.height)
        w, h = ink.width * k, ink.height * k
    x = cx
    if "left" in emblem.cut_edges:
        x = area.x + w / 2
    elif "right" in emblem.cut_edges:
        x = area.right - w / 2
    y = horizon - h / 2 + h * 0.05
    parts = [rect(area, look.sky)]
    if manner == "rings":
        for ring in range(4, 0, -1):
            parts.append(
                disc(cx, cy, radius * (0.62 + 0.27 * ring), mixed(look.sky, look.disc, 0.10 + 0.07 * (4 - ring)))
            )
        parts.append(disc(cx, cy, radius * 0.82, look.disc))
    else:
        parts.append(disc(cx, cy, radius, look.disc))
    # Where disc and piece are too alike, the disc is what changes, not the piece.
    parts.append(cutout(emblem, x, y, size, look.piece))
    depth = area.bottom - horizon
    if manner == "steps":
        parts.append(rect(Box(area.x, horizon, area.width, depth), look.hills[0]))
        parts.append(rect(Box(area.x, (horizon + foot_top) / 2, area.width, area.bottom), look.hills[1]))
        parts.append(rect(Box(area.x, foot_top, area.width, area.bottom - foot_top), look.foot))
    else:
        swell = 20 * u
        phase = pick.uniform(0, 6)
        for index, (level, tone) in enumerate(
            (
                (horizon, look.hills[0]),
                ((horizon * 0.45 + foot_top * 0.55), look.hills[1]),
                (foot_top - swell * 0.6, look.foot),
            )
        ):
            parts.append(
                f'<path d="{_hill(area, level, swell * (1 - 0.2 * index), area.width * (1.3 - 0.18 * index), phase + 1.9 * index)}" '
                f'fill="{tone}"/>'
            )
    clip = f'<clipPath id="area"><rect x="{area.x:.2f}" y="{area.y:.2f}" width="{area.width:.2f}" height="{area.height:.2f}"/></clipPath>'
    return picture(area, clip, f'<g clip-path="url(#area)">{"".join(parts)}</g>')


def _standing(sheet: Sheet, band: Box, colour: str) -> None:
    """The headline in `band`, reading upwards, starting at its foot; one line, or more when it is long."""
    pairing = sheet.kit.pairing
    fitted = copyfit.fit_headline(
        pairing.headline,
        sheet.kit.copy.headline,
        sheet.kit.language,
        band.height,
        band.width,
        pairing.leading,
        pairing.tracking,
        most_lines=3,
    )
    if fitted.size * metrics(pairing.headline).cap_height < sheet.page.least_headline:
        sheet.overflow.append("headline")
    cx, cy = band.centre[0], band.bottom - fitted.width / 2
    sheet.add(
        Text(
            "headline",
            fitted.lines,
            pairing.headline,
            fitted.size,
            colour,
            cx - fitted.width / 2,
            cy - fitted.height / 2,
            fitted.pitch,
            "left",
            pairing.tracking,
            turn=270,
            large=True,
        )
    )
    sheet.placed.add("headline")


def compose(kit: Kit, page: Page) -> Scene:
    pick = random.Random(kit.seed)
    look = _look(kit.palette, pick)
    sheet = Sheet(kit, page, ground=look.sky)
    if page.shape == "strip":
        _strip(sheet, look, pick)
    elif page.shape == "wide" and len(kit.copy.headline) > STANDS_WIDE:
        _lying(sheet, look, pick)
    else:
        _upright(sheet, look, pick)
    return sheet.scene("titre_debout", tokens={"band": look.band, "foot": look.foot})


def _upright(sheet: Sheet, look: _Look, pick: random.Random) -> None:
    page, kit, inner, u = sheet.page, sheet.kit, sheet.page.inner, sheet.page.u
    tower = page.shape == "tower"
    share = {"tall": 0.3, "square": 0.27, "wide": 0.2, "tower": 0.5}[page.shape]
    if len(kit.copy.headline) > 30 and not tower:
        share += 0.06
    edge = page.width * share
    bled = page.bled
    band = Box(bled.x, bled.y, edge - bled.x, bled.height)
    area = Box(edge, bled.y, bled.right - edge, bled.height)
    gutter = page.margin * 0.8
    x = edge + gutter
    width = inner.right - x
    if tower:
        # Facts need the whole width: they stand on the foot under band and scene.
        x, width = inner.x, inner.width
    at = len(sheet.items)
    foot = _foot(sheet, x, width, look)
    words = sheet.items[at:]
    del sheet.items[at:]
    foot_top = foot - sheet.strong * (1.0 if not tower else 0.8)
    top = inner.y
    line = None
    if not tower:
        line = sheet.line(x, inner.y, width, look.sky_word, size=38 * u if page.shape != "wide" else 36 * u)
        top = line.bottom + sheet.strong if line else inner.y * 0.6
    else:
        top = 0.0
        area = Box(edge, bled.y, bled.right - edge, foot_top - bled.y)
        band = Box(bled.x, bled.y, edge - bled.x, foot_top - bled.y)
    above = sheet.items[at:]
    del sheet.items[at:]
    span = foot_top - top
    horizon = foot_top - span * (0.14 if not tower else 0.1)
    sheet.drawing(_scene(page, area, horizon, foot_top, look, kit, pick, top), area, "scene")
    sheet.plate(band, look.band, role="band")
    if tower:
        sheet.plate(Box(bled.x, foot_top, bled.width, bled.bottom - foot_top), look.foot, role="band")
    stand = page.margin if not tower else page.margin * 0.9
    lower = min(inner.bottom, foot_top - stand) if tower else inner.bottom
    _standing(sheet, Box(edge * 0.21, inner.y, edge * 0.58, lower - inner.y), look.band_word)
    sheet.items += above + words


def _foot(sheet: Sheet, x: float, width: float, look: _Look) -> float:
    """Facts, logo and the rest on the foot's dark ground; returns their top."""
    page, u = sheet.page, sheet.page.u
    inner = page.inner
    tower = page.shape == "tower"
    bottom = inner.bottom
    small = sheet.foot(x, bottom, width, look.foot_word, ground=look.foot, most=0)
    logo = None
    if not tower:
        logo = sheet.logo(
            x + width,
            small,
            36 * u,
            look.foot_word,
            ground=look.foot,
            align="right",
            anchor="bottom",
            most_width=width * 0.46,
        )
    room = width - (logo.width + sheet.strong if logo else 0.0)
    box = sheet.facts_stack(
        x, small, room if room > width * 0.5 else width, look.foot_word, anchor="bottom", most=3 if tower else 4
    )
    return min(box.y if sheet.fact_pairs() else small, logo.y if logo else small)


def _lying(sheet: Sheet, look: _Look, pick: random.Random) -> None:
    """A long headline on a wide page: a column at the left, its words level, the scene at the right."""
    page, kit, inner, u = sheet.page, sheet.kit, sheet.page.inner, sheet.page.u
    bled = page.bled
    edge = page.width * 0.46
    gutter = page.margin * 0.9
    area = Box(edge, bled.y, bled.right - edge, bled.height)
    x = edge + gutter
    width = inner.right - x
    foot = _foot(sheet, x, width, look)
    foot_top = foot - sheet.strong
    line = sheet.line(x, inner.y, width, look.sky_word, size=36 * u)
    top = line.bottom + sheet.strong if line else inner.y * 0.6
    words, sheet.items = sheet.items, []
    horizon = foot_top - (foot_top - top) * 0.12
    sheet.drawing(_scene(page, area, horizon, foot_top, look, kit, pick, top), area, "scene")
    sheet.plate(Box(bled.x, bled.y, edge - bled.x, bled.height), look.band, role="band")
    sheet.headline(
        Box(inner.x, inner.y, edge - inner.x - gutter, inner.height),
        colour=look.band_word,
        valign="bottom",
        most_lines=5,
    )
    sheet.items += words


def _strip(sheet: Sheet, look: _Look, pick: random.Random) -> None:
    page, kit, inner = sheet.page, sheet.kit, sheet.page.inner
    bled = page.bled
    edge = page.width * (0.7 if page.ratio < 6 else 0.8)
    area = Box(edge, bled.y, bled.right - edge, bled.height)
    horizon = page.height * 0.78
    sheet.drawing(_scene(page, area, horizon, page.height * 0.92, look, kit, pick, page.height * 0.08), area, "scene")
    sheet.plate(Box(bled.x, bled.y, edge - bled.x, bled.height), look.band, role="band")
    width = edge - page.margin - inner.x
    top = inner.bottom
    readable = contrast(look.band, look.band_word) >= 4.5
    if readable:
        top = sheet.facts_line(inner.x, inner.bottom, width, look.band_word)
        gap = page.height * 0.11
    else:
        gap = 0.0
    sheet.headline(
        Box(inner.x, inner.y, width, top - gap - inner.y),
        colour=look.band_word,
        most_lines=2 if page.ratio < 6 else 1,
        valign="middle",
    )


FAMILY = Family(
    id="titre_debout",
    fr="Titre debout",
    en="Standing title",
    compose=compose,
    needs=frozenset({"emblem"}),
    titles=(4, 60),
    not_offered=frozenset({"tiny"}),
)
