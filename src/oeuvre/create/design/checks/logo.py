"""Checks on the pixels round the client's logo: a calm zone, and enough contrast with it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from oeuvre.create.design.checks.blocks import logo_parts
from oeuvre.create.design.checks.fault import Fault
from oeuvre.create.design.checks.light import Image
from oeuvre.create.design.checks.placed import logo_plate, logo_zone
from oeuvre.create.design.checks.table import limit
from oeuvre.create.design.page import Box
from oeuvre.create.design.scene import Drawing, Photo, Plate, Scene


def check_logo(scene: Scene, hidden: Image, light: NDArray[np.float32], scale: float) -> Iterator[Fault]:
    """Fault 17 on pixels. The mark is a picture, so it stands in the render without words."""
    parts, whole, _ = logo_parts(scene)
    zone = logo_zone(scene)
    if zone is None or whole is None:
        return
    height, width = light.shape
    rows, columns = _window(zone, scale, height, width)
    if rows.stop - rows.start < 2 or columns.stop - columns.start < 2:
        return
    around = np.ones((rows.stop - rows.start, columns.stop - columns.start), dtype=bool)
    plate = logo_plate(scene)
    if plate is not None and plate.radius:
        around &= _within_rounded(plate, rows, columns, scale)
    signs = [scene.items[index].box for index in parts if isinstance(scene.items[index], Drawing | Photo)]
    for box in signs:
        inner, across = _window(box.inset(-1.5 / scale), scale, height, width)
        around[
            max(inner.start - rows.start, 0) : max(inner.stop - rows.start, 0),
            max(across.start - columns.start, 0) : max(across.stop - columns.start, 0),
        ] = False
    if around.sum() < 12:
        return
    window, lit = hidden[rows, columns], light[rows, columns]
    ring = window[around].astype(np.int16)
    middle = np.median(ring, axis=0)
    photographed = any(isinstance(item, Photo) and item.box.meets(zone) for item in scene.items)
    if photographed:
        crowded = float(lit[around].std()) > limit("busy-ground", "deviation")
    else:
        # A flat ground may have a grain or a slow gradient; a second surface is another colour altogether.
        crowded = float((np.abs(ring - middle).max(axis=1) > 40).mean()) > 0.03
    if crowded:
        yield Fault(17, "logo-zone", {"other": "photo" if photographed else "scene"}, zone, "logo")
        return
    ground = float(np.median(lit[around]))
    for box in signs:
        inner, across = _window(box, scale, height, width)
        pixels, mine = hidden[inner, across].astype(np.int16), light[inner, across]
        ink = np.abs(pixels - middle).max(axis=2) > 12
        if ink.mean() < 0.02:
            worst = 1.0
        else:
            high, low = np.maximum(mine[ink], ground), np.minimum(mine[ink], ground)
            # Of a logo in several colours the stronger half must carry it.
            worst = float(np.percentile((high + 0.05) / (low + 0.05), 70))
        if worst < limit("logo-contrast", "contrast"):
            yield Fault(17, "logo-contrast", {"ratio": min(round(worst, 1), 2.9)}, box, "logo")


def _window(box: Box, scale: float, height: int, width: int) -> tuple[slice, slice]:
    top, left = max(round(box.y * scale), 0), max(round(box.x * scale), 0)
    return (
        slice(min(top, height), max(min(round(box.bottom * scale), height), min(top, height))),
        slice(min(left, width), max(min(round(box.right * scale), width), min(left, width))),
    )


def _within_rounded(plate: Plate, rows: slice, columns: slice, scale: float) -> NDArray[np.bool_]:
    """The pixels of a window that lie on a plate with rounded corners, a pixel inside its edge."""
    box = plate.box
    radius = min(plate.radius, box.width / 2, box.height / 2)
    ys = (np.arange(rows.start, rows.stop) + 0.5) / scale
    xs = (np.arange(columns.start, columns.stop) + 0.5) / scale
    dx = np.maximum(np.maximum(box.x + radius - xs, xs - box.right + radius), 0.0)
    dy = np.maximum(np.maximum(box.y + radius - ys, ys - box.bottom + radius), 0.0)
    inside: NDArray[np.bool_] = np.hypot(dx[None, :], dy[:, None]) <= radius - 1 / scale
    return inside
