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
from oeuvre.create.explore.groups import GROUPS, Group, group_named
from oeuvre.create.explore.outline import MOST_ERROR, MOST_SEGMENTS, Outline, trace, trace_fine
from oeuvre.create.explore.patterns import TURN, Pattern, repeat

__all__ = [
    "AXIS",
    "FRAMES",
    "GROUPS",
    "MANNERS",
    "MOST_COLOURS",
    "MOST_COMMANDS",
    "MOST_ERROR",
    "MOST_SEGMENTS",
    "SIDE",
    "TURN",
    "Emblem",
    "ExploreError",
    "FrameShape",
    "Group",
    "Inks",
    "Layer",
    "Lettering",
    "Line",
    "Manner",
    "NoOutline",
    "Outline",
    "Pattern",
    "document",
    "draw_emblem",
    "group_named",
    "level_lines",
    "lockup",
    "refine",
    "repeat",
    "trace",
    "trace_fine",
    "widened",
]
