"""Checks on how full a page is: the largest empty rectangle, and type and pictures against thin margins."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from oeuvre.create.design.checks.blocks import lines_of
from oeuvre.create.design.checks.fault import Fault
from oeuvre.create.design.checks.light import Image, rgb_of
from oeuvre.create.design.checks.table import limit
from oeuvre.create.design.page import Box
from oeuvre.create.design.scene import Scene

_CELLS = 60


def check_fullness(scene: Scene, shown: Image, hidden: Image, scale: float) -> Iterator[Fault]:
    """Faults 21 and 22."""
    share, place = largest_empty(scene, shown, scale)
    if share > limit("empty", "share"):
        yield Fault(21, "empty", {"percent": round(share * 100)}, place)
    page = scene.page
    inside = page.full.inset(limit("crowded", "margin") * page.short)
    lines = lines_of(scene)
    thin = any(
        line.box.x < inside.x
        or line.box.y < inside.y
        or line.box.right > inside.right
        or line.box.bottom > inside.bottom
        for line in lines
    )
    if thin:
        step = max(round(min(hidden.shape[:2]) / 180), 1)
        small = hidden[::step, ::step].astype(np.int16)
        covered = np.abs(small - np.array(rgb_of(scene.ground), dtype=np.int16)).max(axis=2) > 24
        for line in lines:
            top, left = max(int(line.box.y * scale / step), 0), max(int(line.box.x * scale / step), 0)
            covered[top : int(line.box.bottom * scale / step) + 1, left : int(line.box.right * scale / step) + 1] = True
        filled = float(covered.mean())
        if filled > limit("crowded", "share"):
            yield Fault(22, "crowded", {"percent": round(filled * 100)}, None)


def largest_empty(scene: Scene, shown: Image, scale: float) -> tuple[float, Box]:
    """The largest rectangle in which nothing happens, as a share of the page, and where it is.

    A cell is empty when its pixels hardly differ; photographs are never empty, however calm.
    """
    height, width = shown.shape[:2]
    cell = max(min(height, width) // _CELLS, 2)
    rows, columns = height // cell, width // cell
    grey = shown[: rows * cell, : columns * cell, 1].reshape(rows, cell, columns, cell)
    red = shown[: rows * cell, : columns * cell, 0].reshape(rows, cell, columns, cell)
    busy: NDArray[np.bool_] = (np.ptp(grey, axis=(1, 3)) > 10) | (np.ptp(red, axis=(1, 3)) > 10)
    for photo in scene.photos():
        if photo.treatment != "halftone":
            top, left = max(int(photo.box.y * scale / cell), 0), max(int(photo.box.x * scale / cell), 0)
            busy[top : int(photo.box.bottom * scale / cell), left : int(photo.box.right * scale / cell)] = True
    best, at = 0, (0, 0, 0, 0)
    heights = np.zeros(columns, dtype=np.int64)
    for row in range(rows):
        heights = np.where(busy[row], 0, heights + 1)
        stack: list[tuple[int, int]] = []
        for column, tall in enumerate([*heights.tolist(), 0]):
            start = column
            while stack and stack[-1][1] >= tall:
                start, high = stack.pop()
                if high * (column - start) > best:
                    best, at = high * (column - start), (start, row - high + 1, column - start, high)
            stack.append((start, tall))
    unit = cell / scale
    return best / max(rows * columns, 1), Box(at[0] * unit, at[1] * unit, at[2] * unit, at[3] * unit)
