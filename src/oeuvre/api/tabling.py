"""Cards for new works on the tables that somebody has open: placed by rule, as soon as they are recorded."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Mapping

from oeuvre.api.events import Hub
from oeuvre.api.labelling import labels_of, rows_of
from oeuvre.api.rows import size_of
from oeuvre.collective import CollectiveError, Kind, Placing, Room, Rooms, TableWork, place
from oeuvre.foundation import Language, OeuvreError
from oeuvre.studio import Desk, is_struck

# What a table shows of a project; pieces of the library and briefs have their own pages.
SHOWN: Mapping[str, Kind] = {
    "idea": "idea",
    "draft": "draft",
    "edition": "edition",
    "picture": "other",
    "sound": "other",
    "text": "other",
    "font": "other",
}
# How often other programs' acts are looked for, in seconds.
_LOOK = 1.0
_log = logging.getLogger("oeuvre.api")


def placing_of(desk: Desk, project: str, language: Language) -> Placing:
    """The works of a project that a table shows, and the words over their rows."""
    fold = desk.fold(project)
    works, starts = [], rows_of(fold)
    for card in tuple(fold.cards):
        kind = SHOWN.get(card.kind)
        if kind is None or (kind == "draft" and is_struck(card)):
            # What a check struck out is told over its row, and lies there once somebody wants it.
            continue
        width, height = size_of(desk, card)
        corrected = next((used.work_id for used in card.act.used if used.role == "edited"), None)
        if kind == "draft" and card.round is None and corrected is not None:
            kind = "correction"
        works.append(
            TableWork(
                card.work.id,
                kind,
                number=card.number or 0,
                round=starts.get(card.act.run or "", 0) + (card.round or 0),
                ratio=width / height if width and height else 0.0,
                of=corrected
                if kind == "correction"
                else card.parents[0]
                if kind == "edition" and card.parents
                else None,
            )
        )
    return Placing(works, labels_of(fold, language))


class Tabling:
    """Places what tables lack: when one is opened, and while it is open."""

    def __init__(self, desk: Desk, hub: Hub, language: Language) -> None:
        self.desk = desk
        self.hub = hub
        self.language = language

    async def opening(self, room: Room) -> None:
        """Place what a table lacks that is just being opened; one of no project stays as it is."""
        with contextlib.suppress(OeuvreError):
            placing = await asyncio.to_thread(placing_of, self.desk, room.project, self.language)
            by = await asyncio.to_thread(self._rule)
            await place(room, placing, by=by)

    def _rule(self) -> str:
        from oeuvre.production import rule

        return rule(self.desk.record, "composition").id

    async def watch(self, rooms: Rooms) -> None:
        """Place what is recorded from now on, until the studio ends."""
        head: int | None = None
        while not self.hub.closed:
            try:
                now = await asyncio.to_thread(self.desk.record.head)
                if now != head:
                    for room in rooms.open_rooms() if head is not None else ():
                        await self._tried(room)
                    head = now
            except Exception:
                # One turn that went wrong is no reason to place nothing ever after.
                _log.exception("what was recorded could not be looked at")
            await self.hub.wait(_LOOK)

    async def _tried(self, room: Room) -> None:
        """Place what a table lacks; what goes wrong there keeps no other table from it."""
        try:
            await self.opening(room)
        except (CollectiveError, OSError):
            _log.warning("the table of %s could not be written", room.project)
        except Exception:
            _log.exception("the cards of %s could not be placed", room.project)
