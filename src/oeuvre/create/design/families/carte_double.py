"""Carte double: a playing card with two voices. A slanted cut parts the page; the emblem is whole above it and comes
back, upside down and in another colour, below it, with the answer to the headline.

The card has a half-turn symmetry: headline top left, answer upside down bottom right, in boxes of one size. Facts and
logo stand upright in the two free corners. Without an answer the other half says who speaks (the client's name), or
the date. Wide: the cut stands upright. Strip: words left, the cut at two thirds. Tiny: no facts on one side.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from oeuvre.create.design import copyfit
from oeuvre.create.design.contrast import contrast
from oeuvre.create.design.families.blocks import fact_lines, headline, readable_page, shift, strip_words
from oeuvre.create.design.families.cutout import cutout, picture, slices
from oeuvre.create.design.families.family import Family
from oeuvre.create.design.families.tones import first_off, surface
from oeuvre.create.design.kit import Kit, Palette
from oeuvre.create.design.measure import metrics
from oeuvre.create.design.page import Box, Page
from oeuvre.create.design.scene import Align, Drawing, Plate, Scene, Text
from oeuvre.create.design.sheet import Sheet
from oeuvre.create.library import Emblem

# How far the emblem stands on its own side of the cut, as a share of its size: more than half of it is seen.
SHIFT = 0.1
# A headline of more signs than this takes the whole width of its half.
LONG = 26

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
    upper_piece = first_off((palette.signal, palette.second, deep, upper_word), (upper,), 2.0)
    other = (palette.signal, palette.second, palette.light, paper, lower_word)
    lower_piece = first_off([tone for tone in other if tone != upper_piece], (lower,), 2.3)
    # The table must be told from the lower half, which touches it along a whole side.
    tables = (
        (palette.ground, *palette.layers[-1:], palette.ink) if palette.dark else (*palette.layers[-1:], palette.ink)
    )
    table = first_off((*tables, palette.signal, palette.second), (lower, upper), 1.3)
    return _Look(table, upper, upper_word, upper_piece, lower, lower_word, lower_piece)


def _normal(cut: tuple[Point, Point]) -> tuple[Point, Point]:
    """Along the cut and across it, towards the answer's half."""
    (ax, ay), (bx, by) = cut
    dx, dy = bx - ax, by - ay
    length = math.hypot(dx, dy)
    dx, dy = dx / length, dy / length
    return (dx, dy), ((-dy, dx) if abs(dx) >= abs(dy) else (dy, -dx))


def _card(
    card: Box, page: Page, radius: float, look: _Look, emblem: Emblem, cut: tuple[Point, Point], size: float
) -> str:
    """The card: both halves, the emblem and its other self, parted by a slit. `cut` ends on the card's edges."""
    (dx, dy), (nx, ny) = _normal(cut)
    mx, my = (cut[0][0] + cut[1][0]) / 2, (cut[0][1] + cut[1][1]) / 2
    far = card.width + card.height
    slit = page.short * 0.0065

    def half(sign: float, inset: float) -> str:
        x, y = mx + nx * inset * sign, my + ny * inset * sign
        near = [(x - dx * far, y - dy * far), (x + dx * far, y + dy * far)]
        beyond = [(px + nx * far * sign, py + ny * far * sign) for px, py in reversed(near)]
        return "M" + "L".join(f"{px:.2f} {py:.2f}" for px, py in (*near, *beyond)) + "Z"

    rounded = f' rx="{radius:.2f}"' if radius else ""
    frame = f'<rect x="{card.x:.2f}" y="{card.y:.2f}" width="{card.width:.2f}" height="{card.height:.2f}"{rounded}'
    first, second = _places((mx, my), (nx, ny), size)
    return picture(
        page.bled,
        f'<defs><clipPath id="card">{frame}/></clipPath>'
        f'<clipPath id="one"><path d="{half(-1, slit)}"/></clipPath>'
        f'<clipPath id="two"><path d="{half(1, slit)}"/></clipPath></defs>',
        f'<g clip-path="url(#card)">{frame} fill="{look.upper}"/><path d="{half(1, 0)}" fill="{look.lower}"/>',
        f'<g clip-path="url(#one)">{cutout(emblem, *first, size, look.upper_piece)}</g>',
        f'<g clip-path="url(#two)">{cutout(emblem, *second, size, look.lower_piece, turn=180)}</g></g>',
    )


def _places(middle: Point, across: Point, size: float) -> tuple[Point, Point]:
    """The centres of the emblem and of its other self: each a little on its own side of the cut."""
    dx, dy = across[0] * size * SHIFT, across[1] * size * SHIFT
    return (middle[0] - dx, middle[1] - dy), (middle[0] + dx, middle[1] + dy)


def _room(emblem: Emblem, cut: tuple[Point, Point], most: float, words: Sequence[Box], clear: float) -> float:
    """The largest size, up to `most`, at which neither self comes within `clear` of any words."""
    (_, across) = _normal(cut)
    nx, ny = across
    mx, my = (cut[0][0] + cut[1][0]) / 2, (cut[0][1] + cut[1][1]) / 2
    parts = np.array(slices(emblem)) - np.array([nx, ny, nx, ny]) * SHIFT
    # Only what is on its own side of the cut is seen; the other self is the same, half a turn round the middle.
    centres = (parts[:, :2] + parts[:, 2:]) / 2
    reach = (parts[:, 2] - parts[:, 0]) / 2 * abs(nx)
    parts = parts[centres @ np.array([nx, ny]) < reach]
    parts = np.concatenate([parts, -parts[:, [2, 3, 0, 1]]])
    kept = np.array([[box.x, box.y, box.right, box.bottom] for box in words] or [[9e9, 9e9, 9e9, 9e9]])
    kept = kept - np.array([mx, my, mx, my]) + np.array([-clear, -clear, clear, clear])
    size = most
    while size > most * 0.2:
        ink = (parts * size)[:, None, :]
        meets = (ink[..., :2] < kept[None, :, 2:]) & (ink[..., 2:] > kept[None, :, :2])
        if not meets.all(axis=2).any():
            return size
        size *= 0.97
    return size


def _answer(kit: Kit) -> tuple[str, bool]:
    """What the other half says, and whether it is the client's name."""
    copy = kit.copy
    if copy.answer:
        return copy.answer, False
    if copy.client:
        # What an ampersand joins stays on one line.
        return copy.client.replace(" & ", " &\u00a0"), True
    date = copy.fact("date")
    return (date.strong.rstrip(" ,"), False) if date else (copy.headline, False)


def _worth(fitted: copyfit.Fitted) -> float:
    return fitted.size * (1 - 0.4 * min(fitted.bad_ends, 2))


def _upside_down(sheet: Sheet, words: str, box: Box, colour: str, most_size: float) -> Box:
    """The answer, turned by half a turn, its first line at the lower right of `box`: as few lines as keep it large."""
    pairing = sheet.kit.pairing
    face = pairing.headline
    best: copyfit.Fitted | None = None
    for lines in (1, 2, 3):
        tried = copyfit.fit_headline(
            face, words, sheet.kit.language, box.width, box.height, pairing.leading, pairing.tracking, lines=lines
        )
        # A line that ends on an article is worth less than smaller type.
        if best is None or _worth(tried) > _worth(best) * 1.05:
            best = tried
        if best.size >= most_size and not best.bad_ends:
            break
    assert best is not None
    k = min(1.0, most_size / best.size) if best.size else 0.0
    size, height, width = best.size * k, best.height * k, best.width * k
    if size * metrics(face).cap_height < sheet.page.least_headline * 0.5:
        sheet.overflow.append("answer")
    made = Text(
        "answer",
        best.lines,
        face,
        size,
        colour,
        box.right - width,
        box.bottom - height,
        best.pitch * k,
        "left",
        pairing.tracking,
        turn=180,
        large=True,
    )
    sheet.add(made)
    return made.box


def _free(sheet: Sheet) -> list[Box]:
    """What the drawing must keep clear of."""
    return [item.box for item in sheet.items if isinstance(item, Text | Drawing | Plate)]


def compose(kit: Kit, page: Page) -> Scene:
    look = _look(kit.palette, random.Random(kit.seed))
    sheet = Sheet(kit, readable_page(page, look.lower, look.lower_word), ground=look.table)
    lay = {"strip": _strip, "wide": _wide, "tiny": _wide, "tower": _tower}.get(page.shape, _tall)
    drawn = lay(sheet, look)
    words, sheet.items = sheet.items, []
    sheet.drawing(drawn, page.bled, "scene")
    sheet.items += words
    tokens = {"upper": look.upper, "lower": look.lower, "table": look.table}
    return replace(sheet.scene("carte_double", tokens=tokens), page=page)


def _split(sheet: Sheet) -> tuple[Kit, Kit]:
    """The facts of the upper half and of the lower one: when and where above, the rest below."""
    copy = sheet.kit.copy
    first = tuple(fact for fact in copy.facts if fact.kind in ("date", "place"))
    rest = tuple(fact for fact in copy.facts if fact.kind not in ("date", "place"))
    return replace(sheet.kit, copy=replace(copy, facts=first, action="")), replace(
        sheet.kit, copy=replace(copy, facts=rest)
    )


def _stack(
    sheet: Sheet,
    kit: Kit,
    x: float,
    y: float,
    width: float,
    colour: str,
    *,
    align: Align,
    anchor: str,
    scale: float = 0.94,
) -> Box | None:
    """A part of the facts as a stack; None when there is none."""
    whole, sheet.kit = sheet.kit, kit
    try:
        if not sheet.fact_pairs():
            return None
        return sheet.facts_stack(x, y, width, colour, align=align, anchor=anchor, size=sheet.strong * scale)
    finally:
        sheet.kit = whole


def _best(sheet: Sheet, tries: Sequence[Callable[[], tuple[float, Callable[[], str]]]], enough: float) -> str:
    """Compose in the first way that leaves the emblem `enough`; when none does, in the one that leaves it most."""
    results = []
    clean = (list(sheet.items), set(sheet.placed), list(sheet.overflow))
    for attempt in tries:
        sheet.items, sheet.placed, sheet.overflow = list(clean[0]), set(clean[1]), list(clean[2])
        size, draw = attempt()
        bad = len(sheet.overflow)
        results.append((bad == 0 and size >= enough, -bad, size, draw, (sheet.items, sheet.placed, sheet.overflow)))
        if results[-1][0]:
            break
    best = max(results, key=lambda one: one[:3])
    sheet.items, sheet.placed, sheet.overflow = best[4]
    return best[3]()


def _tall(sheet: Sheet, look: _Look) -> str:
    kit = sheet.kit
    page = sheet.page
    card = page.full.inset(page.margin * 0.72)
    lines = (True, False) if kit.copy.line else (True,)
    # The headline has the card's whole width, facts under it; else they stand beside it, where it is short.
    long = len(kit.copy.headline) > LONG
    ways = [(line, scale, False, under) for line in lines for under in (True, False)[: 2 - long] for scale in (1, 0.86)]
    if long:
        ways += [(False, 1, True, True), (False, 0.86, True, True)]
    tries = [partial(_tall_try, sheet, look, card, *way) for way in ways]
    return _best(sheet, tries, card.width * (0.5 if page.shape == "tall" else 0.44))


def _tall_try(
    sheet: Sheet, look: _Look, card: Box, line: bool, scale: float, low: bool, under: bool
) -> tuple[float, Callable[[], str]]:
    page, kit, u = sheet.page, sheet.kit, sheet.page.u
    assert kit.emblem is not None
    emblem = kit.emblem
    pad = 58 * u
    top, bottom = max(card.y + pad, page.inner.y), min(card.bottom - pad, page.inner.bottom)
    inner = Box(card.x + pad, top, card.width - 2 * pad, bottom - top)
    words, _ = _answer(kit)
    gap = sheet.strong * 1.1
    upper, lower = _split(sheet)
    foot = sheet.foot(inner.x, inner.bottom, inner.width, look.lower_word, ground=look.lower, most=0)
    if foot < inner.bottom:
        foot -= gap * 0.6
    long = len(kit.copy.headline) > LONG
    share = inner.height * (0.2 + 0.05 * long if page.shape == "tall" else 0.22 + 0.1 * long) * scale
    side = inner.width * 0.36
    voice = inner.width if under else inner.width - side - gap
    # Upper half: the headline, and when and where beside it, or under it when it needs the whole width.
    head = headline(sheet, Box(inner.x, inner.y, voice, share), colour=look.upper_word, most_lines=3)
    if low:
        # Everything below: the emblem comes right under the headline.
        upper, lower = replace(kit, copy=replace(kit.copy, facts=(), action="")), kit
    elif under:
        sheet.kit = upper
        fact_lines(sheet, inner.x, head.bottom + gap * 0.8, inner.width * 0.8, look.upper_word)
        sheet.kit = kit
    else:
        _stack(sheet, upper, inner.right, head.box.y, side, look.upper_word, align="right", anchor="top", scale=0.74)
    # Lower half: the answer from the lower right, and in the lower left who speaks, what more, and the rest.
    corner = inner.width * (0.42 if not low else 0.5)
    _upside_down(
        sheet,
        words,
        Box(inner.x + corner + gap, foot - share, inner.width - corner - gap, share),
        look.lower_word,
        head.size,
    )
    y = foot
    logo = sheet.logo(inner.x, y, 38 * u, look.lower_word, ground=look.lower, anchor="bottom", most_width=corner)
    if logo:
        y = logo.y - gap * 0.8
    if low:
        at = len(sheet.items)
        floor = fact_lines(sheet, inner.x, 0.0, corner, look.lower_word)
        shift(sheet.items, at, 0.0, y - floor)
        y -= floor + gap * 0.8
    else:
        rest = _stack(sheet, lower, inner.x, y, corner, look.lower_word, align="left", anchor="bottom")
        y = rest.y - gap * 0.8 if rest else y
    if line:
        sheet.line(inner.x, y, corner, look.lower_word, anchor="bottom", most_lines=4)
    # The cut: through the middle of the card, a little towards the half that has fewer words.
    boxes = _free(sheet)
    middle = card.centre[1]
    high = max((box.bottom for box in boxes if box.centre[1] < middle), default=card.y)
    deep = min((box.y for box in boxes if box.centre[1] > middle), default=card.bottom)
    cy = min(max((high + deep) / 2, card.y + card.height * 0.44), card.y + card.height * 0.56)
    rise = card.width * 0.1
    cut = ((card.x, cy + rise), (card.right, cy - rise))
    _keep_apart(sheet, cut)
    size = _room(emblem, cut, card.width * 0.86, boxes, 28 * u)
    return size, lambda: _card(card, page, 44 * u, look, emblem, cut, size)


def _keep_apart(sheet: Sheet, cut: tuple[Point, Point]) -> None:
    """Words that the cut runs through do not fit."""
    (_, (nx, ny)) = _normal(cut)
    (mx, my) = (cut[0][0] + cut[1][0]) / 2, (cut[0][1] + cut[1][1]) / 2
    for item in sheet.items:
        if not isinstance(item, Text):
            continue
        for box in item.line_boxes():
            corners = [(x, y) for x in (box.x, box.right) for y in (box.y, box.bottom)]
            sides = {(x - mx) * nx + (y - my) * ny > 0 for x, y in corners}
            if len(sides) > 1:
                sheet.overflow.append(item.role)
                break


def _wide(sheet: Sheet, look: _Look) -> str:
    page = sheet.page
    card = page.full.inset(page.margin * 0.72)
    tiny = page.shape == "tiny"
    # Narrower words first, then a lower answer, then wider words for a headline that needs them.
    voices: tuple[tuple[float, float], ...] = ((0.36, 1.0), (0.33, 1.0), (0.36, 0.7), (0.3, 0.7), (0.44, 0.7))
    if tiny:
        voices = ((0.44, 1.0), (0.44, 0.66), (0.5, 0.66), (0.56, 0.66))
    lines = (True, False) if sheet.kit.copy.line and not tiny else (True,)
    ways = [(share, voice, line) for line in lines for share, voice in voices]
    tries = [partial(_wide_try, sheet, look, card, *way) for way in ways]
    return _best(sheet, tries, card.height * (0.62 if not tiny else 0.5))


def _wide_try(
    sheet: Sheet, look: _Look, card: Box, share: float, voice: float, line: bool
) -> tuple[float, Callable[[], str]]:
    page, kit, u = sheet.page, sheet.kit, sheet.page.u
    assert kit.emblem is not None
    emblem = kit.emblem
    tiny = page.shape == "tiny"
    pad = 62 * u if not tiny else page.margin * 0.75
    inner = card.inset(pad)
    words, _ = _answer(kit)
    slant = card.height * 0.13
    gap = sheet.strong
    # The cut leans, so that each half is widest where its voice begins.
    cx = card.x + card.width * (0.53 if not tiny else 0.6)
    half = card.width * share
    foot = inner.bottom
    low = cx - slant - inner.x - gap * 1.5
    if not tiny:
        foot = sheet.foot(inner.x, inner.bottom, low, look.upper_word, ground=look.upper, most=0)
        if foot < inner.bottom:
            foot -= gap * 0.5
    floor = foot
    if sheet.fact_pairs() and tiny:
        at = len(sheet.items)
        depth = fact_lines(sheet, inner.x, 0.0, low, look.upper_word, most=2)
        shift(sheet.items, at, 0.0, foot - depth)
        floor = foot - depth
    elif sheet.fact_pairs():
        floor = sheet.facts_stack(inner.x, foot, min(low, card.width * 0.24), look.upper_word, anchor="bottom").y
    room = min(floor - gap * 1.2 - inner.y, inner.height * (0.56 if not tiny else 0.7))
    head = headline(sheet, Box(inner.x, inner.y, half, room), colour=look.upper_word, most_lines=4)
    top = inner.y
    if not tiny:
        width = card.width * 0.25
        logo = sheet.logo(
            inner.right, inner.y, 38 * u, look.lower_word, ground=look.lower, align="right", most_width=width
        )
        top = logo.bottom + gap * 0.9 if logo else top
        told = sheet.line(inner.right, top, width, look.lower_word, align="right", most_lines=4) if line else None
        top = told.bottom + gap if told else top
    high = max(top, inner.bottom - inner.height * 0.42 * voice)
    wide = min(card.right - pad - cx - gap * (2 if not tiny else 1), half)
    answer = Box(inner.right - wide, high, wide, inner.bottom - high)
    _upside_down(sheet, words, answer, look.lower_word, head.size * voice)
    cut = ((cx + slant, card.y), (cx - slant, card.bottom))
    _keep_apart(sheet, cut)
    size = _room(emblem, cut, card.height * 0.96, _free(sheet), 26 * u if not tiny else page.short * 0.025)
    radius = 44 * u if not tiny else page.short * 0.05
    return size, lambda: _card(card, page, radius, look, emblem, cut, size)


def _strip(sheet: Sheet, look: _Look) -> str:
    page, kit, inner = sheet.page, sheet.kit, sheet.page.inner
    assert kit.emblem is not None
    words, _ = _answer(kit)
    at = page.width * (0.66 if page.ratio < 6 else 0.72)
    reach = page.height * 0.5
    logo = kit.logo
    sheet.kit = replace(kit, logo=None)
    strip_words(sheet, inner.x, at - reach - page.margin * 0.4, look.upper_word, look.upper)
    most = max(item.size for item in sheet.items if isinstance(item, Text) and item.role == "headline")
    sheet.kit = replace(kit, logo=logo)
    left = at + reach + page.margin * 0.4
    box = Box(left, inner.y + inner.height * 0.3, inner.right - left, inner.height * 0.7)
    _upside_down(sheet, words, box, look.lower_word, most * 0.8)
    slant = page.height * 0.14
    cut = ((at + slant, page.bled.y), (at - slant, page.bled.bottom))
    size = _room(kit.emblem, cut, page.height * 1.25, _free(sheet), page.height * 0.06)
    return _card(page.bled, page, 0.0, look, kit.emblem, cut, size)


def _tower(sheet: Sheet, look: _Look) -> str:
    page, kit, inner = sheet.page, sheet.kit, sheet.page.inner
    assert kit.emblem is not None
    words, is_name = _answer(kit)
    gap = sheet.strong
    head = headline(
        sheet, Box(inner.x, inner.y, inner.width, inner.height * 0.24), colour=look.upper_word, most_lines=5
    )
    y = head.bottom + gap * 0.9
    y = fact_lines(sheet, inner.x, y, inner.width, look.upper_word, most=3)
    bottom = sheet.foot(inner.x, inner.bottom, inner.width, look.lower_word, ground=look.lower, most=0)
    if bottom < inner.bottom:
        bottom -= gap * 0.5
    depth = inner.height * 0.15
    answer = _upside_down(sheet, words, Box(inner.x, bottom - depth, inner.width, depth), look.lower_word, head.size)
    bottom = answer.y - gap
    if not is_name:
        logo = sheet.logo(
            inner.x, bottom, sheet.weak, look.lower_word, ground=look.lower, anchor="bottom", most_width=inner.width
        )
        bottom = logo.y - gap if logo else bottom
    cy = (y + bottom) / 2
    rise = page.width * 0.12
    cut = ((page.bled.x, cy + rise), (page.bled.right, cy - rise))
    size = _room(kit.emblem, cut, page.width * 1.25, _free(sheet), gap * 0.6)
    return _card(page.bled, page, 0.0, look, kit.emblem, cut, size)


FAMILY = Family(
    id="carte_double",
    fr="Carte double",
    en="Double card",
    compose=compose,
    needs=frozenset({"emblem"}),
    titles=(3, 36),
    takes_code=False,
)
