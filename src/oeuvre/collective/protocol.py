"""The y-websocket protocol, read with distrust: what a window may send, decoded and bounded before anything is done.

Source: y-protocols 1.0.7 (sync and awareness), lib0's variable-length integers. Message 100 is ours: from the server,
how many of the receiver's sync messages are durable.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pycrdt import write_var_uint

from oeuvre.collective.errors import BadMessage

SYNC, AWARENESS, QUERY_AWARENESS, DURABLE = 0, 1, 3, 100
STEP_1, STEP_2, UPDATE = 0, 1, 2
MOST_BYTES = 1 << 20
# A cursor, a selection, a name: no more than a page of text.
MOST_AWARENESS = 16_384
_MOST_CLIENTS = 64
_EMPTY = b"\x00\x00"


@dataclass(frozen=True)
class Message:
    """A message taken apart. For sync, `step` and `body`; for awareness, the states of clients by their id."""

    kind: int
    step: int = 0
    body: bytes = b""
    states: Mapping[int, tuple[int, Mapping[str, Any] | None]] | None = None

    @property
    def changes(self) -> bool:
        """Whether it carries an update of the document."""
        return self.kind == SYNC and self.step in (STEP_2, UPDATE)

    @property
    def is_empty(self) -> bool:
        """Whether the update says nothing."""
        return self.body == _EMPTY


class _Reader:
    """Bytes read from the front; every read that goes past the end is a `BadMessage`."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def uint(self) -> int:
        found, shift = 0, 0
        while True:
            if self.at >= len(self.data) or shift > 63:
                raise BadMessage(1007, "a number without an end")
            byte = self.data[self.at]
            self.at += 1
            found |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return found

    def chunk(self) -> bytes:
        size = self.uint()
        if size > len(self.data) - self.at:
            raise BadMessage(1007, "a message that ends too soon")
        self.at += size
        return self.data[self.at - size : self.at]

    @property
    def done(self) -> bool:
        return self.at == len(self.data)


def read(data: bytes) -> Message:
    """One message of a window. Raises `BadMessage` with the code to close the connection with."""
    if len(data) > MOST_BYTES:
        raise BadMessage(1009, "a message of more than 1 MB")
    reader = _Reader(data)
    kind = reader.uint()
    if kind == SYNC:
        step = reader.uint()
        if step not in (STEP_1, STEP_2, UPDATE):
            raise BadMessage(1007, "an unknown step of synchronisation")
        body = reader.chunk()
        message = Message(SYNC, step, body)
    elif kind == AWARENESS:
        body = reader.chunk()
        message = Message(AWARENESS, body=body, states=_states(body))
    elif kind == QUERY_AWARENESS:
        message = Message(QUERY_AWARENESS)
    else:
        raise BadMessage(1007, "an unknown kind of message")
    if not reader.done:
        raise BadMessage(1007, "more than one message")
    return message


def _states(body: bytes) -> dict[int, tuple[int, Mapping[str, Any] | None]]:
    if len(body) > MOST_AWARENESS:
        raise BadMessage(1009, "too much presence")
    reader = _Reader(body)
    count = reader.uint()
    if count > _MOST_CLIENTS:
        raise BadMessage(1007, "presence of too many")
    states: dict[int, tuple[int, Mapping[str, Any] | None]] = {}
    for _ in range(count):
        client, clock, text = reader.uint(), reader.uint(), reader.chunk()
        try:
            state = json.loads(text)
        except (ValueError, RecursionError):
            raise BadMessage(1007, "presence that is no JSON") from None
        if state is not None and not isinstance(state, dict):
            raise BadMessage(1007, "presence that is no object")
        states[client] = (clock, state)
    if not reader.done:
        raise BadMessage(1007, "presence with a rest")
    return states


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


def durable(count: int) -> bytes:
    """How many of the receiver's sync messages are on the disk."""
    return bytes((DURABLE,)) + write_var_uint(count)


def awareness(states: Mapping[int, tuple[int, Mapping[str, Any] | None]]) -> bytes:
    """Presence of clients; a null state says that one is gone."""
    body = write_var_uint(len(states))
    for client, (clock, state) in states.items():
        text = json.dumps(state, separators=(",", ":"), ensure_ascii=False).encode()
        body += write_var_uint(client) + write_var_uint(clock) + _chunk(text)
    return bytes((AWARENESS,)) + _chunk(body)
