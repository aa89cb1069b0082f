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
    double_of,
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
from oeuvre.create.design.looks import LOOKS, Features, features_of, figure_of, scheme_of
from oeuvre.create.design.measure import missing
from oeuvre.create.design.mirror import mirrored, runs_right_to_left
from oeuvre.create.design.page import MM, Box, Page
from oeuvre.create.design.palette import from_pixels, schemes
from oeuvre.create.design.plan import TURNS, Concept, DraftSpec, Ingredients, palettes_for, plan
from oeuvre.create.design.press import Press
from oeuvre.create.design.scene import Drawing, Photo, Scene, Text
from oeuvre.create.design.sketching import PARTS, TRAITS, Start, Trait, Variant, spec_features, unlikeness
from oeuvre.create.design.typeset import Source, library, string_literal, write_source
from oeuvre.create.design.vary import KINDS, RoundKind, Worth, vary

__all__ = [
    "BY_ID",
    "FAMILIES",
    "KINDS",
    "LOOKS",
    "MM",
    "PARTS",
    "TRAITS",
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
    "Features",
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
    "RoundKind",
    "Scene",
    "Scrim",
    "SheetEntry",
    "Source",
    "Start",
    "Text",
    "Trait",
    "TypesettingFailed",
    "Variant",
    "Worth",
    "check",
    "check_file",
    "check_pixels",
    "check_scene",
    "contrast",
    "double_of",
    "features_of",
    "figure_of",
    "from_pixels",
    "library",
    "mirrored",
    "missing",
    "overlap",
    "palettes_for",
    "picture_mask",
    "plan",
    "runs_right_to_left",
    "scheme_of",
    "schemes",
    "sheet_faults",
    "spec_features",
    "string_literal",
    "unlikeness",
    "vary",
    "word_mask",
    "write_source",
]
