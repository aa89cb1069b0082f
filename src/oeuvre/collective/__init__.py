"""The collective: the tables that people share, live (CRDT), their comments and versions, and the brand kits.

The arrangement of a table is state of its own; what makes or changes a work is an act on the record, and never here.
"""

from oeuvre.collective.errors import (
    BadMessage,
    BrandUnknown,
    CollectiveError,
    TablesBusy,
    TablesFull,
    TablesNewer,
    TablesReadOnly,
    TablesUnreadable,
    VersionsFull,
    VersionUnknown,
)
from oeuvre.collective.placing import ANEW, Kind, Label, Placing, TableWork, cards_for, place
from oeuvre.collective.protocol import MOST_BYTES, durable
from oeuvre.collective.room import Room
from oeuvre.collective.rooms import Rooms
from oeuvre.collective.signatures import MAPS
from oeuvre.collective.store import DATABASE_NAME, Hand, TableStore, Version
from oeuvre.collective.window import Who, Window

__all__ = [
    "ANEW",
    "DATABASE_NAME",
    "MAPS",
    "MOST_BYTES",
    "BadMessage",
    "BrandUnknown",
    "CollectiveError",
    "Hand",
    "Kind",
    "Label",
    "Placing",
    "Room",
    "Rooms",
    "TableStore",
    "TableWork",
    "TablesBusy",
    "TablesFull",
    "TablesNewer",
    "TablesReadOnly",
    "TablesUnreadable",
    "Version",
    "VersionUnknown",
    "VersionsFull",
    "Who",
    "Window",
    "cards_for",
    "durable",
    "place",
]
