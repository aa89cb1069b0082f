"""A line of type as outlines: for what is drawn and not typeset, such as a name beside an emblem.

Shaping is HarfBuzz's, as `measure` has it; the outlines are the face's own.
"""

from __future__ import annotations

import uharfbuzz as hb
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen

from oeuvre.create.design.measure import font_of
from oeuvre.create.library import Face


def outlined_text(face: Face, text: str, tracking: float = 0.0) -> tuple[str, tuple[float, float, float, float]]:
    """One line of `text` as SVG path data, y downwards and 1,000 units an em, and the box of its ink (left, top, right,
    bottom); `tracking` in em. The data is empty where there is no ink."""
    font, units = font_of(face.path)
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    scale, pen_x = 1000 / units, 0.0
    drawn = SVGPathPen(None, ntos=lambda value: f"{value:.2f}".rstrip("0").rstrip("."))
    bounds = BoundsPen(None)
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        held = DecomposingRecordingPen(None)
        font.draw_glyph_with_pen(info.codepoint, held)
        place = (scale, 0, 0, -scale, scale * (pen_x + position.x_offset), -scale * position.y_offset)
        for pen in (drawn, bounds):
            held.replay(TransformPen(pen, place))
        pen_x += position.x_advance + tracking * units
    left, top, right, bottom = bounds.bounds or (0.0, 0.0, 0.0, 0.0)
    return drawn.getCommands(), (float(left), float(top), float(right), float(bottom))
