"""How wide a line of type is, where its ink stands, and which of its signs a face lacks.

Shaping is HarfBuzz's (kerning and standard ligatures on), the same as Typst's, so that what is measured is what is
set. All results are in em; multiply by the size. Tracking is added between clusters, as Typst does, not after the
last one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import uharfbuzz as hb

from oeuvre.create.library import Face


@dataclass(frozen=True)
class Shaped:
    """One line, shaped: `advance` wide; ink from `left` to `right`, `above` the baseline and `below` it. In em."""

    advance: float
    left: float
    right: float
    above: float
    below: float
    clusters: int


@dataclass(frozen=True)
class FaceMetrics:
    """A face's own measures in em; `descender` is positive downwards."""

    cap_height: float
    x_height: float
    ascender: float
    descender: float


@lru_cache(maxsize=256)
def font_of(path: Path) -> tuple[hb.Font, int]:
    """A font file as HarfBuzz reads it, and its units an em."""
    face = hb.Face(hb.Blob.from_file_path(str(path)))
    return hb.Font(face), int(face.upem)


@lru_cache(maxsize=256)
def _codepoints(path: Path) -> frozenset[int]:
    face = hb.Face(hb.Blob.from_file_path(str(path)))
    return frozenset(int(point) for point in face.unicodes)


@lru_cache(maxsize=65536)
def _shape(path: Path, text: str) -> Shaped:
    font, units = font_of(path)
    if not text:
        return Shaped(0.0, 0.0, 0.0, 0.0, 0.0, 0)
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    pen = 0.0
    left, right, above, below = 9e9, -9e9, 0.0, 0.0
    clusters = set()
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        clusters.add(info.cluster)
        extents = font.get_glyph_extents(info.codepoint)
        if extents is not None and extents.width:
            x = pen + position.x_offset + extents.x_bearing
            left, right = min(left, x), max(right, x + extents.width)
            top = position.y_offset + extents.y_bearing
            above = max(above, top)
            below = max(below, -(top + extents.height))
        pen += position.x_advance
    if left > right:
        left, right = 0.0, pen
    return Shaped(pen / units, left / units, right / units, above / units, below / units, len(clusters))


def shape(face: Face, text: str, tracking: float = 0.0) -> Shaped:
    """`text` in `face`, on one line; `tracking` in em."""
    plain = _shape(face.path, text)
    extra = tracking * max(plain.clusters - 1, 0)
    if not extra:
        return plain
    return Shaped(plain.advance + extra, plain.left, plain.right + extra, plain.above, plain.below, plain.clusters)


@lru_cache(maxsize=256)
def _metrics(path: Path) -> FaceMetrics:
    font, units = font_of(path)
    extents = font.get_font_extents("ltr")
    # The height that the face declares, since Typst sets by it, even where the H is drawn a little higher or lower.
    declared = font.get_metric_position(hb.OTMetricsTag.CAP_HEIGHT) or 0
    cap = declared / units if declared > 0 else _shape(path, "H").above
    return FaceMetrics(
        cap_height=cap or 0.7,
        x_height=_shape(path, "x").above or 0.5,
        ascender=extents.ascender / units,
        descender=-extents.descender / units,
    )


def metrics(face: Face) -> FaceMetrics:
    """The face's cap-height, x-height, ascender and descender, in em."""
    return _metrics(face.path)


def missing(face: Face, text: str) -> str:
    """The signs of `text` that `face` cannot draw (spaces and joiners excepted), each once."""
    have = _codepoints(face.path)
    lacking = [sign for sign in text if not sign.isspace() and ord(sign) not in have and ord(sign) not in _UNSEEN]
    return "".join(dict.fromkeys(lacking))


# Signs that need no glyph: spaces that Typst draws by itself, joiners, variation selectors, direction marks.
_UNSEEN = frozenset((0x00A0, 0x2009, 0x200A, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x202F, 0x2060, 0xFE0E, 0xFEFF))
