"""Encodes an edition as PNG or JPEG, under its format's byte cap.

The same pixels give the same bytes: no times, no names of programs are written.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from oeuvre.create.adapt.errors import CapNotMet

if TYPE_CHECKING:
    from PIL import Image

# What a credential adds to a file, with room for its ingredients' manifests.
CREDENTIAL_HEADROOM = 16_384

# Palettes from the richest: colours, and whether they are dithered; in small ones dither costs more than it gives.
_STEPS = tuple((size, dithered) for size in (256, 192, 128, 96, 64) for dithered in (True, False)) + tuple(
    (size, False) for size in (48, 32, 24, 16)
)
# A flat colour that covers this part of the picture keeps its exact value in a palette.
_FLAT_SHARE = 0.002
_MOST_FLAT = 12


def encode_png(
    image: Image.Image,
    max_bytes: int | None = None,
    *,
    keep: Sequence[str] = (),
    headroom: int = CREDENTIAL_HEADROOM,
    place: str = "",
    dpi: float | None = None,
) -> bytes:
    """A PNG of at most `max_bytes` minus `headroom`: in full colour when that fits, else with a palette.

    Palettes shrink step by step; brand colours in `keep` (`#RRGGBB`) and large flat grounds keep their exact
    value in each. Raises `CapNotMet`, `place` naming the format, when the smallest palette is still too much.
    """
    plain = image if image.mode in ("RGB", "RGBA") else image.convert("RGB")
    data = _png(plain, dpi)
    if max_bytes is None or len(data) + headroom <= max_bytes:
        return data
    drawn = _Palettes(plain.convert("RGB"), keep)
    # Each palette weighs less than the one before it, so the first that fits is found by halving.
    low, high, best = 0, len(_STEPS) - 1, b""
    while low <= high:
        middle = (low + high) // 2
        data = _png(drawn.step(middle), dpi)
        if len(data) + headroom <= max_bytes:
            best, high = data, middle - 1
        else:
            low = middle + 1
    if not best:
        raise CapNotMet(place, size=len(data) + headroom, limit=max_bytes)
    return best


def encode_jpeg(
    image: Image.Image,
    quality: int = 92,
    *,
    max_bytes: int | None = None,
    headroom: int = CREDENTIAL_HEADROOM,
    place: str = "",
    dpi: float | None = None,
) -> bytes:
    """A JPEG with full colour resolution, since type over colour frays without it; transparency becomes white.

    With a cap, quality falls to 60 before `CapNotMet` is raised.
    """
    from PIL import Image

    if image.mode in ("RGBA", "LA", "P"):
        layered = image.convert("RGBA")
        ground = Image.new("RGB", layered.size, "white")
        ground.paste(layered, mask=layered.getchannel("A"))
        image = ground
    plain = image.convert("RGB")
    smallest = 0
    for attempt in (quality, *(step for step in (85, 78, 70, 60) if step < quality)):
        data = _jpeg(plain, attempt, dpi)
        if max_bytes is None or len(data) + headroom <= max_bytes:
            return data
        smallest = len(data)
    raise CapNotMet(place, size=smallest + headroom, limit=max_bytes)


def _png(image: Image.Image, dpi: float | None) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True, **({"dpi": (dpi, dpi)} if dpi else {}))
    return out.getvalue()


def _jpeg(image: Image.Image, quality: int, dpi: float | None) -> bytes:
    out = io.BytesIO()
    size = {"dpi": (round(dpi), round(dpi))} if dpi else {}
    image.save(out, "JPEG", quality=quality, subsampling=0, optimize=True, progressive=True, **size)
    return out.getvalue()


class _Palettes:
    """One picture in ever smaller palettes; what all of them share is worked out once."""

    def __init__(self, image: Image.Image, keep: Sequence[str]) -> None:
        self.image = image
        self.exact = _exact_colours(image, keep)

    def step(self, number: int) -> Image.Image:
        from PIL import Image

        size, dithered = _STEPS[number]
        free = max(2, size - len(self.exact))
        drawn = self.image.quantize(free, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        palette = [*self.exact, *_colours_of(drawn, free)][:256]
        holder = Image.new("P", (1, 1))
        holder.putpalette([part for colour in palette for part in colour])
        dither = Image.Dither.FLOYDSTEINBERG if dithered else Image.Dither.NONE
        return _with_exact(self.image, self.image.quantize(palette=holder, dither=dither), palette, self.exact)


def _colours_of(image: Image.Image, count: int) -> list[tuple[int, int, int]]:
    flat = image.getpalette("RGB") or []
    triples = [(flat[at], flat[at + 1], flat[at + 2]) for at in range(0, len(flat) - 2, 3)]
    return list(dict.fromkeys(triples[:count]))


def _exact_colours(image: Image.Image, keep: Sequence[str]) -> list[tuple[int, int, int]]:
    """Brand colours, then the flat grounds of the picture, the largest first."""
    import numpy as np

    brand = [(int(item[1:3], 16), int(item[3:5], 16), int(item[5:7], 16)) for item in keep]
    pixels = np.asarray(image, dtype=np.uint32).reshape(-1, 3)
    codes = (pixels[:, 0] << 16) | (pixels[:, 1] << 8) | pixels[:, 2]
    values, counts = np.unique(codes, return_counts=True)
    order = np.lexsort((values, -counts.astype(np.int64)))[:_MOST_FLAT]
    flat = [int(values[at]) for at in order if counts[at] >= _FLAT_SHARE * len(codes)]
    return list(dict.fromkeys([*brand, *((code >> 16, code >> 8 & 255, code & 255) for code in flat)]))


def _with_exact(
    image: Image.Image,
    drawn: Image.Image,
    palette: Sequence[tuple[int, int, int]],
    exact: Sequence[tuple[int, int, int]],
) -> Image.Image:
    """Pixels whose colour is to be kept get exactly that entry: the quantiser's own search is approximate."""
    import numpy as np
    from PIL import Image

    source = np.asarray(image)
    indices = np.array(drawn, dtype=np.uint8)
    for at, colour in enumerate(exact):
        indices[(source == np.array(colour, dtype=np.uint8)).all(axis=2)] = at
    result = Image.frombytes("P", image.size, indices.tobytes())
    result.putpalette([part for colour in palette for part in colour])
    return result
