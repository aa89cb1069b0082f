"""Finds the calm part of a photograph, where words can stand and be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oeuvre.create.adapt.crop import Box

if TYPE_CHECKING:
    from PIL import Image

# Ground behind words is busy from here on: spread of luminance, and part of pixels on an edge.
MOST_SPREAD = 0.12
MOST_EDGES = 0.08

_WORKING_SIDE = 540
_EDGE = 0.10


@dataclass(frozen=True)
class CalmZone:
    """The calmest of some rectangles: `spread` and `edges` measure its unrest, `luminance` its light (0 to 1)."""

    box: Box
    spread: float
    edges: float
    luminance: float

    @property
    def calm(self) -> bool:
        """Whether words can stand on it without a scrim."""
        return self.spread <= MOST_SPREAD and self.edges <= MOST_EDGES


def calm_zone(image: Image.Image, boxes: Sequence[Box], avoid: Sequence[Box] = ()) -> CalmZone:
    """The calmest of `boxes` (in pixels of `image`), those that meet none of `avoid` first.

    At equal calm the earlier box wins, so a family gives them in its order of preference.
    """
    import numpy as np

    scale = min(1.0, _WORKING_SIDE / min(image.size))
    small = image.convert("RGB").resize((max(1, round(image.width * scale)), max(1, round(image.height * scale))))
    light = _luminance(np.asarray(small, dtype=np.float32) / 255)
    down = np.abs(np.diff(light, axis=0, prepend=light[:1]))
    across = np.abs(np.diff(light, axis=1, prepend=light[:, :1]))
    edges = np.maximum(down, across) > _EDGE

    def measured(box: Box) -> CalmZone:
        left, top = max(0, round(box.left * scale)), max(0, round(box.top * scale))
        right = max(left + 1, round(box.right * scale))
        bottom = max(top + 1, round(box.bottom * scale))
        left, top = min(left, light.shape[1] - 1), min(top, light.shape[0] - 1)
        part, marks = light[top:bottom, left:right], edges[top:bottom, left:right]
        return CalmZone(box, float(part.std()), float(marks.mean()), float(part.mean()))

    zones = [measured(box) for box in boxes]
    met = {id(zone): any(zone.box.shared(other) > 0 for other in avoid) for zone in zones}
    return min(zones, key=lambda zone: (met[id(zone)], round(zone.spread / MOST_SPREAD + zone.edges / MOST_EDGES, 3)))


def _luminance(pixels: Any) -> Any:
    """Perceived lightness, 0 to 1: relative luminance (Rec. 709) under a square root, near to what the eye sees."""
    import numpy as np

    values = np.asarray(pixels)
    linear = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    return np.sqrt(linear @ np.array([0.2126, 0.7152, 0.0722], dtype=np.float32))
