"""The foot: facts, and under them the legal line, the credits, partners and the code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oeuvre.create.design.contrast import contrast
from oeuvre.create.design.page import Box
from oeuvre.create.design.scene import Align, Drawing, Photo
from oeuvre.create.design.sheet.signs import best_plate

if TYPE_CHECKING:
    from oeuvre.create.design.sheet.sheet import Sheet


def foot(
    sheet: Sheet,
    x: float,
    bottom: float,
    width: float,
    colour: str,
    *,
    rule: str | None = None,
    ground: str | None = None,
    style: str = "columns",
    align: Align = "left",
    most: int = 4,
    size: float | None = None,
    room: float | None = None,
) -> float:
    """Facts, and under them the legal line, the credits, partners and the code, standing on `bottom`.

    `style` is "columns", "stack", or "none" when the family sets the facts itself. Returns the top of it all: the
    family lays the rest out above.
    """
    y = sheet.small_print(x, bottom, width, colour, align=align)
    y = sheet.partner_row(x, y, width, ground or sheet.ground, align=align)
    code = place_code(sheet, x, y, width, align)
    inner = width - (code.width + sheet.strong if code else 0.0)
    if style == "stack":
        box = sheet.facts_stack(
            _anchor(x, inner, align),
            y,
            inner,
            colour,
            anchor="bottom",
            align=align,
            most=most,
            size=size,
            room=room,
        )
        top = box.y if sheet.fact_pairs(most) else y
    elif style == "none":
        top = y
    else:
        top = sheet.facts_columns(x, y, inner, colour, rule=rule, most=most, size=size)
    return min(top, code.y) if code else top


def _anchor(x: float, width: float, align: Align) -> float:
    return x + {"left": 0.0, "center": 0.5, "right": 1.0}[align] * width


def small_print(sheet: Sheet, x: float, bottom: float, width: float, colour: str, *, align: Align = "left") -> float:
    """The legal line and the credits, at the least size, standing on `bottom`; returns what is above them."""
    y = bottom
    lines = {"tower": 5, "tiny": 3}.get(sheet.page.shape, 2)
    for role, text in (("credit", sheet.kit.copy.credit), ("small", sheet.kit.copy.small)):
        if not text:
            continue
        block = sheet.measure(text, sheet.page.least_text, width, weight=400, most_lines=lines, element=role)
        y -= block.height + block.below
        sheet.put(role, block, _anchor(x, width, align), y, colour, align=align)  # type: ignore[arg-type]
        sheet.placed.add(role)
        y -= sheet.page.least_text * 1.3
    return y


def partner_row(sheet: Sheet, x: float, bottom: float, width: float, ground: str, *, align: Align = "left") -> float:
    """Partners' logos in a row of equal optical size, on a plate where they need one; returns what is above."""
    partners = sheet.kit.partners
    if not partners:
        return bottom
    height = max(44 * sheet.page.u, sheet.page.least_text * 1.5)
    # Equal area, not equal height: a long logo is lower than a square one.
    sizes = [(height * min(max(one.ratio, 0.3), 6.0) ** 0.5, one) for one in partners]
    gap = height * 0.7
    total = sum(wide for wide, _ in sizes) + gap * (len(sizes) - 1)
    scale = min(1.0, width / total)
    if scale < 0.6:
        sheet.overflow.append("partners")
    tall = max(wide * scale / max(one.ratio, 0.3) for wide, one in sizes)
    at = x + {"left": 0.0, "center": 0.5, "right": 1.0}[align] * (width - total * scale)
    top = bottom - tall
    weak = any(one.colours and min(contrast(tone, ground) for tone in one.colours[:1]) < 3 for one in partners)
    if weak:
        pad = height * 0.3
        fill = best_plate(partners[0], sheet.palette.light, sheet.palette.ground, "#ffffff")
        sheet.plate(Box(at - pad, top - pad, total * scale + 2 * pad, tall + 2 * pad), fill)
    for wide, one in sizes:
        w = wide * scale
        h = w / max(one.ratio, 0.01)
        box = Box(at, top + (tall - h) / 2, w, h)
        if one.svg:
            sheet.items.append(Drawing(one.svg, box, "partner", ink=box))
        elif one.pixels:
            sheet.items.append(Photo(one.pixels, box, one.pixel_size, role="partner"))
        at += w + gap * scale
    sheet.placed.add("partners")
    above: float = top - height * 0.75
    return above


def place_code(sheet: Sheet, x: float, bottom: float, width: float, align: Align) -> Box | None:
    """The code that leads to the address, on a light plate with its quiet zone, at the right of the foot."""
    if not sheet.kit.code_svg or sheet.page.shape in ("strip", "tower", "tiny"):
        return None
    side = max(130 * sheet.page.u, 62.0 if sheet.page.printed else 124.0)
    box = Box(x + width - side, bottom - side, side, side)
    sheet.plate(box, "#ffffff")
    sheet.items.append(Drawing(sheet.kit.code_svg, box.inset(side * 0.02), "code", ink=box))
    sheet.placed.add("code")
    return box
