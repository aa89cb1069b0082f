"""One live table: an edit is persisted, then seen by the others, then acknowledged.

Everything here runs on one event loop; nothing else touches a document. An update is applied as soon as it is read,
which tells whether it is one at all, but nobody is shown the table while edits of it are not yet on the disk.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pycrdt import Doc, Map, TransactionEvent, merge_updates

from oeuvre.collective import protocol
from oeuvre.collective.beside import beside
from oeuvre.collective.bringing_back import bring_back, document_of
from oeuvre.collective.errors import BadMessage, CollectiveError, TablesFull
from oeuvre.collective.signatures import MAPS, Signatures
from oeuvre.collective.store import Sent, TableStore, Version
from oeuvre.collective.updates import Ledger, Update, examine
from oeuvre.collective.window import Window
from oeuvre.collective.wire import state_of

MOST_DOCUMENT = 64 << 20
# A table that is full takes edits as small as putting a card into the bin, up to so much more. All in bytes.
_SMALL, _RESERVE = 512, 1 << 20
# How often a table that is full is measured, in seconds: what was deleted makes room.
_MEASURED = 5.0
# From this many updates on, a table is kept as one snapshot: when nobody looks at it any more, or while it is in use.
_LONG_TAIL, _LONGEST_TAIL = 400, 20_000
# From this many edits that wait for the disk together, they are sent on as one.
_TOGETHER = 3
# So many flights are on their way to the disk at a time: what comes in meanwhile does not wait for the one before. They
# are told in their order.
_FLIGHTS = 3
# Longer updates than this are walked through beside the loop, in bytes.
_LONG = 32_768
_log = logging.getLogger("oeuvre.collective")


@dataclass
class _Waiting:
    """What waits for the disk: an edit, and what a window is to be told once all up to here is durable."""

    window: Window | None = None
    sent: Sent | None = None
    count: int = 0
    answer: bytes = b""
    # Whether each part of the edit goes on exactly where its client's edits ended: such edits can be sent as one.
    joins: bool = False
    done: asyncio.Future[None] | None = None


@dataclass(eq=False)
class _Flight:
    """Edits that are being written to the disk together."""

    batch: list[_Waiting]
    landed: bool = False


@dataclass(frozen=True)
class _Held:
    """A document as the disk has it, read beside the loop."""

    doc: Doc[Any]
    size: int
    ledger: Ledger
    signatures: Signatures


class Room:
    """One table that somebody has open. `ready` reads it, and is awaited before anything else is done with it."""

    def __init__(self, project: str, store: TableStore) -> None:
        self.project = project
        self.store = store
        self.doc: Doc[Any] = Doc()
        self.windows: set[Window] = set()
        # Held by whoever lays out new cards: two who look for room at once would find the same.
        self.placing = asyncio.Lock()
        self._ledger = Ledger()
        self._signatures = Signatures()
        self._presence: dict[int, tuple[int, bytes]] = {}
        self._pens: dict[int, Window] = {}
        self._waiting: list[_Waiting] = []
        self._flying: list[_Flight] = []
        self._starting: asyncio.Task[None] | None = None
        self._reading: asyncio.Task[None] | None = None
        self._unreadable = True
        self._shortening: asyncio.Task[None] | None = None
        self._size = 0
        self._measured = -_MEASURED
        self._tail = 0

    async def ready(self) -> None:
        """Wait until the table is as the disk has it. Raises `CollectiveError` when its file cannot be read."""
        if self._unreadable and self._reading is None:
            self._read_again()
        while self._reading is not None:
            await asyncio.shield(self._reading)

    # --- windows -----------------------------------------------------------------------------------------------

    async def join(self, window: Window) -> None:
        """Let a window in: it is asked what it has, and told who is there."""
        await self.ready()
        self.windows.add(window)
        window.send(protocol.step_1(self.doc.get_state()))
        if self._presence:
            window.send(protocol.awareness(self._presence))

    def leave(self, window: Window) -> None:
        """Let a window go, and tell the others."""
        self.windows.discard(window)
        self._pens = {client: other for client, other in self._pens.items() if other is not window}
        if window.client is not None and window.client in self._presence:
            clock, _ = self._presence.pop(window.client)
            self._tell(window, protocol.gone(window.client, clock))

    async def receive(self, window: Window, data: bytes) -> None:
        """Take one message of a window. Raises `BadMessage`; the table and the others are as they were.

        Raises `CollectiveError` when the table had to be read again and cannot be.
        """
        if window.closed is not None:
            raise window.closed
        await self.ready()
        message = protocol.read(data)
        window.spend(message, len(data))
        if message.kind == protocol.QUERY_AWARENESS:
            window.send(protocol.awareness(self._presence))
        elif message.kind == protocol.AWARENESS:
            self._see(window, message)
        elif message.changes:
            if message.is_empty:
                update = Update({}, (), (), False)
            elif len(message.body) > _LONG:
                update = await beside(examine, message.body)
            else:
                update = examine(message.body)
            await self.ready()
            if window.closed is not None:
                raise window.closed
            self._take(window, update, message.body)
        else:
            state_of(message.body)
            # The answer shows edits that are still on their way to the disk: it waits with them.
            self._store(_Waiting(window, answer=protocol.step_2(self._update_since(message.body))))

    def _update_since(self, state: bytes) -> bytes:
        try:
            return self.doc.get_update(state)
        except ValueError as error:
            raise BadMessage(1007, "a state that is none") from error

    def _see(self, window: Window, message: protocol.Message) -> None:
        """Pass on the presence of the window itself; it speaks for no other. A window's first client is its own."""
        for client, (clock, state) in message.presence.items():
            if window.client is None and all(other.client != client for other in self.windows):
                window.client = client
                # Its edits carry the same number, from the first on.
                self._pens.setdefault(client, window)
            if client != window.client:
                continue
            told = protocol.present(state)
            there = told is not None
            if told is not None:
                state = _as_known(told, state, window)
            known = self._presence.get(client)
            if known is not None and (clock < known[0] or (clock == known[0] and there)):
                continue
            if there:
                self._presence[client] = (clock, state)
            else:
                self._presence.pop(client, None)
            self._tell(window, protocol.awareness({client: (clock, state)}))

    # --- edits of windows --------------------------------------------------------------------------------------

    def _take(self, window: Window, update: Update, body: bytes) -> None:
        window.received += 1
        news = self._news(window, update)
        joins = self._ledger.goes_on(update)
        if self._ledger.lacks(update):
            # A window that comes back sends what it just did before what it did while it was away.
            window.hold(update, body)
            return
        self._apply(window, update, body)
        if not window.early:
            # What says nothing new is acknowledged, and neither kept nor told.
            says = bool(news or update.deleted)
            self._store(_Waiting(window, Sent(window.actor, body) if says else None, window.received, joins=joins))
            self._put_right(window)
            return
        held, window.early = window.early, []
        done = [(body, window.received)]
        for early, early_body, count in held:
            if self._ledger.lacks(early):
                window.early.append((early, early_body, count))
            else:
                self._apply(window, early, early_body)
                done.append((early_body, count))
        # The count of what is durable never passes one that waits.
        known = min((count for _, _, count in window.early), default=window.received + 1) - 1
        for taken, _ in done:
            self._store(_Waiting(window, Sent(window.actor, taken), known))
        self._put_right(window)

    def _news(self, window: Window, update: Update) -> list[int]:
        """Of which clients an update tells something new; nobody writes under the number of another who is there."""
        news = self._ledger.news(update)
        for client in news:
            other = self._pens.get(client)
            if client == self.doc.client_id or (other is not None and not other.is_of(window)):
                raise BadMessage(1008, "an edit in the name of another window")
        if len(update.spans) == 1:
            for client in news:
                self._pens.setdefault(client, window)
        return news

    def _apply(self, window: Window, update: Update, body: bytes) -> None:
        if not update.spans and not update.deleted:
            return
        if update.adds:
            self._make_room(len(body))
        self._ledger.enter(update)
        try:
            self.doc.apply_update(body)
            # What the library has not taken up would wait in the document for ever.
            if len(update.spans) > 1 or any(item.within for item in update.items):
                state = state_of(self.doc.get_state())
                if any(state.get(client, 0) < end for client, (_, end) in update.spans.items()):
                    raise ValueError("not taken up")
        except BaseException as error:
            self._read_again()
            # Some decoding errors of the library are no Exception; cancelling is none of them.
            if isinstance(error, (asyncio.CancelledError, KeyboardInterrupt, SystemExit)):
                raise
            raise BadMessage(1007, "an update that is none", is_costly=True) from error
        self._size += len(body)

    def _make_room(self, more: int) -> None:
        """See that there is room for so many bytes. Raises `BadMessage` for a table that is full."""
        most = MOST_DOCUMENT + (_RESERVE if more <= _SMALL else 0)
        if self._size + more > most and time.monotonic() - self._measured >= _MEASURED:
            # What was overwritten or deleted takes no room any more.
            self._size, self._measured = len(self.doc.get_update()), time.monotonic()
        if self._size + more > most:
            raise BadMessage(4413, "the table is full")

    def _put_right(self, window: Window) -> None:
        """Take back what a window signed for somebody else, as an edit that everybody sees."""
        mends = self._signatures.check(self.doc, window.who)
        if not mends:
            return

        def change(doc: Doc[Any]) -> None:
            for mend in mends:
                mend(doc)

        self._edit(window.actor, change)

    # --- edits of the server -----------------------------------------------------------------------------------

    async def edit(self, actor: str, change: Callable[[Doc[Any]], None]) -> None:
        """An edit of the server's own (cards of new works, a version brought back), durable when this returns.

        One that fails half-way leaves the table as it was.
        """
        await self.ready()
        try:
            self._edit(actor, change)
            await self.settled()
        finally:
            with contextlib.suppress(CollectiveError):
                await self.ready()

    def _edit(self, actor: str, change: Callable[[Doc[Any]], None]) -> None:
        found: list[bytes] = []

        def seen(event: TransactionEvent) -> None:
            found.append(event.update)

        watching = self.doc.observe(seen)
        try:
            with self.doc.transaction():
                change(self.doc)
        except BaseException:
            self._read_again()
            raise
        self.doc.unobserve(watching)
        self._signatures.check(self.doc, None)
        for body in found:
            update = examine(body)
            if update.spans or update.deleted:
                self._ledger.enter(update)
                self._size += len(body)
                self._store(_Waiting(sent=Sent(actor, body)))

    async def settled(self) -> None:
        """Wait until everything taken so far is on the disk. Raises `CollectiveError` when it cannot be written."""
        if self._flying or self._waiting:
            done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.append(_Waiting(done=done))
            await done

    # --- the disk ----------------------------------------------------------------------------------------------

    def _store(self, waiting: _Waiting) -> None:
        if waiting.sent is None and not self._flying and not self._waiting:
            self._tell_durable([waiting])
            return
        self._waiting.append(waiting)
        self._take_off()

    def _take_off(self) -> None:
        """Have what waits begin its way, with all else that comes in until the loop turns."""
        if self._waiting and self._starting is None and len(self._flying) < _FLIGHTS:
            self._starting = asyncio.get_running_loop().create_task(self._fly())

    async def _fly(self) -> None:
        batch, self._waiting = self._waiting, []
        flight, self._starting = _Flight(batch), None
        self._flying.append(flight)
        try:
            written = [one.sent for one in batch if one.sent is not None]
            if written:
                self.store.add(self.project, written)
                self._tail += len(written)
                await self.store.sync()
            flight.landed = True
            # One that was lost with those before it is in the list no more.
            while self._flying and self._flying[0].landed:
                self._tell_durable(self._flying.pop(0).batch)
            if self._tail > _LONGEST_TAIL and self._shortening is None:
                self._shortening = asyncio.get_running_loop().create_task(self._shorten(_LONGEST_TAIL))
        except Exception as error:
            if flight in self._flying:
                _log.exception("the table of %s could not be written", self.project)
                lost = [one for other in self._flying for one in other.batch] + self._waiting
                self._flying = []
                self._lose(lost, error)
        finally:
            self._take_off()

    def _tell_durable(self, batch: list[_Waiting]) -> None:
        counts: dict[Window, int] = {}
        together = self._told_together(batch)
        for one in batch:
            if one.sent is not None and not together:
                data = protocol.update(one.sent.body)
                for window in self.windows:
                    if window.synced and window is not one.window:
                        window.send(data)
            if one.window is not None and one.answer:
                one.window.send(one.answer)
                one.window.synced = True
            elif one.window is not None:
                counts[one.window] = one.count
            if one.done is not None and not one.done.done():
                one.done.set_result(None)
        for window, count in counts.items():
            window.durable = max(window.durable, count)
            window.send(protocol.durable(window.durable))

    def _told_together(self, batch: list[_Waiting]) -> bool:
        """Send many edits as one: who falls behind gets less to do, not more. Whether it was done."""
        sent = [one.sent.body for one in batch if one.sent is not None]
        # An answer in between has what came before it; who gets it is sent only what comes after.
        if len(sent) < _TOGETHER or any(one.answer or (one.sent is not None and not one.joins) for one in batch):
            return False
        data = protocol.update(merge_updates(*sent))
        for window in self.windows:
            if window.synced:
                window.send(data)
        return True

    def _lose(self, lost: list[_Waiting], error: Exception) -> None:
        """What could not be written was shown to nobody: the windows come back and send it again."""
        self._waiting = []
        for window in self.windows:
            window.close(1011, "the disk is full" if isinstance(error, TablesFull) else "the table cannot be written")
        for one in lost:
            if one.done is not None and not one.done.done():
                one.done.set_exception(error)
        self._read_again()

    def _read_again(self) -> None:
        """Read the document as the disk has it, and what is on its way there; until then nobody is served from it.

        Where that fails, the next who comes tries.
        """
        self._unreadable = True
        if self._reading is None:
            self._reading = asyncio.get_running_loop().create_task(self._read())
            # Whoever waits for it hears of it; that nobody waits is no fault of its own.
            self._reading.add_done_callback(lambda task: task.cancelled() or task.exception())

    async def _read(self) -> None:
        try:
            self._tail = self.store.tail(self.project)
            snapshot, rest = self.store.load(self.project)
            bodies = [snapshot] if snapshot else []
            bodies += rest + [one.sent.body for one in self._waiting if one.sent]
            held = await beside(_held, bodies)
            self.doc, self._size = held.doc, held.size
            self._ledger, self._signatures = held.ledger, held.signatures
            self._unreadable = False
        except CollectiveError:
            _log.exception("the table of %s could not be read", self.project)
            raise
        finally:
            self._reading = None

    async def close(self) -> None:
        """Nobody looks at the table any more: it is kept as one snapshot, if it has grown long."""
        if self._shortening is not None:
            await self._shortening
        await self._shorten(_LONG_TAIL)

    async def _shorten(self, most: int) -> None:
        try:
            if self._tail > most:
                before, self._tail = self._tail, 0
                await self.store.compact(self.project)
                _log.debug("the table of %s was made compact: %d updates", self.project, before)
        except CollectiveError:
            # Everything is in the file as it is; only longer than it could be. It is tried again much later.
            _log.exception("the table of %s could not be made compact", self.project)
        finally:
            self._shortening = None

    def _tell(self, sender: Window | None, data: bytes) -> None:
        for window in self.windows:
            if window is not sender:
                window.send(data)

    # --- versions ----------------------------------------------------------------------------------------------

    async def keep(self, name: str, actor: str) -> Version:
        """Give the table as it stands a name. Raises `VersionsFull`."""
        await self.ready()
        body, cards = self.doc.get_update(), len(self.cards())
        await self.settled()
        return self.store.keep(self.project, name, actor, cards, body)

    async def restore(self, version: str, actor: str) -> None:
        """Bring back what a version had, as one edit: what came since stays. Raises `VersionUnknown`.

        Cards, edges and groups are as they were then; of comments, which people said to one another, only those that
        are gone come back.
        """
        body = await self.store.version_beside(self.project, version)
        old = await beside(document_of, body)
        await self.edit(actor, lambda doc: bring_back(doc, old))

    def cards(self, name: str = "cards") -> dict[str, dict[str, Any]]:
        """The table's cards, those in the bin too, or another of its maps, as plain values by id."""
        return {key: one for key, one in (self.doc.get(name, type=Map).to_py() or {}).items() if isinstance(one, dict)}


def _held(bodies: Sequence[bytes]) -> _Held:
    doc: Doc[Any] = Doc()
    for body in bodies:
        doc.apply_update(body)
    for name in MAPS:
        doc.get(name, type=Map)
    whole = doc.get_update()
    ledger = Ledger()
    ledger.enter(examine(whole))
    signatures = Signatures()
    signatures.watch(doc)
    return _Held(doc, len(whole), ledger, signatures)


def _as_known(told: dict[str, Any], state: bytes, window: Window) -> bytes:
    """What a window says of itself, under the name that the server knows it by."""
    who, right = window.who, dict(told)
    if "id" in told or "name" in told:
        right["id"] = who.shown or who.id
    if "name" in told:
        right["name"] = who.name
    return state if right == told else protocol.presence_of(right)
