"""The record: parties, works, acts, their lineage, and the content store. Depends on nothing above.

Every act that made, used or judged a work stands here for good, each hashed with the one before it. Credits, lineage
and exports are projections of these acts and of nothing else.
"""

from oeuvre.record.content import ContentStore, full_disk
from oeuvre.record.credits import Credit, credited_works, credits_of
from oeuvre.record.errors import (
    ActRefused,
    ActUnknown,
    BytesMissing,
    KindUnknown,
    PartyUnknown,
    ProvForked,
    ProvPartial,
    ProvUnreadable,
    RecordBusy,
    RecordDamaged,
    RecordError,
    RecordFull,
    RecordNewer,
    RecordReadOnly,
    RecordUnreachable,
    WorkAmbiguous,
    WorkUnclear,
    WorkUnknown,
)
from oeuvre.record.exchange import Imported
from oeuvre.record.iscc import iscc
from oeuvre.record.kinds import KINDS, ActKind, register_kind
from oeuvre.record.lineage import Edge, Lineage
from oeuvre.record.prov_reading import read_export
from oeuvre.record.record import Record
from oeuvre.record.values import (
    JSON,
    Act,
    By,
    Made,
    Modality,
    NewAct,
    NewWork,
    Party,
    PartyKind,
    Project,
    Recorded,
    Used,
    Work,
)
from oeuvre.record.verify import Verdict

__all__ = [
    "JSON",
    "KINDS",
    "Act",
    "ActKind",
    "ActRefused",
    "ActUnknown",
    "By",
    "BytesMissing",
    "ContentStore",
    "Credit",
    "Edge",
    "Imported",
    "KindUnknown",
    "Lineage",
    "Made",
    "Modality",
    "NewAct",
    "NewWork",
    "Party",
    "PartyKind",
    "PartyUnknown",
    "Project",
    "ProvForked",
    "ProvPartial",
    "ProvUnreadable",
    "Record",
    "RecordBusy",
    "RecordDamaged",
    "RecordError",
    "RecordFull",
    "RecordNewer",
    "RecordReadOnly",
    "RecordUnreachable",
    "Recorded",
    "Used",
    "Verdict",
    "Work",
    "WorkAmbiguous",
    "WorkUnclear",
    "WorkUnknown",
    "credited_works",
    "credits_of",
    "full_disk",
    "iscc",
    "read_export",
    "register_kind",
]
