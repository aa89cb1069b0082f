"""Designs: words, pictures and colours laid out on a page by a family, checked, and typeset.

A kit (what to lay out) and a page (where) go into a family and come out as a scene; checks read the scene and its
pixels; the press turns it into PNG, SVG and PDF. The same kit and page give the same scene and the same pixels.
"""

from oeuvre.create.design.apart import Apart
from oeuvre.create.design.checks import (
    Earlier,
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
from oeuvre.create.design.colouring import COLOUR_ROLES, palette_named, recoloured
from oeuvre.create.design.contrast import contrast
from oeuvre.create.design.edits import STAYS, Edit, checked, edited, hand_of, uncovered, without_hidden
from oeuvre.create.design.elements import ROLES as ELEMENTS
from oeuvre.create.design.elements import element_named, items_of, standing, stands_on
from oeuvre.create.design.errors import (
    DesignError,
    EditError,
    NoRoomToMove,
    NothingEdited,
    NotOnPage,
    NudgeOff,
    TypesettingFailed,
)
from oeuvre.create.design.families import BY_ID, FAMILIES, Family
from oeuvre.create.design.kit import (
    Copy,
    Develop,
    Developed,
    FactLine,
    Hand,
    Kit,
    Logo,
    Palette,
    Picture,
    ProgrammeRow,
    Repeat,
    Scrim,
)
from oeuvre.create.design.lettering import outlined_text
from oeuvre.create.design.looks import LOOKS, Features, features_of, figure_of, scheme_of
from oeuvre.create.design.measure import missing
from oeuvre.create.design.mirror import mirrored, runs_right_to_left
from oeuvre.create.design.nudges import Overshoot, moved, nudged, overshoots, pan_of, read_nudge
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
    "COLOUR_ROLES",
    "ELEMENTS",
    "FAMILIES",
    "KINDS",
    "LOOKS",
    "MM",
    "PARTS",
    "STAYS",
    "TRAITS",
    "TURNS",
    "Apart",
    "Box",
    "Concept",
    "Copy",
    "DesignError",
    "Develop",
    "Developed",
    "DraftSpec",
    "Drawing",
    "Earlier",
    "Edit",
    "EditError",
    "FactLine",
    "Family",
    "Fault",
    "Features",
    "Hand",
    "Ingredients",
    "Kit",
    "Logo",
    "NoRoomToMove",
    "NotOnPage",
    "NothingEdited",
    "NudgeOff",
    "Overshoot",
    "Page",
    "Palette",
    "Photo",
    "Picture",
    "Press",
    "ProgrammeRow",
    "Repeat",
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
    "checked",
    "contrast",
    "double_of",
    "edited",
    "element_named",
    "features_of",
    "figure_of",
    "from_pixels",
    "hand_of",
    "items_of",
    "library",
    "mirrored",
    "missing",
    "moved",
    "nudged",
    "outlined_text",
    "overlap",
    "overshoots",
    "palette_named",
    "palettes_for",
    "pan_of",
    "picture_mask",
    "plan",
    "read_nudge",
    "recoloured",
    "runs_right_to_left",
    "scheme_of",
    "schemes",
    "sheet_faults",
    "spec_features",
    "standing",
    "stands_on",
    "string_literal",
    "uncovered",
    "unlikeness",
    "vary",
    "without_hidden",
    "word_mask",
    "write_source",
]
