"""The tables that are open, each once: the first who comes opens it, the last who goes closes it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass

from oeuvre.collective.errors import BadMessage, CollectiveError
from oeuvre.collective.room import Room
from oeuvre.collective.store import TableStore

# Windows of one session, and of all: each costs memory and a place in every round of news.
MOST_OF_A_SESSION, MOST_WINDOWS = 128, 1024
# So many times a session may have a table read again before it is kept out for a while, in seconds, longer each time.
_PATIENCE, _LONGEST = 3, 60.0
_log = logging.getLogger("oeuvre.collective")


@dataclass
class _Visits:
    """The windows of a session, how often a table was read again for what they sent, and until when it is kept out."""

    windows: int = 0
    faults: float = 0.0
    since: float = 0.0
    until: float = 0.0


@dataclass(eq=False)
class _Open:
    """A room in use, or being opened, by how many."""

    opening: asyncio.Task[Room]
    users: int = 0


class Rooms:
    """The rooms that are open. `opening` is awaited with a room that is opened: to place what its table lacks."""

    def __init__(self, store: TableStore, opening: Callable[[Room], Awaitable[None]] | None = None) -> None:
        self.store = store
        self._opening = opening
        self._open: dict[str, _Open] = {}
        self._closing: set[asyncio.Task[None]] = set()
        self._visits: dict[str, _Visits] = {}

    @contextlib.asynccontextmanager
    async def room(self, project: str) -> AsyncIterator[Room]:
        """The room of a project's table, held open while the block lasts; the last one out closes it.

        Raises `CollectiveError` when the file cannot be read.
        """
        entry = self._open.get(project)
        if entry is None:
            entry = self._open[project] = _Open(asyncio.get_running_loop().create_task(self._opened(project)))
        entry.users += 1
        try:
            yield await asyncio.shield(entry.opening)
        finally:
            entry.users -= 1
            if entry.users == 0:
                task = asyncio.get_running_loop().create_task(self._close(project, entry))
                self._closing.add(task)
                task.add_done_callback(self._closing.discard)
                await asyncio.shield(task)

    @contextlib.contextmanager
    def visit(self, session: str) -> Iterator[None]:
        """Count a window of a session while the block lasts; a `BadMessage` that ends it counts against the session.

        Raises `BadMessage` to say "later" to a session that has too many, or that was ended too often of late.
        """
        now = time.monotonic()
        mine = self._visits.setdefault(session, _Visits(since=now))
        # What was done wrong is forgiven by and by.
        mine.faults, mine.since = max(0.0, mine.faults - (now - mine.since) / 10), now
        if mine.until > now:
            raise BadMessage(1013, "this browser was ended too often: later")
        if mine.windows >= MOST_OF_A_SESSION or sum(one.windows for one in self._visits.values()) >= MOST_WINDOWS:
            raise BadMessage(1013, "too many windows")
        mine.windows += 1
        try:
            yield
        except BadMessage as error:
            if error.is_costly:
                mine.faults += 1
                if mine.faults > _PATIENCE:
                    mine.until = time.monotonic() + min(_LONGEST, 2 ** (mine.faults - _PATIENCE))
            raise
        finally:
            mine.windows -= 1
            for other in [key for key, one in self._visits.items() if not one.windows and not one.faults]:
                del self._visits[other]

    async def _opened(self, project: str) -> Room:
        room = Room(project, self.store)
        await room.ready()
        if self._opening is not None:
            try:
                await self._opening(room)
            except Exception:
                # A table is of use without its newest cards; they are placed when it is opened next.
                _log.exception("what the table of %s lacks could not be placed", project)
        return room

    async def _close(self, project: str, entry: _Open) -> None:
        room: Room | None = None
        with contextlib.suppress(Exception):
            room = await asyncio.shield(entry.opening)
            await room.settled()
        if entry.users or self._open.get(project) is not entry:
            return
        del self._open[project]
        if room is not None:
            await room.close()

    async def close(self) -> None:
        """End every window and wait until all that was taken is on the disk: the server stops."""
        for room in self.open_rooms():
            for window in room.windows:
                window.close(1012, "the studio is closing")
        for room in self.open_rooms():
            with contextlib.suppress(CollectiveError):
                await room.settled()
        while self._closing:
            await asyncio.wait(self._closing)

    def open_rooms(self) -> tuple[Room, ...]:
        """Rooms in use."""
        found = (entry.opening for entry in self._open.values())
        return tuple(task.result() for task in found if task.done() and not task.cancelled() and not task.exception())
