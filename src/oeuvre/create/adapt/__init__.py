"""Adaptation: formats as data, what is left out and in which order, crops, encoding, print.

Going to another format is laying out again; the layouts are `design`'s, and production hands them in.
"""

from oeuvre.create.adapt.calm import CalmZone, calm_zone
from oeuvre.create.adapt.crop import MOST_ENLARGED, Box, Crop, Subject, crop_for, find_subject
from oeuvre.create.adapt.encode import CREDENTIAL_HEADROOM, encode_jpeg, encode_png
from oeuvre.create.adapt.errors import AdaptError, CapNotMet, DoesNotFit, FormatFileError, PdfUnsound
from oeuvre.create.adapt.formats import (
    FORMATS_FILE,
    POINTS_PER_MM,
    Format,
    Insets,
    all_formats,
    formats,
    read_formats,
)
from oeuvre.create.adapt.leave_out import DROP_ORDER, NEVER_DROPPED, Attempt, Fitted, fit_contents
from oeuvre.create.adapt.print import boxes_of, finish_pdf, fonts_missing

__all__ = [
    "CREDENTIAL_HEADROOM",
    "DROP_ORDER",
    "FORMATS_FILE",
    "MOST_ENLARGED",
    "NEVER_DROPPED",
    "POINTS_PER_MM",
    "AdaptError",
    "Attempt",
    "Box",
    "CalmZone",
    "CapNotMet",
    "Crop",
    "DoesNotFit",
    "Fitted",
    "Format",
    "FormatFileError",
    "Insets",
    "PdfUnsound",
    "Subject",
    "all_formats",
    "boxes_of",
    "calm_zone",
    "crop_for",
    "encode_jpeg",
    "encode_png",
    "find_subject",
    "finish_pdf",
    "fit_contents",
    "fonts_missing",
    "formats",
    "read_formats",
]
