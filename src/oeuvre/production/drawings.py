"""What a person drew or brought, as the half-fields that a house model can be asked for."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from oeuvre.create.brief import clean_svg, load_rgb, open_picture
from oeuvre.create.explore import DrawingUnfit, silhouette
from oeuvre.models.house import WIDTH, field_of, half_fields
from oeuvre.production.live import Side
from oeuvre.production.points import Floats
from oeuvre.production.thumbnails import draw_alpha, draw_svg

Half = Literal["both", "left", "right"]
# Pixels across which a drawing in SVG is looked at.
_ACROSS = 512
# What varies by less than this in each channel shows nothing; darker than that on the whole, it is all ink.
_EVEN, _DARK = 8, 60
_SIDES: tuple[Side, ...] = ("whole", "left", "right")


def read_drawing(path: Path, *, fill: bool = False, half: Half = "both") -> list[tuple[Side, Floats]]:
    """The half-fields of a picture at `path`: one where it is its own mirror image, else its halves, or the one that is
    asked for. Raises `PictureError` for what is no picture and `DrawingUnfit` for what gives no silhouette."""
    mask = silhouette(_pixels(path), fill=fill)
    if half != "both":
        mirrored = mask[:, ::-1]
        cut = mask.shape[1] // 2
        kept = np.concatenate([mask[:, :cut], mirrored[:, cut:]], 1)
        if half == "right":
            kept = np.concatenate([mirrored[:, :cut], mask[:, cut:]], 1)
        if kept.any():
            return [(half, field_of(kept)[:, :WIDTH])]
    found = [(_SIDES[kind], field) for kind, field in half_fields(mask)]
    # What reaches its own axis nowhere is taken with its mirror image.
    return found or [("whole", field_of(mask | mask[:, ::-1])[:, :WIDTH])]


def read_picture(path: Path, shape: tuple[int, int, int]) -> NDArray[np.uint8]:
    """A picture at `path` in a `shape` (high, wide, 1 or 3 channels), its middle where it is of another form; what is
    clear is white. Raises `PictureError` for what is no picture and `DrawingUnfit` for one of a single colour."""
    pixels = _pixels(path)
    if pixels.shape[2] == 4:
        opaque = pixels[..., 3:].astype(np.float32) / 255
        pixels = np.round(pixels[..., :3] * opaque + 255 * (1 - opaque)).astype(np.uint8)
    if int(np.ptp(pixels.reshape(-1, 3), axis=0).max()) < _EVEN:
        raise DrawingUnfit(reason="full" if pixels.mean() < _DARK else "blank")
    high, wide, channels = shape
    fitted = ImageOps.fit(Image.fromarray(pixels), (wide, high), Image.Resampling.LANCZOS)
    seen = np.asarray(fitted.convert("L" if channels == 1 else "RGB"), np.uint8)
    return seen.reshape(high, wide, channels)


def _pixels(path: Path) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    picture = open_picture(path)
    if picture.kind != "svg":
        return np.asarray(load_rgb(picture), np.uint8)
    data = clean_svg(path.read_bytes()).encode()
    colours = Image.open(io.BytesIO(draw_svg(data, _ACROSS, ours=False))).convert("RGB")
    opacity = draw_alpha(data, _ACROSS).resize(colours.size)
    return np.dstack([np.asarray(colours, np.uint8), np.asarray(opacity, np.uint8)])
