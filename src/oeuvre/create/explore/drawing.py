"""A drawing, a logo or a photograph read as a silhouette: what stands out from an even ground, or is opaque.

Nothing is guessed of a picture whose ground is not even: it is refused with the reason. Thresholds are Otsu's (1979).
"""

from __future__ import annotations

from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from oeuvre.create.explore.errors import DrawingUnfit

Pixels = NDArray[np.uint8]
Mask = NDArray[np.bool_]
# Why a picture gives no silhouette: keys under `explore:drawings`.
Unfit = Literal["blank", "full", "photograph", "specks"]

# Side of the square in which a silhouette is set, and how much of it is left free on each side.
SQUARE, _MARGIN = 256, 0.05
# Pixels along the longer side while a picture is looked at.
_LOOKED_AT = 512
# A pixel is opaque from half on; a picture has a shape of its own where so much of it is not.
_OPAQUE, _CLEAR = 128, 0.02
# Around a picture runs a ring of so much of its side: where so much of that is of one colour, the ground is even.
_RING, _EVEN, _ALIKE = 0.025, 0.85, 14.0
# Differences of colour (CIE 1976) that are noise, and that are a figure whatever else is there.
_NOISE, _SURE = 12.0, 60.0
# Of a photograph's tones too many lie on neither side: the share of pixels between the two that is still a drawing.
_BETWEEN = 0.22
# Ink by the square's area, and parts, beyond which nothing can be told.
_LEAST, _MOST, _MOST_PARTS, _SPECK = 0.004, 0.97, 60, 0.0004
# Thinner lines than this, in pixels of the square, vanish in a field of 64 samples: they are drawn so thick.
_THIN = 6.0


def silhouette(pixels: Pixels, *, fill: bool = False) -> Mask:
    """The silhouette (SQUARE, SQUARE) of a picture (high, wide, 3 or 4; RGB and opacity), as large as the square lets
    it be; `fill` takes what an outline encloses for ink. Raises `DrawingUnfit`."""
    ink = _ink(_smaller(pixels))
    ink = _without_specks(ink)
    if fill:
        ink = _filled(ink)
    mask = _thickened(_set(ink))
    if mask.mean() > _MOST:
        raise DrawingUnfit(reason="full")
    return mask


def _smaller(pixels: Pixels) -> Pixels:
    high, wide = pixels.shape[:2]
    scale = min(1.0, _LOOKED_AT / max(high, wide))
    size = (max(1, round(wide * scale)), max(1, round(high * scale)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


def _ink(pixels: Pixels) -> Mask:
    if pixels.shape[2] == 4:
        opaque = pixels[..., 3] >= _OPAQUE
        if not opaque.any():
            raise DrawingUnfit(reason="blank")
        if 1 - opaque.mean() > _CLEAR:
            return np.asarray(opaque, np.bool_)
    lab = np.asarray(cv2.cvtColor(pixels[..., :3].astype(np.float32) / 255, cv2.COLOR_RGB2LAB), np.float32)
    ring = _ring(lab)
    ground = np.median(ring, 0)
    away = np.sqrt(((lab - ground) ** 2).sum(2))
    if float(np.quantile(away, 0.999)) < _NOISE:
        raise DrawingUnfit(reason="full" if ground[0] < 40 else "blank")
    if (np.sqrt(((ring - ground) ** 2).sum(1)) < _ALIKE).mean() < _EVEN:
        raise DrawingUnfit(reason="photograph")
    grey = np.minimum(away * 2, 255).astype(np.uint8)
    found, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    cut = float(np.clip(found / 2, _NOISE, _SURE))
    between = (away > 0.55 * cut) & (away < 1.45 * cut)
    if between.mean() > _BETWEEN:
        raise DrawingUnfit(reason="photograph")
    return np.asarray(away > cut, np.bool_)


def _ring(lab: NDArray[np.float32]) -> NDArray[np.float32]:
    """The pixels along the edge of a picture (n, 3)."""
    width = max(1, round(_RING * min(lab.shape[:2])))
    sides = (lab[:width], lab[-width:], lab[:, :width], lab[:, -width:])
    return np.concatenate([side.reshape(-1, 3) for side in sides])


def _without_specks(ink: Mask) -> Mask:
    count, labels, sizes, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    large = sizes[:, cv2.CC_STAT_AREA] >= max(4.0, _SPECK * ink.size)
    large[0] = False
    if not large.any():
        raise DrawingUnfit(reason="blank" if count < 8 else "specks")
    if int(large.sum()) > _MOST_PARTS:
        raise DrawingUnfit(reason="photograph")
    return np.asarray(large[labels], np.bool_)


def _filled(ink: Mask) -> Mask:
    """With all that cannot be reached from beyond the picture."""
    beyond = np.pad(ink, 1).astype(np.uint8)
    cv2.floodFill(beyond, None, (0, 0), 2)
    return np.asarray(beyond[1:-1, 1:-1] != 2, np.bool_)


def _set(ink: Mask) -> Mask:
    """In the middle of the square, by the longer side of its ink."""
    down, across = np.flatnonzero(ink.any(1)), np.flatnonzero(ink.any(0))
    cut = ink[down[0] : down[-1] + 1, across[0] : across[-1] + 1].astype(np.float32)
    high, wide = cut.shape
    room = SQUARE * (1 - 2 * _MARGIN)
    scale = room / max(high, wide)
    # An even number across, so that the middle of the ink is the square's.
    size = (max(2, 2 * round(wide * scale / 2)), max(2, round(high * scale)))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    fitted = np.asarray(cv2.resize(cut, size, interpolation=way)) > 0.5
    square = np.zeros((SQUARE, SQUARE), np.bool_)
    top, left = (SQUARE - size[1]) // 2, (SQUARE - size[0]) // 2
    square[top : top + size[1], left : left + size[0]] = fitted
    if square.mean() < _LEAST:
        raise DrawingUnfit(reason="specks")
    return square


def _thickened(mask: Mask) -> Mask:
    """Lines that a field cannot hold, drawn as thick as it can; anything else as it is."""
    inside = np.asarray(cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE))
    # Along the middle of a stroke the distance to its edge is half its width.
    ridge = (inside > 0) & (inside >= np.asarray(cv2.dilate(inside, np.ones((3, 3), np.uint8))) - 1e-6)
    width = 2 * float(np.median(inside[ridge]))
    if width >= _THIN:
        return mask
    reach = max(1, round((_THIN - width) / 2))
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    return np.asarray(cv2.dilate(mask.astype(np.uint8), disc) > 0, np.bool_)
