"""Exploring with a model that draws: fields to emblems, patterns and turns; words, sliders, mixing and choice.

A half-field is the left half of a mirrored figure, as numbers: positive where there is ink, its axis at the right edge.
Nothing here knows which model drew one: fields, latents and neighbours come in as arrays and functions.
"""

from oeuvre.create.explore.contours import AXIS, SIDE, Line, level_lines, refine, widened
from oeuvre.create.explore.emblem import (
    FRAMES,
    MANNERS,
    MOST_COLOURS,
    MOST_COMMANDS,
    Emblem,
    FrameShape,
    Inks,
    Layer,
    Lettering,
    Manner,
    document,
    draw_emblem,
    lockup,
)
from oeuvre.create.explore.errors import ExploreError, NoOutline
from oeuvre.create.explore.outline import MOST_ERROR, MOST_SEGMENTS, Outline, trace, trace_fine

__all__ = [
    "AXIS",
    "FRAMES",
    "MANNERS",
    "MOST_COLOURS",
    "MOST_COMMANDS",
    "MOST_ERROR",
    "MOST_SEGMENTS",
    "SIDE",
    "Emblem",
    "ExploreError",
    "FrameShape",
    "Inks",
    "Layer",
    "Lettering",
    "Line",
    "Manner",
    "NoOutline",
    "Outline",
    "document",
    "draw_emblem",
    "level_lines",
    "lockup",
    "refine",
    "trace",
    "trace_fine",
    "widened",
]
