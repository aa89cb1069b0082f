"""Designs: words, pictures and colours laid out on a page by a family, checked, and typeset.

A kit (what to lay out) and a page (where) go into a family and come out as a scene; checks read the scene and its
pixels; the press turns it into PNG, SVG and PDF. The same kit and page give the same scene and the same pixels.
"""

from oeuvre.create.design.checks import (
    Fault,
    Report,
    SheetEntry,
    check,
    check_file,
    check_pixels,
    check_scene,
    overlap,
    picture_mask,
    sheet_faults,
    word_mask,
)
from oeuvre.create.design.contrast import contrast
from oeuvre.create.design.errors import DesignError, TypesettingFailed
from oeuvre.create.design.families import BY_ID, FAMILIES, Family
from oeuvre.create.design.kit import (
    Copy,
    Develop,
    Developed,
    FactLine,
    Kit,
    Logo,
    Palette,
    Picture,
    ProgrammeRow,
    Scrim,
)
from oeuvre.create.design.measure import missing
from oeuvre.create.design.mirror import mirrored, runs_right_to_left
from oeuvre.create.design.page import MM, Box, Page
from oeuvre.create.design.palette import from_pixels
from oeuvre.create.design.plan import TURNS, Concept, DraftSpec, Ingredients, palettes_for, plan
from oeuvre.create.design.press import Press
from oeuvre.create.design.scene import Drawing, Photo, Scene, Text
from oeuvre.create.design.typeset import Source, library, string_literal, write_source

__all__ = [
    "BY_ID",
    "FAMILIES",
    "MM",
    "TURNS",
    "Box",
    "Concept",
    "Copy",
    "DesignError",
    "Develop",
    "Developed",
    "DraftSpec",
    "Drawing",
    "FactLine",
    "Family",
    "Fault",
    "Ingredients",
    "Kit",
    "Logo",
    "Page",
    "Palette",
    "Photo",
    "Picture",
    "Press",
    "ProgrammeRow",
    "Report",
    "Scene",
    "Scrim",
    "SheetEntry",
    "Source",
    "Text",
    "TypesettingFailed",
    "check",
    "check_file",
    "check_pixels",
    "check_scene",
    "contrast",
    "from_pixels",
    "library",
    "mirrored",
    "missing",
    "overlap",
    "palettes_for",
    "picture_mask",
    "plan",
    "runs_right_to_left",
    "sheet_faults",
    "string_literal",
    "word_mask",
    "write_source",
]
