"""The composition root: opens a home and wires the rooms. What needs two rooms at once is asked for here.

A home is a folder: `oeuvre.db` and `store/` (the record), `trust/` (keys and anchors), `home.toml` (who works here),
`formats.toml` (formats of one's own), `trades.toml` (trades of one's own), `models.toml` (models that may be asked).
"""

from oeuvre.studio.again import rerun_act
from oeuvre.studio.asking import HOUSE, ask_partner, moments_of, propose_at, told_of
from oeuvre.studio.briefs import keep_brief, new_project, read_values, reading_of, toml_of, values_of
from oeuvre.studio.corrections import Brought, Changed, correct, correct_in
from oeuvre.studio.decisions import decide_draft, undo
from oeuvre.studio.desk import Desk
from oeuvre.studio.elements import elements_of
from oeuvre.studio.errors import (
    BriefOutside,
    BriefUnwritable,
    ExportMissing,
    FileTooLarge,
    HomeUnreadable,
    HomeUnusable,
    JobInterrupted,
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
from oeuvre.studio.exploring import bring_drawing, project_meant, take_drawing
from oeuvre.studio.files import MOST_BYTES, QUOTA, SIZES, picture_size, safe_name, take_in, thumbnail
from oeuvre.studio.folded import HIDDEN, Card, Failed, Fold, is_struck
from oeuvre.studio.formats import allow, foreseen_of
from oeuvre.studio.ideas import Shown, decide_idea, find_ideas, write_words
from oeuvre.studio.jobs import Job, Jobs, Tell
from oeuvre.studio.journal import Answer, Journal
from oeuvre.studio.making import Making
from oeuvre.studio.matches import begin_matches, judge_match, refuse_rest, unjudge_match
from oeuvre.studio.money import Look, look_at_usage
from oeuvre.studio.opened import UNNAMED, Made, Profile, Studio, folder_name
from oeuvre.studio.partners import ask_model, model_start, round_for
from oeuvre.studio.places import Place, brief_folder, place_of
from oeuvre.studio.rounds import Rounded, make_round, project_taste, refuse_whole, round_in, shown_again, work_value
from oeuvre.studio.steps import (
    RoundAsked,
    after_undoing,
    check_correction,
    check_variants,
    decide,
    refuse_all,
    take_back,
    to_corrected,
    to_drafts,
    to_editions,
    to_ideas,
    to_variants,
)

__all__ = [
    "HIDDEN",
    "HOUSE",
    "MOST_BYTES",
    "QUOTA",
    "SIZES",
    "UNNAMED",
    "Answer",
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
    "JobInterrupted",
    "JobUnknown",
    "Jobs",
    "Journal",
    "KindLies",
    "KindRefused",
    "LicenceUnclear",
    "Look",
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
    "RoundAsked",
    "Rounded",
    "Shown",
    "Studio",
    "StudioError",
    "Tell",
    "after_undoing",
    "allow",
    "ask_model",
    "ask_partner",
    "begin_matches",
    "brief_folder",
    "bring_drawing",
    "check_correction",
    "check_variants",
    "correct",
    "correct_in",
    "decide",
    "decide_draft",
    "decide_idea",
    "elements_of",
    "find_ideas",
    "folder_name",
    "foreseen_of",
    "is_struck",
    "judge_match",
    "keep_brief",
    "look_at_usage",
    "make_round",
    "model_start",
    "moments_of",
    "new_project",
    "picture_size",
    "place_of",
    "project_meant",
    "project_taste",
    "propose_at",
    "read_values",
    "reading_of",
    "refuse_all",
    "refuse_rest",
    "refuse_whole",
    "rerun_act",
    "round_for",
    "round_in",
    "safe_name",
    "shown_again",
    "take_back",
    "take_drawing",
    "take_in",
    "thumbnail",
    "to_corrected",
    "to_drafts",
    "to_editions",
    "to_ideas",
    "to_variants",
    "told_of",
    "toml_of",
    "undo",
    "unjudge_match",
    "values_of",
    "work_value",
    "write_words",
]
