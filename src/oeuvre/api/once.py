"""Writes that are done once, however often they are sent; and bodies that are no larger than they may be.

A write with an `Idempotency-Key` is remembered with its answer: sent again within a day with the same body it gets the
same answer, with another body it is refused. Answers are kept in memory, so they end with the studio; what a write put
on the record is there, and a job that is asked for again goes on where it stood.
"""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from dataclasses import dataclass, field

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from oeuvre.api.errors import KeyBusy, KeyReused, TooLarge
from oeuvre.api.limits import Limits
from oeuvre.api.problems import answer, language_of
from oeuvre.foundation import Language, OeuvreError

HEADER = "idempotency-key"
_LONGEST_KEY = 200
# Answers larger than this are not remembered: no write of ours has one.
_MOST_KEPT = 1 << 20


@dataclass
class Kept:
    """An answer as it was given, and the digest of the body that it answers."""

    at: float
    digest: str = ""
    start: Message | None = None
    parts: list[Message] = field(default_factory=list)
    done: bool = False


class Once:
    """Middleware: the size of bodies, then keys. Raw bytes (`streamed` paths) are measured by who takes them."""

    def __init__(self, app: ASGIApp, limits: Limits, language: Language) -> None:
        self.app = app
        self.limits = limits
        self.language = language
        self._kept: OrderedDict[tuple[str, str, str, str], Kept] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        query = scope.get("query_string", b"")
        digest = hashlib.sha256(query + b"\n")
        if is_streamed(scope["path"]):
            take = _counted(receive, digest)
        else:
            body = await _read(headers, receive, self.limits.body)
            if body is None:
                await self._refuse(TooLarge(scope["path"], most=self.limits.body), scope, receive, send)
                return
            digest.update(body)
            take = _again(body, receive)
        key = headers.get(HEADER, "")[:_LONGEST_KEY]
        if not key:
            await self.app(scope, take, send)
            return
        session = scope.get("state", {}).get("session")
        name = (session.id if session else "", scope["method"], scope["path"], key)
        self._forget()
        known = self._kept.get(name)
        if known is None:
            await self._keep(name, Kept(time.monotonic()), digest, scope, take, send)
            return
        while (await take()).get("more_body"):
            pass
        if not known.done:
            await self._refuse(KeyBusy(scope["path"]), scope, receive, send)
        elif known.digest != digest.hexdigest():
            await self._refuse(KeyReused(scope["path"]), scope, receive, send)
        elif known.start is not None:
            for message in (known.start, *known.parts):
                await send(message)

    async def _keep(
        self,
        name: tuple[str, str, str, str],
        kept: Kept,
        digest: hashlib._Hash,
        scope: Scope,
        take: Receive,
        send: Send,
    ) -> None:
        self._kept[name] = kept
        size = 0

        async def send_and_keep(message: Message) -> None:
            nonlocal size
            if message["type"] == "http.response.start":
                kept.start = message
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
                kept.parts.append(message)
            await send(message)

        try:
            await self.app(scope, take, send_and_keep)
        finally:
            # What was refused made nothing, and may be mended and sent again under its key.
            good = kept.start is not None and 200 <= kept.start["status"] < 300 and size <= _MOST_KEPT
            kept.digest, kept.done = digest.hexdigest(), good
            if not good:
                self._kept.pop(name, None)

    def _forget(self) -> None:
        oldest = time.monotonic() - self.limits.key_seconds
        while self._kept and (len(self._kept) >= self.limits.keys or next(iter(self._kept.values())).at < oldest):
            self._kept.popitem(last=False)

    async def _refuse(self, error: OeuvreError, scope: Scope, receive: Receive, send: Send) -> None:
        connection = HTTPConnection(scope)
        language = language_of(connection.headers, connection.query_params, self.language)
        await answer(error, language)(scope, receive, send)


def is_streamed(path: str) -> bool:
    """Whether an address takes raw bytes, to be measured as they come."""
    return path == "/api/verify" or (path.startswith("/api/projects/") and path.endswith("/files"))


async def _read(headers: Headers, receive: Receive, most: int) -> bytes | None:
    """A body whole; None where it is larger than it may be."""
    told = headers.get("content-length", "")
    if told.isdigit() and int(told) > most:
        return None
    found = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return bytes(found)
        found += message.get("body", b"")
        if len(found) > most:
            return None
        if not message.get("more_body"):
            return bytes(found)


def _again(body: bytes, receive: Receive) -> Receive:
    """A body that was read, to be read by who comes next; then what comes after it."""
    given = False

    async def take() -> Message:
        nonlocal given
        if not given:
            given = True
            return {"type": "http.request", "body": body, "more_body": False}
        return await receive()

    return take


def _counted(receive: Receive, digest: hashlib._Hash) -> Receive:
    """A body as it comes, its digest kept."""

    async def take() -> Message:
        message = await receive()
        if message["type"] == "http.request":
            digest.update(message.get("body", b""))
        return message

    return take
