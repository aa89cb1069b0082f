"""Half a request keeps nobody out: connections on which none comes are closed, and only so many are open."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import pytest
import uvicorn

from oeuvre.api.connections import Patient


class Hasty(Patient):
    most = 5
    head_seconds = 0.3


async def hello(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "http":
        await asyncio.sleep(1.0 if scope["path"] == "/slow" else 0)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"5")]})
        await send({"type": "http.response.body", "body": b"hello"})


@contextlib.asynccontextmanager
async def served() -> AsyncIterator[int]:
    server = uvicorn.Server(uvicorn.Config(hello, http=Hasty, port=0, log_level="error", lifespan="off"))
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    await task


async def asked(port: int, path: str = "/") -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    found = await reader.read()
    writer.close()
    return found


@pytest.mark.parametrize("half", [b"", b"GET / HTTP/1.1\r\nHost: x\r\n"])
def test_half_a_head_is_closed_and_the_next_is_answered(half: bytes) -> None:
    async def tried() -> None:
        async with served() as port:
            held = [await asyncio.open_connection("127.0.0.1", port) for _ in range(12)]
            for _, writer in held:
                writer.write(half)
            for reader, _ in held:
                with contextlib.suppress(ConnectionError):
                    assert await asyncio.wait_for(reader.read(), 20) == b""
            assert (await asked(port)).endswith(b"hello")
            for _, writer in held:
                writer.close()

    asyncio.run(tried())


def test_an_answer_may_take_longer_than_a_head(monkeypatch: pytest.MonkeyPatch) -> None:
    async def tried() -> bytes:
        async with served() as port:
            return await asked(port, "/slow")

    assert asyncio.run(tried()).endswith(b"hello")
