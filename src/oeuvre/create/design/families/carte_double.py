"""Carte double: a playing card with two voices. A slanted cut parts the page; the emblem is whole above it and comes
back, upside down and in another colour, below it, with the answer to the headline.

The card has a half-turn symmetry: headline top left, answer upside down bottom right, in boxes of one size. Facts and
logo stand upright in the two free corners. Without an answer the other half says who speaks (the client's name), or
the date. Wide: the cut stands upright. Strip: words left, the cut at two thirds. Tiny: no facts on one side.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from oeuvre.create.design import copyfit
from oeuvre.create.design.contrast import contrast
from oeuvre.create.design.families.blocks import fact_lines, shift
from oeuvre.create.design.families.cutout import cutout, picture
from oeuvre.create.design.families.family import Family
from oeuvre.create.design.families.tones import first_off, mixed, surface
from oeuvre.create.design.kit import Kit, Palette
from oeuvre.create.design.measure import metrics
from oeuvre.create.design.page import Box, Page
from oeuvre.create.design.scene import Scene, Text
from oeuvre.create.design.sheet import Sheet

Point = tuple[float, float]


@dataclass(frozen=True)
class _Look:
    """Two surfaces, each with its word and its emblem colour, and the table the card lies on."""

    table: str
    upper: str
    upper_word: str
    upper_piece: str
    lower: str
    lower_word: str
    lower_piece: str


def _look(palette: Palette, pick: random.Random) -> _Look:
    paper, deep = (palette.ink, palette.ground) if palette.dark else (palette.ground, palette.ink)
    upper, upper_word = surface(palette, (paper,))
    options = [
        tone
        for tone in (palette.second, palette.layers[-2] if palette.layers else deep, deep)
        if contrast(tone, upper) >= 1.9
    ]
    options = [tone for tone in options if contrast(surface(palette, (tone,))[1], tone) >= 4.5] or [deep]
    lower, lower_word = surface(palette, (pick.choice(options),), 4.5)
    upper_piece = first_off((palette.signal, palette.second, deep), (upper, lower), 1.6)
    if contrast(upper_piece, upper) < 1.6:
        upper_piece = upper_word
    lower_piece = first_off(
        [tone for tone in (palette.light, palette.signal, palette.second, paper) if tone != upper_piece], (lower,), 1.8
    )
    table = (
        palette.ground
        if palette.dark
        else first_off((palette.ink, palette.layers[-1] if palette.layers else deep), (upper,))
    )
    if contrast(table, lower) < 1.25:
        table = mixed(table, "#000000" if not palette.dark else palette.ground, 0.0)
        table = (
            palette.signal
            if contrast(palette.signal, lower) >= 1.5 and upper_piece != palette.signal
            else mixed(lower, upper_word if contrast(upper_word, lower) > contrast(upper, lower) else "#000000", 0.35)
        )
    return _Look(table, upper, upper_word, upper_piece, lower, lower_word, lower_piece)


def _path(points: list[Point]) -> str:
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points) + "Z"


def _card(
    page: Page,
    card: Box,
    radius: float,
    look: _Look,
    kit: Kit,
    cut: tuple[Point, Point],
    centre: Point,
    size: float,
    gap: float,
) -> str:
    """The card: both halves, the emblem and its other self. `cut` runs from the far left or top to the other side."""
    assert kit.emblem is not None
    (ax, ay), (bx, by) = cut
    upright = abs(by - ay) > abs(bx - ax)
    box = page.bled
    cx, cy = centre
    # The two sides of the cut, far past the page; the cut itself is a slit of `gap`.
    far = box.width + box.height
    dx, dy = (bx - ax), (by - ay)
    length = (dx * dx + dy * dy) ** 0.5
    dx, dy = dx / length, dy / length
    nx, ny = (-dy, dx) if not upright else (dy, -dx)
    mx, my = (ax + bx) / 2, (ay + by) / 2

    def side(sign: float, inset: float) -> str:
        ox, oy = mx + nx * inset * sign, my + ny * inset * sign
        near = [(ox - dx * far, oy - dy * far), (ox + dx * far, oy + dy * far)]
        return _path([*near, *[(x + nx * far * sign, y + ny * far * sign) for x, y in reversed(near)]])

    # sign +1 is the lower half (or the right one), -1 the upper (or the left).
    turn = 180.0
    rounded = f' rx="{radius:.2f}"' if radius else ""
    frame = f'<rect x="{card.x:.2f}" y="{card.y:.2f}" width="{card.width:.2f}" height="{card.height:.2f}"{rounded}'
    offset = size * 0.085
    first = (cx - nx * offset, cy - ny * offset)
    second = (cx + nx * offset, cy + ny * offset)
    return picture(
        box,
        f'<defs><clipPath id="card">{frame}/></clipPath>'
        f'<clipPath id="one"><path d="{side(-1, gap / 2)}"/></clipPath>'
        f'<clipPath id="two"><path d="{side(1, gap / 2)}"/></clipPath></defs>',
        f'<g clip-path="url(#card)">{frame} fill="{look.upper}"/><path d="{side(1, 0)}" fill="{look.lower}"/>',
        f'<g clip-path="url(#one)">{cutout(kit.emblem, *first, size, look.upper_piece)}</g>',
        f'<g clip-path="url(#two)">{cutout(kit.emblem, *second, size, look.lower_piece, turn=turn)}</g></g>',
    )


def _answer(kit: Kit) -> tuple[str, bool]:
    """What the other half says, and whether it is the client's name."""
    copy = kit.copy
    if copy.answer:
        return copy.answer, False
    if copy.client:
        return copy.client, True
    date = copy.fact("date")
    return (date.strong.rstrip(" ,"), False) if date else (copy.headline, False)


def _upside_down(sheet: Sheet, words: str, box: Box, colour: str, most_size: float) -> Box:
    """The answer, turned by half a turn, its first line at the lower right of `box`."""
    pairing = sheet.kit.pairing
    fitted = copyfit.fit_headline(
        pairing.headline,
        words,
        sheet.kit.language,
        box.width,
        box.height,
        pairing.leading,
        pairing.tracking,
        most_lines=3,
    )
    k = min(1.0, most_size / fitted.size) if fitted.size else 0.0
    size, height, width = fitted.size * k, fitted.height * k, fitted.width * k
    if size * metrics(pairing.headline).cap_height < sheet.page.least_headline * 0.6:
        sheet.overflow.append("answer")
    made = Text(
        "answer",
        fitted.lines,
        pairing.headline,
        size,
        colour,
        box.right - width,
        box.bottom - height,
        fitted.pitch * k,
        "left",
        pairing.tracking,
        turn=180,
        large=True,
    )
    sheet.add(made)
    return made.box


def _corner(sheet: Sheet, box: Box, colour: str, ground: str, *, name_is_answer: bool) -> float:
    """Lower left: the supporting line and the logo, standing on the box's bottom. Returns its top."""
    y = box.bottom
    size = 38 * sheet.page.u
    logo = sheet.logo(box.x, y, size, colour, ground=ground, anchor="bottom", most_width=box.width, mark_only=False)
    if logo:
        y = logo.y - sheet.strong * 0.8
    line = sheet.line(box.x, y, box.width, colour, anchor="bottom", most_lines=4)
    return line.y if line else y


def compose(kit: Kit, page: Page) -> Scene:
    look = _look(kit.palette, random.Random(kit.seed))
    sheet = Sheet(kit, page, ground=look.table)
    shape = page.shape
    if shape == "strip":
        drawn = _strip(sheet, look)
    elif shape in ("wide", "tiny"):
        drawn = _wide(sheet, look)
    elif shape == "tower":
        drawn = _tower(sheet, look)
    else:
        drawn = _tall(sheet, look)
    words, sheet.items = sheet.items, []
    sheet.drawing(drawn, page.bled, "scene")
    sheet.items += words
    sheet.asks.add("answer-upside-down")
    return sheet.scene("carte_double", tokens={"upper": look.upper, "lower": look.lower, "table": look.table})


def _tall(sheet: Sheet, look: _Look) -> str:
    page, kit, u = sheet.page, sheet.kit, sheet.page.u
    edge = page.margin * 0.72
    card = page.full.inset(edge)
    pad = 60 * u
    top, bottom = max(card.y + pad, page.inner.y), min(card.bottom - pad, page.inner.bottom)
    inner = Box(card.x + pad, top, card.width - 2 * pad, bottom - top)
    words, is_name = _answer(kit)
    tall = page.shape == "tall"
    gap = sheet.strong
    # The free corners first: what they need says how wide the voices may be.
    foot = sheet.foot(inner.x, inner.bottom, inner.width, look.lower_word, ground=look.lower, most=0)
    lower = Box(inner.x, inner.y, inner.width, foot - inner.y)
    pairs = sheet.fact_pairs(4)
    column = inner.width * (0.31 if pairs else 0.0)
    voice = inner.width - column - (gap if pairs else 0.0)
    share = inner.height * (0.2 if tall else 0.21)
    head = sheet.headline(Box(inner.x, inner.y, voice, share), colour=look.upper_word, most_lines=3)
    if pairs:
        _facts(sheet, inner.right, inner.y, column, look.upper_word)
    corner = inner.width * 0.34
    _corner(sheet, Box(inner.x, lower.y, corner, lower.height), look.lower_word, look.lower, name_is_answer=is_name)
    answer = _upside_down(
        sheet,
        words,
        Box(
            inner.right - voice,
            lower.bottom - share,
            voice if corner + voice < inner.width else inner.width - corner - gap,
            share,
        ),
        look.lower_word,
        head.size,
    )
    cy = (head.bottom + answer.y) / 2
    cx = page.width / 2
    rise = card.width * 0.10
    room = answer.y - head.bottom
    size = min(card.width * 0.74, room * 1.02)
    cut = ((card.x, cy + rise), (card.right, cy - rise))
    return _card(page, card, 44 * u, look, kit, cut, (cx, cy), size, 14 * u)


def _facts(sheet: Sheet, right: float, y: float, width: float, colour: str) -> float:
    """Facts right-aligned in the upper right corner, each part on its own line."""
    block = sheet.facts_stack(right, y, width, colour, align="right", size=sheet.strong * 0.92)
    return block.bottom


def _wide(sheet: Sheet, look: _Look) -> str:
    page, kit, u = sheet.page, sheet.kit, sheet.page.u
    tiny = page.shape == "tiny"
    edge = page.margin * 0.72
    card = page.full.inset(edge)
    pad = 60 * u if not tiny else page.margin * 0.8
    inner = card.inset(pad)
    words, is_name = _answer(kit)
    size = min(inner.height * 0.86, card.width * 0.36)
    slant = card.height * 0.14
    cx, cy = card.centre
    gap = sheet.strong
    half = (card.width - size) / 2 - pad + size * 0.06
    left = Box(inner.x, inner.y, half, inner.height)
    right = Box(inner.right - half, inner.y, half, inner.height)
    foot = left.bottom
    if not tiny:
        foot = sheet.foot(left.x, left.bottom, left.width, look.upper_word, ground=look.upper, most=0)
    block = sheet.facts_stack(
        left.x,
        foot,
        left.width,
        look.upper_word,
        anchor="bottom",
        most=2 if tiny else 4,
        size=None if tiny else sheet.strong,
    )
    floor = block.y if sheet.fact_pairs() else foot
    head = sheet.headline(
        Box(left.x, left.y, left.width, min(floor - gap - left.y, left.height * 0.52)),
        colour=look.upper_word,
        most_lines=4,
    )
    top = right.y
    if not tiny:
        logo = sheet.logo(
            right.right, right.y, 38 * u, look.lower_word, ground=look.lower, align="right", most_width=right.width
        )
        top = logo.bottom + gap * 0.8 if logo else top
        line = sheet.line(right.right, top, right.width * 0.9, look.lower_word, align="right", most_lines=4)
        top = line.bottom + gap if line else top
    _upside_down(
        sheet,
        words,
        Box(
            right.x,
            max(top, right.bottom - right.height * 0.5),
            right.width,
            right.bottom - max(top, right.bottom - right.height * 0.5),
        ),
        look.lower_word,
        head.size,
    )
    cut = ((cx + slant, card.y), (cx - slant, card.bottom))
    return _card(page, card, (44 * u if not tiny else page.short * 0.05), look, kit, cut, (cx, cy), size, 14 * u)


def _strip(sheet: Sheet, look: _Look) -> str:
    page, kit, inner = sheet.page, sheet.kit, sheet.page.inner
    words, _ = _answer(kit)
    card = page.bled
    at = page.width * (0.68 if page.ratio < 6 else 0.72)
    size = page.height * 1.15
    width = at - size * 0.5 - inner.x
    top = sheet.facts_line(inner.x, inner.bottom, width, look.upper_word)
    head = sheet.headline(
        Box(inner.x, inner.y, width, top - page.height * 0.11 - inner.y),
        colour=look.upper_word,
        most_lines=2 if page.ratio < 6 else 1,
        valign="middle",
    )
    left = at + size * 0.5
    _upside_down(
        sheet, words, Box(left, inner.y, inner.right - left, inner.height * 0.62), look.lower_word, head.size * 0.8
    )
    last = sheet.items[-1]
    assert isinstance(last, Text)
    shift(sheet.items, len(sheet.items) - 1, 0.0, inner.bottom - last.box.bottom)
    slant = page.height * 0.14
    cut = ((at + slant, 0.0), (at - slant, page.height))
    return _card(page, card, 0.0, look, kit, cut, (at, page.height / 2), size, page.height * 0.02)


def _tower(sheet: Sheet, look: _Look) -> str:
    page, kit, inner = sheet.page, sheet.kit, sheet.page.inner
    words, _ = _answer(kit)
    card = page.bled
    gap = sheet.strong
    head = sheet.headline(Box(inner.x, inner.y, inner.width, inner.height * 0.22), colour=look.upper_word, most_lines=5)
    y = head.bottom + gap * 0.9
    y = fact_lines(sheet, inner.x, y, inner.width, look.upper_word, most=3)
    answer = _upside_down(
        sheet,
        words,
        Box(inner.x, inner.bottom - inner.height * 0.14, inner.width, inner.height * 0.14),
        look.lower_word,
        head.size,
    )
    bottom = answer.y - gap
    logo = sheet.logo(
        inner.x,
        bottom,
        sheet.weak,
        look.lower_word,
        ground=look.lower,
        anchor="bottom",
        most_width=inner.width,
        mark_only=True,
    )
    bottom = logo.y - gap if logo else bottom
    room = bottom - y - gap
    size = min(page.width * 1.02, room)
    cy = (y + gap + bottom) / 2
    rise = page.width * 0.12
    return _card(
        page,
        card,
        0.0,
        look,
        kit,
        ((0, cy + rise), (page.width, cy - rise)),
        (page.width / 2, cy),
        size,
        page.width * 0.02,
    )


FAMILY = Family(
    id="carte_double",
    fr="Carte double",
    en="Double card",
    compose=compose,
    needs=frozenset({"emblem"}),
    titles=(3, 52),
)
