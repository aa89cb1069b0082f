"""Étiquette: a framed label, everything centred, the client's name in spaced capitals on top, an object in a seal.

The frame's corners are bitten, cut or stepped, and its rules triple, by seed. Wide: seal at the left, words at the
right inside one frame. Tiny, strip and tower: one rule.
"""

from __future__ import annotations

import math
import random

from oeuvre.create.design.contrast import contrast
from oeuvre.create.design.families import pieces
from oeuvre.create.design.families.blocks import shift, words_box
from oeuvre.create.design.families.family import Family
from oeuvre.create.design.kit import Kit
from oeuvre.create.design.measure import metrics, shape
from oeuvre.create.design.page import Box, Page
from oeuvre.create.design.scene import Drawing, Role, Scene, Text
from oeuvre.create.design.sheet import Sheet, line_end

CORNERS = ("bitten", "cut", "stepped")
SEALS = ("rays", "pearls", "scallop")


def _outline(box: Box, corner: str, bite: float) -> str:
    """A closed path round `box` with its four corners taken away."""
    x0, y0, x1, y1, r = box.x, box.y, box.right, box.bottom, bite
    k = r * 0.56
    if corner == "bitten":
        return (
            f"M{x0 + r:.2f} {y0:.2f}H{x1 - r:.2f}C{x1 - r:.2f} {y0 + k:.2f} {x1 - k:.2f} {y0 + r:.2f} {x1:.2f} "
            f"{y0 + r:.2f}V{y1 - r:.2f}C{x1 - k:.2f} {y1 - r:.2f} {x1 - r:.2f} {y1 - k:.2f} {x1 - r:.2f} {y1:.2f}"
            f"H{x0 + r:.2f}C{x0 + r:.2f} {y1 - k:.2f} {x0 + k:.2f} {y1 - r:.2f} {x0:.2f} {y1 - r:.2f}V{y0 + r:.2f}"
            f"C{x0 + k:.2f} {y0 + r:.2f} {x0 + r:.2f} {y0 + k:.2f} {x0 + r:.2f} {y0:.2f}Z"
        )
    if corner == "cut":
        return (
            f"M{x0 + r:.2f} {y0:.2f}H{x1 - r:.2f}L{x1:.2f} {y0 + r:.2f}V{y1 - r:.2f}L{x1 - r:.2f} {y1:.2f}"
            f"H{x0 + r:.2f}L{x0:.2f} {y1 - r:.2f}V{y0 + r:.2f}Z"
        )
    h = r * 0.5
    return (
        f"M{x0 + r:.2f} {y0:.2f}H{x1 - r:.2f}v{h:.2f}h{h:.2f}v{h:.2f}h{h:.2f}V{y1 - r:.2f}h{-h:.2f}v{h:.2f}h{-h:.2f}"
        f"v{h:.2f}H{x0 + r:.2f}v{-h:.2f}h{-h:.2f}v{-h:.2f}h{-h:.2f}V{y0 + r:.2f}h{h:.2f}v{-h:.2f}h{h:.2f}Z"
    )


def _frame(page: Page, kit: Kit, simple: bool) -> tuple[str, Box]:
    """The border in the second colour, the plate, its rules. Returns the SVG and the box inside the rules."""
    palette = kit.palette
    around = palette.signal if contrast(palette.signal, palette.ground) >= 1.8 else palette.second
    rule = palette.ink
    safe = page.inner
    edge = page.short * (0.047 if not simple else 0.05)
    top = max(edge, page.safe_top * 0.55)
    bottom = max(edge, page.safe_bottom * 0.55)
    plate = Box(edge, top, page.width - 2 * edge, page.height - top - bottom)
    unit = page.short / 1080
    bite = (54 if not simple else 66) * unit
    corner = CORNERS[random.Random(kit.seed).randrange(len(CORNERS))]
    parts = [
        f'<rect x="{page.bled.x:.2f}" y="{page.bled.y:.2f}" width="{page.bled.width:.2f}" '
        f'height="{page.bled.height:.2f}" fill="{around}"/>',
        f'<path d="{_outline(plate, corner, bite)}" fill="{palette.ground}"/>',
    ]
    rules = [(16 * unit, 4.2 * unit), (28 * unit, 1.5 * unit)] if not simple else [(22 * unit, 4.5 * unit)]
    for away, thick in rules:
        parts.append(
            f'<path d="{_outline(plate.inset(away), corner, bite)}" fill="none" stroke="{rule}" '
            f'stroke-width="{max(thick, 0.35):.2f}"/>'
        )
    inside = plate.inset((52 if not simple else 50 if page.shape == "tower" else 78) * unit)
    y = max(inside.y, safe.y)
    return pieces.canvas(page.bled, "".join(parts)), Box(
        inside.x, y, inside.width, min(inside.bottom, safe.bottom if page.safe_bottom else inside.bottom) - y
    )


def _seal(kit: Kit, cx: float, cy: float, radius: float) -> str:
    """The disc that the object stands on: rays, pearls or a scalloped rim."""
    palette = kit.palette
    kind = SEALS[random.Random(kit.seed * 7 + 3).randrange(len(SEALS))]
    disc = next(
        (tone for tone in (palette.second, palette.signal, palette.light) if contrast(tone, palette.ground) >= 1.25),
        palette.ink,
    )
    ink = palette.on(disc)
    parts: list[str] = []
    if kind == "scallop":
        waves = 28
        points = []
        for step in range(waves * 10):
            t = 2 * math.pi * step / (waves * 10)
            r = radius * (0.965 + 0.035 * math.cos(t * waves))
            points.append(f"{cx + r * math.sin(t):.2f} {cy - r * math.cos(t):.2f}")
        parts.append(f'<path d="M{" L".join(points)}Z" fill="{disc}"/>')
        parts.append(
            f'<circle cx="{cx:.2f}" cy="{cy:.2f}" r="{radius * 0.86:.2f}" fill="none" stroke="{ink}" '
            f'stroke-width="{max(radius * 0.012, 0.4):.2f}"/>'
        )
        inner = 0.8
    else:
        parts.append(f'<circle cx="{cx:.2f}" cy="{cy:.2f}" r="{radius:.2f}" fill="{disc}"/>')
        if kind == "rays":
            for step in range(36):
                a, half = step * math.pi / 18, 0.042
                tips = " L".join(
                    f"{cx + radius * 0.985 * math.sin(a + d):.2f} {cy - radius * 0.985 * math.cos(a + d):.2f}"
                    for d in (-half, half)
                )
                parts.append(f'<path d="M{cx:.2f} {cy:.2f}L{tips}Z" fill="{ink}" opacity=".2"/>')
            parts.append(f'<circle cx="{cx:.2f}" cy="{cy:.2f}" r="{radius * 0.78:.2f}" fill="{disc}"/>')
            inner = 0.78
        else:
            pearls = 44
            for step in range(pearls):
                a = 2 * math.pi * step / pearls
                parts.append(
                    f'<circle cx="{cx + radius * 0.905 * math.sin(a):.2f}" '
                    f'cy="{cy - radius * 0.905 * math.cos(a):.2f}" '
                    f'r="{radius * 0.026:.2f}" fill="{ink}"/>'
                )
            inner = 0.84
    if kit.emblem is not None:
        parts.append(pieces.in_disc(kit.emblem, cx, cy, radius * inner, ink, fill=1.13))
    return "".join(parts)


def _name(sheet: Sheet, cx: float, y: float, width: float, size: float, colour: str) -> float:
    """The client's own logo, or their name in spaced capitals, centred. Returns its bottom."""
    kit = sheet.kit
    if kit.logo is not None and (kit.logo.own or not kit.copy.client):
        box = sheet.logo(cx, y, size * 1.5, colour, align="center", most_width=width * 0.7)
        return box.bottom if box else y
    if kit.logo is None or not kit.copy.client:
        return y
    words = kit.copy.client.upper()
    face = sheet.text_face(600)
    size = max(size, sheet.page.least_text)
    for tracking in (0.16, 0.1, 0.05, 0.0):
        natural = shape(face, words, tracking).advance * size
        if natural <= width:
            break
    most = 4 if sheet.page.shape == "tower" else 2
    block = sheet.measure(
        words, size, width, weight=600, tracking=tracking, most_lines=most, element="logo", leading=1.4
    )
    sheet.put("logo", block, cx, y, colour, align="center", tracking=tracking)
    sheet.placed.add("logo")
    return y + block.height


def _facts(
    sheet: Sheet, cx: float, bottom: float, width: float, colour: str, rule: str, most: int = 4, *, large: bool = True
) -> float:
    """Facts centred under a rule: the first strong on its own line, the others joined by points. Returns the rule."""
    pairs = sheet.fact_pairs(most)
    if not pairs:
        return bottom
    strong, weak = (
        sheet.strong * (1.12 if large else 1.0),
        sheet.weak * (1.12 if large and sheet.page.shape in ("tall", "square", "wide") else 1.0),
    )
    face = sheet.text_face(500)
    rows: list[list[tuple[tuple[str, ...], Role, str]]] = []  # rows of (elements, role, words)
    head = pairs[0]
    # A fact breaks where it does, or not at all: its second part shares no line with another fact.
    lead = f"{head[2]} {head[3]}".strip() if head[1] != "action" else head[2]
    alone = bool(head[3]) and (head[1] == "action" or shape(sheet.text_face(700), lead).advance * strong > width)
    if alone:
        lead = line_end(head[2]) if head[1] != "action" else head[2]
        rows.append([((), head[1], head[3])])
    for elements, role, first, second in pairs[1:]:
        if role == "action":
            rows.append([(("action",), "action", first)])
            if second:
                rows.append([(("url",), "url", second)])
            continue
        rows.append([(elements, role, f"{first} {second}".strip())])
    # Neighbours share a line while they fit on it, a point between them.
    merged: list[list[tuple[tuple[str, ...], Role, str]]] = []
    between = weak * 1.3
    for row in rows:
        if merged and not (alone and len(merged) == 1):
            tried = [*merged[-1], *row]
            wide = sum(shape(face, words).advance * weak for _, _, words in tried) + between * (len(tried) - 1)
            if wide <= width:
                merged[-1] = tried
                continue
        merged.append(row)
    y = bottom
    for row in reversed(merged):
        blocks = [sheet.measure(words, weak, width, weight=500, most_lines=2, element="facts") for _, _, words in row]
        y -= max(block.height for block in blocks) + (max(b.below for b in blocks) if y == bottom else 0)
        if len(row) == 1:
            elements, role, _ = row[0]
            sheet.put(role, blocks[0], cx, y, colour, align="center")
            sheet.placed.update(elements)
        else:
            at = cx - (sum(block.width for block in blocks) + between * (len(blocks) - 1)) / 2
            cap = metrics(face).cap_height * weak
            for index, ((elements, role, _), block) in enumerate(zip(row, blocks, strict=True)):
                if index:
                    dot = weak * 0.085
                    sheet.plate(Box(at - between / 2 - dot, y + cap / 2 - dot, 2 * dot, 2 * dot), colour, radius=dot)
                sheet.put(role, block, at, y, colour)
                sheet.placed.update(elements)
                at += block.width + between
        y -= weak * 0.66
    y -= strong * 0.06 if merged else 0
    block = sheet.measure(lead, strong, width, weight=700, most_lines=2, element="facts")
    y -= block.height + (block.below if not merged else 0)
    sheet.put(head[1], block, cx, y, colour, align="center")
    sheet.placed.update(head[0] if head[1] != "action" else ("action",))
    if head[1] == "action" and head[3]:
        sheet.placed.add("url")
    y -= strong * 0.72
    sheet.rule(cx - width / 2, y, width, rule, max(strong * 0.055, 0.4))
    return y


def compose(kit: Kit, page: Page) -> Scene:
    sheet = Sheet(kit, page)
    palette, u, form = kit.palette, page.u, page.shape
    ink = palette.ink
    accent = palette.signal if contrast(palette.signal, palette.ground) >= 3.4 else ink
    frame, inside = _frame(page, kit, form in ("strip", "tower", "tiny"))
    sheet.drawing(frame, page.bled, "frame")
    cx = page.width / 2
    if form in ("tall", "square"):
        pad = page.width * (0.02 if len(kit.copy.headline) > 28 else 0.055 if form == "tall" else 0.05)
        width = inside.width - 2 * pad
        top = _name(sheet, cx, inside.y + (30 if form == "tall" else 16) * u, width, 30 * u, ink)
        items, overflow, placed = list(sheet.items), list(sheet.overflow), set(sheet.placed)
        # Small facts make room for the seal where large ones would leave it none.
        for large in (True, False):
            sheet.items, sheet.overflow, sheet.placed = list(items), list(overflow), set(placed)
            if _centred(sheet, inside, top, width, ink, accent, large=large):
                break
    elif form == "tower":
        width = inside.width
        # The client's sign keeps half its height of ground between itself and the frame.
        top = _name(sheet, cx, inside.y + sheet.weak * 1.3, width * 0.88, sheet.weak, ink)
        base = sheet.foot(inside.x, inside.bottom, width, ink, style="none", align="center")
        base = _stack(sheet, cx, base, width, ink)
        wanted = page.height * 0.26
        head = sheet.headline(
            Box(inside.x, base - sheet.strong * 1.3 - wanted, width, wanted), colour=ink, colours=(ink, accent),
            align="center", valign="bottom", most_lines=5,
        )  # fmt: skip
        room = head.box.y - top - sheet.strong * 2
        radius = min(room / 2, width / 2)
        if radius > width * 0.2:
            cy = top + sheet.strong + room / 2
            _stamp(sheet, cx, cy, radius)
    else:
        _wide(sheet, inside, ink, accent)
    return sheet.scene("etiquette")


def _centred(sheet: Sheet, inside: Box, top: float, width: float, ink: str, accent: str, *, large: bool) -> bool:
    """Everything under the client's name on a tall or square label.

    False when there was no room for the seal, or when the headline is too small beside large facts.
    """
    kit, page, u = sheet.kit, sheet.page, sheet.page.u
    cx, form = page.width / 2, page.shape
    narrow = width * 0.88
    base = inside.bottom - (24 if form == "tall" else 6) * u
    base = sheet.foot(cx - narrow / 2, base, narrow, ink, style="none", align="center")
    rule = _told(sheet, cx, base, narrow, ink, accent, large=large)
    line = sheet.line(cx, rule - 34 * u, width * 0.86, ink, align="center", anchor="bottom", size=31 * u)
    low = line.y if line else rule
    space = low - top
    short = len(kit.copy.headline) <= 9
    long = len(kit.copy.headline) > 28
    wanted = min(
        page.height * (0.17 if short else 0.28 if long else 0.24 if form == "tall" else 0.225),
        space * (0.6 if long and large else 0.54 if long else 0.46),
    )
    head = sheet.headline(
        Box(cx - width / 2, low - wanted - 46 * u, width, wanted), colour=ink, colours=(ink, accent),
        align="center", valign="bottom", most_lines=3,
    )  # fmt: skip
    gap = 40 * u
    room = head.box.y - top - 2 * gap
    radius = min(room / 2, page.width * 0.29)
    if radius >= page.short * 0.1:
        _stamp(sheet, cx, top + gap + room / 2, radius)
        # The headline stays two and a half times the first fact.
        ratio = metrics(kit.pairing.headline).cap_height / metrics(sheet.text_face(700)).cap_height
        return head.size * ratio >= 2.55 * sheet.strong * 1.12
    # A seal the size of an icon is worse than none: the headline takes its place.
    sheet.items = [item for item in sheet.items if not (isinstance(item, Text) and item.role == "headline")]
    sheet.headline(
        Box(cx - width / 2, top + gap * 1.2, width, low - top - gap * 2.4), colour=ink, colours=(ink, accent),
        align="center", valign="middle", most_lines=4,
    )  # fmt: skip
    return False


def _stamp(sheet: Sheet, cx: float, cy: float, radius: float) -> None:
    box = _square(cx, cy, radius)
    sheet.drawing(pieces.canvas(box, _seal(sheet.kit, cx, cy, radius)), box, "emblem", ink=box)


def _square(cx: float, cy: float, radius: float) -> Box:
    return Box(cx - radius, cy - radius, 2 * radius, 2 * radius)


def _told(
    sheet: Sheet, cx: float, base: float, width: float, ink: str, accent: str, most: int = 4, *, large: bool = True
) -> float:
    """Facts under a rule; with a code, the code and the facts at its right are one group, centred. Returns the rule."""
    at = next((i for i, item in enumerate(sheet.items) if isinstance(item, Drawing) and item.role == "code"), None)
    pairs = sheet.fact_pairs(most)
    if at is None or not pairs:
        return _facts(sheet, cx, base, width, ink, accent, most, large=large)
    code = sheet.items[at]
    assert isinstance(code, Drawing)
    assert code.ink is not None
    patch, gap = code.ink, sheet.strong * 1.1
    room = width - patch.width - gap
    rows: list[tuple[tuple[str, ...], Role, str, float, int]] = []
    for elements, role, strong, weak in pairs:
        size = sheet.strong * (0.88 if rows else 1.12 if large else 1.0)
        joined = f"{strong} {weak}".strip()
        whole = shape(sheet.text_face(600), joined).advance * size <= room
        if role == "action" or not whole:
            first = line_end(strong) if weak else strong
            rows.append((elements if not weak or role != "action" else ("action",), role, first, size, 700))
            if weak:
                rows.append((elements, "url" if role == "action" else role, weak, sheet.strong * 0.8, 500))
        else:
            rows.append((elements, role, joined, size, 700 if len(rows) == 0 else 600))
    blocks = [
        sheet.measure(words, size, room, weight=w, most_lines=2, element="facts") for _, _, words, size, w in rows
    ]
    air = sheet.strong * 0.5
    tall = sum(block.height for block in blocks) + air * (len(blocks) - 1)
    high = max(tall, patch.height)
    foot = patch.bottom - (blocks[-1].below if tall > patch.height else 0.0)
    left = cx - (patch.width + gap + max(block.width for block in blocks)) / 2
    # A group about as wide as its rule starts with it.
    left = cx - width / 2 if abs(left - cx + width / 2) < 14 * sheet.page.u else left
    shift(sheet.items, at - 1, left - patch.x, -(patch.bottom - foot) - (high - patch.height) / 2)
    y = foot - high + (high - tall) / 2
    for (elements, role, _, _, _), block in zip(rows, blocks, strict=True):
        sheet.put(role, block, left + patch.width + gap, y, ink)
        sheet.placed.update(elements)
        y += block.height + air
    line = foot - high - sheet.strong * 0.8
    sheet.rule(cx - width / 2, line, width, accent, max(sheet.strong * 0.062, 0.4))
    return line


def _stack(sheet: Sheet, cx: float, bottom: float, width: float, colour: str) -> float:
    box = sheet.facts_stack(cx, bottom, width, colour, anchor="bottom", align="center")
    return box.y


def _wide(sheet: Sheet, inside: Box, ink: str, accent: str) -> None:
    """Wide, strip and tiny pages: the seal at the left when there is room, the words centred in what is left."""
    kit, page, u = sheet.kit, sheet.page, sheet.page.u
    form = page.shape
    if form == "strip":
        inside = Box(inside.x + page.margin * 0.35, inside.y, inside.width - page.margin * 0.7, inside.height)
        radius = inside.height / 2
        seal = page.ratio < 5 and kit.emblem is not None
        x = inside.x + (2 * radius + page.margin if seal else 0)
        if seal:
            box = _square(inside.x + radius, inside.y + radius, radius)
            sheet.drawing(pieces.canvas(box, _seal(kit, *box.centre, radius)), box, "emblem", ink=box)
        start = len(sheet.items)
        # The mark that opens the line keeps half its height of ground between itself and the frame.
        lift = max(sheet.strong * 0.92 - 54 * u, 0.0) if kit.logo is not None else 0.0
        top = sheet.facts_line(x, inside.bottom - lift, inside.right - x, ink, sign=True)
        words = words_box(sheet.items[start:])
        if words and not seal:
            shift(sheet.items, start, (inside.x + inside.right - words.x - words.right) / 2, 0)
        sheet.headline(
            Box(x, inside.y, inside.right - x, top - inside.y - sheet.strong * 0.8), colour=ink,
            colours=(ink, accent), most_lines=2 if page.ratio < 5 else 1, valign="middle",
            align="left" if seal else "center",
        )  # fmt: skip
        return
    tiny = form == "tiny"
    seal = not tiny and kit.emblem is not None
    left = inside.x
    if seal:
        radius = min(inside.height * 0.42, inside.width * 0.19)
        box = _square(inside.x + radius + 18 * u, inside.y + inside.height / 2, radius)
        sheet.drawing(pieces.canvas(box, _seal(kit, *box.centre, radius)), box, "emblem", ink=box)
        left = box.right + 70 * u
    width = inside.right - left - (20 * u if seal else 0)
    cx = left + width / 2
    own = kit.logo is not None and kit.logo.own
    down = (sheet.weak * 0.75 if own else 0.0) if tiny else 10 * u
    top = _name(sheet, cx, inside.y + down, width, sheet.weak if tiny else 28 * u, ink)
    bottom = inside.bottom - (0 if tiny else 10 * u)
    narrow = width * 0.92
    base = sheet.foot(cx - narrow / 2, bottom, narrow, ink, style="none", align="center") if not tiny else bottom
    rule = _told(sheet, cx, base, narrow, ink, accent, most=2 if tiny else 4)
    low = rule
    if not tiny:
        line = sheet.line(
            cx, rule - 34 * u, width * 0.9, ink, align="center", anchor="bottom", size=31 * u, most_lines=2
        )
        low = line.y if line else rule
    gap = sheet.strong * (0.75 if tiny else 1.1)
    sheet.headline(
        Box(cx - width / 2, top + gap, width, low - top - 2 * gap), colour=ink, colours=(ink, accent), align="center",
        valign="middle", most_lines=4 if tiny else 3,
    )  # fmt: skip


FAMILY = Family(
    id="etiquette",
    fr="Étiquette",
    en="Label",
    compose=compose,
    titles=(3, 50),
)
