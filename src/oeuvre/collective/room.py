"""One live table: an edit is persisted, then seen by the others, then acknowledged.

Everything here runs on one event loop; nothing else touches a document. An update is applied as soon as it is read,
which tells whether it is one at all, but nobody is shown the table while edits of it are not yet on the disk.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pycrdt import Array, Doc, Map, Text, TransactionEvent, merge_updates

from oeuvre.collective import protocol
from oeuvre.collective.errors import BadMessage, CollectiveError, TablesFull
from oeuvre.collective.store import Sent, TableStore, Version
from oeuvre.collective.updates import Ledger, Update, examine
from oeuvre.collective.window import Window
from oeuvre.collective.wire import state_of

MAPS = ("cards", "edges", "comments", "groups")
MOST_DOCUMENT = 64 << 20
# From this many updates on, a table is kept as one snapshot: when nobody looks at it any more, or while it is in use.
_LONG_TAIL, _LONGEST_TAIL = 400, 20_000
# From this many edits that wait for the disk together, they are sent on as one.
_TOGETHER = 3
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


class Room:
    """One table that somebody has open. Raises `CollectiveError` when its file cannot be read."""

    def __init__(self, project: str, store: TableStore) -> None:
        self.project = project
        self.store = store
        self.doc: Doc[Any]
        self.windows: set[Window] = set()
        self._ledger = Ledger()
        self._presence: dict[int, tuple[int, bytes]] = {}
        self._pens: dict[int, Window] = {}
        self._waiting: list[_Waiting] = []
        self._flushing: asyncio.Task[None] | None = None
        self._unreadable = False
        self._size = 0
        self._tail = store.tail(project)
        self._reload()

    # --- windows -----------------------------------------------------------------------------------------------

    def join(self, window: Window) -> None:
        """Let a window in: it is asked what it has, and told who is there."""
        if self._unreadable:
            self._reload()
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
        if self._unreadable:
            self._reload()
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
                update = await asyncio.to_thread(examine, message.body)
            else:
                update = examine(message.body)
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
            there = protocol.is_present(state)
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
        if self._size + len(body) > MOST_DOCUMENT:
            # What was overwritten takes no room any more.
            self._size = len(self.doc.get_update())
            if self._size + len(body) > MOST_DOCUMENT:
                raise BadMessage(1009, "the table is full")
        self._ledger.enter(update)
        try:
            self.doc.apply_update(body)
            # Edits that hang on one another in a circle are never taken up, and would wait in the document for ever.
            if len(update.spans) > 1 or any(item.within for item in update.items):
                state = state_of(self.doc.get_state())
                if any(state.get(client, 0) < end for client, (_, end) in update.spans.items()):
                    raise ValueError("a circle")
        except BaseException as error:
            self._reload()
            # Some decoding errors of the library are no Exception; cancelling is none of them.
            if isinstance(error, (asyncio.CancelledError, KeyboardInterrupt, SystemExit)):
                raise
            raise BadMessage(1007, "an update that is none") from error
        self._size += len(body)

    # --- edits of the server -----------------------------------------------------------------------------------

    async def edit(self, actor: str, change: Callable[[Doc[Any]], None]) -> None:
        """An edit of the server's own (cards of new works, a version brought back), durable when this returns.

        One that fails half-way leaves the table as it was.
        """
        if self._unreadable:
            self._reload()
        found: list[bytes] = []

        def seen(event: TransactionEvent) -> None:
            found.append(event.update)

        watching = self.doc.observe(seen)
        try:
            with self.doc.transaction():
                change(self.doc)
        except BaseException:
            self._reload()
            raise
        self.doc.unobserve(watching)
        for body in found:
            update = examine(body)
            if update.spans or update.deleted:
                self._ledger.enter(update)
                self._size += len(body)
                self._store(_Waiting(sent=Sent(actor, body)))
        await self.settled()

    async def settled(self) -> None:
        """Wait until everything taken so far is on the disk. Raises `CollectiveError` when it cannot be written."""
        if self._flushing is not None:
            done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.append(_Waiting(done=done))
            await done

    # --- the disk ----------------------------------------------------------------------------------------------

    def _store(self, waiting: _Waiting) -> None:
        if self._flushing is None and waiting.sent is None:
            self._tell_durable([waiting])
            return
        self._waiting.append(waiting)
        if self._flushing is None:
            self._flushing = asyncio.get_running_loop().create_task(self._flush())

    async def _flush(self) -> None:
        batch: list[_Waiting] = []
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                written = [one.sent for one in batch if one.sent is not None]
                if written:
                    self.store.add(self.project, written)
                    self._tail += len(written)
                    await self.store.sync()
                self._tell_durable(batch)
                batch = []
                if self._tail > _LONGEST_TAIL and not self._waiting:
                    self._shorten(_LONGEST_TAIL)
        except Exception as error:
            _log.exception("the table of %s could not be written", self.project)
            self._lose(batch + self._waiting, error)
        finally:
            self._flushing = None

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
        try:
            self._reload()
        except CollectiveError:
            _log.exception("the table of %s could not be read", self.project)

    def _reload(self) -> None:
        """The document as the disk has it, and what is on its way there. Where that fails, the next who comes tries."""
        self._unreadable = True
        doc: Doc[Any] = Doc()
        snapshot, rest = self.store.load(self.project)
        for body in ([snapshot] if snapshot else []) + rest + [one.sent.body for one in self._waiting if one.sent]:
            doc.apply_update(body)
        for name in MAPS:
            doc.get(name, type=Map)
        whole = doc.get_update()
        self._ledger = Ledger()
        self._ledger.enter(examine(whole))
        self.doc, self._size, self._unreadable = doc, len(whole), False

    def close(self) -> None:
        """Nobody looks at the table any more: it is kept as one snapshot, if it has grown long."""
        self._shorten(_LONG_TAIL)

    def _shorten(self, most: int) -> None:
        if self._tail <= most:
            return
        try:
            self.store.compact(self.project)
        except CollectiveError:
            # Everything is in the file as it is; only longer than it could be. It is tried again much later.
            _log.exception("the table of %s could not be made compact", self.project)
        self._tail = 0

    def _tell(self, sender: Window | None, data: bytes) -> None:
        for window in self.windows:
            if window is not sender:
                window.send(data)

    # --- versions ----------------------------------------------------------------------------------------------

    async def keep(self, name: str, actor: str) -> Version:
        """Give the table as it stands a name."""
        body, cards = self.doc.get_update(), len(self.cards())
        await self.settled()
        return self.store.keep(self.project, name, actor, cards, body)

    async def restore(self, version: str, actor: str) -> None:
        """Bring back what a version had, as one edit: what came since stays. Raises `VersionUnknown`.

        Cards, edges and groups are as they were then; of comments, which people said to one another, only those that
        are gone come back.
        """
        old: Doc[Any] = Doc()
        old.apply_update(self.store.version_body(self.project, version))

        def change(doc: Doc[Any]) -> None:
            for name in MAPS:
                now, then = doc.get(name, type=Map), old.get(name, type=Map)
                for key, value in then.items():
                    here = now.get(key)
                    if not isinstance(value, Map):
                        continue
                    if not isinstance(here, Map):
                        now[key] = _copied(value)
                    elif name != "comments":
                        _as_before(here, value)

        await self.edit(actor, change)

    def cards(self) -> dict[str, dict[str, Any]]:
        """The cards of the table as plain values, by id; those in the bin too."""
        return {
            key: value.to_py() or {} for key, value in self.doc.get("cards", type=Map).items() if isinstance(value, Map)
        }


def _as_before(now: Map[Any], then: Map[Any]) -> None:
    for key in [key for key, _ in now.items() if key not in then]:
        del now[key]
    for key, value in then.items():
        if _plain(now.get(key)) != _plain(value):
            now[key] = _copied(value)


def _plain(value: Any) -> Any:
    return value.to_py() if isinstance(value, (Map, Array)) else str(value) if isinstance(value, Text) else value


def _copied(value: Any) -> Any:
    """A value of another document, types included, to be put into this one."""
    if isinstance(value, Map):
        return Map({key: _copied(one) for key, one in value.items()})
    if isinstance(value, Array):
        return Array([_copied(one) for one in value])
    return Text(str(value)) if isinstance(value, Text) else value
