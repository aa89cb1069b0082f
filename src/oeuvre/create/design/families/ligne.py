"""Ligne: five thin lines cross the page and rise over one thing that stands on them. The rest is white.

The lines are the outline of the ground and of what stands on it, moved outwards five times: near the object they are
its echo, far from it they are level. Headline in steps at the top, words in two corners below the lines.
"""

from __future__ import annotations

import re
from itertools import pairwise

from oeuvre.create.design.arrange import shifted
from oeuvre.create.design.breaks import line_options
from oeuvre.create.design.contrast import contrast
from oeuvre.create.design.families import pieces
from oeuvre.create.design.families.family import Family
from oeuvre.create.design.kit import FactLine, Kit
from oeuvre.create.design.measure import metrics, shape
from oeuvre.create.design.page import Box, Page
from oeuvre.create.design.scene import Drawing, Role, Scene, Text
from oeuvre.create.design.sheet import Sheet, line_end
from oeuvre.create.library import subpaths

_PATH = re.compile(r'<path\b[^>]*?\bd="([^"]*)"')


def _echo(
    kit: Kit, page: Page, horizon: float, cx: float, room: Box, count: int, gap: float, thick: float, level: bool
) -> tuple[str, Box]:
    """The lines and the object. `room` is where the object and its echoes may be, above the horizon;
    without `level` the lines stay round the object, where words stand beside it at its own height."""
    palette, box = kit.palette, page.bled
    emblem = kit.emblem
    reach = gap * count
    tone = palette.signal if contrast(palette.signal, palette.ground) >= 1.8 else palette.ink
    high = max(horizon - room.y - reach, gap)
    if emblem is not None and not (emblem.cut_edges - {"bottom"}):
        ink = pieces.turned_ink(emblem)
        scale = min(high / ink.height, (room.width - 2 * reach) / ink.width)
        w, h = ink.width * scale, ink.height * scale
        where = Box(cx - w / 2, horizon - h, w, h)
        k = where.width / ink.width
        outline = "".join(f'<path d="{d}"/>' for path in _PATH.findall(emblem.body) for d in subpaths(path))
        shapes = (
            f'<g transform="translate({where.x - ink.x * k:.3f} {where.y - ink.y * k:.3f}) scale({k:.5f})" '
            'stroke-width="{w}">' + outline + "</g>"
        )
        thing = pieces.placed(emblem, where, tone)
    else:
        k = 1.0
        r = min(high / 2, room.width * 0.24)
        shapes = f'<circle cx="{cx:.2f}" cy="{horizon - r:.2f}" r="{r:.2f}" stroke-width="{{w}}"/>'
        where = Box(cx - r, horizon - 2 * r, 2 * r, 2 * r)
        thing = f'<circle cx="{cx:.2f}" cy="{horizon - r:.2f}" r="{r:.2f}" fill="{tone}"/>'
    earth = (
        f'<path d="M{box.x - reach * 2:.2f} {horizon:.2f}H{box.right + reach * 2:.2f}'
        f'V{box.bottom + reach * 2:.2f}H{box.x - reach * 2:.2f}Z" stroke-width="{{w}}"/>'
    )
    if not level:
        earth = ""
    parts = ['<g stroke-linejoin="round" stroke-linecap="round">']
    for index in range(count, 0, -1):
        for colour, half in ((palette.ink, gap * index + thick / 2), (palette.ground, gap * index - thick / 2)):
            parts.append(
                f'<g fill="{colour}" stroke="{colour}">'
                f"{shapes.replace('{w}', f'{2 * half / k:.3f}')}{earth.replace('{w}', f'{2 * half:.3f}')}</g>"
            )
    parts.append("</g>")
    parts.append(thing)
    # The object stands on a line of its own.
    if level:
        parts.append(
            f'<rect x="{box.x:.2f}" y="{horizon - thick / 2:.2f}" width="{box.width:.2f}" height="{thick:.2f}" '
            f'fill="{palette.ink}"/>'
        )
    return pieces.canvas(box, "".join(parts)), where


def _steps(sheet: Sheet, box: Box, colour: str, indent: float, most: int) -> tuple[float, float]:
    """The headline in steps, each line further in. Returns its bottom (tails counted) and its size."""
    kit = sheet.kit
    pairing = kit.pairing
    face, tracking = pairing.headline, pairing.tracking
    cap = metrics(face).cap_height
    best: tuple[float, tuple[str, ...], float, float, float] | None = None
    least = sheet.page.least_headline / cap

    def wide(line: str) -> float:
        return shape(face, line, tracking).advance

    options = [
        option for language in (kit.language, "") for option in line_options(kit.copy.headline, language, most, wide)
    ]
    usual = len(options) // 2
    for number, (lines, bad) in enumerate(options):
        # Breaks that split a group are only for a headline that would be too small otherwise.
        if number == usual and best is not None and best[2] >= least:
            break
        shaped = [shape(face, line, tracking) for line in lines]
        size = min((box.width - indent * i) / max(one.advance, 0.1) for i, one in enumerate(shaped))
        gap = max(
            pairing.leading * 0.85,
            max((a.below + max(b.above - cap, 0) for a, b in pairwise(shaped)), default=0) + 0.02,
        )
        rise = shaped[0].above - cap if shaped[0].above > cap * 1.12 else 0.0
        tall = rise + cap * len(lines) + gap * (len(lines) - 1) + shaped[-1].below
        size = min(size, box.height / tall)
        # Three steps are the idea; one line is the last resort.
        worth = size * (1 - 0.3 * bad) * (1.0 + 0.1 * min(len(lines), 3 if sheet.page.shape != "square" else 2))
        worth *= 0.2 if size < least else 1.0
        if best is None or worth > best[0]:
            best = (worth, lines, size, gap, rise * size)
    if best is None:
        return box.y, 0.0
    _, lines, size, gap, rise = best
    pitch = (cap + gap) * size
    for index, line in enumerate(lines):
        left = shape(face, line, tracking).left * size
        sheet.add(
            Text("headline", (line,), face, size, colour, box.x + indent * index - min(left, size * 0.08),
                 box.y + rise + pitch * index, pitch, "left", tracking, large=True)
        )  # fmt: skip
    if size * cap < sheet.page.least_headline:
        sheet.overflow.append("headline")
    sheet.placed.add("headline")
    below = shape(face, lines[-1], tracking).below
    return box.y + rise + pitch * (len(lines) - 1) + (cap + below) * size, size


def _date(sheet: Sheet, x: float, y: float, width: float, colour: str, size: float) -> tuple[float, FactLine | None]:
    """The date by itself at the top right. Returns its bottom and the fact that it set."""
    date = sheet.kit.copy.fact("date")
    if date is None:
        return y, None
    at = y
    first = line_end(date.strong) if date.weak else date.strong
    for index, (text, weight) in enumerate(((first, 600), (date.weak, 500))):
        if not text:
            continue
        block = sheet.measure(
            text, size * (1 if index == 0 else 0.8), width, weight=weight, most_lines=2, element="date"
        )
        sheet.put("date", block, x, at, colour, align="right")
        at += block.height + size * 0.42
    sheet.placed.add("date")
    return at, date


def compose(kit: Kit, page: Page) -> Scene:
    sheet = Sheet(kit, page)
    # The white is the idea.
    sheet.asks.add("empty")
    long = len(kit.copy.headline) > 24
    palette, inner, u, form = kit.palette, page.inner, page.u, page.shape
    ink = palette.ink
    thick = max(page.short * 0.0042, 0.7)
    count, gap = 5, page.short * 0.027
    if form in ("tall", "square"):
        if form == "square":
            count, gap = 4, page.short * 0.024
        logo = sheet.logo(inner.x, inner.y, 40 * u, ink, most_width=inner.width * 0.5)
        under, _ = _date(sheet, inner.right, inner.y + 5 * u, inner.width * 0.44, ink, 38 * u)
        top = max(logo.bottom if logo else inner.y, under - 10 * u if kit.copy.fact("date") else inner.y) + 58 * u
        base = sheet.foot(inner.x, inner.bottom, inner.width, ink, style="none")
        corner = _corners(sheet, base, ink)
        horizon = corner - 62 * u
        space = horizon - top
        share = 0.47 if form == "tall" or long else 0.38
        bottom, _ = _steps(
            sheet, Box(inner.x, top, inner.width, space * share), ink, page.width * (0.06 if long else 0.11), 3
        )
        room = Box(inner.x, bottom + 46 * u, inner.width, horizon - bottom - 46 * u)
        cx = page.width * (0.36 if kit.seed % 2 else 0.62)
    elif form == "tower":
        count, gap = 4, page.short * 0.04
        logo = sheet.logo(inner.x, inner.y, sheet.strong, ink, most_width=inner.width)
        top = (logo.bottom + sheet.strong * 1.2) if logo else inner.y
        foot = sheet.foot(inner.x, inner.bottom, inner.width, ink, style="stack")
        line = sheet.line(inner.x, foot - sheet.strong * 1.2, inner.width, ink, anchor="bottom")
        foot = line.y if line else foot
        horizon = foot - sheet.strong * 1.3
        bottom, _ = _steps(
            sheet,
            Box(inner.x, top, inner.width, (horizon - top) * 0.52),
            ink,
            page.width * (0.0 if len(kit.copy.headline) > 32 else 0.02 if long else 0.05),
            5,
        )
        # Here the echoes may leave the page at both sides: the object keeps the width.
        reach = gap * count
        room = Box(-reach * 0.6, bottom + sheet.strong, page.width + reach * 1.2, horizon - bottom - sheet.strong)
        cx = page.width * 0.5
    elif form == "strip":
        count, gap = (4, page.height * 0.036) if page.ratio < 5 else (4, page.height * 0.055)
        left = inner.width * (0.62 if page.ratio < 5 else 0.7)
        top = sheet.facts_line(inner.x, inner.bottom, left, ink)
        if page.ratio < 5:
            logo = sheet.logo(
                inner.right, inner.bottom, sheet.strong * 0.9, ink, align="right", anchor="bottom",
                most_width=inner.width * 0.3,
            )  # fmt: skip
            top = min(top, logo.y) if logo else top
        horizon = top - sheet.strong * 0.75
        room = Box(inner.x + left, page.height * 0.04, page.width - inner.x - left, horizon - page.height * 0.04)
        cx = room.x + room.width * 0.56
        if page.ratio >= 5:
            room, horizon = Box(room.x, 0, room.width, page.height), page.height * 0.94
        # Far from the object the lines are level; they begin where the words end.
        sheet.headline(
            Box(inner.x, inner.y, left, horizon - inner.y - gap * count - sheet.strong * 0.4)
            if page.ratio < 5
            else Box(inner.x, inner.y, left, top - inner.y - sheet.strong * 0.8),
            colour=ink, most_lines=2 if page.ratio < 5 else 1, valign="middle",
        )  # fmt: skip
    else:
        tiny = form == "tiny"
        if tiny:
            count, gap = 3, page.short * 0.03
        logo = sheet.logo(inner.x, inner.y, sheet.weak if tiny else 40 * u, ink, most_width=inner.width * 0.5)
        top = (logo.bottom + (sheet.strong * 0.9 if tiny else 60 * u)) if logo else inner.y
        if tiny:
            foot = sheet.foot(inner.x, inner.bottom, inner.width, ink, most=1 if long else 2)
            horizon = foot - sheet.strong * 0.9
        else:
            _date(sheet, inner.right, inner.y + 5 * u, inner.width * 0.4, ink, 38 * u)
            base = sheet.foot(inner.x, inner.bottom, inner.width, ink, style="none")
            horizon = _corners(sheet, base, ink) - 56 * u
        level = horizon - gap * count
        left = inner.width * (0.6 if tiny else 0.58)
        bottom, _ = _steps(
            sheet, Box(inner.x, top, left, level - top - (sheet.strong if tiny else 50 * u)), ink,
            page.width * (0.03 if tiny else 0.06), 4 if tiny else 3,
        )  # fmt: skip
        start = inner.x + left + page.margin * 0.4
        ceiling = inner.y * 0.5 if tiny else inner.y + (130 * u if kit.copy.fact("date") else 0)
        room = Box(start, ceiling, inner.right - start, horizon - ceiling)
        cx = room.x + room.width * 0.5
    if form == "tall" and page.safe_bottom > page.margin * 2:
        # Under the words, where the network covers the page, the lines come back level.
        y = inner.bottom + page.margin * 0.9
        while y < page.bled.bottom:
            sheet.rule(page.bled.x, y, page.bled.width, ink, thick)
            y += gap
    words = sheet.items
    sheet.items = []
    svg, standing = _echo(kit, page, horizon, cx, room, count, gap, thick, form != "strip" or page.ratio < 5)
    sheet.drawing(svg, page.bled, "scene", ink=standing)
    sheet.items += words
    return sheet.scene("ligne")


def _corners(sheet: Sheet, base: float, colour: str) -> float:
    """The line at the left, the other facts at the right, both standing on `base`. Returns the top of the higher."""
    kit, inner, u = sheet.kit, sheet.page.inner, sheet.page.u
    code = next((item for item in sheet.items if isinstance(item, Drawing) and item.role == "code"), None)
    # Words beside the code stand on its foot.
    base = code.box.bottom if code else base
    width = inner.width - (code.box.width + 44 * u if code else 0)
    wide = sheet.page.shape == "wide"
    start = len(sheet.items)
    line = sheet.line(
        inner.x, base, width * (0.42 if wide else 0.4), colour, anchor="bottom", size=36 * u, most_lines=3
    )
    sentence = [item for item in sheet.items[start:] if isinstance(item, Text)]
    mark = len(sheet.items)
    top = line.y if line else base
    copy = kit.copy
    at = base
    # From the foot upwards, so that what matters most is on top.
    for _, role, strong, weak in reversed(sheet.fact_pairs(4)):
        if role == "date":
            continue
        size, room = sheet.strong * 0.92, width * 0.56
        words = f"{strong} {weak}".strip() if role != "action" else strong
        rows: list[tuple[Role, str, int]] = [(role, words, 700)]
        if role == "action" and weak:
            rows = [(role, strong, 700), ("url", weak, 500)]
        elif weak and shape(sheet.text_face(700), words).advance * size > room:
            # Two parts that do not share a line break where the fact does.
            rows = [(role, line_end(strong), 700), (role, weak, 500)]
        for index, (told, text, weight) in reversed(list(enumerate(rows))):
            k = 1.0 if index == 0 else 0.86
            block = sheet.measure(text, size * k, room, weight=weight, most_lines=2, element="facts")
            at -= block.height + (block.below if at == base else 0)
            sheet.put(told, block, inner.x + width, at, colour, align="right")
            at -= (26 if index == 0 else 17) * u
        sheet.placed.update(("action", "url") if role == "action" and copy.fact("url") else (role,))
        top = min(top, at + 26 * u)
    last = [item.baselines()[-1] for item in sheet.items[mark:] if isinstance(item, Text)]
    if sentence and last:
        # The sentence and the last fact share a baseline: the higher of the two.
        level = min(sentence[-1].baselines()[-1], max(last))
        for first, end, down in ((start, mark, level - sentence[-1].baselines()[-1]), (mark, None, level - max(last))):
            sheet.items[first:end] = shifted(sheet.items[first:end], down)
            top = min(top, top + down)
    return min(top, code.box.y) if code else top


FAMILY = Family(
    id="ligne",
    fr="Ligne",
    en="Line",
    compose=compose,
    titles=(3, 44),
)
