"""Motif: a pattern covers the page like a wrapping paper, a plate carries the words, and one piece is the odd one out.

Three ways: pieces of several kinds tossed at five angles, one kind in ranks, or, where the kit has one, the seamless
pattern of an emblem of its own. Either way a single piece differs, in
the signal colour and standing straight, where it can be seen whole. Tall: the plate in the middle, words centred.
Square: the plate low and left, a whole corner for the odd piece. Wide: plate left. Strip: the plate is a panel and
the pattern what is left of the page. Tower: a band across. Tiny: the plate is the card and the pattern its border.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from oeuvre.create.design.contrast import contrast
from oeuvre.create.design.families.blocks import fact_lines, headline, readable_page, shift, strip_words
from oeuvre.create.design.families.cutout import cutout, ink_of, picture, rect
from oeuvre.create.design.families.family import Family
from oeuvre.create.design.families.tones import all_off, far, first_off, mixed, stands_off, surface
from oeuvre.create.design.kit import Kit, Palette, Repeat
from oeuvre.create.design.page import Box, Page
from oeuvre.create.design.scene import Scene, Text
from oeuvre.create.design.sheet import Sheet
from oeuvre.create.library import Emblem

# A headline of more signs than this needs a wider plate, and smaller facts under it.
LONG = 26
ANGLES = (-22.0, 16.0, 0.0, 30.0, -10.0)


@dataclass(frozen=True)
class _Look:
    """The colours of one motif: the paper, its pieces, the odd one, the plate and what is read on it."""

    under: str
    pieces: tuple[str, ...]
    odd: str
    plate: str
    word: str
    accent: str


def _look(palette: Palette, pick: random.Random) -> _Look:
    """Calm paper in the ground colour, or a loud one in the second with the ground as plate."""
    loud = (
        contrast(palette.second, palette.ground) >= 2.2
        and stands_off(palette.signal, (palette.second,), 1.5)
        and pick.random() < 0.55
    )
    under = palette.second if loud else palette.ground
    wanted = (palette.ground, palette.ink) if loud else (palette.ink, palette.light, *palette.layers[-1:])
    plate, word = surface(palette, [tone for tone in wanted if contrast(tone, under) >= 1.8] or [palette.ink])
    odd = first_off((palette.signal, palette.light, palette.ink, palette.ground), (under,), 1.7)
    # The other pieces keep clear of the odd one's colour, and of the plate's, whose edge they would fray.
    tones = [
        tone
        for tone in all_off(
            (palette.second, palette.light, palette.ink, *palette.layers, palette.ground), (under,), 1.3
        )
        if far(tone, odd, 0.12) and far(tone, plate, 0.1)
    ]
    strong = sorted(tones, key=lambda tone: -contrast(tone, under))
    quiet = [tone for tone in strong if contrast(tone, under) <= 2.6]
    pieces = list(dict.fromkeys((*strong[:1], *quiet[:1], *strong[1:2]))) or [mixed(under, word, 0.3)]
    accent = first_off((palette.signal, palette.second, word), (plate,), 3.0)
    return _Look(under, tuple(pieces[:3]), odd, plate, word, accent)


def _pattern(
    page: Page, look: _Look, kinds: Sequence[Emblem], odd: Emblem, cell: float, plate: Box, *, ranks: bool
) -> str:
    """The paper, its pieces every `cell`, symmetric about the page so that all edges cut alike; one is odd."""
    box = page.bled
    ring = page.shape == "tiny"
    if ring:
        # A narrow border: rows and columns run down its middle, so that pieces are seen whole round the plate.
        wide, high = plate.x, plate.y
        step_x = (page.width - wide) / max(round((page.width - wide) / cell), 1)
        step_y = (page.height - high) / max(round((page.height - high) / cell), 1)
        cell = min(step_x, step_y, min(wide, high) * 1.1)
        across, down = round((page.width - wide) / step_x) + 3, round((page.height - high) / step_y) + 3
        spots = [
            (wide / 2 + (i - 1) * step_x, high / 2 + (j - 1) * step_y, i, j) for j in range(down) for i in range(across)
        ]
    else:
        across, down = math.ceil(box.width / cell) + 2, math.ceil(box.height / cell) + 2
        across += across % 2
        down += 1 - down % 2
        cx, cy = page.full.centre
        step_x = step_y = cell
        over = plate.y
        left = cx - across / 2 * cell
        if page.shape == "tall" and ranks:
            # Beside the plate a column is seen whole, in the middle of its margin, or else halved by the page's edge.
            left = plate.x / 2 if plate.x > cell * 0.85 else 0.0
            step_x = (page.width - 2 * left) / max(round((page.width - 2 * left) / cell), 1)
            left -= 1.5 * step_x
        if page.shape == "tall" and 0.7 * cell < over < 2.6 * cell:
            # A row, or two, runs in the middle of what is free above the plate, and the same below: pieces are whole.
            rows = 2 if over > 1.75 * cell else 1
            first = over * (0.5 if rows == 1 else 0.27)
            between = page.height - 2 * first
            step_y = between / max(round(between / cell), 1)
            down = round(between / step_y) + 3
            cy = first + (down // 2 - 1) * step_y
        if page.shape == "square":
            # The roomy corner holds one piece whole: rows and columns are counted from it.
            cx = page.width - cell / 2 - (across // 2) * cell
            left = cx - across / 2 * cell
            cy = cell / 2 + (down // 2) * cell
        spots = [
            (left + (i + (0.5 if ranks or j % 2 else 0.0)) * step_x, cy + (j - down // 2) * step_y, i, j)
            for j in range(down)
            for i in range(across + 1)
        ]
    size = cell * (0.7 if ring else 0.66 if ranks else 0.74)
    alone = _odd_spot(page, spots, size, plate)
    parts = [rect(box, look.under)]
    for spot in spots:
        x, y, i, j = spot
        piece = Box(x - size / 2, y - size / 2, size, size)
        seen = piece.meets(box)
        if seen is None or seen.area < 0.2 * piece.area:
            continue
        if spot == alone:
            parts.append(cutout(odd, x, y, size * (1.16 if not ring else 1.08), look.odd))
            continue
        if plate.x < x - size and x + size < plate.right and plate.y < y - size and y + size < plate.bottom:
            continue
        kind = kinds[0] if ranks else kinds[(i + 2 * j) % len(kinds)]
        colour = look.pieces[(i + j) % len(look.pieces)]
        parts.append(cutout(kind, x, y, size, colour, turn=0.0 if ranks else ANGLES[(3 * i + 2 * j) % 5]))
    return picture(box, *parts)


def _papered(page: Page, look: _Look, repeat: Repeat, piece: Emblem, cell: float, plate: Box) -> str:
    """The paper, covered by a seamless pattern of one piece about as large as the pieces of the other ways; one copy is
    odd. Copies that are turned or mirrored alike have one colour."""
    box = page.bled
    ink = ink_of(piece)
    a, b, c, d, *_ = repeat.places[0]
    size = math.sqrt(abs(a * d - b * c)) * max(ink.width, ink.height)
    scale = 0.8 * cell / size
    wide, high = repeat.tile[0] * scale, repeat.tile[1] * scale
    kinds = list(dict.fromkeys(tuple(round(value, 5) for value in place[:4]) for place in repeat.places))
    # A corner of the tiling lies in the middle of the page, so that all edges cut alike.
    cx, cy = page.full.centre
    across, down = math.ceil(box.width / wide / 2) + 1, math.ceil(box.height / high / 2) + 1
    spots: dict[tuple[float, float], tuple[tuple[float, ...], int]] = {}
    for row in range(-down, down):
        for column in range(-across, across):
            for place in repeat.places:
                a, b, c, d, e, f = (value * scale for value in place)
                e, f = e + cx + column * wide, f + cy + row * high
                x, y = ink.centre
                middle = (round(a * x + c * y + e, 2), round(b * x + d * y + f, 2))
                kind = kinds.index(tuple(round(value, 5) for value in place[:4]))
                spots.setdefault(middle, ((a, b, c, d, e, f), kind))
    reach = 0.8 * cell
    listed = [(x, y, number, 0) for number, (x, y) in enumerate(spots)]
    alone = _odd_spot(page, listed, reach, plate)
    parts = [rect(box, look.under)]
    for spot, (place, kind) in zip(listed, spots.values(), strict=True):
        x, y = spot[:2]
        if Box(x - reach / 2, y - reach / 2, reach, reach).meets(box) is None:
            continue
        if plate.x < x - reach and x + reach < plate.right and plate.y < y - reach and y + reach < plate.bottom:
            continue
        colour = look.odd if spot == alone else look.pieces[kind % min(len(look.pieces), 2)]
        moved = " ".join(f"{value:.5f}" for value in place)
        parts.append(f'<g fill="{colour}" transform="matrix({moved})">{piece.inner(colour)}</g>')
    return picture(box, *parts)


def _odd_spot(
    page: Page, spots: Sequence[tuple[float, float, int, int]], size: float, plate: Box
) -> tuple[float, float, int, int]:
    """The place of the odd piece: seen whole and, among those, nearest to the upper right; else the most seen."""

    def seen(spot: tuple[float, float, int, int]) -> float:
        area = Box(spot[0] - size * 0.58, spot[1] - size * 0.58, size * 1.16, size * 1.16)
        on_page = area.meets(page.full)
        hidden = on_page.meets(plate) if on_page else None
        return ((on_page.area if on_page else 0.0) - (hidden.area if hidden else 0.0)) / area.area

    share = {spot: seen(spot) for spot in spots}
    best = max(share.values())
    good = [spot for spot in spots if share[spot] >= min(best, 0.97) - 1e-6]
    aim = (page.width * 0.84, max(page.height * 0.1, page.safe_top * 0.8))
    return min(good, key=lambda spot: math.hypot(spot[0] - aim[0], spot[1] - aim[1]))


def _words(sheet: Sheet, x: float, width: float, most: float, look: _Look) -> float:
    """All words centred in a column from y = 0 down; returns their height, `most` at most if they can."""
    page, u = sheet.page, sheet.page.u
    small = page.shape in ("tiny", "tower")
    gap = sheet.strong * (0.75 if small else 1.05)
    cx = x + width / 2
    items = sheet.items
    # What is under the headline is set first, at y = 0, and moved when the headline's height is known.
    start = len(items)
    y = 0.0
    if page.shape != "tiny":
        line = sheet.line(cx, 0.0, width, look.word, align="center", size=None if small else 32 * u)
        if line:
            block = items[-1]
            assert isinstance(block, Text)
            y = block.baselines()[-1] + gap
    pairs = sheet.fact_pairs({"tiny": 2, "tower": 3}.get(page.shape, 4))
    if pairs and not small:
        length = 90 * u
        sheet.rule(cx - length / 2, y, length, look.accent, 4 * u)
        y += gap
    if pairs:
        y = fact_lines(
            sheet,
            cx,
            y,
            width,
            look.word,
            align="center",
            most=len(pairs),
            first=1.12 if len(sheet.kit.copy.headline) <= LONG else 1.0,
        )
    else:
        y = max(y - gap, 0.0)
    extra = len(items)
    bottom = sheet.small_print(x, 0.0, width, look.word, align="center")
    bottom = sheet.partner_row(x, bottom, width, look.plate, align="center")
    before = len(items)
    code = sheet.place_code(x, bottom, width, "center")
    if code:
        shift(items, before, cx - code.centre[0], 0.0)
        bottom = code.y
    if bottom < 0:
        shift(items, extra, 0.0, y + gap - bottom)
        y += gap - bottom
    under = y
    below = len(items)
    logo = sheet.logo(
        cx, 0.0, sheet.weak if small else 38 * u, look.word, ground=look.plate, align="center", most_width=width
    )
    top = logo.height + gap if logo else 0.0
    room = most - top - (under + gap if under > 0 else 0.0)
    tall = {"tall": 0.34, "square": 0.42}.get(page.shape, 1.0) * page.height
    head = headline(
        sheet,
        Box(x, top, width, max(min(room, tall), 1.0)),
        colour=look.word,
        align="center",
        most_lines=5 if page.shape == "tower" else 4,
    )
    floor = head.box.bottom + max(head.below * 0.8, 0.0)
    if under > 0:
        words = items[start:below]
        del items[start:below]
        back = len(items)
        items += words
        shift(items, back, 0.0, floor + gap)
        floor += gap + under
    return floor


def _plate(page: Page, *, long: bool) -> Box:
    """The most the plate may take of the page."""
    inner, full = page.inner, page.full
    if page.shape == "strip":
        bled = page.bled
        return Box(bled.x, bled.y, page.width * (0.72 if page.ratio < 6 else 0.8) - bled.x, bled.height)
    if page.shape == "tower":
        return Box(page.bled.x, page.height * 0.13, page.bled.width, page.height * 0.74)
    if page.shape == "tiny":
        return full.inset(page.short * 0.12)
    if page.shape == "wide":
        return Box(inner.x, inner.y, page.width * 0.56, inner.height)
    width = page.width * (0.78 if page.ratio > 0.65 and not long else 0.84)
    height = min(page.height * 0.74, inner.height) if page.shape == "tall" else width
    if page.shape == "square":
        # Low and to the left, so that the upper right corner has room for the odd piece.
        return Box(inner.x, inner.bottom - height, width, height)
    return Box((page.width - width) / 2, inner.centre[1] - height / 2, width, height)


def compose(kit: Kit, page: Page) -> Scene:
    pick = random.Random(kit.seed)
    look = _look(kit.palette, pick)
    sheet = Sheet(kit, readable_page(page, look.plate, look.word), ground=look.under)
    ranks = pick.random() < 0.4
    plate = _plate(page, long=len(kit.copy.headline) > LONG)
    u = page.u
    if page.shape == "strip":
        end = strip_words(sheet, page.inner.x, plate.right - page.margin, look.word, look.plate)
        plate = Box(plate.x, plate.y, max(end + page.margin * 1.2, page.width * 0.5) - plate.x, plate.height)
    else:
        pad = {"tiny": page.short * 0.075, "tower": page.margin}.get(page.shape, 62 * u)
        left = max(plate.x, 0.0)
        width = min(plate.right, page.width) - left - 2 * pad
        height = _words(sheet, left + pad, width, plate.height - 2 * pad, look)
        if page.shape in ("tall", "square", "tower"):
            tall = min(height + 2 * pad, plate.height)
            top = plate.bottom - tall if page.shape == "square" else plate.centre[1] - tall / 2
            plate = Box(plate.x, top, plate.width, tall)
        shift(sheet.items, 0, 0.0, plate.centre[1] - height / 2)
    words, sheet.items = sheet.items, []
    if kit.pattern:
        cell = _cell(page, plate) * (0.72 if ranks and page.shape != "tiny" else 1)
        odd, kinds = _cast(kit)
        if kit.repeat is not None and kit.emblem is not None and page.shape != "tiny":
            paper = _papered(page, look, kit.repeat, kit.emblem, cell, plate)
        else:
            paper = _pattern(page, look, kinds, odd, cell, plate, ranks=ranks)
        sheet.drawing(paper, page.bled, "pattern")
    radius = 0.0 if page.shape in ("strip", "tower") else 8 * u
    # A moat of paper round the plate keeps the pieces from fraying its edge.
    moat = page.short * 0.013
    sheet.plate(plate.inset(-moat), look.under, radius=radius and radius + moat)
    sheet.plate(plate, look.plate, radius=radius)
    sheet.items += words
    return replace(sheet.scene("motif", tokens={"plate": look.plate, "odd": look.odd}), page=page)


def _cell(page: Page, plate: Box) -> float:
    """From one piece of the pattern to the next."""
    if page.shape == "tiny":
        return min(plate.x, plate.y) * 1.12
    if page.shape == "square":
        return page.width - plate.right
    if page.shape == "strip":
        return page.height / (2 if page.ratio < 6 else 1.35)
    return page.width / 2.5 if page.shape == "tower" else page.short / (6 if page.shape != "wide" else 4.6)


def _cast(kit: Kit) -> tuple[Emblem, tuple[Emblem, ...]]:
    """The odd piece and the kinds it stands among: all others, or itself when there is no other."""
    odd = kit.emblem or kit.emblems[0]
    others = tuple(emblem for emblem in kit.emblems if emblem.name != odd.name)[:5]
    return odd, others or (odd,)


FAMILY = Family(
    id="motif",
    fr="Motif",
    en="Pattern",
    compose=compose,
    needs=frozenset({"emblems"}),
    titles=(3, 52),
)
