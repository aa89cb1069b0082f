"""The art library: emblems, logo marks, faces and pairings, photographs, and drawings by rule.

All of it ships in the package with author and licence each, and is read without any network. It finds pieces from the
words of a brief by hand-kept tables, and composes nothing: laying out belongs to `design`.
"""

from oeuvre.create.library.credit import Credit
from oeuvre.create.library.drawings import (
    ROLES,
    Colours,
    Drawing,
    drawings,
    emblem_group,
    find_drawings,
    pattern_svg,
)
from oeuvre.create.library.drawn import find_drawn
from oeuvre.create.library.emblems import FIELDS, Emblem, emblems
from oeuvre.create.library.errors import FontRefused, LibraryError, NoFontGiven, NotAFont, WebFont
from oeuvre.create.library.font_check import MOST_FONT_BYTES, check_font
from oeuvre.create.library.font_kinds import FONT_ENDINGS, font_type
from oeuvre.create.library.fonts import Face, Pairing, faces, font_paths, own_fonts, pairings, read_face
from oeuvre.create.library.looking import look_up
from oeuvre.create.library.marks import Mark, find_mark, marks
from oeuvre.create.library.photographs import Photograph, find_photographs, photographs
from oeuvre.create.library.search import Match, fields_of, find_emblems
from oeuvre.create.library.silhouette import subpaths

__all__ = [
    "FIELDS",
    "FONT_ENDINGS",
    "MOST_FONT_BYTES",
    "ROLES",
    "Colours",
    "Credit",
    "Drawing",
    "Emblem",
    "Face",
    "FontRefused",
    "LibraryError",
    "Mark",
    "Match",
    "NoFontGiven",
    "NotAFont",
    "Pairing",
    "Photograph",
    "WebFont",
    "check_font",
    "drawings",
    "emblem_group",
    "emblems",
    "faces",
    "fields_of",
    "find_drawings",
    "find_drawn",
    "find_emblems",
    "find_mark",
    "find_photographs",
    "font_paths",
    "font_type",
    "look_up",
    "marks",
    "own_fonts",
    "pairings",
    "pattern_svg",
    "photographs",
    "read_face",
    "subpaths",
]
