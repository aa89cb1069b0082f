"""Why a drawn figure would not be shown: reasons by measure, in the order in which they are tried."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import cv2
import numpy as np

from oeuvre.models.house.fields import HEIGHT, Floats

# Keys under `house:faults`.
Fault = Literal["empty", "full", "crumbs", "parts", "blurred", "frame", "copy"]
FAULTS: tuple[Fault, ...] = ("empty", "full", "crumbs", "parts", "blurred", "frame", "copy")

# Shares of ink; samples of the mirrored figure; the mean slope of the field at its outline, of some 0.13 where sharp.
LEAST_INK, MOST_INK = 0.08, 0.70
_CRUMB, _MOST_CRUMBS, _MOST_PARTS = 12, 4, 14
_SHARP, _NEAR_OUTLINE = 0.09, 0.25
_MOST_AT_FRAME = 40
# Nearer than this to a training figure (one less their overlap, moved and rescaled copies included) is a copy: of the
# figures that were held out, which nobody taught, one in twenty lies nearer.
COPY = 0.18
# What a hand steered to, or drew, is refused only where it repeats a training figure.
REPEATED = 0.10


def fault_of(half: Floats) -> Fault | None:
    """What is wrong with a half-field (HEIGHT, WIDTH) by itself, None where it may be shown."""
    whole = np.concatenate([half, half[:, ::-1]], 1)
    ink = float((whole > 0).mean())
    if ink <= LEAST_INK:
        return "empty"
    if ink >= MOST_INK:
        return "full"
    count, _, sizes, _ = cv2.connectedComponentsWithStats((whole > 0).astype(np.uint8), connectivity=4)
    if int((sizes[1:, cv2.CC_STAT_AREA] < _CRUMB).sum()) > _MOST_CRUMBS:
        return "crumbs"
    if count - 1 > _MOST_PARTS:
        return "parts"
    near = np.abs(half) < _NEAR_OUTLINE
    down, across = np.gradient(half)
    if not near.any() or float(np.hypot(down, across)[near].mean()) < _SHARP:
        return "blurred"
    at_frame = int((half[0] > 0).sum() + (half[HEIGHT - 1] > 0).sum() + (half[:, 0] > 0).sum())
    return "frame" if at_frame > _MOST_AT_FRAME else None


def faults(fields: Floats, nearest: Sequence[float] | None = None, copy: float = COPY) -> list[Fault | None]:
    """The fault of each half-field (n, HEIGHT, WIDTH); `nearest` are their distances to the nearest training figure,
    of which one under `copy` is a fault."""
    found = [fault_of(half) for half in fields]
    if nearest is not None:
        found = [fault or ("copy" if distance < copy else None) for fault, distance in zip(found, nearest, strict=True)]
    return found
