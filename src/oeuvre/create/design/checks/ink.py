"""The ink of a line of type from the font's own outlines, whatever colours it was painted with.

Two renders show ink only where the letters and what lies behind them differ. Where they do not, letters are lost to
the eye and to that difference alike; there the outlines tell where the ink should have been.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
import uharfbuzz as hb
from numpy.typing import NDArray

from oeuvre.create.design.scene import Text

Points = NDArray[np.float64]


class _Pen:
    """Collects contours; curves are flattened to eight pieces, finer than a pixel at the sizes checked.

    The names of its methods are those of fontTools' pens.
    """

    def __init__(self) -> None:
        self.contours: list[list[tuple[float, float]]] = []

    def moveTo(self, at: tuple[float, float]) -> None:  # noqa: N802
        self.contours.append([at])

    def lineTo(self, at: tuple[float, float]) -> None:  # noqa: N802
        self.contours[-1].append(at)

    def curveTo(self, a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> None:  # noqa: N802
        x0, y0 = self.contours[-1][-1]
        for step in range(1, 9):
            t = step / 8
            k0, k1, k2, k3 = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            x = k0 * x0 + k1 * a[0] + k2 * b[0] + k3 * c[0]
            self.contours[-1].append((x, k0 * y0 + k1 * a[1] + k2 * b[1] + k3 * c[1]))

    def qCurveTo(self, a: tuple[float, float], b: tuple[float, float]) -> None:  # noqa: N802
        x0, y0 = self.contours[-1][-1]
        for step in range(1, 9):
            t = step / 8
            k0, k1, k2 = (1 - t) ** 2, 2 * t * (1 - t), t * t
            self.contours[-1].append((k0 * x0 + k1 * a[0] + k2 * b[0], k0 * y0 + k1 * a[1] + k2 * b[1]))

    def closePath(self) -> None:  # noqa: N802
        return

    def endPath(self) -> None:  # noqa: N802
        return


@lru_cache(maxsize=64)
def _font(path: Path) -> tuple[hb.Font, int]:
    face = hb.Face(hb.Blob.from_file_path(str(path)))
    return hb.Font(face), int(face.upem)


@lru_cache(maxsize=8192)
def _glyph(path: Path, glyph: int) -> tuple[Points, ...]:
    font, _ = _font(path)
    pen = _Pen()
    font.draw_glyph_with_pen(glyph, pen)
    return tuple(np.array(contour, dtype=np.float64) for contour in pen.contours if len(contour) > 2)


@lru_cache(maxsize=2048)
def _outline(path: Path, words: str, tracking: float) -> tuple[tuple[Points, ...], ...]:
    """The contours of each glyph of a line in em, y downwards, from the pen's start on the baseline."""
    font, units = _font(path)
    buffer = hb.Buffer()
    buffer.add_str(words)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    pen, glyphs = 0.0, []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        start = np.array([pen + position.x_offset, position.y_offset], dtype=np.float64)
        glyphs.append(tuple((contour + start) * (1 / units, -1 / units) for contour in _glyph(path, info.codepoint)))
        pen += position.x_advance + tracking * units
    return tuple(glyphs)


def ink_mask(text: Text, row: int, left: int, top: int, width: int, height: int, scale: float) -> NDArray[np.bool_]:
    """The ink of line `row` of `text` on a window of pixels whose corner is (left, top), at `scale` pixels a point."""
    import cv2

    start = text.x - {"left": 0.0, "center": 0.5, "right": 1.0}[text.align] * text.shaped()[row].advance * text.size
    baseline = text.baselines()[row]
    centre = np.array(text.level_frame().centre)
    canvas = np.zeros((height, width), dtype=np.uint8)
    one = np.zeros_like(canvas)
    for glyph in _outline(text.face.path, text.lines[row], text.tracking):
        if not glyph:
            continue
        pieces = []
        for contour in glyph:
            points = contour * text.size + (start, baseline)
            dx, dy = points[:, 0] - centre[0], points[:, 1] - centre[1]
            if text.turn == 90:
                points = np.stack([centre[0] - dy, centre[1] + dx], axis=1)
            elif text.turn == 180:
                points = np.stack([centre[0] - dx, centre[1] - dy], axis=1)
            elif text.turn == 270:
                points = np.stack([centre[0] + dy, centre[1] - dx], axis=1)
            # Sixteenths of a pixel; a pixel's centre is at its half.
            pieces.append(np.rint((points * scale - (left + 0.5, top + 0.5)) * 16).astype(np.int32))
        one[:] = 0
        cv2.fillPoly(one, pieces, 1, lineType=cv2.LINE_8, shift=4)
        canvas |= one
    return canvas.astype(bool)
