"""The y-websocket protocol, read with distrust: what a window may send, decoded and bounded before anything is done.

Source: y-protocols 1.0.7 (sync and awareness), lib0's variable-length integers. Message 100 is ours: from the server,
how many of the receiver's sync messages are durable.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from pycrdt import write_var_uint

from oeuvre.collective.errors import BadMessage
from oeuvre.collective.wire import MOST, Reader

SYNC, AWARENESS, QUERY_AWARENESS, DURABLE = 0, 1, 3, 100
STEP_1, STEP_2, UPDATE = 0, 1, 2
MOST_BYTES = 1 << 20
# A cursor, a selection, a name: no more than a page of text.
MOST_PRESENCE = 16_384
_EMPTY = b"\x00\x00"
_GONE = b"null"


@dataclass(frozen=True)
class Message:
    """A message taken apart. For sync, `step` and `body`; for awareness, clock and state (JSON) of clients by id."""

    kind: int
    step: int = 0
    body: bytes = b""
    presence: Mapping[int, tuple[int, bytes]] = field(default_factory=dict)

    @property
    def changes(self) -> bool:
        """Whether it carries an update of the document."""
        return self.kind == SYNC and self.step in (STEP_2, UPDATE)

    @property
    def is_empty(self) -> bool:
        """Whether the update says nothing."""
        return self.body == _EMPTY


def read(data: bytes) -> Message:
    """One message of a window. Raises `BadMessage` with the code to close the connection with."""
    if len(data) > MOST_BYTES:
        raise BadMessage(1009, "a message of more than 1 MB")
    reader = Reader(data)
    kind = reader.uint()
    if kind == SYNC:
        step = reader.uint()
        if step not in (STEP_1, STEP_2, UPDATE):
            raise BadMessage(1007, "an unknown step of synchronisation")
        message = Message(SYNC, step, reader.chunk())
    elif kind == AWARENESS:
        message = Message(AWARENESS, presence=_presence(reader.chunk()))
    elif kind == QUERY_AWARENESS:
        message = Message(QUERY_AWARENESS)
    else:
        raise BadMessage(1007, "an unknown kind of message")
    if not reader.done:
        raise BadMessage(1007, "more than one message")
    return message


def _presence(body: bytes) -> dict[int, tuple[int, bytes]]:
    """Presence by client, the states unread: a window's library sends back what it was told of all the others."""
    reader = Reader(body)
    told: dict[int, tuple[int, bytes]] = {}
    for _ in range(reader.uint()):
        client, clock = reader.uint(), reader.uint()
        told[client] = (clock, reader.chunk())
        if clock == MOST:
            raise BadMessage(1007, "a number that is too great")
    if not reader.done:
        raise BadMessage(1007, "presence with a rest")
    return told


def present(state: bytes) -> dict[str, Any] | None:
    """What a client says of itself; None when it goes. Raises `BadMessage` for what a browser could not read."""
    if len(state) > MOST_PRESENCE:
        raise BadMessage(1009, "too much presence")
    try:
        value = json.loads(state.decode(), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise BadMessage(1007, "presence that is no JSON") from None
    if value is not None and not isinstance(value, dict):
        raise BadMessage(1007, "presence that is no object")
    return value


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _chunk(body: bytes) -> bytes:
    return write_var_uint(len(body)) + body


def step_1(state: bytes) -> bytes:
    """What the server knows, so that the window sends what it does not."""
    return bytes((SYNC, STEP_1)) + _chunk(state)


def step_2(update: bytes) -> bytes:
    """What the window lacks."""
    return bytes((SYNC, STEP_2)) + _chunk(update)


def update(body: bytes) -> bytes:
    """An edit, as it was stored."""
    return bytes((SYNC, UPDATE)) + _chunk(body)


def presence_of(state: Mapping[str, Any]) -> bytes:
    """What a client says of itself, to be sent on."""
    return json.dumps(state, ensure_ascii=False, separators=(",", ":")).encode()


def durable(count: int) -> bytes:
    """How many of the receiver's sync messages are on the disk."""
    return bytes((DURABLE,)) + write_var_uint(count)


def awareness(told: Mapping[int, tuple[int, bytes]]) -> bytes:
    """Presence of clients: clock and state (JSON) by id."""
    parts = [write_var_uint(client) + write_var_uint(clock) + _chunk(state) for client, (clock, state) in told.items()]
    return bytes((AWARENESS,)) + _chunk(write_var_uint(len(parts)) + b"".join(parts))


def gone(client: int, clock: int) -> bytes:
    """That a client is there no more; `clock` was its last."""
    return awareness({client: (clock + 1, _GONE)})
