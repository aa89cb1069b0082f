"""What figures are like, by measure: what sliders are named by, and what a slider can be made to move."""

from __future__ import annotations

from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from oeuvre.create.explore.contours import Floats

Attribute = Literal["fill", "spikiness", "roundness", "parts", "aspect", "detail"]
ATTRIBUTES: tuple[Attribute, ...] = ("fill", "spikiness", "roundness", "parts", "aspect", "detail")


def measure(fields: Floats) -> NDArray[np.float64]:
    """The attributes (n, 6) of half-fields (n, high, wide), in the order of `ATTRIBUTES`.

    fill: share of ink; spikiness: how much of the convex hull is no ink; roundness: 4π times the area by the square of
    the outline, of the largest part (a disc has 1); parts: how many; aspect: height by width; detail: length of all
    outlines by the square root of the ink. A blank field has zeros.
    """
    return np.array([_measured(half) for half in fields], np.float64).reshape(len(fields), len(ATTRIBUTES))


def _measured(half: Floats) -> tuple[float, ...]:
    fine = cv2.resize(np.concatenate([half, half[:, ::-1]], 1), None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    ink = (np.asarray(fine) > 0).astype(np.uint8)
    # So that outlines at the edge are closed.
    ink = np.pad(ink, 1)
    area = int(ink.sum())
    outlines, _ = cv2.findContours(ink, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    if not area or not outlines:
        return (0.0,) * len(ATTRIBUTES)
    parts = cv2.connectedComponents(ink, connectivity=8)[0] - 1
    lengths = [cv2.arcLength(one, True) for one in outlines]
    largest = max(outlines, key=cv2.contourArea)
    around = max(cv2.arcLength(largest, True), 1.0)
    hull = max(cv2.contourArea(cv2.convexHull(np.concatenate(outlines))), 1.0)
    down, across = np.flatnonzero(ink.any(1)), np.flatnonzero(ink.any(0))
    return (
        area / fine.size,
        max(1 - area / hull, 0.0),
        min(4 * np.pi * cv2.contourArea(largest) / around**2, 1.0),
        float(parts),
        (down[-1] - down[0] + 1) / (across[-1] - across[0] + 1),
        sum(lengths) / area**0.5,
    )
