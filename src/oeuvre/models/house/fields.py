"""Silhouettes as signed distances: what the house GAN is taught, and what it draws.

A mask is boolean, `SIDE` x `SIDE`, true where there is ink. A field is its signed distance, positive inside, clipped at
`CLIP` of the side and scaled to [-1, 1], averaged down to `HEIGHT` samples a side. A half-field is the left half of a
mirrored field, `HEIGHT` x `WIDTH`, its axis at the right edge. Distances are exact (Felzenszwalb and Huttenlocher 2012,
as in OpenCV).
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

SIDE = 256
HEIGHT, WIDTH = 64, 32
CLIP = 0.12

# How a half-field came about: a figure that is its own mirror image, or the left or right half of one that is not.
WHOLE, LEFT, RIGHT = 0, 1, 2

# A figure is taken as its own mirror image where the two agree on so much of their ink.
_SYMMETRIC = 0.85
# A half makes a figure when so many rows reach the axis and its ink lies within these shares.
_REACH, _LEAST, _MOST = 6, 0.06, 0.75
_FINER = 4

Mask = NDArray[np.bool_]
Floats = NDArray[np.float32]


def signed_distance(mask: Mask) -> Floats:
    """Distance in pixels to the outline, positive inside; a mask that is all ink or all ground is far from any."""
    inside = cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    outside = cv2.distanceTransform((~mask).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return np.asarray(np.minimum(inside, 4 * SIDE) - np.minimum(outside, 4 * SIDE), dtype=np.float32)


def field_of(mask: Mask) -> Floats:
    """The field (HEIGHT, HEIGHT) of a mask (SIDE, SIDE)."""
    step = SIDE // HEIGHT
    near = np.clip(signed_distance(mask) / (CLIP * SIDE), -1.0, 1.0)
    return np.asarray(near.reshape(HEIGHT, step, HEIGHT, step).mean((1, 3)), dtype=np.float32)


def half_fields(mask: Mask) -> list[tuple[int, Floats]]:
    """The half-fields that a mask (SIDE, SIDE) gives, each with its kind: one where the figure is its own mirror image,
    about the middle of the page or of its ink, else its halves that reach the axis. A blank mask gives none."""
    columns = np.flatnonzero(mask.any(0))
    if not len(columns):
        return []
    middle = round((SIDE - 1 - columns[0] - columns[-1]) / 2)
    tries = [mask, np.roll(mask, middle, 1)]
    scores = [float((m & m[:, ::-1]).sum() / (m | m[:, ::-1]).sum()) for m in tries]
    if max(scores) > _SYMMETRIC:
        distance = signed_distance(tries[int(np.argmax(scores))])
        return [(WHOLE, field_of(distance + distance[:, ::-1] > 0)[:, :WIDTH])]
    halves = ((LEFT, mask[:, : SIDE // 2]), (RIGHT, mask[:, SIDE // 2 :][:, ::-1]))
    return [
        (kind, field_of(np.concatenate([half, half[:, ::-1]], 1))[:, :WIDTH])
        for kind, half in halves
        if half[:, -3:].any(1).sum() >= _REACH and _LEAST <= half.mean() <= _MOST
    ]


def outline_length(fields: Floats) -> Floats:
    """How much outline each half-field (n, HEIGHT, WIDTH) has, as a share of its samples: how detailed it is."""
    ink = fields > 0
    across = (ink[:, 1:] != ink[:, :-1]).sum((1, 2)) + (ink[:, :, 1:] != ink[:, :, :-1]).sum((1, 2))
    return np.asarray(across / (HEIGHT * WIDTH), dtype=np.float32)


def settle(fields: Floats) -> Floats:
    """The same figures (n, HEIGHT, WIDTH), each scaled about its axis and shifted along it until it fills the box: what
    was moved or rescaled as a whole comes out the same."""
    settled = np.full_like(fields, -1.0)
    for index, field in enumerate(fields):
        # Measured on a finer raster: of a small figure one sample is much.
        ink = cv2.resize(field, (WIDTH * _FINER, HEIGHT * _FINER), interpolation=cv2.INTER_LINEAR) > 0
        rows, columns = np.flatnonzero(ink.any(1)), np.flatnonzero(ink.any(0))
        if not len(rows):
            continue
        top, high = rows[0] / _FINER, (rows[-1] - rows[0] + 1) / _FINER
        scale = min(HEIGHT / high, WIDTH / (WIDTH - columns[0] / _FINER))
        # The axis stays at the right edge, the middle of the ink comes to the middle of the box.
        shift = HEIGHT / 2 - scale * (top + high / 2)
        turn = np.array([[scale, 0, (1 - scale) * (WIDTH - 0.5)], [0, scale, shift + (scale - 1) / 2]], np.float32)
        settled[index] = cv2.warpAffine(
            field, turn, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
    return settled
