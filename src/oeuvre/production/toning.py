"""Tones for photographs: graded in two or three colours, screened as dots of one ink, covered towards an edge.

All work on a lightness of 0 to 1 (the luma of sRGB, which is near to perceptual), levelled so that a flat picture
and a hard one print alike. Arrays are (height, width), float32.
"""

from __future__ import annotations

import io
import math
from functools import lru_cache

import cv2
import numpy as np
from coloraide import Color
from numpy.typing import NDArray
from PIL import Image

from oeuvre.create.design import Scrim

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]

# The screen's angle, that of a print's black plate on a slant: dots in rows that are neither level nor upright.
ANGLE = math.radians(22)
# A dot under this share of the cell's area is dust: it is left out.
DUST = 0.018


def lightness(rgb: Bytes) -> Floats:
    """Levelled lightness: the darkest and lightest two percent are cut, then the middle is brought towards 0.46."""
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.float32) / 255
    sample = grey[:: max(grey.shape[0] // 200, 1), :: max(grey.shape[1] // 200, 1)]
    low, high = (float(value) for value in np.percentile(sample, (1.5, 98.5)))
    levelled = np.clip((grey - low) / max(high - low, 0.08), 0, 1)
    middle = float(np.median(np.clip((sample - low) / max(high - low, 0.08), 0, 1)))
    gamma = math.log(0.46) / math.log(min(max(middle, 0.12), 0.88))
    return np.asarray(levelled ** np.float32(min(max(gamma, 0.62), 1.5)), np.float32)


@lru_cache(maxsize=64)
def _grade(colours: tuple[str, ...]) -> Bytes:
    """256 steps through the colours, even in OKLab, so that no step of lightness jumps."""
    way = Color.interpolate(list(colours), space="oklab")
    rows = []
    for step in range(256):
        shown = way(step / 255).convert("srgb").clip()
        rows.append([round(channel * 255) for channel in shown.coords(nans=False)])
    return np.array(rows, np.uint8)


def duotone(rgb: Bytes, colours: tuple[str, ...]) -> Bytes:
    """The picture in two or three colours, dark to light, with a soft S-curve so that blacks and whites stay clean."""
    tone = lightness(rgb)
    curved = tone + 0.55 * tone * (1 - tone) * (2 * tone - 1)
    return np.asarray(_grade(colours)[np.clip(curved * 255 + 0.5, 0, 255).astype(np.uint8)], np.uint8)


def cover(scrim: Scrim, height: int, width: int) -> Floats:
    """How much of a scrim lies on each pixel."""
    along = np.linspace(0, 1, height if scrim.edge in ("top", "bottom") else width, dtype=np.float32)
    if scrim.edge in ("bottom", "right"):
        along = along[::-1]
    reach = max(scrim.reach, 1e-3)
    way = np.clip((along / reach - scrim.hold) / max(1 - scrim.hold, 1e-3), 0, 1)
    # Smootherstep: no band is seen where it begins or ends.
    amount = (1 - way**3 * (way * (6 * way - 15) + 10)) * scrim.strength
    line = amount[:, None] if scrim.edge in ("top", "bottom") else amount[None, :]
    return np.broadcast_to(np.asarray(line, np.float32), (height, width))


def scrimmed(rgb: Bytes, scrims: tuple[Scrim, ...]) -> Bytes:
    """The picture with its scrims laid on."""
    out = rgb.astype(np.float32)
    height, width = rgb.shape[:2]
    for scrim in scrims:
        amount = cover(scrim, height, width)[..., None]
        tone = np.array([int(scrim.colour[i : i + 2], 16) for i in (1, 3, 5)], np.float32)
        out += (tone - out) * amount
    return np.asarray(np.clip(out + 0.5, 0, 255), np.uint8)


def halftone(
    rgb: Bytes, colour: str, cell: float, *, lights: bool, scrims: tuple[Scrim, ...] = (), alpha: Floats | None = None
) -> bytes:
    """Dots of one colour on a transparent ground, as a small indexed PNG; `cell` is the screen's pitch in pixels.

    Where dots grow into each other they leave round holes, as on a press: a pixel is inked when it is nearer to its
    cell's centre than the radius whose disc has the tone's share of the cell.
    """
    height, width = rgb.shape[:2]
    tone = lightness(rgb)
    # Local contrast, so that shapes hold at so few dots: a wide unsharp mask.
    soft = cv2.GaussianBlur(tone, (0, 0), max(cell * 3.2, 4))
    sharp = np.asarray(np.clip(tone + 0.55 * (tone - soft), 0, 1), np.float32)
    tone = np.asarray(cv2.GaussianBlur(sharp, (0, 0), cell * 0.34), np.float32)
    shown = tone if lights else 1 - tone
    amount = np.asarray(0.5 * (shown * shown * (3 - 2 * shown) + shown), np.float32)
    for scrim in scrims:
        amount *= 1 - cover(scrim, height, width)
    if alpha is not None:
        amount *= alpha
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = x - width / 2, y - height / 2
    across = (x * math.cos(ANGLE) + y * math.sin(ANGLE)) / cell
    down = (y * math.cos(ANGLE) - x * math.sin(ANGLE)) / cell
    distance = np.hypot(across - np.round(across), down - np.round(down))
    radius = _radius(np.asarray(amount, np.float32))
    inked = np.clip((radius - distance) * cell + 0.5, 0, 1)
    return _indexed((inked * 15 + 0.5).astype(np.uint8), colour)


def _radius(amount: Floats) -> Floats:
    """The radius, in cells, of the disc that covers `amount` of its cell; past touching, up to the corners."""
    alone = np.sqrt(np.maximum(amount, 0) / math.pi)
    touching = math.pi / 4
    beyond = 0.5 + (math.sqrt(0.5) - 0.5) * np.clip((amount - touching) / (0.97 - touching), 0, 1) ** 0.8
    radius = np.where(amount <= touching, alone, beyond)
    return np.asarray(np.where(amount < DUST, -1.0, radius), np.float32)


def _indexed(levels: Bytes, colour: str) -> bytes:
    """Sixteen steps of one colour's opacity as a PNG of four bits a pixel."""
    image = Image.frombytes("P", levels.shape[::-1], levels.tobytes())
    tone = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    image.putpalette(tone * 16)
    out = io.BytesIO()
    image.save(out, "PNG", bits=4, transparency=bytes(round(255 * step / 15) for step in range(16)), compress_level=6)
    return out.getvalue()


def tone_grid(rgb: Bytes, longest: int = 48) -> tuple[tuple[tuple[float, ...], ...], tuple[tuple[float, ...], ...]]:
    """Mean relative luminance (WCAG) and its deviation for each cell of a grid, `longest` cells on the long side."""
    height, width = rgb.shape[:2]
    scale = longest / max(height, width)
    rows, columns = max(round(height * scale), 1), max(round(width * scale), 1)
    working = cv2.resize(rgb, (columns * 8, rows * 8), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    linear = np.where(working <= 0.04045, working / 12.92, ((working + 0.055) / 1.055) ** 2.4)
    light = linear @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    cells = light.reshape(rows, 8, columns, 8)
    means, deviations = cells.mean(axis=(1, 3)), cells.std(axis=(1, 3))

    def plain(grid: NDArray[np.floating]) -> tuple[tuple[float, ...], ...]:
        return tuple(tuple(round(float(value), 4) for value in row) for row in grid)

    return plain(means), plain(deviations)
