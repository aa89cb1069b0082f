"""One connection to a table: what it is to be sent, what it may send, and why it ends."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from oeuvre.collective.errors import BadMessage
from oeuvre.collective.protocol import AWARENESS, Message
from oeuvre.collective.updates import Update

# What a window may have unread before it is let go: it comes back and catches up.
_MOST_UNREAD, _MOST_UNREAD_BYTES = 4096, 64 << 20
# Edits a second that a hand, a drag and a paste of a thousand cards stay under; and how many may come at once.
_RATE, _BURST = 400.0, 4000.0
# This many bytes weigh as much as an edit: sixteen messages of 1 MB may come at once, then one or two a second.
_BYTES_AN_EDIT = 4096
# A window's library sends back the presence of all the others: fifty people's cursors are 500 messages a second.
_PRESENCE_WEIGHS = 0.05
# Edits that came before those they hang on: a window that reconnects sends them so, and the rest right after.
_MOST_EARLY, _MOST_EARLY_BYTES = 256, 1 << 20


@dataclass(frozen=True)
class Who:
    """The person of a window, as the server knows them: the party's id and name on the record.

    `shown` is what others tell them apart by, the id unless nobody said who they are. `signs` are the ids in whose name
    this window may write, each with the names that go with it: its own, and whoever its browser was before.
    """

    id: str
    name: str = ""
    shown: str = ""
    signs: Mapping[str, frozenset[str]] = field(default_factory=dict)
    is_named: bool = True

    def may_sign(self, by: str, name: str | None = None) -> bool:
        """Whether something may stand there as by this id, and under this name where there is one."""
        names = self.signs.get(by)
        if names is None:
            names = {self.id: frozenset({self.name}), "": frozenset[str]()}.get(by)
        return names is not None and (not name or name in names)


@dataclass(eq=False)
class Window:
    """One connection. `who` acts in it, `session` is the browser: one person may have several windows.

    `received` counts its sync messages, `early` holds those that wait for others of its own. One that is not `synced`
    yet is sent no edits: the answer to what it lacks has them all. `at_once` writes a message straight to the
    connection, or says that it cannot now.
    """

    who: Who
    session: str = ""
    at_once: Callable[[bytes], bool] | None = None
    unread: asyncio.Queue[bytes] = field(default_factory=lambda: asyncio.Queue(_MOST_UNREAD))
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    closed: BadMessage | None = None
    synced: bool = False
    client: int | None = None
    received: int = 0
    durable: int = 0
    early: list[tuple[Update, bytes, int]] = field(default_factory=list)
    # Whether a message that was taken to be sent may still be on its way: nothing overtakes it.
    _in_hand: bool = False
    _unread_bytes: int = 0
    _allowance: float = _BURST
    _since: float = field(default_factory=time.monotonic)

    @property
    def actor(self) -> str:
        """The id of the party that acts here."""
        return self.who.id

    def is_of(self, other: Window) -> bool:
        """Whether both are one person's, or one browser's; people who did not say who they are, are several."""
        if self is other or (bool(self.session) and self.session == other.session):
            return True
        return self.who.is_named and other.who.is_named and self.who.id == other.who.id

    def send(self, data: bytes) -> None:
        """Write or queue a message; a window that does not read is let go, and the others are not kept waiting."""
        if self.closed is not None:
            return
        if self.at_once is not None and not self._in_hand and self.unread.empty() and self.at_once(data):
            return
        self._unread_bytes += len(data)
        # One message always fits: a great table is more than a window that lags may have waiting.
        if self.unread.full() or (self._unread_bytes > _MOST_UNREAD_BYTES and not self.unread.empty()):
            self.close(1013, "this window does not keep up")
            return
        self.unread.put_nowait(data)

    async def next(self) -> bytes:
        """The next message to be sent to it."""
        self._in_hand = False
        data = await self.unread.get()
        self._in_hand = True
        self._unread_bytes -= len(data)
        return data

    def close(self, code: int, reason: str) -> None:
        """End it: whoever serves it is woken, even in the middle of a message."""
        self.end(BadMessage(code, reason))

    def end(self, error: BadMessage) -> None:
        """The same, for what it sent."""
        if self.closed is None:
            self.closed = error
            self.ended.set()

    def spend(self, message: Message, size: int) -> None:
        """Count a message that came in. Raises `BadMessage` for a flood."""
        now = time.monotonic()
        weight = (_PRESENCE_WEIGHS if message.kind == AWARENESS else 1.0) + size / _BYTES_AN_EDIT
        self._allowance = min(_BURST, self._allowance + (now - self._since) * _RATE) - weight
        self._since = now
        if self._allowance < 0:
            raise BadMessage(1008, "too many messages")

    def hold(self, update: Update, body: bytes) -> None:
        """Keep an edit until what it hangs on is here. Raises `BadMessage` when that does not come."""
        self.early.append((update, body, self.received))
        if len(self.early) > _MOST_EARLY or sum(len(held) for _, held, _ in self.early) > _MOST_EARLY_BYTES:
            raise BadMessage(1007, "edits that hang on others that never came")
