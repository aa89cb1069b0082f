"""Checks: every fault that would make a design unfit to show, found before a person has to see it.

On boxes and words (`check_scene`), on pixels of two renders (`check_pixels`), on the finished file (`check_file`), on
a whole sheet (`sheet_faults`). Thresholds are data (`CHECKS`); each fault tells its reason in French and English.
"""

from oeuvre.create.design.checks.contact import WHOLE_SHEET, Earlier, SheetEntry, double_of, sheet_faults, thumbnail_of
from oeuvre.create.design.checks.fault import Fault, Report
from oeuvre.create.design.checks.files import check_file
from oeuvre.create.design.checks.light import read_pixels
from oeuvre.create.design.checks.masks import design_mask, overlap, picture_mask, word_mask
from oeuvre.create.design.checks.pixels import check_pixels
from oeuvre.create.design.checks.report import check, working_scale
from oeuvre.create.design.checks.scene_checks import check_scene
from oeuvre.create.design.checks.table import CHECKS, EXEMPTIONS, Check

__all__ = [
    "CHECKS",
    "EXEMPTIONS",
    "WHOLE_SHEET",
    "Check",
    "Earlier",
    "Fault",
    "Report",
    "SheetEntry",
    "check",
    "check_file",
    "check_pixels",
    "check_scene",
    "design_mask",
    "double_of",
    "overlap",
    "picture_mask",
    "read_pixels",
    "sheet_faults",
    "thumbnail_of",
    "word_mask",
    "working_scale",
]
