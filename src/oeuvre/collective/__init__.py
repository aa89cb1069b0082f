"""The collective: the tables that people share, live (CRDT), their comments and versions, and the brand kits.

The arrangement of a table is state of its own; what makes or changes a work is an act on the record, and never here.
"""

from oeuvre.collective.errors import BadMessage, BrandUnknown, CollectiveError, TablesUnreadable, VersionUnknown
from oeuvre.collective.rooms import MAPS, Room, Rooms, Window
from oeuvre.collective.store import TableStore, Version

__all__ = [
    "MAPS",
    "BadMessage",
    "BrandUnknown",
    "CollectiveError",
    "Room",
    "Rooms",
    "TableStore",
    "TablesUnreadable",
    "Version",
    "VersionUnknown",
    "Window",
]
