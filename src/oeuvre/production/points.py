"""Points: where a figure lies among all that a house model can draw, as a short text that goes over the wire and back.

A point is a style, rounded to thousandths so that it means the same everywhere; it may have the fine detail of a second
one. It belongs to one version of the model, whose first hexadecimals it begins with.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from oeuvre.create.explore import PointUnknown, coarse_with_fine
from oeuvre.models.house import House

Floats = NDArray[np.float32]

POINT_SHAPE = r"^[0-9a-f]{8}\.[A-Za-z0-9_-]{8,1024}(\.[A-Za-z0-9_-]{8,1024}\.[0-9]{1,3})?$"
_SHAPE = re.compile(POINT_SHAPE)
_VERSION, _SCALE = 8, 1000.0
# Beyond this no style lies; it keeps what is read within sixteen bits.
_FARTHEST = 32.0


@dataclass(frozen=True)
class Point:
    """A style (size,), and where it is crossed, the style whose fine detail it has and how much of that (0 to 1)."""

    style: Floats
    fine: Floats | None = None
    share: float = 0.0

    @property
    def latent(self) -> tuple[float, ...]:
        """The style as the record keeps it."""
        return tuple(round(float(value), 3) for value in self.style)


def rounded(styles: Floats) -> Floats:
    """Styles as points hold them."""
    near = np.clip(np.nan_to_num(np.asarray(styles, np.float64)), -_FARTHEST, _FARTHEST)
    return np.asarray(np.round(near * _SCALE) / _SCALE, np.float32)


def write_point(house: House, point: Point) -> str:
    """A point as text."""
    told = f"{house.card.version[:_VERSION]}.{packed(point.style)}"
    return told if point.fine is None else f"{told}.{packed(point.fine)}.{round(100 * point.share)}"


def read_point(house: House, text: str) -> Point:
    """A point of a text. Raises `PointUnknown` for what this version of the model did not give."""
    if not _SHAPE.match(text):
        raise PointUnknown(text[:24])
    version, *parts = text.split(".")
    if version != house.card.version[:_VERSION]:
        raise PointUnknown(text[:24])
    style = unpacked(parts[0], house.style_size)
    if len(parts) == 1:
        return Point(style)
    return Point(style, unpacked(parts[1], house.style_size), min(int(parts[2]), 100) / 100)


def fields_of(house: House, points: list[Point]) -> Floats:
    """The half-fields (n, high, wide) of points, crossed ones crossed."""
    if not points:
        return np.zeros((0, 64, 32), np.float32)
    fields = house.fields(np.stack([point.style for point in points]))
    crossed = [place for place, point in enumerate(points) if point.fine is not None]
    if crossed:
        fine = house.fields(np.stack([one for place in crossed if (one := points[place].fine) is not None]))
        fields = fields.copy()
        for place, half in zip(crossed, fine, strict=True):
            fields[place] = coarse_with_fine(fields[place], half, points[place].share)
    return fields


def settled(house: House, points: list[Point]) -> Floats:
    """A style (n, size) for each point: of a crossed one, that of what it draws, as near as the encoder comes."""
    styles = np.stack([point.style for point in points])
    crossed = [place for place, point in enumerate(points) if point.fine is not None]
    if crossed:
        styles[crossed] = rounded(house.encode(fields_of(house, [points[place] for place in crossed])))
    return styles


def packed(style: Floats) -> str:
    """Numbers in thousandths, as a short text."""
    whole = np.round(rounded(style) * _SCALE).astype("<i2")
    return base64.urlsafe_b64encode(whole.tobytes()).decode().rstrip("=")


def unpacked(text: str, size: int) -> Floats:
    """The `size` numbers of a text. Raises `PointUnknown` for another."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise PointUnknown(text[:24]) from error
    if len(data) != 2 * size:
        raise PointUnknown(text[:24])
    return rounded(np.frombuffer(data, "<i2").astype(np.float32) / np.float32(_SCALE))
