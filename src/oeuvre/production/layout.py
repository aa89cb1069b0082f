"""Laying one kit out on one page until it passes: compose, check, leave out the next thing, compose again.

What cannot fit goes in the order that adaptation promises; the same order holds for what a family has no room for,
so that a person can say beforehand what a small format will lack.
"""

from __future__ import annotations

import hashlib
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
    nudged,
    pan_of,
    runs_right_to_left,
    uncovered,
    without_hidden,
    write_source,
)
from oeuvre.production.darkroom import panned

# Checks see a working copy of this short side, in pixels (ART_DIRECTION G).
WORKING_SIDE = 540

# Faults that leaving something out can mend: overflow, text on text or emblem, crowding, small print, straddling.
MENDED_BY_ROOM = frozenset({1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 17, 22, 25})

# How much of a nudge is tried, in turn, in a format that cannot take all of it.
GIVING_WAY = (1.0, 0.5)


@dataclass(frozen=True)
class Layout:
    """A scene with what it took: `left_out` in the order it went, `faults` that remain, and the last render.

    `by_boxes` says how many of the faults were found without pixels. `same` says that the scene is one that was
    delivered already, and was not rendered again.
    """

    scene: Scene
    kit: Kit
    left_out: tuple[str, ...]
    faults: tuple[Fault, ...]
    by_boxes: int
    png: bytes
    opened: Image.Image | None = None
    same: bool = False

    def image(self) -> Image.Image:
        """The last render in RGB, decoded once."""
        return self.opened or read_rgb(self.png)


def read_rgb(png: bytes) -> Image.Image:
    """A render's pixels."""
    return Image.open(io.BytesIO(png)).convert("RGB")


def scene_digest(scene: Scene) -> str:
    """The sha256 of all that is drawn of a scene: the same scene gives the same pixels."""
    source = write_source(scene, bleed=scene.page.bleed)
    return hashlib.sha256("\n".join((source.main, *sorted(source.assets))).encode()).hexdigest()


@dataclass(frozen=True)
class _Wish:
    """What a layout is made for: the family, the page, and what is wanted of it.

    `known` are the digests of scenes that need not be rendered; with `gives`, a nudge gives way to the format.
    """

    family: str
    page: Page
    press: Press
    scale: float
    pixels: bool
    known: frozenset[str] = frozenset()
    gives: bool = False


def lay_out(
    kit: Kit,
    family_id: str,
    page: Page,
    press: Press,
    *,
    scale: float = 1.0,
    pixels: bool = True,
    known: frozenset[str] = frozenset(),
    gives: bool = False,
) -> Layout:
    """Compose `kit` on `page`; `scale` is the pixels a point of the returned PNG.

    A name under another headline is said loudly where that holds, quietly else, and left out last. What the kit's
    hand hides is not there, what it nudges is moved at the end: all the way, or with `gives` as far as the format
    lets it. A scene whose digest is among the `known` comes back without pixels.
    """
    wish = _Wish(family_id, page, press, scale, pixels, known, gives)
    kit = without_hidden(kit)
    loud = _lay_out(kit, wish)
    if kit.copy.named and (loud.faults or "line" in loud.left_out):
        quiet = _lay_out(replace(kit, copy=replace(kit.copy, named=False)), wish)
        loud = min(loud, quiet, key=lambda one: (len(one.faults), "line" in one.left_out, len(one.left_out)))
    return loud if loud.same else _nudged(loud, wish)


def _lay_out(kit: Kit, wish: _Wish) -> Layout:
    dropped: list[str] = []
    going = [name for name in DROP_ORDER if name in kit.elements()]
    attempts: list[Layout] = []
    while True:
        scene, kit, dropped, going = _composed(kit, wish.family, wish.page, dropped, going)
        faults = _faults(check_scene(scene, kit), kit)
        mendable = any(fault.number in MENDED_BY_ROOM for fault in faults)
        if mendable:
            layout = Layout(scene, kit, _told(scene, dropped), faults, len(faults), b"")
        else:
            if wish.known and scene_digest(moved := nudged(scene, kit.hand, clamp=wish.gives)) in wish.known:
                return Layout(moved, kit, _told(scene, dropped), faults, len(faults), b"", same=True)
            layout = _printed(scene, kit, _told(scene, dropped), faults, wish)
            mendable = wish.pixels and any(fault.number in MENDED_BY_ROOM for fault in layout.faults)
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
    return best if best.png else _printed(best.scene, best.kit, best.left_out, best.faults, wish)


def _faults(found: Sequence[Fault], kit: Kit) -> tuple[Fault, ...]:
    """The faults without those that stay on a person's word."""
    return tuple(fault for fault in found if (fault.code, fault.element) not in kit.hand.accepted)


def _nudged(layout: Layout, wish: _Wish) -> Layout:
    """The layout with its nudges. Where a format may give way, as much of them as makes no fault, at worst nothing."""
    tried: list[Layout] = []
    for share in GIVING_WAY if wish.gives else (1.0,):
        scene = nudged(layout.scene, layout.kit.hand, share, clamp=wish.gives)
        if scene == layout.scene:
            break
        faults = _faults(check_scene(scene, layout.kit), layout.kit)
        if faults and wish.gives:
            continue
        tried.append(_printed(scene, layout.kit, layout.left_out, faults, wish))
        if not tried[-1].faults:
            return tried[-1]
    return layout if wish.gives or not tried else tried[0]


def compose(kit: Kit, family_id: str, page: Page) -> Scene:
    """The family's scene, in a mirror where the words run from right to left, without what the kit's hand hides."""
    across, down = pan_of(kit.hand)
    if (across or down) and kit.develop is not None:
        # A picture is moved within its frame, in pixels of what is developed.
        by = (across * page.width * page.density, down * page.height * page.density)
        kit = replace(kit, develop=panned(kit.develop, by))
    scene = BY_ID[family_id].compose(kit, page)
    if runs_right_to_left(kit.copy.headline):
        scene = mirrored(scene)
    return uncovered(scene, kit.hand)


def _printed(scene: Scene, kit: Kit, left_out: tuple[str, ...], faults: tuple[Fault, ...], wish: _Wish) -> Layout:
    """The scene rendered, and what its pixels say added to what its boxes said."""
    png = wish.press.png(scene, scale=wish.scale)
    if not wish.pixels:
        return Layout(scene, kit, left_out, faults, len(faults), png)
    image = read_rgb(png)
    renders = _two_renders(scene, wish.page, wish.press, image, wish.scale)
    found = _faults(check_pixels(scene, *renders, brand=kit.palette.brand), kit)
    return Layout(scene, kit, left_out, faults + found, len(faults), png, image)


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
