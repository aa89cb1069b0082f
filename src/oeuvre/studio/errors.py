"""What the studio refuses."""

from __future__ import annotations

from oeuvre.foundation import OeuvreError


class StudioError(OeuvreError):
    """What the studio refuses."""

    room = "production"


class HomeUnusable(StudioError):
    """The home's folder cannot be created or written."""

    code = "home-unusable"


class HomeUnreadable(StudioError):
    """The home says who works there in words that cannot be read."""

    code = "home-unreadable"
    exit_code = 2


class ExportMissing(StudioError):
    """An exported record that is not there."""

    code = "export-missing"
    exit_code = 2


class NoRecord(StudioError):
    """A home in which nothing was recorded yet."""

    code = "no-record"


class OriginUnnamed(StudioError):
    """An import that does not say whose work it is."""

    code = "origin-unnamed"
    exit_code = 2


class LicenceUnclear(StudioError):
    """Terms that cannot be looked up."""

    code = "licence-unclear"
    exit_code = 2


class ProjectUnknown(StudioError):
    """No project of this name."""

    code = "project-unknown"
    http_status = 404


class ProjectTaken(StudioError):
    """A project of this title is there already."""

    code = "project-taken"
    http_status = 409


class NoBrief(StudioError):
    """A project whose brief the record does not hold."""

    code = "no-brief"
    http_status = 409


class JobUnknown(StudioError):
    """No job of this name."""

    code = "job-unknown"
    http_status = 404


class JobInterrupted(StudioError):
    """A job that the studio did not live to end."""

    code = "job-interrupted"
    http_status = 409


class BriefOutside(StudioError):
    """A brief names a file that does not lie beside it."""

    code = "brief-outside"
    exit_code = 2


class BriefUnwritable(StudioError):
    """A value that no TOML can hold."""

    code = "brief-value"
    exit_code = 2


class NotDecidable(StudioError):
    """A decision on a work that is neither a draft nor an idea, or of a kind that this one does not take."""

    code = "not-decidable"
    http_status = 409


class NotUnderstood(StudioError):
    """A sentence in which the engine of rules finds nothing that it could do."""

    code = "not-understood"
    exit_code = 2
    http_status = 422


class KindRefused(StudioError):
    """A file of a kind that no table holds."""

    code = "kind-refused"
    http_status = 415


class KindLies(StudioError):
    """A file whose name says one kind and whose bytes are another."""

    code = "kind-lies"
    http_status = 415


class FileTooLarge(StudioError):
    """More bytes than one file may have."""

    code = "file-too-large"
    http_status = 413


class QuotaReached(StudioError):
    """More bytes than a project may bring in."""

    code = "quota-reached"
    http_status = 413


class NoPicture(StudioError):
    """A work that has nothing to be seen."""

    code = "no-picture"
    http_status = 404
