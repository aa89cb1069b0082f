"""Blocks of words that are composed apart, measured, and then moved to their place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from oeuvre.create.design.measure import shape
from oeuvre.create.design.page import Box
from oeuvre.create.design.scene import Align, Drawing, Item, Photo, Plate, Role, Text
from oeuvre.create.design.sheet import Sheet


def _box(box: Box, dx: float, dy: float) -> Box:
    return Box(box.x + dx, box.y + dy, box.width, box.height)


def moved(item: Item, dx: float, dy: float) -> Item:
    """The same thing elsewhere."""
    if isinstance(item, Plate | Photo):
        item = replace(item, box=_box(item.box, dx, dy))
        if isinstance(item, Photo) and item.subject is not None:
            return replace(item, subject=_box(item.subject, dx, dy))
        return item
    if isinstance(item, Drawing):
        ink = _box(item.ink, dx, dy) if item.ink is not None else None
        return replace(item, box=_box(item.box, dx, dy), ink=ink)
    return replace(item, x=item.x + dx, y=item.y + dy)


def shift(items: list[Item], start: int, dx: float, dy: float) -> None:
    """Move every item from `start` on."""
    items[start:] = [moved(item, dx, dy) for item in items[start:]]


def words_box(items: Iterable[Item]) -> Box | None:
    """What the words among these items cover."""
    whole: Box | None = None
    for item in items:
        if isinstance(item, Text):
            whole = item.box if whole is None else whole.joined(item.box)
    return whole


def fact_lines(
    sheet: Sheet,
    x: float,
    y: float,
    width: float,
    colour: str,
    *,
    align: Align = "left",
    most: int = 4,
    first: float = 1.0,
    rest: float = 1.0,
) -> float:
    """Each fact on one line when it fits, else its two parts under each other; the first is the stronger.

    `x` is the left edge, centre or right edge, as `align` says; `first` and `rest` scale the usual sizes. Returns the
    last baseline, or `y` when there is no fact.
    """
    for index, (elements, role, strong, weak) in enumerate(sheet.fact_pairs(most)):
        size = sheet.strong * first if index == 0 else sheet.weak * rest
        small = max(min(size * 0.8, sheet.weak * rest), sheet.page.least_text)
        weight = 700 if index == 0 else 500
        joined = " ".join(part for part in (strong, weak) if part)
        parts = [(joined, size, weight)]
        if weak and (role == "action" or shape(sheet.text_face(weight), joined).advance * size > width):
            parts = [(strong, size, weight), (weak, small, 500)]
        if index:
            y += sheet.strong * 0.6
        for part, (text, type_size, type_weight) in enumerate(parts):
            block = sheet.measure(text, type_size, width, weight=type_weight, most_lines=2, element="facts")
            if part:
                y += sheet.strong * 0.4
            told: Role = "url" if role == "action" and part else role
            sheet.put(told, block, x, y, colour, align=align)
            y += block.height
        sheet.placed.update(elements)
    return y
