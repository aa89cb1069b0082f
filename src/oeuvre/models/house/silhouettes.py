"""Drawings in SVG or PNG read as silhouettes: boolean masks, true where there is ink.

SVG is drawn by the press (Typst), which reads no other file and runs no script. A drawing is set into a square by its
longer side, in black on white; of a PNG with an alpha channel the opaque part is the ink, of one without the dark part.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import typst
from numpy.typing import NDArray

from oeuvre.models.house.fields import SIDE, Mask

_ACROSS = 8


def draw_svgs(drawings: Sequence[bytes]) -> NDArray[np.bool_]:
    """Masks (n, SIDE, SIDE) of SVG documents. Raises `ValueError` when one cannot be drawn."""
    masks = np.zeros((len(drawings), SIDE, SIDE), dtype=np.bool_)
    for first in range(0, len(drawings), _ACROSS * _ACROSS):
        batch = drawings[first : first + _ACROSS * _ACROSS]
        page = _draw_page(batch)
        for index in range(len(batch)):
            top, left = index // _ACROSS * SIDE, index % _ACROSS * SIDE
            masks[first + index] = page[top : top + SIDE, left : left + SIDE] < 128
    return masks


def _draw_page(drawings: Sequence[bytes]) -> NDArray[np.uint8]:
    """One page of squares, `_ACROSS` in a row, in grey."""
    wide, high = min(_ACROSS, len(drawings)) * SIDE, -(-len(drawings) // _ACROSS) * SIDE
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for index, drawing in enumerate(drawings):
            (root / f"{index}.svg").write_bytes(drawing)
        placed = "\n".join(
            f"#place(dx: {index % _ACROSS * SIDE}pt, dy: {index // _ACROSS * SIDE}pt,"
            f' image("{index}.svg", width: {SIDE}pt, height: {SIDE}pt, fit: "contain"))'
            for index in range(len(drawings))
        )
        (root / "page.typ").write_text(f"#set page(width: {wide}pt, height: {high}pt, margin: 0pt)\n{placed}\n")
        try:
            png = typst.compile(root / "page.typ", root=root, format="png", ppi=72.0)
        except RuntimeError as error:
            raise ValueError(str(error)) from None
    page = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_GRAYSCALE)
    if page is None or page.shape != (high, wide):
        raise ValueError("the page was not drawn")
    return np.asarray(page, dtype=np.uint8)


def read_png(data: bytes) -> Mask:
    """The mask (SIDE, SIDE) of a PNG. Raises `ValueError` when it cannot be read."""
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED) if data else None
    if picture is None or picture.dtype != np.uint8:
        raise ValueError("not a PNG of 8 bits a channel")
    if picture.ndim == 3 and picture.shape[2] == 4:
        ink = np.asarray(picture[..., 3])
    else:
        ink = 255 - (picture if picture.ndim == 2 else np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)))
    high, wide = ink.shape
    scale = SIDE / max(high, wide)
    small = cv2.resize(ink, (max(1, round(wide * scale)), max(1, round(high * scale))), interpolation=cv2.INTER_AREA)
    square = np.zeros((SIDE, SIDE), np.uint8)
    top, left = (SIDE - small.shape[0]) // 2, (SIDE - small.shape[1]) // 2
    square[top : top + small.shape[0], left : left + small.shape[1]] = small
    return np.asarray(square > 127, dtype=np.bool_)
