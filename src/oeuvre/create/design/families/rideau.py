"""Rideau: bars stand in front of a hidden thing, and one gap lets it be seen.

Bars of uneven width hang before a disc and one big cut-out, which looks out between two of them; no word stands above
the ground, which carries the headline and the facts. Tall and square: bars on top. Wide: bars right, words on a column
of ground at the left. Strip: a few bars right. Tower: bars on top. Tiny: three bars.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from oeuvre.create.design.contrast import contrast
from oeuvre.create.design.families.blocks import headline, readable_page, shift, strip_words
from oeuvre.create.design.families.cutout import clipped, cutout, disc, ink_of, rect, swell
from oeuvre.create.design.families.family import Family
from oeuvre.create.design.families.tones import figure, first_off, mixed, surface
from oeuvre.create.design.kit import Kit, Palette
from oeuvre.create.design.page import Box, Page
from oeuvre.create.design.scene import Scene, Text
from oeuvre.create.design.sheet import Sheet

# A headline of more signs than this needs three lines on a square.
LONG = 30
WILD = frozenset({"animals", "nature", "garden", "farm"})


@dataclass(frozen=True)
class _Look:
    """The ground with its words; the dusk behind the bars, the bars far and near, the disc and the hidden piece."""

    ground: str
    word: str
    accent: str
    back: str
    far_bar: str
    bar: str
    fold: str
    disc: str
    piece: str


def _look(palette: Palette, pick: random.Random) -> _Look:
    ground, word = surface(palette, (palette.ground,), 7.0)
    layers = palette.layers or (palette.second,) * 5
    lit = palette.second if contrast(palette.second, ground) >= 2.4 else layers[0]
    back = lit if pick.random() < 0.5 else layers[0]
    if palette.dark and back != lit:
        # Pale bars in the dusk; otherwise dark bars against the light.
        bar, fold = palette.ink, mixed(palette.ink, palette.second, 0.28)
        far_bar = layers[2]
    else:
        bar, fold = layers[-1], layers[-2]
        far_bar = first_off(layers[1:4], (back, bar), 1.25)
    if palette.dark and back == lit:
        fold = mixed(bar, back, 0.22)
    round_, piece = figure(palette, (back,), [palette.light, palette.ground, palette.second], (bar,))
    accent = first_off((palette.signal, word), (ground,), 3.0)
    return _Look(ground, word, accent, back, far_bar, bar, fold, round_, piece)


def _notches(x: float, width: float, top: float, bottom: float, colour: str, u: float, pick: random.Random) -> str:
    """The dark marks of a birch's bark, from either side of a trunk."""
    parts = []
    y = top + pick.uniform(10, 60) * u
    while y < bottom:
        left = pick.random() < 0.5
        length, thick = width * pick.uniform(0.25, 0.62), pick.uniform(5, 15) * u
        start, end = (x, x + length) if left else (x + width, x + width - length)
        parts.append(
            f'<path fill="{colour}" d="M{start:.1f} {y - thick:.1f}'
            f'Q{end:.1f} {y:.1f} {start:.1f} {y + thick * 0.7:.1f}Z"/>'
        )
        y += pick.uniform(34, 105) * u
    return "".join(parts)


def _folds(x: float, width: float, top: float, bottom: float, colour: str) -> str:
    """The shade of a fold along a curtain's right side."""
    return rect(Box(x + width * 0.72, top, width * 0.28, bottom - top), colour)


def _bars(area: Box, gap: tuple[float, float], count: int, pick: random.Random) -> list[tuple[float, float]]:
    """Uneven bars across `area`, (x, width), none inside `gap` but for a little at its sides."""
    bars: list[tuple[float, float]] = []
    left, right = gap
    unit = area.width / (count * 2.1)

    def fill(start: float, end: float, step: int) -> None:
        # Bars are laid from the gap outwards, so that its two sides are always bars.
        at, first = start, True
        while (at < end) if step > 0 else (at > end):
            width = unit * (pick.uniform(1.0, 1.35) if first else pick.choice((0.55, 0.8, 1.05, 1.3)))
            bars.append((at if step > 0 else at - width, width))
            at += step * (width + unit * pick.uniform(0.75, 1.25))
            first = False

    fill(left, area.x, -1)
    fill(right, area.right, 1)
    return bars


def _stage(page: Page, area: Box, horizon: float, look: _Look, kit: Kit, pick: random.Random, *, count: int) -> str:
    """The hidden thing between its bars, in `area`, standing on `horizon`."""
    assert kit.emblem is not None
    emblem = kit.emblem
    u = page.short / 1080
    ink = ink_of(emblem)
    height = horizon - max(area.y, 0.0)
    narrow = area.width < height * 0.9
    # As wide as leaves a bar or two on either side, and lower than the bars.
    k = min(height * 0.74 / ink.height, area.width * (0.62 if not narrow else 0.84) / ink.width)
    w, h = ink.width * k, ink.height * k
    cx = area.x + area.width * pick.choice((0.42, 0.58))
    if narrow:
        cx = area.x + area.width * 0.5
    radius = min(area.width * (0.27 if not narrow else 0.36), height * 0.36)
    wild = bool(WILD & set(emblem.fields)) and pick.random() < 0.8
    parts = [rect(area, look.back), disc(cx + w * 0.18, horizon - h - radius * 0.1 + radius * 0.35, radius, look.disc)]
    thin = area.width / (count * 2.1) * 0.3
    for index in range(count * 2):
        x = area.x + area.width * (index + pick.uniform(0.2, 0.8)) / (count * 2)
        if index % 2 == 0 or abs(x - cx) > w * 0.3:
            parts.append(rect(Box(x, area.y, thin, area.height), look.far_bar))
    parts.append(cutout(emblem, cx, horizon - h / 2 + h * 0.03, max(w, h), look.piece))
    for x, width in _bars(area, (cx - w * 0.45, cx + w * 0.45), count, pick):
        parts.append(rect(Box(x, area.y, width, area.height), look.bar))
        parts.append(
            _notches(x, width, area.y, horizon, look.back, u, pick)
            if wild
            else _folds(x, width, area.y, area.bottom, look.fold)
        )
    if wild:
        parts.append(swell(area, horizon, 12 * u, area.width * 0.8, 1.0, look.ground))
    elif horizon < area.bottom:
        parts.append(rect(Box(area.x, horizon, area.width, area.bottom - horizon + 1), look.ground))
    return clipped(area, *parts)


def _ground(sheet: Sheet, look: _Look, *, line: bool) -> float:
    """All words on the ground at the foot of the page; returns where it begins."""
    page, inner, u = sheet.page, sheet.page.inner, sheet.page.u
    tower = page.shape == "tower"
    gap = sheet.strong
    row = sheet.foot(
        inner.x,
        inner.bottom,
        inner.width,
        look.word,
        rule=look.accent,
        style="stack" if tower else "columns",
        most=3 if tower else 4,
        size=None if page.shape == "tall" or tower else sheet.strong * 0.9,
    )
    if sheet.fact_pairs():
        row -= gap * (0.9 if not tower else 0.6)
    logo = sheet.logo(
        inner.right if not tower else inner.x,
        row,
        36 * u if not tower else sheet.weak,
        look.word,
        align="right" if not tower else "left",
        anchor="bottom",
        most_width=inner.width * (0.5 if not tower else 1),
    )
    told = None
    if line and not tower:
        room = inner.width - (logo.width + gap if logo else 0)
        told = sheet.line(inner.x, row, room, look.word, anchor="bottom", size=34 * u, most_lines=2)
    tops = [box.y for box in (logo, told) if box]
    if tops:
        row = min(tops) - gap * 1.25
    share = {"tall": 0.235, "square": 0.2 if len(sheet.kit.copy.headline) <= LONG else 0.25}.get(
        page.shape, 0.24
    ) * page.height
    box = Box(inner.x, row - share, inner.width, share)
    at = len(sheet.items)
    headline(sheet, box, colour=look.word, valign="bottom", most_lines=5 if tower else 3)
    top = min(item.box.y for item in sheet.items if isinstance(item, Text) and item.role == "headline")
    horizon = top - gap * 1.25
    lowest = page.height * 0.565
    if page.shape == "tall" and horizon > lowest:
        # With few words the headline hangs from the stage, and the facts stay at the foot.
        shift(sheet.items, at, 0.0, lowest - horizon)
        horizon = lowest
    return horizon


def compose(kit: Kit, page: Page) -> Scene:
    pick = random.Random(kit.seed)
    look = _look(kit.palette, pick)
    paper = readable_page(page, look.ground, look.word)
    sheet = Sheet(kit, paper, ground=look.ground)
    inner, bled, u = page.inner, page.bled, page.u
    gap = sheet.strong
    if page.shape in ("tall", "square", "tower"):
        horizon = _ground(sheet, look, line=True)
        if horizon < page.height * 0.36 and kit.copy.line:
            # The hidden thing must be seen: the supporting line gives way.
            sheet = Sheet(kit, paper, ground=look.ground)
            horizon = _ground(sheet, look, line=False)
        area = Box(bled.x, bled.y, bled.width, horizon + 40 * u - bled.y)
        count = 3 if page.shape == "tower" else 5
    elif page.shape == "strip":
        edge = page.width * (0.68 if page.ratio < 6 else 0.76)
        edge = max(
            strip_words(sheet, inner.x, edge - page.margin, look.word, look.ground) + page.margin, page.width * 0.5
        )
        area = Box(edge, bled.y, bled.right - edge, bled.height)
        horizon = bled.bottom
        count = 3
        # The curtain's edge carries the signal, which a strip has no rule to spend on.
        hem = page.height * 0.05
        sheet.plate(Box(edge - hem, bled.y, hem, bled.height), look.accent, role="band")
    else:
        tiny = page.shape == "tiny"
        edge = page.width * (0.5 if not tiny else 0.6)
        width = edge - page.margin * (0.9 if not tiny else 0.7) - inner.x
        logo = sheet.logo(inner.x, inner.y, 40 * u if not tiny else sheet.weak, look.word, most_width=width)
        foot = sheet.foot(
            inner.x, inner.bottom, width, look.word, rule=look.accent, style="stack", most=2 if tiny else 4
        )
        if not tiny:
            line = sheet.line(inner.x, foot - gap, width, look.word, anchor="bottom", most_lines=2)
            foot = line.y if line else foot
        top = (logo.bottom + gap * (1.1 if not tiny else 0.8)) if logo else inner.y
        box = Box(inner.x, top, width, foot - gap * (1.1 if not tiny else 0.8) - top)
        headline(sheet, box, colour=look.word, most_lines=4, valign="middle" if not tiny else "top")
        area = Box(edge, bled.y, bled.right - edge, bled.height)
        horizon = bled.bottom
        count = 3 if tiny else 4
    words, sheet.items = sheet.items, []
    sheet.drawing(_stage(page, area, horizon, look, kit, pick, count=count), area, "scene")
    sheet.items += words
    return replace(sheet.scene("rideau", tokens={"bar": look.bar, "back": look.back}), page=page)


FAMILY = Family(
    id="rideau",
    fr="Rideau",
    en="Curtain",
    compose=compose,
    needs=frozenset({"emblem"}),
    titles=(3, 56),
)
