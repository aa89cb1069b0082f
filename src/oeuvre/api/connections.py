"""Connections to the studio: as many as the machine can carry, and none that says half a request and waits."""

from __future__ import annotations

import asyncio
from typing import Any, ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame, Opcode
from websockets.protocol import State

# How many connections are open at once, and how long one may take to say what it wants, in seconds. Browsers open a
# handful; a process may have about a thousand files open, of which the home needs its own.
MOST = 400
HEAD_SECONDS = 15.0


class Patient(H11Protocol):
    """HTTP as uvicorn speaks it; a connection on which no request comes in time is closed, and so are those too many.

    A request that has begun takes as long as it takes: uploads, streams and tables are none of this one's business.
    """

    most = MOST
    head_seconds = HEAD_SECONDS

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._late: asyncio.TimerHandle | None = None
        self._handed_over = False

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        if len(self.connections) > self.most:
            transport.close()
        else:
            self._late = self.loop.call_later(self.head_seconds, self._head_is_late)

    def connection_lost(self, exc: Exception | None) -> None:
        self._forget()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._answering() or self._handed_over:
            self._forget()
        elif self._late is None and not self.transport.is_closing():
            self._late = self.loop.call_later(self.head_seconds, self._head_is_late)

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        # From here on the connection is a table's.
        self._handed_over = True
        self._forget()
        super().handle_websocket_upgrade(event)

    def _answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _head_is_late(self) -> None:
        self._late = None
        if not self._answering():
            self.transport.close()

    def _forget(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None


class Direct(WebSocketsSansIOProtocol):
    """WebSockets as uvicorn speaks them, with a short way out: `scope["state"]["at_once"]` sends a message now.

    A move on a table of fifty people is fifty messages. By the long way each wakes a task of its own, which takes
    longer than the writing.
    """

    # The last message, and its frame: from a server, without extensions, it is the same for everybody.
    _framed: ClassVar[tuple[bytes | None, bytes]] = (None, b"")

    async def run_asgi(self) -> None:
        state: dict[str, Any] = self.scope.setdefault("state", {})
        self.scope["state"] = {**state, "at_once": self.at_once}
        await super().run_asgi()

    def at_once(self, data: bytes) -> bool:
        """Write a message if the connection is open and the other side reads; False when it must wait its turn."""
        if self.close_sent or not self.writable.is_set() or self.transport.is_closing():
            return False
        if self.conn.state is not State.OPEN:
            return False
        said, frame = Direct._framed
        if said is not data:
            # What one says goes to all the others: it is framed once.
            frame = Frame(Opcode.BINARY, data).serialize(mask=False)
            Direct._framed = (data, frame)
        self.transport.write(frame)
        return True
