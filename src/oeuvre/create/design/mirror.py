"""Pages for scripts that run from right to left: the same layout seen in a mirror, its words and signs unturned.

Families lay out from the left; a reader of Arabic or Hebrew begins at the right. What stands at one edge goes to the
other, lines that began together at the left begin together at the right; letters, logos, codes and photographs are
moved, never flipped.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from oeuvre.create.design.page import Box
from oeuvre.create.design.scene import Align, Item, Photo, Plate, Rule, Scene, Text

_OPENING = re.compile(r"<svg\b[^>]*>")
_VIEW = re.compile(r'viewBox="\s*([-\d.]+)[\s,]+[-\d.]+[\s,]+([-\d.]+)')
_OTHER: dict[Align, Align] = {"left": "right", "center": "center", "right": "left"}


def runs_right_to_left(text: str) -> bool:
    """Whether the first letter of `text` that has a direction runs to the left (UAX 9, rule P2)."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def mirrored(scene: Scene) -> Scene:
    """The scene in a mirror. One whose words stand on a photograph stays: the picture was made ready for them there."""
    photos = [photo.box for photo in scene.photos() if photo.role == "photo"]
    if any(text.box.meets(box) for text in scene.texts() for box in photos):
        return scene
    return replace(scene, items=tuple(_item(item, scene.page.width) for item in scene.items))


def _item(item: Item, width: float) -> Item:
    if isinstance(item, Text):
        return replace(item, x=width - item.x, align=_OTHER[item.align])
    if isinstance(item, Plate):
        return replace(item, box=_across(item.box, width))
    if isinstance(item, Rule):
        return replace(item, x=width - item.x - (0.0 if item.upright else item.length))
    box = _across(item.box, width)
    if isinstance(item, Photo):
        return replace(item, box=box, subject=_moved(item.subject, item.box, box))
    if item.role in ("scene", "frame", "pattern"):
        return replace(item, svg=_flipped(item.svg), box=box, ink=_across(item.ink, width) if item.ink else None)
    return replace(item, box=box, ink=_moved(item.ink, item.box, box))


def _across(box: Box, width: float) -> Box:
    return Box(width - box.right, box.y, box.width, box.height)


def _moved(part: Box | None, whole: Box, place: Box) -> Box | None:
    return None if part is None else Box(part.x - whole.x + place.x, part.y, part.width, part.height)


def _flipped(svg: str) -> str:
    """The drawing flipped left to right within its own view."""
    opening, view = _OPENING.search(svg), _VIEW.search(svg)
    end = svg.rfind("</svg>")
    if opening is None or view is None or end < 0:
        return svg
    left, width = float(view.group(1)), float(view.group(2))
    turn = f'<g transform="translate({2 * left + width:.4f} 0) scale(-1 1)">'
    return f"{svg[: opening.end()]}{turn}{svg[opening.end() : end]}</g>{svg[end:]}"


__all__ = ["mirrored", "runs_right_to_left"]
