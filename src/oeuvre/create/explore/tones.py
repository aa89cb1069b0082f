"""What is measured of pictures that are no figures: light, colour, warmth, contrast, fineness.

They are what can be said of any picture without knowing what it shows; directions that a generator has are named by
them.
"""

from __future__ import annotations

from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

Pictures = NDArray[np.uint8]
Doubles = NDArray[np.float64]
Tone = Literal["light", "colour", "warmth", "contrast", "fineness"]
TONES: tuple[Tone, ...] = ("light", "colour", "warmth", "contrast", "fineness")
# Pictures are measured at this side: what is finer is noise to the eye.
_SIDE = 48


def measure_tones(pictures: Pictures) -> Doubles:
    """Tones (n, 5), in the order of `TONES`, of pictures (n, high, wide, 1 or 3) of 8 bits: the mean lightness, the
    mean chroma and the mean of b* in CIELAB, the spread of lightness, and the part of that spread which is fine."""
    return np.array([_measured(one) for one in pictures], np.float64).reshape(len(pictures), len(TONES))


def _measured(picture: Pictures) -> tuple[float, ...]:
    small = cv2.resize(picture, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA).reshape(_SIDE, _SIDE, -1)
    colours = np.repeat(small, 3, 2) if small.shape[2] == 1 else small
    lab = np.asarray(cv2.cvtColor(colours.astype(np.float32) / 255, cv2.COLOR_RGB2LAB), np.float64)
    lightness = lab[..., 0]
    fine = lightness - cv2.GaussianBlur(lightness, (0, 0), 2.0)
    return (
        float(lightness.mean()),
        float(np.hypot(lab[..., 1], lab[..., 2]).mean()),
        float(lab[..., 2].mean()),
        float(lightness.std()),
        float(fine.std()),
    )
