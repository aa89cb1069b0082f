"""A window as tests play it: a document of its own, and the bytes that it would send. Also hostile updates, by hand."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from pycrdt import Doc, Map, TransactionEvent, write_var_uint

from oeuvre.collective import MAPS, Room, Rooms, TableStore, Who, Window


def chunk(data: bytes) -> bytes:
    return write_var_uint(len(data)) + data


def sync(step: int, body: bytes) -> bytes:
    return bytes((0, step)) + chunk(body)


def presence(*told: tuple[int, int, object]) -> bytes:
    parts = [write_var_uint(client) + write_var_uint(clock) + chunk(as_json(state)) for client, clock, state in told]
    return bytes((1,)) + chunk(write_var_uint(len(parts)) + b"".join(parts))


def as_json(state: object) -> bytes:
    return state if isinstance(state, bytes) else json.dumps(state).encode()


def items(client: int, clock: int, *parts: bytes) -> bytes:
    """An update with items of one client and no deletion."""
    return (
        write_var_uint(1)
        + write_var_uint(len(parts))
        + write_var_uint(client)
        + write_var_uint(clock)
        + b"".join(parts)
        + write_var_uint(0)
    )


def item(content: int, body: bytes, *, within: tuple[int, int] | None = None, key: bytes = b"k") -> bytes:
    """One item in the root `cards`, or in the type with an id."""
    where = b"\x01" + chunk(b"cards") if within is None else b"\x00" + b"".join(map(write_var_uint, within))
    return bytes((content | 0x20,)) + where + chunk(key) + body


def value(client: int, clock: int, body: bytes = b"\x01\x7e") -> bytes:
    """An update that puts a value (null unless told) under `cards`."""
    return items(client, clock, item(8, body))


class Client:
    """A window's own document. Edits come out of `edit` as the messages that the window would send."""

    def __init__(self, name: str = "ana") -> None:
        self.doc: Doc[Any] = Doc()
        self.name = name
        for root in MAPS:
            self.doc.get(root, type=Map)
        self.cards: Map[Any] = self.doc.get("cards", type=Map)
        self.out: list[bytes] = []
        self.durable = 0
        self.sent = 0
        self._from_far = False
        self.doc.observe(self._edited)

    def _edited(self, event: TransactionEvent) -> None:
        if not self._from_far:
            self.out.append(event.update)

    def edit(self, change: Callable[[Map[Any]], object]) -> list[bytes]:
        """Messages of an edit."""
        with self.doc.transaction():
            change(self.cards)
        out, self.out = self.out, []
        self.sent += len(out)
        return [sync(2, body) for body in out]

    def put(self, key: str, **values: object) -> list[bytes]:
        """Messages of an edit that puts a card on the table."""
        return self.edit(lambda cards: cards.__setitem__(key, Map({"kind": "note", **values})))

    def hear(self, data: bytes) -> list[bytes]:
        """Take a message of the server; what is answered to it."""
        kind = data[0]
        if kind == 100:
            self.durable = _uint(data, 1)[0]
        if kind != 0:
            return []
        size, at = _uint(data, 2)
        body = data[at : at + size]
        if data[1] == 0:
            self.sent += 1
            return [sync(1, self.doc.get_update(body))]
        self._from_far = True
        try:
            self.doc.apply_update(body)
        finally:
            self._from_far = False
        return []

    def hello(self) -> bytes:
        """The first message of a window: what it has."""
        return sync(0, self.doc.get_state())

    def held(self) -> dict[str, Any]:
        return self.cards.to_py() or {}


def _uint(data: bytes, at: int) -> tuple[int, int]:
    found = shift = 0
    while True:
        found |= (data[at] & 127) << shift
        at, shift = at + 1, shift + 7
        if data[at - 1] < 128:
            return found, at


class Seat:
    """A client at a room, without a socket between them."""

    def __init__(self, room: Room, name: str = "ana", client: Client | None = None) -> None:
        self.room, self.client = room, client or Client(name)
        self.window = Window(Who(name, name.title()), name)
        self.heard: list[bytes] = []

    async def sit(self) -> Seat:
        """Join, ask for what is there, give what is lacking."""
        self.client.sent = self.client.durable = 0
        await self.room.join(self.window)
        await self.tell(self.client.hello())
        await self.read()
        return self

    async def tell(self, *messages: bytes) -> None:
        for message in messages:
            await self.room.receive(self.window, message)

    async def read(self) -> None:
        """Take all that there is to read, once everything is on the disk."""
        await self.room.settled()
        while not self.window.unread.empty():
            data = self.window.unread.get_nowait()
            self.heard.append(data)
            await self.tell(*self.client.hear(data))
            await self.room.settled()


def run(store: TableStore, play: Callable[[Room], Awaitable[None]]) -> None:
    async def whole() -> None:
        async with Rooms(store).room("pain") as room:
            await play(room)

    asyncio.run(whole())


def on_disk(path: Path, project: str = "pain") -> dict[str, Any]:
    """The cards of a table as the file alone has them, read by nothing of ours."""
    doc: Doc[Any] = Doc()
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        for query in (
            "SELECT body FROM table_snapshot WHERE project = ?",
            "SELECT body FROM table_update WHERE project = ? ORDER BY seq",
        ):
            for (body,) in db.execute(query, (project,)):
                doc.apply_update(body)
    finally:
        db.close()
    return doc.get("cards", type=Map).to_py() or {}
