"""The composition root: opens a home and wires the rooms. What needs two rooms at once is asked for here.

A home is a folder: `oeuvre.db` and `store/` (the record), `trust/` (keys and anchors), `home.toml` (who works here),
`formats.toml` (formats of one's own), `trades.toml` (trades of one's own), `models.toml` (models that may be asked).
"""

from oeuvre.studio.again import rerun_act
from oeuvre.studio.briefs import keep_brief, new_project, read_values, reading_of, toml_of, values_of
from oeuvre.studio.corrections import Brought, Changed, correct, correct_in, undo
from oeuvre.studio.desk import Desk
from oeuvre.studio.errors import (
    BriefOutside,
    BriefUnwritable,
    ExportMissing,
    FileTooLarge,
    HomeUnreadable,
    HomeUnusable,
    JobUnknown,
    KindLies,
    KindRefused,
    LicenceUnclear,
    NoBrief,
    NoPicture,
    NoRecord,
    NotDecidable,
    OriginUnnamed,
    ProjectTaken,
    ProjectUnknown,
    QuotaReached,
    StudioError,
)
from oeuvre.studio.files import MOST_BYTES, QUOTA, SIZES, picture_size, safe_name, take_in, thumbnail
from oeuvre.studio.folded import HIDDEN, Card, Failed, Fold
from oeuvre.studio.ideas import Shown, decide_idea, find_ideas, write_words
from oeuvre.studio.jobs import Job, Jobs, Tell
from oeuvre.studio.making import Making
from oeuvre.studio.opened import UNNAMED, Made, Profile, Studio, folder_name
from oeuvre.studio.places import Place, brief_folder, place_of
from oeuvre.studio.rounds import Rounded, make_round, project_taste, refuse_whole, round_in, shown_again, work_value
from oeuvre.studio.steps import decide, to_drafts, to_editions, to_ideas

__all__ = [
    "HIDDEN",
    "MOST_BYTES",
    "QUOTA",
    "SIZES",
    "UNNAMED",
    "BriefOutside",
    "BriefUnwritable",
    "Brought",
    "Card",
    "Changed",
    "Desk",
    "ExportMissing",
    "Failed",
    "FileTooLarge",
    "Fold",
    "HomeUnreadable",
    "HomeUnusable",
    "Job",
    "JobUnknown",
    "Jobs",
    "KindLies",
    "KindRefused",
    "LicenceUnclear",
    "Made",
    "Making",
    "NoBrief",
    "NoPicture",
    "NoRecord",
    "NotDecidable",
    "OriginUnnamed",
    "Place",
    "Profile",
    "ProjectTaken",
    "ProjectUnknown",
    "QuotaReached",
    "Rounded",
    "Shown",
    "Studio",
    "StudioError",
    "Tell",
    "brief_folder",
    "correct",
    "correct_in",
    "decide",
    "decide_idea",
    "find_ideas",
    "folder_name",
    "keep_brief",
    "make_round",
    "new_project",
    "picture_size",
    "place_of",
    "project_taste",
    "read_values",
    "reading_of",
    "refuse_whole",
    "rerun_act",
    "round_in",
    "safe_name",
    "shown_again",
    "take_in",
    "thumbnail",
    "to_drafts",
    "to_editions",
    "to_ideas",
    "toml_of",
    "undo",
    "values_of",
    "work_value",
    "write_words",
]
