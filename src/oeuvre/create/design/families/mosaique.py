"""Mosaïque: the page is a wall of square tiles, and one block of them is cleared for all the words.

Tiles are quarter discs, petals, discs, bars and a few emblems, one to a tile; each wall keeps to four shapes and five
colours. Tall: a block of three by three in a wall of four by five. Square: three by three in four by four. Wide: a
block left, tiles right. Tower: tiles above and below. Strip and tiny: tiles at the right.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from oeuvre.create.design.contrast import contrast
from oeuvre.create.design.families.blocks import fact_lines, headline, readable_page, shift, strip_words
from oeuvre.create.design.families.cutout import cutout, ink_of, picture, rect
from oeuvre.create.design.families.family import Family
from oeuvre.create.design.families.tones import all_off, stands_off, surface
from oeuvre.create.design.kit import Kit, Palette
from oeuvre.create.design.page import Box, Page
from oeuvre.create.design.scene import Scene, Text
from oeuvre.create.design.sheet import Sheet
from oeuvre.create.library import Emblem

# Shapes on a square from -1 to 1.
SHAPES = {
    "quarter": '<path d="M-1-1A2 2 0 0 1 1 1L-1 1Z"/>',
    "petal": '<path d="M-1-1A2 2 0 0 1 1 1A2 2 0 0 1-1-1Z"/>',
    "disc": '<circle r=".74"/>',
    "scales": '<path d="M-1-1A1 1 0 0 0 1-1Z"/><path d="M-1 0A1 1 0 0 0 1 0Z"/>',
    "diamond": '<path d="M0-1L1 0 0 1-1 0Z"/>',
    "bars": '<path d="M-1-1H-.5V1H-1ZM0-1H.5V1H0Z"/>',
    "triangle": '<path d="M-1-1L1 1-1 1Z"/>',
    "flower": '<path d="M0 0A1 1 0 0 1-1-1 1 1 0 0 1 0 0 1 1 0 0 1 1-1 1 1 0 0 1 0 0 1 1 0 0 1 1 1 1 1 0 0 1 0 0 '
    '1 1 0 0 1-1 1 1 1 0 0 1 0 0Z"/>',
    "arcs": '<path d="M-1 1V-1A2 2 0 0 1 1 1H.34A1.34 1.34 0 0 0-1-.34Z"/><path d="M-1 1V.33A.67.67 0 0 1-.33 1Z"/>',
    "half": '<path d="M-1 0A1 1 0 0 1 1 0L1 1H-1Z"/>',
}
SETS = (
    ("quarter", "disc", "petal", "bars"),
    ("quarter", "triangle", "diamond", "disc"),
    ("arcs", "quarter", "disc", "scales"),
    ("petal", "flower", "quarter", "half"),
    ("half", "bars", "disc", "triangle"),
    ("arcs", "petal", "bars", "diamond"),
)


@dataclass(frozen=True)
class _Wall:
    """The grid: cells of `cell` points from (x, y), `across` by `down`; the block covers columns and rows of it."""

    cell: float
    x: float
    y: float
    across: int
    down: int
    block: tuple[int, int, int, int]
    hero: tuple[int, int] | None = None

    def box(self, i: int, j: int, span: int = 1) -> Box:
        return Box(self.x + i * self.cell, self.y + j * self.cell, span * self.cell, span * self.cell)

    def block_box(self, page: Page) -> Box:
        """The cleared block, reaching past the trim where it touches the page's edges."""
        i0, j0, i1, j1 = self.block
        bled = page.bled
        left = bled.x if i0 <= 0 else self.x + i0 * self.cell
        top = bled.y if j0 <= 0 else self.y + j0 * self.cell
        right = bled.right if i1 >= self.across else self.x + i1 * self.cell
        bottom = bled.bottom if j1 >= self.down else self.y + j1 * self.cell
        return Box(left, top, right - left, bottom - top)

    def free(self) -> list[tuple[int, int]]:
        i0, j0, i1, j1 = self.block
        return [(i, j) for j in range(self.down) for i in range(self.across) if not (i0 <= i < i1 and j0 <= j < j1)]


def _columns(page: Page, rows: int, columns: int) -> _Wall:
    """Tiles in columns at the right, the block all that is left of them."""
    cell = page.height / rows
    return _Wall(cell, page.width - columns * cell - cell, 0.0, columns + 1, rows, (0, 0, 1, rows))


def _wall(page: Page) -> _Wall:
    if page.shape == "strip":
        return _columns(page, 2, 3 if page.ratio < 6 else 4)
    if page.shape == "tiny":
        return _columns(page, 4, 2)
    across, down = _grid(page)
    cell, x, y = _fit(page, across, down)
    if page.shape == "wide" and min(x, y) < -0.08 * cell:
        return _columns(page, 4, 3)
    if page.shape == "tower":
        return _Wall(cell, x, y, across, down, (0, 2, across, down - 1))
    if page.shape == "wide":
        return _Wall(cell, x, y, across, down, (0, 1, across - 3, down), (across - 2, 1))
    if down >= 7:
        return _Wall(cell, x, y, across, down, (0, 2, across - 1, down - 1), (across - 2, 0))
    return _Wall(cell, x, y, across, down, (0, 1, across - 1, down - 1 if down > across else down))


def _grid(page: Page) -> tuple[int, int]:
    """How many tiles across and down: whole tiles first, then about twenty of them."""
    columns = {"tower": range(2, 3), "wide": range(6, 9)}.get(page.shape, range(4, 6))
    rows = {"tower": range(5, 16), "wide": range(4, 5)}.get(page.shape, range(3, 11))

    def cost(grid: tuple[int, int]) -> float:
        cell, x, y = _fit(page, *grid)
        return round(-min(x, y) / cell, 2) + abs(grid[0] * grid[1] - 20) / 600

    return min(((across, down) for across in columns for down in rows), key=cost)


def _fit(page: Page, across: int, down: int) -> tuple[float, float, float]:
    """The side of a tile, and where the wall begins so that it is cut alike on both sides."""
    cell = max(page.width / across, page.height / down)
    return cell, (page.width - across * cell) / 2, (page.height - down * cell) / 2


def _tones(palette: Palette, pick: random.Random) -> tuple[str, str, list[str]]:
    """The block, what is read on it, and the tiles' colours."""
    wanted = [palette.ground] if palette.dark or pick.random() < 0.6 else [palette.ink, palette.ground]
    block, word = surface(palette, wanted, 7.0)
    middle = palette.layers[2] if len(palette.layers) > 2 else palette.second
    tones: list[str] = []
    for tone in (palette.signal, palette.second, palette.light, palette.ink, palette.ground, middle):
        if all(contrast(tone, have) > 1.12 or tone == block for have in tones) and tone not in tones:
            tones.append(tone)
    return block, word, tones[:5]


def _tile(box: Box, shape: str, under: str, over: str, turn: int) -> str:
    """One tile; its square is a hair larger, so that no seam shows between neighbours."""
    x, y = box.centre
    k = box.width / 2
    return (
        rect(Box(box.x - 0.3, box.y - 0.3, box.width + 0.6, box.height + 0.6), under)
        + f'<g transform="translate({x:.2f} {y:.2f}) rotate({turn}) scale({k:.3f})" fill="{over}">{SHAPES[shape]}</g>'
    )


def _emblem_tile(box: Box, emblem: Emblem, under: str, over: str, clip: str) -> str:
    """An emblem on a plain tile; one that is cut straight stands on the edge along which it was cut."""
    ink = ink_of(emblem)
    full = len(emblem.cut_edges) > 2
    size = box.width * (1.0 if full else 0.76)
    k = size / max(ink.width, ink.height)
    w, h = ink.width * k, ink.height * k
    x, y = box.centre
    if "left" in emblem.cut_edges:
        x = box.x + w / 2
    elif "right" in emblem.cut_edges:
        x = box.right - w / 2
    if "top" in emblem.cut_edges:
        y = box.y + h / 2
    elif "bottom" in emblem.cut_edges:
        y = box.bottom - h / 2
    return rect(Box(box.x - 0.3, box.y - 0.3, box.width + 0.6, box.height + 0.6), under) + cutout(
        emblem, x, y, size, over
    )


def _spread(cells: Sequence[tuple[int, int]], count: int, pick: random.Random) -> list[tuple[int, int]]:
    """`count` cells far from each other, the first by chance."""
    chosen = [pick.choice(list(cells))] if cells and count else []
    while len(chosen) < min(count, len(cells)):
        left = [cell for cell in cells if cell not in chosen]
        chosen.append(
            max(left, key=lambda cell: (min(abs(cell[0] - a) + abs(cell[1] - b) for a, b in chosen), pick.random()))
        )
    return chosen


def _draw(page: Page, wall: _Wall, tones: list[str], block: str, kit: Kit, pick: random.Random) -> str:
    cells = wall.free()
    i0, j0, i1, j1 = wall.block
    hero = wall.hero
    covered = {(hero[0] + a, hero[1] + b) for a in (0, 1) for b in (0, 1)} if hero else set()
    cells = [cell for cell in cells if cell not in covered]
    pieces = list(kit.emblems) or ([kit.emblem] if kit.emblem else [])
    if kit.emblem is not None:
        pieces = [kit.emblem, *(piece for piece in pieces if piece.name != kit.emblem.name)]
    first = pieces[:1] if hero else []
    small = pieces[1:] if hero else pieces
    inside = [cell for cell in cells if _whole(page, wall.box(*cell))]
    places = dict(zip(_spread(inside or cells, min(len(small), max(len(cells) // 3, 1)), pick), small, strict=False))
    shapes = pick.choice(SETS)
    under: dict[tuple[int, int], str] = {}
    kind: dict[tuple[int, int], str] = {}
    parts: list[str] = []

    def ground_of(cell: tuple[int, int], span: int = 1) -> str:
        i, j = cell
        near = [under.get((i - 1, j)), under.get((i, j - 1)), under.get((i + 1, j)), under.get((i, j + 1))]
        beside = i0 - span <= i <= i1 and j0 - span <= j <= j1
        options = [tone for tone in tones if tone not in near and not (beside and tone == block)]
        options = options or [tone for tone in tones if tone != block] or tones
        # What has been used least comes first, so that no colour takes over the wall.
        count = {tone: list(under.values()).count(tone) for tone in options}
        least = min(count.values())
        return pick.choice([tone for tone in options if count[tone] == least])

    def over_of(tone: str, least: float) -> str:
        options = all_off(tones, (tone,), least)
        return pick.choice(options) if options else max(tones, key=lambda one: contrast(one, tone))

    if hero:
        # The hero is the one big tile: the signal colour under it, or on it.
        tone = next(t for t in (*tones, block) if t != block and any(stands_off(o, (t,), 2.2) for o in tones))
        for cell in covered:
            under[cell] = tone
        if first:
            best = max(all_off(tones, (tone,), 2.2), key=lambda one: contrast(one, tone))
            parts.append(_emblem_tile(wall.box(*hero, 2), first[0], tone, best, ""))
        else:
            parts.append(_tile(wall.box(*hero, 2), "quarter", tone, over_of(tone, 1.6), 0))
    for cell in cells:
        tone = ground_of(cell)
        under[cell] = tone
        box = wall.box(*cell)
        if cell in places:
            options = all_off(tones, (tone,), 2.4) or [max(tones, key=lambda one: contrast(one, tone))]
            parts.append(_emblem_tile(box, places[cell], tone, pick.choice(options), ""))
            continue
        i, j = cell
        free = [one for one in shapes if one not in (kind.get((i - 1, j)), kind.get((i, j - 1)))]
        kind[cell] = pick.choice(free)
        parts.append(_tile(box, kind[cell], tone, over_of(tone, 1.5), pick.choice((0, 90, 180, 270))))
    drawn = "".join(parts)
    bleed = page.bleed
    if bleed:
        # Past the trim the wall is its own reflection, so that a cut that slips shows no other colour.
        w, h = page.width, page.height
        flips = [(-1, 1, 0, 0), (1, -1, 0, 0), (-1, 1, 2 * w, 0), (1, -1, 0, 2 * h)]
        mirrored = "".join(f'<g transform="translate({x:g} {y:g}) scale({a} {b})">{drawn}</g>' for a, b, x, y in flips)
        trim = f'<clipPath id="trim"><rect width="{w:g}" height="{h:g}"/></clipPath>'
        return picture(page.bled, trim, mirrored, f'<g clip-path="url(#trim)">{drawn}</g>')
    return picture(page.bled, drawn)


def _whole(page: Page, box: Box) -> bool:
    seen = box.meets(page.full)
    return seen is not None and seen.area > 0.93 * box.area


def _words(sheet: Sheet, block: Box, word: str, ground: str) -> None:
    """All words of the block: headline on top, line and facts at its foot, the logo at its lower right."""
    page, u = sheet.page, sheet.page.u
    small = page.shape in ("tiny", "tower")
    inner = page.inner
    pad = page.margin * (0.72 if not small else 0.9)
    left = max(block.x + pad, inner.x)
    right = min(block.right - pad, inner.right)
    top = max(block.y + pad, inner.y)
    bottom = min(block.bottom - pad, inner.bottom)
    width = right - left
    items = sheet.items
    gap = sheet.strong * (0.9 if not small else 0.7)
    logo_size = sheet.weak if small else 36 * u
    # The logo stands at the lower right when it leaves the facts room, else on top.
    code: Box | None = None
    if sheet.kit.code_svg and not small:
        # The code stands at the right of the facts, not under them.
        foot = sheet.small_print(left, bottom, width, word)
        foot = sheet.partner_row(left, foot, width, ground)
        code = sheet.place_code(left, foot, width, "right")
    else:
        foot = sheet.foot(left, bottom, width, word, ground=ground, most=0)
    at = len(items)
    logo = sheet.logo(right, bottom, logo_size, word, ground=ground, align="right", anchor="bottom", most_width=width)
    beside = logo is not None and logo.width < width * 0.42 and foot == bottom and not small and code is None
    if logo is not None and not beside:
        shift(items, at, left - logo.x, top - logo.y)
        top = top + logo.height + gap * 1.1
    aside = logo if beside else code
    room = width - (aside.width + gap if aside else 0.0)
    start = len(items)
    floor = fact_lines(sheet, left, 0.0, room, word, most={"tiny": 2, "tower": 3}.get(page.shape, 4))
    if floor > 0:
        if foot < bottom:
            foot -= gap * 0.4
        last = items[-1]
        below = last.box.bottom - floor if isinstance(last, Text) and foot < bottom else 0.0
        shift(items, start, 0.0, foot - floor - below)
        foot -= floor + below + gap
    if page.shape != "tiny":
        line = sheet.line(
            left, foot, width if foot < bottom - 60 * u else room, word, anchor="bottom", size=None if small else 32 * u
        )
        if line:
            foot = line.y - gap
    # The headline keeps a clear space from what follows, and stands at the top of what it has.
    box = Box(left, top, width, max(foot - gap * 0.9 - top, 1.0))
    headline(sheet, box, colour=word, most_lines=5 if page.shape == "tower" else 4)


def compose(kit: Kit, page: Page) -> Scene:
    pick = random.Random(kit.seed)
    block, word, tones = _tones(kit.palette, pick)
    sheet = Sheet(kit, readable_page(page, block, word), ground=block)
    wall = _wall(page)
    box = wall.block_box(page)
    if page.shape == "strip":
        end = strip_words(sheet, page.inner.x, box.right - page.margin, word, block)
        spare = int((box.right - max(end + page.margin, page.width * 0.5)) / wall.cell)
        if spare > 0:
            wall = _columns(page, wall.down, wall.across - 1 + spare)
            box = wall.block_box(page)
    words, sheet.items = sheet.items, []
    sheet.drawing(_draw(page, wall, tones, block, kit, pick), page.bled, "pattern")
    sheet.plate(box, block)
    sheet.items += words
    if page.shape != "strip":
        _words(sheet, box, word, block)
    return replace(sheet.scene("mosaique", tokens={"block": block}), page=page)


FAMILY = Family(
    id="mosaique",
    fr="Mosaïque",
    en="Mosaic",
    compose=compose,
    needs=frozenset({"emblems"}),
    titles=(3, 70),
)
