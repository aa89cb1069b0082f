"""Windows over real sockets, and studios to connect to: in this process, or in one that will be killed."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import uvicorn
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from oeuvre.api.serving import listen
from tests.collective.serving import PROJECT, TOKEN, app_of, config_of
from tests.collective.yjs import Client

ROOT = Path(__file__).parents[2]
BEARER = {"Authorization": f"Bearer {TOKEN}"}


class Wire:
    """A client at a socket. `acknowledged` are the edits whose durability the server has told."""

    def __init__(self, client: Client | None = None) -> None:
        self.client = client or Client()
        self.socket: ClientConnection | None = None
        self.closed: tuple[int, str] | None = None
        self.heard: list[bytes] = []
        self.acknowledged: set[str] = set()
        self._edits: list[tuple[int, str]] = []
        self._listening: asyncio.Task[None] | None = None

    async def open(self, port: int, slug: str = PROJECT, **headers: str) -> Wire:
        """Connect, ask for what there is; what the server lacks is sent when it asks."""
        self.closed = None
        self.client.sent = self.client.durable = 0
        self._edits = []
        self.socket = await connect(
            f"ws://127.0.0.1:{port}/api/tables/{slug}/live",
            additional_headers=headers if "none" not in headers else {},
            compression=None,
            max_size=None,
            ping_interval=None,
        )
        self._listening = asyncio.create_task(self._listen(self.socket))
        with contextlib.suppress(ConnectionClosed):
            await self.socket.send(self.client.hello())
        return self

    async def _listen(self, socket: ClientConnection) -> None:
        try:
            async for data in socket:
                assert isinstance(data, bytes)
                if data[0] == 0 and data[1] == 0:
                    # All that the client holds is in this answer: it is acknowledged with it.
                    self._edits = [(self.client.sent + 1, key) for key in self.client.held()]
                if data[0] != 0:
                    self.heard.append(data)
                for answer in self.client.hear(data):
                    await socket.send(answer)
                if data[0] == 100:
                    self.acknowledged |= {key for count, key in self._edits if count <= self.client.durable}
                    self._edits = [edit for edit in self._edits if edit[0] > self.client.durable]
        except ConnectionClosed:
            pass
        self.closed = (socket.close_code or 1006, socket.close_reason or "")

    async def put(self, key: str, **values: object) -> None:
        """Put a card, and send it if the connection stands."""
        messages = self.client.put(key, **values)
        self._edits.append((self.client.sent, key))
        await self.send(*messages)

    async def send(self, *messages: bytes | str) -> None:
        with contextlib.suppress(ConnectionClosed):
            for message in messages:
                if self.socket is not None:
                    await self.socket.send(message)

    async def close(self) -> None:
        if self.socket is not None:
            await self.socket.close()
        if self._listening is not None:
            await self._listening


async def until(told: Any, seconds: float = 30.0) -> None:
    """Wait until something holds. What it takes is not measured: only for ever is too long."""
    for _ in range(int(seconds / 0.005)):
        if told():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it never came to hold")


class _Quiet(uvicorn.Server):
    """A server that leaves signals to the tests."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def studio(home: Path) -> AsyncIterator[tuple[Any, int]]:
    """A studio on this loop: its app, and its port."""
    with listen(0) as one:
        port = one.getsockname()[1]
        app = app_of(home, port)
        server = _Quiet(config_of(app))
        serving = asyncio.create_task(server.serve([one]))
        await until(lambda: server.started or serving.done())
        try:
            yield app, port
        finally:
            server.should_exit = True
            await serving


class Killable:
    """Studios in processes of their own, each ended by `kill -9`. What they import is imported once."""

    def __init__(self) -> None:
        self.parent = subprocess.Popen(
            [sys.executable, "-m", "tests.collective.serving"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    async def begin(self, home: Path) -> tuple[int, int]:
        """A studio over a home: its process, and its port."""
        return await asyncio.to_thread(self._begin, home)

    def _begin(self, home: Path) -> tuple[int, int]:
        assert self.parent.stdin is not None
        assert self.parent.stdout is not None
        self.parent.stdin.write(f"{home}\n")
        self.parent.stdin.flush()
        pid, port = self.parent.stdout.readline().split()
        return int(pid), int(port)

    def kill(self, pid: int) -> None:
        os.kill(pid, signal.SIGKILL)

    def __enter__(self) -> Killable:
        return self

    def __exit__(self, *_: object) -> None:
        assert self.parent.stdin is not None
        self.parent.stdin.close()
        self.parent.wait(30)
        if self.parent.stdout is not None:
            self.parent.stdout.close()
