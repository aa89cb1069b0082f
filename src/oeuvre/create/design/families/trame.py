"""Trame: a photograph screened in one ink, its dots dying out into the ground where the words begin.

Tall and square: the picture above, pure, then the facts, and the headline as the foot. Wide and strip: the picture to
the right, fading to the left. Tower: the picture on top. Tiny: the right half, with dots of at least 1.2 mm.
"""

from __future__ import annotations

import random
from dataclasses import replace

from oeuvre.create.design.arrange import column, shifted, strip
from oeuvre.create.design.contrast import contrast, luminance
from oeuvre.create.design.families.family import Family
from oeuvre.create.design.kit import Kit, Palette, Scrim
from oeuvre.create.design.page import MM, Box, Page
from oeuvre.create.design.pictured import may_tone
from oeuvre.create.design.scene import Scene, Text
from oeuvre.create.design.sheet import Sheet


def _dots(palette: Palette, turn: int) -> str:
    """The ink of the screen: the signal where it holds on the ground, else what does."""
    able = [tone for tone in (palette.signal, palette.light, palette.second) if contrast(tone, palette.ground) >= 2.6]
    if not able:
        return palette.ink
    return able[0] if turn % 3 or len(able) == 1 else able[1]


def _art(sheet: Sheet, box: Box, colour: str, scrims: tuple[Scrim, ...], toward: tuple[float, float]) -> None:
    page = sheet.page
    if not may_tone(sheet.kit):
        # Not ours to screen: as it is, fading into the ground all the same.
        sheet.photo(box, toward=toward, scrims=tuple(replace(scrim, colour=sheet.ground) for scrim in scrims))
        return
    pick = random.Random(sheet.kit.seed)
    least = 1.2 * MM if page.printed else {"strip": 3.6, "tower": 4.0}.get(page.shape, 8.0)
    sheet.photo(
        box,
        treatment="halftone",
        colours=(colour,),
        toward=toward,
        cell=max(page.u * pick.choice((12, 14)), least),
        lights=luminance(colour) > luminance(sheet.ground),
        scrims=scrims,
    )


def compose(kit: Kit, page: Page) -> Scene:
    sheet = Sheet(kit, page)
    palette, inner, bled, u = kit.palette, page.inner, page.bled, page.u
    ink = palette.ink
    dots = _dots(palette, kit.seed)
    second = dots if contrast(dots, palette.ground) >= 3 else ink
    if page.shape in ("tall", "square"):
        _stacked(sheet, dots, second)
    elif page.shape == "tower":
        art = Box(bled.x, bled.y, bled.width, page.height * 0.4)
        _behind(sheet, art, dots, (Scrim("bottom", 0.4, 1.0, hold=0.08),), (0.5, 0.45))
        column(
            sheet,
            Box(inner.x, page.height * 0.425, inner.width, inner.bottom - page.height * 0.425),
            ink,
            accent=second,
            style="stack",
            valign="top",
        )
    elif page.shape == "strip":
        share = 0.44 if page.ratio < 6 else 0.36
        art = Box(page.width * (1 - share), bled.y, bled.right - page.width * (1 - share), bled.height)
        _behind(sheet, art, dots, (Scrim("left", 0.5, 1.0, hold=0.1),), (0.6, 0.5))
        strip(sheet, Box(inner.x, inner.y, page.width * (1 - share) - inner.x, inner.height), ink)
    else:
        tiny = page.shape == "tiny"
        start = page.width * (0.54 if tiny else 0.5)
        art = Box(start, bled.y, bled.right - start, bled.height)
        _behind(sheet, art, dots, (Scrim("left", 0.36, 1.0, hold=0.06),), (0.58, 0.5))
        column(
            sheet,
            Box(inner.x, inner.y, start - inner.x - (0 if tiny else 10 * u), inner.height),
            ink,
            accent=second,
            style="stack" if tiny else "columns",
            most=2 if tiny else 4,
            most_lines=4,
            line=not tiny,
        )
    return sheet.scene("trame")


def _stacked(sheet: Sheet, dots: str, second: str) -> None:
    """The picture, the facts under it, the headline as the page's foot, and under that the sentence and the sign."""
    page, inner, bled, ink = sheet.page, sheet.page.inner, sheet.page.bled, sheet.palette.ink
    row = _row(sheet, inner.bottom, ink)
    items, overflow, placed = list(sheet.items), list(sheet.overflow), set(sheet.placed)
    for share in (0.26, 0.31):
        sheet.items, sheet.overflow, sheet.placed = list(items), list(overflow), set(placed)
        wanted = page.height * share
        head = sheet.headline(
            Box(inner.x, row - wanted, inner.width, wanted), colour=ink, most_lines=4, valign="bottom"
        )
        top = min(item.box.y for item in sheet.items if isinstance(item, Text) and item.role == "headline")
        floor = min(head.box.y, top + sheet.strong * 0.4) - sheet.strong * 1.5
        foot = sheet.foot(inner.x, floor, inner.width, ink, rule=second)
        if sheet.overflow == overflow:
            break
    # The last dots die just above the facts.
    end = foot - page.margin * 0.3 if foot < floor else floor
    art = Box(bled.x, bled.y, bled.width, max(end - bled.y, bled.height * 0.3))
    _behind(sheet, art, dots, (Scrim("bottom", 0.36, 1.0, hold=0.05),), (0.5, 0.42))


def _row(sheet: Sheet, bottom: float, ink: str) -> float:
    """The supporting line on the left and the client's sign on the right, on one row; returns what is above it."""
    page, inner = sheet.page, sheet.page.inner
    top = bottom
    logo = sheet.logo(
        inner.right, bottom, 38 * page.u, ink, align="right", anchor="bottom", most_width=inner.width * 0.42
    )
    room = (logo.x - inner.x - sheet.strong * 1.4) if logo else inner.width
    before = len(sheet.items)
    said = sheet.line(inner.x, bottom, room, ink, anchor="bottom", most_lines=2)
    if said:
        words = sheet.items[before:]
        named = next((item for item in sheet.items[:before] if isinstance(item, Text) and item.role == "logo"), None)
        line = words[0]
        if logo and named and isinstance(line, Text):
            # The name and the last line of the sentence share a baseline.
            down = named.baselines()[-1] - line.baselines()[-1]
            sheet.items[before:] = shifted(words, down)
            said = Box(said.x, said.y + down, said.width, said.height)
    for made in (logo, said):
        top = min(top, made.y) if made else top
    return top - sheet.strong * 1.15 if top < bottom else bottom


def _behind(sheet: Sheet, art: Box, dots: str, scrims: tuple[Scrim, ...], toward: tuple[float, float]) -> None:
    """The art under whatever has been placed already."""
    words, sheet.items = sheet.items, []
    _art(sheet, art, dots, scrims, toward)
    sheet.items += words


FAMILY = Family(
    id="trame",
    fr="Trame",
    en="Halftone",
    compose=compose,
    needs=frozenset({"picture"}),
    titles=(3, 70),
    treats=frozenset({"halftone"}),
)
