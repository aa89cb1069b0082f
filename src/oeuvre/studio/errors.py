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
