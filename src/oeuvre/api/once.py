"""Writes that are done once, however often they are sent; and bodies that are no larger than they may be.

A write with an `Idempotency-Key` is remembered with its answer: sent again within a day with the same body it gets the
same answer, with another body it is refused. Answers are kept in the home's journal before they are given, so they
outlive the studio; the key of a job that was interrupted asks for it again, and it goes on where it stood.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import time

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from oeuvre.api.errors import BadKey, KeyBusy, KeyReused, TooLarge
from oeuvre.api.limits import Limits
from oeuvre.api.problems import answer, language_of
from oeuvre.foundation import Language, OeuvreError
from oeuvre.studio import Answer, Desk, JobUnknown, Journal

HEADER = "idempotency-key"
_LONGEST_KEY = 200
Name = tuple[str, str, str, str]
# Answers larger than this are not remembered: no write of ours has one.
_MOST_KEPT = 1 << 20
_STREAMED = frozenset(
    f"/api/{one}"
    for one in ("verify", "explore/drawings", "explore/space", "royalties/usage", "royalties/usage/columns")
)


class Once:
    """Middleware: the size of bodies, then keys. Raw bytes (`streamed` paths) are measured by who takes them."""

    def __init__(self, app: ASGIApp, limits: Limits, language: Language) -> None:
        self.app = app
        self.limits = limits
        self.language = language
        self._busy: set[Name] = set()

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
        key = headers.get(HEADER, "")
        if len(key) > _LONGEST_KEY:
            await _drained(take)
            await self._refuse(BadKey(scope["path"], most=_LONGEST_KEY), scope, receive, send)
            return
        desk = getattr(scope["app"].state, "desk", None) if key else None
        if not isinstance(desk, Desk):
            await self.app(scope, take, send)
            return
        name = (_owner(scope), scope["method"], scope["path"], key)
        if name in self._busy:
            await _drained(take)
            await self._refuse(KeyBusy(scope["path"]), scope, receive, send)
            return
        self._busy.add(name)
        try:
            known = await asyncio.to_thread(desk.journal.answer, name, since=time.time() - self.limits.key_seconds)
            state = _job_state(desk, known)
            # A job that failed made nothing: what was asked may be mended under its key.
            mended = state == "failed" and known is not None and known.digest != digest.hexdigest()
            if known is not None and state != "interrupted" and not mended:
                await _drained(take)
                if known.digest != digest.hexdigest():
                    await self._refuse(KeyReused(scope["path"]), scope, receive, send)
                else:
                    await _give(known, send)
                return
            await self._keep(desk.journal, name, digest, scope, take, send)
        finally:
            self._busy.discard(name)

    async def _keep(
        self, journal: Journal, name: Name, digest: hashlib._Hash, scope: Scope, take: Receive, send: Send
    ) -> None:
        """Have a write answered, and its answer written down before it is given."""
        held: list[Message] = []
        size = 0

        async def hold(message: Message) -> None:
            nonlocal size
            size += len(message.get("body", b""))
            held.append(message)
            if size > _MOST_KEPT:
                await let_go()

        async def let_go() -> None:
            while held:
                await send(held.pop(0))

        await self.app(scope, take, hold)
        start = held[0] if held and held[0]["type"] == "http.response.start" else None
        # What was refused made nothing, and may be mended and sent again under its key.
        if start is not None and 200 <= start["status"] < 300 and size <= _MOST_KEPT:
            headers = tuple((key.decode("latin-1"), value.decode("latin-1")) for key, value in start["headers"])
            body = b"".join(message.get("body", b"") for message in held[1:])
            answer_ = Answer(digest.hexdigest(), time.time(), start["status"], headers, body)
            since = time.time() - self.limits.key_seconds
            await asyncio.to_thread(journal.keep, name, answer_, since=since, most=self.limits.keys)
        await let_go()

    async def _refuse(self, error: OeuvreError, scope: Scope, receive: Receive, send: Send) -> None:
        connection = HTTPConnection(scope)
        language = language_of(connection.headers, connection.query_params, self.language)
        await answer(error, language)(scope, receive, send)


def _owner(scope: Scope) -> str:
    """Whose key it is: a person's, in whatever window; of a window that nobody has named, that window's."""
    session = scope.get("state", {}).get("session")
    return (session.actor or session.id) if session else ""


def _job_state(desk: Desk, known: Answer | None) -> str:
    """How the job stands that an answer is; empty for any other."""
    if known is None or known.status != 202:
        return ""
    try:
        return desk.jobs.get(str(json.loads(known.body).get("id"))).state
    except (JobUnknown, ValueError, AttributeError):
        return ""


async def _give(known: Answer, send: Send) -> None:
    headers = [(key.encode("latin-1"), value.encode("latin-1")) for key, value in known.headers]
    await send({"type": "http.response.start", "status": known.status, "headers": headers})
    await send({"type": "http.response.body", "body": known.body})


async def _drained(take: Receive) -> None:
    while (await take()).get("more_body"):
        pass


def is_streamed(path: str) -> bool:
    """Whether an address takes raw bytes, to be measured as they come."""
    if path in _STREAMED:
        return True
    return path.startswith("/api/projects/") and path.endswith("/files")


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
