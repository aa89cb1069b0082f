"""Arrangements of words that several families share: a column beside a picture, a strip, a tower.

A family gives the box and the colours; sizes are solved from what the kit holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from oeuvre.create.design.measure import metrics, shape
from oeuvre.create.design.page import Box
from oeuvre.create.design.scene import Align, Drawing, Item, Photo, Plate, Rule, Text
from oeuvre.create.design.sheet import Headline, Sheet


def shifted(items: Iterable[Item], down: float) -> list[Item]:
    """Things composed at one height, all moved by `down` points together."""

    def moved(box: Box) -> Box:
        return Box(box.x, box.y + down, box.width, box.height)

    out: list[Item] = []
    for item in items:
        if isinstance(item, Text | Rule):
            out.append(replace(item, y=item.y + down))
        elif isinstance(item, Plate):
            out.append(replace(item, box=moved(item.box)))
        elif isinstance(item, Drawing):
            out.append(replace(item, box=moved(item.box), ink=moved(item.ink) if item.ink else None))
        elif isinstance(item, Photo):
            out.append(replace(item, box=moved(item.box), subject=moved(item.subject) if item.subject else None))
    return out


def one_line_or_more(
    sheet: Sheet,
    box: Box,
    colour: str,
    *,
    least_cap: float,
    align: Align = "left",
    valign: str = "top",
    one_height: float | None = None,
    most_lines: int = 4,
) -> Headline:
    """The headline on one line when its capitals stay at least `least_cap` high so, else on as many as it takes."""
    items, overflow = list(sheet.items), list(sheet.overflow)
    cap = metrics(sheet.kit.pairing.headline).cap_height
    low = Box(box.x, box.y, box.width, min(one_height or box.height, box.height))
    if valign == "bottom":
        low = Box(box.x, box.bottom - low.height, box.width, low.height)
    made = sheet.headline(low, colour=colour, align=align, valign=valign, lines=1)
    if made.size * cap >= least_cap:
        return made
    sheet.items, sheet.overflow = items, overflow
    return sheet.headline(box, colour=colour, align=align, valign=valign, most_lines=most_lines)


def column(
    sheet: Sheet,
    box: Box,
    ink: str,
    *,
    accent: str,
    ground: str | None = None,
    colours: Sequence[str] = (),
    most_lines: int = 4,
    style: str = "columns",
    most: int = 4,
    logo: bool = True,
    line: bool = True,
    valign: str = "middle",
    facts_room: float = 0.5,
) -> Headline:
    """Logo on top, facts at the foot, the supporting line over them, and the headline as large as what is left.

    `facts_room` is the share of the box that stacked facts may take.
    """
    page = sheet.page
    top = box.y
    if logo:
        height = {"tiny": sheet.weak, "tower": sheet.strong, "strip": sheet.strong}.get(page.shape, 40 * page.u)
        made = sheet.logo(box.x, box.y, height, ink, ground=ground, most_width=box.width)
        if made:
            top = made.bottom + max(sheet.strong * 0.95, made.height * 0.85)
    foot = sheet.foot(
        box.x,
        box.bottom,
        box.width,
        ink,
        rule=accent,
        ground=ground,
        style=style,
        most=most,
        room=box.height * facts_room if style == "stack" else None,
    )
    bottom = foot - sheet.strong * 1.05 if foot < box.bottom else foot
    if line:
        said = sheet.line(box.x, bottom, box.width, ink, anchor="bottom", most_lines=3)
        if said:
            bottom = said.y - sheet.strong * 0.95
    return sheet.headline(
        Box(box.x, top, box.width, max(bottom - top, 1.0)),
        colour=ink,
        colours=colours,
        most_lines=most_lines,
        valign=valign,
    )


def strip(
    sheet: Sheet,
    box: Box,
    ink: str,
    *,
    ground: str | None = None,
    colours: Sequence[str] = (),
    logo: bool = True,
) -> Headline:
    """A banner's words: the headline as large as it goes, the facts on one line under it, the logo over all if tall."""
    page = sheet.page
    low = page.ratio > 6
    items, overflow, placed = list(sheet.items), list(sheet.overflow), set(sheet.placed)
    bottom = sheet.facts_line(box.x, box.bottom, box.width, ink, size=_facts_size(sheet, box.width))
    bottom -= page.height * (0.12 if low else 0.1) if bottom < box.bottom else 0
    top = box.y
    if logo and not low:
        made = sheet.logo(box.x, box.y, sheet.strong * 0.95, ink, ground=ground, most_width=box.width)
        if made:
            top = made.bottom + page.height * 0.09
    head = sheet.headline(
        Box(box.x, top, box.width, max(bottom - top, 1.0)),
        colour=ink,
        colours=colours,
        most_lines=1 if low and sheet.kit.copy.facts else 2,
        valign="middle",
    )
    if not (low and sheet.kit.copy.facts):
        return head
    long = "headline" in sheet.overflow
    if not long and head.box.width > box.width * 0.5:
        return head
    # Too long for one line: two lines as high as the strip, the facts beside them. Very short: the same, bigger.
    sheet.items, sheet.overflow, sheet.placed = items, overflow, placed
    gap = page.height * 0.3
    words = Box(box.x, box.y, box.width * (0.66 if long else 0.6) - gap, box.height)
    head = sheet.headline(words, colour=ink, colours=colours, most_lines=2 if long else 1, valign="middle")
    before = len(sheet.items)
    start = head.box.right + gap
    stack = sheet.facts_stack(
        start,
        box.y,
        box.right - start,
        ink,
        size=page.least_text if long else page.height * 0.19,
        most=2,
        most_lines=2,
        room=box.height,
    )
    sheet.items[before:] = shifted(sheet.items[before:], (box.height - stack.height) / 2)
    return head


def _facts_size(sheet: Sheet, width: float) -> float:
    """The size at which the first two facts stand on one line, if any is large enough to be read."""
    pairs = sheet.fact_pairs(2)
    face = sheet.text_face(700)
    texts = [f"{strong} {weak}".strip() if role != "action" else strong for _, role, strong, weak in pairs]
    wide = sum(shape(face, text).advance for text in texts) + 0.95 * max(len(texts) - 1, 0)
    wanted = min(sheet.strong, width / wide * 0.995) if wide else sheet.strong
    return wanted if wanted >= sheet.page.least_text else sheet.strong
