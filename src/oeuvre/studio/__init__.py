"""The composition root: opens a home and wires the rooms. What needs two rooms at once is asked for here.

A home is a folder: `oeuvre.db` and `store/` (the record), `trust/` (keys and anchors), `home.toml` (who works here),
`formats.toml` (formats of one's own), `trades.toml` (trades of one's own), `models.toml` (models that may be asked).
"""

from oeuvre.studio.again import rerun_act
from oeuvre.studio.errors import (
    ExportMissing,
    HomeUnreadable,
    HomeUnusable,
    LicenceUnclear,
    NoRecord,
    OriginUnnamed,
    StudioError,
)
from oeuvre.studio.ideas import Shown, decide_idea, find_ideas, write_words
from oeuvre.studio.opened import Made, Profile, Studio, folder_name

__all__ = [
    "ExportMissing",
    "HomeUnreadable",
    "HomeUnusable",
    "LicenceUnclear",
    "Made",
    "NoRecord",
    "OriginUnnamed",
    "Profile",
    "Shown",
    "Studio",
    "StudioError",
    "decide_idea",
    "find_ideas",
    "folder_name",
    "rerun_act",
    "write_words",
]
