"""Live tables: a room for each project in use, where an edit is persisted, then seen by the others, then acknowledged.

Everything here runs on one event loop; nothing else touches a document. An update is applied as soon as it is read,
which tells whether it is one at all, but nobody is shown the table while edits of it are not yet on the disk.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pycrdt import Doc, Map

from oeuvre.collective import protocol
from oeuvre.collective.errors import BadMessage
from oeuvre.collective.store import Sent, TableStore, Version

# How long edits are gathered before they are written together, in seconds.
_GATHER = 0.004
# What a window may have unread before it is let go: it comes back and catches up.
_MOST_UNREAD = 2048
# Messages a second that a hand, a drag and a paste of a thousand cards stay under; and how many may come at once.
_RATE, _BURST = 400.0, 4000.0
MOST_DOCUMENT = 64 << 20
# From this many updates on, a table that nobody looks at is kept as one snapshot.
_LONG_TAIL = 400
MAPS = ("cards", "edges", "comments", "groups")


@dataclass(eq=False)
class Window:
    """One connection: who acts in it, what it is to be sent, how much of what it sent is durable."""

    actor: str
    unread: asyncio.Queue[bytes] = field(default_factory=lambda: asyncio.Queue(_MOST_UNREAD))
    closed: BadMessage | None = None
    client: int | None = None
    received: int = 0
    _allowance: float = _BURST
    _since: float = field(default_factory=time.monotonic)

    def send(self, data: bytes) -> None:
        """Queue a message; a window that does not read is let go, and the others are not kept waiting."""
        try:
            self.unread.put_nowait(data)
        except asyncio.QueueFull:
            self.closed = self.closed or BadMessage(1013, "this window does not keep up")

    def spend(self) -> None:
        """Count a message that came in. Raises `BadMessage` for a flood."""
        now = time.monotonic()
        self._allowance = min(_BURST, self._allowance + (now - self._since) * _RATE) - 1
        self._since = now
        if self._allowance < 0:
            raise BadMessage(1008, "too many messages")


class Room:
    """One table that somebody has open."""

    def __init__(self, project: str, store: TableStore) -> None:
        self.project = project
        self.store = store
        self.doc: Doc[Any] = _loaded(store, project)
        self.windows: set[Window] = set()
        self._presence: dict[int, tuple[int, Mapping[str, Any] | None]] = {}
        self._waiting: list[tuple[Window | None, Sent, int]] = []
        self._flushing: asyncio.Task[None] | None = None
        self._size = len(self.doc.get_update())

    # --- windows -----------------------------------------------------------------------------------------------

    def join(self, window: Window) -> None:
        """Let a window in: it is asked what it has, and told who is there."""
        self.windows.add(window)
        window.send(protocol.step_1(self.doc.get_state()))
        if self._presence:
            window.send(protocol.awareness(self._presence))

    def leave(self, window: Window) -> None:
        """Let a window go, and tell the others."""
        self.windows.discard(window)
        if window.client is not None and window.client in self._presence:
            clock, _ = self._presence.pop(window.client)
            self._tell(None, protocol.awareness({window.client: (clock + 1, None)}))

    async def receive(self, window: Window, data: bytes) -> None:
        """Take one message of a window. Raises `BadMessage`; the table and the others are as they were."""
        window.spend()
        message = protocol.read(data)
        if message.kind == protocol.QUERY_AWARENESS:
            window.send(protocol.awareness(self._presence))
        elif message.kind == protocol.AWARENESS:
            self._see(window, message)
        elif message.changes:
            self._take(window, message)
        else:
            await self.settled()
            try:
                lacking = self.doc.get_update(message.body)
            except Exception as error:
                raise BadMessage(1007, "a state that is none") from error
            window.send(protocol.step_2(lacking))

    def _see(self, window: Window, message: protocol.Message) -> None:
        """Pass on the presence of the window itself; it speaks for no other."""
        taken = {other.client for other in self.windows if other is not window}
        for client, (clock, state) in (message.states or {}).items():
            if window.client is None and client not in taken:
                window.client = client
            if client != window.client:
                continue
            self._presence[client] = (clock, state)
            self._tell(window, protocol.awareness({client: (clock, state)}))

    def _take(self, window: Window, message: protocol.Message) -> None:
        if self._size + len(message.body) > MOST_DOCUMENT:
            raise BadMessage(1009, "the table is full")
        if not message.is_empty:
            try:
                self.doc.apply_update(message.body)
            except BaseException as error:
                # Some decoding errors of the library are no Exception; cancelling is none of them.
                if isinstance(error, (asyncio.CancelledError, KeyboardInterrupt, SystemExit)):
                    raise
                raise BadMessage(1007, "an update that is none") from error
        window.received += 1
        self._size += len(message.body)
        self._store(window, Sent(window.actor, b"" if message.is_empty else message.body), window.received)

    # --- edits -------------------------------------------------------------------------------------------------

    async def edit(self, actor: str, change: Callable[[Doc[Any]], None]) -> None:
        """An edit of the server's own (cards of new works, a version brought back), durable when this returns."""
        before = self.doc.get_state()
        with self.doc.transaction():
            change(self.doc)
        body = self.doc.get_update(before)
        if body != b"\x00\x00":
            self._store(None, Sent(actor, body), 0)
        await self.settled()

    async def settled(self) -> None:
        """Wait until everything taken so far is on the disk."""
        while self._flushing is not None:
            await asyncio.shield(self._flushing)

    def _store(self, window: Window | None, sent: Sent, count: int) -> None:
        self._waiting.append((window, sent, count))
        if self._flushing is None:
            self._flushing = asyncio.get_running_loop().create_task(self._flush())

    async def _flush(self) -> None:
        try:
            while self._waiting:
                await asyncio.sleep(_GATHER)
                batch, self._waiting = self._waiting, []
                written = [sent for _, sent, _ in batch if sent.body]
                if written:
                    self.store.add(self.project, written)
                    await self.store.sync()
                counts: dict[Window, int] = {}
                for window, sent, count in batch:
                    if sent.body:
                        self._tell(window, protocol.update(sent.body))
                    if window is not None:
                        counts[window] = count
                for window, count in counts.items():
                    window.send(protocol.durable(count))
        except Exception:
            # What could not be written was shown to nobody: the windows come back and send it again.
            for window in self.windows:
                window.closed = window.closed or BadMessage(1011, "the table could not be written")
                window.send(b"")
            self._waiting.clear()
            self.doc = _loaded(self.store, self.project)
            raise
        finally:
            self._flushing = None

    def _tell(self, sender: Window | None, data: bytes) -> None:
        for window in self.windows:
            if window is not sender:
                window.send(data)

    # --- versions ----------------------------------------------------------------------------------------------

    async def keep(self, name: str, actor: str) -> Version:
        """Give the table as it stands a name."""
        await self.settled()
        cards = self.doc.get("cards", type=Map)
        return self.store.keep(self.project, name, actor, len(cards), self.doc.get_update())

    async def restore(self, version: str, actor: str) -> None:
        """Bring back what a version had, as one edit: what came since stays. Raises `VersionUnknown`."""
        old: Doc[Any] = Doc()
        old.apply_update(self.store.version_body(self.project, version))
        held = {name: old.get(name, type=Map).to_py() or {} for name in MAPS}

        def change(doc: Doc[Any]) -> None:
            for name, items in held.items():
                now = doc.get(name, type=Map)
                for key, value in items.items():
                    if key not in now or now[key].to_py() != value:
                        now[key] = Map(value)

        await self.edit(actor, change)

    def cards(self) -> dict[str, dict[str, Any]]:
        """The cards of the table as plain values, by id; those in the bin too."""
        return self.doc.get("cards", type=Map).to_py() or {}


class Rooms:
    """The rooms that are open. `opening` is awaited with a room that is opened: to place what its table lacks."""

    def __init__(self, store: TableStore, opening: Callable[[Room], Awaitable[None]] | None = None) -> None:
        self.store = store
        self._opening = opening
        self._rooms: dict[str, tuple[Room, int]] = {}
        self._lock = asyncio.Lock()

    @contextlib.asynccontextmanager
    async def room(self, project: str) -> AsyncIterator[Room]:
        """The room of a project's table, held open while the block lasts; the last one out closes it."""
        async with self._lock:
            known = self._rooms.get(project)
            room = known[0] if known else Room(project, self.store)
            self._rooms[project] = (room, (known[1] if known else 0) + 1)
            if known is None and self._opening is not None:
                await self._opening(room)
        try:
            yield room
        finally:
            async with self._lock:
                _, users = self._rooms[project]
                if users > 1:
                    self._rooms[project] = (room, users - 1)
                else:
                    await room.settled()
                    del self._rooms[project]
                    if self.store.tail(project) > _LONG_TAIL:
                        self.store.compact(project, room.doc.get_update())

    def open_rooms(self) -> tuple[Room, ...]:
        """Rooms in use."""
        return tuple(room for room, _ in self._rooms.values())


def _loaded(store: TableStore, project: str) -> Doc[Any]:
    doc: Doc[Any] = Doc()
    snapshot, rest = store.load(project)
    if snapshot:
        doc.apply_update(snapshot)
    for body in rest:
        if body:
            doc.apply_update(body)
    for name in MAPS:
        doc.get(name, type=Map)
    return doc
