"""Exploring with a model that draws: fields to emblems, patterns and turns; words, sliders, mixing and choice.

A half-field is the left half of a mirrored figure, as numbers: positive where there is ink, its axis at the right edge.
Nothing here knows which model drew one: fields, latents and neighbours come in as arrays and functions.
"""

from oeuvre.create.explore.choice import SHOWN, Choice, Taste, described, learn, propose, scaled
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
from oeuvre.create.explore.errors import ExploreError, NoOutline, TooManyWords
from oeuvre.create.explore.groups import GROUPS, Group, group_named
from oeuvre.create.explore.measures import ATTRIBUTES, Attribute, measure
from oeuvre.create.explore.outline import MOST_ERROR, MOST_SEGMENTS, Outline, trace, trace_fine
from oeuvre.create.explore.patterns import TURN, Pattern, repeat
from oeuvre.create.explore.steering import (
    Slider,
    around_words,
    attribute_sliders,
    coarse_with_fine,
    find_sliders,
    mix,
)
from oeuvre.create.explore.turning import STEPS, Moving, Turn, fields_between, turn, turn_pictures, turn_svg
from oeuvre.create.explore.words import MOST_WORDS, Called, Heard, checked_prompt, hear

__all__ = [
    "ATTRIBUTES",
    "AXIS",
    "FRAMES",
    "GROUPS",
    "MANNERS",
    "MOST_COLOURS",
    "MOST_COMMANDS",
    "MOST_ERROR",
    "MOST_SEGMENTS",
    "MOST_WORDS",
    "SHOWN",
    "SIDE",
    "STEPS",
    "TURN",
    "Attribute",
    "Called",
    "Choice",
    "Emblem",
    "ExploreError",
    "FrameShape",
    "Group",
    "Heard",
    "Inks",
    "Layer",
    "Lettering",
    "Line",
    "Manner",
    "Moving",
    "NoOutline",
    "Outline",
    "Pattern",
    "Slider",
    "Taste",
    "TooManyWords",
    "Turn",
    "around_words",
    "attribute_sliders",
    "checked_prompt",
    "coarse_with_fine",
    "described",
    "document",
    "draw_emblem",
    "fields_between",
    "find_sliders",
    "group_named",
    "hear",
    "learn",
    "level_lines",
    "lockup",
    "measure",
    "mix",
    "propose",
    "refine",
    "repeat",
    "scaled",
    "trace",
    "trace_fine",
    "turn",
    "turn_pictures",
    "turn_svg",
    "widened",
]
