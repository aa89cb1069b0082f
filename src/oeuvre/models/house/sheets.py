"""Many figures side by side, for people to look at: pixels alone, drawn straight from the fields."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from oeuvre.models.house.fields import HEIGHT, WIDTH, Floats

# The sheet of a card, fixed before the first training (docs/decisions/0017-the-house-gan.md).
UNPICKED_SEED, UNPICKED, UNPICKED_PSI = 20261127, 100, 0.8
_GAP = 8


def draw_sheet(fields: Floats, across: int = 8, scale: int = 3) -> NDArray[np.uint8]:
    """Half-fields as mirrored figures, black on white, side by side; 2 x WIDTH x `scale` pixels each and a margin."""
    side, gap = HEIGHT * scale, _GAP
    down = -(-len(fields) // across)
    page = np.full((down * (side + gap) + gap, across * (side + gap) + gap), 255, np.uint8)
    for index, field in enumerate(fields):
        whole = np.concatenate([field, field[:, ::-1]], 1)
        large = cv2.resize(whole, (2 * WIDTH * scale, side), interpolation=cv2.INTER_CUBIC)
        ink = np.clip(0.5 + large * 8 * scale / 2, 0, 1)
        top, left = gap + index // across * (side + gap), gap + index % across * (side + gap)
        page[top : top + side, left : left + side] = np.round(255 * (1 - ink)).astype(np.uint8)
    return page
