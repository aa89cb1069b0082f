"""Production: the loop from brief to hand-off. Each step is acts on the record, and the record is its only state."""

from oeuvre.production.at_hand import AtHand, spent
from oeuvre.production.errors import (
    AllStruckOut,
    ChosenStands,
    CopyLost,
    FileUnknown,
    FolderUnwritable,
    ForeignFolder,
    HomeInside,
    IdeaRefused,
    MustStay,
    NoFaceForScript,
    NoSuchDraft,
    NoSuchIdea,
    NothingToChoose,
    NotOffered,
    NotRepeatable,
    ProductionError,
    ReferencesRefused,
    RunBusy,
    ShareAlikeOff,
    ZipInTheWay,
)
from oeuvre.production.gathering import act_row, gather_report, rule_name, shown_name
from oeuvre.production.handoff import (
    RECORD_PATH,
    check_zip,
    result_files,
    write_contact_sheet,
    write_ideas_page,
    zip_folder,
)
from oeuvre.production.ideas import IDEAS, MOST_IDEAS, Proposed, check_wish, find_idea, ideas_of, read_idea, worded
from oeuvre.production.importing import bring_in, check_file_kind
from oeuvre.production.loop import DRAFTS, Loop, silent
from oeuvre.production.page.phrases import licence_name
from oeuvre.production.pieces import Pieces
from oeuvre.production.preparing import prepare
from oeuvre.production.recording import Recorder, brief_alone, brief_work
from oeuvre.production.report import RunReport
from oeuvre.production.rerunning import Reach, Rerun, is_repeatable, rerun
from oeuvre.production.rounds import MOST as MOST_OF_ROUND
from oeuvre.production.rounds import (
    ROUND,
    Round,
    RoundMade,
    Wish,
    refuse_round,
    settled_wish,
    to_round,
    variant_rounds,
)
from oeuvre.production.run import Run, check_folder, identify, lock, open_folder, read_run_of, slug, write_atomic
from oeuvre.production.searching import Found, excerpt, says, search
from oeuvre.production.states import Draft, draft_path, drafts_of, find_draft, latest_run
from oeuvre.production.taste import Taste, reset_taste, taste_of
from oeuvre.production.thumbnails import picture_of
from oeuvre.production.words import find_lines
from oeuvre.production.workshop import Workshop

__all__ = [
    "DRAFTS",
    "IDEAS",
    "MOST_IDEAS",
    "MOST_OF_ROUND",
    "RECORD_PATH",
    "ROUND",
    "AllStruckOut",
    "AtHand",
    "ChosenStands",
    "CopyLost",
    "Draft",
    "FileUnknown",
    "FolderUnwritable",
    "ForeignFolder",
    "Found",
    "HomeInside",
    "IdeaRefused",
    "Loop",
    "MustStay",
    "NoFaceForScript",
    "NoSuchDraft",
    "NoSuchIdea",
    "NotOffered",
    "NotRepeatable",
    "NothingToChoose",
    "Pieces",
    "ProductionError",
    "Proposed",
    "Reach",
    "Recorder",
    "ReferencesRefused",
    "Rerun",
    "Round",
    "RoundMade",
    "Run",
    "RunBusy",
    "RunReport",
    "ShareAlikeOff",
    "Taste",
    "Wish",
    "Workshop",
    "ZipInTheWay",
    "act_row",
    "brief_alone",
    "brief_work",
    "bring_in",
    "check_file_kind",
    "check_folder",
    "check_wish",
    "check_zip",
    "draft_path",
    "drafts_of",
    "excerpt",
    "find_draft",
    "find_idea",
    "find_lines",
    "gather_report",
    "ideas_of",
    "identify",
    "is_repeatable",
    "latest_run",
    "licence_name",
    "lock",
    "open_folder",
    "picture_of",
    "prepare",
    "read_idea",
    "read_run_of",
    "refuse_round",
    "rerun",
    "reset_taste",
    "result_files",
    "rule_name",
    "says",
    "search",
    "settled_wish",
    "shown_name",
    "silent",
    "slug",
    "spent",
    "taste_of",
    "to_round",
    "variant_rounds",
    "worded",
    "write_atomic",
    "write_contact_sheet",
    "write_ideas_page",
    "zip_folder",
]
