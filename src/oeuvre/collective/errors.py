"""What the collective refuses."""

from __future__ import annotations

from oeuvre.foundation import OeuvreError


class CollectiveError(OeuvreError):
    """What the collective refuses."""

    room = "collective"


class TablesUnreadable(CollectiveError):
    """The file of the tables is damaged, or not one."""

    code = "tables-unreadable"


class TablesNewer(CollectiveError):
    """The file of the tables was written by a later Oeuvre."""

    code = "tables-newer"


class TablesFull(CollectiveError):
    """The disk has no room for the tables, or does not take what is written."""

    code = "tables-full"
    http_status = 507


class TablesReadOnly(CollectiveError):
    """The file of the tables, or its folder, may not be written."""

    code = "tables-read-only"
    http_status = 507


class TablesBusy(CollectiveError):
    """Another program holds the file of the tables."""

    code = "tables-busy"
    http_status = 409


class VersionUnknown(CollectiveError):
    """No version of the table has this id."""

    code = "version-unknown"
    http_status = 404


class VersionsFull(CollectiveError):
    """The table has as many named versions as it may have."""

    code = "versions-full"
    http_status = 409


class BrandUnknown(CollectiveError):
    """No brand kit has this id."""

    code = "brand-unknown"
    http_status = 404


class BadMessage(Exception):
    """A message of a window that cannot be taken; it ends that connection and nothing else.

    `close` is the WebSocket's code (RFC 6455): 1007 malformed, 1008 against the rules, 1009 too big, 1013 try later;
    4413, of our own, a table that takes nothing more. One that `is_costly` had the whole table read again.
    """

    def __init__(self, close: int, reason: str, *, is_costly: bool = False) -> None:
        super().__init__(reason)
        self.is_costly = is_costly
        self.close = close
        self.reason = reason
