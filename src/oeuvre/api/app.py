"""The application: one opened home behind a door, its routes by subject, and the built front end."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from oeuvre import __version__
from oeuvre.api import (
    acts,
    brands,
    briefs,
    choices,
    downloads,
    elements,
    exploring,
    exploring_pictures,
    exploring_uses,
    files,
    formats,
    health,
    ideas,
    invitations,
    jobs,
    licensing,
    matches,
    me,
    pages,
    partners,
    paying,
    projects,
    rounds,
    royalties,
    splits,
    tables,
    verifying,
    works,
)
from oeuvre.api.asking import session_of
from oeuvre.api.browsers import Browsers
from oeuvre.api.describing import described
from oeuvre.api.events import Hub
from oeuvre.api.limits import Limits
from oeuvre.api.once import Once
from oeuvre.api.pages import SECURE, STATIC
from oeuvre.api.problems import Foreseen, roots_of, told_by_app
from oeuvre.api.sessions import Door, Sessions
from oeuvre.api.tabling import Tabling
from oeuvre.collective import Rooms, TableStore
from oeuvre.foundation import Settings
from oeuvre.production import close_pictures
from oeuvre.studio import Desk

ROUTERS = (
    health.router,
    me.router,
    projects.router,
    briefs.router,
    brands.router,
    ideas.router,
    works.router,
    elements.router,
    formats.router,
    rounds.router,
    matches.router,
    tables.router,
    files.router,
    partners.router,
    invitations.router,
    jobs.router,
    acts.router,
    verifying.router,
    choices.router,
    downloads.router,
    exploring_pictures.router,
    exploring_uses.router,
    exploring.router,
    licensing.router,
    splits.router,
    royalties.router,
    paying.router,
)


def create_app(
    settings: Settings,
    *,
    token: str,
    hosts: frozenset[str],
    base: Path | None = None,
    limits: Limits | None = None,
    static: Path | None = None,
) -> FastAPI:
    """The API and the studio over the home of `settings`.

    `token` opens it, `hosts` are the names it answers to, `base` the folder in which results are laid, else the one
    that it is started in; `limits` and `static` (the built front end) are arguments for tests.
    """
    limits = limits or Limits()
    hub, folder = Hub(), base or Path.cwd()

    @contextlib.asynccontextmanager
    async def living(app: FastAPI) -> AsyncIterator[None]:
        hub.open()
        with Desk(settings, folder, lambda job: hub.wake()) as desk, TableStore(settings.home) as store:
            tabling = Tabling(desk, hub, settings.language)
            rooms = Rooms(store, tabling.opening)
            app.state.desk, app.state.rooms = desk, rooms
            watching = asyncio.create_task(tabling.watch(rooms))
            try:
                yield
            finally:
                hub.close()
                try:
                    await watching
                finally:
                    close_pictures()
                    await rooms.close()

    app = FastAPI(
        title="Oeuvre",
        version=__version__,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=living,
        redirect_slashes=False,
        generate_unique_id_function=_operation,
    )
    app.state.settings = settings
    app.state.sessions = Sessions(token, Browsers(settings.home))
    app.state.hub = hub
    app.state.limits = limits
    app.state.static = static or STATIC
    # Folders of this machine that no answer names.
    app.state.roots = roots_of(settings.home, folder)
    app.state.session_of = session_of
    told_by_app(app)
    for router in ROUTERS:
        app.include_router(router, prefix="/api")
    described(app)
    app.include_router(pages.router)
    # The outermost first: what goes out is made safe, who comes in is looked at, then what they send.
    app.add_middleware(Once, limits=limits, language=settings.language)
    app.add_middleware(Door, sessions=app.state.sessions, language=settings.language, hosts=hosts)
    app.add_middleware(Headed)
    app.add_middleware(Foreseen, language=settings.language, roots=app.state.roots)
    app.add_middleware(Secured)
    return app


def _operation(route: APIRoute) -> str:
    """The name of an operation in the document: its function's."""
    return route.name


class Headed:
    """Middleware: HEAD, answered as GET is, without the body; an answer that never ends is let go at its head."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        is_out = False

        async def send_head(message: Message) -> None:
            nonlocal is_out
            await send(message)
            if message["type"] == "http.response.start":
                await send({"type": "http.response.body", "body": b""})
                is_out = True
                raise _HeadSent

        try:
            await self.app({**scope, "method": "GET"}, receive, send_head)
        except Exception:
            # A stream wraps what ends it: once the head is out, there is nothing left to tell.
            if not is_out:
                raise


class _HeadSent(Exception):
    """The head is out; what would come after it is for nobody."""


class Secured:
    """Middleware: headers that keep pages to themselves, wherever an answer does not say its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                have = {name.lower() for name, _ in message["headers"]}
                more = [(k.lower().encode(), v.encode()) for k, v in SECURE.items() if k.lower().encode() not in have]
                if scope["path"].startswith("/api/") and b"cache-control" not in have:
                    more.append((b"cache-control", b"no-store"))
                message = {**message, "headers": [*message["headers"], *more]}
            await send(message)

        await self.app(scope, receive, send_secured)
