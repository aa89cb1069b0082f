"""Luminance and colour of arrays of pixels: WCAG's relative luminance, OKLab, sRGB as whole numbers."""

from __future__ import annotations

import io
from typing import cast

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]

_LEVELS = np.arange(256) / 255
_LINEAR = np.where(_LEVELS <= 0.04045, _LEVELS / 12.92, ((_LEVELS + 0.055) / 1.055) ** 2.4)
_RED, _GREEN, _BLUE = ((_LINEAR * weight).astype(np.float32) for weight in (0.2126, 0.7152, 0.0722))


def relative_luminance(image: Image) -> NDArray[np.float32]:
    """0 (black) to 1 (white), of (height, width, 3) sRGB."""
    light: NDArray[np.float32] = _RED[image[..., 0]] + _GREEN[image[..., 1]] + _BLUE[image[..., 2]]
    return light


def ratio(light: NDArray[np.float32], other: float) -> NDArray[np.float32]:
    """WCAG's contrast of each luminance against one."""
    high, low = np.maximum(light, np.float32(other)), np.minimum(light, np.float32(other))
    return cast(NDArray[np.float32], (high + np.float32(0.05)) / (low + np.float32(0.05)))


def rgb_of(colour: str) -> tuple[int, int, int]:
    """#rrggbb (or #rrggbbaa, its opacity dropped) as three numbers of 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def oklab(rgb: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rows of sRGB in 0..255 as OKLab (Ottosson 2020)."""
    level = rgb / 255
    linear = np.where(level <= 0.04045, level / 12.92, ((level + 0.055) / 1.055) ** 2.4)
    lms = np.cbrt(linear @ _TO_LMS.T)
    return cast(NDArray[np.float64], lms @ _TO_LAB.T)


_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def read_pixels(data: bytes) -> Image:
    """A PNG or JPEG as (height, width, 3) RGB; transparency is laid on white."""
    from PIL import Image as Pictures

    with Pictures.open(io.BytesIO(data)) as picture:
        if picture.mode in ("RGBA", "LA", "P"):
            rgba = picture.convert("RGBA")
            white = Pictures.new("RGBA", rgba.size, (255, 255, 255, 255))
            return np.asarray(Pictures.alpha_composite(white, rgba).convert("RGB"), dtype=np.uint8)
        return np.asarray(picture.convert("RGB"), dtype=np.uint8)
