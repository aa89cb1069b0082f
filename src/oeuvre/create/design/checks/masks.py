"""Where a design has words and where it has pictures, on a coarse grid: how unlike two families are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from oeuvre.create.design.checks.blocks import lines_of, surface_under
from oeuvre.create.design.checks.light import Image, rgb_of
from oeuvre.create.design.scene import Drawing, Photo, Plate, Scene

Mask = NDArray[np.bool_]
COLUMNS = 108
# A flat colour over more than this share of the page is a surface, even when a drawing painted it.
_SURFACE = 0.18


def _grid(scene: Scene, columns: int) -> tuple[Mask, float]:
    rows = max(round(columns / scene.page.ratio), 1)
    return np.zeros((rows, columns), dtype=bool), columns / scene.page.width


def word_mask(scene: Scene, *, columns: int = COLUMNS) -> Mask:
    """The boxes of all lines of type, on a grid of `columns` cells across."""
    mask, scale = _grid(scene, columns)
    for line in lines_of(scene):
        box = line.box
        top, left = max(round(box.y * scale), 0), max(round(box.x * scale), 0)
        mask[top : max(round(box.bottom * scale), top + 1), left : max(round(box.right * scale), left + 1)] = True
    return mask


def picture_mask(scene: Scene, hidden: Image, *, columns: int = COLUMNS) -> Mask:
    """Where pictures are painted: pixels inside a drawing or a photograph that are not the surface under it.

    `hidden` is the render without words. A pattern counts by its pieces, a landscape by its layers, a photograph by
    its whole frame; plates, rules and flat colours over much of the page are not pictures.
    """
    mask, scale = _grid(scene, columns)
    rows = mask.shape[0]
    ys = ((np.arange(rows) + 0.5) * hidden.shape[0] / rows).astype(np.int64)
    xs = ((np.arange(columns) + 0.5) * hidden.shape[1] / columns).astype(np.int64)
    small = hidden[ys[:, None], xs[None, :]].astype(np.int16)
    tones, counts = np.unique(small.reshape(-1, 3), axis=0, return_counts=True)
    flat = np.zeros((rows, columns), dtype=bool)
    for tone in tones[counts > _SURFACE * rows * columns]:
        flat |= np.abs(small - tone).max(axis=2) < 6
    for index, item in enumerate(scene.items):
        if isinstance(item, Plate) and item.fill is not None:
            # What a plate hides is no longer seen.
            box = item.box
            mask[_span(box.y, box.bottom, scale, rows), _span(box.x, box.right, scale, columns)] = False
            continue
        if not isinstance(item, Drawing | Photo) or item.role in ("logo", "mark", "partner"):
            continue
        window = (
            _span(item.box.y, item.box.bottom, scale, rows),
            _span(item.box.x, item.box.right, scale, columns),
        )
        whole = isinstance(item, Photo) and item.treatment != "halftone"
        under = np.array(rgb_of(surface_under(scene, index, item.box)), dtype=np.int16)
        mask[window] |= whole | ((np.abs(small[window] - under).max(axis=2) > 24) & ~flat[window])
    return mask


def design_mask(scene: Scene, hidden: Image, *, columns: int = COLUMNS) -> Mask:
    """Both masks, one over the other: (2, rows, columns). Words meet words and pictures meet pictures."""
    return np.stack([word_mask(scene, columns=columns), picture_mask(scene, hidden, columns=columns)])


def overlap(one: Mask, other: Mask) -> float:
    """Intersection over union of two masks of one shape; two empty masks are the same."""
    union = int((one | other).sum())
    return int((one & other).sum()) / union if union else 1.0


def _span(start: float, end: float, scale: float, most: int) -> slice:
    first = min(max(round(start * scale), 0), most)
    return slice(first, min(max(round(end * scale), first), most))
