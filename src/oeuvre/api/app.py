"""The application: one opened home behind a door, its routes by subject, and the built front end."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

from fastapi import FastAPI, Request

from oeuvre import __version__
from oeuvre.api import health
from oeuvre.api.problems import told_by_app
from oeuvre.api.sessions import Door, Sessions
from oeuvre.foundation import Settings


def create_app(settings: Settings, *, token: str, hosts: frozenset[str]) -> FastAPI:
    """The API and the studio over the home of `settings`; `token` opens it, `hosts` are the names it answers to."""

    @contextlib.asynccontextmanager
    async def living(app: FastAPI) -> AsyncIterator[None]:
        yield

    app = FastAPI(
        title="Oeuvre",
        version=__version__,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=living,
        redirect_slashes=False,
    )
    app.state.settings = settings
    app.state.sessions = Sessions(token)
    told_by_app(app)
    app.include_router(health.router, prefix="/api")
    app.add_middleware(Door, sessions=app.state.sessions, language=settings.language, hosts=hosts)
    return app


def session_of(request: Request) -> object:
    """The session of a request that came through the door."""
    return request.state.session
