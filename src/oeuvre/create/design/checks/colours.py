"""Checks on colours: how many there are to the eye, and whether the brand's is there to the bit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from oeuvre.create.design.checks.blocks import colours_in
from oeuvre.create.design.checks.fault import Fault
from oeuvre.create.design.checks.light import Image, oklab, rgb_of
from oeuvre.create.design.checks.table import limit
from oeuvre.create.design.scene import Drawing, Plate, Rule, Scene, Text

# Steps of one tone are one colour: lightness counts a third, and neighbours within this distance are joined.
_LIGHTNESS, _APART = 0.35, 0.05
# A small area (a share of the page) whose colour is a blend of two larger ones is no colour of its own.
_BLEND, _BLEND_AREA = 0.04, 0.06


def check_colours(scene: Scene, shown: Image, hidden: Image, brand: Sequence[str], scale: float) -> Iterator[Fault]:
    """Fault 23."""
    count = count_colours(scene, hidden, scale)
    if count > limit("many-colours", "colours"):
        yield Fault(23, "many-colours", {"count": count})
    if brand and not brand_seen(scene, shown, brand[0]):
        yield Fault(23, "brand-lost", {"colour": brand[0].lower()})


def count_colours(scene: Scene, hidden: Image, scale: float) -> int:
    """Clusters of flat colour over 1.5 % of the area, photographs left out."""
    height, width = hidden.shape[:2]
    flat = np.ones((height, width), dtype=bool)
    for photo in scene.photos():
        box = photo.box
        top, left = max(int(box.y * scale), 0), max(int(box.x * scale), 0)
        flat[top : max(int(box.bottom * scale) + 1, 0), left : max(int(box.right * scale) + 1, 0)] = False
    step = max(round((height * width / 24000) ** 0.5), 1)
    pixels = hidden[::step, ::step][flat[::step, ::step]]
    if not len(pixels):
        return 0
    keys = (pixels >> 3).astype(np.int32) @ np.array([1024, 32, 1], dtype=np.int32)
    kinds, owner, counts = np.unique(keys, return_inverse=True, return_counts=True)
    sums = np.stack([np.bincount(owner, pixels[:, channel], len(kinds)) for channel in range(3)], axis=1)
    # Slivers are the soft edges of shapes: they would chain unlike colours together.
    kept = counts >= max(0.004 * len(pixels), 3)
    if not kept.any():
        return 0
    counts, means = counts[kept], oklab(sums[kept] / counts[kept][:, None])
    weighed = means * (_LIGHTNESS, 1, 1)
    near = np.linalg.norm(weighed[:, None] - weighed[None], axis=2) < _APART
    label = np.arange(len(means))
    for _ in range(len(means)):
        spread = np.where(near, label[None, :], len(means)).min(axis=1)
        if (spread == label).all():
            break
        label = spread
    area = height * width / step**2
    groups = [
        (
            float(counts[label == one].sum()) / area,
            np.average(means[label == one], axis=0, weights=counts[label == one]),
        )
        for one in np.unique(label)
    ]
    colours: list[NDArray[np.float64]] = []
    for share, colour in sorted(groups, key=lambda group: -group[0]):
        if share <= limit("many-colours", "area"):
            break
        if share > _BLEND_AREA or not _is_blend(colour, colours):
            colours.append(colour)
    return len(colours)


def _is_blend(colour: NDArray[np.float64], others: Sequence[NDArray[np.float64]]) -> bool:
    """Whether a colour lies on the way from one of the others to another."""
    for one, other in combinations(others, 2):
        way = other - one
        at = float((colour - one) @ way / max(float(way @ way), 1e-9))
        if 0.08 < at < 0.92 and float(np.linalg.norm(colour - one - at * way)) < _BLEND:
            return True
    return False


def brand_seen(scene: Scene, shown: Image, colour: str) -> bool:
    """Whether pixels of exactly this colour are there; thin shapes may have none that are wholly theirs.

    For those (a rule, a line of small type, a small mark) the colour as it was declared is the proof.
    """
    red, green, blue = rgb_of(colour)
    exact = (shown[..., 0] == red) & (shown[..., 1] == green) & (shown[..., 2] == blue)
    if int(exact.sum()) >= 4:
        return True
    wanted = colour.lower()
    for item in scene.items:
        if isinstance(item, Rule) and item.colour.lower() == wanted:
            return True
        if isinstance(item, Text) and item.colour.lower() == wanted and item.size < 0.08 * scene.page.short:
            return True
        if isinstance(item, Plate) and wanted in ((item.stroke or "").lower(), (item.fill or "").lower()):
            small = item.box.width < 0.01 * scene.page.short or item.box.height < 0.01 * scene.page.short
            if small or (item.stroke or "").lower() == wanted:
                return True
        if isinstance(item, Drawing) and item.role in ("mark", "logo") and wanted in colours_in(item.svg):
            return True
    return False
