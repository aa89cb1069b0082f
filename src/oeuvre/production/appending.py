"""Acts that follow from what stands on the record: made of it, and written while it stands just so."""

from __future__ import annotations

from collections.abc import Callable

from oeuvre.record import Act, NewAct, Record


def append_as_it_stands(record: Record, make: Callable[[], NewAct]) -> Act:
    """Append what `make` draws from the record, which may raise. Where others wrote meanwhile it is drawn anew: of
    several at once, each knows of those before it."""
    while True:
        head = record.head()
        recorded = record.append_at(head, [make()])
        if recorded is not None:
            return recorded[0].act
