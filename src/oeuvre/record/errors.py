"""What can go wrong with a record.

RecordError
├── RecordBusy, RecordFull, RecordReadOnly, RecordUnreachable   the machine would not
├── RecordDamaged, RecordNewer                                  the file is not a record this program reads
├── KindUnknown, ActRefused, BytesMissing, ChainMoved            what was handed in cannot be recorded
├── WorkUnknown, WorkAmbiguous, PartyUnknown, PartyAmbiguous, ActUnknown
└── ProvUnreadable, ProvPartial, ProvForked                     what was to be imported
"""

from __future__ import annotations

from typing import ClassVar

from oeuvre.foundation import Language, OeuvreError, say


class RecordError(OeuvreError):
    """Any error of this room."""

    room: ClassVar[str] = "record"


class RecordBusy(RecordError):
    """Another program held the record for longer than the busy timeout."""

    code = "busy"
    http_status = 503


class RecordFull(RecordError):
    """The disk (or a quota) has no room left; nothing was half-written."""

    code = "disk-full"
    http_status = 507


class RecordReadOnly(RecordError):
    """The record may be read but not written."""

    code = "read-only"
    http_status = 403


class RecordUnreachable(RecordError):
    """The file or its folder could not be opened, read or written."""

    code = "unreachable"


class RecordDamaged(RecordError):
    """The file is not an intact SQLite database, or not one of ours."""

    code = "damaged"
    exit_code = 2


class RecordNewer(RecordError):
    """The file was written by a later version of the program."""

    code = "newer"
    exit_code = 2


class KindUnknown(RecordError):
    """A kind of act that no room has registered."""

    code = "kind-unknown"
    http_status = 422


class ActRefused(RecordError):
    """Something in an act does not have the shape it must have; `detail` is a key under `record:refused`."""

    code = "act-refused"
    exit_code = 2
    http_status = 422


class BytesMissing(RecordError):
    """A work's bytes are not in the content store, or have another size than was said."""

    code = "bytes-missing"
    http_status = 422


class WorkUnknown(RecordError):
    """No work with this id."""

    code = "work-unknown"
    http_status = 404


class WorkUnclear(WorkUnknown):
    """What no work can be called: neither an id, nor a file that is there, nor a number."""

    exit_code = 2


class WorkAmbiguous(RecordError):
    """The beginning of more than one id."""

    code = "work-ambiguous"
    exit_code = 2
    http_status = 409


class PartyUnknown(RecordError):
    """No party with this id or name."""

    code = "party-unknown"
    http_status = 404


class ActUnknown(RecordError):
    """No act with this number."""

    code = "act-unknown"
    http_status = 404


class ProvUnreadable(RecordError):
    """A file that should be the export of a record and is not, at this place; `reason` is a key under `record:prov`."""

    code = "prov-unreadable"
    exit_code = 2
    http_status = 422

    def message(self, language: Language = "en") -> str:
        detail = say(f"record:prov.{self.values['reason']}", language, detail=self.values.get("found", ""))
        return say("record:errors.prov-unreadable.message", language, detail=detail)


class ProvPartial(RecordError):
    """A run's or a project's export: made for reading, it lacks what the chain needs."""

    code = "prov-partial"
    exit_code = 2
    http_status = 422


class ProvForked(RecordError):
    """Two different acts claim one place of one chain, or a file would go on with this home's own chain."""

    code = "prov-forked"
    exit_code = 3
    http_status = 409
