"""Laying one kit out on one page until it passes: compose, check, leave out the next thing, compose again.

What cannot fit goes in the order that adaptation promises; the same order holds for what a family has no room for,
so that a person can say beforehand what a small format will lack.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from oeuvre.create.adapt import DROP_ORDER, NEVER_DROPPED
from oeuvre.create.design import (
    BY_ID,
    Fault,
    Kit,
    Page,
    Press,
    Scene,
    check_pixels,
    check_scene,
    mirrored,
    runs_right_to_left,
)

# Checks see a working copy of this short side, in pixels (ART_DIRECTION G).
WORKING_SIDE = 540

# Faults that leaving something out can mend: overflow, text on text or emblem, crowding, small print, straddling.
MENDED_BY_ROOM = frozenset({1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 17, 22, 25})


@dataclass(frozen=True)
class Layout:
    """A scene with what it took: `left_out` in the order it went, `faults` that remain, and the last render.

    `by_boxes` says how many of the faults were found without pixels.
    """

    scene: Scene
    kit: Kit
    left_out: tuple[str, ...]
    faults: tuple[Fault, ...]
    by_boxes: int
    png: bytes
    opened: Image.Image | None = None

    def image(self) -> Image.Image:
        """The last render in RGB, decoded once."""
        return self.opened or read_rgb(self.png)


def read_rgb(png: bytes) -> Image.Image:
    """A render's pixels."""
    return Image.open(io.BytesIO(png)).convert("RGB")


def lay_out(kit: Kit, family_id: str, page: Page, press: Press, *, scale: float = 1.0, pixels: bool = True) -> Layout:
    """Compose `kit` on `page`; `scale` is the pixels a point of the returned PNG.

    A name under another headline is said loudly where that holds, quietly else, and left out last.
    """
    loud = _lay_out(kit, family_id, page, press, scale=scale, pixels=pixels)
    if not kit.copy.named or (not loud.faults and "line" not in loud.left_out):
        return loud
    quiet = replace(kit, copy=replace(kit.copy, named=False))
    said = _lay_out(quiet, family_id, page, press, scale=scale, pixels=pixels)
    return min(loud, said, key=lambda one: (len(one.faults), "line" in one.left_out, len(one.left_out)))


def _lay_out(kit: Kit, family_id: str, page: Page, press: Press, *, scale: float, pixels: bool) -> Layout:
    dropped: list[str] = []
    going = [name for name in DROP_ORDER if name in kit.elements()]
    attempts: list[Layout] = []
    while True:
        scene, kit, dropped, going = _composed(kit, family_id, page, dropped, going)
        faults = check_scene(scene, kit)
        mendable = any(fault.number in MENDED_BY_ROOM for fault in faults)
        if mendable:
            layout = Layout(scene, kit, _told(scene, dropped), faults, len(faults), b"")
        else:
            layout = _printed(scene, kit, dropped, faults, page, press, scale, pixels)
            mendable = pixels and any(fault.number in MENDED_BY_ROOM for fault in layout.faults)
        if not layout.faults or (not mendable and not attempts):
            return layout
        attempts.append(layout)
        if not mendable or not going:
            break
        name = going.pop(0)
        dropped.append(name)
        kit = kit.without(name)
    # Nothing that could go has mended it: the fullest of the least faulty is what is shown, with its reasons.
    best = min(attempts, key=lambda one: (len(one.faults), len(one.left_out)))
    if best.png:
        return best
    return _printed(best.scene, best.kit, best.left_out, best.faults, page, press, scale, pixels)


def compose(kit: Kit, family_id: str, page: Page) -> Scene:
    """The family's scene, in a mirror where the words run from right to left."""
    scene = BY_ID[family_id].compose(kit, page)
    return mirrored(scene) if runs_right_to_left(kit.copy.headline) else scene


def _printed(
    scene: Scene,
    kit: Kit,
    dropped: Sequence[str],
    faults: tuple[Fault, ...],
    page: Page,
    press: Press,
    scale: float,
    pixels: bool,
) -> Layout:
    """The scene rendered, and what its pixels say added to what its boxes said."""
    png = press.png(scene, scale=scale)
    told = _told(scene, dropped)
    if not pixels:
        return Layout(scene, kit, told, faults, len(faults), png)
    image = read_rgb(png)
    found = check_pixels(scene, *_two_renders(scene, page, press, image, scale), brand=kit.palette.brand)
    return Layout(scene, kit, told, faults + found, len(faults), png, image)


def _composed(
    kit: Kit, family_id: str, page: Page, dropped: Sequence[str], going: Sequence[str]
) -> tuple[Scene, Kit, list[str], list[str]]:
    """A scene whose omissions keep the promised order: what goes before an omitted thing is left out as well."""
    dropped, going = list(dropped), list(going)
    while True:
        scene = compose(kit, family_id, page)
        missing = [name for name in going if name in scene.left_out]
        if not missing:
            return scene, kit, dropped, going
        last = max(going.index(name) for name in missing)
        early = going[: last + 1]
        stays = [name for name in early if name not in scene.left_out]
        for name in early:
            kit = kit.without(name)
        dropped += early
        going = going[last + 1 :]
        if not stays:
            return compose(kit, family_id, page), kit, dropped, going


def _told(scene: Scene, dropped: Sequence[str]) -> tuple[str, ...]:
    """All that was left out, in the promised order, then what the family has no place for."""
    return tuple(dict.fromkeys([*dropped, *scene.left_out]))


def never_missing(layout: Layout) -> tuple[str, ...]:
    """What must stay and did not: headline or date."""
    return tuple(name for name in NEVER_DROPPED if name in layout.left_out)


def working_scale(page: Page, scale: float = 1.0) -> float:
    """Pixels a point of the working copy; small pages are not drawn larger than they are delivered."""
    return min(WORKING_SIDE / page.short, max(scale, 1.0) if page.short < WORKING_SIDE else 9.0)


def _two_renders(
    scene: Scene, page: Page, press: Press, image: Image.Image, scale: float
) -> tuple[np.ndarray, np.ndarray]:
    """The working copies: with words (from the render at hand where it is large enough) and without."""
    working = working_scale(page, scale)
    hidden = read_rgb(press.png(scene, scale=working, words=False))
    shown = image
    if shown.size != hidden.size:
        if shown.width < hidden.width:
            shown = read_rgb(press.png(scene, scale=working))
        else:
            shown = shown.resize(hidden.size, Image.Resampling.BOX)
    return np.asarray(shown), np.asarray(hidden)
