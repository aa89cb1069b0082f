"""Checks on pixels: what lies behind the letters, told by two renders, one with words and one without.

The difference of the two is the exact mask of type, the second is what it stands on. Made for a working copy of
540 px short side; sizes in pixels follow the copy's scale.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from oeuvre.create.design.checks.blocks import Line, colours_in, is_large, lines_of, plated_between
from oeuvre.create.design.checks.colours import check_colours
from oeuvre.create.design.checks.fault import Fault, in_order
from oeuvre.create.design.checks.fullness import check_fullness
from oeuvre.create.design.checks.geometry import same_block
from oeuvre.create.design.checks.ink import ink_mask
from oeuvre.create.design.checks.light import Image, ratio, relative_luminance, rgb_of
from oeuvre.create.design.checks.logo import check_logo
from oeuvre.create.design.checks.scene_checks import without_asked
from oeuvre.create.design.checks.table import limit
from oeuvre.create.design.page import Box
from oeuvre.create.design.scene import Drawing, Plate, Scene

Mask = NDArray[np.bool_]
Floats = NDArray[np.float32]

# A pixel is the core of a letter when at least this much of it is ink.
_CORE = 0.6
# Squared distance in RGB under which letters and ground cannot be told apart (about 12 levels a channel).
_ALIKE = 432.0


def check_pixels(scene: Scene, shown: Image, hidden: Image, *, brand: Sequence[str] = ()) -> tuple[Fault, ...]:
    """`shown` and `hidden` are the scene with and without words, RGB, of one size. `brand` is kept to the bit."""
    scale = shown.shape[1] / scene.page.width
    light = relative_luminance(hidden)
    seen = [_look(scene, line, shown, hidden, light, scale) for line in lines_of(scene)]
    found: list[Fault] = []
    for one in seen:
        found.extend(_behind(scene, one, hidden, scale))
    found.extend(_near_trim(hidden.shape[:2], seen))
    found.extend(_touching(shown, hidden, seen, scale))
    found.extend(check_logo(scene, hidden, light, scale))
    found.extend(check_fullness(scene, shown, hidden, scale))
    found.extend(check_colours(scene, shown, hidden, brand, scale))
    return in_order(without_asked(found, scene))


@dataclass(frozen=True)
class _Seen:
    """One line in a window of pixels: its core, how much of the ink is lost to the ground, the light behind."""

    line: Line
    left: int
    top: int
    core: Mask
    lost: Mask
    light: Floats
    expected: int


def _look(scene: Scene, line: Line, shown: Image, hidden: Image, light: Floats, scale: float) -> _Seen:
    height, width = light.shape
    pad = 3
    left, top = max(int(line.box.x * scale) - pad, 0), max(int(line.box.y * scale) - pad, 0)
    right = max(min(int(np.ceil(line.box.right * scale)) + pad, width), left + 1)
    bottom = max(min(int(np.ceil(line.box.bottom * scale)) + pad, height), top + 1)
    window = (slice(top, bottom), slice(left, right))
    ground = hidden[window].astype(np.float32)
    toward = np.asarray(rgb_of(line.text.colour), dtype=np.float32) - ground
    strength = np.einsum("ijk,ijk->ij", toward, toward)
    change = shown[window].astype(np.float32) - ground
    share = np.einsum("ijk,ijk->ij", change, toward) / np.maximum(strength, 1.0)
    alike = strength < _ALIKE
    core = (share > _CORE) & ~alike
    lost = np.zeros_like(core)
    expected = 0
    if alike.any() or not core.any():
        h, w = core.shape
        ink = ink_mask(line.text, line.row, left, top, w, h, scale) if h and w else core
        lost = alike & ink
        expected = int(ink.sum())
    return _Seen(line, left, top, core, lost, light[window], expected)


def _behind(scene: Scene, seen: _Seen, hidden: Image, scale: float) -> Iterator[Fault]:
    line = seen.line
    lit = seen.light[seen.core]
    if seen.lost.any():
        lit = np.concatenate([lit, seen.light[seen.lost]])
    if seen.expected > 12 and len(lit) < limit("hidden-text", "seen") * seen.expected:
        yield Fault(1, "hidden-text", place=line.box, element=line.element)
        return
    if len(lit) == 0:
        return
    yield from _contrast(scene, seen, scale)
    if line.text.on_art or float(lit.max() - lit.min()) < 0.1:
        return
    yield from _grounds(seen, lit, hidden)
    yield from _emblem(scene, seen, hidden, scale)


def _contrast(scene: Scene, seen: _Seen, scale: float) -> Iterator[Fault]:
    line = seen.line
    need = limit("contrast", "large" if is_large(line.text, scene.page) else "small")
    own = float(relative_luminance(np.array([[rgb_of(line.text.colour)]], dtype=np.uint8))[0, 0])
    mask = seen.core | seen.lost
    ratios = ratio(seen.light, own)
    if float(ratios[mask].min()) >= need:
        return
    tile = max(round(limit("contrast", "tile") * scene.page.short / 1080 * scale), 8)
    fewest = min(15, max(int(mask.sum()) // 4, 1))
    worst, where = need, None
    ys, xs = np.nonzero(mask)
    keys = ((ys + seen.top) // tile) * 100000 + (xs + seen.left) // tile
    values = ratios[ys, xs]
    for key in np.unique(keys[values < need]):
        inside = values[keys == key]
        if len(inside) < fewest:
            continue
        low = float(np.percentile(inside, limit("contrast", "percentile")))
        if low < worst:
            worst = low
            at = Box(int(key % 100000) * tile / scale, int(key // 100000) * tile / scale, tile / scale, tile / scale)
            where = at.meets(line.box) or line.box
    if where is not None:
        yield Fault(5, "contrast", {"ratio": _just_under(worst, need), "need": need}, where, line.element)


def _just_under(value: float, need: float) -> float:
    """Rounded to a tenth, downwards: a 4.48 that reads "4.5 where 4.5 is needed" helps nobody."""
    return min(round(value, 1), need - 0.1 if value < need else value)


def _grounds(seen: _Seen, lit: Floats, hidden: Image) -> Iterator[Fault]:
    """Two flat grounds under one line are a straddle; a ground that is never flat is busy."""
    line = seen.line
    low, high, share, spread = _two_grounds(lit)
    if high - low > limit("straddle", "difference") and share >= max(0.015, 5 / len(lit)) and spread < 0.08:
        yield Fault(7, "straddle", {"difference": high - low}, line.box, line.element)
        return
    import cv2

    size = max(round(min(seen.core.shape) * 0.12), 3) | 1
    near = cv2.dilate((seen.core | seen.lost).astype(np.uint8), np.ones((size, size), np.uint8)) > 0
    around = seen.light[near]
    h, w = near.shape
    window = hidden[seen.top : seen.top + h, seen.left : seen.left + w]
    tone = window.astype(np.float32) @ np.array([0.299, 0.587, 0.114], dtype=np.float32)
    edge = np.zeros_like(near)
    edge[:, 1:] |= np.abs(np.diff(tone, axis=1)) > 32
    edge[1:, :] |= np.abs(np.diff(tone, axis=0)) > 32
    edges = float(edge[near].mean())
    deviation = float(around.std())
    if deviation > limit("busy-ground", "deviation") or edges > limit("busy-ground", "edges"):
        yield Fault(6, "busy-ground", {"deviation": deviation, "edges": edges}, line.box, line.element)


def _two_grounds(lit: Floats) -> tuple[float, float, float, float]:
    """Otsu's split of luminances: both means, the smaller share, the wider of the two deviations."""
    counts, edges = np.histogram(lit, bins=48, range=(float(lit.min()), float(lit.max()) + 1e-6))
    middle = (edges[:-1] + edges[1:]) / 2
    below = np.cumsum(counts)[:-1].astype(np.float64)
    above = len(lit) - below
    sums = np.cumsum(counts * middle)
    mean_below = sums[:-1] / np.maximum(below, 1)
    mean_above = (sums[-1] - sums[:-1]) / np.maximum(above, 1)
    best = int((below * above * (mean_above - mean_below) ** 2).argmax())
    cut = edges[best + 1]
    low, high = lit[lit < cut], lit[lit >= cut]
    if not len(low) or not len(high):
        return 0.0, 0.0, 0.0, 0.0
    spread = max(float(low.std()), float(high.std()))
    return float(low.mean()), float(high.mean()), min(len(low), len(high)) / len(lit), spread


def _emblem(scene: Scene, seen: _Seen, hidden: Image, scale: float) -> Iterator[Fault]:
    """Ink on an emblem's own ink: letters over pixels of the emblem's colours, inside its box."""
    line = seen.line
    for index, item in enumerate(scene.items):
        if not isinstance(item, Drawing) or item.role != "emblem":
            continue
        met = (item.ink or item.box).meets(line.box)
        if met is None or plated_between(scene, min(index, line.item), max(index, line.item), met):
            continue
        flat = {scene.ground.lower(), *((p.fill or "").lower() for p in scene.items[:index] if isinstance(p, Plate))}
        tones = [rgb_of(tone) for tone in colours_in(item.svg) if tone not in flat]
        if not tones:
            continue
        x0, y0 = max(int(met.x * scale) - seen.left, 0), max(int(met.y * scale) - seen.top, 0)
        x1, y1 = int(np.ceil(met.right * scale)) - seen.left, int(np.ceil(met.bottom * scale)) - seen.top
        part = (seen.core | seen.lost)[y0:y1, x0:x1]
        h, w = part.shape
        under = hidden[seen.top + y0 : seen.top + y0 + h, seen.left + x0 : seen.left + x0 + w].astype(np.int16)
        on = np.zeros_like(part)
        for tone in tones:
            on |= np.abs(under - np.array(tone, dtype=np.int16)).max(axis=2) < 24
        bitten = int((on & part).sum())
        whole = int((seen.core | seen.lost).sum())
        if bitten >= 5 and bitten > limit("text-on-emblem", "share") * whole:
            yield Fault(4, "text-on-emblem", {"other": "emblem"}, met, line.element)


def _near_trim(shape: tuple[int, int], seen: Sequence[_Seen]) -> Iterator[Fault]:
    """Letters' cores in the band along the trim. Only letters count: two renders differ a little along art, too."""
    height, width = shape
    for one in seen:
        line = one.line
        wide = limit("off-page", "art_edge" if line.text.on_art else "edge") * min(width, height)
        h, w = one.core.shape
        ys, xs = np.arange(one.top, one.top + h)[:, None], np.arange(one.left, one.left + w)[None, :]
        # A pixel counts by its centre, half a pixel to spare for the soft edge of a letter.
        band = (xs + 1 < wide) | (xs > width - wide) | (ys + 1 < wide) | (ys > height - wide)
        if int((one.core & band).sum()) >= 3:
            yield Fault(1, "off-page", place=line.box, element=line.element)


def _touching(shown: Image, hidden: Image, seen: Sequence[_Seen], scale: float) -> Iterator[Fault]:
    """Lines of one block whose ink runs together: one stroke that is in the small letters of both."""
    import cv2

    pairs = [
        (one, other)
        for number, one in enumerate(seen)
        for other in seen[number + 1 :]
        if same_block(one.line, other.line) and one.line.box.inset(-1 / scale).meets(other.line.box)
    ]
    for one, other in pairs:
        met = one.line.box.joined(other.line.box)
        x0, y0 = max(int(met.x * scale) - 1, 0), max(int(met.y * scale) - 1, 0)
        x1, y1 = int(np.ceil(met.right * scale)) + 1, int(np.ceil(met.bottom * scale)) + 1
        first, second = shown[y0:y1, x0:x1].astype(np.int16), hidden[y0:y1, x0:x1].astype(np.int16)
        # Half of the strongest difference: letters that only come near each other stay apart.
        change = np.abs(first - second).max(axis=2)
        if not change.size or change.max() < 24:
            continue
        count, labels = cv2.connectedComponents((change > change.max() * 0.55).astype(np.uint8), connectivity=4)
        if count < 2:
            continue
        sets = []
        for each in (one, other):
            band = each.line.band
            part = labels[
                max(int(band.y * scale) + 1 - y0, 0) : max(int(band.bottom * scale) - 1 - y0, 0),
                max(int(band.x * scale) - x0, 0) : max(int(np.ceil(band.right * scale)) - x0, 0),
            ]
            sets.append(set(np.unique(part).tolist()) - {0})
        if sets[0] & sets[1]:
            gap = one.line.box.meets(other.line.box) or one.line.box
            yield Fault(3, "text-on-text", {"other": other.line.element}, gap, one.line.element)
            return


__all__ = ["check_pixels"]
