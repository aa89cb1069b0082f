"""Titre debout: the headline stands on a band at the left, reading upwards like the spine of a book.

Beside it a scene: a disc, one big cut-out before it, and a foot in layers that carries facts and logo. Tall and
square: a band of 30 %. Wide: the band stands only when the headline is short, else it is a column and the headline
lies level. Strip: level. Tower: the band is half the page. Not offered on a card.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from oeuvre.create.design import copyfit
from oeuvre.create.design.contrast import contrast
from oeuvre.create.design.families.blocks import fact_lines, headline, shift, strip_words
from oeuvre.create.design.families.cutout import clipped, cutout, disc, ink_of, rect, swell
from oeuvre.create.design.families.family import Family
from oeuvre.create.design.families.tones import figure, mixed, surface
from oeuvre.create.design.kit import Kit, Palette
from oeuvre.create.design.measure import metrics
from oeuvre.create.design.page import Box, Page
from oeuvre.create.design.scene import Scene, Text
from oeuvre.create.design.sheet import Sheet

# With this many signs or fewer a headline stands on a wide page too.
STANDS_WIDE = 14
# One of more signs than this stands in two or three lines, on a wider band.
LONG = 30


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


def _look(palette: Palette, pick: random.Random, least: float) -> _Look:
    """`least` is the contrast that words on the band need: 4.5 when facts stand there too."""
    sky = palette.ground
    wanted = [palette.signal, palette.second, palette.ink] if pick.random() < 0.75 else [palette.second, palette.ink]
    band, band_word = surface(palette, [tone for tone in wanted if contrast(tone, sky) >= 1.8] or [palette.ink], least)
    deep = palette.layers[-1] if palette.layers else palette.ink
    foot, foot_word = surface(palette, (deep, palette.ink, palette.ground), 7.0)
    middle = palette.layers[2] if len(palette.layers) > 2 else palette.second
    near, far = (
        (mixed(middle, foot, 0.5), middle) if not palette.dark else (mixed(sky, foot, 0.7), mixed(sky, foot, 0.35))
    )
    round_, piece = figure(palette, (sky, far), [tone for tone in (palette.light, palette.second) if tone != band])
    return _Look(band, band_word, sky, palette.on(sky), round_, piece, (far, near), foot, foot_word)


def _scene(
    page: Page, area: Box, horizon: float, foot_top: float, look: _Look, kit: Kit, pick: random.Random, upper: float
) -> str:
    """Sky, disc, cut-out standing on the horizon, and the foot, in `area`; nothing above `upper`."""
    assert kit.emblem is not None
    u = page.u
    manner = pick.choice(("hills", "steps", "rings"))
    emblem = kit.emblem
    ink = ink_of(emblem)
    narrow = area.width < (horizon - upper) * 0.4
    cx = area.x + area.width * (0.5 if not narrow else 0.62)
    room = horizon - upper
    # The cut-out is as large as the scene lets it be, its foot a little below the horizon.
    k = min(area.width * (0.9 if not narrow else 1.35) / ink.width, room * 0.94 / ink.height)
    w, h = ink.width * k, ink.height * k
    x = cx
    if "left" in emblem.cut_edges:
        x = area.x + w / 2
    elif "right" in emblem.cut_edges:
        x = area.right - w / 2
    y = horizon - h / 2 + h * 0.05
    # A flat piece lies in front of the disc's middle; a tall one rises out of it.
    radius = min(area.width * (0.44 if not narrow else 0.6), room * 0.5, max(w, h) * 0.62)
    cy = min(max(horizon - radius * 0.72, upper + radius), y)
    parts = [rect(area, look.sky)]
    if manner == "rings":
        outer = max(min(cy - upper, radius * 2.0), radius)
        for ring in range(4):
            tone = mixed(look.sky, look.disc, 0.12 + 0.1 * ring)
            parts.append(disc(cx, cy, radius * 0.86 + (outer - radius * 0.86) * (4 - ring) / 4, tone))
        parts.append(disc(cx, cy, radius * 0.86, look.disc))
    else:
        parts.append(disc(cx, cy, radius, look.disc))
    parts.append(cutout(emblem, x, y, max(w, h), look.piece))
    between = (horizon + foot_top) / 2
    if manner == "steps":
        parts.append(rect(Box(area.x, horizon, area.width, area.bottom - horizon), look.hills[0]))
        parts.append(rect(Box(area.x, between, area.width, area.bottom - between), look.hills[1]))
        parts.append(rect(Box(area.x, foot_top, area.width, area.bottom - foot_top), look.foot))
    else:
        high, phase = min(20 * u, area.width * 0.04), pick.uniform(0, 6)
        levels = ((horizon, look.hills[0]), (between, look.hills[1]), (foot_top - high * 0.6, look.foot))
        for index, (level, tone) in enumerate(levels):
            length = area.width * (1.3 - 0.18 * index)
            parts.append(swell(area, level, high * (1 - 0.2 * index), length, phase + 1.9 * index, tone))
    return clipped(area, *parts)


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
    cap = metrics(pairing.headline).cap_height
    if fitted.size * cap < max(sheet.page.least_headline, 0.06 * sheet.page.short):
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
    look = _look(kit.palette, pick, 4.5 if page.shape == "strip" else 3.0)
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
    if len(kit.copy.headline) > LONG and not tower:
        share += 0.06 if page.shape == "tall" else 0.1
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
    room = edge * (0.58 if len(kit.copy.headline) <= LONG else 0.66)
    _standing(sheet, Box((edge - room) / 2, inner.y, room, lower - inner.y), look.band_word)
    sheet.items += above + words


def _foot(sheet: Sheet, x: float, width: float, look: _Look) -> float:
    """Facts, logo and the rest on the foot's dark ground; returns their top."""
    page, u = sheet.page, sheet.page.u
    tower = page.shape == "tower"
    gap = sheet.strong
    room = width
    logo = None
    code: Box | None = None
    if sheet.kit.code_svg and not tower:
        # Small print on the whole width, the code above it at the right, and who speaks beside the code.
        y = sheet.small_print(x, page.inner.bottom, width, look.foot_word)
        y = sheet.partner_row(x, y, width, look.foot)
        code = sheet.place_code(x, y, width, "right")
    else:
        y = sheet.foot(x, page.inner.bottom, width, look.foot_word, ground=look.foot, most=0)
        if y < page.inner.bottom:
            y -= gap * 0.4
    if code is not None:
        beside = width - code.width - gap * 2
        logo = sheet.logo(x, code.bottom, 36 * u, look.foot_word, ground=look.foot, anchor="bottom", most_width=beside)
        y = (logo.y if logo else code.bottom) - gap * 0.9
        room = width - code.width - gap if y > code.y else width
    elif not tower:
        at = len(sheet.items)
        logo = sheet.logo(
            x + width, y, 36 * u, look.foot_word, ground=look.foot, align="right", anchor="bottom", most_width=width
        )
        if logo and logo.width < width * 0.4 and y == page.inner.bottom:
            room = width - logo.width - gap
        elif logo:
            # A long name takes a row of its own, under the facts.
            shift(sheet.items, at, x - logo.x, 0.0)
            y = logo.y - gap * 0.9
    if not sheet.fact_pairs():
        return min(y, logo.y) if logo else y
    if page.shape in ("wide", "square"):
        # Less height: each fact on one line.
        at = len(sheet.items)
        least = 0.86 if page.shape == "square" else 1.0
        floor = fact_lines(sheet, x, 0.0, room, look.foot_word, first=least, rest=least)
        shift(sheet.items, at, 0.0, y - floor)
        top = y - floor
    else:
        top = sheet.facts_stack(x, y, room, look.foot_word, anchor="bottom", most=3 if tower else 4).y
    return min(top, logo.y) if logo else top


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
    box = Box(inner.x, inner.y, edge - inner.x - gutter, inner.height)
    headline(sheet, box, colour=look.band_word, valign="bottom", most_lines=4)
    sheet.items += words


def _strip(sheet: Sheet, look: _Look, pick: random.Random) -> None:
    page, inner = sheet.page, sheet.page.inner
    bled = page.bled
    edge = page.width * (0.7 if page.ratio < 6 else 0.8)
    end = strip_words(sheet, inner.x, edge - page.margin, look.band_word, look.band)
    words, sheet.items = sheet.items, []
    edge = max(end + page.margin, page.width * 0.5)
    area = Box(edge, bled.y, bled.right - edge, bled.height)
    scene = _scene(page, area, page.height * 0.8, page.height * 0.94, look, sheet.kit, pick, page.height * 0.06)
    sheet.drawing(scene, area, "scene")
    sheet.plate(Box(bled.x, bled.y, edge - bled.x, bled.height), look.band, role="band")
    sheet.items += words


FAMILY = Family(
    id="titre_debout",
    fr="Titre debout",
    en="Standing title",
    compose=compose,
    needs=frozenset({"emblem"}),
    titles=(4, 40),
    not_offered=frozenset({"tiny"}),
    kin="rideau",
)
