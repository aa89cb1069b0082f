"""The live table of a project: its WebSocket (the y-websocket protocol), and its named versions."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Request, Response, WebSocket
from fastapi import Path as InPath
from pydantic import StringConstraints
from starlette.requests import HTTPConnection
from starlette.websockets import WebSocketDisconnect

from oeuvre.api.asking import Asking, Cursor, Here, Limit, paged_after
from oeuvre.api.sessions import Session, Sessions
from oeuvre.api.shapes import Page, Shape, TableVersion
from oeuvre.collective import BadMessage, CollectiveError, Room, Rooms, Version, Who, Window, durable
from oeuvre.foundation import LANGUAGES
from oeuvre.production import shown_name
from oeuvre.record import Party
from oeuvre.studio import UNNAMED, Desk, ProjectUnknown

router = APIRouter(prefix="/tables", tags=["tables"])
# A browser's library thinks a connection dead that says nothing for 30 seconds.
_QUIET = 12.0
# How often it is looked whether somebody unnamed has a name by now, in seconds.
_UNNAMED = 1.0
# How long a window that does not read may take to be told that it is let go, in seconds.
_FAREWELL = 3.0
_log = logging.getLogger("oeuvre.api")
_DOCUMENT = "application/octet-stream"
Slug = Annotated[str, InPath(max_length=80)]
VersionId = Annotated[str, InPath(max_length=64)]


class VersionWish(Shape):
    """The name that the table is given as it stands."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]


# --- live ------------------------------------------------------------------------------------------------------------


@router.websocket("/{slug}/live")
async def live(socket: WebSocket, slug: str) -> None:
    """The table of a project, live. Refusals come as codes: a browser tells them only of a socket that was open."""
    await socket.accept()
    desk: Desk = socket.app.state.desk
    session = socket.app.state.session_of(socket)
    if session is None:
        await _close(socket, 4401, "no session")
        return
    if len(slug) > 80 or not await asyncio.to_thread(desk.exists, slug):
        await _close(socket, 4404, "no such project")
        return
    rooms = _rooms(socket)
    window = Window(
        await asyncio.to_thread(who_is, desk, session), session.id, socket.scope.get("state", {}).get("at_once")
    )
    try:
        with rooms.visit(session.id):
            async with rooms.room(slug) as room:
                await room.join(window)
                try:
                    await _serve(socket, room, window, _Person(socket.app.state.sessions, session, desk))
                finally:
                    room.leave(window)
            if window.closed is not None:
                raise window.closed
    except BadMessage as error:
        window.end(error)
    except CollectiveError:
        _log.exception("the table of %s could not be opened", slug)
        window.close(1011, "the table cannot be read")
    if window.closed is not None:
        await _close(socket, window.closed.close, window.closed.reason)


@dataclass
class _Person:
    """Who sits at a window, looked up again when somebody was named since."""

    sessions: Sessions
    session: Session
    desk: Desk
    seen: int = -1
    looked: float = 0.0

    async def sit(self, window: Window) -> None:
        now = time.monotonic()
        # The home's own person may come onto the record by any act: of somebody unnamed it is asked again by and by.
        if self.seen != self.sessions.named or (not window.who.is_named and now - self.looked >= _UNNAMED):
            self.seen, self.looked = self.sessions.named, now
            window.who = await asyncio.to_thread(who_is, self.desk, self.session)


def who_is(desk: Desk, session: Session) -> Who:
    """The person of a session: who was named there, else the home's own.

    In whose name it may write: theirs, everybody's that its browser has been, and nobody's.
    """
    own = desk.own_party() if not session.actor else None
    parties = desk.parties()
    party = parties.get(session.actor) if session.actor else own
    nobody = frozenset({"", *_unsaid(own)})
    signs = {one: frozenset({parties[one].name}) for one in session.been if one in parties} | {"": nobody}
    if party is None or party.name == UNNAMED:
        key = party.id if party is not None else ""
        # Told apart by browser: nothing says that two who have no name are one.
        shown = "window-" + hashlib.sha256(session.id.encode()).hexdigest()[:12]
        return Who(key, "", shown, signs | {key: nobody}, is_named=False)
    return Who(party.id, party.name, party.id, signs | {party.id: frozenset({party.name})})


def _unsaid(party: Party | None) -> Iterator[str]:
    """How somebody without a name is shown, in either language."""
    if party is not None and party.name == UNNAMED:
        for language in LANGUAGES:
            yield shown_name(party, language)


async def _serve(socket: WebSocket, room: Room, window: Window, person: _Person) -> None:
    """Read and write until one of both ends; why stands in the window, or it went by itself."""
    parts = (_read(socket, room, window, person), _write(socket, window), _beat(window), _ended(window))
    tasks = [asyncio.create_task(part) for part in parts]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        for found in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(found, Exception) and not isinstance(found, WebSocketDisconnect):
                _log.error("a window at the table of %s", room.project, exc_info=found)
                window.close(1011, "something went wrong here")


async def _read(socket: WebSocket, room: Room, window: Window, person: _Person) -> None:
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return
        try:
            data = message.get("bytes")
            if data is None:
                raise BadMessage(1007, "a message of text")
            await person.sit(window)
            await room.receive(window, data)
        except BadMessage as error:
            window.end(error)
            return


async def _write(socket: WebSocket, window: Window) -> None:
    while True:
        await socket.send({"type": "websocket.send", "bytes": await window.next()})


async def _ended(window: Window) -> None:
    await window.ended.wait()


async def _beat(window: Window) -> None:
    while True:
        await asyncio.sleep(_QUIET)
        window.send(durable(window.durable))


async def _close(socket: WebSocket, code: int, reason: str) -> None:
    with contextlib.suppress(Exception):
        await asyncio.wait_for(socket.close(code, reason), _FAREWELL)


# --- versions --------------------------------------------------------------------------------------------------------


@router.get("/{slug}/versions")
async def list_versions(
    request: Request, here: Here, slug: Slug, cursor: Cursor = None, limit: Limit = 50
) -> Page[TableVersion]:
    """The named versions of a table, the latest first."""
    rooms = await _known(request, here, slug)
    versions = rooms.store.versions(slug)
    return paged_after("e", versions, lambda one: one.id, cursor, limit, lambda one: _shape(here, one))


@router.post("/{slug}/versions", status_code=201)
async def keep_version(request: Request, here: Here, slug: Slug, wish: VersionWish) -> TableVersion:
    """Give the table as it stands a name."""
    rooms = await _known(request, here, slug)
    async with rooms.room(slug) as room:
        version = await room.keep(" ".join(wish.name.split()), await _actor(here))
    return _shape(here, version)


@router.get(
    "/{slug}/versions/{version}",
    response_class=Response,
    responses={200: {"content": {_DOCUMENT: {"schema": {"type": "string", "format": "binary"}}}}},
)
async def look_at_version(request: Request, here: Here, slug: Slug, version: VersionId) -> Response:
    """The table as it stood when it was given this name, to be looked at: one Yjs update (encoding version 1)."""
    rooms = await _known(request, here, slug)
    return Response(await rooms.store.version_beside(slug, version), media_type=_DOCUMENT)


@router.put("/{slug}/versions/{version}")
async def rename_version(
    request: Request, here: Here, slug: Slug, version: VersionId, wish: VersionWish
) -> TableVersion:
    """Give a version another name."""
    rooms = await _known(request, here, slug)
    return _shape(here, rooms.store.rename(slug, version, " ".join(wish.name.split())))


@router.delete("/{slug}/versions/{version}", status_code=204)
async def drop_version(request: Request, here: Here, slug: Slug, version: VersionId) -> None:
    """Delete a version for good; the table itself stays as it is."""
    rooms = await _known(request, here, slug)
    rooms.store.drop(slug, version)


@router.post("/{slug}/versions/{version}/restore", status_code=204)
async def restore_version(request: Request, here: Here, slug: Slug, version: VersionId) -> None:
    """Bring back what a version had, as one edit that everybody sees: what came since stays on the table."""
    rooms = await _known(request, here, slug)
    async with rooms.room(slug) as room:
        await room.restore(version, await _actor(here))


def _shape(here: Asking, version: Version) -> TableVersion:
    party = here.desk.parties().get(version.actor)
    name = shown_name(party, here.language) if party is not None else ""
    return TableVersion(id=version.id, name=version.name, at=version.at, by=name, cards=version.cards)


async def _known(request: Request, here: Asking, slug: str) -> Rooms:
    if not await asyncio.to_thread(here.desk.exists, slug):
        raise ProjectUnknown(slug)
    return _rooms(request)


async def _actor(here: Asking) -> str:
    return here.session.actor or await asyncio.to_thread(_own, here.desk)


def _own(desk: Desk) -> str:
    party = desk.own_party()
    return party.id if party is not None else ""


def _rooms(connection: HTTPConnection) -> Rooms:
    rooms: Rooms = connection.app.state.rooms
    return rooms
