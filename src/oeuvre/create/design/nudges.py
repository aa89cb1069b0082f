"""Nudges: elements moved after a family laid out, by shares of the page, and told when they would leave it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from oeuvre.create.design.elements import element_named, items_of
from oeuvre.create.design.errors import NudgeUnclear
from oeuvre.create.design.kit import Hand
from oeuvre.create.design.page import Box
from oeuvre.create.design.scene import Drawing, Item, Plate, Rule, Scene, Text

Side = Literal["left", "right", "top", "bottom"]

_SHARE = re.compile(r"([+-]?\d{1,3}(?:[.,]\d{1,3})?)\s*%?")


def read_nudge(text: str) -> tuple[str, tuple[float, float]]:
    """`mark=+10%,-5%` as an element and its shares of the page. Raises `NudgeUnclear` or `ElementUnknown`."""
    name, _, by = text.partition("=")
    # A decimal comma is read where a semicolon or a space parts the two.
    parts = [part for part in re.split(r"[;\s]+", by.strip()) if part]
    if len(parts) != 2:
        parts = by.split(",")
    found = [_SHARE.fullmatch(part.strip()) for part in parts]
    if len(found) != 2 or not all(found):
        raise NudgeUnclear(name.strip(), given=by.strip()[:40])
    dx, dy = (float(one.group(1).replace(",", ".")) / 100 for one in found if one)
    return element_named(name), (dx, dy)


def nudged(scene: Scene, hand: Hand, share: float = 1.0, *, clamp: bool = False) -> Scene:
    """The scene with the hand's nudges, each `share` of the way; with `clamp`, no farther than the page allows.

    A picture is moved within its frame, before the family lays out (`pan_of`): here it stays.
    """
    items = list(scene.items)
    for name, dx, dy in hand.nudges:
        if name == "picture":
            continue
        places = items_of(scene, name)
        across, down = dx * share * scene.page.width, dy * share * scene.page.height
        if clamp:
            across, down = _allowed(scene, places, across, down)
        if across or down:
            for index in places:
                items[index] = moved(items[index], across, down)
    return replace(scene, items=tuple(items)) if items != list(scene.items) else scene


def pan_of(hand: Hand) -> tuple[float, float]:
    """How far the picture moves within its frame, in shares of the page."""
    return next(((dx, dy) for name, dx, dy in hand.nudges if name == "picture"), (0.0, 0.0))


def moved(item: Item, across: float, down: float) -> Item:
    """A thing elsewhere, with what it says of itself."""

    def box(one: Box) -> Box:
        return Box(one.x + across, one.y + down, one.width, one.height)

    if isinstance(item, Text | Rule):
        return replace(item, x=item.x + across, y=item.y + down)
    if isinstance(item, Plate):
        return replace(item, box=box(item.box))
    if isinstance(item, Drawing):
        return replace(item, box=box(item.box), ink=box(item.ink) if item.ink else None)
    return replace(item, box=box(item.box), subject=box(item.subject) if item.subject else None)


@dataclass(frozen=True)
class Overshoot:
    """How far an element would leave the page by a nudge: the side, and by which share of the page."""

    element: str
    side: Side
    by: float


def overshoots(scene: Scene, hand: Hand) -> tuple[Overshoot, ...]:
    """What the nudges push off the page, the farthest first, each element once a side.

    Words, signs and codes may not leave it at all, a mark as long as half of what was seen of it stays.
    """
    found: dict[tuple[str, Side], Overshoot] = {}
    for name, dx, dy in hand.nudges:
        if name == "picture":
            continue
        across, down = dx * scene.page.width, dy * scene.page.height
        for index in items_of(scene, name):
            for over in _beyond(scene.items[index], scene, name, across, down):
                have = found.setdefault((name, over.side), over)
                if over.by > have.by:
                    found[name, over.side] = over
    return tuple(sorted(found.values(), key=lambda one: -one.by))


def _beyond(item: Item, scene: Scene, name: str, across: float, down: float) -> list[Overshoot]:
    page = scene.page.full
    if isinstance(item, Plate | Rule):
        return []
    before = _ink(item)
    after = _ink(moved(item, across, down))
    if isinstance(item, Drawing) and name in ("mark", "pattern"):
        seen, now = before.meets(page), after.meets(page)
        if seen is None or (now.area if now else 0.0) >= 0.5 * seen.area:
            return []
    sides: tuple[tuple[Side, float, float, float], ...] = (
        ("left", -after.x, -before.x, page.width),
        ("right", after.right - page.right, before.right - page.right, page.width),
        ("top", -after.y, -before.y, page.height),
        ("bottom", after.bottom - page.bottom, before.bottom - page.bottom, page.height),
    )
    # What hung over the edge already is not the nudge's doing.
    return [Overshoot(name, side, now / whole) for side, now, was, whole in sides if now > max(was, 0.0) + 1e-6 * whole]


def _ink(item: Item) -> Box:
    return item.ink if isinstance(item, Drawing) and item.ink is not None else item.box


def _allowed(scene: Scene, places: Sequence[int], across: float, down: float) -> tuple[float, float]:
    """The nudge that keeps words on the page's inner part, and art on the page, as far as it stood there before."""
    inner, full = scene.page.inner, scene.page.full
    for index in places:
        item = scene.items[index]
        if isinstance(item, Plate | Rule):
            continue
        box, room = _ink(item), full if isinstance(item, Drawing) and item.role in ("emblem", "pattern") else inner
        right, left = max(room.right - box.right, 0.0), min(room.x - box.x, 0.0)
        below, above = max(room.bottom - box.bottom, 0.0), min(room.y - box.y, 0.0)
        across, down = min(max(across, left), right), min(max(down, above), below)
    return across, down
