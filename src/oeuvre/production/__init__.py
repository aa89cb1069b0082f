"""Production: the loop from brief to hand-off. Each step is acts on the record, and the record is its only state."""

from oeuvre.production.errors import (
    AllStruckOut,
    ChosenStands,
    CopyLost,
    FileUnknown,
    FolderUnwritable,
    ForeignFolder,
    HomeInside,
    MustStay,
    NoFaceForScript,
    NoSuchDraft,
    NothingToChoose,
    NotOffered,
    ProductionError,
    ReferencesRefused,
    RunBusy,
    ShareAlikeOff,
    ZipInTheWay,
)
from oeuvre.production.gathering import gather_report, shown_name
from oeuvre.production.handoff import RECORD_PATH, check_zip, write_contact_sheet, zip_folder
from oeuvre.production.importing import bring_in, check_file_kind
from oeuvre.production.loop import DRAFTS, Loop, silent
from oeuvre.production.page.phrases import licence_name
from oeuvre.production.pieces import Pieces
from oeuvre.production.preparing import prepare
from oeuvre.production.report import RunReport
from oeuvre.production.run import Run, check_folder, identify, lock, open_folder, read_run_of, slug, write_atomic
from oeuvre.production.states import Draft, drafts_of, find_draft, latest_run
from oeuvre.production.workshop import Workshop

__all__ = [
    "DRAFTS",
    "RECORD_PATH",
    "AllStruckOut",
    "ChosenStands",
    "CopyLost",
    "Draft",
    "FileUnknown",
    "FolderUnwritable",
    "ForeignFolder",
    "HomeInside",
    "Loop",
    "MustStay",
    "NoFaceForScript",
    "NoSuchDraft",
    "NotOffered",
    "NothingToChoose",
    "Pieces",
    "ProductionError",
    "ReferencesRefused",
    "Run",
    "RunBusy",
    "RunReport",
    "ShareAlikeOff",
    "Workshop",
    "ZipInTheWay",
    "bring_in",
    "check_file_kind",
    "check_folder",
    "check_zip",
    "drafts_of",
    "find_draft",
    "gather_report",
    "identify",
    "latest_run",
    "licence_name",
    "lock",
    "open_folder",
    "prepare",
    "read_run_of",
    "shown_name",
    "silent",
    "slug",
    "write_atomic",
    "write_contact_sheet",
    "zip_folder",
]
